#include "ui/calendar/calendar_data.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/calendar_period.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using Kind = CalendarItem::Kind;
constexpr int nobody_hue = 10;  // slate

int stage_hue(const model::Workspace& ws, const std::optional<model::Record>& record) {
    const auto* pipeline = record && record->type->on_pipeline ? ws.catalog().pipeline(record->text("pipeline")) : nullptr;
    const auto* stage = pipeline ? pipeline->stage(record->text("stage")) : nullptr;
    return stage ? stage->hue : 0;
}

model::RowId owner_of(const model::Workspace& ws, const std::optional<model::Record>& record) {
    const Ref* owner = record ? record->get("owner").as<Ref>() : nullptr;
    return owner ? ws.row_of(owner->id).value_or(0) : 0;
}

}  // namespace

std::vector<CalendarItem> calendar_items(Desk& desk, Date first, int days, bool mine_only) {
    const model::Workspace& ws = desk.ws();
    const Zone& zone = desk.zone();
    const model::RowId me = desk.actor();
    const Instant from = zone.to_instant({first, {}}), to = zone.to_instant({{first.days + days}, {}});
    std::vector<CalendarItem> out;
    for (const model::Booking& b : model::bookings(ws, from, to)) {
        const auto record = b.record ? model::record(ws, b.record) : std::nullopt;
        CalendarItem item{.kind = Kind::booking, .row = b.row, .record = b.record, .person = owner_of(ws, record),
                          .title = b.record_title.empty() ? b.title : b.record_title, .second = b.resource_name, .from = b.from, .to = b.to};
        if (mine_only && b.record && item.person != me) continue;
        item.stage_hue = stage_hue(ws, record);
        out.push_back(std::move(item));
    }
    for (const model::Event& e : model::events(ws, from, to)) {
        if (mine_only && e.person && e.person != me) continue;
        out.push_back({.kind = Kind::event, .row = e.row, .record = e.record, .person = e.person, .title = e.title, .second = e.record_title,
                       .from = e.from, .to = e.to, .stage_hue = 5});
    }
    for (const model::Task& t : model::tasks_due(ws, from, to, mine_only ? std::optional(me) : std::nullopt)) {
        CalendarItem item{.kind = Kind::task, .row = t.row, .record = t.record, .person = t.assignee, .title = t.title, .second = t.record_title,
                          .from = *t.due, .to = *t.due};
        item.stage_hue = stage_hue(ws, t.record ? model::record(ws, t.record) : std::nullopt);
        out.push_back(std::move(item));
    }
    for (CalendarItem& item : out) {
        item.first = zone.to_local(item.from).date;
        if (item.second == item.title) item.second.clear();
        item.last = item.deadline() || !(item.from < item.to) ? item.first : zone.to_local(item.to + -1).date;
    }
    std::ranges::sort(out, [](const CalendarItem& a, const CalendarItem& b) { return a.from != b.from ? a.from < b.from : a.row < b.row; });
    return out;
}

int kind_hue(Kind kind) { return kind == Kind::booking ? 6 : kind == Kind::event ? 0 : 2; }  // clay, river, indigo

bool CalendarData::mine_only(Desk& desk) const {
    if (choice.mine_only) return *choice.mine_only;
    // Who answers for nothing of his own would look at an empty week.
    const auto person = model::person(desk.ws(), desk.actor());
    return !person || std::ranges::find(person->roles, "administrator") == person->roles.end();
}

void CalendarData::read(Desk& desk, Date first, int days) {
    const bool mine = mine_only(desk);
    if (!stale_ && first == first_ && days == days_ && mine == mine_) return;
    stale_ = false;
    first_ = first;
    days_ = days;
    mine_ = mine;
    items_ = calendar_items(desk, first, days, mine);
    ++edition_;
}

bool CalendarData::shows(const CalendarItem& item) const {
    return choice.kinds[static_cast<std::size_t>(item.kind)] && (item.person == 0 || !choice.hidden.contains(item.person));
}

