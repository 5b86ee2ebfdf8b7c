// Making and opening a workspace: its schema, its catalog and settings.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/core_types.h"
#include "model/schema.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

Status put_text(db::Connection& db, std::string_view key, const std::string& value) {
    return db.run("INSERT INTO workspace(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value", key, value);
}

std::string get_text(db::Connection& db, std::string_view key) {
    auto v = db.get_text("SELECT value FROM workspace WHERE key = ?1", key);
    return v.ok() ? v->value_or("") : "";
}

// Engine tables of the reactor are numbered from here when they bring no number of their own.
constexpr RowId first_engine_type = 100;

std::vector<RecordType> fixed_types(const Environment& environment) {
    std::vector<RecordType> types = core_types();
    if (!environment.reactor) return types;
    RowId next = first_engine_type;
    for (RecordType& t : environment.reactor->tables()) {
        if (t.id == 0) t.id = next;
        next = t.id + 1;
        types.push_back(std::move(t));
    }
    return types;
}

Result<std::shared_ptr<const Zone>> zone_for(const Environment& environment, const std::string& name) {
    if (name == "UTC") return utc_zone();
    if (!environment.zones) return error("zone.unknown", {{"zone", name}});
    return environment.zones->find(name);
}

}  // namespace

Status Workspace::Impl::load_catalog() {
    // Once: who holds a field of one of them (a page, amid a frame) holds it across an undo, too.
    for (RecordType& t : fixed_types(environment))
        if (!catalog.type(t.key)) catalog.put_core(std::move(t));
    std::vector<Definition> stored;
    {
        db::Statement s = db->prepare("SELECT id, kind, key, pack, version, body FROM e_definition ORDER BY id");
        POTOK_CHECK(s.each([&](db::Statement& row) {
            stored.push_back({row.i64(0), row.string(1), row.string(2), row.string(3), row.i32(4), Json::parse(row.text(5), nullptr, false)});
        }));
    }
    // What an undone or refused operation had put there goes away again.
    std::vector<std::pair<std::string, std::string>> gone;
    for (const Definition& d : catalog.definitions()) {
        if (std::none_of(stored.begin(), stored.end(), [&](const Definition& s) { return s.kind == d.kind && s.key == d.key; }))
            gone.emplace_back(d.kind, d.key);
    }
    for (const auto& [kind, key] : gone) catalog.remove(kind, key);
    // Types first: pipelines speak of them.
    std::stable_partition(stored.begin(), stored.end(), [](const Definition& d) { return d.kind == "type"; });
    for (Definition& d : stored) {
        const Definition* known = catalog.definition(d.kind, d.key);
        if (known && known->version == d.version && known->body == d.body) continue;
        POTOK_CHECK(catalog.put(std::move(d)));
    }
    return {};
}

Status Workspace::Impl::load_settings() {
    settings.clear();
    settings_tree.reset();
    db::Statement s = db->prepare("SELECT key, value FROM e_setting");
    return s.each([&](db::Statement& row) {
        auto v = value_from_json(Json::parse(row.text(1), nullptr, false));
        if (v.ok()) settings[row.string(0)] = *v;
    });
}

Result<std::unique_ptr<Workspace>> Workspace::create(std::unique_ptr<db::Connection> connection, WorkspaceInfo info,
                                                     std::string_view administrator, Environment environment, Instant now) {
    assert(environment.random);
    POTOK_TRY(auto zone, zone_for(environment, info.zone));
    if (info.id.is_nil()) info.id = make_v7(now, *environment.random);
    {
        db::Connection& db = *connection;
        POTOK_CHECK(db::migrate(db, schema_steps()));
        POTOK_TRY(auto transaction, db.begin());
        for (const RecordType& t : fixed_types(environment)) POTOK_CHECK(storage::ensure_table(db, t));
        POTOK_CHECK(put_text(db, "name", info.name));
        POTOK_CHECK(put_text(db, "zone", info.zone));
        POTOK_CHECK(put_text(db, "language", std::string(code(info.language))));
        POTOK_CHECK(put_text(db, "currency", info.currency));
        POTOK_CHECK(put_text(db, "id", info.id.str()));
        const auto add_person = [&](std::string_view name, bool robot) -> Result<RowId> {
            const Uuid id = make_v7(now, *environment.random);
            POTOK_CHECK(db.run("INSERT INTO record(uid, type) VALUES(?1, 1)", id));
            const RowId row = db.last_insert_id();
            POTOK_CHECK(db.run("INSERT INTO r_person(id, title, roles, robot, created_at) VALUES(?1, ?2, ?3, ?4, ?5)", row, name,
                               std::string(robot ? "[]" : "[\"administrator\"]"), robot ? 1 : 0, now.ms));
            return row;
        };
        POTOK_TRY(const RowId admin, add_person(administrator, false));
        POTOK_TRY(const RowId robots, add_person("Potok", true));
        POTOK_CHECK(put_text(db, "administrator", std::to_string(admin)));
        POTOK_CHECK(put_text(db, "robots", std::to_string(robots)));
        POTOK_CHECK(transaction.commit());
    }
    return open(std::move(connection), std::move(environment));
}

Result<bool> Workspace::is_of_earlier_version(db::Connection& db) {
    POTOK_TRY(const db::SchemaVersion found, db::schema_version(db));
    if (found.application_id != db::workspace_application_id) return error("workspace.not_one");
    const int known = static_cast<int>(schema_steps().size());
    if (found.version > known)
        return error("db.newer_schema", {{"found", std::to_string(found.version)}, {"known", std::to_string(known)}});
    return found.version < known;
}

Result<std::unique_ptr<Workspace>> Workspace::open(std::unique_ptr<db::Connection> connection, Environment environment) {
    assert(environment.random);
    auto impl = std::make_unique<Impl>();
    impl->db = std::move(connection);
    impl->ids = std::make_unique<RecordIds>(*impl->db);
    impl->environment = std::move(environment);
    db::Connection& db = *impl->db;
    POTOK_TRY(const bool earlier, is_of_earlier_version(db));
    if (earlier) POTOK_CHECK(db::migrate(db, schema_steps()));
    impl->info.name = get_text(db, "name");
    impl->info.zone = get_text(db, "zone");
    impl->info.currency = get_text(db, "currency");
    POTOK_TRY(impl->info.language, language_from(get_text(db, "language")));
    POTOK_TRY(impl->info.id, Uuid::parse(get_text(db, "id")));
    POTOK_TRY(impl->zone, zone_for(impl->environment, impl->info.zone));
    impl->administrator = std::strtoll(get_text(db, "administrator").c_str(), nullptr, 10);
    impl->robots = std::strtoll(get_text(db, "robots").c_str(), nullptr, 10);
    // Tables of a newer engine than the one that made the file.
    {
        POTOK_TRY(auto transaction, db.begin());
        for (const RecordType& t : fixed_types(impl->environment)) POTOK_CHECK(storage::ensure_table(db, t));
        POTOK_CHECK(transaction.commit());
    }
    POTOK_CHECK(impl->load_catalog());
    POTOK_CHECK(impl->load_settings());
    auto operations = db.get_i64("SELECT max(id) FROM operation");
    auto changes = db.get_i64("SELECT max(id) FROM change");
    if (!operations.ok()) return operations.error();
    if (!changes.ok()) return changes.error();
    impl->next_operation = operations->value_or(0) + 1;
    impl->next_change = changes->value_or(0) + 1;
    return std::unique_ptr<Workspace>(new Workspace(std::move(impl)));
}

}  // namespace potok::model
