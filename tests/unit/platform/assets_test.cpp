#include "platform/common/assets.h"

#include <catch_amalgamated.hpp>

#include <algorithm>

using potok::platform::asset;
using potok::platform::asset_names;

TEST_CASE("time zones are linked in, whole", "[platform][assets]") {
    const auto zones = asset("data/zones.bin");
    REQUIRE(zones);
    CHECK(zones->starts_with("PTZ1"));
    CHECK(zones->find("Europe/Warsaw") != std::string_view::npos);
    // A POSIX rule ends every slim TZif, so it is the last line of the last zone.
    CHECK(zones->ends_with("UTC0\n"));
    CHECK(zones->data()[zones->size()] == '\0');
}

TEST_CASE("fonts are linked in under their names", "[platform][assets]") {
    for (const char* name : {"fonts/inter-400.otf", "fonts/inter-600.otf"}) {
        const auto font = asset(name);
        REQUIRE(font);
        CHECK(font->starts_with("OTTO"));
    }
    REQUIRE(asset("fonts/lucide.ttf"));
}

TEST_CASE("an unknown asset is nothing, names come sorted", "[platform][assets]") {
    CHECK_FALSE(asset("fonts/none.otf"));
    const auto names = asset_names("fonts/");
    CHECK(names.size() == 3);
    CHECK(std::ranges::is_sorted(names));
    CHECK(std::ranges::is_sorted(asset_names("")));
}
