#include "ui/card/documents_tab.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/document_template.h"
#include "model/made_documents.h"
#include "ui/card/card_commands.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

struct StateMark {
    std::string_view icon;
    Tone tone;
};

StateMark mark_of(model::DocumentState state) {
    switch (state) {
    case model::DocumentState::there: return {icon::circle_check, Tone::success};
    case model::DocumentState::signing: return {icon::file_signature, Tone::warning};
    case model::DocumentState::outdated: return {icon::triangle_alert, Tone::danger};
    case model::DocumentState::missing: break;
    }
    return {icon::circle_dashed, Tone::neutral};
}

}  // namespace

void DocumentsTab::read(Desk& desk) {
    templates_.clear();
    papers_.read(desk, {record_}, false);
    const model::RecordType* type = desk.ws().type_of(record_);
    if (!type) return;
    for (const model::DocumentTemplate& t : model::document_templates(desk.ws().catalog(), type->key)) {
        Template out{t.key, t.label.in(desk.language()), 0};
        for (const FiledDocument& p : papers_.papers())
            if (p.source == t.key) out.version = std::max(out.version, std::max(1, p.version));
        templates_.push_back(std::move(out));
    }
    read_checklist(desk);
}

void DocumentsTab::read_checklist(Desk& desk) {
    needed_.clear();
    checked_on_ = today(desk);
    const auto data = model::record(desk.ws(), record_);
    const model::Pipeline* pipeline = data && data->type->on_pipeline ? desk.ws().catalog().pipeline(data->text("pipeline")) : nullptr;
    for (model::ChecklistItem& item : model::document_checklist(desk.ws(), record_, desk.now())) {
        Needed n;
        n.label = item.need.label.in(desk.language());
        if (const model::Stage* stage = pipeline ? pipeline->stage(item.stage) : nullptr) n.stage = stage->label.in(desk.language());
        n.item = std::move(item);
        needed_.push_back(std::move(n));
    }
    // Files that a stage asks for by field alone stand in the list, too.
    if (!pipeline) return;
    for (const model::Stage& stage : pipeline->stages)
        for (const model::Gate& gate : stage.gates)
            for (const std::string& key : gate.files) {
                const bool listed = std::any_of(needed_.begin(), needed_.end(), [&](const Needed& n) { return n.item.need.field == key; });
                const model::Field* field = data->type->field(key);
                if (listed || !field) continue;
                model::DocumentNeed need;
                need.key = need.field = key;
                need.label = field->label;
                Needed n{model::look_for(desk.ws(), record_, need, desk.now()), field->label.in(desk.language()), stage.label.in(desk.language())};
                needed_.push_back(std::move(n));
            }
}

void DocumentsTab::draw(Desk& desk, Rect area) {
    if (checked_on_ != today(desk)) read_checklist(desk);
    Ui& ui = desk.ui();
    Group group(ui, "documents", {.role = Role::tabpanel, .name = desk.tr("card.documents"), .rect = area});
    ScrollArea scroll(ui, "documents", area);
    const float top = scroll.content().y;
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 12);
    r.w = std::min(r.w, 1080.f);
    r.h = 1e6f;
    // What is asked for and what can be made stand side by side where there is room.
    if (r.w >= 840 && !needed_.empty() && !templates_.empty()) {
        Rect left = part(r, 0, 2, 32), right = part(r, 1, 2, 32);
        r.cut_top(std::max(checklist(desk, left), templates(desk, right)));
    } else {
        r.cut_top(checklist(desk, r));
        r.cut_top(templates(desk, r));
    }
    r.cut_top(documents(desk, r, area));
    scroll.set_content_height(r.y - top + 24);
}

float DocumentsTab::checklist(Desk& desk, Rect r) {
    if (needed_.empty()) return 0;
    const float top = r.y;
    const auto there = std::count_if(needed_.begin(), needed_.end(), [](const Needed& n) { return n.item.state == model::DocumentState::there; });
    const bool all = there == static_cast<std::ptrdiff_t>(needed_.size());
    const std::string note = desk.tr("move.done_of", {{"n", std::to_string(there)}, {"of", std::to_string(needed_.size())}});
    r.cut_top(tab_heading(desk.ui(), r, "needed", desk.tr("papers.needed"), note, all));
    Group list(desk.ui(), "needed_list", {.role = Role::list, .name = desk.tr("papers.needed"), .rect = r});
    for (const Needed& needed : needed_) r.cut_top(needed_row(desk, r, needed));
    r.cut_top(16);
    return r.y - top;
}

