#include "ui/board/drop_preview.h"

#include <algorithm>

#include "automation/effects.h"
#include "generated/icons.h"
#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

using automation::Effect;

std::string due_part(Desk& desk, const std::optional<Instant>& due) {
    if (!due) return "";
    return desk.tr("preview.until", {{"date", desk.ui().locale().day_month(desk.zone().to_local(*due).date)}});
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// Tasks by person, in the order in which they would be made.
void add_tasks(Desk& desk, const std::vector<Effect>& effects, DropPreview& out) {
    std::vector<std::pair<std::string, std::vector<std::string>>> by_person;
    for (const Effect& effect : effects) {
        if (effect.kind != Effect::Kind::task) continue;
        auto at = std::find_if(by_person.begin(), by_person.end(), [&](const auto& p) { return p.first == effect.who; });
        if (at == by_person.end()) at = by_person.insert(by_person.end(), {effect.who, {}});
        const std::string due = due_part(desk, effect.due);
        at->second.push_back(due.empty() ? effect.title : effect.title + ", " + due);
    }
    for (auto& [person, titles] : by_person) {
        const auto n = static_cast<std::int64_t>(titles.size());
        out.lines.push_back({icon::list_checks, person.empty() ? desk.plural("preview.tasks", n) : desk.plural("preview.tasks_for", n, {{"person", person}}),
                             std::move(titles)});
    }
}

void add_others(Desk& desk, const std::vector<Effect>& effects, DropPreview& out) {
    std::vector<std::string> timers;
    std::int64_t notifications = 0, comments = 0;
    for (const Effect& effect : effects) {
        switch (effect.kind) {
        case Effect::Kind::task: break;
        case Effect::Kind::message:
            out.lines.push_back({icon::message_square_text, desk.tr("preview.message", {{"to", effect.who}}), {first_line(effect.title)}});
            break;
        case Effect::Kind::move:
            out.lines.push_back({icon::arrow_right, desk.tr("preview.moves_on", {{"stage", effect.title}}), {}});
            break;
        case Effect::Kind::withdrawn_task:
            out.lines.push_back({icon::minus, desk.tr("preview.withdraws", {{"name", effect.title}}), {}});
            break;
        case Effect::Kind::fields: out.lines.push_back({icon::pencil, desk.tr("preview.fields", {{"names", effect.title}}), {}}); break;
        case Effect::Kind::record: out.lines.push_back({icon::plus, desk.tr("preview.record", {{"name", effect.title}}), {}}); break;
        case Effect::Kind::notification: ++notifications; break;
        case Effect::Kind::comment: ++comments; break;
        case Effect::Kind::timer: {
            const std::string due = due_part(desk, effect.due);
            timers.push_back(due.empty() ? effect.title : effect.title + ", " + due);
            break;
        }
        }
    }
    if (!timers.empty()) out.lines.push_back({icon::timer, desk.plural("preview.timers", static_cast<std::int64_t>(timers.size())), std::move(timers)});
    if (notifications > 0) out.lines.push_back({icon::bell, desk.plural("effects.notifications", notifications), {}});
    if (comments > 0) out.lines.push_back({icon::message_square, desk.plural("effects.comments", comments), {}});
}

}  // namespace

DropPreview preview_drop(Desk& desk, model::RowId record, std::string_view to) {
    DropPreview out;
    out.record = record;
    out.stage = to;
    const auto data = model::record(desk.ws(), record);
    if (!data) return out;
    const model::Pipeline* pipeline = desk.ws().catalog().pipeline(data->text("pipeline"));
    const model::Stage* stage = pipeline ? pipeline->stage(to) : nullptr;
    if (!stage) return out;
    MoveExtras extras;  // what will be asked for on the way is taken as given
    extras.comment = "…";
    if (stage->kind == model::StageKind::lost && !pipeline->lost_reasons.empty()) extras.lost_reason = pipeline->lost_reasons.front().key;
    auto outcome = desk.ws().preview(desk.compose().move(record, data->text("stage"), to, extras), desk.actor(), desk.now());
    if (!outcome.ok()) {
        out.refusal = outcome.error();
        out.missing = static_cast<int>(outcome.error().details.size());
        return out;
    }
    const std::vector<Effect> effects = automation::effects(desk.ws(), *outcome, desk.language());
    add_tasks(desk, effects, out);
    add_others(desk, effects, out);
    return out;
}

