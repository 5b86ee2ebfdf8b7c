#include "ui/asks/book_dialog.h"

#include "generated/icons.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"

namespace potok::ui {

void BookDialog::begin(Desk& desk, model::RowId record) {
    *this = BookDialog();
    record_ = record;
    if (record) record_title_ = model::title_of(desk.ws(), record);
    resources_ = model::resources(desk.ws());
    // The next working day, its whole working time.
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    day_ = calendar.add_working_days(today(desk), 1);
    from_ = TimeOfDay{9 * 3'600'000}, to_ = TimeOfDay{18 * 3'600'000};
    if (const auto spans = calendar.spans(*day_); !spans.empty()) from_ = spans.front().from, to_ = spans.back().to;
    open_ = true;
}

std::optional<Instant> BookDialog::moment(Desk& desk, const std::optional<TimeOfDay>& time) const {
    if (!day_ || !time) return std::nullopt;
    return desk.zone().to_instant({*day_, *time});
}

std::string BookDialog::taken_by(Desk& desk) const {
    const auto from = moment(desk, from_), to = moment(desk, to_);
    if (resource_ < 0 || resources_.empty() || !from || !to || !(*from < *to)) return "";
    const auto others = model::booking_conflicts(desk.ws(), resources_[static_cast<std::size_t>(resource_)].row, *from, *to);
    if (others.empty()) return "";
    const std::string& by = others.front().record_title.empty() ? others.front().title : others.front().record_title;
    return desk.tr("crews.taken_by", {{"name", by}});
}

void BookDialog::submit(Desk& desk) {
    const auto from = moment(desk, from_), to = moment(desk, to_);
    if (!from || !to || resource_ < 0) return;
    const model::Resource& resource = resources_[static_cast<std::size_t>(resource_)];
    auto booked = desk.run(desk.compose().book(resource.row, *from, *to, record_ ? std::optional(record_) : std::nullopt, title_), {.tell_refusal = false});
    if (!booked.ok()) {
        refusal_ = booked.error();
        return;
    }
    open_ = false;
    desk.tell_done(*booked, desk.tr("crews.booked", {{"resource", resource.name}, {"when", desk.ui().locale().day_month(*day_)}}));
}

void BookDialog::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const std::string title = desk.tr("crews.book"), close = desk.tr("dialog.close"), who = desk.tr("crews.whom"), day = desk.tr("crews.day"),
                      from = desk.tr("crews.from"), to = desk.tr("crews.to"), what = desk.tr("crews.what"),
                      previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month"), taken = taken_by(desk);
    const std::string problem = refusal_ ? ui.locale().sentence(*refusal_) : taken;
    const float field = labelled_height(ui, {.label = who}), last = labelled_height(ui, {.label = from, .error = problem});
    const bool ready = !resources_.empty() && resource_ >= 0 && day_ && from_ && to_ && *from_ < *to_ && taken.empty();
    const bool stay = dialog(
        ui, {.key = "book", .title = title, .width = 440, .body_height = 28 + 3 * (field + 12) + last, .close_name = close},
        {.header = {},
         .body = [&](Rect r) {
             r.cut_top(4);
             r.h = 100000;
             if (record_) {
                 label(ui, "record", r.cut_top(field, 12), record_title_, {.weight = Weight::strong});
             } else {
                 text_field(ui, labelled(ui, r.cut_top(field, 12), {.label = what}), {.key = "what", .label = what}, title_);
             }
             std::vector<Option> options;
             for (const auto& resource : resources_) options.push_back({.label = resource.name});
             select(ui, labelled(ui, r.cut_top(field, 12), {.label = who}), {.key = "who", .label = who}, options, resource_);
             const WorkingCalendar& calendar = desk.ws().working_calendar();
             date_field(ui, labelled(ui, r.cut_top(field, 12), {.label = day}),
                        {.key = "day", .label = day, .today = today(desk), .previous_name = previous, .next_name = next,
                         .day_off = [&](Date d) { return is_holiday(calendar, d); }},
                        day_);
             Rect times = r.cut_top(last);
             Rect left = times.cut_left((times.w - 12) / 2, 12);
             time_field(ui, labelled(ui, left, {.label = from, .error = problem}), {.key = "from", .label = from, .error = !problem.empty()}, from_);
             time_field(ui, labelled(ui, times, {.label = to}), {.key = "to", .label = to, .error = !problem.empty()}, to_);
         },
         .footer = [&](Rect r) {
             if (button_right(ui, r, {.key = "book", .label = desk.tr("crews.book"), .kind = ButtonKind::primary, .icon = icon::calendar_plus, .disabled = !ready, .tip = taken}))
                 submit(desk);
             if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
         }});
    if (!stay) open_ = false;
}

}  // namespace potok::ui
