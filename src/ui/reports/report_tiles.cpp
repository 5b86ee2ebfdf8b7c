// How each kind of tile looks. Every figure is a button that opens the records behind it.
#include <algorithm>
#include <numeric>

#include "generated/icons.h"
#include "model/queries.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/list.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/reports/charts.h"
#include "ui/reports/figure_text.h"
#include "ui/reports/report_page.h"

namespace potok::ui {

namespace {

using Kind = model::ReportTile::Kind;
using Unit = model::ReportMeasure::Unit;

std::int64_t count_of(const model::ReportFigure& f) { return static_cast<std::int64_t>(f.records.size()); }

std::string percent(const Locale& locale, std::int64_t n, std::int64_t of) {
    return of == 0 ? std::string() : locale.number(Decimal((n * 200 + of) / (2 * of))) + "\u00a0%";
}

// Text that is a figure and opens what is behind it.
Press figure_press(Ui& ui, NodeId id, const Rect& r, std::string_view name, std::string_view value) {
    const Press press = ui.press({.id = id, .role = Role::button, .name = name, .value = value, .rect = r}, {.hand = true});
    if (press.hover > 0) fill(ui, r, with_alpha(ui.theme().hover, press.hover), 4);
    return press;
}

}  // namespace

void ReportPage::funnel(Desk& desk, const Tile& tile, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::ReportData& data = **tile.data;
    const int n = static_cast<int>(data.rows.size());
    std::vector<double> values;
    for (const model::ReportRow& row : data.rows) values.push_back(static_cast<double>(count_of(row.figures[0])));
    const auto optional = [&](const model::ReportRow& row) {
        const auto& list = tile.what->optional;
        return std::find(list.begin(), list.end(), row.key) != list.end();
    };
    if (!ui.phone()) funnel_band(ui, {r.x, r.y + 40, r.w, std::min(78.f, r.h - 74)}, values);
    std::int64_t previous = count_of(data.total.figures[0]);
    for (int i = 0; i < n; ++i) {
        const model::ReportRow& row = data.rows[static_cast<std::size_t>(i)];
        const std::string name = row_text(desk.ws(), ui.locale(), *tile.what, row);
        const std::int64_t count = count_of(row.figures[0]);
        const std::string number = ui.locale().number(Decimal(count));
        const std::string share = optional(row) ? desk.tr("reports.optional") : i == 0 ? std::string() : percent(ui.locale(), count, previous);
        const std::string said = share.empty() ? number : number + ", " + share;
        if (!optional(row)) previous = count;
        if (ui.phone()) {  // one under the other, a bar each
            Rect line = r.cut_top(44);
            const Press press = figure_press(ui, ui.id(i), line, name, said);
            Rect in = line.inset(4, 4);
            draw_text(ui, in.cut_right(64), number, {.weight = Weight::strong, .align = Align::right});
            draw_text(ui, in.cut_top(20), name);
            const double most = values.front() > 0 ? *std::max_element(values.begin(), values.end()) : 1;
            progress_bar(ui, in.cut_top(12).middle(6), static_cast<float>(values[static_cast<std::size_t>(i)] / std::max(most, 1.0)), t.chart(0));
            if (press.ring) focus_ring(ui, line, 4);
            if (press.clicked) open_figure(desk, tile, row, 0);
            continue;
        }
        const Rect box = part(r, i, n, 0);
        const Press press = figure_press(ui, ui.id(i), box, name, said);
        const TextSpec caption{.style = TextStyle::caption, .align = Align::center, .max_lines = 2};
        const float lines = std::min(32.f, paragraph_height(ui, name, box.w - 8, caption));
        draw_paragraph(ui, {box.x + 4, box.y + 36 - lines, box.w - 8, lines}, name, caption);
        const Run runs[] = {{number, Weight::strong, t.text}, {share.empty() ? "" : "\u00a0\u00a0", Weight::regular, t.text3}, {share, Weight::regular, t.text3}};
        const TextSpec spec{.style = TextStyle::small};
        const float w = std::min(runs_width(ui, runs, spec), box.w - 4);
        draw_runs(ui, {box.center().x - w / 2, r.bottom() - 28, w + 2, 20}, runs, spec);
        if (press.ring) focus_ring(ui, box.inset(1), 4);
        if (press.clicked) open_figure(desk, tile, row, 0);
    }
}

void ReportPage::trend(Desk& desk, const Tile& tile, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::ReportData& data = **tile.data;
    const std::string& currency = desk.ws().info().currency;
    TrendChart chart;
    chart.series.resize(data.heads.size());
    for (const model::ReportRow& row : data.rows) {
        for (std::size_t k = 0; k < data.heads.size(); ++k) chart.series[k].push_back(std::max(0.0, magnitude(row.figures[k], currency)));
        if (!row.before.empty()) chart.before.push_back(std::max(0.0, magnitude(row.before.front(), currency)));
    }
    chart.bars = data.heads.size() > 1 || data.heads.front().unit != Unit::money || data.rows.size() < 3;
    // Legend below, as far as there is more than one thing to tell apart; then the axis.
    const bool legend = data.heads.size() > 1;
    if (legend) {
        Rect line = r.cut_bottom(22);
        for (std::size_t k = 0; k < data.heads.size(); ++k) {
            const std::string text = head_text(ui.locale(), *tile.what, k) + " " + figure_text(ui.locale(), data.heads[k].unit, data.total.figures[k]);
            disc(ui, {line.x + 5, line.center().y}, 4, t.chart(static_cast<int>(k)));
            line.cut_left(14);
            line.cut_left(draw_text(ui, line, text, {.style = TextStyle::small, .color = t.text2}) + 16);
        }
    }
    const Rect axis = r.cut_bottom(20);
    const int n = static_cast<int>(data.rows.size());
    int under = -1;
    // The plot's place is known only once the labels of the axis are measured: it is drawn first, without the mark.
    static constexpr float labels = 56;
    const Rect guess{r.x + labels, r.y, r.w - labels, r.h};
    if (ui.hovers(guess) && n > 0) under = std::clamp(static_cast<int>((ui.pointer().x - guess.x) / guess.w * static_cast<float>(n)), 0, n - 1);
    chart.highlight = under;
    const Rect plot = trend_chart(ui, r, chart);
    const float step = plot.w / static_cast<float>(std::max(n, 1));
    float free_from = plot.x - 8;
    for (int i = 0; i < n; ++i) {
        const model::ReportRow& row = data.rows[static_cast<std::size_t>(i)];
        const std::string name = row_text(desk.ws(), ui.locale(), *tile.what, row);
        std::string value;
        for (std::size_t k = 0; k < data.heads.size(); ++k) {
            if (k > 0) value += ", ";
            if (legend) value += head_text(ui.locale(), *tile.what, k) + " ";
            value += figure_text(ui.locale(), data.heads[k].unit, row.figures[k]);
        }
        if (!row.before.empty()) value += ", " + desk.tr("reports.before", {{"value", figure_text(ui.locale(), data.heads.front().unit, row.before.front())}});
        const Rect box{plot.x + step * static_cast<float>(i), plot.y, step, plot.h};
        const Press press = ui.press({.id = ui.id(i), .role = Role::button, .name = name, .value = value, .rect = box}, {.tab_stop = i == 0 || ui.focus_now() == ui.id(i), .hand = true});
        if (press.hovered) ui.tip(ui.id(i), box, name + ": " + value);
        if (press.ring) focus_ring(ui, box, 4);
        if (press.focused) {
            const int to = ui.key(ImGuiKey_RightArrow, true) ? i + 1 : ui.key(ImGuiKey_LeftArrow, true) ? i - 1 : i;
            if (to != i && to >= 0 && to < n) ui.focus().set(ui.id(to), true);
        }
        if (press.clicked) open_figure(desk, tile, row, 0);
        const float width = text_width(ui, name, {.style = TextStyle::caption});
        const float x = std::clamp(box.center().x - width / 2, plot.x, std::max(plot.x, plot.right() - width));
        if (x >= free_from + 12) {
            draw_text(ui, {x, axis.y + 2, width + 2, 16}, name, {.style = TextStyle::caption, .color = t.text2});
            free_from = x + width;
        }
    }
}

void ReportPage::ageing(Desk& desk, const Tile& tile, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::ReportData& data = **tile.data;
    const std::size_t column = data.heads.size() - 1;
    const std::string& currency = desk.ws().info().currency;
    double largest = 0;
    for (const model::ReportRow& row : data.rows) largest = std::max(largest, magnitude(row.figures[column], currency));
    for (std::size_t i = 0; i < data.rows.size(); ++i) {
        const model::ReportRow& row = data.rows[i];
        Rect box = r.cut_top(42);
        const std::string name = row_text(desk.ws(), ui.locale(), *tile.what, row);
        const std::string value = figure_text(ui.locale(), data.heads[column].unit, row.figures[column]);
        const std::string said = value + ", " + desk.plural("board.records", count_of(row.figures[0]));
        const Press press = figure_press(ui, ui.id(static_cast<std::int64_t>(i)), box.expand(2), name, said);
        Rect in = box.inset(0, 4);
        Rect line = in.cut_top(20);
        draw_text(ui, line.cut_right(text_width(ui, value, {}) + 2, 8), value, {.align = Align::right});
        draw_text(ui, line, name, {.color = t.text2});
        const double share = largest > 0 ? magnitude(row.figures[column], currency) / largest : 0;
        const Color color = i == 0 ? t.chart(0) : i <= 2 ? t.stalled : t.danger;
        if (share > 0) fill(ui, {in.x, in.y + 2, std::max(6.f, in.w * static_cast<float>(share)), 8}, color, 4);
        if (press.ring) focus_ring(ui, box, 4);
        if (press.clicked) open_figure(desk, tile, row, column);
    }
    Rect total = r.cut_top(32);
    const std::string sum = figure_text(ui.locale(), data.heads[column].unit, data.total.figures[column]);
    hline(ui, total.x, total.y + 2, total.w, t.line);
    Rect in = total;
    const Press press = figure_press(ui, ui.id("total"), total.inset(0, 4), desk.tr("reports.total"), sum);
    draw_text(ui, in.cut_right(text_width(ui, sum, {.weight = Weight::strong}) + 2, 8), sum, {.weight = Weight::strong, .align = Align::right});
    draw_text(ui, in, desk.tr("reports.total"), {.weight = Weight::strong});
    if (press.clicked) open_figure(desk, tile, data.total, column);
}

// On a phone the name and one figure; elsewhere as many as have room, from the left, and always the one it is sorted by. No amount is cut.
ReportPage::Layout ReportPage::layout(Desk& desk, const Tile& tile, float width) const {
    Ui& ui = desk.ui();
    const model::ReportData& data = **tile.data;
    const std::size_t n = data.heads.size(), sorted = std::min(tile.sorted, n - 1);
    std::vector<float> needed(n);
    for (std::size_t c = 0; c < n; ++c) {
        const auto measure = [&](const model::ReportRow& row, Weight weight) {
            if (c < row.figures.size())
                needed[c] = std::max(needed[c], text_width(ui, figure_text(ui.locale(), data.heads[c].unit, row.figures[c]), {.weight = weight}));
        };
        for (const model::ReportRow& row : data.rows) measure(row, c == sorted ? Weight::strong : Weight::usual);
        measure(data.total, Weight::strong);
        needed[c] = std::max(needed[c], std::min(text_width(ui, head_text(ui.locale(), *tile.what, c), {.style = TextStyle::small}) + (c == sorted ? 16.f : 0.f), 84.f)) + 20;
    }
    Layout out;
    const float least = ui.phone() ? 120.f : 110.f;
    float used = least;
    for (std::size_t c = 0; c < n; ++c) {
        const bool wanted = ui.phone() ? c == sorted : used + needed[c] + (c < sorted ? needed[sorted] : 0.f) <= width || c == sorted;
        if (!wanted) continue;
        out.columns.push_back(c);
        out.widths.push_back(needed[c]);
        used += needed[c];
    }
    // What is left goes to the names first, then to all alike.
    float spare = std::max(0.f, width - used);
    out.first = least + std::min(spare, ui.phone() ? spare : 90.f);
    spare = std::max(0.f, width - used - (out.first - least));
    for (float& w : out.widths) w += spare / static_cast<float>(out.widths.size());
    return out;
}

void ReportPage::figures(Desk& desk, Tile& tile, Rect r) {
    Ui& ui = desk.ui();
    const model::ReportData& data = **tile.data;
    const bool league = tile.what->kind == Kind::league;
    const Layout at = layout(desk, tile, r.w);
    std::vector<std::string> names;
    for (const std::size_t c : at.columns) names.push_back(head_text(ui.locale(), *tile.what, c));
    std::vector<Column> heads = {{.label = {}, .width = at.first}};
    for (std::size_t i = 0; i < at.columns.size(); ++i)
        heads.push_back({.label = names[i], .width = at.widths[i], .right = true,
                         .sorted = league && at.columns[i] == tile.sorted ? (tile.ascending ? 1 : -1) : 0, .sortable = league});
    Group table(ui, "table", {.role = Role::table, .name = tile.what->label.in(desk.language()), .rect = r});
    const int chosen = table_header(ui, r.cut_top(32), "head", heads);
    if (chosen > 0) {
        const std::size_t column = at.columns[static_cast<std::size_t>(chosen - 1)];
        tile.ascending = column == tile.sorted ? !tile.ascending : false;
        tile.sorted = column;
    }
    std::vector<std::size_t> order(data.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const bool by_figure = league && tile.what->by.front().by == model::ReportGroup::By::field;
    if (by_figure) {
        const std::string& currency = desk.ws().info().currency;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const auto &x = data.rows[a].figures[tile.sorted], &y = data.rows[b].figures[tile.sorted];
            if (x.empty() != y.empty()) return y.empty();
            const double u = magnitude(x, currency), v = magnitude(y, currency);
            return tile.ascending ? u < v : u > v;
        });
    }
    const float height = ui.phone() ? 44.f : 36.f;
    const std::size_t shown = shown_rows(tile, order.size());
    for (std::size_t i = 0; i < shown; ++i) figure_row(desk, tile, data.rows[order[i]], r.cut_top(height), at, false);
    if (!data.total.figures.empty() && (league || tile.what->kind == Kind::trend || tile.what->kind == Kind::ageing))
        figure_row(desk, tile, data.total, r.cut_top(height), at, true);
    if (order.size() > table_rows) {
        const std::string more = tile.all_rows ? desk.tr("reports.fewer") : desk.tr("reports.all_rows", {{"n", std::to_string(order.size())}});
        Rect line = r.cut_top(36);
        if (button_left(ui, line, {.key = "more", .label = more, .kind = ButtonKind::ghost, .small = true})) tile.all_rows = !tile.all_rows;
    }
}

