#include "expr/decision_cells.h"

#include <algorithm>

#include "expr/evaluator.h"
#include "expr/operators.h"

namespace potok::expr {

namespace {

bool pure(const Ast& ast, NodeId id) {
    const Node& n = ast.node(id);
    switch (n.kind) {
        case NodeKind::literal:
        case NodeKind::negate:
        case NodeKind::list: break;
        case NodeKind::arithmetic: break;
        case NodeKind::call: {
            const std::string_view name = ast.function_of(n).name;
            if (name != "money" && name != "date" && name != "time" && name != "duration") return false;
            break;
        }
        default: return false;
    }
    const auto children = ast.children_of(n);
    return std::all_of(children.begin(), children.end(), [&](NodeId child) { return pure(ast, child); });
}

bool is_ordered(Kind kind) {
    switch (kind) {
        case Kind::number:
        case Kind::date:
        case Kind::time:
        case Kind::date_time:
        case Kind::days_duration:
        case Kind::years_duration:
        case Kind::money: return true;
        default: return false;
    }
}

// The value after this one, of kinds that have one.
Value next(const Value& v) {
    if (const auto* d = v.as<Date>()) return Date{d->days + 1};
    if (const auto* t = v.as<TimeOfDay>()) return TimeOfDay{t->ms + 1};
    if (const auto* t = v.as<Instant>()) return Instant{t->ms + 1};
    if (const auto* d = v.as<DayTimeDuration>()) return DayTimeDuration{d->ms + 1};
    if (const auto* d = v.as<YearMonthDuration>()) return YearMonthDuration{d->months + 1};
    if (const auto* m = v.as<Money>()) return Money{m->minor + 1, m->currency};
    return *add(*v.as<Decimal>(), Decimal(1));  // the place of a named value: a small whole number
}

Cut before(Value v) { return {0, std::move(v), false}; }
Cut behind(const Value& v, const Dimension& d) {
    if (d.whole) return before(next(v));
    return {0, v, true};
}
Cut bottom() { return {-1, {}, false}; }
Cut top() { return {1, {}, false}; }

Value place(std::size_t i) { return static_cast<std::int64_t>(i); }

// All that there is along a dimension.
Interval everything(const Dimension& d) {
    if (d.ordered) return {bottom(), top()};
    return {before(place(0)), before(place(d.named.size() + (d.closed ? 0 : 1)))};
}

void tidy(std::vector<Interval>& list) {
    std::erase_if(list, [](const Interval& i) { return compare(i.from, i.to) >= 0; });
    std::stable_sort(list.begin(), list.end(), [](const Interval& a, const Interval& b) { return compare(a.from, b.from) < 0; });
    std::vector<Interval> out;
    for (Interval& i : list) {
        if (!out.empty() && compare(i.from, out.back().to) <= 0) {
            if (compare(i.to, out.back().to) > 0) out.back().to = i.to;
        } else {
            out.push_back(std::move(i));
        }
    }
    list = std::move(out);
}

std::vector<Interval> others(const std::vector<Interval>& list, const Dimension& d) {
    const Interval whole = everything(d);
    std::vector<Interval> out;
    Cut from = whole.from;
    for (const Interval& i : list) {
        out.push_back({from, i.from});
        from = i.to;
    }
    out.push_back({from, whole.to});
    tidy(out);
    return out;
}

class CellReader {
public:
    explicit CellReader(const Dimension& dimension) : d_(dimension) {}

    CellSet read(const UnaryTests& tests) {
        const Ast& ast = tests.ast();
        NodeId root = ast.root;
        if (ast.node(root).kind == NodeKind::literal) return {true, true, {everything(d_)}};
        const bool negated = ast.node(root).kind == NodeKind::call;
        if (negated) root = ast.child(ast.node(root), 0);
        CellSet out;
        const auto parts = ast.children_of(ast.node(root)).subspan(1);
        for (const NodeId id : parts) {
            if (!test(ast, id, out.intervals)) return {true, false, {everything(d_)}};
        }
        tidy(out.intervals);
        if (negated) out.intervals = others(out.intervals, d_);
        return out;
    }

private:
    // A value as it is compared here; nothing: it is of another kind.
    std::optional<Value> placed(const Value& v) const {
        if (d_.ordered) return v;
        const auto at = std::find(d_.named.begin(), d_.named.end(), v);
        if (at == d_.named.end()) return std::nullopt;
        return place(static_cast<std::size_t>(at - d_.named.begin()));
    }
    bool point(const Value& v, std::vector<Interval>& out) const {
        if (v.is_null()) return true;  // an empty input is no part of the dimension
        const auto p = placed(v);
        if (!p) return false;
        out.push_back({before(*p), behind(*p, d_)});
        return true;
    }
    bool test(const Ast& ast, NodeId id, std::vector<Interval>& out) const {
        const Node& n = ast.node(id);
        if (n.kind == NodeKind::range) {
            const auto from = constant_of(ast, ast.child(n, 0)), to = constant_of(ast, ast.child(n, 1));
            if (!d_.ordered || !from || !to || from->is_null() || to->is_null()) return false;
            out.push_back({n.open_start ? behind(*from, d_) : before(*from), n.open_end ? before(*to) : behind(*to, d_)});
            return true;
        }
        if (n.kind == NodeKind::test) return n.op != Op::none && compared(ast, n, out);
        const auto value = constant_of(ast, id);
        if (!value) return false;
        const auto* items = value->as<ValueList>();
        if (!items) return point(*value, out);
        return std::all_of(items->begin(), items->end(), [&](const Value& v) { return point(v, out); });
    }
    bool compared(const Ast& ast, const Node& n, std::vector<Interval>& out) const {
        const auto value = constant_of(ast, ast.child(n, 0));
        if (!value || value->is_null()) return false;
        if (n.op == Op::equal) return point(*value, out);
        if (n.op == Op::unequal) {
            std::vector<Interval> one;
            if (!point(*value, one)) return false;
            const auto rest = others(one, d_);
            out.insert(out.end(), rest.begin(), rest.end());
            return true;
        }
        if (!d_.ordered) return false;
        switch (n.op) {
            case Op::less: out.push_back({bottom(), before(*value)}); return true;
            case Op::at_most: out.push_back({bottom(), behind(*value, d_)}); return true;
            case Op::greater: out.push_back({behind(*value, d_), top()}); return true;
            default: out.push_back({before(*value), top()}); return true;
        }
    }

