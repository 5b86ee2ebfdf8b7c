#include <algorithm>

#include "base/locale.h"
#include "expr/function.h"
#include "expr/operators.h"
#include "expr/range.h"

namespace potok::expr {

namespace {

std::vector<Function> all_functions() {
    std::vector<Function> all;
    for (const auto part :
         {logic_functions(), number_functions(), string_functions(), pattern_functions(), list_functions(),
          statistics_functions(), range_functions(), context_functions(), time_functions(), work_functions(),
          record_functions(), check_functions(), words_functions()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    std::sort(all.begin(), all.end(), [](const Function& a, const Function& b) { return a.name < b.name; });
    return all;
}

// --- logic

Result<Value> run_not(Call& c) {
    const bool* b = c[0].as<bool>();
    return b ? Value(!*b) : Value();
}

Result<Value> run_is_defined(Call& c) { return !c[0].is_null(); }

// all() and any() over a list: three-valued like `and` and `or`.
template <bool decisive>
Result<Value> run_quantified(Call& c) {
    bool unknown = false;
    const ValueList single(c.args().begin(), c.args().end());
    const ValueList& items = c.count() == 1 && c[0].as<ValueList>() ? *c[0].as<ValueList>() : single;
    if (!c.charge(items.size())) return budget_spent();
    for (const Value& item : items) {
        const bool* b = item.as<bool>();
        if (b && *b == decisive) return decisive;
        if (!b) unknown = true;
    }
    return unknown ? Value() : Value(!decisive);
}

constexpr KindMask truth_list = mask(Kind::list, Kind::boolean);

// is(a, b): the same value of the same kind, without any conversion.
Result<Value> run_is(Call& c) {
    const bool same = same_value(c[0], c[1], c.budget());
    if (!c.charge(0)) return budget_spent();
    return same;
}

constexpr Function logic_table[] = {
    {"all", "list", 1, variadic, {truth_list, truth_list, truth_list, truth_list}, gives<Kind::boolean>,
     run_quantified<false>, traits(Trait::takes_null)},
    {"any", "list", 1, variadic, {truth_list, truth_list, truth_list, truth_list}, gives<Kind::boolean>,
     run_quantified<true>, traits(Trait::takes_null)},
    {"is", "value1, value2", 2, 2, {any_kind, any_kind}, gives<Kind::boolean>, run_is, traits(Trait::takes_null)},
    {"is defined", "value", 1, 1, {any_kind}, gives<Kind::boolean>, run_is_defined,
     static_cast<std::uint8_t>((Trait::takes_null | Trait::quiet) | traits(Trait::own))},
    {"not", "negand", 1, 1, {mask(Kind::boolean)}, gives<Kind::boolean>, run_not, traits(Trait::takes_null)},
};

struct TextOfValue {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool v) const { return v ? "true" : "false"; }
    std::string operator()(const Decimal& v) const { return v.str(); }
    std::string operator()(const std::string& v) const { return v; }
    std::string operator()(Date v) const { return format_iso(v); }
    std::string operator()(TimeOfDay v) const { return format_iso(v); }
    std::string operator()(Instant v) const { return format_iso(v); }
    std::string operator()(DayTimeDuration v) const { return format_iso(v); }
    std::string operator()(YearMonthDuration v) const { return format_iso(v); }
    std::string operator()(const Money& v) const {
        return Decimal::scaled(v.minor, minor_digits(v.currency)).str() + " " + v.currency;
    }
    std::string operator()(Ref v) const { return v.id.str(); }
    std::string operator()(const std::shared_ptr<const ValueList>& v) const {
        std::string out = "[";
        for (const Value& item : *v) out += (out.size() > 1 ? ", " : "") + inner(item);
        return out + "]";
    }
    std::string operator()(const std::shared_ptr<const ValueContext>& v) const {
        std::string out = "{";
        for (const auto& [key, item] : *v)
            out += (out.size() > 1 ? ", " : "") + key + ": " + inner(item);
        return out + "}";
    }
    std::string operator()(const std::shared_ptr<const Transient>& v) const {
        const auto* range = dynamic_cast<const Range*>(v.get());
        if (!range) return "function";
        if (range->no_start || range->no_end) {
            const bool upper = range->no_start;
            const bool included = upper ? range->end_included : range->start_included;
            return std::string("(") + (upper ? "<" : ">") + (included ? "= " : " ") +
                   inner(upper ? range->end : range->start) + ")";
        }
        return (range->start_included ? "[" : "(") + inner(range->start) + ".." + inner(range->end) +
               (range->end_included ? "]" : ")");
    }
    static std::string inner(const Value& v) {
        const auto* text = v.as<std::string>();
        if (!text) return value_text(v);
        std::string out = "\"";
        for (const char c : *text) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        return out + "\"";
    }
};

}  // namespace

std::span<const Function> logic_functions() { return logic_table; }

std::span<const Function> functions() {
    static const std::vector<Function> all = all_functions();
    return all;
}

std::optional<std::uint32_t> function_index(std::string_view name) {
    const auto all = functions();
    const auto found = std::lower_bound(all.begin(), all.end(), name,
                                        [](const Function& f, std::string_view n) { return f.name < n; });
    if (found == all.end() || found->name != name) return std::nullopt;
    return static_cast<std::uint32_t>(found - all.begin());
}

Type first_list(std::span<const Type> args) {
    if (args[0].kind == Kind::list) return args[0];
    return Type::list_of(args[0].kind == Kind::null ? Type() : args[0]);
}

Type same_as_first(std::span<const Type> args) {
    return args[0].kind == Kind::list ? args[0].item_type() : args[0];
}

Type one_of(std::span<const Type> args) {
    if (args.size() == 1) return same_as_first(args);
    Type t = args[0];
    for (const Type& a : args.subspan(1)) t = unified(t, a);
    return t;
}

const ValueList& items_of(Call& c, ValueList& several) {
    if (c.count() == 1 && c[0].as<ValueList>()) return *c[0].as<ValueList>();
    several.assign(c.args().begin(), c.args().end());
    return several;
}

Error bad_argument(std::size_t position, std::string reason) {
    return error("expr.argument", {{"position", std::to_string(position)}, {"reason", std::move(reason)}});
}

Error budget_spent() { return error("expr.budget"); }
Error text_too_large() { return error("expr.too_large"); }

std::string value_text(const Value& value) { return std::visit(TextOfValue{}, value.storage()); }

}  // namespace potok::expr
