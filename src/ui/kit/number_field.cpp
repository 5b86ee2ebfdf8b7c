// Numbers and amounts: a text field that knows when its text is one.
#include <string>
#include <utility>

#include "ui/kit/field.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

struct NumberState {
    std::string text;
    std::optional<Decimal> before;  // when the edit began
    bool editing = false, wrong = false;
};

// "46 800,50" → "46800.50". Spaces of any width go, the comma is a point, the unit behind it is no part of the number.
std::string plain_number(std::string_view text, std::string_view unit) {
    std::string out;
    if (!unit.empty() && text.ends_with(unit)) text.remove_suffix(unit.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t before = at;
        const char32_t c = next_codepoint(text, at);
        if (c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f || c == '_' || c == '\'') continue;
        if (c == ',')
            out += '.';
        else if (c == 0x2212)
            out += '-';
        else
            out += text.substr(before, at - before);
    }
    return out;
}

int scale_of(std::string_view number) {
    const std::size_t point = number.find('.');
    return point == std::string_view::npos ? 0 : static_cast<int>(number.size() - point - 1);
}

std::string currency_sign(std::string_view currency) {
    if (currency == "PLN") return "zł";
    if (currency == "RUB") return "₽";
    if (currency == "EUR") return "€";
    if (currency == "UAH") return "₴";
    if (currency == "USD") return "$";
    return std::string(currency);
}

}  // namespace

FieldEvents number_field(Ui& ui, const Rect& r, const FieldSpec& spec, std::optional<Decimal>& value, int max_scale) {
    const NodeId id = ui.id(spec.key);
    NumberState& s = ui.state<NumberState>(id);
    if (!s.editing && !s.wrong) {
        s.text = value ? ui.locale().number(*value) : std::string();
        if (spec.plain && value && !spec.suffix.empty()) s.text += "\u00a0" + std::string(spec.suffix);
        s.before = value;
    }
    FieldSpec field = spec;
    field.error = spec.error || s.wrong;
    if (spec.plain) field.suffix = {};  // in place the unit stands behind the number, as in any text
    FieldEvents e = text_field(ui, r, field, s.text);
    const bool typed = std::exchange(e.changed, false);
    if (typed) s.wrong = false;
    s.editing = e.focused;
    const bool left = e.left || e.submitted;
    if (!typed && !(e.edited && left)) return e;
    // The value follows what is typed, so that a form knows at once what it has; what is no number is told when the field is left.
    const std::string number = plain_number(s.text, spec.suffix);
    const auto parsed = Decimal::parse(number);
    const bool fits = parsed.ok() && scale_of(number) <= max_scale;
    if (number.empty())
        value.reset();
    else if (fits)
        value = *parsed;
    if (!left) return e;
    s.wrong = !number.empty() && !fits;
    e.changed = !s.wrong && value != s.before;
    return e;
}

FieldEvents money_field(Ui& ui, const Rect& r, const FieldSpec& spec, std::optional<std::int64_t>& minor, std::string_view currency) {
    const int digits = minor_digits(currency);
    std::optional<Decimal> value;
    if (minor) value = Decimal::scaled(*minor, digits);
    const std::string sign = currency_sign(currency);
    FieldSpec field = spec;
    if (field.suffix.empty()) field.suffix = sign;
    const FieldEvents e = number_field(ui, r, field, value, digits);
    if (!value)
        minor.reset();
    else if (const auto units = value->to_scaled(digits))
        minor = *units;
    return e;
}

}  // namespace potok::ui
