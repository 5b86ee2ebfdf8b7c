#include "main/desktop_options.h"

#include <charconv>

#include "ui/preferences.h"

namespace potok {

namespace {

bool number(std::string_view text, int low, int high, int& out) {
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    return failed == std::errc() && end == text.data() + text.size() && out >= low && out <= high;
}

// "1", "1.25": the C library's own reader minds the locale, so hundredths are read as whole numbers.
bool scale_of(std::string_view text, double& out) {
    const auto point = text.find('.');
    int whole = 0, part = 0;
    std::string digits(point == std::string_view::npos ? std::string_view("00") : text.substr(point + 1));
    digits.resize(2, '0');
    if (!number(text.substr(0, point), 0, 2, whole) || !number(digits, 0, 99, part)) return false;
    out = whole + part / 100.0;
    return out >= 0.85 && out <= 2;
}

}  // namespace

std::string DesktopOptions::preferences() const {
    ui::Preferences p;
    p.language = language;
    p.theme = theme == ui::ThemeName::dark ? ui::ThemeChoice::dark
              : theme == ui::ThemeName::contrast ? ui::ThemeChoice::contrast : ui::ThemeChoice::light;
    p.scale_percent = static_cast<int>(scale * 100 + 0.5);
    return ui::to_text(p);
}

Result<DesktopOptions> read_desktop_options(const std::vector<std::string>& words) {
    DesktopOptions o;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        const auto wrong = [&] { return error("arguments.wrong", {{"word", word}}); };
        if (word == "--tree") {
            o.tree = true;
            continue;
        }
        if (word == "--tree-json") {
            o.tree_json = true;
            continue;
        }
        if (!word.starts_with("--")) {
            if (!o.file.empty()) return wrong();
            o.file = word;
            continue;
        }
        if (i + 1 >= words.size()) return wrong();
        const std::string& value = words[++i];
        if (word == "--route") {
            o.route = value.starts_with('#') ? value.substr(1) : value;
        } else if (word == "--gallery") {
            o.gallery = value;
        } else if (word == "--as") {
            o.person = value;
        } else if (word == "--capture") {
            o.capture = value;
        } else if (word == "--theme") {
            if (value != "light" && value != "dark" && value != "contrast") return wrong();
            o.theme = value == "dark" ? ui::ThemeName::dark : value == "contrast" ? ui::ThemeName::contrast : ui::ThemeName::light;
        } else if (word == "--language") {
            POTOK_TRY(o.language, language_from(value));
        } else if (word == "--frames") {
            if (!number(value, 1, 100000, o.frames)) return wrong();
        } else if (word == "--at") {
            POTOK_TRY(o.at, parse_instant(value));
        } else if (word == "--scale") {
            if (!scale_of(value, o.scale)) return wrong();
        } else if (word == "--size") {
            const auto x = value.find('x');
            if (x == std::string::npos || !number(value.substr(0, x), 200, 8000, o.width) ||
                !number(value.substr(x + 1), 200, 8000, o.height))
                return wrong();
        } else {
            return wrong();
        }
    }
    if (o.at && !o.looks()) return error("arguments.wrong", {{"word", "--at"}});  // a clock that stands is for looking only
    return o;
}

}  // namespace potok
