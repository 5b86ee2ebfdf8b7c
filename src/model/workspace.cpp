#include "model/workspace.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/core_types.h"
#include "model/handlers.h"
#include "model/rights.h"
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
    for (RecordType& t : fixed_types(environment)) catalog.put_core(std::move(t));
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

Workspace::Workspace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workspace::~Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::create(std::unique_ptr<db::Connection> connection, WorkspaceInfo info,
                                                     std::string_view administrator, Environment environment, Instant now) {
    assert(environment.random);
    POTOK_TRY(auto zone, zone_for(environment, info.zone));
    if (info.id.is_nil()) info.id = make_v7(now, *environment.random);
    {
        db::Connection& db = *connection;
        POTOK_TRY(auto transaction, db.begin());
        POTOK_CHECK(storage::create_schema(db));
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
        POTOK_CHECK(db.exec("PRAGMA application_id = " + std::to_string(storage::application_id) +
                            "; PRAGMA user_version = " + std::to_string(storage::schema_version)));
        POTOK_CHECK(transaction.commit());
    }
    return open(std::move(connection), std::move(environment));
}

Result<std::unique_ptr<Workspace>> Workspace::open(std::unique_ptr<db::Connection> connection, Environment environment) {
    assert(environment.random);
    auto impl = std::make_unique<Impl>();
    impl->db = std::move(connection);
    impl->ids = std::make_unique<RecordIds>(*impl->db);
    impl->environment = std::move(environment);
    db::Connection& db = *impl->db;
    auto application = db.get_i64("PRAGMA application_id");
    if (!application.ok()) return application.error();
    if (application->value_or(0) != storage::application_id) return error("workspace.not_one");
    auto version = db.get_i64("PRAGMA user_version");
    if (!version.ok()) return version.error();
    if (version->value_or(0) > storage::schema_version)
        return error("db.newer_schema", {{"found", std::to_string(version->value_or(0))}, {"known", std::to_string(storage::schema_version)}});
    impl->info.name = get_text(db, "name");
    impl->info.zone = get_text(db, "zone");
    impl->info.currency = get_text(db, "currency");
    POTOK_TRY(impl->info.language, language_from(get_text(db, "language")));
    POTOK_TRY(impl->info.id, Uuid::parse(get_text(db, "id")));
    POTOK_TRY(impl->zone, zone_for(impl->environment, impl->info.zone));
    impl->administrator = std::strtoll(get_text(db, "administrator").c_str(), nullptr, 10);
    impl->robots = std::strtoll(get_text(db, "robots").c_str(), nullptr, 10);
    // Tables of a newer engine than the one that made the file.
    for (const RecordType& t : fixed_types(impl->environment)) POTOK_CHECK(storage::ensure_table(db, t));
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

Result<Outcome> Workspace::Impl::run(Workspace& self, const Command& command, RowId actor, Instant now, bool keep) {
    const RowId operation_before = next_operation, change_before = next_change;
    catalog_touched = false;
    POTOK_TRY(auto transaction, db->begin());
    const auto carry_out = [&](Operation& op) -> Status {
        POTOK_CHECK(dispatch(op));
        // An undo is the inverse of what automation did, too: nothing may answer to it.
        if (environment.reactor && op.command().name != "undo") {
            std::size_t seen = 0;
            while (seen < op.changes().size()) {
                const std::vector<Change> news(op.changes().begin() + static_cast<std::ptrdiff_t>(seen), op.changes().end());
                seen = op.changes().size();
                POTOK_CHECK(environment.reactor->react(op, news));
            }
        }
        if (op.changes().empty()) return {};
        POTOK_CHECK(write_history(*this, op, op.public_id()));
        POTOK_CHECK(index_for_search(*this, op.changes()));
        ++next_operation;
        return {};
    };
    const Command tick{"tick", Json::object()};
    Status status;
    // A preview runs what is due as `apply` would, and takes it back with all else.
    if (!keep && is_due(self, command, now)) {
        Operation first(self, tick, robots, now, next_operation, make_v7(now, *environment.random));
        status = carry_out(first);
    }
    const Uuid id = command.id.is_nil() ? make_v7(now, *environment.random) : command.id;
    Operation op(self, command, actor, now, next_operation, id);
    if (status.ok()) status = carry_out(op);
    if (status.ok() && keep && !op.changes().empty()) status = transaction.commit();
    const bool kept = status.ok() && keep && !op.changes().empty();
    if (!kept) {
        transaction.rollback();
        ids->forget();
        next_operation = operation_before;
        next_change = change_before;
    }
    if (catalog_touched) {
        if (!kept || command.name == "undo") POTOK_CHECK(load_catalog());
        POTOK_CHECK(load_settings());
    }
    if (!status.ok()) return status.error();
    Outcome outcome;
    outcome.operation = kept ? op.id() : 0;
    outcome.operation_id = id;
    outcome.record = op.result;
    outcome.changes = std::move(op.changes_);
    outcome.problems = std::move(op.problems);
    return outcome;
}

Result<bool> Workspace::Impl::carried_out(const Uuid& operation) const {
    POTOK_TRY(const auto row, db->get_i64("SELECT id FROM operation WHERE uid = ?1", operation));
    return row.has_value();
}

// Are there timers to run first? What is due comes before what is done at the same instant.
bool Workspace::Impl::is_due(Workspace& self, const Command& command, Instant now) const {
    if (!environment.reactor || command.name == "tick") return false;
    const auto due = environment.reactor->next_due(self);
    return due && *due <= now;
}

namespace {

Error refused_for(const Error& reason) {
    Error refused = error("workspace.read_only");
    refused.details.push_back(reason);
    return refused;
}

}  // namespace

// The database refuses as well: nobody writes past the commands.
Status Workspace::set_read_only(std::optional<Error> reason) {
    impl_->read_only = std::move(reason);
    return impl_->db->set_query_only(impl_->read_only.has_value());
}

const std::optional<Error>& Workspace::read_only() const { return impl_->read_only; }

Result<Outcome> Workspace::apply(const Command& command, RowId actor, Instant now) {
    if (impl_->read_only) return refused_for(*impl_->read_only);
    if (!command.id.is_nil()) {
        POTOK_TRY(const bool done, impl_->carried_out(command.id));
        if (done) {
            Outcome repeat;
            repeat.operation_id = command.id;
            return repeat;
        }
    }
    if (impl_->is_due(*this, command, now)) POTOK_CHECK(apply(Command{"tick", Json::object()}, impl_->robots, now));
    auto outcome = impl_->run(*this, command, actor, now, true);
    if (!outcome.ok() || outcome->operation == 0) return outcome;
    const std::map<int, Listener> listeners = impl_->listeners;  // a listener may leave while being called
    for (const auto& [handle, listener] : listeners) listener(*outcome);
    return outcome;
}

Result<Outcome> Workspace::preview(const Command& command, RowId actor, Instant now) {
    if (impl_->read_only) return refused_for(*impl_->read_only);
    return impl_->run(*this, command, actor, now, false);
}

int Workspace::listen(Listener listener) {
    impl_->listeners[impl_->next_listener] = std::move(listener);
    return impl_->next_listener++;
}

void Workspace::unlisten(int handle) {
    impl_->listeners.erase(handle);
}

const WorkspaceInfo& Workspace::info() const { return impl_->info; }
const Catalog& Workspace::catalog() const { return impl_->catalog; }
db::Connection& Workspace::db() const { return *impl_->db; }
Reactor* Workspace::reactor() const { return impl_->environment.reactor; }
const Zone& Workspace::zone() const { return *impl_->zone; }
RowId Workspace::administrator() const { return impl_->administrator; }
RowId Workspace::robots() const { return impl_->robots; }

const WorkingCalendar& Workspace::working_calendar(std::string_view key) const {
    if (impl_->calendars_version != impl_->catalog.version()) {
        impl_->calendars.clear();
        impl_->calendars_version = impl_->catalog.version();
    }
    const Definition* definition = nullptr;
    for (const Definition* d : impl_->catalog.definitions_of("calendar")) {
        if (key.empty() || d->key == key) {
            definition = d;
            break;
        }
    }
    const std::string name = definition ? definition->key : std::string();
    const auto it = impl_->calendars.find(name);
    if (it != impl_->calendars.end()) return it->second;
    WorkingCalendarData data;
    if (definition) {
        auto parsed = WorkingCalendar::parse(definition->body);
        if (parsed.ok()) data = std::move(parsed).value();
    } else {  // no calendar installed: Monday to Friday, nine to six
        const std::int32_t hour = 3'600'000;
        for (int day = 1; day <= 5; ++day) data.week[day] = {{TimeOfDay{9 * hour}, TimeOfDay{18 * hour}}};
    }
    return impl_->calendars.emplace(name, WorkingCalendar(std::move(data), impl_->zone)).first->second;
}

Value Workspace::setting(std::string_view key) const {
    const auto it = impl_->settings.find(std::string(key));
    if (it != impl_->settings.end()) return it->second;
    const Setting* s = impl_->catalog.setting(key);
    return s ? s->default_value : Value();
}

std::optional<RowId> Workspace::row_of(const Uuid& id) const {
    return impl_->ids->row_of(id);
}

Uuid Workspace::id_of(RowId record) const {
    return impl_->ids->uid_of(record).value_or(Uuid{});
}

const RecordType* Workspace::type_of(RowId record) const {
    const auto found = impl_->ids->find(record);
    return found ? impl_->catalog.type(found->type) : nullptr;
}

Result<std::unique_ptr<Workspace>> Workspace::clone(Environment environment) const {
    POTOK_TRY(db::Connection copy, impl_->db->clone_to_memory());
    return open(std::make_unique<db::Connection>(std::move(copy)), std::move(environment));
}

}  // namespace potok::model
