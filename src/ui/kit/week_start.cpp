#include "ui/kit/week_start.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace potok::ui {

namespace {

constexpr std::array<std::string_view, 46> from_sunday = {
    "AG", "AS", "BD", "BR", "BS", "BT", "BW", "BZ", "CA", "CO", "DM", "DO", "ET", "GT", "GU", "HK", "HN", "ID", "IL", "IN", "JM", "JP", "KE",
    "KH", "KR", "LA", "MH", "MM", "MO", "MT", "MX", "MZ", "NI", "NP", "PA", "PE", "PH", "PK", "PR", "SG", "TH", "TT", "TW", "UM", "US", "ZA"};
constexpr std::array<std::string_view, 9> from_saturday = {"AE", "AF", "BH", "DZ", "EG", "IQ", "JO", "KW", "QA"};

// "US" of "en-US", "en-Latn-US"; empty where there is none.
std::string region_of(std::string_view tag) {
    std::size_t at = tag.find('-');
    while (at != std::string_view::npos) {
        const std::size_t end = tag.find('-', at + 1);
        const std::string_view part = tag.substr(at + 1, end == std::string_view::npos ? end : end - at - 1);
        if (part.size() == 1) break;  // extensions follow
        if (part.size() == 2) {
            std::string region(part);
            for (char& c : region) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            return region;
        }
        at = end;
    }
    return {};
}

}  // namespace

int first_weekday(std::span<const std::string> languages, Language shown) {
    const std::string_view wanted = code(shown);
    for (const std::string& tag : languages) {
        if (!tag.starts_with(wanted) || (tag.size() > wanted.size() && tag[wanted.size()] != '-')) continue;
        const std::string region = region_of(tag);
        if (std::ranges::find(from_sunday, region) != from_sunday.end()) return 7;
        return std::ranges::find(from_saturday, region) != from_saturday.end() ? 6 : 1;
    }
    return 1;
}

int first_weekday(Ui& ui) { return first_weekday(ui.host().preferences().languages, ui.locale().language()); }

Date week_start(Date day, int first_weekday) { return {day.days - (weekday(day) - first_weekday + 7) % 7}; }

}  // namespace potok::ui
