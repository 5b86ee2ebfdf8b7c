// matches, replace, split: strings by regular expressions (regex.h).
#include "base/text.h"
#include "expr/function.h"
#include "expr/regex.h"

namespace potok::expr {

namespace {

constexpr KindMask string = mask(Kind::string);

Result<Regex> compiled(Call& c, std::size_t pattern, std::size_t flags) {
    const auto& text = c.as<std::string>(pattern);
    if (text.size() > 4096) return bad_argument(pattern + 1, text.substr(0, 64));
    if (!c.charge(text.size())) return budget_spent();
    return Regex::compile(text, c.count() > flags ? c.as<std::string>(flags) : std::string());
}

Result<Value> run_matches(Call& c) {
    POTOK_TRY(const Regex regex, compiled(c, 1, 2));
    const bool found = regex.find(c.as<std::string>(0), 0, c.budget()).has_value();
    if (!c.charge(0)) return budget_spent();
    return found;
}

// A replacement taken apart: texts between, and numbers of, groups.
struct Piece {
    std::string text;
    std::size_t group = Regex::none;
};

Result<std::vector<Piece>> replacement_of(Call& c, std::size_t groups) {
    const auto& text = c.as<std::string>(2);
    std::vector<Piece> out(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (text[i] == '\\') {
            if (next != '\\' && next != '$') return bad_argument(3, text.substr(0, 64));
            out.back().text += next;
            ++i;
        } else if (text[i] == '$') {
            if (next < '0' || next > '9') return bad_argument(3, text.substr(0, 64));
            std::size_t group = static_cast<std::size_t>(next - '0');
            ++i;
            // as many digits as still name a group: $12 is group 1 and a "2" where there are fewer than 12
            while (i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') {
                const std::size_t longer = group * 10 + static_cast<std::size_t>(text[i + 1] - '0');
                if (longer >= groups) break;
                group = longer;
                ++i;
            }
            out.back().group = group;
            out.emplace_back();
        } else {
            out.back().text += text[i];
        }
    }
    return out;
}

Result<Value> run_replace(Call& c) {
    const std::string& text = c.as<std::string>(0);
    POTOK_TRY(const Regex regex, compiled(c, 1, 3));
    if (regex.matches_empty()) return bad_argument(2, c.as<std::string>(1).substr(0, 64));
    POTOK_TRY(const auto pieces, replacement_of(c, regex.groups()));
    std::string out;
    std::size_t done = 0;
    while (const auto match = regex.find(text, done, c.budget())) {
        const auto [from, to] = match->groups[0];
        out.append(text, done, from - done);
        for (const Piece& piece : pieces) {
            out += piece.text;
            if (piece.group >= match->groups.size()) continue;
            const auto [begin, end] = match->groups[piece.group];
            if (begin != Regex::none) out.append(text, begin, end - begin);
        }
        done = to;
        if (out.size() > max_text_bytes) return text_too_large();
        if (to == from) break;
    }
    if (!c.charge(0)) return budget_spent();
    out.append(text, done);
    if (out.size() > max_text_bytes) return text_too_large();
    return out;
}

Result<Value> run_split(Call& c) {
    const std::string& text = c.as<std::string>(0);
    POTOK_TRY(const Regex regex, compiled(c, 1, 2));
    if (regex.matches_empty()) return bad_argument(2, c.as<std::string>(1).substr(0, 64));
    ValueList out;
    std::size_t done = 0;
    while (const auto match = regex.find(text, done, c.budget())) {
        const auto [from, to] = match->groups[0];
        if (to == from) break;
        out.emplace_back(text.substr(done, from - done));
        done = to;
    }
    if (!c.charge(0)) return budget_spent();
    out.emplace_back(text.substr(done));
    return out;
}

Type list_of_strings(std::span<const Type>) { return Type::list_of(Kind::string); }

constexpr Function table[] = {
    {"matches", "input, pattern, flags", 2, 3, {string, string, string}, gives<Kind::boolean>, run_matches},
    {"replace", "input, pattern, replacement, flags", 3, 4, {string, string, string, string}, gives<Kind::string>,
     run_replace},
    {"split", "string, delimiter", 2, 2, {string, string}, list_of_strings, run_split},
};

}  // namespace

std::span<const Function> pattern_functions() { return table; }

}  // namespace potok::expr
