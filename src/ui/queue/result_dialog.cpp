#include "ui/queue/result_dialog.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/record_context.h"
#include "ui/forms/field_grid.h"
#include "ui/kit/button.h"
#include "ui/kit/overlay.h"
#include "ui/kit/text.h"
#include "ui/people.h"

namespace potok::ui {

namespace {

constexpr float day_head = 32, slot_line = 36, chip_gap = 8;
constexpr std::size_t most_slots = 300, in_a_row = 6, most_rows = 12;

// Slots of one person on one day.
struct SlotRow {
    model::RowId person = 0;
    Date day;
    std::vector<const model::Slot*> slots;
};

// The first ones of each person and day, apart enough to be a choice.
std::vector<SlotRow> rows_of(const std::vector<model::Slot>& slots, const Zone& zone) {
    constexpr std::int64_t apart = 30 * 60'000;
    std::vector<SlotRow> out;
    for (const model::Slot& s : slots) {
        const Date day = zone.to_local(s.from).date;
        auto at = std::find_if(out.begin(), out.end(), [&](const SlotRow& r) { return r.person == s.person && r.day == day; });
        if (at == out.end()) {
            if (out.size() == most_rows) continue;
            out.push_back({s.person, day, {}});
            at = std::prev(out.end());
        }
        if (at->slots.size() < in_a_row && (at->slots.empty() || s.from - at->slots.back()->from >= apart)) at->slots.push_back(&s);
    }
    std::stable_sort(out.begin(), out.end(), [](const SlotRow& a, const SlotRow& b) { return a.day < b.day; });
    return out;
}

}  // namespace

void ResultDialog::begin(Desk& desk, const model::Queue& queue, model::RowId record, const model::Option& result) {
    *this = ResultDialog();
    queue_ = queue;
    record_ = record;
    option_ = result.key;
    title_ = result.label.in(desk.language());
    const model::RecordType* type = desk.ws().catalog().type(queue.result_type);
    if (!type) return;
    if (!queue.slots.timetable.empty() && queue.slots.option == option_) {
        slots_asked_ = open_ = true;
        find_slots(desk);
        return;
    }
    for (const auto& [option, fields] : queue.result_asks) {
        if (option != option_) continue;
        for (const std::string& name : fields)
            if (const model::Field* f = type->field(name)) edits_.emplace_back(desk, *f, Value());
    }
    if (edits_.empty()) return submit(desk);
    open_ = true;
}

void ResultDialog::find_slots(Desk& desk) {
    const model::Workspace& ws = desk.ws();
    slots_.clear();
    const model::Timetable* timetable = model::timetable(ws, queue_.slots.timetable);
    if (!timetable) return;
    const auto asked = [&](const std::string& feel) {
        if (feel.empty()) return Value();
        auto value = model::evaluate(ws, feel, record_, desk.actor(), desk.now());
        return value.ok() ? *value : Value();
    };
    model::SlotRequest request;
    const Value people = asked(queue_.slots.people);
    const auto add = [&](const Value& v) {
        const Ref* ref = v.as<Ref>();
        const auto row = ref ? ws.row_of(ref->id) : std::nullopt;
        if (row && std::find(request.people.begin(), request.people.end(), *row) == request.people.end()) request.people.push_back(*row);
    };
    if (const ValueList* list = people.as<ValueList>())
        for (const Value& one : *list) add(one);
    else
        add(people);
    request.place = asked(queue_.slots.place);
    const Value length = asked(queue_.slots.length);
    if (const auto* d = length.as<DayTimeDuration>()) request.length = d->ms;
    request.from = desk.now();
    request.to = desk.now() + queue_.slots.days * std::int64_t{86'400'000};
    request.most = most_slots;
    const auto found = model::free_slots(ws, *timetable, request);
    if (found.ok())
        slots_ = *found;
    else
        refusal_ = found.error();
}

void ResultDialog::submit(Desk& desk) {
    FieldValues values = {{queue_.result_link, Value(desk.ws().id_of(record_))}, {queue_.result_field, Value(option_)},
                          {"title", Value(title_ + ": " + model::title_of(desk.ws(), record_))}};
    for (const FieldEdit& edit : edits_)
        if (!edit.empty()) values.emplace_back(edit.field().key, edit.value());
    refusal_.reset();
    const auto made = desk.run(desk.compose().create(queue_.result_type, values), {.tell_refusal = !open_});
    if (!made.ok()) {
        if (!blame_field(edits_, made.error())) refusal_ = made.error();
        return;
    }
    open_ = false;
    desk.tell_done(*made, title_, model::title_of(desk.ws(), record_));
}

void ResultDialog::book(Desk& desk, const model::Slot& slot) {
    const model::Timetable* t = model::timetable(desk.ws(), queue_.slots.timetable);
    const model::RecordType* type = t ? desk.ws().catalog().type(t->type) : nullptr;
    if (!type) return;
    FieldValues values = {{t->person, Value(desk.ws().id_of(slot.person))}, {t->from, Value(slot.from)}, {t->to, Value(slot.to)}};
    if (!type->subject_field.empty()) values.emplace_back(type->subject_field, Value(desk.ws().id_of(record_)));
    for (const auto& [field, feel] : queue_.slots.values) {
        const auto value = model::evaluate(desk.ws(), feel, record_, desk.actor(), desk.now());
        if (value.ok()) values.emplace_back(field, *value);
    }
    refusal_.reset();
    const auto made = desk.run(desk.compose().create(t->type, values), {.tell_refusal = false});
    if (made.ok()) {
        open_ = false;
        return desk.tell_done(*made, title_, model::title_of(desk.ws(), record_));
    }
    find_slots(desk);  // somebody else was faster
    refusal_ = made.error();
}

float ResultDialog::slot_list(Desk& desk, Rect r, bool draw) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.h = 100000;
    const Locale& locale = ui.locale();
    const Date today = desk.zone().to_local(desk.now()).date;
    const float width = ui.phone() ? 72.f : 68.f, height = ui.phone() ? 44.f : slot_line;
    std::optional<Date> day;
    for (const SlotRow& row : rows_of(slots_, desk.zone())) {
        if (day != row.day) {
            const Rect head = r.cut_top(day_head);
            if (draw) heading(ui, "day" + std::to_string(row.day.days), head, 3, locale.relative_day(row.day, today) + ", " + locale.day_month(row.day), {.weight = Weight::strong});
            day = row.day;
        }
        const std::string name = model::title_of(desk.ws(), row.person);
        Rect who = r.cut_top(24);
        if (draw) {
            draw_avatar(ui, Rect(who.cut_left(20, 8)).middle(20), name, row.person);
            std::string facts = name;
            if (const std::int64_t minutes = row.slots.front()->travel / 60'000; minutes > 0)
                facts += ", " + desk.tr("queue.travel", {{"n", std::to_string(minutes)}});
            draw_text(ui, who, facts, {.color = ui.theme().text2});
        }
        const auto per_line = std::max<std::size_t>(1, static_cast<std::size_t>((r.w + chip_gap) / (width + chip_gap)));
        for (std::size_t i = 0; i < row.slots.size(); i += per_line) {
            Rect line = r.cut_top(height, 4);
            for (std::size_t k = i; draw && k < std::min(i + per_line, row.slots.size()); ++k) {
                const model::Slot& slot = *row.slots[k];
                const std::string time = locale.time(desk.zone().to_local(slot.from).time);
                const std::string key = std::to_string(slot.person) + "/" + std::to_string(slot.from.ms);
                const std::string tip = locale.relative_day(row.day, today) + " " + time + ", " + name;
                IdScope scope(ui, key);
                if (button(ui, Rect(line.cut_left(width, chip_gap)).middle(ui.phone() ? 44.f : 32.f), {.key = tip, .label = time, .tip = tip})) {
                    const model::Slot chosen = slot;
                    book(desk, chosen);
                    return r.y - top;
                }
            }
        }
        r.cut_top(4);
    }
    return r.y - top;
}

void ResultDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const float inner = ui.phone() ? ui.screen().w - 32 : 440 - 48;
    const std::string close = desk.tr("dialog.close"), name = model::title_of(desk.ws(), record_);
    const float text_h = refusal_ ? paragraph_height(ui, ui.locale().sentence(*refusal_), inner) + 12 : 0.f;
    const bool none = slots_asked_ && slots_.empty();
    float height = 16 + text_h;
    if (none) height += 48;
    else if (slots_asked_) height += slot_list(desk, {0, 0, inner, 0}, false);
    else height += field_grid(desk, {0, 0, inner, 0}, edits_, false).height;
    const std::string title = title_ + ": " + name;
    const bool stay = dialog(ui, {.key = "result", .title = title, .width = 440, .body_height = height, .footer_height = slots_asked_ ? 0.f : 64.f, .close_name = close},
                             {.header = {},
                              .body = [&](Rect r) {
                                  r.cut_top(8);
                                  r.h = 100000;
                                  if (refusal_) r.cut_top(label_paragraph(ui, "refusal", r, ui.locale().sentence(*refusal_), {.color = ui.theme().danger}), 12);
                                  if (none) label_paragraph(ui, "none", r, desk.tr("queue.no_slots", {{"n", std::to_string(queue_.slots.days)}}), {.color = ui.theme().text2});
                                  else if (slots_asked_) slot_list(desk, r, true);
                                  else field_grid(desk, r, edits_);
                              },
                              .footer = [&](Rect r) {
                                  if (button_right(ui, r, {.key = "save", .label = desk.tr("queue.save_result"), .kind = ButtonKind::primary, .icon = icon::check})) submit(desk);
                                  if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
                              }});
    if (!stay) open_ = false;
    if (open_ && !slots_asked_ && ui.shortcut(ImGuiMod_Ctrl | ImGuiKey_Enter)) submit(desk);
}

}  // namespace potok::ui
