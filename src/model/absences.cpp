#include "model/absences.h"

#include <vector>

#include "model/workspace_impl.h"

namespace potok::model {

namespace {

// The absence the person is in at that moment: the one that began last. Its substitute; 0 when it names none.
std::optional<RowId> substitute(const Workspace& ws, RowId person, Instant now) {
    const Date today = ws.zone().to_local(now).date;
    db::Statement s = ws.db().prepare(
        "SELECT coalesce(substitute, 0) FROM r_absence WHERE person = ?1 AND \"from\" <= ?2 AND \"to\" >= ?2 AND deleted_at IS NULL "
        "ORDER BY \"from\" DESC, id DESC LIMIT 1");
    s.bind(1, person).bind(2, today.days);
    const auto found = s.step();
    return found.ok() && *found ? std::optional(s.i64(0)) : std::nullopt;
}

}  // namespace

RowId stand_in(const Workspace& ws, RowId person, Instant now) {
    std::vector<RowId> seen = {person};
    for (RowId at = person;;) {
        const auto next = substitute(ws, at, now);
        if (!next) return at;
        if (*next == 0) return person;
        for (const RowId before : seen)
            if (before == *next) return person;
        seen.push_back(at = *next);
    }
}

bool is_absent(const Workspace& ws, RowId person, Instant now) {
    return substitute(ws, person, now).has_value();
}

bool acts_for(const Workspace& ws, RowId actor, RowId person, Instant now) {
    return actor == person || stand_in(ws, person, now) == actor;
}

std::vector<Absence> absences_from(const Workspace& ws, Date day) {
    std::vector<Absence> out;
    db::Statement s = ws.db().prepare(
        "SELECT id, person, coalesce(substitute, 0), \"from\", \"to\", title FROM r_absence WHERE \"to\" >= ?1 AND deleted_at IS NULL "
        "ORDER BY \"from\", id");
    s.bind(1, day.days);
    const Status read = s.each([&](db::Statement& row) {
        out.push_back({row.i64(0), row.i64(1), row.i64(2), Date{row.i32(3)}, Date{row.i32(4)}, row.string(5)});
    });
    return read.ok() ? out : std::vector<Absence>{};
}

}  // namespace potok::model
