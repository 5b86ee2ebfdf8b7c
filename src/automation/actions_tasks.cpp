// Steps that give, change and withdraw tasks.
#include "automation/action_parts.h"
#include "automation/times.h"
#include "db/connection.h"
#include "model/absences.h"
#include "model/finished_tasks.h"

namespace potok::automation {

namespace action {

namespace {

Status set_checklist(const ActionContext& c, const TaskStep& s, RowId task) {
    std::int64_t position = 0;
    for (const Text& item : s.checklist) {
        ++position;
        POTOK_CHECK(insert(c, "check_item",
                           {{"title", Value(written(c, item))},
                            {"task", Value(task)},
                            {"position", Value(position)},
                            {"done", Value(false)}},
                           c.step + "/checklist/" + std::to_string(position)));
    }
    return {};
}

// Whoever is absent is stood in for, and the task says for whom.
void set_assignee(const ActionContext& c, const Value& who, Values& values) {
    const Ref* ref = who.as<Ref>();
    const Decimal* number = who.as<Decimal>();
    const Workspace& ws = *c.moment.workspace;
    const auto row = ref ? ws.row_of(ref->id) : number ? number->to_int64() : std::nullopt;
    if (!row) return;
    const RowId present = model::stand_in(ws, *row, c.moment.now);
    values.emplace_back("assignee", Value(present));
    if (present != *row) values.emplace_back("instead_of", Value(*row));
}

Json form_of(const TaskStep& s) {
    Json form;
    if (!s.form.empty() || !s.check.empty()) form["fields"] = Json::array();
    for (const FormField& f : s.form) {
        const bool document = !f.document.empty();
        form["fields"].push_back({{document ? "document" : "field", document ? f.document : f.field}, {"required", f.required}});
    }
    if (!s.check.empty()) {
        form["check"] = s.check;
        form["message"] = s.check_message.json();
    }
    return form;
}

}  // namespace

Status perform_step(const ActionContext& c, const TaskStep& s, RowId& made) {
    Values values = {{"title", Value(written(c, s.title))}};
    if (!s.description.empty()) values.emplace_back("description", Value(written(c, s.description)));
    RowId open = 0;
    if (s.if_open != TaskStep::IfOpen::another) {
        std::string state;
        open = latest_task(c.op.db(), c.moment.record, s.key, state);
        if (state != "open") open = 0;
        // What asks for a decision belongs to its process, whatever its key.
        if (open != 0 && s.kind != "approval") {
            POTOK_TRY(const Value kind, c.op.get(open, type(c, "task"), "kind"));
            if (kind == Value("approval")) open = 0;
        }
    }
    set_assignee(c, person_of(c, s.assignee, s.assignee_role, open), values);
    if (s.due) {
        POTOK_TRY(const Instant due, due_of(*s.due, c.moment, DayMeans::end_of_work));
        values.emplace_back("due", Value(due));
    }
    values.emplace_back("run", Value(c.firing.row));  // the run that gives a task anew has it from then on
    if (open != 0) {
        made = open;
        return s.if_open == TaskStep::IfOpen::keep ? Status() : c.op.update(type(c, "task"), open, values);
    }
    values.emplace_back("record", Value(c.moment.record));
    values.emplace_back("state", Value("open"));
    values.emplace_back("kind", Value(s.kind));
    values.emplace_back("key", Value(s.key));
    values.emplace_back("author", Value(c.moment.workspace->robots()));
    values.emplace_back("by_robot", Value(true));
    if (const Json form = form_of(s); !form.is_null()) values.emplace_back("form", Value(form.dump()));
    POTOK_TRY(made, insert(c, "task", std::move(values), c.step));
    return set_checklist(c, s, made);
}

Status perform_step(const ActionContext& c, const UpdateTaskStep& s, RowId& made) {
    std::string state;
    const RowId open = latest_task(c.op.db(), c.moment.record, s.task, state);
    if (open == 0 || state != "open") return {};
    Values values;
    if (!s.title.empty()) values.emplace_back("title", Value(written(c, s.title)));
    if (!s.description.empty()) values.emplace_back("description", Value(written(c, s.description)));
    set_assignee(c, person_of(c, s.assignee, s.assignee_role, open), values);
    if (s.due) {
        POTOK_TRY(const Instant due, due_of(*s.due, c.moment, DayMeans::end_of_work));
        values.emplace_back("due", Value(due));
    }
    made = open;
    return c.op.update(type(c, "task"), open, values);
}

Status perform_step(const ActionContext& c, const CompleteTaskStep& s, RowId& made) {
    std::string state;
    const RowId open = latest_task(c.op.db(), c.moment.record, s.task, state);
    if (open == 0 || state != "open") return {};
    made = open;
    POTOK_TRY(const Values values, values_of(c, *c.moment.type, s.values));
    return model::finish_task(c.op, open, {values, written(c, s.comment), c.moment.workspace->robots(), s.tick});
}

Status perform_step(const ActionContext& c, const WithdrawTaskStep& s, RowId& made) {
    std::string state;
    made = latest_task(c.op.db(), c.moment.record, s.task, state);
    if (made == 0 || state != "open") return {};
    return withdraw_task(c.op, made, written(c, s.reason));
}

}  // namespace action

Status ask_approver(const ActionContext& c, const ApprovalStep& s, const Value& person, const std::string& part, RowId& made) {
    using namespace action;
    static constexpr const char* comments[] = {"never", "on_refusal", "always"};
    Json form = form_of(s.task);
    form["verdicts"] = s.may_return ? Json{"approve", "reject", "return"} : Json{"approve", "reject"};
    form["comment"] = comments[static_cast<std::size_t>(s.comment)];
    form["automation"] = c.automation.key;
    Values values = {{"title", Value(written(c, s.task.title))},
                     {"record", Value(c.moment.record)},
                     {"state", Value("open")},
                     {"kind", Value("approval")},
                     {"key", Value(s.task.key)},
                     {"author", Value(c.moment.workspace->robots())},
                     {"by_robot", Value(true)},
                     {"run", Value(c.firing.row)},
                     {"form", Value(form.dump())}};
    if (!s.task.description.empty()) values.emplace_back("description", Value(written(c, s.task.description)));
    set_assignee(c, person, values);
    if (s.task.due) {
        POTOK_TRY(const Instant due, due_of(*s.task.due, c.moment, DayMeans::end_of_work));
        values.emplace_back("due", Value(due));
    }
    POTOK_TRY(made, insert(c, "task", std::move(values), part));
    return {};
}

Status withdraw_task(model::Operation& op, RowId task, const std::string& reason) {
    const model::RecordType& t = *op.catalog().type("task");
    POTOK_TRY(const Value state, op.get(task, t, "state"));
    const std::string* word = state.as<std::string>();
    if (!word || *word != "open") return {};
    model::Values values = {{"state", Value("withdrawn")}};
    if (!reason.empty()) values.emplace_back("comment", Value(reason));
    return op.update(t, task, values);
}

RowId latest_task(db::Connection& db, RowId record, const std::string& key, std::string& state) {
    db::Statement s = db.prepare(
        "SELECT id, state FROM r_task WHERE record = ?1 AND key = ?2 AND deleted_at IS NULL ORDER BY id DESC LIMIT 1");
    s.bind_all(record, key);
    const auto found = s.step();
    if (!found.ok() || !*found) return 0;
    state = s.string(1);
    return s.i64(0);
}

std::vector<RowId> open_tasks(db::Connection& db, RowId record, const std::string& key, RowId run) {
    std::vector<RowId> out;
    db::Statement s = db.prepare("SELECT id FROM r_task WHERE record = ?1 AND key = ?2 AND state = 'open' AND deleted_at IS NULL "
                                 "AND run = ?3 ORDER BY id");
    s.bind_all(record, key, run);
    const Status read = s.each([&](db::Statement& row) { out.push_back(row.i64(0)); });
    return read.ok() ? out : std::vector<RowId>{};
}

}  // namespace potok::automation
