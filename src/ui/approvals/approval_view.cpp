// How an approval looks: the sheet with its parts, one below the other.
#include <algorithm>

#include "generated/icons.h"
#include "ui/approvals/approval_form.h"
#include "ui/card/history_text.h"
#include "ui/card/task_panel.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr float gap = 12, pad = 16;

std::string asked_when(Desk& desk, Instant at) { return moment_text(desk.ui().locale(), desk.zone(), at, desk.now()); }

}  // namespace

void ApprovalForm::draw(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    Group group(ui, approval_.task, {.role = Role::region, .name = approval_.title, .rect = area});
    Rect rest = area;
    footer(desk, rest.cut_bottom(ui.phone() ? 60.f : 64.f));
    {
        ScrollArea scroll(ui, "form", rest);
        Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 24.f, 0);
        const float top = r.y;
        r.h = 1e6f;
        r.cut_top(ui.phone() ? 8.f : 14.f);
        r.cut_top(head(desk, r), gap);
        if (refusal_) {
            const std::string sentence = ui.locale().sentence(*refusal_);
            const TextSpec spec{.color = ui.theme().danger};
            r.cut_top(label_paragraph(ui, "refusal", Rect(r).cut_top(paragraph_height(ui, sentence, r.w, spec)), sentence, spec), gap);
        }
        if (!rows_.empty() || !files_.empty()) r.cut_top(what_is_asked(desk, r), gap);
        if (!facts_.empty()) r.cut_top(facts(desk, r), gap);
        if (!after_approval_.empty() || !after_refusal_.empty()) r.cut_top(ahead(desk, r), gap);
        if (approval_.comment != model::Approval::Comment::never) r.cut_top(comment_field(desk, r), gap);
        if (ui.phone()) {
            const TextSpec spec{.style = TextStyle::small, .color = ui.theme().text3};
            const std::string note = desk.tr("approvals.final");
            r.cut_top(label_paragraph(ui, "final", Rect(r).cut_top(paragraph_height(ui, note, r.w, spec)), note, spec), gap);
        }
        if (!history_.empty()) r.cut_top(history(desk, r), gap);
        scroll.set_content_height(r.y - top + 12);
    }
    delegate_menu(desk);
}

float ApprovalForm::head(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    const TextSpec title{.style = TextStyle::title, .max_lines = 3};
    Rect line = r;
    if (approval_.record && !ui.phone()) {
        const std::string name = desk.tr("approvals.card");
        const ButtonSpec card{.key = "card", .label = name, .kind = ButtonKind::ghost, .icon = icon::square_arrow_out_up_right};
        Rect at = line.cut_right(button_width(ui, card), 12);
        if (button(ui, at.cut_top(button_height(ui)), card)) desk.open_record(approval_.record);
    }
    const float height = paragraph_height(ui, approval_.title, line.w, title);
    heading_paragraph(ui, "title", line.cut_top(height), 2, approval_.title, title);
    r.cut_top(height, 2);
    std::string facts = approval_.record_title;
    if (type_) facts = type_->label.in(desk.language()) + ": " + facts;
    const std::string asked = desk.tr("approvals.asked", {{"when", asked_when(desk, approval_.asked_at)}});
    facts += (facts.empty() ? "" : ", ") + asked;
    if (!approval_.automation.empty()) facts += ", " + automation_label(desk.ws(), approval_.automation, desk.language());
    const TextSpec quiet{.color = t.text2};
    if (ui.phone() && approval_.record) {
        Rect link_row = r.cut_top(44);
        if (link(ui, link_row.middle(24), "card", approval_.record_title)) desk.open_record(approval_.record);
        facts = asked;
    }
    r.cut_top(label_paragraph(ui, "facts", Rect(r).cut_top(paragraph_height(ui, facts, r.w, quiet)), facts, quiet));
    if (!approval_.description.empty())
        r.cut_top(label_paragraph(ui, "description", Rect(r).cut_top(paragraph_height(ui, approval_.description, r.w)), approval_.description));
    // For whom, and until when.
    Rect marks = r;
    marks.cut_top(6);
    marks = marks.cut_top(badge_height);
    float x = marks.x;
    const auto mark = [&](std::string_view key, const std::string& text, Tone tone, std::string_view glyph) {
        ui.tree().add({.id = ui.id(key), .role = Role::text, .name = text, .rect = {x, marks.y, badge_width(ui, text, glyph), badge_height}});
        x += badge(ui, {x, marks.y}, text, tone, glyph) + 8;
    };
    const DueMark due = due_mark(desk, approval_.due);
    if (!due.text.empty()) mark("due", due.text, due.late ? Tone::danger : due.soon ? Tone::warning : Tone::neutral, icon::clock);
    if (approval_.assignee != desk.actor())
        mark("for", desk.tr("approvals.in_place_of", {{"person", model::title_of(desk.ws(), approval_.assignee)}}), Tone::info, icon::users);
    else if (approval_.instead_of)
        mark("for", desk.tr("approvals.delegated_by", {{"person", model::title_of(desk.ws(), approval_.instead_of)}}), Tone::info, icon::forward);
    if (x > marks.x) r.cut_top(6 + badge_height);
    return r.y - top;
}