float DocumentsTab::needed_row(Desk& desk, Rect r, const Needed& needed) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, needed.item.need.key);
    const float height = ui.phone() ? 76.f : 48.f;
    Rect row = r.cut_top(height);
    const StateMark mark = mark_of(needed.item.state);
    const std::string state = desk.tr(std::string("papers.is_") + std::string(model::word_for(needed.item.state)));
    std::string facts = needed.stage.empty() ? "" : desk.tr("papers.for_stage", {{"stage", needed.stage}});
    if (needed.item.need.count > 1)
        facts = desk.tr("move.done_of", {{"n", std::to_string(needed.item.documents.size())}, {"of", std::to_string(needed.item.need.count)}}) +
                (facts.empty() ? "" : " · ") + facts;
    ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = needed.label, .value = state, .description = facts, .rect = row});
    draw_icon(ui, row.cut_left(20, 10), mark.icon, 18, mark.tone == Tone::neutral ? t.text3 : tone_text(t, mark.tone));
    if (needed.item.state == model::DocumentState::missing || needed.item.state == model::DocumentState::outdated) {
        const bool made = !needed.item.need.source.empty();
        const std::string act = desk.tr(made ? "papers.make" : "move.attach");
        if (button_right(ui, row, {.key = "act", .label = act, .icon = made ? icon::file_plus : icon::paperclip, .small = true, .tip = needed.label})) {
            if (made) make(desk, needed.item.need.source);
            else desk.ask_attach(record_, needed.item.need.field, needed.item.need.kind);
        }
    }
    // On the phone the button says that it is missing, and the name has two lines.
    if (!ui.phone() || needed.item.state != model::DocumentState::missing) {
        const Rect at = row.cut_right(badge_width(ui, state), 8).middle(badge_height);
        badge(ui, {at.x, at.y}, state, mark.tone);
    }
    const TextSpec name{.max_lines = ui.phone() ? 2 : 1};
    const float lines = paragraph_height(ui, needed.label, row.w, name);
    Rect text = row.middle(lines + (facts.empty() ? 0.f : 18.f));
    draw_paragraph(ui, text.cut_top(lines), needed.label, name);
    if (!facts.empty()) draw_text(ui, text, facts, {.style = TextStyle::small, .color = t.text3});
    hline(ui, r.x, r.y - 1, r.w, t.line);
    return height;
}

float DocumentsTab::templates(Desk& desk, Rect r) {
    if (templates_.empty()) return 0;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y, height = ui.phone() ? 56.f : 48.f;
    r.cut_top(tab_heading(ui, r, "templates", desk.tr("papers.templates")));
    for (const Template& one : templates_) {
        Rect row = r.cut_top(height);
        IdScope scope(ui, one.key);
        draw_icon(ui, row.cut_left(20, 10), icon::file_plus, 18, t.text3);
        const std::string act = desk.tr(one.version > 0 ? "papers.new_version" : "papers.make"), tip = one.label;
        if (button_right(ui, row, {.key = "make", .label = act, .small = true, .tip = tip})) make(desk, one.key);
        const std::string facts = one.version > 0 ? desk.tr("papers.version", {{"n", std::to_string(one.version)}}) : desk.tr("papers.not_made");
        Rect text = row.middle(38);
        label(ui, "name", text.cut_top(20), one.label);
        label(ui, "facts", text, facts, {.style = TextStyle::small, .color = t.text3});
        hline(ui, r.x, r.y - 1, r.w, t.line);
    }
    r.cut_top(16);
    return r.y - top;
}

float DocumentsTab::documents(Desk& desk, Rect r, const Rect& view) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.cut_top(tab_heading(ui, r, "all", desk.tr("papers.all"), std::to_string(papers_.size())));
    if (papers_.size() == 0) r.cut_top(tab_nothing(ui, r, "none", desk.tr("papers.none")));
    else r.cut_top(papers_.draw(desk, r, view));
    Rect foot = r.cut_top(ui.phone() ? 56.f : 44.f);
    if (button_left(ui, foot, {.key = "attach", .label = desk.tr("files.attach"), .icon = icon::paperclip, .small = true})) desk.ask_attach(record_, "");
    return r.y - top;
}

void DocumentsTab::make(Desk& desk, const std::string& key) {
    const auto made = desk.run(commands::make_document(desk.ws(), record_, key));
    if (made.ok()) desk.tell_done(*made, desk.tr("papers.made", {{"name", model::title_of(desk.ws(), made->record)}}));
}

}  // namespace potok::ui
