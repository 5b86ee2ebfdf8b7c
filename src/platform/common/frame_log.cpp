#include "platform/common/frame_log.h"

#include <fmt/format.h>
#include <imgui.h>

#include <iterator>

namespace potok::platform {

void FrameLog::add(double at, double build, double submit, const ImDrawData& data) {
    FrameCost& cost = costs_[count_++ % kept];
    cost = {at, build, submit, data.TotalVtxCount, data.CmdListsCount, 0};
    for (const ImDrawList* list : data.CmdLists) cost.calls += list->CmdBuffer.Size;
}

std::string FrameLog::json() const {
    std::string out = "[";
    for (std::size_t i = count_ > kept ? count_ - kept : 0; i < count_; ++i) {
        const FrameCost& c = costs_[i % kept];
        fmt::format_to(std::back_inserter(out), "{}[{:.3f},{:.3f},{:.3f},{},{},{}]",
                       out.size() > 1 ? "," : "", c.at, c.build, c.submit, c.vertices, c.lists, c.calls);
    }
    return out + "]";
}

} // namespace potok::platform
