// Where an expression of an automation finds what it names. Inside automation/ only.
#pragma once

#include <algorithm>

#include "automation/formula.h"
#include "expr/expression.h"
#include "model/record_context.h"

namespace potok::automation {

// The types of what is known beside the fields of the record.
std::vector<std::pair<std::string, expr::Type>> known_names(const FormulaScope& scope);

// The record, and what the trigger brought, which few expressions ask for.
class MomentContext final : public expr::EvalContext {
public:
    explicit MomentContext(const Moment& m) : moment_(m), record_(*m.workspace, m.record, 0, m.now) {}

    std::optional<Value> name(std::string_view name) const override {
        if (moment_.locals) {
            for (const auto& [key, value] : *moment_.locals)
                if (key == name) return value;
        }
        static const RunData none;
        const RunData& data = moment_.data ? *moment_.data : none;
        if (name == "event") return Value(data.event);
        if (name == "old") return Value(old(data));
        if (name == "vars") return Value(data.vars);
        if (name == "loop" || name == "failure") return Value();
        if (name == "task") return data.task != 0 ? Value(Ref{moment_.workspace->id_of(data.task)}) : Value();
        return record_.name(name);
    }
    std::optional<Value> member(const Ref& record, std::string_view name) const override { return record_.member(record, name); }
    Instant now() const override { return record_.now(); }
    const Zone& zone() const override { return record_.zone(); }
    const WorkingCalendar* working_calendar(std::string_view name) const override { return record_.working_calendar(name); }
    std::shared_ptr<const Zone> zone_named(std::string_view name) const override { return record_.zone_named(name); }
    std::optional<ValueList> records(std::string_view type, std::string_view field, const Value& value,
                                     std::size_t most) const override {
        return record_.records(type, field, value, most);
    }
    std::optional<ValueList> related(const Ref& record, std::string_view type, std::size_t most) const override {
        return record_.related(record, type, most);
    }

private:
    // All fields are known names; those that did not change are as they are: null here.
    ValueContext old(const RunData& data) const {
        ValueContext old = data.old;
        if (!moment_.type || data.old.empty()) return old;
        for (const model::Field& f : moment_.type->fields) {
            const bool there = std::any_of(data.old.begin(), data.old.end(), [&](const auto& entry) { return entry.first == f.key; });
            if (!there) old.emplace_back(f.key, Value());
        }
        return old;
    }

    const Moment& moment_;
    model::RecordContext record_;
};

}  // namespace potok::automation
