#include "model/duplicates.h"

#include <algorithm>
#include <array>

#include "base/check_digits.h"
#include "base/text.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

// Folded, as words of a name that say what kind of firm it is and not which.
constexpr std::string_view legal_forms[] = {"ao", "co", "corp", "gmbh", "inc", "llc", "ltd", "ooo", "pao", "sa", "spj", "spk", "spolka", "spzoo", "zao",
                                            "ао", "зао", "ип", "оао", "ооо", "пао"};

bool is_legal_form(std::string_view word) {
    return std::find(std::begin(legal_forms), std::end(legal_forms), word) != std::end(legal_forms);
}

std::vector<std::uint32_t> codepoints(std::string_view text) {
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t n = std::max<std::size_t>(codepoints_length(text.substr(i), 1), 1);
        std::uint32_t c = 0;
        for (const char byte : text.substr(i, n)) c = c << 8 | static_cast<unsigned char>(byte);
        out.push_back(c);  // not the number of the character, but different for different ones
        i += n;
    }
    return out;
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
    std::vector<std::string> out;
    const std::string folded = fold(name);
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t letters = word_length(std::string_view(folded).substr(i));
        std::size_t n = letters;
        if (n == 0 && folded[i] >= '0' && folded[i] <= '9') {
            while (i + n < folded.size() && folded[i + n] >= '0' && folded[i + n] <= '9') ++n;
        }
        if (n == 0) {
            i += std::max<std::size_t>(codepoints_length(std::string_view(folded).substr(i), 1), 1);
            continue;
        }
        out.push_back(folded.substr(i, n));
        i += n;
    }
    // "sp. z o.o.", "s.a.", "sp. j.": the letters stand alone.
    for (std::size_t i = 0; i < out.size(); ++i) {
        for (const auto& form : {std::vector<std::string>{"sp", "z", "o", "o"}, {"sp", "z", "oo"}, {"sp", "j"}, {"sp", "k"}, {"s", "a"}, {"s", "c"}}) {
            if (out.size() < form.size() + i || !std::equal(form.begin(), form.end(), out.begin() + static_cast<std::ptrdiff_t>(i))) continue;
            if (out.size() == form.size()) continue;  // then it is the name
            out.erase(out.begin() + static_cast<std::ptrdiff_t>(i), out.begin() + static_cast<std::ptrdiff_t>(i + form.size()));
            break;
        }
    }
    std::vector<std::string> kept;
    std::copy_if(out.begin(), out.end(), std::back_inserter(kept), [](const std::string& w) { return !is_legal_form(w); });
    return kept.empty() ? out : kept;
}

namespace {

// Optimal string alignment (Damerau 1964, each part changed once): three rows of the table are enough, and of each row only what lies
// within `most` of the diagonal. Anything above `most` is `most` + 1.
std::size_t distance(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b, std::size_t most) {
    const std::size_t n = a.size(), m = b.size();
    if ((n > m ? n - m : m - n) > most) return most + 1;
    std::array<std::vector<std::size_t>, 3> rows;
    for (auto& row : rows) row.assign(m + 1, most + 1);
    for (std::size_t j = 0; j <= std::min(m, most); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= n; ++i) {
        auto& now = rows[i % 3];
        const auto& last = rows[(i + 2) % 3];
        const auto& before_last = rows[(i + 1) % 3];
        const std::size_t from = i > most ? i - most : 1, to = std::min(m, i + most);
        now[from - 1] = from == 1 && i <= most ? i : most + 1;
        std::size_t least = now[from - 1];
        for (std::size_t j = from; j <= to; ++j) {
            const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + other});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before_last[j - 2] + 1);
            now[j] = std::min(now[j], most + 1);
            least = std::min(least, now[j]);
        }
        if (to < m) now[to + 1] = most + 1;
        if (least > most) return most + 1;
    }
    return rows[n % 3][m];
}

}  // namespace

