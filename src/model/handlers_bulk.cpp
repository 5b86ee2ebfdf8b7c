// One change of many records.
#include "model/handlers.h"
#include "model/workspace.h"

namespace potok::model::handlers {

// All of them or none; one that cannot be is named by its place: "records/17/amount".
Status change_many(Operation& op) {
    Args args(op);
    const Values values = args.values("values");
    const MoveTo move{args.text("to", true), {}, args.text("comment", true), args.text("lost_reason", true), {}};
    const bool remove = args.has("remove") && args.boolean("remove");
    op.batch = args.id("batch");
    const Json& records = args.json("records");
    POTOK_CHECK(args.status());
    if (!records.is_array() || records.size() > most_rows)
        return potok::error("command.too_many_rows", {{"most", std::to_string(most_rows)}}, "records");
    if (values.empty() && move.to.empty() && !remove) return potok::error("command.argument_missing", {{"argument", "values"}, {"command", "change_many"}}, "values");
    for (std::size_t i = 0; i < records.size(); ++i) {
        const std::string place = "records/" + std::to_string(i);
        const auto id = Uuid::parse(records[i].is_string() ? records[i].get<std::string>() : std::string());
        const auto record = id.ok() ? op.workspace().row_of(*id) : std::nullopt;
        if (!record) return potok::error("record.missing", {{"type", ""}}, place);
        const auto change = [&]() -> Status {
            if (!values.empty()) POTOK_CHECK(set_values(op, *record, values));
            if (!move.to.empty()) POTOK_CHECK(move_record(op, *record, move));
            return remove ? remove_record(op, *record) : Status();
        };
        if (const Status done = change(); !done.ok()) {
            Error e = done.error();
            e.place = e.place.empty() ? place : place + "/" + e.place;
            return e;
        }
    }
    op.kept_args = Json{{"count", records.size()}};  // what was changed is in the history already
    return {};
}

}  // namespace potok::model::handlers
