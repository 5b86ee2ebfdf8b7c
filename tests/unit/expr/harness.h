// Expressions over a small world: Sunday 2026-11-22 in Moscow, a deal with a client and two tasks.
#pragma once

#include <map>

#include <catch_amalgamated.hpp>

#include "expr/expression.h"
#include "platform/common/assets.h"

namespace expr_test {

using namespace potok;
using namespace potok::expr;

const WorkingCalendar& russian_calendar();
std::shared_ptr<const Zone> moscow();

class World final : public EvalContext {
public:
    World();
    std::optional<Value> name(std::string_view name) const override;
    std::optional<Value> member(const Ref& record, std::string_view name) const override;
    Instant now() const override { return parse_instant("2026-11-22T09:30:00Z").value(); }
    const Zone& zone() const override { return *moscow(); }
    const WorkingCalendar* working_calendar(std::string_view) const override { return &russian_calendar(); }

private:
    std::map<std::string, Value, std::less<>> names_;
    std::map<std::pair<Uuid, std::string>, Value> members_;
};

class WorldSchema final : public Schema {
public:
    std::optional<Type> name(std::string_view name) const override;
    std::optional<Type> member(const Type& record, std::string_view name) const override;
};

// The value as text: strings in quotes, lists and contexts as FEEL would write them.
std::string shown(const Value& value);
// Compiled without a schema, evaluated over the World.
Evaluation run(std::string_view source);
std::string eval(std::string_view source);
// The code of its first diagnostic, or "".
std::string trouble(std::string_view source);
// Compiled with the schema: the code of the error and its place, "expr.unknown_name 1:5", or "ok".
std::string compiled(std::string_view source);

using Table = std::vector<std::pair<const char*, const char*>>;
void check_values(const Table& table);

}  // namespace expr_test
