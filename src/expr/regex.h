// Regular expressions of XPath and XQuery (F&O 3.1, 5.6; XML Schema 1.1, appendix G) as `matches`, `replace` and `split`
// take them. A pattern becomes a program for Thompson's simulation, which goes over the text once with all alternatives
// side by side (Pike's variant, for captures): its time is bounded by length of text × length of program whatever the two
// are, its stack by the nesting of the pattern, which has a limit. Recursive matchers (std::regex, most of JavaScript's)
// can be made to take exponential time or all of the stack; RE2 would do, but brings a library many times the size of this
// engine for three functions.
//
// Not covered: back-references (\1 cannot be matched in linear time) and blocks (\p{IsGreek}).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace potok::expr {

class Regex {
public:
    // Flags: s (the dot takes line ends), m (^ and $ at every line), i (whatever the case), x (blanks in the pattern do not
    // count). error: expr.bad_pattern {text}: of the pattern from where it goes wrong
    static Result<Regex> compile(std::string_view pattern, std::string_view flags);

    static constexpr std::size_t none = SIZE_MAX;
    struct Match {
        std::vector<std::pair<std::size_t, std::size_t>> groups;  // bytes from and to; 0 is the whole; `none`: took no part
    };
    // The first match that begins at byte `from` or later. Every step is taken from `budget`; below zero there is none.
    std::optional<Match> find(std::string_view text, std::size_t from, std::int64_t& budget) const;
    bool matches_empty() const;  // does it match ""?
    std::size_t groups() const { return groups_; }

private:
    friend class RegexParser;
    enum class Op : std::uint8_t { one, any, any_in_line, set, split, jump, save, at_start, at_end, done };
    struct Instruction {
        Op op = Op::done;
        std::uint32_t x = 0, y = 0;  // one: code point; set: its index; split: tried first, then; jump: to; save: slot
    };
    struct Class {  // \d, \p{Lu}
        char kind = 'd';
        bool negated = false;
        std::uint32_t categories = 0;  // p: a bit each
    };
    struct Set {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
        std::vector<Class> classes;
        bool negated = false;
        int minus = -1;  // [a-z-[aeiou]]: the set that is taken off
    };
    static bool in_class(const Class& c, std::uint32_t code_point);
    bool in_set(const Set& set, std::uint32_t code_point) const;
    bool in_set_any_case(const Set& set, std::uint32_t code_point) const;
    struct Run;

    std::vector<Instruction> program_;
    std::vector<Set> sets_;
    std::size_t groups_ = 1;
    bool any_case_ = false, every_line_ = false;
};

}  // namespace potok::expr
