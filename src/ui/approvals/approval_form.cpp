#include "ui/approvals/approval_form.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/board/effects_summary.h"
#include "ui/kit/button.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr std::size_t most_facts = 10;

const model::Pipeline* pipeline_of(Desk& desk, const model::Record& record) {
    return record.type->on_pipeline ? desk.ws().catalog().pipeline(record.text("pipeline")) : nullptr;
}

}  // namespace

std::string verdict_text(Desk& desk, std::string_view verdict) {
    return desk.tr(verdict == "approve" ? "approvals.approved" : verdict == "return" ? "approvals.returned" : "approvals.rejected");
}

ApprovalForm::ApprovalForm(Desk& desk, model::Approval approval) : approval_(std::move(approval)) { read_record(desk); }

void ApprovalForm::refresh(Desk& desk, model::Approval approval) {
    const bool same = approval.task == approval_.task;
    approval_ = std::move(approval);
    std::vector<Row> before = std::move(rows_);
    rows_.clear();
    read_record(desk);
    if (!same) return;
    for (Row& row : rows_)
        for (Row& old : before)
            if (old.edit.field().key == row.edit.field().key && old.before == row.before) row.edit = std::move(old.edit);
    look_ahead(desk);
}

void ApprovalForm::read_record(Desk& desk) {
    rows_.clear();
    files_.clear();
    facts_.clear();
    const auto record = approval_.record ? model::record(desk.ws(), approval_.record) : std::nullopt;
    type_ = record ? record->type : nullptr;
    history_ = approval_.record ? model::decisions_on(desk.ws(), approval_.record) : std::vector<model::Decision>{};
    if (!record) return;
    const auto attached = model::attachments(desk.ws(), approval_.record);
    std::vector<std::string> asked;
    for (const model::Approval::Asked& ask : approval_.form) {
        const model::Field* field = type_->field(ask.field);
        if (!field) continue;
        asked.push_back(ask.field);
        if (field->kind == model::FieldKind::files) {
            const auto n = std::count_if(attached.begin(), attached.end(), [&](const auto& a) { return a.field == ask.field; });
            files_.push_back({ask.field, field->label.in(desk.language()), ask.required, static_cast<int>(n)});
        } else {
            rows_.push_back({FieldEdit(desk, *field, record->get(ask.field)), record->get(ask.field), ask.required});
        }
    }
    read_facts(desk, *record, asked);
    look_ahead(desk);
}

// What the board's card shows of it, then the rest of what is known, in the type's order.
void ApprovalForm::read_facts(Desk& desk, const model::Record& record, const std::vector<std::string>& asked) {
    std::vector<std::string> keys;
    const auto add = [&](const std::string& key) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end() && std::find(asked.begin(), asked.end(), key) == asked.end()) keys.push_back(key);
    };
    const model::Pipeline* pipeline = pipeline_of(desk, record);
    if (pipeline) {
        if (const model::Stage* stage = pipeline->stage(record.text("stage")))
            facts_.push_back({desk.tr("approvals.stage"), stage->label.in(desk.language())});
    }
    if (!record.type->amount_field.empty()) add(record.type->amount_field);
    add("owner");
    if (pipeline) {
        for (const auto* list : {&pipeline->card_second, &pipeline->card_aside, &pipeline->card_fields})
            for (const std::string& key : *list) add(key);
    }
    for (const model::Field& field : record.type->fields) add(field.key);
    for (const std::string& key : keys) {
        const model::Field* field = record.type->field(key);
        if (facts_.size() >= most_facts) break;
        if (!field || (field->system && key != "owner") || key == record.type->title_field) continue;
        if (field->kind == model::FieldKind::json || field->kind == model::FieldKind::files || field->kind == model::FieldKind::long_text) continue;
        std::string text = value_text(desk.ws(), desk.ui().locale(), *field, record.get(key));
        if (!text.empty()) facts_.push_back({field->label.in(desk.language()), std::move(text)});
    }
}

FieldValues ApprovalForm::changed_values() const {
    FieldValues out;
    for (const Row& row : rows_)
        if (Value now = row.edit.value(); !(now == row.before)) out.emplace_back(row.edit.field().key, std::move(now));
    return out;
}

int ApprovalForm::changed() const { return static_cast<int>(changed_values().size()); }

