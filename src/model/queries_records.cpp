#include <algorithm>
#include <tuple>

#include "model/absences.h"
#include "model/document_checklist.h"
#include "model/queries.h"
#include "model/record_context.h"
#include "model/workspace_impl.h"

namespace potok::model {

const Value& Record::get(std::string_view field) const {
    static const Value none;
    for (const auto& [key, value] : values) {
        if (key == field) return value;
    }
    return none;
}

std::string Record::text(std::string_view field) const {
    const std::string* t = get(field).as<std::string>();
    return t ? *t : std::string();
}

std::string Record::title() const {
    return text(type->title_field);
}

std::optional<Record> record(const Workspace& ws, RowId row) {
    const RecordType* type = ws.type_of(row);
    if (!type) return std::nullopt;
    db::Connection& db = ws.db();
    db::Statement s = db.prepare(ws.impl().sql.of(*type).row);
    s.bind(1, row);
    const auto found = s.step();
    if (!found.ok() || !*found) return std::nullopt;
    Record r;
    r.row = row;
    r.id = ws.id_of(row);
    r.type = type;
    int column = 1;
    for (const Field& f : type->fields) {
        if (!storage::has_column(f)) continue;
        r.values.emplace_back(f.key, storage::read(*ws.impl().ids, s, column, f));
        column += storage::width(f);
    }
    r.deleted = !r.get("deleted_at").is_null();
    return r;
}

std::vector<RowId> find_records(const Workspace& ws, std::string_view type_key, std::string_view field, const Value& value) {
    std::vector<RowId> out;
    const RecordType* type = ws.catalog().type(type_key);
    const Field* f = type ? type->field(field) : nullptr;
    if (!f || !storage::has_column(*f)) return out;
    db::Connection& db = ws.db();
    auto wanted = storage::coerce(*ws.impl().ids, ws.catalog(), *f, value, ws.info().currency);
    if (!wanted.ok()) return out;
    const std::string living = type->registered ? " AND deleted_at IS NULL" : "";
    db::Statement s = db.prepare("SELECT id FROM " + storage::sql_name(type->table) + " WHERE " + storage::column(*f) +
                                 " IS ?1" + living + " ORDER BY id");
    storage::bind(*ws.impl().ids, s, 1, *f, *wanted);
    const Status read = s.each([&](db::Statement& row) { out.push_back(row.i64(0)); });
    return read.ok() ? out : std::vector<RowId>{};
}

std::vector<RowId> all_records(const Workspace& ws, std::string_view type_key) {
    std::vector<RowId> out;
    const RecordType* type = ws.catalog().type(type_key);
    if (!type || !type->registered) return out;
    db::Statement s = ws.db().prepare("SELECT id FROM " + storage::sql_name(type->table) + " WHERE deleted_at IS NULL ORDER BY id");
    const Status read = s.each([&](db::Statement& row) { out.push_back(row.i64(0)); });
    return read.ok() ? out : std::vector<RowId>{};
}

std::vector<RowId> newest_records(const Workspace& ws, std::string_view type_key, int limit) {
    std::vector<RowId> out;
    const RecordType* type = ws.catalog().type(type_key);
    if (!type || !type->registered) return out;
    db::Statement s =
        ws.db().prepare("SELECT id FROM " + storage::sql_name(type->table) + " WHERE deleted_at IS NULL ORDER BY id DESC LIMIT ?1");
    s.bind(1, limit);
    const Status read = s.each([&](db::Statement& row) { out.push_back(row.i64(0)); });
    return read.ok() ? out : std::vector<RowId>{};
}

std::string title_of(const Workspace& ws, RowId row) {
    const RecordType* type = ws.type_of(row);
    const Field* f = type ? type->field(type->title_field) : nullptr;
    if (!f) return {};
    auto title = ws.db().get_text("SELECT " + storage::column(*f) + " FROM " + storage::sql_name(type->table) + " WHERE id = ?1", row);
    return title.ok() ? title->value_or("") : "";
}

// Counts the pipeline's progress fields; where it names none, the fields and files that any of its gates asks for.
Completeness completeness(const Workspace& ws, const Record& r) {
    Completeness out;
    if (!r.type->on_pipeline) return out;
    const Pipeline* pipeline = ws.catalog().pipeline(r.text("pipeline"));
    if (!pipeline) return out;
    std::vector<std::string> keys = pipeline->progress_fields;
    if (keys.empty()) {
        for (const Stage& stage : pipeline->stages) {
            for (const Gate& gate : stage.gates) {
                for (const auto* list : {&gate.fields, &gate.files}) {
                    for (const std::string& key : *list)
                        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
                }
            }
        }
    }
    for (const std::string& key : keys) {
        const Field* f = r.type->field(key);
        if (!f) continue;
        bool there = false;
        if (f->kind == FieldKind::files) {
            auto n = ws.db().get_i64("SELECT 1 FROM r_attachment WHERE record = ?1 AND field = ?2 AND deleted_at IS NULL LIMIT 1", r.row, key);
            there = n.ok() && n->has_value();
        } else {
            there = !storage::is_empty(r.get(key));
        }
        ++out.total;
        if (there) ++out.done; else out.missing.push_back(key);
    }
    if (!pipeline->progress_fields.empty()) return out;
    // Whether a document is out of date is a matter of the day, and asked by the checklist: here it is counted as there.
    for (const Stage& stage : pipeline->stages) {
        for (const Gate& gate : stage.gates) {
            for (const DocumentNeed& need : gate.documents) {
                if (std::find(keys.begin(), keys.end(), need.key) != keys.end()) continue;
                keys.push_back(need.key);
                ++out.total;
                if (look_for(ws, r.row, need, {}).state == DocumentState::there) ++out.done; else out.missing.push_back(need.key);
            }
        }
    }
    return out;
}

namespace {

Person read_person(const db::Statement& row) {
    Person p;
    p.row = row.i64(0);
    p.name = row.string(1);
    p.language = row.string(2);
    p.email = row.string(3);
    p.phone = row.string(4);
    const Json roles = Json::parse(row.text(5), nullptr, false);
    if (roles.is_array()) {
        for (const Json& role : roles)
            if (role.is_string()) p.roles.push_back(role.get<std::string>());
    }
    p.robot = row.boolean(6);
    return p;
}

constexpr std::string_view person_columns = "SELECT id, title, language, email, phone, roles, robot FROM r_person";

}  // namespace

std::vector<Person> people(const Workspace& ws) {
    std::vector<Person> out;
    db::Statement s = ws.db().prepare(std::string(person_columns) + " WHERE deleted_at IS NULL AND robot = 0 OR robot IS NULL AND deleted_at IS NULL ORDER BY id");
    const Status read = s.each([&](db::Statement& row) { out.push_back(read_person(row)); });
    return read.ok() ? out : std::vector<Person>{};
}

std::optional<Person> person(const Workspace& ws, RowId row) {
    db::Statement s = ws.db().prepare(std::string(person_columns) + " WHERE id = ?1");
    s.bind(1, row);
    const auto found = s.step();
    return found.ok() && *found ? std::optional(read_person(s)) : std::nullopt;
}

std::vector<RowId> people_with_role(const Workspace& ws, std::string_view role) {
    std::vector<RowId> out;
    for (const Person& p : people(ws)) {
        if (std::find(p.roles.begin(), p.roles.end(), role) != p.roles.end()) out.push_back(p.row);
    }
    return out;
}

RowId least_loaded(const Workspace& ws, std::string_view role, Instant now) {
    struct Load {
        bool absent = false;
        std::int64_t tasks = 0;
        std::string name;
        Uuid id;
        RowId row = 0;
        auto order() const { return std::tie(absent, tasks, name, id); }
    };
    std::vector<Load> all;
    for (const Person& p : people(ws)) {
        if (std::find(p.roles.begin(), p.roles.end(), role) == p.roles.end()) continue;
        const auto n = ws.db().get_i64("SELECT count(*) FROM r_task WHERE assignee = ?1 AND state = 'open' AND deleted_at IS NULL", p.row);
        all.push_back({is_absent(ws, p.row, now), n.ok() ? n->value_or(0) : 0, p.name, ws.id_of(p.row), p.row});
    }
    const auto least = std::min_element(all.begin(), all.end(), [](const Load& a, const Load& b) { return a.order() < b.order(); });
    return least == all.end() ? 0 : least->row;
}

}  // namespace potok::model
