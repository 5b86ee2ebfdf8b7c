// Expressions of an automation: FEEL over a record, compiled once and checked against the record's type, and texts with
// expressions in braces.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/locale.h"
#include "expr/type.h"
#include "model/operation.h"

namespace potok::automation {

// What an automation's expressions can name: the fields of a type and what belongs to it; of the trigger `event`, `old` and
// `task`; of the run `vars`; of a loop around the step `loop` and what the loop calls its item.
struct FormulaScope {
    const model::Catalog* catalog = nullptr;
    const model::RecordType* type = nullptr;
    const std::vector<std::pair<std::string, expr::Type>>* items = nullptr;  // of the loops around it, the innermost last
};

// What a firing's expressions know beside the record. Kept with the firing while it waits.
struct RunData {
    ValueContext event;           // data of an incoming event
    ValueContext old;             // values before a change
    model::RowId task = 0;        // the task that was done or is late
    ValueContext vars;            // what its steps have named

    bool empty() const { return event.empty() && old.empty() && task == 0 && vars.empty(); }
    Json json() const;
    static RunData parse(const Json& json);
};

// Puts a value under a name, in place of the one that is there.
void put(ValueContext& context, std::string_view name, Value value);

// Where an expression is looked at: one record, at one instant.
struct Moment {
    model::Workspace* workspace = nullptr;
    const model::RecordType* type = nullptr;
    model::RowId record = 0;
    Instant now;
    const RunData* data = nullptr;         // may be null
    const ValueContext* locals = nullptr;  // names bound where the step stands; may be null
};

struct Evaluated {
    Value value;
    std::vector<Error> diagnostics;  // why a null arose
};

// One part of a condition with the value it had; parts of parts are in `parts`.
struct Explained {
    std::string source;
    Value value;
    std::vector<Explained> parts;
};

class Formula {
public:
    enum class Expect { anything, truth };

    Formula() = default;  // empty
    // Errors: expr.* with place = `place`, args line and column where known.
    static Result<Formula> compile(std::string_view source, const FormulaScope& scope, std::string place,
                                   Expect expect = Expect::anything);

    bool empty() const { return !program_; }
    const std::string& source() const;
    expr::Type type() const;  // of its value, as far as it is known; any when empty
    Evaluated evaluate(const Moment& moment) const;
    // True only for true: null and every other value do not hold. An empty formula holds.
    bool holds(const Moment& moment) const;
    Explained explain(const Moment& moment) const;

private:
    struct Program;
    std::shared_ptr<const Program> program_;
};

// A label whose texts may contain expressions in braces; "{{" is a brace.
class Text {
public:
    static Result<Text> compile(const model::Label& label, const FormulaScope& scope, const std::string& place);

    bool empty() const { return languages_.empty(); }
    // Values are written the way the locale's language writes them; an absent one is left out.
    // `escape` makes what is put in fit for where the text goes (a URL).
    std::string render(const Moment& moment, const Locale& locale, std::string (*escape)(std::string_view) = nullptr) const;

private:
    struct Piece {
        std::string literal;
        Formula formula;
    };
    std::vector<std::pair<Language, std::vector<Piece>>> languages_;
};

// How a value reads in a sentence: options by their label, references by their title, all else as `locale` says.
// `path` is the expression it came from: "client.kind".
std::string written(const Value& value, std::string_view path, const Moment& moment, const Locale& locale);

}  // namespace potok::automation
