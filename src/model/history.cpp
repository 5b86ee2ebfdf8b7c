// The stored form of changes: one row per touched row and operation, values in canonical JSON.
#include <algorithm>
#include <map>
#include <memory>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "base/value_text.h"
#include "model/workspace_impl.h"

namespace potok::model {

const Change::Delta* Change::delta(std::string_view field) const {
    for (const Delta& d : deltas) {
        if (d.field == field) return &d;
    }
    return nullptr;
}

// {"field": [before, after]}; what only one side has is written once: inserted {"field": after}, removed
// {"field": before}. Fields in alphabetical order, as Json would write them, without the tree between. Of a
// field written twice the last counts.
std::string delta_text(const Change& change) {
    std::vector<const Change::Delta*> sorted;
    sorted.reserve(change.deltas.size());
    for (const auto& d : change.deltas) sorted.push_back(&d);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return std::pair(std::string_view(a->field), a) < std::pair(std::string_view(b->field), b);
    });
    std::string out = "{";
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const Change::Delta& d = *sorted[i];
        if (i + 1 < sorted.size() && sorted[i + 1]->field == d.field) continue;
        if (out.size() > 1) out += ',';
        append_json_text(out, d.field);
        out += ':';
        const bool both = change.kind == Change::Kind::updated;
        if (both) out += '[';
        if (change.kind != Change::Kind::inserted) append_json(out, d.before);
        if (both) out += ',';
        if (change.kind != Change::Kind::removed) append_json(out, d.after);
        if (both) out += ']';
    }
    return out + "}";
}

namespace {

// One stored row: a change as it is, or what several have become.
struct Merged {
    const Change* change = nullptr;
    std::unique_ptr<Change> own;

    const Change& get() const { return own ? *own : *change; }
    Change& edit() {
        if (!own) own = std::make_unique<Change>(*change);
        return *own;
    }
};

// Several updates of one row from one cause become one: first before, last after. An update of a row that the
// same operation inserted for the same cause is part of the insertion.
std::vector<Merged> merged(const std::vector<Change>& changes) {
    std::vector<Merged> out;
    std::map<std::pair<RowId, RowId>, std::size_t> last; // type, row → its last change in `out`
    for (const Change& c : changes) {
        const auto key = std::pair(c.type->id, c.row);
        const auto it = last.find(key);
        const bool joins = it != last.end() && c.kind == Change::Kind::updated &&
                           out[it->second].get().kind != Change::Kind::removed &&
                           out[it->second].get().cause.firing == c.cause.firing;
        if (!joins) {
            last[key] = out.size();
            out.push_back({&c, nullptr});
            continue;
        }
        Change& into = out[it->second].edit();
        for (const auto& d : c.deltas) {
            const auto same = std::find_if(into.deltas.begin(), into.deltas.end(),
                                           [&](const auto& x) { return x.field == d.field; });
            if (same == into.deltas.end())
                into.deltas.push_back(
                    into.kind == Change::Kind::inserted ? Change::Delta{d.field, Value(), d.after} : d);
            else
                same->after = d.after;
        }
        if (into.kind == Change::Kind::updated)
            std::erase_if(into.deltas, [](const auto& d) { return d.before == d.after; });
        else
            std::erase_if(into.deltas, [](const auto& d) { return d.after.is_null(); });
    }
    std::erase_if(
        out, [](const Merged& m) { return m.get().kind == Change::Kind::updated && m.get().deltas.empty(); });
    return out;
}

} // namespace

