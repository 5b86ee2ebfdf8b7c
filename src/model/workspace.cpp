#include "model/workspace.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/core_types.h"
#include "model/handlers.h"
#include "model/rights.h"
#include "model/schema.h"
#include "model/stage_visits.h"
#include "model/workspace_impl.h"

namespace potok::model {

Workspace::Workspace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workspace::~Workspace() = default;

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
        POTOK_CHECK(follow_stages(*db, op.changes(), op.now()));
        ++next_operation;
        return {};
    };
    const Command tick{"tick", Json::object()};
    Status status;
    // A preview runs what is due as `apply` would, and takes it back with all else.
    while (!keep && status.ok() && is_due(self, command, now)) {
        Operation first(self, tick, robots, now, next_operation, make_v7(now, *environment.random));
        status = carry_out(first);
        if (first.changes().empty()) break;
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
    while (impl_->is_due(*this, command, now)) {
        POTOK_TRY(const bool more, run_due(now));
        if (!more) break;
    }
    auto outcome = impl_->run(*this, command, actor, now, true);
    if (!outcome.ok() || outcome->operation == 0) return outcome;
    const std::map<int, Listener> listeners = impl_->listeners;  // a listener may leave while being called
    for (const auto& [handle, listener] : listeners) listener(*outcome);
    return outcome;
}

Result<bool> Workspace::run_due(Instant now) {
    POTOK_TRY(const Outcome outcome, apply(Command{"tick", Json::object()}, impl_->robots, now));
    if (outcome.operation == 0) return false;  // it came to nothing, and would again
    const auto next = impl_->environment.reactor ? impl_->environment.reactor->next_due(*this) : std::nullopt;
    return next && *next <= now;
}

Result<bool> Workspace::tend() {
    constexpr int pages = 64;  // that one step may write
    if (impl_->read_only) return false;
    const std::int64_t before = impl_->db->total_changes();
    POTOK_CHECK(impl_->db->run("INSERT INTO search(search, rank) VALUES('merge', ?1)", pages));
    return impl_->db->total_changes() - before >= 2;  // as FTS5 tells that it found something to merge
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
const DocumentMaker* Workspace::documents() const { return impl_->environment.documents; }
const Zone& Workspace::zone() const { return *impl_->zone; }
const std::shared_ptr<const ZoneTable>& Workspace::zones() const { return impl_->environment.zones; }
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
    if (!environment.documents) environment.documents = impl_->environment.documents;
    POTOK_TRY(db::Connection copy, impl_->db->clone_to_memory());
    return open(std::make_unique<db::Connection>(std::move(copy)), std::move(environment));
}

}  // namespace potok::model
