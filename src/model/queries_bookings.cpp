#include "model/calendar_period.h"
#include "model/queries.h"
#include "model/workspace_impl.h"

namespace potok::model {

std::vector<Resource> resources(const Workspace& ws, std::string_view kind) {
    std::vector<Resource> out;
    db::Statement s = ws.db().prepare(std::string("SELECT id, title, kind FROM r_resource WHERE deleted_at IS NULL") +
                                      (kind.empty() ? "" : " AND kind = ?1") + " ORDER BY id");
    if (!kind.empty()) s.bind(1, kind);
    const Status read = s.each([&](db::Statement& row) { out.push_back({row.i64(0), row.string(1), row.string(2)}); });
    return read.ok() ? out : std::vector<Resource>{};
}

namespace {

constexpr std::string_view booking_columns =
    "SELECT b.id, b.resource, b.record, b.title, r.title, b.\"from\", b.\"to\" FROM r_booking b "
    "LEFT JOIN r_resource r ON r.id = b.resource WHERE b.deleted_at IS NULL";

std::vector<Booking> read_bookings(const Workspace& ws, db::Statement& s) {
    std::vector<Booking> out;
    const Status read = s.each([&](db::Statement& row) {
        Booking b;
        b.row = row.i64(0);
        b.resource = row.i64(1);
        b.record = row.i64(2);
        b.title = row.string(3);
        b.resource_name = row.string(4);
        b.from = row.instant(5);
        b.to = row.instant(6);
        out.push_back(std::move(b));
    });
    for (Booking& b : out) {
        if (b.record == 0) continue;
        b.record_title = title_of(ws, b.record);
        const RecordType* type = ws.type_of(b.record);
        if (!type || !type->on_pipeline) continue;
        auto stage = ws.db().get_text("SELECT stage FROM " + storage::sql_name(type->table) + " WHERE id = ?1", b.record);
        if (stage.ok()) b.stage = stage->value_or("");
    }
    return read.ok() ? out : std::vector<Booking>{};
}

}  // namespace

std::vector<Booking> bookings(const Workspace& ws, Instant from, Instant to) {
    db::Statement s = ws.db().prepare(std::string(booking_columns) + " AND b.\"from\" < ?2 AND b.\"to\" > ?1 ORDER BY b.\"from\", b.id");
    s.bind(1, from).bind(2, to);
    return read_bookings(ws, s);
}

std::vector<Booking> bookings_of(const Workspace& ws, RowId record) {
    db::Statement s = ws.db().prepare(std::string(booking_columns) + " AND b.record = ?1 ORDER BY b.\"from\", b.id");
    s.bind(1, record);
    return read_bookings(ws, s);
}

std::vector<Booking> booking_conflicts(const Workspace& ws, RowId resource, Instant from, Instant to, RowId except) {
    db::Statement s = ws.db().prepare(std::string(booking_columns) +
                                      " AND b.resource = ?1 AND b.\"from\" < ?3 AND b.\"to\" > ?2 AND b.id <> ?4 ORDER BY b.\"from\", b.id");
    s.bind(1, resource).bind(2, from).bind(3, to).bind(4, except);
    return read_bookings(ws, s);
}

std::vector<Event> events(const Workspace& ws, Instant from, Instant to) {
    std::vector<Event> out;
    db::Statement s = ws.db().prepare(
        "SELECT id, record, person, title, \"from\", \"to\" FROM r_event WHERE deleted_at IS NULL AND \"from\" < ?2 AND \"to\" > ?1 "
        "ORDER BY \"from\", id");
    s.bind(1, from).bind(2, to);
    const Status read = s.each([&](db::Statement& row) {
        out.push_back({row.i64(0), row.i64(1), row.i64(2), row.string(3), {}, row.instant(4), row.instant(5)});
    });
    if (!read.ok()) return {};
    for (Event& e : out)
        if (e.record != 0) e.record_title = title_of(ws, e.record);
    return out;
}

std::optional<CalendarBounds> calendar_bounds(const Workspace& ws) {
    db::Statement s = ws.db().prepare(
        "SELECT min(a), max(b) FROM (SELECT min(\"from\") a, max(\"to\") b FROM r_booking WHERE deleted_at IS NULL "
        "UNION ALL SELECT min(\"from\"), max(\"to\") FROM r_event WHERE deleted_at IS NULL "
        "UNION ALL SELECT min(due), max(due) FROM r_task WHERE deleted_at IS NULL AND state = 'open')");
    const auto found = s.step();
    if (!found.ok() || !*found) return std::nullopt;
    const auto first = s.maybe_instant(0), last = s.maybe_instant(1);
    if (!first || !last) return std::nullopt;
    return CalendarBounds{*first, *last};
}

}  // namespace potok::model
