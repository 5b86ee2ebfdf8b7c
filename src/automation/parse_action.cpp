#include "automation/parser.h"

#include <algorithm>

#include "base/text.h"
#include "model/message_text.h"
#include "model/record_context.h"
#include "model/connector.h"

namespace potok::automation {

// "role:<key>", "person:<FEEL>" or FEEL.
void Parser::person(const JsonReader& r, std::string_view key, Formula& formula, std::string& role) {
    const std::string source = r.text(key);
    if (source.empty()) return;
    if (source.starts_with("role:")) {
        role = source.substr(5);
        if (!catalog_.role(role)) r.fail("role.unknown", {{"role", role}}, key);
    } else {
        formula = compile(r.child(key), source.starts_with("person:") ? source.substr(7) : source, Formula::Expect::anything);
    }
}

// Some stage of the pipeline names it; of a type without a pipeline of its own, some stage of any of its pipelines.
bool Parser::asks_for_document(const std::string& key) const {
    for (const auto& p : catalog_.pipelines()) {
        if (p->type != type_.key || (!pipelines_.empty() && std::ranges::find(pipelines_, p.get()) == pipelines_.end())) continue;
        for (const model::Stage& stage : p->stages)
            for (const model::Gate& gate : stage.gates)
                for (const model::DocumentNeed& need : gate.documents)
                    if (need.key == key) return true;
    }
    return false;
}

std::vector<FormField> Parser::form(const JsonReader& r) {
    std::vector<FormField> out;
    for (const JsonReader& item : r.items("form")) {
        FormField f;
        if (item.json().is_string()) {
            f.field = item.json().get<std::string>();
        } else if (item.has("document")) {
            item.only({"document", "required"});
            f.document = item.required_text("document");
            f.required = item.boolean("required", false);
            if (!asks_for_document(f.document)) item.fail("automation.no_document_need", {{"document", f.document}}, "document");
            out.push_back(std::move(f));
            continue;
        } else {
            item.only({"field", "required"});
            f.field = item.required_text("field");
            f.required = item.boolean("required", false);
        }
        const model::Field* field = type_.field(f.field);
        if (!field) item.fail("field.unknown", {{"field", f.field}, {"type", type_.key}});
        else if (field->system) item.fail("automation.field_not_settable", {{"field", f.field}});
        out.push_back(std::move(f));
    }
    return out;
}

TaskStep Parser::task(const JsonReader& r, bool asks_assignee) {
    TaskStep s;
    if (asks_assignee)
        r.only({"key", "title", "description", "assignee", "due", "kind", "checklist", "if_open", "wait", "late", "form", "check", "check_message"});
    s.form = form(r);
    if ((s.check = r.text("check")).empty() == r.has("check_message")) r.fail("json.missing_key", {{"key", r.has("check") ? "check_message" : "check"}});
    if (!s.check.empty() && !r.failed()) {
        const model::RecordSchema record(catalog_, &type_);
        const JsonReader said = r.child("check_message");
        auto message = Label::parse(said.json(), said.path());
        Status fits = model::check_feel(s.check, record, r.child("check").path(), true);
        if (fits.ok() && message.ok()) fits = model::check_text(*message, record, said.path());
        if (message.ok()) s.check_message = std::move(message).value();
        else fits = message.error();
        if (!fits.ok()) *r.sink() = fits.error();
    }
    s.key = r.required_text("key");
    s.title = text(r, "title", true);
    s.description = text(r, "description", false);
    person(r, "assignee", s.assignee, s.assignee_role);
    if (r.has("due")) s.due = time(r.child("due"));
    static constexpr std::string_view kinds[] = {"todo", "control", "call", "approval"};
    s.kind = kinds[static_cast<std::size_t>(r.word("kind", {"todo", "control", "call", "approval"}, 0))];
    for (const JsonReader& item : r.items("checklist")) s.checklist.push_back(text_at(item));
    s.if_open = static_cast<TaskStep::IfOpen>(r.word("if_open", {"another", "keep", "update"}, 0));
    return s;
}

Action Parser::action(const JsonReader& r) {
    if (r.has("task")) return task(r.child("task"));
    if (r.has("update_task")) {
        const JsonReader at = r.child("update_task");
        at.only({"task", "title", "description", "assignee", "due"});
        UpdateTaskStep s;
        s.task = at.required_text("task");
        s.title = text(at, "title", false);
        s.description = text(at, "description", false);
        person(at, "assignee", s.assignee, s.assignee_role);
        if (at.has("due")) s.due = time(at.child("due"));
        return s;
    }
    if (r.has("withdraw_task")) {
        const JsonReader at = r.child("withdraw_task");
        at.only({"task", "reason"});
        return WithdrawTaskStep{at.required_text("task"), text(at, "reason", false)};
    }
    if (r.has("comment")) {
        const JsonReader at = r.child("comment");
        at.only({"text", "record"});
        return CommentStep{text(at, "text", true), formula(at, "record")};
    }
    if (r.has("notify")) {
        const JsonReader at = r.child("notify");
        at.only({"to", "text"});
        NotifyStep s;
        if (at.required_text("to").empty()) return s;
        person(at, "to", s.to, s.role);
        s.text = text(at, "text", true);
        return s;
    }
    if (r.has("message")) {
        const JsonReader at = r.child("message");
        at.only({"channel", "to", "text", "connector"});
        MessageStep s;
        static constexpr std::string_view channels[] = {"sms", "email"};
        at.required_text("channel");
        s.channel = channels[static_cast<std::size_t>(at.word("channel", {"sms", "email"}, 0))];
        at.required_text("to");
        s.to = formula(at, "to");
        s.text = text(at, "text", true);
        s.connector = at.text("connector");
        if (!s.connector.empty()) connector_must_serve(at, s.connector, s.channel);
        return s;
    }
    if (r.has("webhook")) {
        const JsonReader at = r.child("webhook");
        at.only({"connector", "text", "data"});
        WebhookStep s;
        s.connector = at.required_text("connector");
        connector_must_serve(at, s.connector, "webhook");
        s.text = text(at, "text", false);
        s.data = named(at, "data");
        return s;
    }
    if (r.has("decide")) return decide(r.child("decide"));
    if (r.has("let")) return LetStep{named(r, "let")};
    if (r.has("signal")) return SignalStep{r.required_text("signal")};
    if (r.has("emit")) {
        const JsonReader at = r.child("emit");
        at.only({"event", "record", "data"});
        EmitStep s;
        s.event = at.required_text("event");
        s.record = formula(at, "record");
        s.data = named(at, "data");
        return s;
    }
    if (r.has("assign")) {
        const JsonReader at = r.child("assign");
        at.only({"field", "role", "by"});
        AssignStep s;
        s.field = at.text("field", "owner");
        const model::Field* f = type_.field(s.field);
        if (!f || f->kind != model::FieldKind::reference || (f->target != "person" && f->target != "*"))
            at.fail("automation.not_a_link", {{"field", s.field}, {"type", "person"}}, "field");
        s.role = at.required_text("role");
        if (!catalog_.role(s.role)) at.fail("role.unknown", {{"role", s.role}}, "role");
        s.by = at.word("by", {"turns", "load"}, 1) == 0 ? AssignStep::By::turns : AssignStep::By::load;
        return s;
    }
    if (r.has("book")) {
        const JsonReader at = r.child("book");
        at.only({"resource", "kind", "from", "to", "into"});
        BookStep s;
        s.resource = formula(at, "resource");
        s.kind = at.text("kind");
        if (s.resource.empty() == s.kind.empty()) at.fail("automation.resource_or_kind");
        at.required_text("from");
        at.required_text("to");
        s.from = formula(at, "from");
        s.to = formula(at, "to");
        s.into = at.text("into");
        if (!s.into.empty()) field_must_exist(at, "into", type_, s.into);
        return s;
    }
    if (r.has("release")) {
        const JsonReader at = r.child("release");
        at.only({"kind"});
        return ReleaseStep{at.text("kind")};
    }
    if (r.has("start")) {
        const JsonReader at = r.child("start");
        at.only({"process", "record"});
        StartStep s;
        s.automation = at.required_text("process");
        s.record = formula(at, "record");
        return s;
    }
    if (r.has("stop_process")) {
        const JsonReader at = r.child("stop_process");
        at.only({"process", "record", "reason"});
        StopStep s;
        s.automation = at.required_text("process");
        s.record = formula(at, "record");
        s.reason = text(at, "reason", false);
        return s;
    }
    if (r.has("set")) return SetStep{assignments(r, "set", type_, true)};
    if (r.has("move")) {
        return move(r.child("move"));
    }
    if (r.has("complete_task")) {
        const JsonReader at = r.child("complete_task");
        at.only({"task", "values", "comment", "tick"});
        CompleteTaskStep s;
        s.task = at.required_text("task");
        s.values = assignments(at, "values", type_);
        s.comment = text(at, "comment", false);
        s.tick = at.boolean("tick", false);
        return s;
    }
    if (r.has("invoice")) return invoice(r.child("invoice"), false);
    if (r.has("offer")) return invoice(r.child("offer"), true);
    if (r.has("issue")) return issue(r.child("issue"));
    if (r.has("schedule")) return schedule(r.child("schedule"));
    if (r.has("document")) return document(r.child("document"));
    if (r.has("plan")) return plan(r.child("plan"));
    if (r.has("create")) return create(r.child("create"));
    return {};
}

void Parser::connector_must_serve(const JsonReader& at, const std::string& key, std::string_view channel) {
    const auto connector = model::connector_for(catalog_, key, channel);
    if (!connector.ok()) return at.fail("connector.unknown", {{"connector", key}}, "connector");
    if (connector->channel != channel) at.fail("connector.other_channel", {{"connector", key}, {"channel", connector->channel}}, "connector");
}

Action Parser::create(const JsonReader& at) {
    at.only({"type", "pipeline", "values", "link", "back", "copy", "files"});
    CreateStep s;
    s.type = at.required_text("type");
    s.pipeline = at.text("pipeline");
    s.link = at.text("link");
    const model::RecordType* other = catalog_.type(s.type);
    if (!other || !other->registered) {
        at.fail("type.unknown", {{"type", s.type}}, "type");
        return s;
    }
    const model::Pipeline* p = s.pipeline.empty() ? nullptr : catalog_.pipeline(s.pipeline);
    if (!s.pipeline.empty() && (!p || p->type != s.type))
        at.fail("pipeline.unknown", {{"pipeline", s.pipeline}, {"type", s.type}}, "pipeline");
    if (other->on_pipeline && s.pipeline.empty()) at.fail("json.missing_key", {{"key", "pipeline"}}, "pipeline");
    s.values = assignments(at, "values", *other);
    s.files = at.boolean("files", false);
    for (const std::string& name : at.texts("copy")) {
        const model::Field *here = type_.field(name), *there = other->field(name);
        if (!here) at.fail("field.unknown", {{"field", name}, {"type", type_.key}}, "copy");
        else if (!there || there->kind != here->kind || there->kind == model::FieldKind::files || there->system)
            at.fail("automation.not_copied", {{"field", name}, {"type", s.type}}, "copy");
        s.copy.push_back(name);
    }
    s.back = at.text("back");
    if (!s.back.empty()) {
        const model::Field* f = other->field(s.back);
        if (!f || f->kind != model::FieldKind::reference || (f->target != type_.key && f->target != "*"))
            at.fail("automation.not_a_link", {{"field", s.back}, {"type", type_.key}}, "back");
    }
    if (!s.link.empty()) {
        const model::Field* f = type_.field(s.link);
        if (!f || f->kind != model::FieldKind::reference || (f->target != s.type && f->target != "*"))
            at.fail("automation.not_a_link", {{"field", s.link}, {"type", s.type}}, "link");
    }
    return s;
}

std::vector<std::pair<std::string, Formula>> Parser::named(const JsonReader& r, std::string_view key) {
    std::vector<std::pair<std::string, Formula>> out;
    if (!r.has(key)) return out;
    const JsonReader at = r.child(key);
    if (!at.json().is_object()) {
        at.fail("json.object_expected");
        return out;
    }
    for (const auto& [name, source] : at.json().items()) {
        const std::string text = at.required_text(name);
        out.emplace_back(name, compile(at.child(name), text, Formula::Expect::anything));
    }
    return out;
}

std::span<const std::string_view> Parser::action_keys() {
    static constexpr std::string_view keys[] = {"task", "update_task", "withdraw_task", "comment", "notify", "message", "webhook", "set",
                                                "move", "create", "complete_task", "invoice", "offer", "issue", "schedule", "document", "let", "signal", "emit", "assign", "book", "release", "start",
                                                "stop_process", "decide", "plan"};
    return keys;
}

void Parser::only_with_actions(const JsonReader& r, std::initializer_list<std::string_view> others) {
    std::vector<std::string_view> keys(others);
    keys.insert(keys.end(), action_keys().begin(), action_keys().end());
    r.only(keys);
}

}  // namespace potok::automation
