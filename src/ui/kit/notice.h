// What to show where there is nothing, and what the whole page has to know.
#pragma once

#include <string_view>

#include "ui/kit/chip.h"
#include "ui/kit/ui.h"

namespace potok::ui {

struct EmptySpec {
    std::string_view key;
    std::string_view title;
    std::string_view text = {};
    std::string_view icon = {};      // none: three waves
    Tone tone = Tone::accent;
    std::string_view action = {}, action_icon = {};  // first button, soft
    std::string_view second = {};    // second button
    bool plain_action = false;       // the first button without the accent ground
};
// 0 nothing, 1 the first button, 2 the second.
int empty_state(Ui& ui, const Rect& r, const EmptySpec& spec);

// A bar of 44 below the header: offline, read only, a copy being tried out.
struct BannerSpec {
    std::string_view key;
    std::string_view text;
    std::string_view icon = {};
    Tone tone = Tone::warning;
    std::string_view action = {};
    bool quiet_action = false;
    std::string_view second = {};  // second button, quiet, at the left of the first
};
// 0 nothing, 1 the action, 2 the second button.
int banner(Ui& ui, const Rect& r, const BannerSpec& spec);
constexpr float banner_height = 44;

}  // namespace potok::ui
