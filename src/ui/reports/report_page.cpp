#include "ui/reports/report_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/queries.h"
#include "ui/app/state_bar.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/reports/figure_text.h"
#include "ui/reports/period_presets.h"

namespace potok::ui {

namespace {

using Kind = model::ReportTile::Kind;

constexpr float strip_height = 60, head_height = 40;

}  // namespace

std::string report_key(const model::Catalog& catalog, std::string_view wanted) {
    const auto all = catalog.definitions_of("report");
    for (const model::Definition* d : all)
        if (d->key == wanted) return d->key;
    return wanted.empty() && !all.empty() ? all.front()->key : std::string();
}

ReportPage::ReportPage(Desk& desk, std::string key) : key_(std::move(key)) {
    read(desk);
    const Date today = desk.zone().to_local(desk.now()).date;
    if (report_ && report_->ok()) span_ = opening_preset((*report_)->period, today);
    period_ = preset_period(presets[span_], today);
}

void ReportPage::read(Desk& desk) {
    catalog_version_ = desk.ws().catalog().version();
    report_ = model::report_of(desk.ws().catalog(), report_key(desk.ws().catalog(), key_));
    std::vector<Tile> tiles;
    if (report_->ok()) {
        for (const model::ReportTile& what : (*report_)->tiles) {
            Tile tile;
            tile.what = &what;
            while (tile.sorted < what.measures.size() && what.measures[tile.sorted].key != what.sort) ++tile.sorted;
            if (tile.sorted == what.measures.size()) tile.sorted = 0;
            tile.ascending = what.ascending;
            tiles.push_back(std::move(tile));
        }
    }
    tiles_ = std::move(tiles);
    ask_again();
}

void ReportPage::ask_again() { next_ = 0; }

model::Period ReportPage::before() const {
    return span_ == own_period ? model::period_before(period_) : model::period_before(period_, presets[span_].span);
}

model::ReportQuestion ReportPage::question(Desk& desk) const {
    model::ReportQuestion q{desk.actor(), desk.now(), period_, {}};
    if (compare_) q.before = before();
    return q;
}

// One tile a frame; what was there before stays in sight until it has been asked again.
void ReportPage::ask_next(Desk& desk) {
    if (next_ >= tiles_.size()) return;
    asked_on_ = desk.zone().to_local(desk.now()).date;
    Tile& tile = tiles_[next_++];
    tile.data = model::ask_report(desk.ws(), *tile.what, question(desk));
    if (next_ < tiles_.size()) desk.ui().host().request_redraw();
}

void ReportPage::take(Desk& desk, const model::Outcome& outcome) {
    if (catalog_version_ != desk.ws().catalog().version()) return read(desk);
    const bool matters = std::any_of(outcome.changes.begin(), outcome.changes.end(), [](const auto& c) { return c.type && c.type->registered; });
    if (matters) ask_again();
}

void ReportPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    if (catalog_version_ != desk.ws().catalog().version()) read(desk);
    const Date today = desk.zone().to_local(desk.now()).date;
    if (next_ >= tiles_.size() && asked_on_ != today) {
        if (span_ != own_period) period_ = preset_period(presets[span_], today);
        ask_again();
    }
    ask_next(desk);
    Rect rest = area;
    header(desk, rest.cut_top(ui.phone() ? 52.f : 56.f));
    if (!ui.phone()) state_bar(desk, rest);
    if (!report_->ok()) {
        const std::string title = desk.tr("reports.none"), text = ui.locale().sentence(report_->error()) + " " + ui.locale().remedy(report_->error());
        empty_state(ui, rest.inset(24), {.key = "empty", .title = title, .text = text, .icon = icon::chart_no_axes_combined});
        return;
    }
    tiles(desk, rest);
    choose_period(desk);
    sheet(desk);
}

