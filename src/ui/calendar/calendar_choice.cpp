#include "ui/calendar/calendar_choice.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace potok::ui {

namespace {
constexpr std::array<std::string_view, calendar_view_count> view_words = {"month", "week", "day", "agenda", "plan"};
constexpr std::array<std::string_view, 3> colour_words = {"kind", "person", "stage"};
constexpr std::array<const char*, 3> kind_words = {"bookings", "events", "tasks"};
}  // namespace

std::string_view word_of(CalendarView view) { return view_words[static_cast<std::size_t>(view)]; }

std::optional<CalendarView> calendar_view_from(std::string_view word) {
    const auto at = std::ranges::find(view_words, word);
    if (at == view_words.end()) return std::nullopt;
    return static_cast<CalendarView>(at - view_words.begin());
}

std::string to_text(const CalendarChoice& choice) {
    Json json = {{"colour", colour_words[static_cast<std::size_t>(choice.colour)]}};
    if (choice.view) json["view"] = word_of(*choice.view);
    if (choice.mine_only) json["mine"] = *choice.mine_only;
    for (std::size_t i = 0; i < kind_words.size(); ++i) json[kind_words[i]] = choice.kinds[i];
    return json.dump();
}

CalendarChoice calendar_choice_from(std::string_view text) {
    CalendarChoice out;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return out;
    const auto word = [&](const char* key) {
        const auto it = json.find(key);
        return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
    };
    const auto flag = [&](const char* key) -> std::optional<bool> {
        const auto it = json.find(key);
        return it != json.end() && it->is_boolean() ? std::optional(it->get<bool>()) : std::nullopt;
    };
    out.view = calendar_view_from(word("view"));
    const auto colour = std::ranges::find(colour_words, word("colour"));
    if (colour != colour_words.end()) out.colour = static_cast<CalendarColour>(colour - colour_words.begin());
    out.mine_only = flag("mine");
    for (std::size_t i = 0; i < kind_words.size(); ++i) out.kinds[i] = flag(kind_words[i]).value_or(true);
    return out;
}

}  // namespace potok::ui