    const Dimension& d_;
};

// Every value that the cell names.
void constants(const Ast& ast, NodeId id, std::vector<Value>& out) {
    if (const auto value = constant_of(ast, id)) {
        if (const auto* items = value->as<ValueList>()) out.insert(out.end(), items->begin(), items->end());
        else out.push_back(*value);
        return;
    }
    for (const NodeId child : ast.children_of(ast.node(id))) constants(ast, child, out);
}

}  // namespace

std::optional<Value> constant_of(const Ast& ast, NodeId id) {
    if (!pure(ast, id)) return std::nullopt;
    const PlainContext nothing({}, Instant{});
    return Evaluator(ast, nothing).eval(id);
}

int compare(const Cut& a, const Cut& b) {
    if (a.side != b.side) return a.side < b.side ? -1 : 1;
    if (a.side != 0) return 0;
    const auto order = ordering(a.value, b.value);
    assert(order.ok());
    if (*order != 0) return *order < 0 ? -1 : 1;
    return a.behind == b.behind ? 0 : a.behind ? 1 : -1;
}

Column column_of(const Type& type, const std::vector<const UnaryTests*>& cells, const UnaryTests* values) {
    std::vector<Value> named;
    for (const UnaryTests* cell : cells) {
        if (!cell->anything()) constants(cell->ast(), cell->ast().root, named);
    }
    if (values && !values->anything()) constants(values->ast(), values->ast().root, named);
    std::erase_if(named, [](const Value& v) { return v.is_null(); });
    Column out;
    Dimension& d = out.dimension;
    Kind kind = type.kind;
    if (kind == Kind::any && !named.empty()) kind = type_of(named.front()).kind;
    bool one_kind = std::all_of(named.begin(), named.end(), [&](const Value& v) { return type_of(v).kind == kind; });
    if (kind == Kind::money && !named.empty()) {
        d.currency = named.front().as<Money>() ? named.front().as<Money>()->currency : "";
        one_kind = one_kind && std::all_of(named.begin(), named.end(),
                                           [&](const Value& v) { return v.as<Money>()->currency == d.currency; });
    }
    d.ordered = is_ordered(kind);
    d.whole = kind != Kind::number;
    if (!d.ordered) {
        if (kind == Kind::boolean) named = {Value(true), Value(false)};
        for (const Value& v : named) {
            if (std::find(d.named.begin(), d.named.end(), v) == d.named.end()) d.named.push_back(v);
        }
        d.closed = kind == Kind::boolean;
    }
    CellReader reader(d);
    for (const UnaryTests* cell : cells) {
        const bool exact = cell->anything();
        out.cells.push_back(one_kind || exact ? reader.read(*cell) : CellSet{true, false, {everything(d)}});
    }
    out.allowed = values && one_kind ? reader.read(*values) : CellSet{true, true, {everything(d)}};
    return out;
}

bool intersect(const CellSet& a, const CellSet& b) {
    std::size_t i = 0, j = 0;
    while (i < a.intervals.size() && j < b.intervals.size()) {
        const Interval &x = a.intervals[i], &y = b.intervals[j];
        if (compare(x.to, y.from) <= 0) ++i;
        else if (compare(y.to, x.from) <= 0) ++j;
        else return true;
    }
    return false;
}

bool contains(const CellSet& whole, const CellSet& part) {
    std::size_t i = 0;
    for (const Interval& p : part.intervals) {
        while (i < whole.intervals.size() && compare(whole.intervals[i].to, p.to) < 0) ++i;
        if (i == whole.intervals.size() || compare(whole.intervals[i].from, p.from) > 0) return false;
    }
    return true;
}

std::string shown(const Interval& i, const Dimension& d) {
    const auto text = [](const Value& v) {
        const auto* s = v.as<std::string>();
        return s ? "\"" + *s + "\"" : value_text(v);
    };
    if (!d.ordered) {
        const auto at = i.from.value.as<Decimal>() ? i.from.value.as<Decimal>()->to_int64().value_or(0) : 0;
        const auto index = static_cast<std::size_t>(at);
        return index < d.named.size() ? text(d.named[index]) : "…";
    }
    if (i.from.side != 0 && i.to.side != 0) return "-";
    if (i.from.side != 0) return (i.to.behind ? "<= " : "< ") + text(i.to.value);
    if (i.to.side != 0) return (i.from.behind ? "> " : ">= ") + text(i.from.value);
    if (!i.from.behind && (i.to.behind ? i.from.value == i.to.value : d.whole && next(i.from.value) == i.to.value)) {
        return text(i.from.value);
    }
    return (i.from.behind ? "(" : "[") + text(i.from.value) + ".." + text(i.to.value) + (i.to.behind ? "]" : ")");
}

}  // namespace potok::expr
