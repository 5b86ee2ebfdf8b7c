// Decisions of people in processes: what a task of an approval asks, and the forms of tasks.
#include <algorithm>

#include "model/absences.h"
#include "model/document_checklist.h"
#include "model/handlers.h"
#include "model/message_text.h"
#include "model/queries.h"
#include "model/record_context.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model::handlers {

namespace {

struct OpenTask {
    RowId record = 0, assignee = 0;
    Json form;
    Value title, key, run, instead_of;
};

RowId row_in(Operation& op, const Value& ref) {
    const Ref* r = ref.as<Ref>();
    return r ? op.workspace().row_of(r->id).value_or(0) : 0;
}

Result<OpenTask> open_task(Operation& op, RowId task) {
    const RecordType& type = *op.catalog().type("task");
    POTOK_TRY(const Value state, op.get(task, type, "state"));
    const std::string* word = state.as<std::string>();
    if (!word || *word != "open") return potok::error("task.not_open", {{"state", word ? *word : ""}}, "task");
    OpenTask out;
    POTOK_TRY(const Value record, op.get(task, type, "record"));
    POTOK_TRY(const Value assignee, op.get(task, type, "assignee"));
    POTOK_TRY(const Value form, op.get(task, type, "form"));
    POTOK_TRY(out.title, op.get(task, type, "title"));
    POTOK_TRY(out.key, op.get(task, type, "key"));
    POTOK_TRY(out.run, op.get(task, type, "run"));
    POTOK_TRY(out.instead_of, op.get(task, type, "instead_of"));
    out.record = row_in(op, record);
    out.assignee = row_in(op, assignee);
    const std::string* text = form.as<std::string>();
    out.form = text ? Json::parse(*text, nullptr, false) : Json();
    return out;
}

bool lists(const Json& form, const char* key, const std::string& word) {
    return form.is_object() && form.contains(key) && std::find(form[key].begin(), form[key].end(), word) != form[key].end();
}

}  // namespace

Status fill_form(Operation& op, RowId task, RowId record, const Values& values, bool require_all, Json& changes) {
    POTOK_TRY(const Value stored, op.get(task, *op.catalog().type("task"), "form"));
    const std::string* text = stored.as<std::string>();
    const Json form = text ? Json::parse(*text, nullptr, false) : Json();
    const RecordType* type = record != 0 ? op.workspace().type_of(record) : nullptr;
    const Json fields = form.is_object() && form.contains("fields") ? form["fields"] : Json::array();
    for (const auto& [key, value] : values) {
        const bool asked = std::any_of(fields.begin(), fields.end(), [&](const Json& f) { return f.value("field", "") == key; });
        if (!asked || !type) return potok::error("task.field_not_asked", {{"field", key}}, "values/" + key);
    }
    if (!type) return {};
    for (const auto& [key, value] : values) {
        POTOK_TRY(const Value before, op.get(record, *type, key));
        POTOK_CHECK(op.update(*type, record, {{key, value}}));
        POTOK_TRY(const Value after, op.get(record, *type, key));
        if (!(before == after)) changes[key] = Json::array({to_json(before), to_json(after)});
    }
    if (!require_all) return {};
    Error refused = potok::error("task.form_incomplete", {}, "values");
    for (const Json& asked : fields) {
        if (asked.contains("document") && asked.value("required", false)) {
            for (const ChecklistItem& item : document_checklist(op.workspace(), record, op.now())) {
                if (item.need.key != asked.value("document", "")) continue;
                if (auto lacking = refusal_for(item, op.workspace().info().language)) refused.details.push_back(std::move(*lacking));
            }
        }
        const std::string key = asked.value("field", "");
        const Field* f = type->field(key);
        if (!asked.value("required", false) || !f) continue;
        const std::string label = f->label.in(op.workspace().info().language);
        if (f->kind == FieldKind::files) {
            POTOK_TRY(const auto there, op.db().get_i64("SELECT 1 FROM r_attachment WHERE record = ?1 AND field = ?2 AND deleted_at IS NULL LIMIT 1", record, key));
            if (!there) refused.details.push_back(potok::error("gate.file_missing", {{"field", key}, {"label", label}}, key));
        } else {
            POTOK_TRY(const Value value, op.get(record, *type, key));
            if (storage::is_empty(value)) refused.details.push_back(potok::error("gate.field_missing", {{"field", key}, {"label", label}}, key));
        }
    }
    if (!refused.details.empty()) return refused;
    // The form as a whole: "from is before to".
    const std::string check = form.is_object() ? form.value("check", "") : "";
    if (check.empty()) return {};
    const auto verdict = evaluate(op.workspace(), check, record, op.actor(), op.now());
    const bool* holds = verdict.ok() ? verdict->as<bool>() : nullptr;
    if (holds && *holds) return {};
    const auto message = Label::parse(form.value("message", Json("")), "");
    return potok::error("task.form_check", {{"message", message.ok() ? filled(op.workspace(), *message, record, op.actor(), op.now()) : check}, {"check", check}}, "values");
}

