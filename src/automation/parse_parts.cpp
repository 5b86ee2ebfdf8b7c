// Parts of processes that several nodes and steps share: approvals, calls, loops.
#include "automation/parser.h"

namespace potok::automation {

std::shared_ptr<const ApprovalStep> Parser::approval(const JsonReader& r) {
    auto out = std::make_shared<ApprovalStep>();
    r.only({"key", "title", "description", "due", "form", "approvers", "rule", "enough", "may_return", "comment", "late"});
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

Loop Parser::enter_loop(const JsonReader& r, std::string_view list_key) {
    Loop out;
    r.required_text(list_key);
    out.over = formula(r, list_key);
    out.as = r.text("as", "item");
    out.sequential = r.boolean("sequential", false);
    items_.emplace_back(out.as, expr::Type(expr::Kind::any));
    out.until = formula(r, "until", Formula::Expect::truth);
    return out;
}

}  // namespace potok::automation
