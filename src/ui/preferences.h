// Preferences: what belongs to this device and not to a workspace: language, theme, size. Kept by the host as one line of JSON.
#pragma once

#include <string>
#include <string_view>

#include "base/locale.h"

namespace potok::ui {

enum class ThemeChoice { system, light, dark, contrast };

struct Preferences {
    Language language = Language::en;
    ThemeChoice theme = ThemeChoice::system;
    int scale_percent = 100;   // 85 … 200
    bool navigation_folded = false;
    std::string actor;         // public id of the person one acts as in this workspace, empty = its administrator
    bool operator==(const Preferences&) const = default;
};

inline constexpr int scales[] = {85, 100, 115, 130, 150, 175, 200};

std::string to_text(const Preferences& preferences);
// Whatever is missing or damaged is as in `otherwise`: preferences never stand in the way of the app.
Preferences preferences_from_text(std::string_view text, const Preferences& otherwise);

}  // namespace potok::ui
