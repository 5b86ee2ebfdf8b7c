// Steps that reach other firings: signals, events, starting and stopping.
#include "automation/action_parts.h"
#include "automation/agenda.h"

namespace potok::automation::action {

// The executor keeps what a `let` names: it is of the run, not of the workspace.
Status perform_step(const ActionContext&, const LetStep&, RowId&) {
    return {};
}

// So it is with a table's answer.
Status perform_step(const ActionContext&, const DecideStep&, RowId&) {
    return {};
}

Status perform_step(const ActionContext& c, const SignalStep& s, RowId&) {
    c.agenda.push_back(Throw{s.name, c.moment.record, c.firing.row});
    return {};
}

// As if a connected system had said so: what waits for the event and what it sets off cannot tell.
Status perform_step(const ActionContext& c, const EmitStep& s, RowId& made) {
    POTOK_TRY(const RowId record, record_of(c, s.record));
    Json data = Json::object();
    for (const auto& [name, formula] : s.data) {
        POTOK_TRY(const Value value, value_of(c, formula));
        data[name] = to_json(value);
    }
    POTOK_TRY(made, insert(c, "incoming",
                           {{"title", Value(s.event)}, {"record", Value(record)}, {"event", Value(s.event)},
                            {"external_id", Value(c.firing.automation + " " + std::to_string(c.firing.row) + " " + c.step)}, {"data", Value(data.dump())}},
                           c.step));
    return {};
}

Status perform_step(const ActionContext& c, const StartStep& s, RowId&) {
    POTOK_TRY(const RowId record, record_of(c, s.record));
    Begin begin;
    begin.automation = s.automation;
    begin.record = record;
    begin.from = c.firing.row;
    begin.occasion = (c.firing.key.empty() ? c.firing.automation + " " + std::to_string(c.firing.row) : c.firing.key) + " " + c.step;
    c.agenda.push_back(std::move(begin));
    return {};
}

Status perform_step(const ActionContext& c, const StopStep& s, RowId&) {
    POTOK_TRY(const RowId record, record_of(c, s.record));
    c.agenda.push_back(End{0, s.automation, record, s.reason.empty() ? "automation.reason.stopped" : written(c, s.reason)});
    return {};
}

}  // namespace potok::automation::action
