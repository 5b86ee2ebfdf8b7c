// The words behind potok-desktop.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/locale.h"
#include "base/result.h"
#include "ui/kit/theme.h"

namespace potok {

inline constexpr const char* desktop_usage =
    "usage: potok-desktop [FILE] [--route ROUTE] [--size WxH] [--scale N]\n"
    "       potok-desktop --gallery components|states|glyphs\n"
    "to look at one page and end: [--tree | --tree-json] [--capture FILE.ppm] [--frames N]\n"
    "                             [--theme light|dark|contrast] [--language en|pl|ru] [--as PERSON] [--at INSTANT]\n";

struct DesktopOptions {
    std::string file, route, gallery, capture, person;
    ui::ThemeName theme = ui::ThemeName::light;
    Language language = Language::pl;
    int width = 1440, height = 900;
    int frames = 30;  // until a page has settled
    double scale = 1;
    std::optional<Instant> at;  // what the clock says, to compare looks
    bool tree = false, tree_json = false;

    bool looks() const { return tree || tree_json || !capture.empty(); }
    std::string preferences() const;  // as the app keeps them
};

// Error: arguments.wrong with the word.
Result<DesktopOptions> read_desktop_options(const std::vector<std::string>& words);

}  // namespace potok
