#include "ui/card/messages_tab.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/connector.h"
#include "ui/card/card_commands.h"
#include "ui/card/history_text.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

Tone tone_of(const std::string& state) {
    if (state == "sent") return Tone::success;
    if (state == "failed") return Tone::danger;
    if (state == "uncertain") return Tone::warning;
    if (state == "withdrawn") return Tone::neutral;
    return Tone::info;
}

std::string_view icon_of(const std::string& channel) {
    if (channel == "email") return icon::mail;
    return channel == "sms" ? icon::message_square_text : icon::share_2;
}

}  // namespace

int MessagesTab::unsettled() const {
    return static_cast<int>(std::count_if(items_.begin(), items_.end(), [](const Item& i) { return i.state == "uncertain" || i.state == "failed"; }));
}

void MessagesTab::read(Desk& desk) {
    items_.clear();
    const model::Workspace& ws = desk.ws();
    for (const model::RowId row : model::find_records(ws, "message", "record", Value(Ref{ws.id_of(record_)}))) {
        const auto r = model::record(ws, row);
        if (!r) continue;
        Item i;
        i.row = row;
        i.channel = r->text("channel");
        i.to = r->text("to");
        i.text = r->text("text");
        i.state = r->text("state");
        i.why = r->text("why");
        i.automation = r->text("automation");
        if (const Decimal* n = r->get("attempts").as<Decimal>()) i.attempts = static_cast<int>(n->to_int64().value_or(0));
        if (const Instant* at = r->get("created_at").as<Instant>()) i.created = *at;
        if (const Instant* at = r->get("sent_at").as<Instant>()) i.sent = *at;
        if (const Instant* at = r->get("next_at").as<Instant>()) i.next = *at;
        i.connector = model::connector_for(ws.catalog(), r->text("connector"), i.channel).ok();
        items_.push_back(std::move(i));
    }
    std::reverse(items_.begin(), items_.end());
}

void MessagesTab::draw(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    Group group(ui, "messages", {.role = Role::tabpanel, .name = desk.tr("card.messages"), .rect = area});
    ScrollArea scroll(ui, "messages", area);
    const float top = scroll.content().y;
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 16);
    r.w = std::min(r.w, 860.f);
    r.h = 1e6f;
    if (items_.empty()) r.cut_top(tab_nothing(ui, r, "none", desk.tr("messages.none")));
    Group list(ui, "list", {.role = Role::list, .name = desk.tr("card.messages"), .rect = r});
    for (const Item& one : items_) r.cut_top(item(desk, r, one));
    scroll.set_content_height(r.y - top + 24);
}

float MessagesTab::item(Desk& desk, Rect r, const Item& i) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, i.row);
    const float top = r.y;
    const Locale& locale = ui.locale();
    const std::string state = desk.tr(std::string("messages.state_") + i.state), time = moment_text(locale, desk.zone(), i.sent.value_or(i.created), desk.now());
    const std::string head = desk.tr("messages.to", {{"channel", desk.tr("channel." + i.channel)}, {"to", i.to}});

    const Rect mark{r.x, r.y, 28, 28};
    disc(ui, mark.center(), 14, t.info_soft);
    draw_icon(ui, mark, icon_of(i.channel), 14, t.info);
    r.cut_left(40);
    Rect first = r.cut_top(28);
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
    draw_text(ui, first.cut_right(text_width(ui, time, quiet) + 1, 8), time, quiet);
    const float badge_w = badge_width(ui, state), head_w = std::min(text_width(ui, head, {.weight = Weight::strong}) + 2, first.w - badge_w - 10);
    draw_text(ui, first.cut_left(head_w, 10), head, {.weight = Weight::strong});
    const Rect at = first.middle(badge_height);
    badge(ui, {at.x, at.y}, state, tone_of(i.state));

    // Why it stands where it does.
    std::string facts;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) facts += (facts.empty() ? "" : " · ") + text;
    };
    if (!i.why.empty()) add(desk.tr("messages.why", {{"why", i.why}}));
    if (i.state == "queued" && !i.connector) add(desk.tr("messages.no_connector"));
    if (i.state == "queued" && i.next) add(desk.tr("messages.next", {{"when", moment_text(locale, desk.zone(), *i.next, desk.now())}}));
    if (i.attempts > 1) add(desk.plural("messages.attempts", i.attempts));
    if (i.state == "uncertain") add(desk.tr("messages.uncertain"));
    if (!i.automation.empty()) add(automation_label(desk.ws(), i.automation, desk.language()));
    ui.tree().add({.id = ui.id("item"), .role = Role::listitem, .name = head + ". " + i.text, .value = state, .description = facts.empty() ? time : time + ". " + facts, .rect = {mark.x, top, r.right() - mark.x, 28}});
    if (!facts.empty()) {
        const TextSpec small{.style = TextStyle::small, .color = i.state == "failed" ? t.danger : t.text2};
        r.cut_top(draw_paragraph(ui, r, facts, small), 4);
    }
    if (!i.text.empty()) {
        const float height = paragraph_height(ui, i.text, r.w - 24) + 16;
        const Rect body = r.cut_top(height);
        fill(ui, body, t.info_soft, 8);
        draw_paragraph(ui, body.inset(12, 8), i.text);
    }
    r.cut_top(actions(desk, r, i));
    r.cut_top(16);
    return r.y - top;
}

float MessagesTab::actions(Desk& desk, Rect r, const Item& i) {
    const bool open = i.state == "uncertain" || i.state == "failed" || i.state == "queued";
    if (!open) return 0;
    Ui& ui = desk.ui();
    const float height = ui.phone() ? 52.f : 36.f;
    Rect row = r.cut_top(height);
    const auto settle = [&](const char* verdict, std::string_view glyph, ButtonKind kind) {
        if (button_left(ui, row, {.key = verdict, .label = desk.tr(std::string("messages.settle_") + verdict), .kind = kind, .icon = glyph, .small = true}))
            desk.act(commands::settle_message(desk.ws(), i.row, verdict));
    };
    if (i.state == "uncertain") settle("sent", icon::check, ButtonKind::soft);
    if (i.state != "queued") settle("again", icon::refresh_cw, ButtonKind::secondary);
    settle("withdrawn", icon::ban, ButtonKind::ghost);
    return height;
}

}  // namespace potok::ui
