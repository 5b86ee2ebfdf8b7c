#include "base/locale.h"

#include <nlohmann/json.hpp>

namespace potok {

namespace {

// Fills "{name}" from the arguments; a name without argument stays as it stands.
std::string filled(std::string_view pattern, const TextArgs& args) {
    std::string out;
    out.reserve(pattern.size() + 16);
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        out += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = pattern.find('}', open);
        if (close == std::string_view::npos) {
            out += pattern.substr(open);
            break;
        }
        const auto found = args.find(std::string(pattern.substr(open + 1, close - open - 1)));
        if (found != args.end()) out += found->second;
        else out += pattern.substr(open, close - open + 1);
        pattern.remove_prefix(close + 1);
    }
    return out;
}

}  // namespace

std::string_view code(Language language) {
    switch (language) {
        case Language::pl: return "pl";
        case Language::ru: return "ru";
        case Language::en: break;
    }
    return "en";
}

Result<Language> language_from(std::string_view code) {
    if (code == "en") return Language::en;
    if (code == "pl") return Language::pl;
    if (code == "ru") return Language::ru;
    return error("language.unknown", {{"language", std::string(code.substr(0, 64))}});
}

std::string_view plural_category(Language language, std::int64_t n) {
    const std::uint64_t i = n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
    if (language == Language::en) return i == 1 ? "one" : "other";
    const bool few = i % 10 >= 2 && i % 10 <= 4 && (i % 100 < 12 || i % 100 > 14);
    if (language == Language::pl) return i == 1 ? "one" : few ? "few" : "many";
    return i % 10 == 1 && i % 100 != 11 ? "one" : few ? "few" : "many";
}

Result<Locale> Locale::load(Language language, std::string_view catalog_json) {
    const Json catalog = Json::parse(catalog_json, nullptr, false);
    if (!catalog.is_object()) return error("locale.malformed", {{"key", "*"}});
    Locale locale;
    locale.language_ = language;
    for (const auto& [key, entry] : catalog.items()) {
        const auto malformed = [&] { return error("locale.malformed", {{"key", key}}); };
        if (entry.is_string()) {
            locale.texts_.emplace(key, entry.get<std::string>());
            continue;
        }
        if (!entry.is_object() || !entry.contains("other")) return malformed();
        auto& forms = locale.plurals_[key];
        for (const auto& [category, text] : entry.items()) {
            if (!text.is_string()) return malformed();
            if (category != "one" && category != "few" && category != "many" && category != "other")
                return malformed();
            forms.emplace(category, text.get<std::string>());
        }
    }
    return locale;
}

bool Locale::has(std::string_view key) const {
    return texts_.find(key) != texts_.end() || plurals_.find(key) != plurals_.end();
}

std::string Locale::text(std::string_view key, const TextArgs& args) const {
    if (const auto found = texts_.find(key); found != texts_.end()) return filled(found->second, args);
    if (const auto forms = plurals_.find(key); forms != plurals_.end()) {
        const auto n = args.find("n");
        const auto count = n == args.end() ? Result<Decimal>(Decimal()) : Decimal::parse(n->second);
        const auto whole = count ? count->to_int64() : std::nullopt;
        // A fraction ("2.5 days") has the category "other" in all three languages.
        const std::string_view category = whole ? plural_category(language_, *whole) : "other";
        auto form = forms->second.find(std::string(category));
        if (form == forms->second.end()) form = forms->second.find("other");
        return filled(form->second, args);
    }
    return std::string(key);
}

std::string Locale::plural(std::string_view key, std::int64_t n, TextArgs args) const {
    const auto forms = plurals_.find(key);
    args.emplace("n", number(Decimal(n)));
    if (forms == plurals_.end()) return text(key, args);
    auto form = forms->second.find(std::string(plural_category(language_, n)));
    if (form == forms->second.end()) form = forms->second.find("other");
    return filled(form->second, args);
}

std::string Locale::sentence(const Error& e) const { return text("error." + e.code, e.args); }

std::string Locale::remedy(const Error& e) const {
    const std::string key = "error." + e.code + ".remedy";
    return has(key) ? text(key, e.args) : std::string();
}

}  // namespace potok
