// Small marks: filter chips, badges, people, counters, keys, dots.
#pragma once

#include "ui/kit/ui.h"

namespace potok::ui {

struct ChipSpec {
    std::string_view key;
    std::string_view label;
    std::string_view value = {};  // semibold behind the label: "State: open"
    std::string_view icon = {};
    bool on = false;         // accent-soft
    bool removable = false;  // a cross behind it
    bool dropdown = false;   // an arrow behind it; opens a menu
    bool expanded = false;
    bool toggle = false;     // on and off by itself: announced as pressed or not
    std::string_view remove_name = {};  // what the cross is called
};
struct ChipEvents {
    bool clicked = false, removed = false;
};
ChipEvents chip(Ui& ui, const Rect& r, const ChipSpec& spec);
float chip_width(Ui& ui, const ChipSpec& spec);
float chip_height(const Ui& ui);  // 28, on the phone 36

enum class Tone : std::uint8_t { neutral, accent, success, warning, danger, info };
// Drawn only: the words belong to the name of what carries the badge. Returns its width.
float badge(Ui& ui, Point top_left, std::string_view text, Tone tone, std::string_view icon = {});
float badge_width(Ui& ui, std::string_view text, std::string_view icon = {});
constexpr float badge_height = 20;
Color tone_text(const Theme& t, Tone tone);
Color tone_soft(const Theme& t, Tone tone);

// A person's initials on a soft hue. `hue` is an index of Theme::stage.
void avatar(Ui& ui, Point top_left, float size, std::string_view initials, int hue);
// Up to two initials of a name, as they stand: "Anna Wrona" → "AW", "Кафе «Причал»" → "КП". Quotation marks and legal forms do
// not count: "ООО «Вектор»" → "В".
std::string initials_of(std::string_view name);
// The number at the right of a navigation item: plain, or `hot` in an accent pill. Right aligned at `right`.
void counter(Ui& ui, float right, float middle, std::int64_t count, bool hot);
float key_cap(Ui& ui, Point left_middle, std::string_view text);  // "Ctrl K"; returns its width
float key_cap_width(Ui& ui, std::string_view text);
void stage_dot(Ui& ui, Point center, int hue, float size = 8);

}  // namespace potok::ui
