#include "model/stage_visits.h"

#include <nlohmann/json.hpp>

namespace potok::model {

namespace {

// A record enters a stage. A visit of a lower number than before takes back the later ones.
Status enter(db::Connection& db, RowId record, std::int64_t visit, std::string_view pipeline, std::string_view stage, Instant since,
             bool going_back) {
    if (going_back) {
        POTOK_CHECK(db.run("DELETE FROM stage_visit WHERE record = ?1 AND visit > ?2", record, visit));
        return db.run("UPDATE stage_visit SET until = NULL WHERE record = ?1 AND visit = ?2", record, visit);
    }
    if (visit > 1) POTOK_CHECK(db.run("UPDATE stage_visit SET until = ?3 WHERE record = ?1 AND visit = ?2", record, visit - 1, since));
    if (!pipeline.empty())
        return db.run("INSERT OR REPLACE INTO stage_visit(record, visit, pipeline, stage, entered) VALUES(?1, ?2, ?3, ?4, ?5)", record, visit,
                      pipeline, stage, since);
    return db.run("INSERT OR REPLACE INTO stage_visit(record, visit, pipeline, stage, entered) "
                  "SELECT ?1, ?2, pipeline, ?3, ?4 FROM stage_visit WHERE record = ?1 AND visit = ?2 - 1",
                  record, visit, stage, since);
}

std::int64_t number(const Value& v) {
    const Decimal* n = v.as<Decimal>();
    return n ? n->to_int64().value_or(0) : 0;
}

std::string text(const Change::Delta* d) {
    const std::string* t = d ? d->after.as<std::string>() : nullptr;
    return t ? *t : std::string();
}

}  // namespace

Status follow_stages(db::Connection& db, const std::vector<Change>& changes, Instant now) {
    for (const Change& c : changes) {
        if (!c.type->on_pipeline) continue;
        if (c.kind == Change::Kind::removed) {
            POTOK_CHECK(db.run("DELETE FROM stage_visit WHERE record = ?1", c.row));
            continue;
        }
        const Change::Delta* visit = c.delta("stage_visit");
        if (!visit || visit->after.is_null()) continue;
        const Change::Delta* since = c.delta("stage_since");
        const Instant* at = since ? since->after.as<Instant>() : nullptr;
        const bool back = c.kind == Change::Kind::updated && number(visit->after) < number(visit->before);
        POTOK_CHECK(enter(db, c.row, number(visit->after), text(c.delta("pipeline")), text(c.delta("stage")), at ? *at : now, back));
    }
    return {};
}

namespace {

Status replay(db::Connection& db, db::Statement changes) {
    return changes.each([&](db::Statement& row) -> Status {
        const RowId record = row.i64(0);
        const auto kind = static_cast<Change::Kind>(row.i64(1));
        const Json delta = Json::parse(row.text(2), nullptr, false);
        if (!delta.is_object()) return {};
        if (kind == Change::Kind::removed) return db.run("DELETE FROM stage_visit WHERE record = ?1", record);
        const auto side = [&](const char* field, std::size_t i) {
            if (!delta.contains(field)) return Value();
            const Json& both = delta[field];
            if (kind == Change::Kind::updated && (!both.is_array() || both.size() != 2)) return Value();
            auto v = value_from_json(kind == Change::Kind::updated ? both[i] : both);
            return v.ok() ? *v : Value();
        };
        const std::int64_t visit = number(side("stage_visit", 1));
        if (visit == 0) return {};
        const Value pipeline = side("pipeline", 1), stage = side("stage", 1), since = side("stage_since", 1);
        const std::string* p = pipeline.as<std::string>();
        const std::string* t = stage.as<std::string>();
        const Instant* at = since.as<Instant>();
        const bool back = kind == Change::Kind::updated && visit < number(side("stage_visit", 0));
        return enter(db, record, visit, p ? *p : std::string(), t ? *t : std::string(), at ? *at : row.instant(3), back);
    });
}

constexpr std::string_view stage_changes =
    "SELECT c.row, c.kind, c.delta, o.at FROM change c JOIN operation o ON o.id = c.operation WHERE c.delta LIKE '%\"stage_visit\":%'";

}  // namespace

Status fill_stage_visits(db::Connection& db) {
    return replay(db, db.prepare(std::string(stage_changes) + " ORDER BY c.id"));
}

Status refill_stage_visits(db::Connection& db, const RecordType& type, RowId record) {
    POTOK_CHECK(db.run("DELETE FROM stage_visit WHERE record = ?1", record));
    db::Statement s = db.prepare(std::string(stage_changes) + " AND c.type = ?1 AND c.row = ?2 ORDER BY c.id");
    s.bind(1, type.id).bind(2, record);
    return replay(db, std::move(s));
}

}  // namespace potok::model
