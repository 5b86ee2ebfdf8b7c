#include "ui/approvals/absences_sheet.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/people.h"

namespace potok::ui {

void AbsencesSheet::open(Desk& desk) {
    *this = AbsencesSheet();
    open_ = true;
    read(desk);
    for (std::size_t i = 0; i < people_.size(); ++i)
        if (people_[i].row == desk.actor()) person_ = static_cast<int>(i);
}

void AbsencesSheet::read(Desk& desk) {
    absences_ = model::absences_from(desk.ws(), today(desk));
    people_ = model::people(desk.ws());
}

void AbsencesSheet::take(Desk& desk, const model::Outcome& outcome) {
    if (!open_) return;
    for (const auto& change : outcome.changes)
        if (change.type && (change.type->key == "absence" || change.type->key == "person")) return read(desk);
}

void AbsencesSheet::add(Desk& desk) {
    FieldValues values = {{"person", Value(desk.ws().id_of(people_[static_cast<std::size_t>(person_)].row))}, {"from", Value(*from_)}, {"to", Value(*to_)},
                          {"title", Value(desk.tr("absences.reason"))}};
    if (substitute_ >= 0) values.emplace_back("substitute", Value(desk.ws().id_of(people_[static_cast<std::size_t>(substitute_)].row)));
    auto made = desk.run(desk.compose().create("absence", values), {.tell_refusal = false});
    if (!made.ok()) {
        refusal_ = made.error();
        return;
    }
    refusal_.reset();
    from_.reset(), to_.reset();
    substitute_ = -1;
}

void AbsencesSheet::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const std::string title = desk.tr("absences.title"), close = desk.tr("dialog.close");
    const bool stay = side_sheet(ui, "absences", title, 440, close, [&](Rect body) {
        ScrollArea scroll(ui, "absences-list", body);
        Rect r = scroll.content();
        const float top = r.y;
        r.h = 1e6f;
        const TextSpec quiet{.color = ui.theme().text2};
        const std::string text = desk.tr("absences.text");
        r.cut_top(label_paragraph(ui, "text", Rect(r).cut_top(paragraph_height(ui, text, r.w, quiet)), text, quiet), 12);
        {
            Group group(ui, "list", {.role = Role::list, .name = title, .rect = r});
            for (const model::Absence& absence : absences_) r.cut_top(row(desk, absence, r));
        }
        if (absences_.empty()) label(ui, "none", r.cut_top(32), desk.tr("absences.none"), {.color = ui.theme().text3});
        r.cut_top(16);
        r.cut_top(form(desk, r));
        scroll.set_content_height(r.y - top + 16);
    });
    if (!stay) open_ = false;
}

float AbsencesSheet::row(Desk& desk, const model::Absence& absence, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Locale& locale = ui.locale();
    const float height = ui.phone() ? 64.f : 56.f;
    Rect line = r.cut_top(height);
    IdScope scope(ui, absence.row);
    const std::string who = model::title_of(desk.ws(), absence.person);
    const std::string when = absence.from == absence.to ? locale.day_month(absence.from) : locale.day_month(absence.from) + " – " + locale.day_month(absence.to);
    const std::string instead = absence.substitute ? desk.tr("absences.substitute_is", {{"person", model::title_of(desk.ws(), absence.substitute)}})
                                                   : desk.tr("absences.nobody");
    hline(ui, line.x, line.bottom() - 1, line.w, t.line);
    const model::RecordType* type = desk.ws().catalog().type("absence");
    if (type && model::may(desk.ws(), desk.actor(), model::Verb::remove, *type, absence.row) &&
        icon_button(ui, line.cut_right(ui.phone() ? 44.f : 28.f).middle(ui.phone() ? 44.f : 28.f), "remove", icon::trash_2, desk.tr("absences.remove", {{"person", who}})))
        desk.act(desk.compose().remove(absence.row), {.done = desk.tr("absences.removed", {{"person", who}})});
    ui.tree().add({.id = ui.id("absence"), .role = Role::listitem, .name = who + ", " + when + ", " + instead, .rect = line});
    draw_avatar(ui, line.cut_left(28, 12).middle(28), who, absence.person);
    Rect words = line.middle(36);
    const bool now = absence.from <= today(desk);
    Rect first = words.cut_top(18);
    const TextSpec dates{.color = now ? t.accent_text : t.text2, .align = Align::right};
    draw_text(ui, first.cut_right(text_width(ui, when, dates) + 1, 8), when, dates);
    draw_text(ui, first, who, {.weight = Weight::strong});
    draw_text(ui, words, instead, {.style = TextStyle::small, .color = absence.substitute ? t.text3 : t.warning});
    return height;
}

float AbsencesSheet::form(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    heading(ui, "new", r.cut_top(28), 3, desk.tr("absences.new"), {.weight = Weight::strong});
    std::vector<Option> options;
    for (const auto& person : people_) options.push_back({.label = person.name});
    const std::string who = desk.tr("absences.who"), from = desk.tr("absences.from"), to = desk.tr("absences.to"), instead = desk.tr("absences.substitute"),
                      choose = desk.tr("form.choose"), nobody = desk.tr("form.no_choice"), previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month");
    const float field = labelled_height(ui, {.label = who});
    select(ui, labelled(ui, r.cut_top(field, 12), {.label = who}), {.key = "who", .label = who, .placeholder = choose}, options, person_);
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    const auto day = [&](const Rect& at, const char* key, const std::string& name, std::optional<Date>& value, std::optional<Date> earliest) {
        return date_field(ui, labelled(ui, at, {.label = name}),
                          {.key = key, .label = name, .placeholder = choose, .today = today(desk), .previous_name = previous, .next_name = next,
                           .day_off = [&](Date d) { return is_holiday(calendar, d); }, .earliest = earliest}, value);
    };
    const Rect days = r.cut_top(field, 12);
    if (day(part(days, 0, 2, 12), "from", from, from_, {}) && from_ && (!to_ || *to_ < *from_)) to_ = from_;
    day(part(days, 1, 2, 12), "to", to, to_, from_);
    select(ui, labelled(ui, r.cut_top(field, 12), {.label = instead}), {.key = "substitute", .label = instead, .placeholder = choose, .clear = nobody}, options, substitute_);
    if (refusal_) {
        const std::string sentence = ui.locale().sentence(*refusal_);
        const TextSpec spec{.style = TextStyle::small, .color = ui.theme().danger};
        r.cut_top(label_paragraph(ui, "refusal", Rect(r).cut_top(paragraph_height(ui, sentence, r.w, spec)), sentence, spec), 8);
    }
    Rect foot = r.cut_top(button_height(ui));
    const bool same = person_ >= 0 && person_ == substitute_;
    const bool ready = person_ >= 0 && from_ && to_ && *from_ <= *to_ && !same;
    const std::string tip = ready ? std::string() : desk.tr(same ? "absences.not_oneself" : "absences.needs");
    if (button_left(ui, foot, {.key = "add", .label = desk.tr("absences.add"), .kind = ButtonKind::soft, .icon = icon::plus, .disabled = !ready, .tip = tip})) add(desk);
    if (!tip.empty()) label(ui, "why", foot, tip, {.style = TextStyle::small, .color = ui.theme().text3});
    return r.y - top;
}

}  // namespace potok::ui