int similarity(std::string_view a_text, std::string_view b_text) {
    const auto a = codepoints(a_text), b = codepoints(b_text);
    const std::size_t longer = std::max(a.size(), b.size());
    return longer == 0 ? 1000 : 1000 - static_cast<int>(distance(a, b, longer) * 1000 / longer);
}

namespace {

struct Card {
    RowId row = 0;
    std::string tax, email, phone;
    std::string name;    // words in order
    std::string sorted;  // words by the alphabet
    std::vector<std::uint32_t> points, sorted_points;  // the same, letter by letter; the second only where it is another
};

using Index = std::uint32_t;
using Pair = std::pair<Index, Index>;

constexpr std::size_t crowd = 50;       // records with one key that are still compared each with each
constexpr Index crowd_neighbours = 10;  // in a bigger crowd only with so many after it
constexpr Index name_neighbours = 8;
constexpr int alike = 850;              // thousandths

std::string tax_key(std::string_view text) {
    std::string bare = bare_number(text);
    if (bare.size() > 2 && bare[0] >= 'A' && bare[0] <= 'Z' && is_nip(bare.substr(2))) bare.erase(0, 2);  // PL and the number itself
    return bare;
}

std::string phone_key(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    if (digits.size() < 7) return {};
    return digits.size() > 9 ? digits.substr(digits.size() - 9) : digits;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& w : words) out += (out.empty() ? "" : " ") + w;
    return out;
}

std::string backwards(const std::string& text) {
    return {text.rbegin(), text.rend()};
}

Result<std::vector<Card>> read_cards(const Workspace& ws, const RecordType& type) {
    std::string columns = "id, " + storage::sql_name(type.title_field);
    for (const char* field : {"tax_number", "email", "phone"}) {
        const Field* f = type.field(field);
        columns += ", " + (f && storage::has_column(*f) ? storage::column(*f) : std::string("NULL"));
    }
    std::vector<Card> out;
    db::Statement s = ws.db().prepare("SELECT " + columns + " FROM " + storage::sql_name(type.table) + " WHERE deleted_at IS NULL ORDER BY id");
    POTOK_CHECK(s.each([&](db::Statement& row) {
        Card c;
        c.row = row.i64(0);
        auto words = name_words(row.text(1));
        c.name = joined(words);
        std::sort(words.begin(), words.end());
        c.sorted = joined(words);
        c.points = codepoints(c.name);
        if (c.sorted != c.name) c.sorted_points = codepoints(c.sorted);
        c.tax = tax_key(row.text(2));
        c.email = fold(trim(row.text(3)));
        c.phone = phone_key(row.text(4));
        out.push_back(std::move(c));
    }));
    return out;
}

class Candidates {
public:
    explicit Candidates(const std::vector<Card>& cards) : cards_(cards) {}

    // Records with the same key.
    template <class Key>
    void same(Key key) {
        std::vector<Index> order = keyed(key);
        for (std::size_t from = 0; from < order.size();) {
            std::size_t to = from + 1;
            while (to < order.size() && key(cards_[order[to]]) == key(cards_[order[from]])) ++to;
            const std::size_t reach = to - from <= crowd ? to - from : crowd_neighbours;
            neighbours(order, from, to, reach);
            from = to;
        }
    }
    // Neighbours in the order of a key.
    template <class Key>
    void near(Key key) {
        const std::vector<Index> order = keyed(key);
        neighbours(order, 0, order.size(), name_neighbours);
    }
    std::vector<Pair> take() {
        std::sort(pairs_.begin(), pairs_.end());
        pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
        return std::move(pairs_);
    }

private:
    const std::vector<Card>& cards_;
    std::vector<Pair> pairs_;