int CalendarData::hue(const CalendarItem& item) const {
    if (choice.colour == CalendarColour::stage) return item.stage_hue;
    if (choice.colour == CalendarColour::person) return item.person ? person_hue(item.person) : nobody_hue;
    return kind_hue(item.kind);
}

std::string start_text(Desk& desk, const CalendarItem& item) {
    return item.over_days() || item.count > 1 ? std::string() : desk.ui().locale().time(desk.zone().to_local(item.from).time);
}

std::string when_text(Desk& desk, const CalendarItem& item) {
    const Locale& locale = desk.ui().locale();
    const LocalDateTime a = desk.zone().to_local(item.from), b = desk.zone().to_local(item.to);
    if (item.count > 1) return locale.day_month(a.date);
    const std::string begin = locale.day_month(a.date) + ", " + locale.time(a.time);
    if (item.deadline()) return begin;
    if (!item.over_days()) return begin + "–" + locale.time(b.time);
    return begin + " – " + locale.day_month(b.date) + ", " + locale.time(b.time);
}

void move_item(Desk& desk, const CalendarItem& item, Instant from, Instant to) {
    const RunOptions told{.done = desk.tr("calendar.moved", {{"name", item.title}})};
    if (item.kind == Kind::booking) desk.act(desk.compose().rebook(item.row, {}, from, to), told);
    if (item.kind == Kind::event) desk.act(desk.compose().set_fields(item.row, {{"from", Value(from)}, {"to", Value(to)}}), told);
    if (item.kind == Kind::task) desk.act(desk.compose().set_task_due(item.row, to), told);
}

void move_item_days(Desk& desk, const CalendarItem& item, int days) {
    if (days == 0) return;
    LocalDateTime at = desk.zone().to_local(item.from);
    at.date.days += days;
    const Instant from = desk.zone().to_instant(at);
    LocalDateTime end = desk.zone().to_local(item.to);
    end.date.days += days;
    move_item(desk, item, from, desk.zone().to_instant(end));
}

void open_item(Desk& desk, const CalendarItem& item) {
    if (item.count > 1) desk.go(Route::to(Page::tasks));
    else desk.open_record(item.record ? item.record : item.row);
}

void draw_chip(Ui& ui, const Rect& r, const CalendarItem& item, int hue_index, std::string_view time, bool lifted) {
    const Theme& t = ui.theme();
    const StageColors hue = t.stage(hue_index);
    constexpr float radius = 5;
    if (lifted) shadow(ui, r, Elevation::drag, radius);
    fill(ui, r, item.deadline() ? t.surface : hue.soft, radius);
    if (item.deadline() || t.name == ThemeName::contrast) outline(ui, r, hue.solid, radius, 1);
    fill(ui, {r.x, r.y, t.stage_edge, r.h}, hue.solid, 3, Corners::left);
    if (lifted) outline_around(ui, r, t.accent, radius, 1.5f);
    Rect in{r.x + t.stage_edge + 5, r.y, r.w - t.stage_edge - 8, r.h};
    if (item.deadline() && in.w > 60) {
        draw_icon(ui, in.cut_left(12, 4), icon::list_checks, 12, hue.text);
    } else if (!time.empty() && in.w > 76) {
        const TextSpec small{.style = TextStyle::caption, .color = hue.text};
        draw_text(ui, in.cut_left(text_width(ui, time, small) + 1, 5), time, small);
    }
    draw_text(ui, in, item.title, {.style = TextStyle::caption, .weight = Weight::strong, .color = hue.text});
}

std::string holiday_name(Desk& desk, Date day) {
    const auto key = desk.ws().working_calendar().holiday(day);
    return key && !key->empty() ? desk.tr(*key) : std::string();
}

std::string day_text(Desk& desk, Date day) {
    const Date now = today(desk);
    std::string text = desk.ui().locale().relative_day(day, now);
    if (std::abs(day.days - now.days) <= 1) text += ", " + desk.ui().locale().day_month(day);
    if (const std::string holiday = holiday_name(desk, day); !holiday.empty()) text += ", " + holiday;
    return text;
}

}  // namespace potok::ui
