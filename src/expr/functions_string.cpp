// Strings. Positions and lengths count code points.
#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "expr/function.h"

namespace potok::expr {

namespace {

constexpr KindMask string = mask(Kind::string);

Result<Value> made(Call& c, std::string text) {
    if (text.size() > max_text_bytes) return text_too_large();
    if (!c.charge(text.size() / 64)) return budget_spent();
    return text;
}

Result<Value> run_string(Call& c) { return made(c, value_text(c[0])); }
Result<Value> run_length(Call& c) {
    return static_cast<std::int64_t>(count_codepoints(c.as<std::string>(0)));
}
Result<Value> run_upper(Call& c) { return made(c, upper_case(c.as<std::string>(0))); }
Result<Value> run_lower(Call& c) { return made(c, lower_case(c.as<std::string>(0))); }
Result<Value> run_trim(Call& c) { return made(c, std::string(trim(c.as<std::string>(0)))); }

// Where the second string begins in the first; linear whatever the two are, which std::string::find is not.
std::size_t find(Call& c) {
    const auto& text = c.as<std::string>(0);
    const auto& match = c.as<std::string>(1);
    if (match.empty()) return 0;
    const void* at = memmem(text.data(), text.size(), match.data(), match.size());
    return at ? static_cast<std::size_t>(static_cast<const char*>(at) - text.data()) : std::string::npos;
}

Result<Value> run_contains(Call& c) {
    if (!c.charge(c.as<std::string>(0).size() / 64)) return budget_spent();
    return find(c) != std::string::npos;
}
Result<Value> run_starts(Call& c) { return c.as<std::string>(0).starts_with(c.as<std::string>(1)); }
Result<Value> run_ends(Call& c) { return c.as<std::string>(0).ends_with(c.as<std::string>(1)); }

Result<Value> run_before(Call& c) {
    const auto& text = c.as<std::string>(0);
    const std::size_t at = find(c);
    return made(c, at == std::string::npos ? std::string() : text.substr(0, at));
}

Result<Value> run_after(Call& c) {
    const auto& text = c.as<std::string>(0);
    const auto& match = c.as<std::string>(1);
    const std::size_t at = find(c);
    return made(c, at == std::string::npos ? std::string() : text.substr(at + match.size()));
}

// The first position is 1, the last -1.
Result<Value> run_substring(Call& c) {
    const std::string_view text = c.as<std::string>(0);
    const auto size = static_cast<std::int64_t>(count_codepoints(text));
    const auto start = c.as<Decimal>(1).to_int64();
    if (!start || *start == 0) return bad_argument(2, c.as<Decimal>(1).str());
    std::int64_t from = *start > 0 ? *start - 1 : size + *start;
    if (from < 0 || from > size) return bad_argument(2, c.as<Decimal>(1).str());
    std::int64_t length = size - from;
    if (c.count() == 3) {
        const auto wanted = c.as<Decimal>(2).to_int64();
        if (!wanted || *wanted < 0) return bad_argument(3, c.as<Decimal>(2).str());
        length = std::min(length, *wanted);
    }
    const std::string_view tail = text.substr(codepoints_length(text, static_cast<std::size_t>(from)));
    return made(c, std::string(tail.substr(0, codepoints_length(tail, static_cast<std::size_t>(length)))));
}

// string join(list, delimiter); nulls are left out, as DMN 1.4 has it.
Result<Value> run_join(Call& c) {
    if (c[0].is_null()) return Value();
    const std::string delimiter = c.count() == 2 && !c[1].is_null() ? c.as<std::string>(1) : "";
    std::string out;
    bool first = true;
    for (const Value& item : c.as<ValueList>(0)) {
        if (item.is_null()) continue;
        const auto* text = item.as<std::string>();
        if (!text) return bad_argument(1, type_of(item).str());
        if (!first) out += delimiter;
        first = false;
        out += *text;
        if (out.size() > max_text_bytes) return text_too_large();
    }
    return made(c, std::move(out));
}

constexpr KindMask number = mask(Kind::number);

constexpr Function table[] = {
    {"contains", "string, match", 2, 2, {string, string}, gives<Kind::boolean>, run_contains},
    {"ends with", "string, match", 2, 2, {string, string}, gives<Kind::boolean>, run_ends},
    {"lower case", "string", 1, 1, {string}, gives<Kind::string>, run_lower},
    {"starts with", "string, match", 2, 2, {string, string}, gives<Kind::boolean>, run_starts},
    {"string", "from", 1, 1, {any_kind}, gives<Kind::string>, run_string},
    {"string join", "list, delimiter", 1, 2, {mask(Kind::list), string}, gives<Kind::string>, run_join,
     traits(Trait::takes_null)},
    {"string length", "string", 1, 1, {string}, gives<Kind::number>, run_length},
    {"substring", "string, start position, length", 2, 3, {string, number, number}, gives<Kind::string>, run_substring},
    {"substring after", "string, match", 2, 2, {string, string}, gives<Kind::string>, run_after},
    {"substring before", "string, match", 2, 2, {string, string}, gives<Kind::string>, run_before},
    {"trim", "string", 1, 1, {string}, gives<Kind::string>, run_trim, traits(Trait::own)},
    {"upper case", "string", 1, 1, {string}, gives<Kind::string>, run_upper},
};

}  // namespace

std::span<const Function> string_functions() { return table; }

}  // namespace potok::expr
