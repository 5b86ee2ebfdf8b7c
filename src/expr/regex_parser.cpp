// Patterns to programs.
#include <algorithm>
#include <string>

#include <utf8proc.h>

#include "expr/regex.h"

namespace potok::expr {

namespace {

constexpr std::size_t max_program = 5000;
constexpr std::size_t max_groups = 30;
constexpr int max_nesting = 60;
constexpr std::uint32_t end_of_pattern = UINT32_MAX;

// The two letters of Unicode's general categories, in utf8proc's order.
constexpr std::string_view category_names[] = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
                                               "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
                                               "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"};

std::vector<std::uint32_t> code_points(std::string_view text) {
    std::vector<std::uint32_t> out;
    while (!text.empty()) {
        utf8proc_int32_t c = 0xFFFD;
        const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                        static_cast<utf8proc_ssize_t>(text.size()), &c);
        out.push_back(n > 0 ? static_cast<std::uint32_t>(c) : 0xFFFD);
        text.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 1);
    }
    return out;
}

}  // namespace

class RegexParser {
public:
    RegexParser(std::string_view pattern, Regex& out) : pattern_(code_points(pattern)), out_(out) {}

    bool dot_takes_all = false, skip_blanks = false;

    Status run() {
        save(0);
        alternatives(0);
        if (!failed_ && now() != end_of_pattern) fail();
        save(1);
        emit({Regex::Op::done});
        if (!failed_) return {};
        std::string rest;
        for (std::size_t i = std::min(at_, pattern_.size()); i < pattern_.size() && rest.size() < 40; ++i) {
            utf8proc_uint8_t bytes[4];
            const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(pattern_[i]), bytes);
            rest.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(n));
        }
        return error("expr.bad_pattern", {{"text", rest}});
    }