Status write_history(Workspace::Impl& impl, const Operation& op, const Uuid& id) {
    db::Connection& db = *impl.db;
    const RowId first = impl.next_change;
    for (const Merged& m : merged(op.changes())) {
        const Change& c = m.get();
        db::Statement s = db.prepare(
            "INSERT INTO change(id, operation, type, row, subject, kind, firing, automation, delta) "
            "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        s.bind(1, impl.next_change++).bind(2, op.id()).bind(3, c.type->id).bind(4, c.row);
        if (c.subject != 0)
            s.bind(5, c.subject);
        else
            s.bind(5, nullptr);
        s.bind(6, static_cast<int>(c.kind));
        if (c.cause.firing != 0)
            s.bind(7, c.cause.firing);
        else
            s.bind(7, nullptr);
        if (!c.cause.automation.empty())
            s.bind(8, c.cause.automation);
        else
            s.bind(8, nullptr);
        s.bind(9, delta_text(c));
        POTOK_CHECK(s.run());
    }
    db::Statement s = db.prepare("INSERT INTO operation(id, uid, at, actor, command, args, first_change, "
                                 "last_change, undoes) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    s.bind(1, op.id()).bind(2, id).bind(3, op.now()).bind(4, op.actor()).bind(5, op.command().name);
    s.bind(6, (op.kept_args ? *op.kept_args : op.command().args).dump());
    s.bind(7, first).bind(8, impl.next_change - 1);
    if (op.undoes != 0)
        s.bind(9, op.undoes);
    else
        s.bind(9, nullptr);
    POTOK_CHECK(s.run());
    return op.batch ? db.run("INSERT INTO batch(operation, uid) VALUES(?1, ?2)", op.id(), *op.batch) : Status();
}

StoredChange stored_change(const db::Statement& row, const Catalog& catalog) {
    StoredChange c;
    c.id = row.i64(0);
    c.operation = row.i64(1);
    c.type = catalog.type(row.i64(2));
    c.row = row.i64(3);
    c.subject = row.i64(4);
    c.kind = static_cast<Change::Kind>(row.i64(5));
    c.firing = row.i64(6);
    c.automation = row.string(7);
    const Json delta = Json::parse(row.text(8), nullptr, false);
    if (!delta.is_object()) return c;
    const auto value = [](const Json& json) {
        auto v = value_from_json(json);
        return v.ok() ? *v : Value();
    };
    for (const auto& [field, json] : delta.items()) {
        switch (c.kind) {
        case Change::Kind::inserted:
            c.deltas.push_back({field, Value(), value(json)});
            break;
        case Change::Kind::removed:
            c.deltas.push_back({field, value(json), Value()});
            break;
        case Change::Kind::updated:
            if (json.is_array() && json.size() == 2)
                c.deltas.push_back({field, value(json[0]), value(json[1])});
            break;
        }
    }
    return c;
}

Result<std::vector<StoredChange>> changes_of(db::Connection& db, const Catalog& catalog, RowId operation) {
    std::vector<StoredChange> out;
    db::Statement s =
        db.prepare("SELECT " + std::string(change_columns) +
                   " FROM change WHERE id BETWEEN (SELECT first_change FROM operation WHERE id = ?1) "
                   "AND (SELECT last_change FROM operation WHERE id = ?1) ORDER BY id");
    s.bind(1, operation);
    POTOK_CHECK(s.each([&](db::Statement& row) {
        StoredChange c = stored_change(row, catalog);
        if (c.type) out.push_back(std::move(c));
    }));
    return out;
}

Result<std::vector<StoredChange>> changes_by(db::Connection& db, const Catalog& catalog, const std::vector<RowId>& firings) {
    std::vector<StoredChange> out;
    const RecordType* firing = catalog.type("firing");
    if (firings.empty() || !firing) return out;
    // Nothing names a firing before the change that made it.
    POTOK_TRY(const auto first, db.get_i64("SELECT min(id) FROM change WHERE type = ?1 AND row = ?2", firing->id, firings.front()));
    db::Statement s = db.prepare("SELECT " + std::string(change_columns) +
                                 " FROM change WHERE id > ?1 AND firing IS NOT NULL AND "
                                 "(SELECT undone_by FROM operation WHERE operation.id = change.operation) IS NULL ORDER BY id");
    s.bind(1, first.value_or(0));
    POTOK_CHECK(s.each([&](db::Statement& row) {
        if (!std::binary_search(firings.begin(), firings.end(), row.i64(6))) return;
        StoredChange c = stored_change(row, catalog);
        if (c.type) out.push_back(std::move(c));
    }));
    return out;
}

std::string Workspace::history_hash() const {
    Sha256 hash;
    db::Statement s = db().prepare("SELECT change.id, operation.at, operation.command, operation.actor, "
                                   "change.type, change.row, change.subject, change.kind, "
                                   "change.firing, change.automation, change.delta FROM change JOIN "
                                   "operation ON operation.id = change.operation ORDER BY change.id");
    const Status read = s.each([&](db::Statement& row) {
        for (int i = 0; i < row.columns(); ++i) {
            hash.update(row.is_null(i)      ? "-"
                        : row.is_integer(i) ? std::to_string(row.i64(i))
                                            : row.string(i));
            hash.update("\x1f");
        }
        hash.update("\n");
    });
    return read.ok() ? hex(hash.finish()) : std::string();
}

} // namespace potok::model