// --- tiles ------------------------------------------------------------------------------------------------------------
void ReportPage::tiles(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    ScrollArea scroll(ui, "report", area);
    const float side = ui.phone() ? 16.f : 20.f, gap = ui.phone() ? 12.f : 12.f;
    Rect r = Rect(scroll.content()).inset(side, 0);
    const float top = r.y;
    r.h = 1e6f;
    std::size_t i = 0;
    while (i < tiles_.size()) {
        if (tiles_[i].what->kind == Kind::number) {
            std::size_t last = i;
            while (last < tiles_.size() && tiles_[last].what->kind == Kind::number) ++last;
            r.cut_top(number_strip(desk, r, i, last), gap);
            i = last;
            continue;
        }
        // Tiles side by side until twelve columns are full; all of a row are as high as the highest of them.
        const auto columns = [&](const Tile& tile) { return ui.phone() ? 12 : ui.narrow() ? (tile.what->width > 6 ? 12 : 6) : tile.what->width; };
        std::size_t last = i;
        int used = 0;
        float height = 0;
        while (last < tiles_.size() && tiles_[last].what->kind != Kind::number && used + columns(tiles_[last]) <= 12) used += columns(tiles_[last++]);
        const int n = static_cast<int>(last - i);
        const float room = r.w - gap * static_cast<float>(n - 1);
        const auto width = [&](const Tile& tile) { return room * static_cast<float>(columns(tile)) / static_cast<float>(std::max(used, n == 1 ? 12 : used)); };
        for (std::size_t k = i; k < last; ++k) height = std::max(height, tile_height(desk, tiles_[k], width(tiles_[k])));
        Rect row = r.cut_top(height, gap);
        for (std::size_t k = i; k < last; ++k) {
            const Rect box = row.cut_left(n == 1 && used < 12 && !ui.phone() ? row.w : width(tiles_[k]), gap);
            if (box.overlaps(area)) tile(desk, tiles_[k], box);
        }
        i = last;
    }
    scroll.set_content_height(r.y - top + 12);
}

float ReportPage::number_strip(Desk& desk, Rect r, std::size_t first, std::size_t last) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const int n = static_cast<int>(last - first), columns = ui.phone() ? 2 : ui.narrow() ? std::min(n, 3) : n;
    const int lines = (n + columns - 1) / columns;
    int widths = 0;
    for (std::size_t i = first; i < last; ++i) widths += tiles_[i].what->width;
    Rect line = r;
    for (int i = 0; i < n; ++i) {
        if (i % columns == 0) line = r.cut_top(strip_height);
        const Tile& tile = tiles_[first + static_cast<std::size_t>(i)];
        const model::ReportTile& what = *tile.what;
        Rect box;
        if (columns == n) {
            const float share = r.w * static_cast<float>(what.width) / static_cast<float>(widths);
            box = line.cut_left(i + 1 == n ? line.w : share);
        } else {
            box = part({r.x, line.y, r.w, line.h}, i % columns, columns, 0);
        }
        Rect in = box.inset(i % columns == 0 ? 0.f : 16.f, 4);
        if (i % columns == 0) in.w = std::max(0.f, box.w - 16), in.x = box.x;
        if (i % columns != 0) vline(ui, box.x, box.y + 6, box.h - 12, t.line);
        const std::string name = what.label.in(desk.language());
        if (!tile.data || !tile.data->ok()) {
            draw_text(ui, in.cut_top(20), name, {.style = TextStyle::small, .color = t.text2});
            if (!tile.data) skeleton(ui, in.cut_top(20).middle(10), 0.6f, true);
            else draw_text(ui, in, ui.locale().sentence(tile.data->error()), {.style = TextStyle::small, .color = t.danger});
            continue;
        }
        const model::ReportRow& row = (*tile.data)->rows.front();
        const model::ReportMeasure& m = what.measures.front();
        const std::string value = figure_text(ui.locale(), m.unit, row.figures.front());
        const FigureChange change = row.before.empty() ? FigureChange{} : figure_change(ui.locale(), m.unit, row.figures.front(), row.before.front(), m.less_is_better);
        const std::string said = change.text.empty() ? value : value + ", " + desk.tr("reports.change", {{"change", change.text}});
        const std::string hint = what.hint.in(desk.language());
        const Press press = ui.press({.id = ui.id("number:" + what.key), .role = Role::button, .name = name, .value = said, .description = hint, .rect = box.inset(0, 2)}, {.hand = true});
        if (press.hover > 0) fill(ui, in.expand(6), with_alpha(t.hover, press.hover), 6);
        if (press.hovered && !hint.empty()) ui.tip(ui.id("number:" + what.key), box, hint);
        draw_text(ui, in.cut_top(20), name, {.style = TextStyle::small, .color = t.text2});
        const Run runs[] = {{value, Weight::strong, t.text}};
        const TextSpec big{.style = TextStyle::title};
        const float used = draw_runs(ui, in.cut_top(28), runs, big);
        if (!change.text.empty() && used + 10 + text_width(ui, change.text, {.style = TextStyle::small}) <= in.w)
            draw_text(ui, {in.x + used + 8, in.y - 26, in.w - used - 8, 28}, change.text, {.style = TextStyle::small, .color = tone_text(t, change.tone)});
        if (press.ring) focus_ring(ui, in.expand(6), 6);
        if (press.clicked) open_figure(desk, tile, row, 0);
    }
    return strip_height * static_cast<float>(lines);
}