Status decide(Operation& op) {
    Args args(op);
    const RowId task = args.record("task", "task");
    const std::string verdict = args.text("verdict"), comment = args.text("comment", true);
    const Values values = args.values("values");
    POTOK_CHECK(args.status());
    POTOK_TRY(const OpenTask t, open_task(op, task));
    op.result = task;
    if (!lists(t.form, "verdicts", verdict)) {
        if (!t.form.is_object() || !t.form.contains("verdicts")) return potok::error("task.nothing_to_decide", {}, "task");
        std::string known;
        for (const Json& word : t.form["verdicts"]) known += (known.empty() ? "" : ", ") + word.get<std::string>();
        return potok::error("task.verdict_unknown", {{"verdict", verdict}, {"known", known}}, "verdict");
    }
    const Workspace& ws = op.workspace();
    if (!acts_for(ws, op.actor(), t.assignee, op.now())) return potok::error("task.not_yours", {{"person", title_of(ws, t.assignee)}}, "task");
    const std::string rule = t.form.value("comment", "on_refusal");
    if (comment.empty() && (rule == "always" || (rule == "on_refusal" && verdict != "approve")))
        return potok::error("task.comment_required", {{"verdict", verdict}}, "comment");
    Json changes = Json::object();
    POTOK_CHECK(fill_form(op, task, t.record, values, verdict == "approve", changes));
    const RecordType& task_type = *op.catalog().type("task");
    Values done = {{"state", Value("done")}, {"verdict", Value(verdict)}, {"done_at", Value(op.now())}, {"done_by", Value(op.actor())}};
    if (!comment.empty()) done.emplace_back("comment", Value(comment));
    Values decision = {{"title", t.title}, {"record", Value(t.record)}, {"task", Value(task)}, {"step", t.key}, {"run", t.run},
                       {"verdict", Value(verdict)}, {"person", Value(op.actor())}, {"automation", Value(t.form.value("automation", ""))}};
    if (op.actor() != t.assignee)
        decision.emplace_back("instead_of", Value(t.assignee));
    else if (!t.instead_of.is_null())
        decision.emplace_back("instead_of", t.instead_of);
    if (!comment.empty()) decision.emplace_back("comment", Value(comment));
    if (!changes.empty()) decision.emplace_back("changes", Value(changes.dump()));
    POTOK_CHECK(op.insert(*op.catalog().type("decision"), decision));
    return op.update(task_type, task, done);
}

// The task goes to another person, who then decides or does it; whose it was stays on record.
Status delegate_task(Operation& op) {
    Args args(op);
    const RowId task = args.record("task", "task"), to = args.record("to", "person");
    const std::string comment = args.text("comment", true);
    POTOK_CHECK(args.status());
    POTOK_TRY(const OpenTask t, open_task(op, task));
    const Workspace& ws = op.workspace();
    op.result = task;
    if (!acts_for(ws, op.actor(), t.assignee, op.now())) {
        // Whoever may change tasks may hand over what others have, but not what others are to decide.
        if (t.form.is_object() && t.form.contains("verdicts")) return potok::error("task.not_yours", {{"person", title_of(ws, t.assignee)}}, "task");
        POTOK_CHECK(require_right(op, Verb::update, *op.catalog().type("task"), task, {}));
    }
    if (to == t.assignee) return {};
    Values values = {{"assignee", Value(to)}};
    if (t.instead_of.is_null()) values.emplace_back("instead_of", Value(t.assignee));
    POTOK_CHECK(op.update(*op.catalog().type("task"), task, values));
    if (t.record != 0 && !comment.empty()) return add_comment(op, t.record, comment, "task");
    return {};
}

}  // namespace potok::model::handlers