float ApprovalForm::what_is_asked(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    card_surface(ui, {r.x, r.y, r.w, asked_height_}, 8);
    Rect in = r.inset(pad, 0);
    in.h = 1e6f;
    in.cut_top(6);
    if (!ui.phone()) {
        Rect row = in.cut_top(28);
        const TextSpec quiet{.style = TextStyle::small, .color = t.text3};
        label(ui, "what", part(row, 0, 3, 16), desk.tr("approvals.what"), quiet);
        label(ui, "before", part(row, 1, 3, 16), desk.tr("approvals.before"), quiet);
        label(ui, "decision", part(row, 2, 3, 16), desk.tr("approvals.your_decision"), quiet);
    }
    for (Row& row : rows_) {
        if (&row != &rows_.front() || !ui.phone()) hline(ui, in.x, in.y, in.w, t.line);
        in.cut_top(form_row(desk, row, in));
    }
    for (FileRow& file : files_) {
        hline(ui, in.x, in.y, in.w, t.line);
        Rect row = in.cut_top(ui.phone() ? 52.f : 40.f);
        IdScope scope(ui, file.field);
        if (button_right(ui, row, {.key = "attach", .label = desk.tr("move.attach"), .icon = icon::paperclip, .small = true})) desk.ask_attach(approval_.record, file.field);
        draw_icon(ui, row.cut_left(16, 8), file.count > 0 ? icon::circle_check : file.required ? icon::triangle_alert : icon::circle_dashed, 16,
                  file.count > 0 ? t.success : file.required ? t.warning : t.text3);
        const std::string count = file.count > 0 ? desk.plural("approvals.files", file.count) : desk.tr("approvals.no_file");
        label(ui, "file", row, file.label + ": " + count);
    }
    in.cut_top(6);
    if (asked_height_ != in.y - top) ui.host().request_redraw();  // the ground is drawn before what stands on it
    asked_height_ = in.y - top;
    return asked_height_;
}

