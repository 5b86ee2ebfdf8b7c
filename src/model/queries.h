// Reading a workspace: what views, scenarios and the command line ask. No SQL above this floor.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/workspace.h"

namespace potok::model {

// --- one record -------------------------------------------------------------------------------------------------------
struct Record {
    RowId row = 0;
    Uuid id;
    const RecordType* type = nullptr;
    std::vector<std::pair<std::string, Value>> values;  // every field of the type in its order; references as Ref
    bool deleted = false;

    const Value& get(std::string_view field) const;  // null Value when there is none
    std::string title() const;
    std::string text(std::string_view field) const;  // "" when not text
};

std::optional<Record> record(const Workspace& ws, RowId row);
// Living records whose `field` equals `value`, in order of creation.
std::vector<RowId> find_records(const Workspace& ws, std::string_view type, std::string_view field, const Value& value);
std::vector<RowId> all_records(const Workspace& ws, std::string_view type);  // living, in order of creation
std::vector<RowId> newest_records(const Workspace& ws, std::string_view type, int limit);  // living, newest first
std::string title_of(const Workspace& ws, RowId row);
// How much of what a gate or the pipeline asks for is there.
struct Completeness {
    int done = 0, total = 0;
    std::vector<std::string> missing;  // field keys
};
Completeness completeness(const Workspace& ws, const Record& record);

// What stands between a record and a stage, without moving it: the same errors `move` would give as details.
std::vector<Error> missing_for(Workspace& ws, RowId record, std::string_view stage, Instant now);
// May `actor` do this? Same code as apply uses.
bool may(Workspace& ws, RowId actor, Verb verb, const RecordType& type, RowId record, std::string_view field = {});

// --- people -----------------------------------------------------------------------------------------------------------
struct Person {
    RowId row = 0;
    std::string name, language, email, phone;
    std::vector<std::string> roles;
    bool robot = false;
};
std::vector<Person> people(const Workspace& ws);  // without the robots' own person
std::optional<Person> person(const Workspace& ws, RowId row);
std::vector<RowId> people_with_role(const Workspace& ws, std::string_view role);
// Of those with the role the one with the fewest open tasks; among equals the first by name, then by public id. 0: nobody has it.
// Whoever is absent at that moment comes after all who are not.
RowId least_loaded(const Workspace& ws, std::string_view role, Instant now);

// --- tasks ------------------------------------------------------------------------------------------------------------
struct CheckItem {
    RowId row = 0;
    std::string text;
    bool done = false;
    std::optional<Instant> done_at;
};
struct Task {
    RowId row = 0, record = 0, assignee = 0, author = 0, done_by = 0;
    std::string key;    // step that made it ("ceilings.sign_contract"), empty when made by hand
    std::string kind;   // "todo", "control", "call", "approval"
    std::string title, description, state;  // state: "open", "done", "withdrawn"
    std::string record_title;
    std::optional<Instant> due, done_at;
    Instant created_at;
    int checks_done = 0, checks_total = 0;
    bool by_robot = false;
};
struct TaskFilter {
    std::optional<RowId> assignee, record;
    bool open_only = true;
};
std::vector<Task> tasks(const Workspace& ws, const TaskFilter& filter);  // by due, those without last
std::optional<Task> task(const Workspace& ws, RowId row);
std::vector<CheckItem> check_items(const Workspace& ws, RowId task);

// --- what happened ----------------------------------------------------------------------------------------------------
struct TimelineEntry {
    RowId operation = 0, change = 0, actor = 0;
    Uuid operation_id;
    Instant at;
    std::string actor_name;
    std::string automation;        // key of the automation, when it was one
    std::string command;           // what the person did
    Change::Kind kind = Change::Kind::updated;
    const RecordType* type = nullptr;
    RowId row = 0;
    std::vector<Change::Delta> deltas;
    bool undone = false;
};
// Newest first; `before` = change row to continue from.
std::vector<TimelineEntry> timeline(const Workspace& ws, RowId record, int limit, std::optional<RowId> before = {});
struct OperationInfo {
    RowId row = 0, actor = 0;
    Uuid id;
    Instant at;
    std::string command;
    Json args;
    bool undone = false, is_undo = false;
};
std::vector<OperationInfo> operations(const Workspace& ws, int limit);  // newest first
std::optional<OperationInfo> last_undoable(const Workspace& ws, RowId actor);

// --- files, messages, notifications, payments --------------------------------------------------------------------------
struct Attachment {
    RowId row = 0, record = 0;
    std::string field, name, media_type, sha256, kind;
    std::int64_t size = 0;
    Instant created_at;
    RowId author = 0;
};
std::vector<Attachment> attachments(const Workspace& ws, RowId record);
// SHA-256 in hexadecimal of every file that is attached (to a deleted record as well: it may be restored), or was until `since`:
// undo may bring it back. A failure is told, not an empty answer: what is not in it is thrown away.
Result<std::set<std::string>> files_in_use(const Workspace& ws, Instant since);
struct Message {
    RowId row = 0, record = 0;
    std::string channel, to, text, state, automation;  // state: "queued", "sent", "failed", "withdrawn"
    Instant created_at;
};
std::vector<Message> messages(const Workspace& ws, std::optional<RowId> record);
struct Notification {
    RowId row = 0, person = 0, record = 0;
    std::string text;
    Instant at;
    bool read = false;
};
std::vector<Notification> notifications(const Workspace& ws, RowId person, bool unread_only);

// --- resources and bookings --------------------------------------------------------------------------------------------
struct Resource {
    RowId row = 0;
    std::string name, kind;  // kind: "crew", "person", "room" …
};
std::vector<Resource> resources(const Workspace& ws, std::string_view kind = {});
struct Booking {
    RowId row = 0, resource = 0, record = 0;
    std::string title, resource_name, record_title, stage;
    Instant from, to;
};
std::vector<Booking> bookings(const Workspace& ws, Instant from, Instant to);  // overlapping [from, to), by start
std::vector<Booking> bookings_of(const Workspace& ws, RowId record);
struct Event {
    RowId row = 0, record = 0, person = 0;
    std::string title, record_title;
    Instant from, to;
};
std::vector<Event> events(const Workspace& ws, Instant from, Instant to);  // overlapping [from, to), by start
std::vector<Booking> booking_conflicts(const Workspace& ws, RowId resource, Instant from, Instant to, RowId except = 0);

// --- search -----------------------------------------------------------------------------------------------------------
struct SearchHit {
    RowId row = 0;
    const RecordType* type = nullptr;
    std::string title, context;
};
// Every word is a prefix; folded as base/text.h says; best first. Hits in tasks, comments … name their record too.
// `type`: only records of that type; empty: of every type.
std::vector<SearchHit> search(const Workspace& ws, std::string_view text, int limit = 50, std::string_view type = {});

}  // namespace potok::model
