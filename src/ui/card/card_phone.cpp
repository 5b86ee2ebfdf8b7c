// The card on a phone: name and amount, the stages as a band, tabs, the next step fixed below.
#include <algorithm>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/card/card_page.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

void CardPage::phone(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Rect top = Rect(area.cut_top(56)).inset(4, 0);
    if (icon_button(ui, top.cut_left(44, 8).middle(44), "back", icon::arrow_left, desk.tr("card.back"), 20))
        desk.go(pipeline_ ? Route::board(pipeline_->key) : Route::to(Page::start));
    menu_anchor_ = top.cut_right(44).middle(44);
    if (icon_button(ui, menu_anchor_, "more", icon::ellipsis, desk.tr("card.actions"), 20)) menu_open_ = true;
    label(ui, "where", top, pipeline_ ? pipeline_->label.in(desk.language()) : data_->type->label.in(desk.language()),
          {.style = TextStyle::small, .color = t.text2});

    state_bar(desk, area);
    Rect head = area.inset(16, 0);
    heading(ui, "title", head.cut_top(28), 1, data_->title(), {.style = TextStyle::title});
    Rect second = head.cut_top(22, 10);
    if (const auto* amount = data_->get(data_->type->amount_field).as<Money>()) {
        const std::string text = ui.locale().money(*amount);
        const TextSpec strong{.weight = Weight::strong, .align = Align::right};
        label(ui, "amount", second.cut_right(text_width(ui, text, strong) + 1, 8), text, strong);
    }
    label(ui, "type", second, data_->type->label.in(desk.language()), {.style = TextStyle::small, .color = t.text2});
    if (pipeline_) {
        std::vector<const model::Stage*> way;
        for (const model::Stage& stage : pipeline_->stages)
            if (stage.kind != model::StageKind::lost) way.push_back(&stage);
        int current = -1;
        for (std::size_t i = 0; i < way.size(); ++i)
            if (way[i]->key == data_->text("stage")) current = static_cast<int>(i);
        stage_channel(ui, head.cut_top(6, 6), static_cast<int>(way.size()), current);
        Rect line = head.cut_top(18, 8);
        if (const Instant* since = data_->get("stage_since").as<Instant>()) {
            const std::string span = span_text(ui.locale(), desk.now() - *since);
            const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
            label(ui, "since", line.cut_right(text_width(ui, span, quiet) + 1, 8), span, quiet);
        }
        const model::Stage* stage = pipeline_->stage(data_->text("stage"));
        std::string name = stage ? stage->label.in(desk.language()) : data_->text("stage");
        if (current >= 0) name = std::to_string(current + 1) + ". " + name;
        label(ui, "stage", line, name, {.style = TextStyle::small, .weight = Weight::strong});
    }
    area.cut_top(head.y - area.y);

    tab_strip(desk, Rect(area.cut_top(44)).inset(16, 0), true, false);

    if (const model::Stage* next = next_stage(desk)) {
        Rect bar = area.cut_bottom(72);
        fill(ui, bar, t.surface);
        hline(ui, bar.x, bar.y, bar.w, t.line);
        bar = Rect{bar.x + 16, bar.y + 8, bar.w - 32, 44};
        std::string phone;
        for (const model::Record& contact : contacts_)
            if (phone.empty()) phone = contact.text("phone");
        if (!phone.empty() && button(ui, bar.cut_left(44, 8), {.key = "call", .label = desk.tr("card.call", {{"name", ""}}), .icon = icon::phone, .icon_only = true}))
            ui.host().open_link("tel:" + phone);
        const std::string label = desk.tr("card.next_short"), tip = next->label.in(desk.language());
        if (button(ui, bar, {.key = "next", .label = label, .kind = ButtonKind::primary, .icon = icon::arrow_right, .tip = tip}))
            desk.ask_move(record_, next->key);
    }
    fill(ui, area, t.sunken);
    if (tab_ == Tab::work || tab_ == Tab::side) return work(desk, area);
    fill(ui, area, t.sheet);
    if (own_tab(desk, area)) return;
    // What the side holds on a wide screen stands below the data.
    ScrollArea scroll(ui, "data", area);
    Rect body = Rect(scroll.content()).inset(16, 8);
    const float begin = body.y;
    body.h = 1e6f;
    body.cut_top(fields_.draw(desk, body));
    body.cut_top(related(desk, body));
    body.cut_top(bookings(desk, body));
    scroll.set_content_height(body.y - begin + 24);
}

}  // namespace potok::ui
