#include "ui/card/step_text.h"

#include <nlohmann/json.hpp>

#include "generated/icons.h"
#include "model/document_template.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using FlowNode = automation::Node;
using K = FlowNode::Kind;

std::string automation_name(Desk& desk, const std::string& key) {
    const auto* definition = desk.ws().catalog().definition("automation", key);
    if (!definition || !definition->body.contains("label")) return key;
    const auto label = model::Label::parse(definition->body["label"], "/label");
    return label.ok() ? label->in(desk.language()) : key;
}

struct Describe {
    Desk& desk;
    const model::RecordType* type;
    automation::Moment moment;

    std::string text(const automation::Text& t) const { return t.empty() ? std::string() : t.render(moment, desk.ui().locale()); }
    std::string fields(const std::vector<automation::FieldValue>& values) const {
        std::string out;
        for (const auto& v : values) out += (out.empty() ? "" : ", ") + (type && type->field(v.field) ? field_label(*type, v.field, desk.language()) : v.field);
        return out;
    }
    std::string type_name(const std::string& key) const {
        const auto* t = desk.ws().catalog().type(key);
        return t ? t->label.in(desk.language()) : key;
    }
    std::string stage_name(const std::string& key) const {
        for (const auto& pipeline : desk.ws().catalog().pipelines())
            if (type && pipeline->type == type->key)
                if (const auto* stage = pipeline->stage(key)) return stage->label.in(desk.language());
        return key;
    }
    std::string definition_name(const char* kind, const std::string& key) const {
        const auto* definition = desk.ws().catalog().definition(kind, key);
        if (definition && definition->body.contains("label"))
            if (const auto label = model::Label::parse(definition->body["label"], "/label"); label.ok()) return label->in(desk.language());
        return key;
    }
    StepText say(const char* key, std::string title, std::string_view glyph) const {
        const std::string kind = desk.tr(std::string("step.") + key);
        if (title.empty()) return {kind, "", glyph};
        return {std::move(title), kind, glyph};
    }

    StepText operator()(const std::monostate&) const { return say("nothing", "", icon::minus); }
    StepText operator()(const automation::TaskStep& s) const { return say("task", text(s.title), s.kind == "call" ? icon::phone : icon::list_checks); }
    StepText operator()(const automation::UpdateTaskStep& s) const { return say("update_task", text(s.title), icon::pencil); }
    StepText operator()(const automation::WithdrawTaskStep& s) const { return say("withdraw_task", text(s.reason), icon::minus); }
    StepText operator()(const automation::CommentStep& s) const { return say("comment", text(s.text), icon::message_square); }
    StepText operator()(const automation::NotifyStep& s) const { return say("notify", text(s.text), icon::bell); }
    StepText operator()(const automation::MessageStep& s) const { return say("message", text(s.text), s.channel == "email" ? icon::mail : icon::message_square_text); }
    StepText operator()(const automation::WebhookStep& s) const { return say("webhook", text(s.text), icon::share_2); }
    StepText operator()(const automation::SetStep& s) const { return say("set", fields(s.values), icon::pencil); }
    StepText operator()(const automation::MoveStep& s) const { return say("move", stage_name(s.to), icon::arrow_right); }
    StepText operator()(const automation::CreateStep& s) const { return say("create", type_name(s.type), icon::plus); }
    StepText operator()(const automation::LetStep&) const { return say("let", "", icon::square_dashed); }
    StepText operator()(const automation::SignalStep& s) const { return say("signal", s.name, icon::rss); }
    StepText operator()(const automation::EmitStep& s) const { return say("emit", s.event, icon::forward); }
    StepText operator()(const automation::AssignStep& s) const { return say("assign", type ? field_label(*type, s.field, desk.language()) : s.field, icon::user_check); }
    StepText operator()(const automation::BookStep& s) const { return say("book", s.kind, icon::calendar_check); }
    StepText operator()(const automation::ReleaseStep& s) const { return say("release", s.kind, icon::calendar_x); }
    StepText operator()(const automation::StartStep& s) const { return say("start", automation_name(desk, s.automation), icon::play); }
    StepText operator()(const automation::StopStep& s) const { return say("stop", automation_name(desk, s.automation), icon::circle_stop); }
    StepText operator()(const automation::DecideStep& s) const { return say("decide", definition_name("decision", s.table), icon::table_2); }
    StepText operator()(const automation::InvoiceStep& s) const { return say("invoice", text(s.title), icon::receipt); }
    StepText operator()(const automation::DocumentStep& s) const {
        const auto source = model::document_template(desk.ws().catalog(), s.source);
        return say("document", source.ok() ? source->label.in(desk.language()) : s.source, icon::file_text);
    }

