// Running a program over a text.
#include <algorithm>

#include <utf8proc.h>

#include "expr/regex.h"

namespace potok::expr {

namespace {

bool name_start(std::uint32_t c, utf8proc_category_t category) {
    return c == ':' || c == '_' || (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           category == UTF8PROC_CATEGORY_NL;
}

}  // namespace

bool Regex::in_class(const Class& c, std::uint32_t code_point) {
    const auto category = static_cast<utf8proc_category_t>(utf8proc_category(static_cast<utf8proc_int32_t>(code_point)));
    const auto bit = 1u << static_cast<unsigned>(category);
    const auto between = [&](utf8proc_category_t first, utf8proc_category_t last) {
        return category >= first && category <= last;
    };
    const bool mark_or_digit = between(UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ND);
    bool in = false;
    switch (c.kind) {
        case 'd': in = category == UTF8PROC_CATEGORY_ND; break;
        case 's': in = code_point == ' ' || code_point == '\t' || code_point == '\n' || code_point == '\r'; break;
        case 'w':  // all but punctuation, separators and others
            in = !(between(UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO) || between(UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_CO) ||
                   category == UTF8PROC_CATEGORY_CN);
            break;
        case 'i': in = name_start(code_point, category); break;
        case 'c':
            in = name_start(code_point, category) || mark_or_digit || code_point == '-' || code_point == '.' || code_point == 0xB7;
            break;
        default: in = (c.categories & bit) != 0;
    }
    return in != c.negated;
}

bool Regex::in_set(const Set& set, std::uint32_t c) const {
    const bool listed =
        std::any_of(set.ranges.begin(), set.ranges.end(), [&](const auto& r) { return c >= r.first && c <= r.second; }) ||
        std::any_of(set.classes.begin(), set.classes.end(), [&](const Class& k) { return in_class(k, c); });
    if (listed == set.negated) return false;
    return set.minus < 0 || !in_set(sets_[static_cast<std::size_t>(set.minus)], c);
}

bool Regex::in_set_any_case(const Set& set, std::uint32_t c) const {
    if (!any_case_) return in_set(set, c);
    const auto other = [&](utf8proc_int32_t (*change)(utf8proc_int32_t)) {
        return in_set(set, static_cast<std::uint32_t>(change(static_cast<utf8proc_int32_t>(c))));
    };
    if (set.negated) return in_set(set, c) && other(utf8proc_tolower) && other(utf8proc_toupper);
    return in_set(set, c) || other(utf8proc_tolower) || other(utf8proc_toupper);
}

// The threads of one place of the text, in order of preference, each instruction at most once.
struct Regex::Run {
    struct Threads {
        std::vector<std::uint32_t> at;      // instructions
        std::vector<std::size_t> captured;  // slots of each
        std::vector<std::size_t> seen;      // by instruction: the place at which it was added last, plus 1; 0: never
        void clear() {
            at.clear();
            captured.clear();
        }
    };

    const Regex& regex;
    std::string_view text;
    std::int64_t& budget;
    std::size_t slots;

    Run(const Regex& r, std::string_view t, std::int64_t& b) : regex(r), text(t), budget(b), slots(2 * r.groups_) {}

    bool at_line_start(std::size_t at) const { return at == 0 || (regex.every_line_ && text[at - 1] == '\n'); }
    bool at_line_end(std::size_t at) const { return at == text.size() || (regex.every_line_ && text[at] == '\n'); }

