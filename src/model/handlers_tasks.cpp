#include "model/finished_tasks.h"
#include "model/handlers.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model::handlers {

namespace {

const RecordType& task_type(Operation& op) {
    return *op.catalog().type("task");
}
const RecordType& check_type(Operation& op) {
    return *op.catalog().type("check_item");
}

Result<std::string> state_of(Operation& op, RowId task) {
    POTOK_TRY(const Value state, op.get(task, task_type(op), "state"));
    const std::string* text = state.as<std::string>();
    return text ? *text : std::string();
}

Result<RowId> record_of(Operation& op, RowId task) {
    POTOK_TRY(const Value ref, op.get(task, task_type(op), "record"));
    const Ref* r = ref.as<Ref>();
    return r ? op.workspace().row_of(r->id).value_or(0) : RowId{0};
}

Status insert_check(Operation& op, RowId task, const std::string& text, std::int64_t position) {
    POTOK_CHECK(op.insert(check_type(op), {{"title", Value(text)},
                                           {"task", Value(task)},
                                           {"position", Value(position)},
                                           {"done", Value(false)}}));
    return {};
}

}  // namespace

Status create_task(Operation& op) {
    Args args(op);
    const RowId record = args.record("record", {}, true);
    const std::string title = args.text("title");
    const RowId assignee = args.record("assignee", "person", true);
    const auto due = args.instant("due", true);
    const std::string description = args.text("description", true);
    const std::string kind = args.text("kind", true);
    const std::vector<std::string> checklist = args.texts("checklist");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::create, task_type(op), 0, {}));
    Values values = {{"title", Value(title)},
                     {"assignee", Value(assignee != 0 ? assignee : op.actor())},
                     {"state", Value("open")},
                     {"kind", Value(kind.empty() ? "todo" : kind)},
                     {"author", Value(op.actor())}};
    if (record != 0) values.emplace_back("record", Value(record));
    if (due) values.emplace_back("due", Value(*due));
    if (!description.empty()) values.emplace_back("description", Value(description));
    POTOK_TRY(op.result, op.insert(task_type(op), values));
    std::int64_t position = 0;
    for (const std::string& text : checklist) POTOK_CHECK(insert_check(op, op.result, text, ++position));
    return {};
}

Status update_task(Operation& op) {
    Args args(op);
    const RowId task = args.record("task", "task");
    Values values;
    if (args.has("title")) values.emplace_back("title", Value(args.text("title")));
    if (args.has("description")) values.emplace_back("description", Value(args.text("description", true)));
    if (args.has("assignee")) values.emplace_back("assignee", Value(args.record("assignee", "person")));
    if (args.has("due")) {
        const auto due = args.instant("due", true);
        values.emplace_back("due", due ? Value(*due) : Value());
    }
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::update, task_type(op), task, {}));
    op.result = task;
    return op.update(task_type(op), task, values);
}

Status complete_task(Operation& op) {
    Args args(op);
    const RowId task = args.record("task", "task");
    const FinishTask how{args.values("values"), args.text("comment", true), op.actor(), false};
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::update, task_type(op), task, {}));
    op.result = task;
    return finish_task(op, task, how);
}

Status reopen_task(Operation& op) {
    Args args(op);
    const RowId task = args.record("task", "task");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::update, task_type(op), task, {}));
    POTOK_TRY(const std::string state, state_of(op, task));
    op.result = task;
    if (state == "open") return {};
    return op.update(task_type(op), task, {{"state", Value("open")}, {"done_at", Value()}, {"done_by", Value()}});
}

Status add_check_item(Operation& op) {
    Args args(op);
    const RowId task = args.record("task", "task");
    const std::string text = args.text("text");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::update, task_type(op), task, {}));
    POTOK_TRY(const std::string state, state_of(op, task));
    if (state != "open") return potok::error("task.not_open", {{"state", state}}, "task");
    auto last = op.db().get_i64("SELECT max(position) FROM r_check_item WHERE task = ?1", task);
    if (!last.ok()) return last.error();
    op.result = task;
    return insert_check(op, task, text, last->value_or(0) + 1);
}

Status set_check_item(Operation& op) {
    Args args(op);
    const RowId item = args.record("item", "check_item");
    const bool done = args.boolean("done");
    POTOK_CHECK(args.status());
    POTOK_TRY(const Value ref, op.get(item, check_type(op), "task"));
    const Ref* r = ref.as<Ref>();
    const RowId task = r ? op.workspace().row_of(r->id).value_or(0) : 0;
    POTOK_CHECK(require_right(op, Verb::update, task_type(op), task, {}));
    POTOK_TRY(const std::string state, state_of(op, task));
    if (state != "open") return potok::error("task.not_open", {{"state", state}}, "item");
    op.result = task;
    return op.update(check_type(op), item, {{"done", Value(done)}, {"done_at", done ? Value(op.now()) : Value()}});
}

}  // namespace potok::model::handlers

namespace potok::model {

using namespace handlers;

// A task closes only when every item of its checklist is done; where the stage asks people for a comment, with one.
Status finish_task(Operation& op, RowId task, const FinishTask& how) {
    POTOK_TRY(const std::string state, state_of(op, task));
    if (state == "done") return {};
    if (state != "open") return potok::error("task.not_open", {{"state", state}}, "task");
    POTOK_TRY(const Value kind, op.get(task, task_type(op), "kind"));
    if (const std::string* word = kind.as<std::string>(); word && *word == "approval") {
        POTOK_TRY(const Value form, op.get(task, task_type(op), "form"));
        if (!form.is_null()) return potok::error("task.decide_instead", {}, "task");
    }
    Error refused = potok::error("task.checklist_open", {}, "task");
    std::vector<RowId> items;
    db::Statement s = op.db().prepare(
        "SELECT id, title FROM r_check_item WHERE task = ?1 AND deleted_at IS NULL AND coalesce(done, 0) = 0 ORDER BY position, id");
    s.bind(1, task);
    POTOK_CHECK(s.each([&](db::Statement& row) {
        items.push_back(row.i64(0));
        refused.details.push_back(potok::error("task.check_item_open", {{"item", row.string(1)}}));
    }));
    refused.args["n"] = std::to_string(items.size());
    if (!items.empty() && !how.tick) return refused;
    for (const RowId item : items) POTOK_CHECK(op.update(check_type(op), item, {{"done", Value(true)}, {"done_at", Value(op.now())}}));
    POTOK_TRY(const RowId record, record_of(op, task));
    if (how.by != op.workspace().robots()) POTOK_CHECK(require_comment(op, record, how.comment));
    Json changes;
    POTOK_CHECK(fill_form(op, task, record, how.values, true, changes));
    Values done = {{"state", Value("done")}, {"done_at", Value(op.now())}, {"done_by", Value(how.by)}};
    if (!how.comment.empty()) done.emplace_back("comment", Value(how.comment));
    POTOK_CHECK(op.update(task_type(op), task, done));
    return record != 0 && how.by != op.workspace().robots() ? add_comment(op, record, how.comment, "task") : Status();
}

}  // namespace potok::model
