#include "ui/asks/explain_dialog.h"

#include "generated/icons.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using Kind = automation::Trigger::Kind;

const char* trigger_key(Kind kind) {
    switch (kind) {
    case Kind::stage_entered: return "why.stage_entered";
    case Kind::stage_left: return "why.stage_left";
    case Kind::field_changed: return "why.field_changed";
    case Kind::record_created: return "why.record_created";
    case Kind::related_created: return "why.related_created";
    case Kind::related_changed: return "why.related_changed";
    case Kind::task_done: return "why.task_done";
    case Kind::task_overdue: return "why.task_overdue";
    case Kind::event_received: return "why.event_received";
    case Kind::before_date: return "why.before_date";
    case Kind::after_date: return "why.after_date";
    case Kind::manual: return "why.manual";
    case Kind::signal_received: return "why.signal_received";
    case Kind::periodic: return "why.periodic";
    case Kind::called: return "why.called";
    }
    return "why.manual";
}

const char* scope_key(automation::Scope::Kind kind) {
    switch (kind) {
    case automation::Scope::Kind::operation: return "why.scope_operation";
    case automation::Scope::Kind::stage_visit: return "why.scope_visit";
    case automation::Scope::Kind::record: return "why.scope_record";
    case automation::Scope::Kind::value: return "why.scope_value";
    }
    return "why.scope_operation";
}

const char* state_key(std::string_view state) {
    if (state == "running") return "why.state_running";
    if (state == "done") return "why.state_done";
    return state == "failed" ? "why.state_failed" : "why.state_withdrawn";
}

// Names of stages, fields and types as people know them; the key where there is no such thing.
std::string names_of(Desk& desk, model::RowId record, const std::vector<std::string>& keys) {
    const auto data = model::record(desk.ws(), record);
    const auto* pipeline = data ? desk.ws().catalog().pipeline(data->text("pipeline")) : nullptr;
    std::string out;
    for (const std::string& key : keys) {
        std::string name = key;
        if (const auto* stage = pipeline ? pipeline->stage(key) : nullptr) name = stage->label.in(desk.language());
        else if (const auto* field = data ? data->type->field(key) : nullptr) name = field->label.in(desk.language());
        else if (const auto* type = desk.ws().catalog().type(key)) name = type->label.in(desk.language());
        out += (out.empty() ? "" : ", ") + name;
    }
    return out;
}

}  // namespace

void ExplainDialog::begin(Desk& desk, std::string_view automation, model::RowId record) {
    *this = ExplainDialog();
    auto* engine = dynamic_cast<automation::Engine*>(desk.ws().reactor());
    if (!engine) return;
    const auto explained = automation::explain(*engine, desk.ws(), automation, record, desk.now());
    if (!explained.ok()) {
        desk.tell_refusal(explained.error());
        return;
    }
    title_ = explained->label.in(desk.language());
    for (const auto& trigger : explained->triggers) {
        const std::string names = names_of(desk, record, trigger.names);
        std::string text = desk.tr(trigger_key(trigger.kind));
        if (!names.empty()) text += ": " + names;
        std::string value;
        if (trigger.next) value = due_text(desk.ui().locale(), desk.zone(), *trigger.next, desk.now(), true);
        lines_.push_back({std::move(text), std::move(value), icon::zap, true, 0, false});
        if (!trigger.in.empty())
            lines_.push_back({desk.tr("why.only_in", {{"stages", names_of(desk, record, trigger.in)}}), "",
                              trigger.in_place ? icon::circle_check : icon::circle_x, trigger.in_place, 1, false});
    }
    describe(desk, *explained);
    open_ = true;
}

