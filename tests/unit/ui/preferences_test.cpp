#include <catch_amalgamated.hpp>

#include "ui/preferences.h"

using namespace potok;
using namespace potok::ui;

TEST_CASE("preferences survive being written and read", "[ui][preferences]") {
    Preferences p;
    p.language = Language::ru;
    p.theme = ThemeChoice::contrast;
    p.scale_percent = 130;
    p.navigation_folded = true;
    p.actor = "0198c5e2-7a10-7cde-8f00-0123456789ab";
    CHECK(preferences_from_text(to_text(p), {}) == p);
}

TEST_CASE("damaged preferences fall back, part by part", "[ui][preferences]") {
    Preferences polish;
    polish.language = Language::pl;
    CHECK(preferences_from_text("", polish) == polish);
    CHECK(preferences_from_text("{\"language\":7,\"scale\":\"big\",\"theme\":[]}", polish) == polish);
    const Preferences p = preferences_from_text("{\"theme\":\"dark\",\"scale\":100000}", polish);
    CHECK(p.theme == ThemeChoice::dark);
    CHECK(p.scale_percent == 200);
    CHECK(p.language == Language::pl);
}