void ReportPage::figure_row(Desk& desk, const Tile& tile, const model::ReportRow& row, Rect r, const Layout& at, bool total) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::ReportData& data = **tile.data;
    const std::string name = total ? desk.tr("reports.total") : row_text(desk.ws(), ui.locale(), *tile.what, row);
    Group group(ui, total ? "total" : "row:" + row.key, {.role = Role::row, .name = name, .rect = r});
    if (!total) hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    Rect cell = Rect(r).cut_left(at.first).inset(2, 0);
    ui.tree().add({.id = ui.id("name"), .role = Role::rowheader, .name = name, .rect = cell});
    const bool person = !total && !row.names.empty() && row.names.front().record != 0 && desk.ws().type_of(row.names.front().record) &&
                        desk.ws().type_of(row.names.front().record)->key == "person";
    if (person) draw_avatar(ui, cell.cut_left(24, 8).middle(24), name, row.names.front().record);
    draw_text(ui, cell, name, {.weight = total ? Weight::strong : Weight::usual});
    float x = r.x + at.first;
    for (std::size_t i = 0; i < at.columns.size(); ++i) {
        const std::size_t c = at.columns[i];
        const Rect box{x, r.y + 2, at.widths[i], r.h - 4};
        x += at.widths[i];
        const model::ReportFigure& figure = row.figures[c];
        const Unit unit = data.heads[c].unit;
        const std::string head = head_text(ui.locale(), *tile.what, c), value = figure_text(ui.locale(), unit, figure);
        const bool less = tile.what->measures.empty() ? false : tile.what->measures[c].less_is_better;
        const FigureChange change = row.before.empty() ? FigureChange{} : figure_change(ui.locale(), unit, figure, row.before[c], less);
        const std::string said = change.text.empty() ? value : value + ", " + desk.tr("reports.change", {{"change", change.text}});
        const Press press = figure_press(ui, ui.id(static_cast<std::int64_t>(c)), box, head + ", " + name, said);
        if (press.hovered && !row.before.empty())
            ui.tip(ui.id(static_cast<std::int64_t>(c)), box, desk.tr("reports.before", {{"value", figure_text(ui.locale(), unit, row.before[c])}}));
        Rect in = box.inset(8, 0);
        const bool strong = total || (tile.what->kind == Kind::league && c == tile.sorted && !ui.phone());
        const bool nothing = value == "\u2013" || value == "0";
        const float used = text_width(ui, value, {.weight = strong ? Weight::strong : Weight::usual});
        draw_text(ui, in, value, {.weight = strong ? Weight::strong : Weight::usual, .color = nothing ? t.text3 : t.text, .align = Align::right});
        if (unit == Unit::percent && !nothing && in.w - used > 36 && !total) {
            const double share = magnitude(figure, {}) / 100;
            const Rect bar{in.right() - used - 40, in.center().y - 2, 32, 4};
            progress_bar(ui, bar, static_cast<float>(share), t.chart(0));
        }
        if (press.ring) focus_ring(ui, box, 4);
        if (press.clicked) open_figure(desk, tile, row, c);
    }
}

}  // namespace potok::ui
