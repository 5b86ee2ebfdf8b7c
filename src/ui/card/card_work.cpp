// The card's middle: open tasks, a comment to write, the timeline.
#include <algorithm>

#include "generated/icons.h"
#include "ui/card/card_page.h"
#include "ui/card/history_text.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/rich_text.h"
#include "ui/value_text.h"

namespace potok::ui {

void CardPage::work(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    Group group(ui, "work", {.role = Role::region, .name = desk.tr("card.work"), .rect = area});
    ScrollArea scroll(ui, "work", area);
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 16);
    const float top = scroll.content().y;
    r.h = 1e6f;
    for (TaskPanel& panel : tasks_) {
        const float height = panel.height(desk, r.w);
        panel.draw(desk, r.cut_top(height, 12));
    }
    r.cut_top(comment_box(desk, r), 12);
    r.cut_top(timeline(desk, r));
    scroll.set_content_height(r.y - top + 16);
}

float CardPage::comment_box(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const std::string name = desk.tr("card.comment"), hint = desk.tr("card.comment_hint");
    const float height = std::max(ui.phone() ? 44.f : 40.f, multiline_height(ui, comment_, r.w - 88, 1, 8));
    Rect row = r.cut_top(height);
    const bool any = !comment_.empty();
    bool send = false;
    if (icon_button(ui, row.cut_right(32, 4).middle(32), "attach", icon::paperclip, desk.tr("files.attach"))) desk.ask_attach(record_, "");
    if (any) send = button_right(ui, row, {.key = "send", .label = desk.tr("card.send"), .kind = ButtonKind::soft, .icon = icon::send, .icon_only = true}, 4);
    if (text_field(ui, row, {.key = "comment", .label = name, .placeholder = hint, .multiline = true}, comment_).submitted) send = true;
    if (send && any && desk.act(desk.compose().comment(record_, comment_))) comment_.clear();
    return height;
}

float CardPage::timeline(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    Rect head = r.cut_top(ui.phone() ? 44.f : 32.f, 8);
    const std::string all = desk.tr("timeline.all"), people = desk.tr("timeline.people"), robots = desk.tr("timeline.robots"),
                      messages = desk.tr("timeline.messages"), name = desk.tr("timeline.filter");
    const Choice choices[] = {{.label = all}, {.label = people}, {.label = robots}, {.label = messages}};
    const float tabs_width = std::min(segment_tabs_width(ui, choices), head.w);
    const Rect tab_rect = ui.phone() ? head : head.cut_right(tabs_width, 8);
    if (!ui.phone()) heading(ui, "timeline", head, 2, desk.tr("timeline.title"), {.weight = Weight::strong});
    segment_tabs(ui, tab_rect, "filter", name, choices, filter_);

    std::vector<const TimelineItem*> shown;
    for (const TimelineItem& item : timeline_)
        if (passes(item, static_cast<TimelineFilter>(filter_))) shown.push_back(&item);
    {
        Group list(ui, "entries", {.role = Role::list, .name = desk.tr("timeline.title"), .rect = r});
        for (std::size_t i = 0; i < shown.size(); ++i) r.cut_top(timeline_item(desk, *shown[i], r, i + 1 == shown.size()));
    }
    if (more_history_) {
        if (button(ui, r.cut_top(button_height(ui), 8), {.key = "more_history", .label = desk.tr("timeline.more"), .kind = ButtonKind::ghost})) {
            timeline_limit_ += 400;
            read_timeline(desk);
        }
    }
    return r.y - top;
}

float CardPage::timeline_item(Desk& desk, const TimelineItem& item, Rect r, bool last) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, item.change);
    const float top = r.y;
    const HistoryText said = history_text(desk, item);
    const bool robot = !item.automation.empty(), message = item.kind == TimelineItem::Kind::message;
    const std::string time = moment_text(ui.locale(), desk.zone(), item.at, desk.now());

    std::string spoken = without_marks(said.sentence);
    for (const std::string& line : said.lines) spoken += ". " + without_marks(line);
    if (!item.text.empty()) spoken += ". " + item.text;
    const Rect mark{r.x, r.y, 28, 28};
    const float width = r.w;
    const NodeId entry = ui.id("entry");
    ui.tree().add({.id = entry, .role = Role::listitem, .name = spoken, .description = time, .rect = {r.x, top, width, 42}});
    ui.tree().open(entry);  // what one may ask of it belongs to it
    if (message) {
        disc(ui, mark.center(), 14, t.info_soft);
        draw_icon(ui, mark, said.icon, 14, t.info);
    } else if (robot) {
        disc(ui, mark.center(), 14, t.accent_soft);
        draw_icon(ui, mark, icon::bot, 14, t.accent_text);
    } else {
        draw_avatar(ui, mark, item.actor_name, item.actor);
    }

    r.cut_left(40);
    r.cut_top(4);
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3, .align = Align::right};
    Rect first = r;
    const Rect time_at = first.cut_right(text_width(ui, time, quiet) + 1, 8);
    draw_text(ui, {time_at.x, time_at.y, time_at.w, line_height(ui, TextStyle::body)}, time, quiet);
    const TextSpec sentence_spec{.color = item.undone ? t.text3 : 0};
    const float sentence = rich_paragraph(ui, first, said.sentence, sentence_spec);
    r.cut_top(sentence);
    for (const std::string& line : said.lines) r.cut_top(rich_paragraph(ui, r, line, {.style = TextStyle::small, .color = t.text2}));

    // What one may ask of it: why, and undo.
    std::string facts;
    if (item.undone) facts = desk.tr("history.undone");
    const bool can_undo = item.can_undo && (item.actor == desk.actor() || undo_of_others_);
    if (!facts.empty() || can_undo || robot) {
        Rect row = r.cut_top(20);
        if (!facts.empty()) {
            const TextSpec small{.style = TextStyle::small, .color = t.text3};
            label(ui, "facts", row.cut_left(text_width(ui, facts, small) + 1, 12), facts, small);
        }
        if (robot) {
            const std::string which = automation_label(desk.ws(), item.automation, desk.language());
            const TextSpec small{.style = TextStyle::small, .color = t.text3};
            label(ui, "robot", row.cut_left(std::min(text_width(ui, which, small) + 1, row.w * 0.6f), 8), which, small);
            draw_icon(ui, row.cut_left(12, 4), icon::circle_help, 12, t.accent_text);
            const std::string why = desk.tr("why.why");
            if (link(ui, row.cut_left(text_width(ui, why, {.style = TextStyle::small, .weight = Weight::strong}) + 12, 8), "why", why))
                desk.explain(item.automation, record_);
        }
        if (can_undo) {
            const std::string undo = desk.tr("undo.undo");
            if (link(ui, row.cut_left(text_width(ui, undo, {.style = TextStyle::small, .weight = Weight::strong}) + 24), "undo", undo))
                desk.act(desk.compose().undo(item.operation_id));
        }
    }
    if (!item.text.empty()) {
        r.cut_top(6);
        const float height = paragraph_height(ui, item.text, r.w - 24) + 16;
        const Rect body = r.cut_top(height);
        fill(ui, body, message ? t.info_soft : ui.phone() ? t.surface : t.sunken, 8);
        draw_paragraph(ui, body.inset(12, 8), item.text);
    }
    r.cut_top(14);
    const float height = std::max(r.y - top, 42.f);
    if (!last) vline(ui, mark.x + 13.5f, mark.bottom() + 2, height - 28 - 2, t.line_strong);

    ui.tree().close();
    ui.tree().set_rect(entry, {mark.x, top, width, height});
    return height;
}

}  // namespace potok::ui
