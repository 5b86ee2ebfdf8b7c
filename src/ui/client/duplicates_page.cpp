#include "ui/client/duplicates_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/list.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/people.h"

namespace potok::ui {

DuplicatesPage::DuplicatesPage(Desk& desk) { read(desk); }

void DuplicatesPage::read(Desk& desk) {
    stale_ = false;
    pairs_.clear();
    problem_.reset();
    auto found = model::find_duplicates(desk.ws(), "client", {.most = 1000});
    if (!found.ok()) {
        problem_ = found.error();
        return;
    }
    for (model::DuplicatePair& pair : *found) {
        Pair p;
        p.first = model::title_of(desk.ws(), pair.first);
        p.second = model::title_of(desk.ws(), pair.second);
        p.reasons = reasons_text(desk, pair);
        p.found = std::move(pair);
        pairs_.push_back(std::move(p));
    }
}

// Looked for again when the page is next seen: comparing all of them takes its time.
void DuplicatesPage::take(Desk&, const model::Outcome& outcome) {
    stale_ = stale_ || std::any_of(outcome.changes.begin(), outcome.changes.end(), [](const model::Change& c) { return c.type && c.type->key == "client"; });
}

void DuplicatesPage::frame(Desk& desk, const Rect& whole) {
    if (stale_) read(desk);
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Rect area = whole;
    const float pad = ui.phone() ? 16.f : 20.f;
    Rect head = Rect(area.cut_top(56)).inset(pad, 0);
    const std::string title = desk.tr("duplicates.title"), count = desk.plural("duplicates.count", static_cast<std::int64_t>(pairs_.size()));
    if (!ui.phone()) head.cut_left(heading(ui, "title", head, 1, title, {.style = TextStyle::title}) + 12);  // on the phone the shell says it
    label(ui, "count", head, count, {.color = t.text3});
    state_bar(desk, area);
    hline(ui, area.x, area.y - 1, area.w, t.line);
    if (pairs_.empty()) {
        const std::string none = problem_ ? ui.locale().sentence(*problem_) : desk.tr("duplicates.none"), text = problem_ ? ui.locale().remedy(*problem_) : desk.tr("duplicates.none_text");
        empty_state(ui, area.centered(std::min(440.f, area.w), 260), {.key = "none", .title = none, .text = text, .icon = problem_ ? icon::triangle_alert : icon::circle_check, .tone = problem_ ? Tone::danger : Tone::success});
    } else {
        ScrollArea scroll(ui, "pairs", area);
        const double row_height = ui.phone() ? 116 : 68;
        Group list(ui, "list", {.role = Role::list, .name = title, .rect = area});
        const auto rows = scroll.rows(static_cast<std::int64_t>(pairs_.size()), row_height);
        for (std::int64_t i = rows.first; i < rows.last; ++i)
            row(desk, {area.x + pad, scroll.row_y(i, row_height), std::min(area.w - 2 * pad, 1080.f), static_cast<float>(row_height)}, pairs_[static_cast<std::size_t>(i)], static_cast<std::size_t>(i));
    }
    merge_.frame(desk);
}

void DuplicatesPage::row(Desk& desk, Rect r, const Pair& pair, std::size_t index) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, static_cast<std::int64_t>(index));
    const std::string score = std::to_string(pair.found.score) + " %", compare = desk.tr("duplicates.compare");
    ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = pair.first + ", " + pair.second, .value = score, .description = pair.reasons,
                   .position = static_cast<int>(index) + 1, .set_size = static_cast<int>(pairs_.size()), .rect = r});
    hline(ui, r.x, r.bottom() - 1, r.w, t.line);
    Rect in = r.inset(0, 8);
    const bool phone = ui.phone();
    const ButtonSpec spec{.key = "compare", .label = compare, .icon = icon::merge, .small = !phone, .tip = pair.second};
    if (phone) {
        Rect foot = in.cut_bottom(button_height(ui));
        if (button_right(ui, foot, spec)) merge_.begin(desk, pair.found.first, pair.found.second);
        draw_text(ui, foot, pair.reasons, {.style = TextStyle::small, .color = t.text3});
    } else if (button_right(ui, in, spec)) {
        merge_.begin(desk, pair.found.first, pair.found.second);
    }
    const Rect at = in.cut_right(badge_width(ui, score), 12).middle(badge_height);
    badge(ui, {at.x, at.y}, score, pair.found.score >= 60 ? Tone::danger : Tone::warning);
    Rect names = phone ? in : Rect(in.cut_top(26));
    for (int i = 0; i < 2; ++i) {
        IdScope side(ui, static_cast<std::int64_t>(i));
        Rect half = phone ? names.cut_top(26) : part(names, i, 2, 20);
        const std::string& name = i == 0 ? pair.first : pair.second;
        const model::RowId row = i == 0 ? pair.found.first : pair.found.second;
        draw_avatar(ui, half.cut_left(22, 8).middle(22), name, row);
        if (link(ui, half, "open", name, false)) desk.open_record(row);
    }
    if (!phone) draw_text(ui, in, pair.reasons, {.style = TextStyle::small, .color = t.text3});
}

}  // namespace potok::ui
