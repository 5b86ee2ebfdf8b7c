#include "ui/preferences.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace potok::ui {

namespace {
constexpr std::array<std::string_view, 4> theme_words = {"system", "light", "dark", "contrast"};
}

std::string to_text(const Preferences& p) {
    const Json json = {{"language", code(p.language)},
                       {"theme", theme_words[static_cast<std::size_t>(p.theme)]},
                       {"scale", p.scale_percent},
                       {"folded", p.navigation_folded},
                       {"actor", p.actor}};
    return json.dump();
}

Preferences preferences_from_text(std::string_view text, const Preferences& otherwise) {
    Preferences p = otherwise;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return p;
    const auto word = [&](const char* key) {
        const auto it = json.find(key);
        return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
    };
    if (auto language = language_from(word("language"))) p.language = *language;
    const auto theme = std::find(theme_words.begin(), theme_words.end(), word("theme"));
    if (theme != theme_words.end()) p.theme = static_cast<ThemeChoice>(theme - theme_words.begin());
    if (const auto it = json.find("scale"); it != json.end() && it->is_number_integer())
        p.scale_percent = static_cast<int>(std::clamp<std::int64_t>(it->get<std::int64_t>(), 85, 200));
    if (const auto it = json.find("folded"); it != json.end() && it->is_boolean()) p.navigation_folded = it->get<bool>();
    if (json.contains("actor")) p.actor = word("actor");
    return p;
}

}  // namespace potok::ui