    StepText operator()(const automation::CompleteTaskStep& s) const { return say("complete_task", text(s.comment), icon::check); }
    StepText operator()(const automation::IssueStep&) const { return say("issue", "", icon::receipt); }
    StepText operator()(const automation::ScheduleStep&) const { return say("schedule", "", icon::calendar_days); }
    StepText operator()(const automation::PlanStep& s) const { return say("plan", definition_name("timetable", s.timetable), icon::calendar_clock); }

    StepText wait(const std::vector<automation::Wait>& waits) const {
        if (waits.empty()) return say("wait", "", icon::hourglass);
        const automation::Wait& w = waits.front();
        switch (w.kind) {
        case automation::Wait::Kind::time:
            if (w.time.kind == automation::TimeSpec::Kind::elapsed && w.time.formula.empty() && w.time.amount > 0)
                return {desk.tr("step.wait_for", {{"span", span_text(desk.ui().locale(), w.time.amount)}}), "", icon::hourglass};
            if (w.time.kind == automation::TimeSpec::Kind::days && w.time.formula.empty())
                return {desk.tr("step.wait_for", {{"span", desk.plural("duration.days", w.time.amount)}}), "", icon::hourglass};
            return say("wait", "", icon::hourglass);
        case automation::Wait::Kind::due_of_task: return say("wait_overdue", "", icon::clock);
        case automation::Wait::Kind::task: return say("wait_task", "", icon::list_checks);
        case automation::Wait::Kind::event: return say("wait_event", w.name, icon::inbox);
        case automation::Wait::Kind::condition: return say("wait_condition", "", icon::filter);
        case automation::Wait::Kind::signal: return say("wait_signal", w.name, icon::rss);
        case automation::Wait::Kind::error: return say("wait_error", "", icon::triangle_alert);
        }
        return say("wait", "", icon::hourglass);
    }

    StepText node(const FlowNode& n) const {
        switch (n.kind) {
        case K::start: return say("begin", "", icon::play);
        case K::end: return say("end", "", icon::circle);
        case K::terminate: return say("terminate", "", icon::circle_stop);
        case K::error_end: return say("error_end", "", icon::circle_x);
        case K::action:
        case K::user_task: return std::visit(*this, n.action);
        case K::approval: return say("approval", n.approval ? text(n.approval->task.title) : std::string(), icon::stamp);
        case K::subprocess: return say("subprocess", "", icon::workflow);
        case K::call: return say("call", n.call ? automation_name(desk, n.call->automation) : std::string(), icon::workflow);
        case K::compensate: return say("compensate", "", icon::undo_2);
        case K::exclusive:
        case K::inclusive: return say("choice", "", icon::git_fork);
        case K::parallel: return say("parallel", "", icon::git_branch);
        case K::event_gateway: return say("event_choice", "", icon::git_fork);
        case K::catch_event:
        case K::boundary: return wait(n.waits);
        }
        return say("nothing", "", icon::minus);
    }
};

void collect(const Json& nodes, Language language, std::vector<std::pair<std::string, std::string>>& out) {
    if (!nodes.is_array()) return;
    for (const Json& n : nodes) {
        if (!n.is_object()) continue;
        if (n.contains("label") && n.contains("id") && n["id"].is_string())
            if (const auto label = model::Label::parse(n["label"], "/label"); label.ok()) out.emplace_back(n["id"].get<std::string>(), label->in(language));
        if (n.contains("nodes")) collect(n["nodes"], language, out);
    }
}

}  // namespace

StepText step_text(Desk& desk, const FlowNode& node, model::RowId record, std::string_view label) {
    const model::RecordType* type = desk.ws().type_of(record);
    const Describe describe{desk, type, {&desk.ws(), type, record, desk.now(), nullptr, nullptr}};
    StepText out = describe.node(node);
    if (label.empty()) return out;
    if (out.kind.empty()) out.kind = std::move(out.title);
    out.title = label;
    return out;
}

std::vector<std::pair<std::string, std::string>> node_labels(std::string_view body, Language language) {
    std::vector<std::pair<std::string, std::string>> out;
    const Json parsed = Json::parse(body, nullptr, false);
    if (parsed.is_object() && parsed.contains("nodes")) collect(parsed["nodes"], language, out);
    return out;
}

}  // namespace potok::ui
