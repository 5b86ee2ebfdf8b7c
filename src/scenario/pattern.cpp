#include "scenario/pattern.h"

#include <algorithm>
#include <cassert>

#include "base/calendar.h"

namespace potok::scenario {
namespace {

bool is_date_word(std::string_view w) {
    return w == "today" || w == "tomorrow" || w == "yesterday" || (w.size() == 10 && parse_date(w).ok());
}

bool is_time_word(std::string_view w) {
    return w.size() >= 5 && w.size() <= 12 && w.find(':') != std::string_view::npos && parse_time(w).ok();
}

bool is_whole_number(std::string_view w) {
    return !w.empty() && w.size() < 10 && std::ranges::all_of(w, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_span_word(std::string_view word) {
    if (word.starts_with("P") || word.starts_with("-P")) return parse_duration(word).ok();
    std::size_t digits = 0;
    while (digits < word.size() && word[digits] >= '0' && word[digits] <= '9') ++digits;
    const std::string_view unit = word.substr(digits);
    return digits > 0 && digits < 10 && (unit == "d" || unit == "h" || unit == "m" || unit == "s" || unit == "ms");
}

std::string Match::text(std::string_view slot) const {
    std::string joined;
    for (const Token& t : tokens(slot)) {
        if (!joined.empty() && t.kind != Token::Kind::comma) joined += ' ';
        joined += t.text;
    }
    return joined;
}

const std::vector<Token>& Match::tokens(std::string_view slot) const {
    static const std::vector<Token> none;
    const auto it = slots_.find(slot);
    return it == slots_.end() ? none : it->second;
}

Pattern::Pattern(std::string_view source) : source_(source) {
    std::size_t at = 0;
    parts_ = parse(source, at);
    assert(at == source.size());
}

std::vector<Pattern::Part> Pattern::parse(std::string_view source, std::size_t& at) {
    std::vector<Part> parts;
    while (at < source.size() && source[at] != ']') {
        if (source[at] == ' ') {
            ++at;
            continue;
        }
        Part part;
        if (source[at] == '[') {
            part.kind = Part::Kind::option;
            part.parts = parse(source, ++at);
            assert(at < source.size());
            ++at;
        } else if (source[at] == '<') {
            const std::size_t end = source.find('>', at);
            assert(end != std::string_view::npos);
            const std::string_view inside = source.substr(at + 1, end - at - 1);
            const std::size_t colon = inside.find(':');
            part.kind = Part::Kind::slot;
            part.slot = inside.substr(0, colon);
            part.slot_kind = colon == std::string_view::npos ? inside : inside.substr(colon + 1);
            at = end + 1;
        } else if (source[at] == '(') {
            const std::size_t end = source.find(')', at);
            assert(end != std::string_view::npos);
            std::string_view inside = source.substr(at + 1, end - at - 1);
            while (true) {
                const std::size_t bar = inside.find('|');
                part.words.emplace_back(inside.substr(0, bar));
                if (bar == std::string_view::npos) break;
                inside.remove_prefix(bar + 1);
            }
            at = end + 1;
        } else {
            const std::size_t end = std::min(source.find_first_of(" []", at), source.size());
            part.words.emplace_back(source.substr(at, end - at));
            at = end;
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

// The numbers of words the slot could take from `from` on, in the order they are tried.
std::vector<std::size_t> Pattern::lengths(const Part& slot, const std::vector<Token>& tokens, std::size_t from) {
    const auto kind_at = [&](std::size_t i) { return tokens[i].kind; };
    const std::size_t left = tokens.size() - from;
    std::vector<std::size_t> found;
    if (left == 0 || kind_at(from) == Token::Kind::comma) return found;
    const bool word = kind_at(from) == Token::Kind::word;
    const std::string& first = tokens[from].text;
    const std::string& kind = slot.slot_kind;

    if (kind == "text") {
        if (!word) found = {1};
    } else if (kind == "name" || kind == "who" || kind == "stage" || kind == "field" || kind == "type") {
        found = {1};
    } else if (kind == "number") {
        if (word && is_whole_number(first)) found = {1};
    } else if (kind == "names") {
        std::size_t n = 1;
        found = {1};
        while (from + n + 1 < tokens.size() && kind_at(from + n) == Token::Kind::comma &&
               kind_at(from + n + 1) != Token::Kind::comma) {
            n += 2;
            found.insert(found.begin(), n);
        }
    } else if (kind == "record") {
        if (word && left > 1 && kind_at(from + 1) == Token::Kind::text) found.push_back(2);
        found.push_back(1);
    } else if (kind == "moment") {
        if (word && is_date_word(first)) {
            if (left > 1 && kind_at(from + 1) == Token::Kind::word && is_time_word(tokens[from + 1].text))
                found.push_back(2);
            found.push_back(1);
        } else if (word && (first == "now" || is_time_word(first))) {
            found = {1};
        }
    } else if (kind == "span") {
        std::size_t n = 0;
        while (n < left && kind_at(from + n) == Token::Kind::word && is_span_word(tokens[from + n].text)) {
            found.insert(found.begin(), ++n);
        }
    } else if (kind == "value") {
        for (std::size_t n = 1; n <= left; ++n) found.push_back(n);  // what may follow it goes first
    } else {
        assert(false && "unknown slot kind");
    }
    return found;
}

bool Pattern::match_parts(const std::vector<const Part*>& parts, std::size_t part, const std::vector<Token>& tokens,
                          std::size_t token, Match& match) {
    if (part == parts.size()) return token == tokens.size();
    const Part& p = *parts[part];
    switch (p.kind) {
        case Part::Kind::word: {
            if (token == tokens.size() || tokens[token].kind != Token::Kind::word) return false;
            if (std::ranges::find(p.words, tokens[token].text) == p.words.end()) return false;
            // A word spelled like a slot before it leaves what the slot took.
            const bool first = match.slots_.try_emplace(tokens[token].text).second;
            if (match_parts(parts, part + 1, tokens, token + 1, match)) return true;
            if (first) match.slots_.erase(tokens[token].text);
            return false;
        }
        case Part::Kind::slot:
            for (const std::size_t n : lengths(p, tokens, token)) {
                match.slots_[p.slot] = {tokens.begin() + static_cast<std::ptrdiff_t>(token),
                                        tokens.begin() + static_cast<std::ptrdiff_t>(token + n)};
                if (match_parts(parts, part + 1, tokens, token + n, match)) return true;
            }
            match.slots_.erase(p.slot);
            return false;
        case Part::Kind::option: {
            std::vector<const Part*> with;
            for (const Part& inner : p.parts) with.push_back(&inner);
            with.insert(with.end(), parts.begin() + static_cast<std::ptrdiff_t>(part) + 1, parts.end());
            if (match_parts(with, 0, tokens, token, match)) return true;
            return match_parts(parts, part + 1, tokens, token, match);
        }
    }
    return false;
}

std::optional<Match> Pattern::match(const std::vector<Token>& tokens) const {
    std::vector<const Part*> parts;
    for (const Part& p : parts_) parts.push_back(&p);
    Match match;
    if (!match_parts(parts, 0, tokens, 0, match)) return std::nullopt;
    return match;
}

void Pattern::collect_words(const std::vector<Part>& parts, std::vector<std::string>& out) {
    for (const Part& p : parts) {
        out.insert(out.end(), p.words.begin(), p.words.end());
        collect_words(p.parts, out);
    }
}

int Pattern::likeness(const std::vector<Token>& tokens) const {
    std::vector<std::string> words;
    collect_words(parts_, words);
    int common = 0;
    for (const Token& t : tokens) {
        if (t.kind == Token::Kind::word && std::ranges::find(words, t.text) != words.end()) ++common;
    }
    return common;
}

}  // namespace potok::scenario