void ExplainDialog::describe(Desk& desk, const automation::Explanation& e) {
    const auto verdict = [&](const char* key, bool good) {
        lines_.push_back({desk.tr(key), desk.tr(good ? "value.yes" : "value.no"), good ? icon::circle_check : icon::circle_x, good, 0, false});
    };
    if (!e.right_type) verdict("why.right_record", false);
    if (e.enabled_parts) {
        verdict("why.enabled", e.enabled);
        add_parts(desk, *e.enabled_parts, 1);
    }
    if (e.condition_parts) {
        verdict("why.condition", e.condition);
        add_parts(desk, *e.condition_parts, 1);
    }
    lines_.push_back({desk.tr(scope_key(e.scope.kind)), e.used_up ? desk.tr("why.used_up") : std::string(), icon::rotate_cw, true, 0, false});
    lines_.push_back({desk.tr("why.firings"), "", {}, true, 0, true});
    if (e.firings.empty()) lines_.push_back({desk.tr("why.never"), "", icon::minus, true, 0, false});
    for (const automation::FiringRow& firing : e.firings) {
        const bool good = firing.state != "failed";
        lines_.push_back({moment_text(desk.ui().locale(), desk.zone(), firing.at, desk.now()), desk.tr(state_key(firing.state)),
                          good ? icon::circle_check : icon::circle_x, good, 0, false});
        if (!firing.reason.empty()) lines_.push_back({firing.reason, "", {}, true, 1, false});
        if (firing.error) lines_.push_back({desk.ui().locale().sentence(*firing.error), "", {}, false, 1, false});
    }
}

void ExplainDialog::add_parts(Desk& desk, const automation::Explained& part, int indent) {
    constexpr int deepest = 4;
    const bool* truth = part.value.as<bool>();
    const bool good = !truth || *truth;
    const std::string value = part.value.is_null() ? desk.tr("why.unknown") : desk.ui().locale().value(part.value, desk.zone());
    lines_.push_back({part.source, value, truth ? (good ? icon::check : icon::x) : std::string_view(), good && !part.value.is_null(), indent, false});
    if (indent >= deepest) return;
    for (const auto& inner : part.parts) add_parts(desk, inner, indent + 1);
}

void ExplainDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string title = desk.tr("why.title", {{"robot", title_}}), close = desk.tr("dialog.close");
    const float inner = ui.phone() ? ui.screen().w - 32 : 512;
    const auto height = [&](const Line& line, const TextSpec& spec) {
        const float room = inner - 24 - 20 * static_cast<float>(line.indent) - (line.value.empty() ? 0.f : 130.f);
        return paragraph_height(ui, line.text, room, spec) + 8;
    };
    float total = 12;
    for (const Line& line : lines_) total += height(line, {});
    const bool stay = dialog(ui, {.key = "explain", .title = title, .width = 560, .body_height = total, .footer_height = 0, .close_name = close},
                             {.header = {},
                              .body = [&](Rect r) {
                                  r.h = 1e6f;
                                  std::int64_t n = 0;
                                  for (const Line& line : lines_) {
                                      IdScope scope(ui, n++);
                                      Rect row = r.cut_top(height(line, {}));
                                      if (line.heading) {
                                          heading(ui, "text", row.middle(20), 2, line.text, {.weight = Weight::strong});
                                          continue;
                                      }
                                      row.cut_left(20 * static_cast<float>(line.indent));
                                      const Rect mark = row.cut_left(16, 8);
                                      if (!line.icon.empty())
                                          draw_icon(ui, {mark.x, mark.y + 4, 16, 20}, line.icon, 14, line.good ? t.success : t.danger);
                                      if (!line.value.empty())
                                          label(ui, "value", {row.right() - 122, row.y + 4, 122, 20}, line.value,
                                                {.color = line.good ? t.text2 : t.danger, .align = Align::right});
                                      if (!line.value.empty()) row.cut_right(130);
                                      label_paragraph(ui, "text", {row.x, row.y + 4, row.w, row.h - 8}, line.text,
                                                      {.color = line.indent > 0 ? t.text2 : t.text});
                                  }
                              },
                              .footer = {}});
    if (!stay) open_ = false;
}

}  // namespace potok::ui
