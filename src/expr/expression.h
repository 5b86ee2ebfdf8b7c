// Expressions in FEEL's syntax (DMN 1.3): conditions of gates and robots, values of fields, slots of
// templates. What is covered is in docs/feel.md.
//
// An expression is compiled once, then evaluated as often as needed. Compiling finds what can be known
// without data: syntax, unknown names and functions, operands that can never fit. Evaluating never fails:
// what has no value is null, and the diagnostics say why.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/value.h"
#include "base/working_calendar.h"
#include "expr/schema.h"

namespace potok::expr {

struct Ast;

inline constexpr std::size_t max_source_bytes = 16 * 1024;
inline constexpr int max_depth = 200;                       // of nesting
inline constexpr int max_steps = 1'000'000;                 // of one evaluation: nodes visited
inline constexpr std::size_t max_records = 10'000;          // that `records` and `related` give
inline constexpr std::size_t max_text_bytes = 1024 * 1024;  // of a string that an expression makes

// A compiled expression. Copies are cheap and share it; it does not change.
class Expression {
public:
    // Errors carry {"offset" (bytes), "line", "column" (code points), both from 1} and further arguments, and
    // the place "line:column": expr.too_long, expr.too_deep, expr.unexpected {found, expected},
    // expr.unexpected_end {expected}, expr.unclosed_string,
    // expr.unclosed_comment, expr.bad_escape, expr.bad_character, expr.bad_literal {text, kind},
    // expr.unknown_name {name}, expr.unknown_member {name, type}, expr.unknown_function {name},
    // expr.argument_count {function, given, least, most}, expr.argument_type {function, position, expected,
    // given}, expr.operand_types {operator, left, right}, expr.condition_type {given}, expr.duplicate_key
    // {name}. Without a schema it is plain FEEL: every name is allowed and of type any, and what does not fit
    // (from expr.unknown_name on in this list, and dates that are none) is null when it runs.
    static Result<Expression> compile(std::string_view source, const Schema* schema = nullptr);
    // The same, and its value must be a boolean (or null): expr.condition_type.
    static Result<Expression> compile_condition(std::string_view source, const Schema* schema = nullptr);

    const std::string& source() const;
    const Type& type() const;
    const Ast& ast() const { return *ast_; }
    // Names from outside that it reads, as paths ("client.phone"), sorted: what it depends on.
    std::vector<std::string> paths() const;

private:
    explicit Expression(std::shared_ptr<const Ast> ast) : ast_(std::move(ast)) {}
    std::shared_ptr<const Ast> ast_;
};

// Data and surroundings of one evaluation.
class EvalContext {
public:
    virtual ~EvalContext() = default;
    // The value of a name; null when it is empty; nothing when there is no such name.
    virtual std::optional<Value> name(std::string_view name) const = 0;
    // A field of the record that a reference points to.
    virtual std::optional<Value> member(const Ref& record, std::string_view name) const = 0;
    virtual Instant now() const = 0;
    virtual const Zone& zone() const = 0;
    // The one by that name; of an empty name the one the expression stands in. Null: functions of working time give null.
    virtual const WorkingCalendar* working_calendar(std::string_view name) const = 0;
    // The zone of that IANA name, for "2026-11-22T10:30:00@Europe/Warsaw"; null: no such zone, or none known here.
    virtual std::shared_ptr<const Zone> zone_named(std::string_view) const { return nullptr; }
    // Living records of that type whose field equals the value, oldest first, at most `most`. Nothing: no such type or field.
    virtual std::optional<ValueList> records(std::string_view, std::string_view, const Value&, std::size_t) const {
        return std::nullopt;
    }
    // Living records of that type with a field that refers to this one, oldest first. Nothing: no such type.
    virtual std::optional<ValueList> related(const Ref&, std::string_view, std::size_t) const { return std::nullopt; }
};

// Names from a list, for tests and for places without records.
class PlainContext final : public EvalContext {
public:
    PlainContext(ValueContext names, Instant now, std::shared_ptr<const Zone> zone = utc_zone(),
                 const WorkingCalendar* calendar = nullptr)
        : names_(std::move(names)), now_(now), zone_(std::move(zone)), calendar_(calendar) {}

    std::optional<Value> name(std::string_view name) const override;
    std::optional<Value> member(const Ref&, std::string_view) const override { return std::nullopt; }
    Instant now() const override { return now_; }
    const Zone& zone() const override { return *zone_; }
    const WorkingCalendar* working_calendar(std::string_view) const override { return calendar_; }

private:
    ValueContext names_;
    Instant now_;
    std::shared_ptr<const Zone> zone_;
    const WorkingCalendar* calendar_;
};

struct Evaluation {
    Value value;
    // Why there is null where a value could have been, in the order met; at most 16. Codes: expr.no_value
    // {name}, expr.unknown_name, expr.operand_types, expr.currency_mismatch {left, right}, expr.argument,
    // number.overflow ... with the arguments offset, line, column as above.
    std::vector<Error> diagnostics;

    // A condition holds only when it is true: null does not.
    bool is_true() const {
        const bool* b = value.as<bool>();
        return b != nullptr && *b;
    }
};

Evaluation evaluate(const Expression& expression, const EvalContext& context);

// A condition taken apart: each sub-condition with its value, down to the names it looks at.
struct Explanation {
    std::size_t offset = 0, length = 0;  // bytes in the source
    std::string text;                    // that part of the source
    Value value;
    std::vector<Explanation> parts;
};
Explanation explain(const Expression& expression, const EvalContext& context);

// One line a name and value: `amount > 1000: false (amount = 500)`. Technical English, for logs and the
// command line.
std::string describe(const Explanation& explanation);

}  // namespace potok::expr
