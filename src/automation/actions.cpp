#include "automation/actions.h"

#include <algorithm>

#include "automation/times.h"
#include "db/connection.h"
#include "model/queries.h"

namespace potok::automation {

namespace {

using model::RecordType;
using model::Values;
using model::Workspace;

const RecordType& type(const ActionContext& c, std::string_view key) {
    const RecordType* t = c.op.catalog().type(key);
    assert(t);
    return *t;
}

std::string written(const ActionContext& c, const Text& text) {
    return text.render(c.moment, c.locales.of(c.moment.workspace->info().language));
}

// The id of what this step makes: the same on every device and after every crash. A step that runs again in a loop makes the
// next one.
Uuid id_for(const ActionContext& c, const std::string& part) {
    const std::string key = c.firing.key.empty() ? c.firing.automation + "|" + std::to_string(c.firing.row) : c.firing.key;
    const Workspace& ws = *c.moment.workspace;
    for (int n = 1;; ++n) {
        const Uuid id = make_v8(c.moment.now, key, n == 1 ? part : part + "#" + std::to_string(n));
        const auto row = ws.row_of(id);
        if (!row) return id;
        const RecordType* t = ws.type_of(*row);
        const auto deleted = t ? c.op.get(*row, *t, "deleted_at") : Result<Value>(Value());
        if (deleted.ok() && !deleted->is_null()) return id;  // taken back by an undo: made again
    }
}

Result<RowId> insert(const ActionContext& c, std::string_view type_key, Values values, const std::string& part) {
    values.emplace_back("created_by", Value(c.moment.workspace->robots()));
    return c.op.insert(type(c, type_key), values, id_for(c, part));
}

// `task`: the one it is for, where it is there already: whoever has it and the role keeps it.
Value person_of(const ActionContext& c, const Formula& formula, const std::string& role, RowId task = 0) {
    const Workspace& ws = *c.moment.workspace;
    if (!role.empty()) {
        const auto present = task != 0 ? model::task(ws, task) : std::nullopt;
        const auto person = present ? model::person(ws, present->assignee) : std::nullopt;
        if (person && std::find(person->roles.begin(), person->roles.end(), role) != person->roles.end()) return Value(person->row);
        const RowId chosen = model::least_loaded(ws, role);
        return chosen == 0 ? Value() : Value(chosen);
    }
    if (formula.empty()) return {};
    return formula.evaluate(c.moment).value;
}

// A value, or why there is none. Null as such is a value: it empties a field.
Result<Value> value_of(const ActionContext& c, const Formula& formula) {
    Evaluated e = formula.evaluate(c.moment);
    if (e.value.is_null() && !e.diagnostics.empty()) {
        Error failed = error("automation.no_value", {{"expression", formula.source()}});
        failed.details = std::move(e.diagnostics);
        return failed;
    }
    return std::move(e.value);
}

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

Status perform_step(const ActionContext& c, const TaskStep& s, RowId& made) {
    Values values = {{"title", Value(written(c, s.title))}};
    if (!s.description.empty()) values.emplace_back("description", Value(written(c, s.description)));
    RowId open = 0;
    if (s.if_open != TaskStep::IfOpen::another) {
        std::string state;
        open = latest_task(c.op.db(), c.moment.record, s.key, state);
        if (state != "open") open = 0;
    }
    const Value assignee = person_of(c, s.assignee, s.assignee_role, open);
    if (!assignee.is_null()) values.emplace_back("assignee", assignee);
    if (s.due) {
        POTOK_TRY(const Instant due, due_of(*s.due, c.moment, DayMeans::end_of_work));
        values.emplace_back("due", Value(due));
    }
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
    const Value assignee = person_of(c, s.assignee, s.assignee_role, open);
    if (!assignee.is_null()) values.emplace_back("assignee", assignee);
    if (s.due) {
        POTOK_TRY(const Instant due, due_of(*s.due, c.moment, DayMeans::end_of_work));
        values.emplace_back("due", Value(due));
    }
    made = open;
    return c.op.update(type(c, "task"), open, values);
}

Status perform_step(const ActionContext& c, const WithdrawTaskStep& s, RowId& made) {
    std::string state;
    made = latest_task(c.op.db(), c.moment.record, s.task, state);
    if (made == 0 || state != "open") return {};
    return withdraw_task(c.op, made, written(c, s.reason));
}

Status comment(const ActionContext& c, const Text& text, const char* kind, RowId& made) {
    POTOK_TRY(made, insert(c, "comment",
                           {{"record", Value(c.moment.record)},
                            {"text", Value(written(c, text))},
                            {"kind", Value(kind)},
                            {"automation", Value(c.automation.key)}},
                           c.step));
    return {};
}

Status perform_step(const ActionContext& c, const CommentStep& s, RowId& made) {
    return comment(c, s.text, "robot", made);
}

Status perform_step(const ActionContext& c, const NotifyStep& s, RowId& made) {
    std::vector<Value> people;
    if (!s.role.empty()) {
        for (const RowId p : model::people_with_role(*c.moment.workspace, s.role)) people.emplace_back(p);
    } else if (Value p = person_of(c, s.to, {}); !p.is_null()) {
        people.push_back(std::move(p));
    }
    if (people.empty()) return error("automation.nobody", {{"to", s.role.empty() ? s.to.source() : s.role}});
    int n = 0;
    for (const Value& p : people) {
        POTOK_TRY(made, insert(c, "notification",
                               {{"record", Value(c.moment.record)}, {"person", p}, {"text", Value(written(c, s.text))}},
                               c.step + "/" + std::to_string(++n)));
    }
    return {};
}

// The language of the record's client: its own field, or that of the client it names; else the workspace's.
Language language_of_client(const ActionContext& c) {
    const auto language = [&](RowId row, const RecordType& t) -> std::optional<Language> {
        if (!t.field("language")) return {};
        const auto value = c.op.get(row, t, "language");
        const std::string* code = value.ok() ? value->as<std::string>() : nullptr;
        if (!code) return {};
        const auto found = language_from(*code);
        return found.ok() ? std::optional(*found) : std::nullopt;
    };
    if (const auto own = language(c.moment.record, *c.moment.type)) return *own;
    for (const std::string_view field : {"client", "contact"}) {
        const model::Field* f = c.moment.type->field(field);
        if (!f || f->kind != model::FieldKind::reference) continue;
        const auto value = c.op.get(c.moment.record, *c.moment.type, field);
        const Ref* ref = value.ok() ? value->as<Ref>() : nullptr;
        const auto row = ref ? c.moment.workspace->row_of(ref->id) : std::nullopt;
        const RecordType* t = row ? c.moment.workspace->type_of(*row) : nullptr;
        if (!t) continue;
        if (const auto theirs = language(*row, *t)) return *theirs;
    }
    return c.moment.workspace->info().language;
}

Status perform_step(const ActionContext& c, const MessageStep& s, RowId& made) {
    const Evaluated to = s.to.evaluate(c.moment);
    const std::string* address = to.value.as<std::string>();
    if (!address || address->empty()) return error("message.no_address", {{"channel", s.channel}, {"expression", s.to.source()}});
    Values values = {{"record", Value(c.moment.record)},
                     {"channel", Value(s.channel)},
                     {"to", Value(*address)},
                     {"text", Value(s.text.render(c.moment, c.locales.of(language_of_client(c))))},
                     {"state", Value("queued")},
                     {"key", Value(c.step)},
                     {"automation", Value(c.automation.key)}};
    if (!s.connector.empty()) values.emplace_back("connector", Value(s.connector));
    POTOK_TRY(made, insert(c, "message", std::move(values), c.step));
    return {};
}

Status perform_step(const ActionContext& c, const SetStep& s, RowId& made) {
    Values values;
    for (const auto& [field, formula] : s.values) {
        POTOK_TRY(Value v, value_of(c, formula));
        values.emplace_back(field, std::move(v));
    }
    made = c.moment.record;
    return c.op.update(*c.moment.type, c.moment.record, values);
}

Status perform_step(const ActionContext& c, const MoveStep& s, RowId& made) {
    POTOK_CHECK(c.op.move(c.moment.record, s.to, false));
    if (!s.comment.empty()) return comment(c, s.comment, "move", made);
    made = c.moment.record;
    return {};
}

Status perform_step(const ActionContext& c, const CreateStep& s, RowId& made) {
    const RecordType& t = type(c, s.type);
    Values values;
    bool owned = false;
    for (const auto& [field, formula] : s.values) {
        POTOK_TRY(Value v, value_of(c, formula));
        owned = owned || field == "owner";
        values.emplace_back(field, std::move(v));
    }
    if (!owned && t.field("owner") && c.moment.type->field("owner")) {
        POTOK_TRY(Value owner, c.op.get(c.moment.record, *c.moment.type, "owner"));
        values.emplace_back("owner", std::move(owner));
    }
    if (t.on_pipeline) {
        const model::Pipeline* p = c.op.catalog().pipeline(s.pipeline);
        if (!p) return error("pipeline.unknown", {{"pipeline", s.pipeline}, {"type", s.type}});
        values.emplace_back("pipeline", Value(p->key));
        values.emplace_back("stage", Value(p->stages.front().key));
        values.emplace_back("stage_since", Value(c.op.now()));
        values.emplace_back("stage_visit", Value(1));
    }
    POTOK_TRY(made, insert(c, s.type, std::move(values), c.step));
    if (s.link.empty()) return {};
    return c.op.update(*c.moment.type, c.moment.record, {{s.link, Value(made)}});
}

Status perform_step(const ActionContext&, const std::monostate&, RowId&) {
    return {};
}

}  // namespace

Locales::Locales(std::vector<Locale> locales) {
    for (const Language l : {Language::en, Language::pl, Language::ru}) {
        if (auto plain = Locale::load(l, "{}"); plain.ok()) all_[static_cast<std::size_t>(l)] = std::move(plain).value();
    }
    for (Locale& l : locales) {
        const auto index = static_cast<std::size_t>(l.language());
        all_[index] = std::move(l);
    }
}

const Locale& Locales::of(Language language) const {
    return all_[static_cast<std::size_t>(language)];
}

Status perform(const ActionContext& context, const Action& action, RowId& made) {
    made = 0;
    return std::visit([&](const auto& step) { return perform_step(context, step, made); }, action);
}

Status withdraw_task(model::Operation& op, RowId task, const std::string& reason) {
    const RecordType& t = *op.catalog().type("task");
    POTOK_TRY(const Value state, op.get(task, t, "state"));
    const std::string* word = state.as<std::string>();
    if (!word || *word != "open") return {};
    Values values = {{"state", Value("withdrawn")}};
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

}  // namespace potok::automation
