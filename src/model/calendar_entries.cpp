#include "model/calendar_entries.h"

#include <algorithm>

#include "model/queries.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

RowId row_of(const Workspace& ws, const Value& v) {
    const Ref* r = v.as<Ref>();
    return r ? ws.row_of(r->id).value_or(0) : 0;
}

// Those that it has, and those that it had once.
std::vector<RowId> rows_of(const Workspace& ws, const RecordType& type, const std::string& field, RowId whom) {
    std::vector<RowId> out;
    db::Statement s = ws.db().prepare(
        "SELECT id FROM " + storage::sql_name(type.table) + " WHERE " + field + " = ?1 "
        "UNION SELECT row FROM change WHERE type = ?2 AND kind = ?3 AND instr(delta, ?4) > 0 ORDER BY 1");
    const std::string once = "\"" + field + "\":[" + to_json(Value(ws.id_of(whom))).dump();
    s.bind(1, whom).bind(2, type.id).bind(3, static_cast<int>(Change::Kind::updated)).bind(4, once);
    const Status read = s.each([&](db::Statement& row) { out.push_back(row.i64(0)); });
    return read.ok() ? out : std::vector<RowId>{};
}

void read_history(const Workspace& ws, const RecordType& type, RowId row, CalendarEntry& e) {
    db::Statement s = ws.db().prepare(
        "SELECT sum(change.kind = ?3), min(operation.at), max(operation.at) FROM change JOIN operation ON operation.id = change.operation "
        "WHERE change.type = ?1 AND change.row = ?2");
    s.bind(1, type.id).bind(2, row).bind(3, static_cast<int>(Change::Kind::updated));
    const auto found = s.step();
    if (!found.ok() || !*found) return;
    e.changes = static_cast<int>(s.i64(0));
    e.made = s.instant(1);
    e.changed = s.instant(2);
}

void add(std::string& text, const std::string& more, const char* between) {
    if (!more.empty()) text += (text.empty() ? "" : between) + more;
}

// Who and where: from the record it is about, and from the client that names.
void read_record(const Workspace& ws, RowId row, CalendarEntry& e) {
    const auto r = row != 0 ? record(ws, row) : std::nullopt;
    if (!r) return;
    if (e.title.empty()) e.title = r->title();
    std::string about = e.title == r->title() ? "" : r->title();
    if (r->type->field("address")) e.place = r->text("address");
    for (const Field& f : r->type->fields) {
        if (f.target != "client") continue;
        const auto client = record(ws, row_of(ws, r->get(f.key)));
        if (!client) continue;
        if (e.place.empty()) e.place = client->text("address");
        add(about, client->title(), "\n");
        add(about, client->text("phone"), ", ");
        break;
    }
    e.details = about;
}

}  // namespace

std::vector<CalendarEntry> calendar_entries(const Workspace& ws, RowId whom, Instant now) {
    const RecordType* owner = ws.type_of(whom);
    if (!owner || (owner->key != "resource" && owner->key != "person")) return {};
    const bool booked = owner->key == "resource";
    const RecordType& type = *ws.catalog().type(booked ? "booking" : "event");
    const std::string field = booked ? "resource" : "person";
    const Instant oldest = now + -calendar_kept_days * ms_per_day;
    std::vector<CalendarEntry> out;
    for (const RowId row : rows_of(ws, type, field, whom)) {
        const auto r = record(ws, row);
        const Instant *from = r ? r->get("from").as<Instant>() : nullptr, *to = r ? r->get("to").as<Instant>() : nullptr;
        if (!from || !to) continue;
        CalendarEntry e;
        e.id = r->id;
        e.from = *from;
        e.to = *to;
        e.title = r->title();
        e.cancelled = r->deleted || row_of(ws, r->get(field)) != whom;
        read_history(ws, type, row, e);
        if (std::max(e.to, e.changed) < oldest) continue;
        read_record(ws, row_of(ws, r->get("record")), e);
        if (r->type->field("note")) add(e.details, r->text("note"), "\n");
        out.push_back(std::move(e));
    }
    std::ranges::stable_sort(out, {}, [](const CalendarEntry& e) { return e.from; });
    return out;
}

}  // namespace potok::model
