#include "automation/parser.h"

#include "base/text.h"

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

std::vector<std::pair<std::string, Formula>> Parser::assignments(const JsonReader& r, std::string_view key,
                                                                 const model::RecordType& type) {
    std::vector<std::pair<std::string, Formula>> out;
    if (!r.has(key)) return out;
    const JsonReader at = r.child(key);
    if (!at.json().is_object()) {
        at.fail("json.object_expected");
        return out;
    }
    for (const auto& [name, source] : at.json().items()) {
        const model::Field* f = type.field(name);
        if (!f || f->kind == model::FieldKind::files) at.fail("field.unknown", {{"field", name}, {"type", type.key}}, name);
        if (f && f->system) at.fail("automation.field_not_settable", {{"field", name}}, name);
        const std::string text = at.text(name);
        if (text.empty()) at.fail("json.missing_key", {{"key", name}}, name);
        out.emplace_back(name, compile(at.child(name), text, Formula::Expect::anything));
    }
    return out;
}

TaskStep Parser::task(const JsonReader& r) {
    TaskStep s;
    r.only({"key", "title", "description", "assignee", "due", "kind", "checklist", "if_open", "wait", "late"});
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
        at.only({"text"});
        return CommentStep{text(at, "text", true)};
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
        return s;
    }
    if (r.has("set")) return SetStep{assignments(r, "set", type_)};
    if (r.has("move")) {
        const JsonReader at = r.child("move");
        at.only({"to", "comment"});
        MoveStep s;
        s.to = at.required_text("to");
        stages(at, "to");
        s.comment = text(at, "comment", false);
        return s;
    }
    if (r.has("create")) {
        const JsonReader at = r.child("create");
        at.only({"type", "pipeline", "values", "link"});
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
        if (!s.link.empty()) {
            const model::Field* f = type_.field(s.link);
            if (!f || f->kind != model::FieldKind::reference || (f->target != s.type && f->target != "*"))
                at.fail("automation.not_a_link", {{"field", s.link}, {"type", s.type}}, "link");
        }
        return s;
    }
    return {};
}

}  // namespace potok::automation
