#include "ui/calendar/quick_entry.h"

#include "generated/icons.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/overlay.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {
constexpr std::int32_t hour = 3'600'000;
}

void QuickEntry::begin(Desk& desk, const CalendarData::NewEntry& wish) {
    *this = QuickEntry();
    anchor_ = wish.at;
    day_ = wish.day;
    // The hour that was pointed at, else the beginning of that day's work.
    TimeOfDay from{9 * hour};
    if (const auto spans = desk.ws().working_calendar().spans(wish.day); !spans.empty()) from = spans.front().from;
    from_ = wish.from.value_or(from);
    to_ = TimeOfDay{std::min(from_->ms + hour, 23 * hour + hour / 2)};
    open_ = first_ = true;
}

void QuickEntry::submit(Desk& desk) {
    const Instant from = desk.zone().to_instant({*day_, *from_}), to = desk.zone().to_instant({*day_, *to_});
    auto made = kind_ == 1 ? desk.run(desk.compose().create_task({}, title_, desk.actor(), from), {.tell_refusal = false})
                           : desk.run(desk.compose().create("event", {{"title", Value(title_)}, {"from", Value(from)}, {"to", Value(to)},
                                                                      {"person", Value(Ref{desk.ws().id_of(desk.actor())})}}),
                                      {.tell_refusal = false});
    if (!made.ok()) {
        refusal_ = made.error();
        return;
    }
    open_ = false;
    desk.tell_done(*made, desk.tr("calendar.made", {{"name", title_}}));
}

void QuickEntry::frame(Desk& desk) {
    if (!open_) return;
    Ui& ui = desk.ui();
    const std::string name = desk.tr("calendar.new_event"), what = desk.tr("calendar.what"), event = desk.tr("calendar.event"), deadline = desk.tr("calendar.deadline"),
                      kind = desk.tr("calendar.kind"), day = desk.tr("crews.day"), from = desk.tr(kind_ == 1 ? "calendar.due" : "crews.from"), to = desk.tr("crews.to"),
                      previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month");
    const bool times = from_ && (kind_ == 1 || (to_ && *from_ < *to_));
    const std::string problem = refusal_ ? ui.locale().sentence(*refusal_) : from_ && to_ && !times ? desk.tr("calendar.backwards") : std::string();
    const bool ready = !title_.empty() && day_ && times;
    const float inner = (ui.phone() ? ui.screen().w - 16 : 340.f) - 32;
    const float field = labelled_height(ui, {.label = what}), last = labelled_height(ui, {.label = from, .error = problem}, (inner - 12) / 2 * (kind_ == 1 ? 2 : 1));
    const float button_row = button_height(ui), segments_height = ui.phone() ? 44.f : 32.f;
    const float height = 32 + segments_height + 12 + 2 * (field + 12) + last + 16 + button_row;
    bool done = false;
    const bool stay = popover(ui, {.key = "new-entry", .name = name, .anchor = anchor_, .width = 340, .height = height}, [&](Rect r) {
        r = r.inset(16, 16);
        const Choice kinds[] = {{.label = event}, {.label = deadline}};
        segments(ui, r.cut_top(segments_height, 12), "kind", kind, kinds, kind_);
        const FieldEvents typed = text_field(ui, labelled(ui, r.cut_top(field, 12), {.label = what, .required = true}),
                                             {.key = "what", .label = what, .required = true, .focus_now = std::exchange(first_, false)}, title_);
        const WorkingCalendar& calendar = desk.ws().working_calendar();
        date_field(ui, labelled(ui, r.cut_top(field, 12), {.label = day}),
                   {.key = "day", .label = day, .today = today(desk), .previous_name = previous, .next_name = next,
                    .day_off = [&](Date d) { return is_holiday(calendar, d); }},
                   day_);
        Rect row = r.cut_top(last, 16);
        Rect left = kind_ == 1 ? row : row.cut_left((row.w - 12) / 2, 12);
        time_field(ui, labelled(ui, left, {.label = from, .error = problem}), {.key = "from", .label = from, .error = !problem.empty()}, from_);
        if (kind_ == 0) time_field(ui, labelled(ui, row, {.label = to}), {.key = "to", .label = to, .error = !problem.empty()}, to_);
        if (button_right(ui, r, {.key = "make", .label = desk.tr("calendar.make"), .kind = ButtonKind::primary, .icon = icon::plus, .disabled = !ready}) ||
            (typed.submitted && ready))
            done = true;
        if (button_left(ui, r, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) open_ = false;
    });
    if (!stay) open_ = false;
    if (done && open_) submit(desk);
}

}  // namespace potok::ui
