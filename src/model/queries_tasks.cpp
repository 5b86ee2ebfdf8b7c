#include "model/calendar_period.h"
#include "model/queries.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

constexpr std::string_view task_columns =
    "SELECT id, record, assignee, author, done_by, key, kind, title, description, state, due, done_at, created_at, by_robot, "
    "(SELECT count(*) FROM r_check_item c WHERE c.task = t.id AND c.deleted_at IS NULL), "
    "(SELECT count(*) FROM r_check_item c WHERE c.task = t.id AND c.deleted_at IS NULL AND c.done = 1) FROM r_task t";

Task read_task(const Workspace& ws, const db::Statement& row) {
    Task t;
    t.row = row.i64(0);
    t.record = row.i64(1);
    t.assignee = row.i64(2);
    t.author = row.i64(3);
    t.done_by = row.i64(4);
    t.key = row.string(5);
    t.kind = row.string(6);
    t.title = row.string(7);
    t.description = row.string(8);
    t.state = row.string(9);
    t.due = row.maybe_instant(10);
    t.done_at = row.maybe_instant(11);
    t.created_at = row.instant(12);
    t.by_robot = row.boolean(13);
    t.checks_total = row.i32(14);
    t.checks_done = row.i32(15);
    if (t.record != 0) t.record_title = title_of(ws, t.record);
    return t;
}

}  // namespace

std::vector<Task> tasks(const Workspace& ws, const TaskFilter& filter) {
    std::string sql = std::string(task_columns) + " WHERE deleted_at IS NULL";
    if (filter.open_only) sql += " AND state = 'open'";
    if (filter.assignee) sql += " AND assignee = ?1";
    if (filter.record) sql += " AND record = ?2";
    db::Statement s = ws.db().prepare(sql + " ORDER BY due IS NULL, due, id");
    if (filter.assignee) s.bind(1, *filter.assignee);
    if (filter.record) s.bind(2, *filter.record);
    std::vector<Task> out;
    const Status read = s.each([&](db::Statement& row) { out.push_back(read_task(ws, row)); });
    return read.ok() ? out : std::vector<Task>{};
}

std::vector<Task> tasks_due(const Workspace& ws, Instant from, Instant to, std::optional<RowId> assignee) {
    std::string sql = std::string(task_columns) + " WHERE deleted_at IS NULL AND state = 'open' AND due >= ?1 AND due < ?2";
    if (assignee) sql += " AND assignee = ?3";
    db::Statement s = ws.db().prepare(sql + " ORDER BY due, id");
    s.bind(1, from).bind(2, to);
    if (assignee) s.bind(3, *assignee);
    std::vector<Task> out;
    const Status read = s.each([&](db::Statement& row) { out.push_back(read_task(ws, row)); });
    return read.ok() ? out : std::vector<Task>{};
}

std::optional<Task> task(const Workspace& ws, RowId row) {
    db::Statement s = ws.db().prepare(std::string(task_columns) + " WHERE id = ?1");
    s.bind(1, row);
    const auto found = s.step();
    return found.ok() && *found ? std::optional(read_task(ws, s)) : std::nullopt;
}

std::vector<CheckItem> check_items(const Workspace& ws, RowId task) {
    std::vector<CheckItem> out;
    db::Statement s = ws.db().prepare(
        "SELECT id, title, done, done_at FROM r_check_item WHERE task = ?1 AND deleted_at IS NULL ORDER BY position, id");
    s.bind(1, task);
    const Status read = s.each([&](db::Statement& row) {
        out.push_back({row.i64(0), row.string(1), row.boolean(2), row.maybe_instant(3)});
    });
    return read.ok() ? out : std::vector<CheckItem>{};
}

std::vector<Attachment> attachments(const Workspace& ws, RowId record) {
    std::vector<Attachment> out;
    db::Statement s = ws.db().prepare(
        "SELECT id, field, title, media_type, sha256, kind, size, created_at, created_by FROM r_attachment "
        "WHERE record = ?1 AND deleted_at IS NULL ORDER BY id");
    s.bind(1, record);
    const Status read = s.each([&](db::Statement& row) {
        Attachment a;
        a.row = row.i64(0);
        a.record = record;
        a.field = row.string(1);
        a.name = row.string(2);
        a.media_type = row.string(3);
        a.sha256 = row.string(4);
        a.kind = row.string(5);
        a.size = row.i64(6);
        a.created_at = row.instant(7);
        a.author = row.i64(8);
        out.push_back(std::move(a));
    });
    return read.ok() ? out : std::vector<Attachment>{};
}

Result<std::set<std::string>> files_in_use(const Workspace& ws, Instant since) {
    std::set<std::string> out;
    db::Statement s = ws.db().prepare("SELECT sha256 FROM r_attachment WHERE deleted_at IS NULL OR deleted_at >= ?1");
    s.bind(1, since);
    POTOK_CHECK(s.each([&](db::Statement& row) { out.insert(row.string(0)); }));
    return out;
}

std::vector<Message> messages(const Workspace& ws, std::optional<RowId> record) {
    std::vector<Message> out;
    db::Statement s = ws.db().prepare(
        std::string("SELECT id, record, channel, \"to\", text, state, automation, created_at FROM r_message WHERE deleted_at IS NULL") +
        (record ? " AND record = ?1" : "") + " ORDER BY id");
    if (record) s.bind(1, *record);
    const Status read = s.each([&](db::Statement& row) {
        out.push_back({row.i64(0), row.i64(1), row.string(2), row.string(3), row.string(4), row.string(5), row.string(6), row.instant(7)});
    });
    return read.ok() ? out : std::vector<Message>{};
}

std::vector<Notification> notifications(const Workspace& ws, RowId person, bool unread_only) {
    std::vector<Notification> out;
    db::Statement s = ws.db().prepare(
        std::string("SELECT id, record, text, created_at, read_at FROM r_notification WHERE person = ?1 AND deleted_at IS NULL") +
        (unread_only ? " AND read_at IS NULL" : "") + " ORDER BY id DESC");
    s.bind(1, person);
    const Status read = s.each([&](db::Statement& row) {
        out.push_back({row.i64(0), person, row.i64(1), row.string(2), row.instant(3), !row.is_null(4)});
    });
    return read.ok() ? out : std::vector<Notification>{};
}

}  // namespace potok::model
