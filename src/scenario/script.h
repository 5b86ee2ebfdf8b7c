// A scenario file, read: a business case written down so that the owner of the business can follow it.
//
// One step a line. A word of the story (given, when, then, and, but) may open a line and means nothing. Lines indented
// under a step belong to it: "key: value" pairs, or "[x] text" lines of a checklist, or a block between two lines of
// three quotes ("""), taken as it stands. "#" begins a comment. `shows J3 J4` names the acceptance lines a file shows.
// `given everything told in "team.scenario"` puts the steps of another file of the same folder in its place.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace potok::scenario {

// A word, a text in quotes ("..." or «...»), or a comma.
struct Token {
    enum class Kind { word, text, comma };
    Kind kind = Kind::word;
    std::string text;
    bool operator==(const Token&) const = default;
};

struct Step {
    std::string file;                                        // where it stands
    int line = 0;                                            // 1-based
    std::string source;                                      // as written, without its indented lines
    std::vector<Token> tokens;                               // without the word of the story
    std::vector<std::pair<std::string, std::string>> pairs;  // "key: value", in order
    std::vector<std::pair<bool, std::string>> checklist;     // "[x] text" or "[ ] text"
    std::string block;                                       // between the """ lines
};

struct Script {
    std::string file;
    std::vector<std::string> shows;
    std::vector<Step> steps;
};

// The text of a file by its path; nothing when there is none.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

// Errors: scenario.unreadable with place "file:line" and argument `why`.
Result<Script> parse_script(std::string_view text, std::string file, const ReadFile& read_file = {});
// The words of one line. Error: scenario.unreadable (a quote is not closed), without place.
Result<std::vector<Token>> tokenize(std::string_view line);

}  // namespace potok::scenario
