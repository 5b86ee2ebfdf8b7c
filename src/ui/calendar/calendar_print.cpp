#include "ui/calendar/calendar_print.h"

#include <algorithm>

#include "ui/calendar/month_layout.h"
#include "ui/calendar/print_sheets.h"
#include "ui/kit/week_start.h"

namespace potok::ui {

namespace {

// Which company, and when it was printed: a sheet on a wall grows old.
std::string second_of(Desk& desk) {
    const LocalDateTime now = desk.zone().to_local(desk.now());
    return desk.ws().info().name + ", " + desk.ui().locale().date(now.date) + " " + desk.ui().locale().time(now.time);
}

std::string finished(Desk& desk, PrintSheets& paper) { return paper.finish(code(desk.language()), desk.now()); }

void chip(PrintSheets& paper, const Rect& r, const CalendarItem& item, int hue_index, const std::string& time) {
    const StageColors hue = PrintSheets::theme().stage(hue_index);
    if (item.deadline()) paper.frame(r, hue.solid);
    else paper.fill(r, hue.soft);
    paper.fill({r.x, r.y, 2, r.h}, hue.solid);
    Rect in{r.x + 4, r.y, r.w - 6, r.h};
    if (!time.empty()) in.cut_left(paper.text(in, time, {.size = 6.5f, .color = hue.text}) + 3);
    paper.text(in, item.title, {.size = 6.5f, .strong = true, .color = hue.text});
}

Color day_color(Desk& desk, Date day, const std::string& holiday) {
    const Theme& t = PrintSheets::theme();
    if (!holiday.empty()) return t.danger;
    return desk.ws().working_calendar().is_working_day(day) ? t.text : t.text3;
}

}  // namespace

Result<std::string> print_month(Desk& desk, const CalendarData& data, const std::string& title) {
    POTOK_TRY(auto paper, PrintSheets::create(PrintSheets::landscape, title, second_of(desk)));
    const Theme& t = PrintSheets::theme();
    const MonthWeeks weeks = weeks_of_month(data.shown, first_weekday(desk.ui()));
    Rect room = paper->room();
    const Rect names = room.cut_top(16);
    const float w = room.w / 7, h = room.h / static_cast<float>(weeks.weeks);
    std::vector<const CalendarItem*> shown;
    std::vector<DaySpan> spans;
    for (const CalendarItem& item : data.items()) {
        if (!data.shows(item)) continue;
        shown.push_back(&item);
        spans.push_back({item.first, item.last});
    }
    for (int d = 0; d < 7; ++d)
        paper->text({names.x + w * static_cast<float>(d) + 4, names.y, w - 8, names.h}, desk.tr("weekday." + std::to_string(weekday({weeks.first.days + d}))), {.size = 8, .color = t.text2});
    constexpr float number = 14, chip_height = 10, step = 11.5f;
    const int lanes = std::max(1, static_cast<int>((h - number - 2) / step));
    for (int i = 0; i < weeks.days(); ++i) {
        const Date day{weeks.first.days + i};
        const Rect r{room.x + w * static_cast<float>(i % 7), room.y + h * static_cast<float>(i / 7), w, h};
        const std::string holiday = holiday_name(desk, day);
        if (!desk.ws().working_calendar().is_working_day(day)) paper->fill(r, t.sunken);
        const bool in_month = civil(day).month == civil(data.shown).month;
        Rect head{r.x + 4, r.y + 1, w - 8, number - 2};
        head.cut_left(paper->text(head, std::to_string(civil(day).day), {.size = 8, .strong = in_month, .color = in_month ? day_color(desk, day, holiday) : t.text3}) + 4);
        paper->text(head, holiday, {.size = 6.5f, .color = t.danger});
    }
    for (int i = 0; i <= 7; ++i) paper->line(room.x + w * static_cast<float>(i), room.y, room.x + w * static_cast<float>(i), room.bottom(), t.line_strong);
    for (int i = 0; i <= weeks.weeks; ++i) paper->line(room.x, room.y + h * static_cast<float>(i), room.right(), room.y + h * static_cast<float>(i), t.line_strong);
    for (int week = 0; week < weeks.weeks; ++week) {
        const MonthWeek row = month_week(spans, {weeks.first.days + week * 7}, lanes);
        const float y = room.y + h * static_cast<float>(week) + number;
        for (const MonthSegment& s : row.segments) {
            const Rect r{room.x + w * static_cast<float>(s.from) + 2, y + step * static_cast<float>(s.lane), w * static_cast<float>(s.to - s.from + 1) - 4, chip_height};
            chip(*paper, r, *shown[s.entry], data.hue(*shown[s.entry]), start_text(desk, *shown[s.entry]));
        }
        for (int d = 0; d < 7; ++d)
            if (const int more = row.hidden[static_cast<std::size_t>(d)]; more > 0)
                paper->text({room.x + w * static_cast<float>(d) + 4, y + step * static_cast<float>(lanes - 1), w - 8, chip_height}, desk.plural("calendar.more", more), {.size = 6.5f, .color = t.text2});
    }
    return finished(desk, *paper);
}

Result<std::string> print_week(Desk& desk, const CalendarData& data, Date first, int days, const std::string& title) {
    POTOK_TRY(auto paper, PrintSheets::create(PrintSheets::landscape, title, second_of(desk)));
    const Theme& t = PrintSheets::theme();
    constexpr float head_height = 26, step = 25;
    std::vector<std::vector<const CalendarItem*>> columns(static_cast<std::size_t>(days));
    std::size_t most = 0;
    for (const CalendarItem& item : data.items())
        for (int d = 0; d < days; ++d) {
            const Date day{first.days + d};
            if (!data.shows(item) || day < item.first || item.last < day) continue;
            auto& column = columns[static_cast<std::size_t>(d)];
            column.push_back(&item);
            most = std::max(most, column.size());
        }
    const auto per_page = static_cast<std::size_t>((paper->room().h - head_height) / step);
    for (std::size_t from = 0; from == 0 || from < most; from += per_page) {
        if (from > 0) paper->next_page();
        const Rect room = paper->room();
        const float w = room.w / static_cast<float>(days);
        for (int d = 0; d < days; ++d) {
            const Date day{first.days + d};
            Rect r{room.x + w * static_cast<float>(d), room.y, w, room.h};
            if (!desk.ws().working_calendar().is_working_day(day)) paper->fill(r, t.sunken);
            paper->line(r.x, r.y, r.x, r.bottom(), t.line_strong);
            const std::string holiday = holiday_name(desk, day);
            Rect head = Rect(r.cut_top(head_height)).inset(4, 2);
            paper->text(head.cut_top(12), desk.ui().locale().weekday_short(day) + " " + std::to_string(civil(day).day), {.size = 9, .strong = true, .color = day_color(desk, day, holiday)});
            paper->text(head, holiday, {.size = 6.5f, .color = t.danger});
            const auto& column = columns[static_cast<std::size_t>(d)];
            for (std::size_t i = from; i < std::min(column.size(), from + per_page); ++i) {
                const CalendarItem& item = *column[i];
                const StageColors hue = t.stage(data.hue(item));
                const Rect box = Rect(r.cut_top(step)).inset(2, 1);
                if (item.deadline()) paper->frame(box, hue.solid);
                else paper->fill(box, hue.soft);
                paper->fill({box.x, box.y, 2, box.h}, hue.solid);
                Rect in{box.x + 5, box.y + 1, box.w - 7, box.h - 2};
                paper->text(in.cut_top(11), item.title, {.size = 7.5f, .strong = true, .color = hue.text});
                const std::string time = item.over_days() || item.deadline() ? start_text(desk, item)
                                                                             : start_text(desk, item) + "–" + desk.ui().locale().time(desk.zone().to_local(item.to).time);
                paper->text(in, time.empty() || item.second.empty() ? time + item.second : time + ", " + item.second, {.size = 7, .color = hue.text});
            }
        }
        paper->frame(room, t.line_strong);
        paper->line(room.x, room.y + head_height, room.right(), room.y + head_height, t.line_strong);
    }
    return finished(desk, *paper);
}

Result<std::string> print_list(Desk& desk, const CalendarData& data, const std::vector<CalendarItem>& items, Date first, int days, const std::string& title) {
    POTOK_TRY(auto paper, PrintSheets::create(PrintSheets::portrait, title, second_of(desk)));
    const Theme& t = PrintSheets::theme();
    constexpr float head_height = 20, row = 15;
    Rect room = paper->room();
    const auto take = [&](float height) {
        if (room.h < height) {
            paper->next_page();
            room = paper->room();
        }
    };
    bool any = false;
    for (int d = 0; d < days; ++d) {
        const Date day{first.days + d};
        bool head = true;
        for (const CalendarItem& item : items) {
            if (!data.shows(item) || day < item.first || item.last < day) continue;
            if (std::exchange(head, false)) {
                take(head_height + row);
                const std::string holiday = holiday_name(desk, day);
                std::string name = desk.tr("weekday." + std::to_string(weekday(day))) + ", " + desk.ui().locale().date_long(day);
                if (!holiday.empty()) name += ", " + holiday;
                paper->text(room.cut_top(head_height), name, {.size = 9.5f, .strong = true, .color = day_color(desk, day, holiday)});
            }
            any = true;
            take(row);
            const StageColors hue = t.stage(data.hue(item));
            Rect r = room.cut_top(row);
            const Rect edge = r.cut_left(3, 5).middle(row - 3);
            if (item.deadline()) paper->frame(edge, hue.solid);
            else paper->fill(edge, hue.solid);
            std::string time = start_text(desk, item);
            if (item.over_days()) time = desk.ui().locale().day_month(item.first) + " – " + desk.ui().locale().day_month(item.last);
            else if (!item.deadline()) time += "–" + desk.ui().locale().time(desk.zone().to_local(item.to).time);
            paper->text(r.cut_left(88, 4), time, {.size = 8, .color = t.text2});
            r.cut_left(paper->text(r, item.title, {.size = 8.5f, .strong = true}) + 8);
            if (r.w > 20) paper->text(r, item.second, {.size = 8, .color = t.text2});
        }
    }
    if (!any) paper->text(room.cut_top(head_height), desk.tr("calendar.free"), {.size = 9, .color = t.text2});
    return finished(desk, *paper);
}

Result<std::string> print_plan(Desk& desk, const CalendarData& data, const std::vector<PlanProject>& projects, Date first, int days, const std::string& title) {
    POTOK_TRY(auto paper, PrintSheets::create(PrintSheets::landscape, title, second_of(desk)));
    const Theme& t = PrintSheets::theme();
    constexpr float names = 190, head_height = 20, row = 14;
    const float left = paper->room().x + names, width = (paper->room().w - names) / static_cast<float>(days);
    const auto x = [&](Instant at) {
        const LocalDateTime local = desk.zone().to_local(at);
        const float day = static_cast<float>(local.date.days - first.days) + static_cast<float>(local.time.ms) / static_cast<float>(ms_per_day);
        return std::clamp(left + width * day, left, left + width * static_cast<float>(days));
    };
    Rect room;
    const auto head = [&] {
        room = paper->room();
        for (int d = 0; d < days; ++d) {
            const Date day{first.days + d};
            const Rect r{left + width * static_cast<float>(d), room.y, width, room.h};
            if (!desk.ws().working_calendar().is_working_day(day)) paper->fill(r, t.sunken);
            const bool start = week_start(day, first_weekday(desk.ui())) == day;
            if (start || d == 0) paper->text({r.x + 2, r.y, 60, 10}, desk.ui().locale().day_month(day), {.size = 6.5f, .strong = true, .color = t.text2});
            paper->text({r.x, r.y + 10, r.w, 10}, std::to_string(civil(day).day), {.size = 6, .color = day_color(desk, day, holiday_name(desk, day)), .centered = true});
            if (start) paper->line(r.x, r.y, r.x, r.bottom(), t.line_strong);
        }
        room.cut_top(head_height);
        paper->line(room.x, room.y, room.right(), room.y, t.line_strong);
    };
    head();
    for (const PlanProject& p : projects) {
        for (std::size_t i = 0; i <= p.bars.size(); ++i) {
            if (room.h < row * (i == 0 ? 2 : 1)) {
                paper->next_page();
                head();
            }
            Rect r = room.cut_top(row);
            if (i == 0) {
                paper->line(r.x, r.y, r.right(), r.y, t.line);
                paper->text({r.x, r.y, names - 6, row}, p.title, {.size = 7.5f, .strong = true});
                for (const auto& [visit, hue] : p.stages) {
                    const float a = x(visit.entered), b = x(visit.until.value_or(desk.now()));
                    if (a < b) paper->fill({a, r.y + row / 2 - 2, b - a, 4}, t.stage(hue).solid);
                }
                continue;
            }
            const PlanBar& bar = p.bars[i - 1];
            const StageColors hue = t.stage(data.hue(bar.item));
            paper->text({r.x + 10, r.y, names - 16, row}, bar.item.title, {.size = 7, .color = bar.done ? t.text2 : t.text});
            const Rect box{x(bar.item.from), r.y + 3, std::max(3.f, x(bar.item.to) - x(bar.item.from)), row - 6};
            paper->fill(box, bar.done ? hue.soft : hue.solid);
            if (bar.done) paper->frame(box, hue.solid);
            const Rect beside{box.right() + 4, r.y, r.right() - box.right() - 4, row};
            if (beside.w > 30) paper->text(beside, bar.item.second, {.size = 6, .color = t.text3});
        }
    }
    if (projects.empty()) paper->text(room.cut_top(row), desk.tr("plan.none"), {.size = 9, .color = t.text2});
    return finished(desk, *paper);
}

}  // namespace potok::ui
