// What stands above a report, and what opens from it: the choice of report and period, the records behind a figure.
#include "generated/icons.h"
#include "model/queries.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/list.h"
#include "ui/kit/overlay.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/reports/figure_text.h"
#include "ui/reports/period_presets.h"
#include "ui/reports/report_page.h"

namespace potok::ui {

namespace {

using Kind = model::ReportTile::Kind;

}  // namespace

void ReportPage::header(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    row = ui.phone() ? row.inset(16, 0) : Rect{row.x + 20, row.y, row.w - 36, row.h};
    pickers(desk, row);
    const auto all = desk.ws().catalog().definitions_of("report");
    const std::string title = report_->ok() ? (*report_)->label.in(desk.language()) : desk.tr("nav.reports");
    const TextSpec spec{.style = TextStyle::title};
    if (ui.phone()) return;
    if (all.size() < 2) {
        heading(ui, "title", row, 1, title, spec);
        return;
    }
    // Several packs have several reports.
    const float width = std::min(text_width(ui, title, spec) + 1, row.w - 40);
    heading(ui, "title", row.cut_left(width, 4), 1, title, spec);
    reports_anchor_ = row.cut_left(32).middle(32);
    if (icon_button(ui, reports_anchor_, "reports", icon::chevron_down, desk.tr("reports.choose"))) reports_open_ = true;
    if (!reports_open_) return;
    std::vector<std::string> names;
    std::vector<MenuItem> items;
    for (const model::Definition* d : all) {
        const auto label = model::Label::parse(d->body.value("label", Json()), "");
        names.push_back(label.ok() ? label->in(desk.language()) : d->key);
        const model::Definition* pack = desk.ws().catalog().definition("pack", d->pack);
        const auto pack_label = pack ? model::Label::parse(pack->body.value("label", Json()), "") : label;
        if (pack && pack_label.ok()) names.back() += ", " + pack_label->in(desk.language());
    }
    for (const std::string& name : names) items.push_back({.label = name});
    const int chosen = menu(ui, "reports", reports_anchor_, desk.tr("reports.choose"), items);
    if (chosen != menu_open) reports_open_ = false;
    if (chosen >= 0) {
        Route to = Route::to(Page::reports);
        to.key = all[static_cast<std::size_t>(chosen)]->key;
        desk.go(to);
    }
}

void ReportPage::pickers(Desk& desk, Rect& row) {
    Ui& ui = desk.ui();
    const std::string period = period_text(ui.locale(), period_);
    const std::string against = compare_ ? desk.tr("reports.against", {{"period", period_text(ui.locale(), before())}}) : desk.tr("reports.no_comparison");
    const std::string compare_label = ui.phone() || ui.narrow() ? desk.tr("reports.compare") : against;
    const ChipSpec spec{.key = "compare", .label = compare_label, .icon = icon::git_compare_arrows, .on = compare_, .toggle = true};
    const float h = chip_height(ui);
    if (chip(ui, row.cut_right(chip_width(ui, spec), 8).middle(h), spec).clicked) {
        compare_ = !compare_;
        ask_again();
    }
    const ChipSpec chooser{.key = "period", .label = period, .icon = icon::calendar, .dropdown = true, .expanded = period_open_};
    const float width = chip_width(ui, chooser);
    period_anchor_ = (ui.phone() ? row.cut_left(width, 8) : row.cut_right(width, 12)).middle(h);
    if (chip(ui, period_anchor_, chooser).clicked) period_open_ = !period_open_;
}

void ReportPage::choose_period(Desk& desk) {
    if (!period_open_) return;
    Ui& ui = desk.ui();
    const Date today = desk.zone().to_local(desk.now()).date;
    const float row = ui.control_height();
    const std::string name = desk.tr("reports.period");
    const auto take = [&](int span, model::Period period) {
        span_ = span;
        period_ = period;
        ask_again();
    };
    const bool stay = popover(ui, {.key = "periods", .name = name, .anchor = period_anchor_, .width = 320, .height = 16 + row * 4 + 12 + 20 + 44 + 8, .align_right = !ui.phone()}, [&](Rect r) {
        r = r.inset(8, 8);
        for (int i = 0; i < 4; ++i) {
            const Rect line = r.cut_top(row);
            for (const int at : {i, i + 4}) {
                const std::string label = desk.tr(presets[at].key);
                if (button(ui, part(line, at < 4 ? 0 : 1, 2, 8).middle(button_height(ui)),
                           {.key = presets[at].key, .label = label, .kind = at == span_ ? ButtonKind::soft : ButtonKind::ghost})) {
                    take(at, preset_period(presets[at], today));
                    period_open_ = false;
                }
            }
        }
        r.cut_top(12);
        label(ui, "own", r.cut_top(20), desk.tr("reports.own_period"), {.style = TextStyle::small, .color = ui.theme().text2});
        Rect fields = r.cut_top(44).middle(row);
        own_from_ = period_.from;
        own_to_ = period_.to;
        const std::string from = desk.tr("reports.from"), to = desk.tr("reports.to"), previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month");
        const Rect left = part(fields, 0, 2, 8), right = part(fields, 1, 2, 8);
        DateSpec spec{.key = "from", .label = from, .today = today, .previous_name = previous, .next_name = next};
        spec.latest = own_to_;
        bool changed = date_field(ui, left, spec, own_from_);
        DateSpec until{.key = "to", .label = to, .today = today, .previous_name = previous, .next_name = next};
        until.earliest = own_from_;
        changed = date_field(ui, right, until, own_to_) || changed;
        if (changed && own_from_ && own_to_ && *own_from_ <= *own_to_) take(own_period, {*own_from_, *own_to_});
    });
    if (!stay) period_open_ = false;
}

void ReportPage::open_figure(Desk& desk, const Tile& tile, const model::ReportRow& row, std::size_t column) {
    const Locale& locale = desk.ui().locale();
    BehindFigure out;
    const std::string who = row_text(desk.ws(), locale, *tile.what, row);
    out.title = tile.what->label.in(desk.language());
    const model::ReportFigure& figure = row.figures[column];
    std::string second = who;
    if (tile.what->kind != Kind::number) second += (second.empty() ? "" : ", ") + head_text(locale, *tile.what, column);
    const std::string value = figure_text(locale, (*tile.data)->heads[column].unit, figure);
    out.second = second + (second.empty() ? "" : ": ") + value;
    out.records = figure.records;
    behind_ = std::move(out);
}

void ReportPage::sheet(Desk& desk) {
    if (!behind_) return;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const std::string close = desk.tr("dialog.close");
    std::optional<model::RowId> open;
    const bool stay = side_sheet(ui, "behind", behind_->title, 440, close, [&](Rect r) {
        Rect head = r.cut_top(36).inset(20, 0);
        const std::string count = desk.plural("board.records", static_cast<std::int64_t>(behind_->records.size()));
        label(ui, "count", head.cut_right(text_width(ui, count, {.style = TextStyle::small}) + 2, 8), count, {.style = TextStyle::small, .color = t.text2});
        label(ui, "what", head, behind_->second, {.weight = Weight::strong});
        if (behind_->records.empty()) {
            label(ui, "nothing", r.cut_top(44).inset(20, 0), desk.tr("reports.no_records"), {.color = t.text2});
            return;
        }
        Group group(ui, "records", {.role = Role::list, .name = behind_->second, .rect = r});
        ScrollArea scroll(ui, "records", r);
        constexpr float height = 52;
        const auto rows = scroll.rows(static_cast<std::int64_t>(behind_->records.size()), height);
        for (std::int64_t i = rows.first; i < rows.last; ++i) {
            const model::RowId row = behind_->records[static_cast<std::size_t>(i)];
            const auto record = model::record(desk.ws(), row);
            if (!record) continue;
            const model::Pipeline* pipeline = desk.ws().catalog().pipeline(record->text("pipeline"));
            const model::Stage* stage = pipeline ? pipeline->stage(record->text("stage")) : nullptr;
            const auto client = record->get("client").as<Ref>() ? desk.ws().row_of(record->get("client").as<Ref>()->id) : std::nullopt;
            std::string second = stage ? stage->label.in(desk.language()) : record->type->label.in(desk.language());
            if (client) second = model::title_of(desk.ws(), *client) + " · " + second;
            const Money* money = record->type->amount_field.empty() ? nullptr : record->get(record->type->amount_field).as<Money>();
            const std::string amount = money ? ui.locale().money(*money) : std::string();
            const Rect box{r.x + 8, scroll.row_y(i, height), r.w - 16, height};
            const std::string title = record->title(), said = amount.empty() ? second : second + ", " + amount;
            const Press press = list_row(ui, ui.id(row), box, {.name = title, .description = said, .position = static_cast<int>(i + 1),
                                                               .set_size = static_cast<int>(behind_->records.size())});
            if (press.clicked) open = row;
            Rect in = box.inset(12, 6);
            if (!amount.empty()) draw_text(ui, in.cut_right(text_width(ui, amount, {}) + 2, 10), amount, {.align = Align::right});
            draw_text(ui, in.cut_top(20), title, {.weight = Weight::strong});
            draw_text(ui, in.cut_top(18), second, {.style = TextStyle::small, .color = t.text2});
        }
    });
    if (!stay) behind_.reset();
    if (open) {
        behind_.reset();
        desk.open_record(*open);
    }
}

}  // namespace potok::ui