float ApprovalForm::form_row(Desk& desk, Row& row, const Rect& r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::Field& field = row.edit.field();
    const std::string name = field.label.in(desk.language());
    const std::string before = row.before.is_null() ? desk.tr("approvals.nothing") : value_text(desk.ws(), ui.locale(), field, row.before);
    const bool differs = !(row.edit.value() == row.before);
    IdScope scope(ui, field.key);
    float height;
    Rect control;
    if (ui.phone()) {
        Rect in = r;
        in.cut_top(8);
        const TextSpec quiet{.style = TextStyle::small, .color = t.text3};
        const std::string line = name + ", " + desk.tr("approvals.before_of", {{"value", before}});
        in.cut_top(label_paragraph(ui, "before", Rect(in).cut_top(paragraph_height(ui, line, in.w, quiet)), line, quiet), 4);
        control = in.cut_top(row.edit.height(desk, in.w));
        in.cut_top(8);
        height = in.y - r.y;
    } else {
        const Rect third = part(r, 2, 3, 16);
        control = {third.x, r.y + 4, third.w, row.edit.height(desk, third.w)};
        const TextSpec spec{.color = t.text2, .max_lines = 3};
        const Rect first = part(r, 0, 3, 16), second = part(r, 1, 3, 16);
        const float text = std::max(paragraph_height(ui, name, first.w, spec), paragraph_height(ui, before, second.w, spec));
        height = std::max(control.h, text + 10) + 8;
        label_paragraph(ui, "what", {first.x, r.y + 10, first.w, text}, name, spec);
        label_paragraph(ui, "before", {second.x, r.y + 10, second.w, text}, before, {.color = differs ? t.text3 : t.text, .max_lines = 3});
    }
    if (differs) fill(ui, {r.x - pad, control.y, 3, control.h}, t.accent);
    if (row.edit.draw(desk, control)) {
        refusal_.reset();
        look_ahead(desk);
    }
    if (row.edit.error) {
        const std::string sentence = ui.locale().sentence(*row.edit.error);
        const TextSpec spec{.style = TextStyle::small, .color = t.danger};
        const float taken = paragraph_height(ui, sentence, control.w, spec);
        label_paragraph(ui, "error", {control.x, control.bottom() + 2, control.w, taken}, sentence, spec);
        height = std::max(height, control.bottom() + 2 + taken + 4 - r.y);
    }
    return height;
}

float ApprovalForm::facts(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    const bool two = r.w > 560;
    const int columns = two ? 2 : 1;
    const float row_height = 24, label_width = two ? 130.f : 120.f;
    const auto rows = static_cast<float>((static_cast<int>(facts_.size()) + columns - 1) / columns);
    const float height = 44 + rows * row_height + 10;
    card_surface(ui, {r.x, r.y, r.w, height}, 8);
    Rect in = Rect{r.x, r.y, r.w, height}.inset(pad, 0);
    heading(ui, "facts_title", in.cut_top(40), 3, desk.tr("approvals.facts"), {.weight = Weight::strong});
    for (std::size_t i = 0; i < facts_.size(); i += static_cast<std::size_t>(columns)) {
        const Rect row = in.cut_top(row_height);
        for (int c = 0; c < columns && i + static_cast<std::size_t>(c) < facts_.size(); ++c) {
            const Fact& fact = facts_[i + static_cast<std::size_t>(c)];
            Rect at = part(row, c, columns, 24);
            ui.tree().add({.id = ui.id("fact/" + fact.label), .role = Role::text, .name = fact.label + ": " + fact.value, .rect = at});
            draw_text(ui, at.cut_left(label_width, 8), fact.label, {.color = t.text3});
            draw_text(ui, at, fact.value);
        }
    }
    return top + height - r.y;
}

float ApprovalForm::ahead(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const TextSpec body{.color = t.text2};
    const auto part_height = [&](const std::string& text) { return text.empty() ? 0.f : 28 + paragraph_height(ui, text, r.w - 2 * pad - 24, body) + 6; };
    const float height = 12 + part_height(after_approval_) + part_height(after_refusal_);
    card_surface(ui, {r.x, r.y, r.w, height}, 8);
    Rect in = Rect{r.x, r.y, r.w, height}.inset(pad, 6);
    const auto say = [&](const char* key, const std::string& title, const std::string& text, std::string_view glyph, Color color) {
        if (text.empty()) return;
        heading(ui, key, in.cut_top(28), 3, title, {.weight = Weight::strong});
        Rect line = in.cut_top(paragraph_height(ui, text, r.w - 2 * pad - 24, body), 6);
        draw_icon(ui, Rect(line.cut_left(16, 8)).cut_top(20), glyph, 16, color);
        label_paragraph(ui, std::string(key) + "/text", line, text, body);
    };
    say("after_approval", desk.tr("approvals.after_approval"), after_approval_, icon::check, t.accent_text);
    say("after_refusal", desk.tr("approvals.after_refusal"), after_refusal_, icon::x, t.danger);
    return height;
}

