// Workspace: one company's records, history and definitions in one SQLite database. `apply` is the only writer.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/command.h"
#include "model/operation.h"
#include "model/reactor.h"

namespace potok::db {
class Connection;
}

namespace potok::model {

class DocumentMaker;

struct Environment {
    Random* random = nullptr;                            // for public ids
    std::shared_ptr<const ZoneTable> zones;              // IANA zones
    Reactor* reactor = nullptr;                          // may be null in tests of the model alone
    const DocumentMaker* documents = nullptr;            // null: no documents are made here
};

struct WorkspaceInfo {
    std::string name;
    std::string zone = "Europe/Warsaw";   // IANA
    Language language = Language::en;     // of what automation writes
    std::string currency = "PLN";
    Uuid id;
};

class Workspace {
public:
    // Creates the tables in an empty database, with one person, who is administrator.
    static Result<std::unique_ptr<Workspace>> create(std::unique_ptr<db::Connection> db, WorkspaceInfo info,
                                                     std::string_view administrator, Environment environment, Instant now);
    // Brings a file of an earlier version up to this one's schema, in one transaction.
    // Errors: workspace.not_one (not our file), db.newer_schema, db.migration, db.* .
    static Result<std::unique_ptr<Workspace>> open(std::unique_ptr<db::Connection> db, Environment environment);
    // Whether `open` would change the schema: the moment to make safe what is there. Errors as above
    static Result<bool> is_of_earlier_version(db::Connection& db);
    ~Workspace();

    // Carries out one command as `actor` (row of a person) at `now`, in one transaction together with what the automation does
    // because of it. A refusal changes nothing and says why. Timers due at or before `now` run first, as a `tick` of their own:
    // what is due comes before what is done at the same instant.
    Result<Outcome> apply(const Command& command, RowId actor, Instant now);
    // The same, timers that are due included, and rolled back: what would happen. The outcome holds the command's own changes.
    Result<Outcome> preview(const Command& command, RowId actor, Instant now);

    // While there is a reason, apply and preview refuse with workspace.read_only (the reason as detail); reading goes on.
    // Whoever keeps the workspace sets it when what is committed can no longer be made safe.
    Status set_read_only(std::optional<Error> reason);
    const std::optional<Error>& read_only() const;

    // Whoever shows something listens; called after commit, with every operation's outcome.
    using Listener = std::function<void(const Outcome&)>;
    int listen(Listener listener);
    void unlisten(int handle);

    // Runs what is due at `now`, a slice at a time, each in a transaction of its own; false: nothing is left to run.
    Result<bool> run_due(Instant now);

    // A step of the care that commands leave to quiet moments: merging the full text of many commits. Some milliseconds at most;
    // says whether there is more to do. Nothing while read-only.
    Result<bool> tend();

    const WorkspaceInfo& info() const;
    const Catalog& catalog() const;
    db::Connection& db() const;       // for model/ and automation/ queries only
    Reactor* reactor() const;
    const DocumentMaker* documents() const;              // may be null
    const Zone& zone() const;
    const std::shared_ptr<const ZoneTable>& zones() const;  // for a copy; may be null
    const WorkingCalendar& working_calendar(std::string_view key = {}) const;  // the workspace's own when empty
    Value setting(std::string_view key) const;                                  // its default when never set
    RowId administrator() const;
    RowId robots() const;             // the automation's own person

    // Where its history stands; row 0 and nil before the first operation.
    struct Mark {
        RowId operation = 0;
        Uuid id;
    };
    Result<Mark> mark() const;
    // The database under it has become another state of the same workspace, past this object: a tab that follows another one
    // (sync/follower.h). What came after `known` is told to the listeners, together with `taken_back`: changes that they were
    // told of and that are no longer there. error: workspace.another (its history does not go on from `known`, as where a copy
    // was restored: open it anew)
    Status replaced(const Mark& known, std::vector<Change> taken_back);
    // Back to the state of that mark, row by row and number by number, as if nothing had been done since (take_back.cpp). What was
    // taken back is told to the listeners. errors: workspace.another (no such operation), history.unreadable
    Status take_back(const Mark& to);

    std::optional<RowId> row_of(const Uuid& id) const;
    Uuid id_of(RowId record) const;   // nil when unknown
    const RecordType* type_of(RowId record) const;

    // SHA-256 over all change rows in canonical form: equal for equal history, native and WebAssembly.
    std::string history_hash() const;
    // A copy in memory, with its own catalog: for dry runs. `environment` gives it its own reactor.
    Result<std::unique_ptr<Workspace>> clone(Environment environment) const;

    struct Impl;                      // workspace_impl.h, inside model/ only
    Impl& impl() const { return *impl_; }

private:
    explicit Workspace(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace potok::model
