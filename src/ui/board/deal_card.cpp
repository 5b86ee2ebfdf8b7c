#include "ui/board/deal_card.h"

#include "generated/icons.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

enum class Urgency { none, soon, late };

Urgency urgency(const model::CardFace& face, const Zone& zone, Instant now) {
    if (!face.next_due) return Urgency::none;
    if (*face.next_due < now) return Urgency::late;
    return zone.to_local(*face.next_due).date == zone.to_local(now).date ? Urgency::soon : Urgency::none;
}

std::string due_of(const Ui& ui, const model::CardFace& face, const Zone& zone, Instant now) {
    if (!face.next_due) return "";
    const bool today = zone.to_local(*face.next_due).date == zone.to_local(now).date;
    return due_text(ui.locale(), zone, *face.next_due, now, today);
}

std::string amount_of(const Ui& ui, const model::CardFace& face) {
    return face.has_amount ? ui.locale().money(face.amount) : std::string();
}

void draw_next_step(Ui& ui, Rect line, const model::CardFace& face, const Zone& zone, Instant now) {
    const Theme& t = ui.theme();
    const Urgency how = urgency(face, zone, now);
    const Color tone = how == Urgency::late ? t.danger : how == Urgency::soon ? t.warning : t.text3;
    if (face.next_step.empty()) {
        draw_text(ui, line, ui.tr("card.no_next_step"), {.style = TextStyle::small, .color = t.text3});
        return;
    }
    draw_icon(ui, line.cut_left(14, 6), task_icon(face.next_kind), 14, tone);
    const TextSpec due_spec{.style = TextStyle::small, .weight = how == Urgency::none ? Weight::regular : Weight::strong,
                            .color = tone, .align = Align::right};
    std::string due = due_of(ui, face, zone, now);
    const TextSpec step_spec{.style = TextStyle::small, .color = t.text2};
    // Where both do not fit, the hour alone says that it is today.
    const LocalDateTime at = zone.to_local(face.next_due.value_or(now));
    if (!due.empty() && at.date == zone.to_local(now).date &&
        text_width(ui, face.next_step, step_spec) + 6 + text_width(ui, due, due_spec) > line.w)
        due = ui.locale().time(at.time);
    if (!due.empty()) draw_text(ui, line.cut_right(text_width(ui, due, due_spec), 6), due, due_spec);
    draw_text(ui, line, face.next_step, step_spec);
}

void draw_progress(Ui& ui, Rect line, const model::CardFace& face, Instant now) {
    const Theme& t = ui.theme();
    if (face.stalled) {
        const TextSpec spec{.style = TextStyle::caption, .weight = Weight::strong, .color = t.warning};
        const std::string days = span_text(ui.locale(), std::max(now - face.stage_since, day_ms));
        Rect mark = line.cut_right(14 + text_width(ui, days, spec), 8);
        draw_icon(ui, mark.cut_left(12, 2), icon::hourglass, 12, t.warning);
        draw_text(ui, mark, days, spec);
    }
    if (face.total > 0) completeness(ui, line, face.done, face.total);
}

}  // namespace

std::string_view task_icon(std::string_view kind) {
    if (kind == "call") return icon::phone;
    if (kind == "control") return icon::timer;
    if (kind == "approval") return icon::stamp;
    return icon::list_checks;
}

float deal_card_height(const Ui& ui) { return ui.phone() ? 148.f : 136.f; }
float deal_card_step(const Ui& ui) { return ui.phone() ? 160.f : 144.f; }

void draw_deal_card(Ui& ui, const Rect& r, const model::CardFace& face, const Zone& zone, Instant now, const CardLook& look) {
    const Theme& t = ui.theme();
    if (look.lifted) {
        shadow(ui, r, Elevation::drag, 8);
        fill(ui, r, t.raised, 8);
        outline_around(ui, r, t.accent, 8, 1.5f);
    } else {
        card_surface(ui, r);
        if (look.selected) outline_around(ui, r, t.accent, 8, 2);
    }
    if (face.stalled) {
        ui.push_clip({r.x, r.y, t.stage_edge, r.h});
        fill(ui, r, t.stalled, 8);
        ui.pop_clip();
    }

    const float body = line_height(ui, TextStyle::body), small = line_height(ui, TextStyle::small);
    const float avatar = ui.phone() ? 26.f : 20.f;
    Rect in{r.x + 12, r.y + 10, r.w - 24, r.h - 21};

    Rect head = in.cut_top(std::max(body, avatar));
    if (face.owner) draw_avatar(ui, head.cut_right(avatar, 8).centered(avatar, avatar), face.owner_name, face.owner);
    draw_text(ui, head, face.title, {.weight = Weight::strong});
    // Where there is no second line of its own, the place has that line's room instead of the amount's.
    const bool place_below = face.subtitle.empty();
    draw_text(ui, in.cut_top(small, 6), place_below ? face.place : face.subtitle, {.style = TextStyle::small, .color = t.text2});

    Rect money = in.cut_top(body, 8);
    const TextSpec strong{.weight = Weight::strong};
    const std::string amount = amount_of(ui, face);
    const float amount_width = text_width(ui, amount, strong);
    draw_text(ui, money.cut_left(amount_width, 6), amount, strong);
    if (!place_below) draw_text(ui, money, face.place, {.style = TextStyle::small, .color = t.text3, .align = Align::right});

    hline(ui, in.x, in.y, in.w, t.line);
    in.cut_top(1, 8);
    draw_next_step(ui, in.cut_top(small, 8), face, zone, now);
    draw_progress(ui, in.cut_top(12), face, now);
}

void draw_deal_place(Ui& ui, const Rect& r, const model::CardFace& face) {
    const Theme& t = ui.theme();
    fill(ui, r, with_alpha(t.hover, 0.75f), 8);
    Rect in{r.x + 12, r.y + 10, r.w - 24, r.h - 20};
    draw_text(ui, in.cut_top(line_height(ui, TextStyle::body)), face.title, {.weight = Weight::strong, .color = t.text3});
    draw_text(ui, in.cut_top(line_height(ui, TextStyle::small)), ui.tr("board.in_hand"),
              {.style = TextStyle::small, .color = t.text3});
}

std::string deal_card_description(const Ui& ui, const model::CardFace& face, const Zone& zone, Instant now) {
    std::string out;
    const auto add = [&](std::string_view part) {
        if (part.empty()) return;
        if (!out.empty()) out += ", ";
        out += part;
    };
    add(face.subtitle);
    add(amount_of(ui, face));
    add(face.place);
    if (!face.next_step.empty()) add(face.next_step + " " + due_of(ui, face, zone, now));
    if (face.total > 0) add(std::to_string(face.done) + "/" + std::to_string(face.total));
    if (face.stalled) add(ui.tr("board.stalled_for", {{"span", span_text(ui.locale(), now - face.stage_since)}}));
    return out;
}

}  // namespace potok::ui
