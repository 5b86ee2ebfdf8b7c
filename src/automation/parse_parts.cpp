// Parts of processes that several nodes and steps share: approvals, calls, loops.
#include <algorithm>

#include "automation/decisions.h"
#include "automation/parser.h"

namespace potok::automation {

std::shared_ptr<const ApprovalStep> Parser::approval(const JsonReader& r) {
    auto out = std::make_shared<ApprovalStep>();
    r.only({"key", "title", "description", "due", "form", "approvers", "rule", "enough", "may_return", "comment", "late", "check", "check_message"});
    out->task = task(r, false);
    out->task.kind = "approval";
    const auto one = [&](const JsonReader& at, const std::string& source) {
        ApprovalStep::Approver a;
        if (source.starts_with("role:")) {
            a.role = source.substr(5);
            if (!catalog_.role(a.role)) at.fail("role.unknown", {{"role", a.role}});
        } else {
            a.person = compile(at, source, Formula::Expect::anything);
        }
        out->approvers.push_back(std::move(a));
    };
    if (r.has("approvers") && r.json()["approvers"].is_string()) {
        one(r.child("approvers"), r.text("approvers"));
    } else {
        for (const JsonReader& item : r.items("approvers")) {
            if (item.json().is_string())
                one(item, item.json().get<std::string>());
            else
                item.fail("json.text_expected");
        }
    }
    if (out->approvers.empty() && !r.failed()) r.fail("json.missing_key", {{"key", "approvers"}}, "approvers");
    using Rule = ApprovalStep::Rule;
    out->rule = static_cast<Rule>(r.word("rule", {"one", "all", "any", "some", "sequence"}, 0));
    out->enough = formula(r, "enough");
    if ((out->rule == Rule::some) == out->enough.empty()) r.fail("automation.enough_of_some", {}, "enough");
    out->may_return = r.boolean("may_return", false);
    using Comment = ApprovalStep::Comment;
    out->comment = static_cast<Comment>(r.word("comment", {"never", "on_refusal", "always"}, static_cast<int>(Comment::on_refusal)));
    return out;
}

std::shared_ptr<const Call> Parser::call(const JsonReader& r) {
    auto out = std::make_shared<Call>();
    r.only({"process", "record", "in", "out"});
    out->automation = r.required_text("process");
    out->record = formula(r, "record");
    out->in = named(r, "in");
    out->out = named(r, "out");
    return out;
}

DecideStep Parser::decide(const JsonReader& r) {
    DecideStep out;
    r.only({"table", "as", "set"});
    out.table = r.required_text("table");
    out.as = r.text("as");
    if (out.as.empty() && !r.has("set")) r.fail("automation.decision_unused", {}, "table");
    if (r.failed()) return out;
    auto table = table_for(out.table, names());
    if (!table.ok()) {
        Error e = table.error();
        e.place = r.path() + "/table" + (e.place.empty() ? "" : " (" + e.place + ")");
        *r.sink() = std::move(e);
        return out;
    }
    out.rules = std::move(table).value();
    const auto& outputs = out.rules->outputs();
    const auto known = [&](const std::string& name) {
        return std::any_of(outputs.begin(), outputs.end(), [&](const auto& o) { return o.name == name; });
    };
    const bool one = out.rules->type().kind != expr::Kind::list;
    for (const auto& [field, source] : assigned(r, "set")) {
        if (!one || !known(source)) r.fail("automation.no_output", {{"output", source}, {"table", out.table}}, "set");
        out.set.emplace_back(field, outputs.size() == 1 ? std::string() : source);
    }
    return out;
}

// {"field": "a plain word"}: fields of the record that a step may write.
std::vector<std::pair<std::string, std::string>> Parser::assigned(const JsonReader& r, std::string_view key) {
    std::vector<std::pair<std::string, std::string>> out;
    if (!r.has(key)) return out;
    const JsonReader at = r.child(key);
    if (!at.json().is_object()) {
        at.fail("json.object_expected");
        return out;
    }
    for (const auto& [name, source] : at.json().items()) {
        const model::Field* f = type_.field(name);
        if (!f || f->kind == model::FieldKind::files) at.fail("field.unknown", {{"field", name}, {"type", type_.key}}, name);
        if (f && f->system) at.fail("automation.field_not_settable", {{"field", name}}, name);
        out.emplace_back(name, at.required_text(name));
    }
    return out;
}

// Of a list its items' type; of a number the numbers up to it. One value stands for a list of one.
expr::Type Parser::item_type_of(const Formula& list) {
    const expr::Type type = list.type();
    return type.kind == expr::Kind::list ? type.item_type() : type;
}

Loop Parser::enter_loop(const JsonReader& r, std::string_view list_key) {
    Loop out;
    r.required_text(list_key);
    out.over = formula(r, list_key);
    out.as = r.text("as", "item");
    out.sequential = r.boolean("sequential", false);
    items_.emplace_back(out.as, item_type_of(out.over));
    out.until = formula(r, "until", Formula::Expect::truth);
    return out;
}

}  // namespace potok::automation
