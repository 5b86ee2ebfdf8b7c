#include "platform/common/frame_log.h"

#include <catch_amalgamated.hpp>
#include <imgui.h>

#include <nlohmann/json.hpp>

using potok::platform::FrameLog;

TEST_CASE("the frame log keeps the last frames, oldest first", "[platform]") {
    FrameLog log;
    CHECK(log.json() == "[]");
    ImDrawData data;
    for (std::size_t i = 0; i < FrameLog::kept + 5; ++i) {
        data.TotalVtxCount = static_cast<int>(i);
        log.add(static_cast<double>(i), 1.5, 0.25, data);
    }
    const auto rows = nlohmann::json::parse(log.json());
    REQUIRE(rows.size() == FrameLog::kept);
    CHECK(rows.front()[0] == 5.0);
    CHECK(rows.back()[0] == static_cast<double>(FrameLog::kept + 4));
    CHECK(rows.back()[1] == 1.5);
    CHECK(rows.back()[2] == 0.25);
    CHECK(rows.back()[3] == static_cast<int>(FrameLog::kept) + 4);
}