    template <class Key>
    std::vector<Index> keyed(Key key) {
        std::vector<std::pair<std::string, Index>> keys;
        for (Index i = 0; i < cards_.size(); ++i) {
            std::string k = key(cards_[i]);
            if (!k.empty()) keys.emplace_back(std::move(k), i);
        }
        std::sort(keys.begin(), keys.end());
        std::vector<Index> order;
        order.reserve(keys.size());
        for (const auto& [k, i] : keys) order.push_back(i);
        return order;
    }
    void neighbours(const std::vector<Index>& order, std::size_t from, std::size_t to, std::size_t reach) {
        for (std::size_t i = from; i < to; ++i)
            for (std::size_t j = i + 1; j < to && j <= i + reach; ++j) pairs_.emplace_back(std::min(order[i], order[j]), std::max(order[i], order[j]));
    }
};

// Thousandths, or less than `alike` where they are not: how much less is not worth working out.
int likeness_of(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t most = longer * static_cast<std::size_t>(1000 - alike) / 1000;
    const std::size_t d = distance(a, b, most);
    return d > most ? 0 : 1000 - static_cast<int>(d * 1000 / longer);
}

DuplicatePair compare(const Card& a, const Card& b) {
    using K = DuplicateReason::Kind;
    DuplicatePair out{a.row, b.row, 0, {}};
    const auto add = [&](K kind, std::string value, int points) {
        out.reasons.push_back({kind, std::move(value), points});
        out.score += points;
    };
    if (!a.tax.empty() && !b.tax.empty()) {
        if (a.tax == b.tax)
            add(K::tax_number, a.tax, 60);
        else
            add(K::other_tax_number, {}, -40);
    }
    if (!a.email.empty() && a.email == b.email) add(K::email, a.email, 50);
    if (!a.phone.empty() && a.phone == b.phone) add(K::phone, a.phone, 40);
    if (!a.sorted.empty() && a.sorted == b.sorted) {
        add(K::name, a.name, 40);
    } else if (!a.name.empty() && !b.name.empty()) {
        int likeness = likeness_of(a.points, b.points);
        if (likeness < alike && (!a.sorted_points.empty() || !b.sorted_points.empty()))
            likeness = likeness_of(a.sorted_points.empty() ? a.points : a.sorted_points, b.sorted_points.empty() ? b.points : b.sorted_points);
        if (likeness >= alike) add(K::similar_name, std::to_string(likeness / 10) + " %", 20 + (likeness - alike) * 15 / (1000 - alike));
    }
    out.score = std::clamp(out.score, 0, 100);
    std::stable_sort(out.reasons.begin(), out.reasons.end(), [](const auto& x, const auto& y) { return x.points > y.points; });
    return out;
}

}  // namespace

Result<std::vector<DuplicatePair>> find_duplicates(const Workspace& ws, std::string_view type_key, const DuplicateOptions& options) {
    const RecordType* type = ws.catalog().type(type_key);
    if (!type || !type->registered) return error("type.unknown", {{"type", std::string(type_key)}}, "type");
    POTOK_TRY(const std::vector<Card> cards, read_cards(ws, *type));
    Candidates candidates(cards);
    candidates.same([](const Card& c) -> const std::string& { return c.tax; });
    candidates.same([](const Card& c) -> const std::string& { return c.email; });
    candidates.same([](const Card& c) -> const std::string& { return c.phone; });
    candidates.same([](const Card& c) -> const std::string& { return c.sorted; });
    candidates.near([](const Card& c) -> const std::string& { return c.name; });
    candidates.near([](const Card& c) -> const std::string& { return c.sorted; });
    candidates.near([](const Card& c) { return backwards(c.name); });
    std::vector<DuplicatePair> out;
    for (const auto& [a, b] : candidates.take()) {
        if (options.only != 0 && cards[a].row != options.only && cards[b].row != options.only) continue;
        DuplicatePair pair = compare(cards[a], cards[b]);
        if (pair.score >= options.least_score) out.push_back(std::move(pair));
    }
    std::stable_sort(out.begin(), out.end(), [](const DuplicatePair& x, const DuplicatePair& y) { return x.score > y.score; });
    if (out.size() > options.most) out.resize(options.most);
    return out;
}

}  // namespace potok::model