// The engine's own answer, not a guess; where it refuses, nothing is said beforehand.
void ApprovalForm::look_ahead(Desk& desk) {
    const auto said = [&](std::string_view verdict) -> std::string {
        if (!approval_.allows(verdict)) return {};
        const FieldValues values = verdict == "approve" ? changed_values() : FieldValues();
        const std::string comment = approval_.needs_comment(verdict) ? "…" : "";
        const auto outcome = desk.ws().preview(desk.compose().decide(approval_.task, verdict, comment, values), desk.actor(), desk.now());
        if (!outcome.ok()) return {};
        std::string moved;
        for (const auto& change : outcome->changes) {
            const auto* stage = change.row == approval_.record ? change.delta("stage") : nullptr;
            const std::string* key = stage ? stage->after.as<std::string>() : nullptr;
            const auto record = key ? model::record(desk.ws(), approval_.record) : std::nullopt;
            const model::Pipeline* pipeline = record ? pipeline_of(desk, *record) : nullptr;
            if (const model::Stage* to = pipeline ? pipeline->stage(*key) : nullptr) moved = desk.tr("approvals.moves_to", {{"stage", to->label.in(desk.language())}});
        }
        std::string robots = effects_sentence(desk, *outcome);
        if (!moved.empty() && !robots.empty()) moved += ". ";
        return moved + robots;
    };
    after_approval_ = said("approve");
    after_refusal_ = said("reject");
}

bool ApprovalForm::blame(const Error& error) {
    const auto at_field = [&](const Error& e) {
        const std::string place = e.place.starts_with("values/") ? e.place.substr(7) : e.place;
        for (Row& row : rows_) {
            if (row.edit.field().key != place) continue;
            row.edit.error = e;
            return true;
        }
        return false;
    };
    bool found = at_field(error);
    for (const Error& detail : error.details) found = at_field(detail) || found;
    return found;
}

bool ApprovalForm::decide(Desk& desk, std::string_view verdict) {
    if (!approval_.allows(verdict)) return false;
    if (approval_.needs_comment(verdict) && comment_.empty()) {
        wanted_ = verdict;
        focus_comment_ = 2;
        desk.ui().host().request_redraw();
        return false;
    }
    auto done = desk.run(desk.compose().decide(approval_.task, verdict, comment_, changed_values()), {.tell_refusal = false});
    if (!done.ok()) {
        refusal_ = done.error();
        blame(*refusal_);
        return false;
    }
    // No "Undo": a decision stands.
    desk.tell(verdict_text(desk, verdict) + ": " + approval_.title, effects_sentence(desk, *done));
    return true;
}

void ApprovalForm::delegate_menu(Desk& desk) {
    if (!delegating_) return;
    std::vector<model::Person> people = model::people(desk.ws());
    std::erase_if(people, [&](const auto& p) { return p.row == approval_.assignee; });
    std::vector<MenuItem> items;
    for (const auto& person : people) items.push_back({.label = person.name, .icon = icon::user});
    const int picked = menu(desk.ui(), "delegate_menu", delegate_anchor_, desk.tr("approvals.delegate_to"), items);
    if (picked == menu_open) return;
    delegating_ = false;
    if (picked < 0) return;
    const model::Person& to = people[static_cast<std::size_t>(picked)];
    desk.act(desk.compose().delegate_task(approval_.task, to.row), {.done = desk.tr("approvals.delegated", {{"person", to.name}})});
}

void ApprovalForm::footer(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    fill(ui, r, t.surface, 0);
    hline(ui, r.x, r.y, r.w, t.line);
    const bool phone = ui.phone();
    r = r.inset(phone ? 16.f : 24.f, 0);
    Rect row = phone ? Rect{r.x, r.y + 8, r.w, 44} : r;
    const int n = changed();
    const auto verdict = [&](const char* word, const ButtonSpec& spec) {
        if (approval_.allows(word) && button_right(ui, row, spec)) decide(desk, word);
    };
    verdict("approve", {.key = "approve", .label = desk.tr(n > 0 && !phone ? "approvals.approve_changed" : "approvals.approve"), .kind = ButtonKind::primary, .icon = icon::check, .shortcut = phone ? "" : "A"});
    verdict("reject", {.key = "reject", .label = desk.tr("approvals.reject"), .kind = ButtonKind::danger_outline, .icon = icon::x, .shortcut = phone ? "" : "R"});
    verdict("return", {.key = "return", .label = desk.tr("approvals.return"), .icon = icon::undo_2, .icon_only = phone, .shortcut = phone ? "" : "B"});
    const std::string delegate = desk.tr("approvals.delegate");
    const ButtonSpec give{.key = "delegate", .label = delegate, .kind = ButtonKind::ghost, .icon = icon::forward, .icon_only = phone, .opens_popup = true, .expanded = delegating_};
    delegate_anchor_ = Rect(row).cut_right(button_width(ui, give)).middle(button_height(ui));
    if (button_right(ui, row, give)) delegating_ = true;
    if (phone) return;
    const std::string note = n > 0 ? desk.plural("approvals.changed", n) : desk.tr("approvals.final");
    label_paragraph(ui, "note", row.middle(std::min(row.h, paragraph_height(ui, note, row.w - 12, {.style = TextStyle::small, .max_lines = 2}))), note,
                    {.style = TextStyle::small, .color = t.text3, .max_lines = 2});
}

}  // namespace potok::ui
