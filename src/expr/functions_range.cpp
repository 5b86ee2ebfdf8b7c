// Allen's relations between points and ranges (DMN 1.3, 10.3.4.7), and range("[1..5]").
#include "expr/function.h"
#include "expr/operators.h"
#include "expr/parser.h"
#include "expr/range.h"

namespace potok::expr {

namespace {

// One end of a range, or a point. Where there is no end, it lies beyond every value: side says where.
struct Edge {
    const Value* value = nullptr;
    bool included = true;
    int side = 0;
};

struct Span {
    Edge start, end;
    bool point = false;
};

Result<Span> span_of(Call& c, std::size_t i) {
    const Range* r = as_range(c[i]);
    if (!r) return Span{{&c[i], true, 0}, {&c[i], true, 0}, true};
    const auto missing = [](const Value& v, bool none) { return v.is_null() && !none; };
    if (missing(r->start, r->no_start) || missing(r->end, r->no_end)) return bad_argument(i + 1, "null");
    return Span{{&r->start, r->start_included, r->no_start ? -1 : 0}, {&r->end, r->end_included, r->no_end ? 1 : 0}, false};
}

Result<std::strong_ordering> order(const Edge& a, const Edge& b) {
    if (a.side != 0 || b.side != 0) return a.side <=> b.side;
    return ordering(*a.value, *b.value);
}

using Answer = Result<bool>;

Answer before(const Span& a, const Span& b) {
    POTOK_TRY(const auto o, order(a.end, b.start));
    return o < 0 || (o == 0 && (!a.end.included || !b.start.included));
}
Answer after(const Span& a, const Span& b) { return before(b, a); }

Answer meets(const Span& a, const Span& b) {
    POTOK_TRY(const auto o, order(a.end, b.start));
    return o == 0 && a.end.included && b.start.included;
}
Answer met_by(const Span& a, const Span& b) { return meets(b, a); }

// Is there a point in both?
Answer overlaps(const Span& a, const Span& b) {
    POTOK_TRY(const bool apart, before(a, b));
    POTOK_TRY(const bool behind, before(b, a));
    return !apart && !behind;
}

// Which begins earlier, which ends earlier: an end that counts itself in reaches further.
Result<int> by_start(const Span& a, const Span& b) {
    POTOK_TRY(const auto o, order(a.start, b.start));
    if (o != 0) return o < 0 ? -1 : 1;
    return a.start.included == b.start.included ? 0 : a.start.included ? -1 : 1;
}
Result<int> by_end(const Span& a, const Span& b) {
    POTOK_TRY(const auto o, order(a.end, b.end));
    if (o != 0) return o < 0 ? -1 : 1;
    return a.end.included == b.end.included ? 0 : a.end.included ? 1 : -1;
}

Answer overlaps_before(const Span& a, const Span& b) {
    POTOK_TRY(const int start, by_start(a, b));
    POTOK_TRY(const int end, by_end(a, b));
    POTOK_TRY(const bool apart, before(a, b));
    return start < 0 && end <= 0 && !apart;
}
Answer overlaps_after(const Span& a, const Span& b) {
    POTOK_TRY(const int start, by_start(b, a));
    POTOK_TRY(const int end, by_end(b, a));
    POTOK_TRY(const bool apart, before(b, a));
    return start < 0 && end <= 0 && !apart;
}

Answer finishes(const Span& a, const Span& b) {
    POTOK_TRY(const auto o, order(a.end, b.end));
    if (o != 0 || a.end.included != b.end.included) return false;
    POTOK_TRY(const int start, by_start(b, a));
    return start <= 0;
}
Answer finished_by(const Span& a, const Span& b) { return finishes(b, a); }

Answer starts(const Span& a, const Span& b) {
    POTOK_TRY(const auto o, order(a.start, b.start));
    if (o != 0 || a.start.included != b.start.included) return false;
    POTOK_TRY(const int end, by_end(a, b));
    return end <= 0;
}
Answer started_by(const Span& a, const Span& b) { return starts(b, a); }

Answer includes(const Span& a, const Span& b) {
    POTOK_TRY(const int start, by_start(a, b));
    POTOK_TRY(const int end, by_end(b, a));
    return start <= 0 && end <= 0;
}
Answer during(const Span& a, const Span& b) { return includes(b, a); }

Answer coincides(const Span& a, const Span& b) {
    POTOK_TRY(const int start, by_start(a, b));
    POTOK_TRY(const int end, by_end(a, b));
    return start == 0 && end == 0;
}

template <Answer (*relation)(const Span&, const Span&)>
Result<Value> run(Call& c) {
    POTOK_TRY(const Span a, span_of(c, 0));
    POTOK_TRY(const Span b, span_of(c, 1));
    POTOK_TRY(const bool yes, relation(a, b));
    return yes;
}

// Those whose text takes a range: "[1..5]" with literals for ends.
Result<Value> run_range(Call& c) {
    const auto& text = c.as<std::string>(0);
    if (!c.charge(text.size())) return budget_spent();
    auto parsed = parse(text, nullptr);
    if (!parsed || !check(*parsed, nullptr)) return bad_argument(1, text.substr(0, 64));
    const Ast& ast = *parsed;
    const Node& n = ast.node(ast.root);
    if (n.kind != NodeKind::range) return bad_argument(1, text.substr(0, 64));
    Value ends[2];
    for (std::size_t i = 0; i < 2; ++i) {
        const Node* end = &ast.node(ast.child(n, i));
        const bool negative = end->kind == NodeKind::negate;
        if (negative) end = &ast.node(ast.child(*end, 0));
        if (end->kind != NodeKind::literal) return bad_argument(1, text.substr(0, 64));
        ends[i] = ast.literals[end->payload];
        if (!negative) continue;
        POTOK_TRY(ends[i], negated(ends[i]));
    }
    auto out = std::make_shared<Range>();
    out->start = ends[0];
    out->end = ends[1];
    out->start_included = !n.open_start;
    out->end_included = !n.open_end;
    if (!ends[0].is_null() && !ends[1].is_null()) {
        POTOK_TRY(const auto o, ordering(ends[0], ends[1]));
        if (o > 0) return bad_argument(1, text.substr(0, 64));
    }
    return Value(std::shared_ptr<const Transient>(std::move(out)));
}

constexpr KindMask point = mask(Kind::number, Kind::string, Kind::date, Kind::time, Kind::date_time, Kind::days_duration,
                                Kind::years_duration, Kind::money);
constexpr KindMask range = mask(Kind::range);
constexpr KindMask either = point | range;

constexpr Function table[] = {
    {"after", "a, b", 2, 2, {either, either}, gives<Kind::boolean>, run<after>},
    {"before", "a, b", 2, 2, {either, either}, gives<Kind::boolean>, run<before>},
    {"coincides", "a, b", 2, 2, {either, either}, gives<Kind::boolean>, run<coincides>},
    {"during", "a, b", 2, 2, {either, range}, gives<Kind::boolean>, run<during>},
    {"finished by", "a, b", 2, 2, {range, either}, gives<Kind::boolean>, run<finished_by>},
    {"finishes", "a, b", 2, 2, {either, range}, gives<Kind::boolean>, run<finishes>},
    {"includes", "a, b", 2, 2, {range, either}, gives<Kind::boolean>, run<includes>},
    {"meets", "a, b", 2, 2, {range, range}, gives<Kind::boolean>, run<meets>},
    {"met by", "a, b", 2, 2, {range, range}, gives<Kind::boolean>, run<met_by>},
    {"overlaps", "a, b", 2, 2, {range, range}, gives<Kind::boolean>, run<overlaps>},
    {"overlaps after", "a, b", 2, 2, {range, range}, gives<Kind::boolean>, run<overlaps_after>},
    {"overlaps before", "a, b", 2, 2, {range, range}, gives<Kind::boolean>, run<overlaps_before>},
    {"range", "from", 1, 1, {mask(Kind::string)}, gives<Kind::range>, run_range},
    {"started by", "a, b", 2, 2, {range, either}, gives<Kind::boolean>, run<started_by>},
    {"starts", "a, b", 2, 2, {either, range}, gives<Kind::boolean>, run<starts>},
};

}  // namespace

std::span<const Function> range_functions() { return table; }

}  // namespace potok::expr
