// Tiles that are records themselves: lists and deviations.
#include <algorithm>

#include "model/queries.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/list.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/reports/figure_text.h"
#include "ui/reports/report_page.h"

namespace potok::ui {

namespace {

using Kind = model::ReportTile::Kind;

}  // namespace

// Records themselves: title, cells, why. A row opens the record.
void ReportPage::items(Desk& desk, Tile& tile, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const model::ReportData& data = **tile.data;
    const model::ReportTile& what = *tile.what;
    const bool deviations = what.kind == Kind::deviations;
    struct Head {
        std::string label;
        int column;  // of the tile; -1 title, -2 reasons, -3 measured, -4 limit, -5 deviation
    };
    std::vector<Head> heads = {{desk.tr("reports.record"), -1}};
    if (deviations) heads.insert(heads.end(), {{desk.tr("reports.measured"), -3}, {desk.tr("reports.limit"), -4}, {desk.tr("reports.deviation"), -5}});
    if (!what.reasons.empty() && !ui.phone()) heads.push_back({desk.tr("reports.why"), -2});
    const float fixed = 300 + (deviations ? 300.f : 0.f) + (what.reasons.empty() ? 0.f : 280.f);
    const std::size_t room = ui.phone() ? 0u : static_cast<std::size_t>(std::max(0.f, (r.w - fixed) / 110)) + heads.size();
    for (std::size_t i = 0; i < what.columns.size() && heads.size() < room; ++i) heads.push_back({what.columns[i].label.in(desk.language()), static_cast<int>(i)});
    if (ui.phone() && deviations) heads = {heads[0], heads[3]};
    std::vector<Column> columns;
    const float reasons = what.reasons.empty() || ui.phone() ? 0.f : std::min(280.f, r.w * 0.3f);
    for (const Head& h : heads) {
        const bool figure = h.column <= -3;
        const float title = ui.phone() ? 0.f : std::min(300.f, r.w * 0.3f);
        columns.push_back({.label = h.label, .width = h.column == -1 ? title : h.column == -2 ? reasons : figure ? 100.f : 0.f, .right = figure});
    }
    Group table(ui, "table", {.role = Role::table, .name = what.label.in(desk.language()), .rect = r});
    table_header(ui, r.cut_top(32), "head", columns);
    const float height = ui.phone() ? 44.f : 36.f;
    const std::size_t shown = shown_rows(tile, data.items.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const model::ReportItem& item = data.items[i];
        const Rect row = r.cut_top(height);
        const std::string title = model::title_of(desk.ws(), item.record);
        std::string why;
        for (const std::size_t n : item.reasons) why += (why.empty() ? "" : ", ") + what.reasons[n].label.in(desk.language());
        std::vector<std::string> texts;
        std::string said;
        for (const Head& h : heads) {
            const Value* figure = h.column == -3 ? &item.measured : h.column == -4 ? &item.limit : h.column == -5 ? &item.deviation : nullptr;
            texts.push_back(h.column == -1   ? title
                            : h.column == -2 ? why
                            : figure         ? ui.locale().value(*figure, desk.zone())
                                             : cell_text(desk.ws(), ui.locale(), what, what.columns[static_cast<std::size_t>(h.column)], item.record,
                                                         item.cells[static_cast<std::size_t>(h.column)]));
            if (h.column != -1 && !texts.back().empty()) said += (said.empty() ? "" : ", ") + h.label + ": " + texts.back();
        }
        if (ui.phone() && !why.empty()) said += (said.empty() ? "" : ", ") + why;
        const Press press = list_row(ui, ui.id(item.record), row, {.name = title, .description = said, .role = Role::button});
        for (std::size_t c = 0; c < heads.size(); ++c) {
            Rect at = cell(row, columns, c);
            if (heads[c].column == -1 && ui.phone() && !why.empty()) {
                Rect two = at.middle(38);
                draw_text(ui, two.cut_top(20), title, {.weight = Weight::strong});
                draw_text(ui, two, why, {.style = TextStyle::small, .color = t.warning});
            } else if (heads[c].column == -2) {
                for (const std::size_t n : item.reasons) {
                    const std::string text = what.reasons[n].label.in(desk.language());
                    const float w = badge_width(ui, text);
                    if (w > at.w) {
                        draw_text(ui, at, "\u2026", {.color = t.text3});
                        break;
                    }
                    const Rect mark = at.cut_left(w, 6).middle(badge_height);
                    badge(ui, {mark.x, mark.y}, text, Tone::warning);
                }
            } else {
                const bool worse = heads[c].column == -5;
                draw_text(ui, at, texts[c], {.weight = heads[c].column == -1 || worse ? Weight::strong : Weight::usual,
                                             .color = worse ? t.danger : heads[c].column == -1 ? t.text : t.text2,
                                             .align = columns[c].right ? Align::right : Align::left});
            }
        }
        if (press.clicked) desk.open_record(item.record);
    }
    if (data.items.size() > table_rows) {
        const std::string more = tile.all_rows ? desk.tr("reports.fewer") : desk.tr("reports.all_rows", {{"n", std::to_string(data.items.size())}});
        Rect line = r.cut_top(36);
        if (button_left(ui, line, {.key = "more", .label = more, .kind = ButtonKind::ghost, .small = true})) tile.all_rows = !tile.all_rows;
    }
}

}  // namespace potok::ui