    // Follows what takes no character. An explicit stack: a program is long, the stack of a browser is not.
    void add(Threads& threads, std::uint32_t start, std::size_t place, std::vector<std::size_t>& captured) {
        struct Step {
            std::uint32_t instruction;
            std::uint32_t slot;  // give back `value` to this slot instead
            std::size_t value;
            bool gives_back;
        };
        std::vector<Step> steps{{start, 0, 0, false}};
        while (!steps.empty()) {
            const Step step = steps.back();
            steps.pop_back();
            if (step.gives_back) {
                captured[step.slot] = step.value;
                continue;
            }
            if (threads.seen[step.instruction] == place + 1) continue;
            threads.seen[step.instruction] = place + 1;
            --budget;
            const Instruction& i = regex.program_[step.instruction];
            switch (i.op) {
                case Op::jump: steps.push_back({i.x, 0, 0, false}); break;
                case Op::split:
                    steps.push_back({i.y, 0, 0, false});
                    steps.push_back({i.x, 0, 0, false});
                    break;
                case Op::save:
                    steps.push_back({0, i.x, captured[i.x], true});
                    steps.push_back({step.instruction + 1, 0, 0, false});
                    captured[i.x] = place;
                    break;
                case Op::at_start:
                    if (at_line_start(place)) steps.push_back({step.instruction + 1, 0, 0, false});
                    break;
                case Op::at_end:
                    if (at_line_end(place)) steps.push_back({step.instruction + 1, 0, 0, false});
                    break;
                default:
                    threads.at.push_back(step.instruction);
                    threads.captured.insert(threads.captured.end(), captured.begin(), captured.end());
                    budget -= static_cast<std::int64_t>(slots / 8);
            }
        }
    }

    bool takes(const Instruction& i, std::uint32_t c) const {
        switch (i.op) {
            case Op::one:
                if (!regex.any_case_) return c == i.x;
                return static_cast<std::uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))) == i.x;
            case Op::any: return true;
            case Op::any_in_line: return c != '\n' && c != '\r';
            case Op::set: return regex.in_set_any_case(regex.sets_[i.x], c);
            default: return false;
        }
    }
};

std::optional<Regex::Match> Regex::find(std::string_view text, std::size_t from, std::int64_t& budget) const {
    Run run(*this, text, budget);
    Run::Threads now, next;
    now.seen.resize(program_.size());
    next.seen.resize(program_.size());
    budget -= static_cast<std::int64_t>(program_.size() / 16);
    std::vector<std::size_t> captured, best;
    for (std::size_t place = from;;) {
        if (budget < 0) return std::nullopt;
        if (best.empty()) {  // one more way to begin, after those that began earlier
            captured.assign(run.slots, none);
            run.add(now, 0, place, captured);
        }
        if (now.at.empty() && !best.empty()) break;
        utf8proc_int32_t c = 0;
        std::size_t length = 0;
        if (place < text.size()) {
            const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + place),
                                            static_cast<utf8proc_ssize_t>(text.size() - place), &c);
            length = n > 0 ? static_cast<std::size_t>(n) : 1;
            if (n <= 0) c = 0xFFFD;
        }
        next.clear();
        for (std::size_t t = 0; t < now.at.size(); ++t) {
            const Instruction& i = program_[now.at[t]];
            const auto slots = now.captured.begin() + static_cast<std::ptrdiff_t>(t * run.slots);
            if (i.op == Op::done) {  // those behind it are less preferred
                best.assign(slots, slots + static_cast<std::ptrdiff_t>(run.slots));
                break;
            }
            --budget;
            if (length == 0 || !run.takes(i, static_cast<std::uint32_t>(c))) continue;
            captured.assign(slots, slots + static_cast<std::ptrdiff_t>(run.slots));
            run.add(next, now.at[t] + 1, place + length, captured);
        }
        std::swap(now, next);
        if (length == 0) break;
        place += length;
    }
    if (best.empty()) return std::nullopt;
    Match out;
    for (std::size_t g = 0; g < groups_; ++g) {
        const bool part = best[2 * g] != none && best[2 * g + 1] != none;
        out.groups.emplace_back(part ? best[2 * g] : none, part ? best[2 * g + 1] : none);
    }
    return out;
}

bool Regex::matches_empty() const {
    std::int64_t budget = INT64_MAX;
    const auto match = find("", 0, budget);
    return match.has_value();
}

}  // namespace potok::expr