float ApprovalForm::comment_field(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const bool always = approval_.comment == model::Approval::Comment::always;
    const std::string name = desk.tr("move.comment"), hint = always ? std::string() : desk.tr("approvals.comment_hint");
    const std::string missing = !wanted_.empty() && comment_.empty() ? ui.locale().sentence(error("task.comment_required")) : std::string();
    const LabelSpec spec{.label = name, .hint = hint, .error = missing, .required = always, .control_height = multiline_height(ui, comment_, r.w, 2, 6)};
    const Rect area = r.cut_top(labelled_height(ui, spec, r.w));
    const FieldEvents typed = text_field(ui, labelled(ui, area, spec),
                                         {.key = "comment", .label = name, .multiline = true, .required = always, .error = !missing.empty(), .focus_now = focus_comment_ == 1}, comment_);
    if (focus_comment_ == 1) ui.reveal(area);
    if (focus_comment_ > 0) --focus_comment_;
    if (typed.changed) refusal_.reset();
    if (typed.submitted && !comment_.empty() && !wanted_.empty()) decide(desk, std::string(wanted_));
    return area.h;
}

float ApprovalForm::history(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    heading(ui, "history_title", r.cut_top(32), 3, desk.tr("approvals.history"), {.weight = Weight::strong});
    Group group(ui, "history", {.role = Role::list, .name = desk.tr("approvals.history"), .rect = r});
    for (const model::Decision& decision : history_) r.cut_top(draw_decision(desk, r, decision, type_));
    return r.y - top;
}

float draw_decision(Desk& desk, const Rect& r, const model::Decision& decision, const model::RecordType* type, bool draw) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string who = decision.person ? model::title_of(desk.ws(), decision.person) : std::string();
    std::string first = verdict_text(desk, decision.verdict) + ": " + decision.title;
    std::string second = who + ", " + asked_when(desk, decision.at);
    if (decision.instead_of) second += ", " + desk.tr("approvals.in_place_of", {{"person", model::title_of(desk.ws(), decision.instead_of)}});
    std::vector<std::string> lines;
    for (const auto& change : decision.changes) {
        const model::Field* field = type ? type->field(change.field) : nullptr;
        if (!field) continue;
        const auto said = [&](const Value& v) { return v.is_null() ? desk.tr("approvals.nothing") : value_text(desk.ws(), ui.locale(), *field, v); };
        lines.push_back(desk.tr("history.field_changed", {{"field", field->label.in(desk.language())}, {"before", said(change.before)}, {"after", said(change.after)}}));
    }
    Rect in = r;
    in.cut_top(8);
    const Rect mark = Rect(in.cut_left(28, 12)).cut_top(28);
    const TextSpec strong{.weight = Weight::strong}, quiet{.style = TextStyle::small, .color = t.text3}, body{};
    std::string all = first + ", " + second;
    const auto line = [&](const std::string& text, const TextSpec& spec) {
        const float h = paragraph_height(ui, text, in.w, spec);
        if (draw) draw_paragraph(ui, in, text, spec);
        in.cut_top(h);
    };
    in.h = 1e6f;
    line(first, strong);
    line(second, quiet);
    if (!decision.comment.empty()) line(decision.comment, body), all += ", " + decision.comment;
    for (const std::string& change : lines) line(change, {.style = TextStyle::small, .color = t.text2}), all += ", " + change;
    const float height = in.y - r.y + 8;
    if (!draw) return height;
    const bool yes = decision.verdict == "approve";
    disc(ui, mark.center(), 14, yes ? t.success_soft : decision.verdict == "return" ? t.warning_soft : t.danger_soft);
    draw_icon(ui, mark, yes ? icon::check : decision.verdict == "return" ? icon::undo_2 : icon::x, 14, yes ? t.success : decision.verdict == "return" ? t.warning : t.danger);
    ui.tree().add({.id = ui.id(decision.row), .role = Role::listitem, .name = all, .rect = {r.x, r.y, r.w, height}});
    return height;
}

}  // namespace potok::ui
