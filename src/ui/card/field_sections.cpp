#include "ui/card/field_sections.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/button.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {
constexpr float label_width = 116, row_gap = 4;
}

void FieldSections::read(Desk& desk, const model::Record& record) {
    record_ = record.row;
    type_ = record.type;
    complete_ = model::completeness(desk.ws(), record);
    if (edits_.empty()) {
        for (const model::Field& field : type_->fields)
            if (!field.system && field.kind != model::FieldKind::files && field.kind != model::FieldKind::json)
                edits_.emplace_back(desk, field, record.get(field.key));
    } else {
        for (FieldEdit& edit : edits_) edit.refresh(desk, record.get(edit.field().key));
    }
}

float FieldSections::head(Desk& desk, Rect r, std::string_view key, std::string_view title, std::string_view note, bool good, bool& open) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float height = ui.phone() ? 44.f : 34.f;
    Rect row = r.cut_top(height);
    const auto at = std::find_if(folded_.begin(), folded_.end(), [&](const auto& f) { return f.first == key; });
    open = at == folded_.end() || !at->second;
    const Press press = ui.press({.id = ui.id("section/" + std::string(key)), .role = Role::button, .name = title, .value = note,
                                  .states = State::state_expandable | (open ? State::state_expanded : State::state_none), .rect = row});
    if (press.clicked) {
        if (at == folded_.end()) folded_.emplace_back(key, true);
        else at->second = !at->second;
    }
    if (press.ring) focus_ring(ui, row, 6);
    draw_icon(ui, row.cut_left(14, 6), open ? icon::chevron_down : icon::chevron_right, 14, t.text3);
    const TextSpec quiet{.style = TextStyle::caption, .color = good ? t.success : t.text3, .align = Align::right};
    draw_text(ui, row.cut_right(text_width(ui, note, quiet) + 1, 8), note, quiet);
    draw_text(ui, row, title, {.weight = Weight::strong});
    return height;
}

float FieldSections::draw(Desk& desk, Rect r) {
    const float top = r.y;
    r.h = 1e6f;
    // Sections in the type's order, then what belongs to none.
    std::vector<std::pair<std::string, std::string>> sections;
    for (const auto& [key, label] : type_->sections) sections.emplace_back(key, label.in(desk.language()));
    sections.emplace_back("", sections.empty() ? type_->label.in(desk.language()) : desk.tr("card.other_fields"));
    for (const auto& [key, title] : sections) {
        int filled = 0, all = 0;
        const auto belongs = [&](const FieldEdit& edit) {
            const std::string& section = edit.field().section;
            const bool known = std::any_of(type_->sections.begin(), type_->sections.end(), [&](const auto& s) { return s.first == section; });
            return (known ? section : std::string()) == key;
        };
        for (const FieldEdit& edit : edits_) {
            if (!belongs(edit)) continue;
            ++all;
            filled += edit.empty() ? 0 : 1;
        }
        if (all == 0) continue;
        bool open = true;
        const std::string note = desk.tr("move.done_of", {{"n", std::to_string(filled)}, {"of", std::to_string(all)}});
        r.cut_top(head(desk, r, "section:" + key, title, note, filled == all, open));
        if (!open) continue;
        for (FieldEdit& edit : edits_)
            if (belongs(edit)) r.cut_top(row(desk, edit, r));
        r.cut_top(8);
    }
    return r.y - top;
}

float FieldSections::row(Desk& desk, FieldEdit& edit, const Rect& r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool phone = ui.phone();
    const model::Field& field = edit.field();
    const std::string name = field.label.in(desk.language());
    const float control_width = phone ? r.w : r.w - label_width - 12;
    const bool tall = field.kind == model::FieldKind::long_text || field.kind == model::FieldKind::multi;
    const float control = phone ? std::max(edit.height(desk, control_width), 44.f) : tall ? edit.height(desk, control_width) : 28.f;
    const TextSpec label_spec{.color = t.text3, .max_lines = 3};
    const float label_height = paragraph_height(ui, name, phone ? r.w : label_width, label_spec);
    Rect rest = r;
    const bool missing = std::find(complete_.missing.begin(), complete_.missing.end(), field.key) != complete_.missing.end();
    if (phone) {
        draw_paragraph(ui, rest.cut_top(label_height, 2), name, label_spec);
    } else {
        const Rect at = rest.cut_left(label_width, 12);
        draw_paragraph(ui, {at.x, at.y + 4, at.w, label_height}, name, label_spec);
        if (missing) disc(ui, {at.x - 8, at.y + 14}, 3, t.warning);
    }
    // A control in place has padding of its own: its text stands where the label column ends.
    const float padding = phone ? 0.f : field.kind == model::FieldKind::long_text ? 10.f : 6.f;
    const Rect box{rest.x - padding, rest.y, rest.w + padding, control};
    if (edit.draw(desk, box, true)) {
        auto saved = desk.run(desk.compose().set_field(record_, field.key, edit.value()), {.tell_refusal = false});
        if (!saved.ok()) edit.error = saved.error();
    }
    float height = phone ? label_height + 2 + control : std::max(control, label_height + 8);
    if (edit.error) {
        const std::string sentence = ui.locale().sentence(*edit.error);
        const TextSpec spec{.style = TextStyle::small, .color = t.danger};
        const Rect at{rest.x, rest.y + control + 2, rest.w, 1000};
        const float taken = paragraph_height(ui, sentence, at.w, spec);
        IdScope scope(ui, field.key);
        label_paragraph(ui, "error", {at.x, at.y, at.w, taken}, sentence, spec);
        height += taken + 4;
    }
    return height + row_gap;
}

}  // namespace potok::ui