float draw_preview_lines(Ui& ui, const Rect& area, const DropPreview& preview) {
    const Theme& t = ui.theme();
    Rect rest = area;
    rest.h = 10000;
    const float body = line_height(ui, TextStyle::body), small = line_height(ui, TextStyle::small);
    if (preview.refusal) {
        Rect line = rest.cut_top(body, 4);
        draw_icon(ui, line.cut_left(14, 8), icon::lock, 14, t.text3);
        const std::string title = preview.missing > 0 ? ui.locale().plural("preview.missing", preview.missing)
                                                      : ui.locale().sentence(*preview.refusal);
        draw_text(ui, line, title);
        int shown = 0;
        for (const Error& item : preview.refusal->details) {
            if (++shown > 4) break;
            draw_text(ui, Rect(rest.cut_top(small, 2)).inset(11, 0).moved(11, 0), ui.locale().sentence(item),
                      {.style = TextStyle::small, .color = t.text2});
        }
        return rest.y - area.y;
    }
    if (preview.lines.empty()) {
        draw_text(ui, rest.cut_top(body), ui.tr("preview.nothing"), {.color = t.text2});
        return rest.y - area.y;
    }
    for (const auto& line : preview.lines) {
        Rect first = rest.cut_top(body);
        draw_icon(ui, first.cut_left(14, 8), line.icon, 14, t.text3);
        draw_text(ui, first, line.title);
        for (const std::string& detail : line.details) {
            Rect second = rest.cut_top(small);
            second.cut_left(22);
            draw_text(ui, second, detail, {.style = TextStyle::small, .color = t.text2});
        }
        rest.cut_top(8);
    }
    return rest.y - area.y - 8;
}

void draw_drop_preview(Ui& ui, const Rect& ghost, const DropPreview& preview) {
    const Theme& t = ui.theme();
    constexpr float width = 286;
    // Measured by the number of lines: two heights of text, no wrapping.
    float height = 12 + 20 + 8 + 12 + 34;
    if (preview.refusal) height += 24 + 18 * static_cast<float>(std::min(preview.missing, 4));
    else if (preview.lines.empty()) height += 20;
    else
        for (const auto& line : preview.lines) height += 28 + 16 * static_cast<float>(line.details.size());

    Rect box{ghost.right() + 16, ghost.y, width, height};
    if (box.right() > ui.screen().right() - 8) box.x = ghost.x - 16 - width;
    box.y = std::clamp(box.y, 8.f, std::max(8.f, ui.screen().bottom() - height - 8));
    raised_surface(ui, box, Elevation::e3, 10);

    Rect in = box.inset(14, 12);
    Rect head = in.cut_top(20, 8);
    draw_icon(ui, head.cut_left(14, 8), icon::waves_horizontal, 14, t.accent_text);
    const std::string verdict = ui.tr(preview.refusal ? "preview.refused" : "preview.free");
    const std::string_view mark = preview.refusal ? icon::lock : icon::check;
    const float verdict_width = badge_width(ui, verdict, mark);
    const Rect right = head.cut_right(verdict_width, 8);
    badge(ui, {right.x, right.y}, verdict, preview.refusal ? Tone::neutral : Tone::success, mark);
    draw_text(ui, head, ui.tr("preview.title"), {.weight = Weight::strong});
    draw_preview_lines(ui, in, preview);

    const Rect foot{box.x, box.bottom() - 34, box.w, 34};
    hline(ui, foot.x, foot.y, foot.w, t.line);
    const float cap = key_cap(ui, {foot.x + 14, foot.center().y}, "Esc");
    draw_text(ui, {foot.x + 14 + cap + 8, foot.y, 200, foot.h}, ui.tr("preview.escape"),
              {.style = TextStyle::caption, .color = t.text3});
}

}  // namespace potok::ui
