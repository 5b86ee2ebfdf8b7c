#include "ui/board/board_stream.h"

#include <algorithm>

#include "ui/kit/paint.h"
#include "ui/kit/stream.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

// Sums of several currencies are added up in whole units: a picture of how much, not an amount.
double quantity(const std::vector<std::pair<std::string, std::int64_t>>& sums, std::size_t count, bool money) {
    if (!money) return static_cast<double>(count);
    double total = 0;
    for (const auto& [currency, minor] : sums) {
        double unit = 1;
        for (int i = 0; i < minor_digits(currency); ++i) unit *= 10;
        total += static_cast<double>(minor) / unit;
    }
    return std::max(total, 0.0);
}

}  // namespace

StreamValues stream_values(const std::vector<model::Board::Column>& columns) {
    const bool money = std::any_of(columns.begin(), columns.end(), [](const auto& c) { return !c.sums.empty(); });
    StreamValues out;
    for (const auto& column : columns) {
        out.all.push_back(quantity(column.sums, column.rows.size(), money));
        out.stalled.push_back(quantity(column.stalled_sums, static_cast<std::size_t>(column.stalled), money));
    }
    return out;
}

std::string sums_text(const Locale& locale, const std::vector<std::pair<std::string, std::int64_t>>& sums) {
    std::string out;
    for (const auto& [currency, minor] : sums) {
        if (!out.empty()) out += " + ";
        out += locale.money(Money{minor, currency});
    }
    return out;
}

int stream_segment_at(const Rect& r, float x, int segments) {
    if (segments == 0 || x < r.x || x >= r.right()) return -1;
    return std::min(segments - 1, static_cast<int>((x - r.x) / r.w * static_cast<float>(segments)));
}

StreamEvents stream_strip(Ui& ui, const Rect& r, const StreamInput& input) {
    StreamEvents events;
    const auto& columns = input.board->columns();
    const int n = static_cast<int>(columns.size());
    if (n == 0) return events;
    const Theme& t = ui.theme();
    const float segment = r.w / static_cast<float>(n);

    if (input.labels && (input.view_from > 0 || input.view_to < 1)) {
        const Rect frame{r.x + r.w * input.view_from - 4, r.y, r.w * (input.view_to - input.view_from) + 4, 88};
        fill(ui, frame, t.surface, 8);
        outline_around(ui, frame, t.line_strong, 8);
    }
    if (input.labels && input.drop >= 0) {
        const Rect drop{r.x + segment * static_cast<float>(input.drop), r.y + 2, segment, 84};
        fill(ui, drop, t.accent_soft, 7);
        outline(ui, drop, t.accent_line, 7);
    }

    const StreamValues values = stream_values(columns);
    const Rect band = input.labels ? Rect{r.x, r.y + 28, r.w, 36} : Rect{r.x, r.y + 3, r.w, 34};
    stream_band(ui, band, values.all, values.stalled, input.highlight);

    Group group(ui, "stream", {.role = Role::group, .name = ui.tr("board.stream"), .rect = r});
    for (int i = 0; i < n; ++i) {
        const auto& column = columns[static_cast<std::size_t>(i)];
        const Rect box{r.x + segment * static_cast<float>(i), r.y, segment, input.labels ? 88.f : r.h};
        const std::string name = column.stage->label.in(ui.locale().language());
        const std::string sum = sums_text(ui.locale(), column.sums);
        const std::string count = std::to_string(column.rows.size());
        const std::string value = sum.empty() ? count : count + ", " + sum;
        const Press press = ui.press({.id = ui.id(i), .role = Role::button, .name = name, .value = value, .rect = box},
                                     {.tab_stop = i == 0, .draggable = true});
        if (press.clicked) events.clicked = i;
        if (press.dragging) {
            events.scrolled = true;
            const float width = input.view_to - input.view_from;
            events.view_from = std::clamp((ui.pointer().x - r.x) / r.w - width / 2, 0.f, 1 - width);
        }
        if (press.ring) focus_ring(ui, box, 6);
        if (!input.labels) continue;
        const float middle = (static_cast<float>(i) + 0.5f) / static_cast<float>(n);
        const bool in_view = middle >= input.view_from && middle <= input.view_to;
        draw_text(ui, {box.x + 8, r.y + 8, segment - 14, 16}, name,
                  {.style = TextStyle::caption, .color = in_view ? t.text : t.text2});
        const Run runs[] = {{count, Weight::strong, t.text}, {sum.empty() ? "" : " · ", Weight::regular, t.text2},
                            {sum, Weight::regular, t.text2}};
        draw_runs(ui, {box.x + 8, r.y + 66, segment - 14, 16}, runs, {.style = TextStyle::caption});
    }
    return events;
}

}  // namespace potok::ui
