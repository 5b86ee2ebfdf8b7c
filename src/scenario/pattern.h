// How a verb of the scenario language reads: a pattern of words and slots, matched against the words of a step.
//
//   "<who> moves <record> to <stage> [with comment <text>]"
//
// Words stand for themselves; (a|b) is one of them; [ ] may be missing; <slot> takes what its kind allows:
//   text      a text in quotes                        name     a word or a text in quotes
//   names     names with commas                       record   a name, or its type and a text in quotes: deal "Марина"
//   moment    2026-03-02 09:00, 2026-03-02, 09:00, now, today 10:00, tomorrow
//   span      23h 59m, 1d, 90s, PT24H                 number   a whole number
//   value     everything that is left (at least one word)
// A slot's kind follows its name after a colon: <stage:name>; a bare name is its own kind.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/script.h"

namespace potok::scenario {

// What the slots took: slot name → tokens. An optional slot that took nothing is absent; the words of an optional part or
// an alternative are present under their own spelling with no tokens.
class Match {
public:
    bool has(std::string_view slot) const { return slots_.contains(slot); }
    // The tokens of a slot joined by spaces; "" when absent.
    std::string text(std::string_view slot) const;
    const std::vector<Token>& tokens(std::string_view slot) const;

private:
    std::map<std::string, std::vector<Token>, std::less<>> slots_;
    friend class Pattern;
};

class Pattern {
public:
    explicit Pattern(std::string_view source);  // our own table: a malformed pattern is our mistake (assert)
    const std::string& source() const { return source_; }
    std::optional<Match> match(const std::vector<Token>& tokens) const;
    // How many of the step's words are literal words of this pattern: for "did you mean".
    int likeness(const std::vector<Token>& tokens) const;

private:
    struct Part {
        enum class Kind { word, slot, option } kind = Kind::word;
        std::vector<std::string> words;  // word: the alternatives
        std::string slot, slot_kind;
        std::vector<Part> parts;  // option
    };
    std::string source_;
    std::vector<Part> parts_;

    static std::vector<Part> parse(std::string_view source, std::size_t& at);
    static bool match_parts(const std::vector<const Part*>& parts, std::size_t part, const std::vector<Token>& tokens,
                            std::size_t token, Match& match);
    static std::vector<std::size_t> lengths(const Part& slot, const std::vector<Token>& tokens, std::size_t from);
    static void collect_words(const std::vector<Part>& parts, std::vector<std::string>& out);
};

// "23h", "59m", "2d", "PT24H": one word of a span.
bool is_span_word(std::string_view word);

}  // namespace potok::scenario