float ReportPage::tile_height(Desk& desk, const Tile& tile, float) const {
    Ui& ui = desk.ui();
    const float row = ui.phone() ? 44.f : 36.f, frame = head_height + 12;
    if (!tile.data || !tile.data->ok()) return frame + 120;
    const model::ReportData& data = **tile.data;
    const auto table = [&](std::size_t rows, bool total) {
        const std::size_t shown = shown_rows(tile, rows);
        return frame + 32 + row * static_cast<float>(shown + (total ? 1 : 0)) + (shown < rows || tile.all_rows ? 40.f : 8.f);
    };
    switch (tile.what->kind) {
    case Kind::funnel:
        if (tile.as_table) return table(data.rows.size(), false);
        return ui.phone() ? frame + 44 * static_cast<float>(data.rows.size()) + 8 : frame + 162;
    case Kind::trend: return tile.as_table ? table(data.rows.size(), true) : frame + 228;
    case Kind::ageing: return tile.as_table ? table(data.rows.size(), true) : frame + 42 * static_cast<float>(data.rows.size()) + 36;
    case Kind::deviations:
    case Kind::list: return data.items.empty() ? frame + 72 : table(data.items.size(), false);
    case Kind::league: return data.rows.empty() ? frame + 72 : table(data.rows.size(), true);
    default: return table(data.rows.size(), false);
    }
}

void ReportPage::tile(Desk& desk, Tile& tile, const Rect& box) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::ReportTile& what = *tile.what;
    const std::string name = what.label.in(desk.language());
    Group group(ui, what.key, {.role = Role::region, .name = name, .rect = box});
    panel_surface(ui, box);
    Rect in = box.inset(16, 0);
    Rect head = in.cut_top(head_height);
    const bool chart = what.kind == Kind::funnel || what.kind == Kind::trend || what.kind == Kind::ageing;
    if (chart) {
        const std::string toggle = desk.tr(tile.as_table ? "reports.as_chart" : "reports.as_table");
        if (icon_button(ui, head.cut_right(28, 4).middle(28), "form", tile.as_table ? icon::chart_no_axes_combined : icon::table_2, toggle, 16, t.text3))
            tile.as_table = !tile.as_table;
    }
    const TextSpec strong{.weight = Weight::strong};
    const float width = std::min(text_width(ui, name, strong) + 1, head.w);
    heading(ui, "title", head.cut_left(width, 10), 2, name, strong);
    const std::string hint = what.hint.in(desk.language());
    if (!hint.empty() && head.w > 60) label(ui, "hint", head, hint, {.style = TextStyle::small, .color = t.text3});
    in.cut_bottom(12);
    if (!tile.data) {
        for (int i = 0; i < 3; ++i) skeleton(ui, in.cut_top(28).middle(10), 0.8f - 0.15f * static_cast<float>(i), i == 0);
        return;
    }
    if (!tile.data->ok()) {
        const std::string text = ui.locale().sentence(tile.data->error()) + " " + ui.locale().remedy(tile.data->error());
        label_paragraph(ui, "fault", in, text, {.style = TextStyle::small, .color = t.danger});
        return;
    }
    body(desk, tile, in);
}

void ReportPage::body(Desk& desk, Tile& tile, Rect in) {
    Ui& ui = desk.ui();
    const model::ReportData& data = **tile.data;
    const Kind kind = tile.what->kind;
    const bool listed = kind == Kind::list || kind == Kind::deviations;
    const bool none = listed ? data.items.empty()
                             : std::all_of(data.rows.begin(), data.rows.end(), [](const auto& row) {
                                   return std::all_of(row.figures.begin(), row.figures.end(), [](const auto& f) { return f.records.empty(); });
                               });
    if (none && !(kind == Kind::league && !data.rows.empty())) {
        Rect line = in.cut_top(40);
        draw_icon(ui, line.cut_left(16, 8), listed ? icon::circle_check : icon::circle_dashed, 16, listed ? ui.theme().success : ui.theme().text3);
        label(ui, "nothing", line, desk.tr(kind == Kind::list ? "reports.nothing_to_do" : kind == Kind::deviations ? "reports.no_deviation" : "reports.no_figures"),
              {.color = ui.theme().text2});
        return;
    }
    if (listed) return items(desk, tile, in);
    if (tile.as_table || kind == Kind::league || kind == Kind::stage_time) return figures(desk, tile, in);
    if (kind == Kind::funnel) return funnel(desk, tile, in);
    if (kind == Kind::trend) return trend(desk, tile, in);
    ageing(desk, tile, in);
}

}  // namespace potok::ui
