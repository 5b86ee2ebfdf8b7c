// The crews on paper: a row a crew, a column a day, the bookings of each day with their hours.
#include <algorithm>

#include "ui/calendar/crews_page.h"
#include "ui/calendar/print_sheets.h"

namespace potok::ui {

void CrewsPage::print(Desk& desk, Date first, int days) {
    const Locale& locale = desk.ui().locale();
    const std::string title = desk.tr("nav.crews") + ", " + period_text(locale, first, days);
    const LocalDateTime now = desk.zone().to_local(desk.now());
    auto made = PrintSheets::create(PrintSheets::landscape, title, desk.ws().info().name + ", " + locale.date(now.date) + " " + locale.time(now.time));
    if (!made.ok()) return desk.tell_refusal(made.error());
    PrintSheets& paper = **made;
    const Theme& t = PrintSheets::theme();
    constexpr float names = 110, head_height = 18, step = 24;
    const auto& columns = axis_->days();
    const float width = (paper.room().w - names) / static_cast<float>(std::max<std::size_t>(1, columns.size()));
    Rect room;
    const auto head = [&] {
        room = paper.room();
        for (std::size_t d = 0; d < columns.size(); ++d) {
            const Rect r{room.x + names + width * static_cast<float>(d), room.y, width, room.h};
            if (columns[d].off) paper.fill(r, t.sunken);
            paper.line(r.x, r.y, r.x, r.bottom(), t.line_strong);
            paper.text({r.x + 3, r.y, width - 4, head_height}, locale.weekday_short(columns[d].date) + " " + std::to_string(civil(columns[d].date).day), {.size = 7.5f, .strong = true});
        }
        room.cut_top(head_height);
        paper.line(room.x, room.y, room.right(), room.y, t.line_strong);
    };
    head();
    for (std::size_t i = 0; i < crews_.size(); ++i) {
        std::vector<std::vector<const Bar*>> cells(columns.size());
        std::size_t most = 1;
        for (std::size_t d = 0; d < columns.size(); ++d) {
            const Instant from = desk.zone().to_instant({columns[d].date, {}}), to = desk.zone().to_instant({{columns[d].date.days + 1}, {}});
            for (const Bar& bar : bars_[i])
                if (bar.booking.from < to && from < bar.booking.to) cells[d].push_back(&bar);
            most = std::max(most, cells[d].size());
        }
        const float height = std::min(room.h + head_height, 4 + step * static_cast<float>(most));
        if (room.h < height) {
            paper.next_page();
            head();
        }
        const Rect row = room.cut_top(height);
        paper.text({row.x, row.y + 2, names - 6, 12}, crews_[i].name, {.size = 8, .strong = true});
        if (const auto data = model::record(desk.ws(), crews_[i].row)) paper.text({row.x, row.y + 14, names - 6, 10}, data->text("members"), {.size = 6.5f, .color = t.text2});
        for (std::size_t d = 0; d < columns.size(); ++d)
            for (std::size_t k = 0; k < cells[d].size(); ++k) {
                const Bar& bar = *cells[d][k];
                const StageColors hue = t.stage(bar.hue);
                const Rect box{row.x + names + width * static_cast<float>(d) + 2, row.y + 2 + step * static_cast<float>(k), width - 3, step - 2};
                if (box.bottom() > row.bottom()) break;
                paper.fill(box, hue.soft);
                paper.fill({box.x, box.y, 2, box.h}, hue.solid);
                Rect in{box.x + 4, box.y + 1, box.w - 5, box.h - 2};
                paper.text(in.cut_top(10), bar.booking.record_title.empty() ? bar.booking.title : bar.booking.record_title, {.size = 6.5f, .strong = true, .color = hue.text});
                paper.text(in, span_text(desk, bar.booking.from, bar.booking.to), {.size = 6, .color = hue.text});
            }
        paper.line(row.x, row.bottom(), row.right(), row.bottom(), t.line_strong);
    }
    desk.ui().host().save_file(platform::memory_file(title + ".pdf", "application/pdf", paper.finish(code(desk.language()), desk.now())), {}, [&desk](Status saved) {
        if (!saved.ok() && saved.error().code != "file.cancelled") desk.tell_refusal(saved.error());
    });
}

}  // namespace potok::ui