private:
    using Op = Regex::Op;
    using Instruction = Regex::Instruction;

    void fail() { failed_ = true; }
    std::uint32_t now() const { return at_ < pattern_.size() ? pattern_[at_] : end_of_pattern; }
    std::uint32_t ahead(std::size_t n) const { return at_ + n < pattern_.size() ? pattern_[at_ + n] : end_of_pattern; }
    bool take(std::uint32_t c) {
        if (now() != c) return false;
        ++at_;
        return true;
    }
    void blanks() {
        while (skip_blanks && (now() == ' ' || now() == '\t' || now() == '\n' || now() == '\r')) ++at_;
    }
    std::uint32_t here() const { return static_cast<std::uint32_t>(out_.program_.size()); }
    void emit(Instruction i) {
        if (out_.program_.size() >= max_program) fail();
        else out_.program_.push_back(i);
    }
    void save(std::size_t slot) { emit({Op::save, static_cast<std::uint32_t>(slot), 0}); }

    // a|b|c
    void alternatives(int nesting) {
        if (nesting > max_nesting) return fail();
        std::vector<std::uint32_t> ends;
        std::uint32_t start = here();
        for (;;) {
            branch(nesting);
            blanks();
            if (failed_ || !take('|')) break;
            insert(start, {Op::split, start + 1, here() + 2});
            ends.push_back(here());
            emit({Op::jump});
            start = here();
        }
        if (failed_) return;
        for (const std::uint32_t end : ends) out_.program_[end].x = here();
    }

    // Puts an instruction before what has been emitted from `at` on, whose targets move along.
    void insert(std::uint32_t at, Instruction i) {
        if (out_.program_.size() >= max_program) return fail();
        for (std::uint32_t p = at; p < here(); ++p) shift(out_.program_[p], at, 1);
        out_.program_.insert(out_.program_.begin() + static_cast<std::ptrdiff_t>(at), i);
    }
    static void shift(Instruction& i, std::uint32_t from, std::uint32_t by) {
        if (i.op == Op::split || i.op == Op::jump) {
            if (i.x >= from) i.x += by;
            if (i.op == Op::split && i.y >= from) i.y += by;
        }
    }

    void branch(int nesting) {
        for (;;) {
            blanks();
            const std::uint32_t c = now();
            if (failed_ || c == end_of_pattern || c == '|' || c == ')') return;
            const std::uint32_t start = here();
            atom(nesting);
            if (failed_) return;
            blanks();
            quantifier(start);
        }
    }

    void atom(int nesting) {
        const std::uint32_t c = now();
        switch (c) {
            case '(': {
                ++at_;
                std::size_t group = 0;
                if (now() == '?') {
                    if (ahead(1) != ':') return fail();
                    at_ += 2;
                } else {
                    if (out_.groups_ > max_groups) return fail();
                    group = out_.groups_++;
                }
                if (group > 0) save(2 * group);
                alternatives(nesting + 1);
                if (group > 0) save(2 * group + 1);
                if (!take(')')) fail();
                return;
            }
            case '[': {
                const int set = bracket(nesting);
                return emit({Op::set, static_cast<std::uint32_t>(std::max(set, 0)), 0});
            }
            case '.': ++at_; return emit({dot_takes_all ? Op::any : Op::any_in_line});
            case '^': ++at_; return emit({Op::at_start});
            case '$': ++at_; return emit({Op::at_end});
            case '\\': return escape();
            case '*':
            case '+':
            case '?':
            case '{':
            case '}':
            case ']': return fail();
            default: ++at_; return one(c);
        }
    }

    void one(std::uint32_t c) {
        if (out_.any_case_) c = static_cast<std::uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
        emit({Op::one, c, 0});
    }

    // A class, or the one code point that an escape stands for. Nothing: it is neither.
    std::optional<Regex::Class> class_escape() {
        const std::uint32_t c = ahead(1);
        static constexpr std::string_view kinds = "dDsSwWiIcC";
        if (c < 128 && kinds.find(static_cast<char>(c)) != std::string_view::npos) {
            at_ += 2;
            const bool upper = c < 'a';
            return Regex::Class{static_cast<char>(upper ? c + 32 : c), upper, 0};
        }
        if (c != 'p' && c != 'P') return std::nullopt;
        at_ += 2;
        std::string name;
        if (take('{')) {
            while (now() < 128 && now() != '}' && name.size() < 3) name += static_cast<char>(pattern_[at_++]);
            if (!take('}')) fail();
        }
        Regex::Class out{'p', c == 'P', 0};
        for (std::size_t i = 0; i < std::size(category_names) && !name.empty(); ++i) {
            if (category_names[i].starts_with(name)) out.categories |= 1u << i;
        }
        if (out.categories == 0) fail();
        return out;
    }
    std::optional<std::uint32_t> single_escape() {
        const std::uint32_t c = ahead(1);
        static constexpr std::string_view literal = "\\|.-^?*+{}()[]$/#&~,:;!@%=<>'\"_ ";
        std::optional<std::uint32_t> out;
        if (c == 'n') out = '\n';
        else if (c == 'r') out = '\r';
        else if (c == 't') out = '\t';
        else if (c < 128 && literal.find(static_cast<char>(c)) != std::string_view::npos) out = c;
        if (out) at_ += 2;
        return out;
    }

    void escape() {
        if (const auto c = class_escape()) {
            Regex::Set set;
            set.classes.push_back(*c);
            return emit({Op::set, add(std::move(set)), 0});
        }
        if (const auto c = single_escape()) return one(*c);
        fail();
    }

    std::uint32_t add(Regex::Set set) {
        if (out_.sets_.size() >= max_program) fail();
        out_.sets_.push_back(std::move(set));
        return static_cast<std::uint32_t>(out_.sets_.size() - 1);
    }

    int bracket(int nesting) {
        if (nesting > max_nesting) return fail(), -1;
        ++at_;
        Regex::Set set;
        set.negated = take('^');
        bool first = true;
        while (!failed_ && now() != ']') {
            if (now() == end_of_pattern) return fail(), -1;
            if (now() == '-' && ahead(1) == '[') {
                ++at_;
                set.minus = bracket(nesting + 1);
                if (now() != ']') fail();
                break;
            }
            if (now() == '\\') {
                if (auto c = class_escape()) {
                    set.classes.push_back(*c);
                    first = false;
                    continue;
                }
            }
            const auto low = member();
            auto high = low;
            if (now() == '-' && ahead(1) != ']' && ahead(1) != '[') {
                ++at_;
                high = member();
                if (high < low) fail();
            }
            set.ranges.emplace_back(low, high);
            first = false;
        }
        if (first && set.minus < 0) fail();
        if (!failed_) ++at_;
        return static_cast<int>(add(std::move(set)));
    }
    std::uint32_t member() {
        const std::uint32_t c = now();
        if (c == '\\') {
            const auto escaped = single_escape();
            if (!escaped) fail();
            return escaped.value_or(0);
        }
        if (c == '[' || c == end_of_pattern) fail();
        else ++at_;
        return c;
    }

    std::optional<std::uint32_t> number() {
        std::uint32_t n = 0;
        bool any = false;
        while (now() >= '0' && now() <= '9' && n < 100'000) {
            n = n * 10 + (now() - '0');
            ++at_;
            any = true;
        }
        if (!any || n > max_program) return std::nullopt;
        return n;
    }

    void quantifier(std::uint32_t start) {
        std::uint32_t least = 0;
        std::optional<std::uint32_t> most;
        switch (now()) {
            case '*': ++at_; break;
            case '+': ++at_; least = 1; break;
            case '?': ++at_; most = 1; break;
            case '{': {
                ++at_;
                const auto n = number();
                if (!n) return fail();
                least = *n;
                most = n;
                if (take(',')) {
                    most.reset();
                    if (now() != '}') {
                        most = number();
                        if (!most || *most < least) return fail();
                    }
                }
                if (!take('}')) return fail();
                break;
            }
            default: return;
        }
        repeat(start, least, most, !take('?'));
    }

    // What has been emitted from `start` on, taken out and put back as often as it is wanted.
    void repeat(std::uint32_t start, std::uint32_t least, std::optional<std::uint32_t> most, bool greedy) {
        const std::vector<Instruction> body(out_.program_.begin() + static_cast<std::ptrdiff_t>(start), out_.program_.end());
        out_.program_.resize(start);
        const auto again = [&] {
            const std::uint32_t moved = here() - start;
            for (Instruction i : body) {
                shift(i, 0, moved);
                emit(i);
                if (failed_) return;
            }
        };
        const auto split = [&](std::uint32_t into, std::uint32_t past) {
            return greedy ? Instruction{Op::split, into, past} : Instruction{Op::split, past, into};
        };
        for (std::uint32_t i = 0; i < least && !failed_; ++i) again();
        if (!most) {
            const std::uint32_t loop = here();
            emit({});
            again();
            emit({Op::jump, loop, 0});
            if (!failed_) out_.program_[loop] = split(loop + 1, here());
            return;
        }
        std::vector<std::uint32_t> ways_out;
        for (std::uint32_t i = least; i < *most && !failed_; ++i) {
            ways_out.push_back(here());
            emit({});
            again();
        }
        if (failed_) return;
        for (const std::uint32_t at : ways_out) out_.program_[at] = split(at + 1, here());
    }

    std::vector<std::uint32_t> pattern_;
    Regex& out_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

Result<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
    Regex out;
    RegexParser parser(pattern, out);
    for (const char flag : flags) {
        switch (flag) {
            case 's': parser.dot_takes_all = true; break;
            case 'm': out.every_line_ = true; break;
            case 'i': out.any_case_ = true; break;
            case 'x': parser.skip_blanks = true; break;
            default: return error("expr.bad_pattern", {{"text", std::string(flags.substr(0, 40))}});
        }
    }
    POTOK_CHECK(parser.run());
    return out;
}

}  // namespace potok::expr
