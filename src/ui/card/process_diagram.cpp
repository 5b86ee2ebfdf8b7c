// The diagram of a run: steps, gateways, events, flows passed and ahead, the token.
#include <algorithm>
#include <cmath>

#include "generated/icons.h"
#include "ui/card/card_commands.h"
#include "ui/card/process_tab.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using K = automation::Node::Kind;

constexpr float corner = 8, margin = 20;

// Corners rounded as the design has them: an arc of a quarter where there is room.
void rounded_line(Ui& ui, const std::vector<Point>& corners, Color color, float thickness) {
    std::vector<Point> points;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (i == 0 || i + 1 == corners.size()) {
            points.push_back(corners[i]);
            continue;
        }
        const Point a = corners[i - 1], b = corners[i], c = corners[i + 1];
        const auto length = [](Point p) { return std::sqrt(p.x * p.x + p.y * p.y); };
        const float in = length(b - a), out = length(c - b), radius = std::min({corner, in / 2, out / 2});
        if (radius < 1) {
            points.push_back(b);
            continue;
        }
        const Point from{b.x - (b.x - a.x) / in * radius, b.y - (b.y - a.y) / in * radius}, to{b.x + (c.x - b.x) / out * radius, b.y + (c.y - b.y) / out * radius};
        for (int step = 0; step <= 4; ++step) {
            const float s = static_cast<float>(step) / 4, u = 1 - s;
            points.push_back({u * u * from.x + 2 * u * s * b.x + s * s * to.x, u * u * from.y + 2 * u * s * b.y + s * s * to.y});
        }
    }
    polyline(ui, points, color, thickness);
}

void arrow(Ui& ui, const std::vector<Point>& corners, Color color) {
    const Point end = corners.back(), before = corners[corners.size() - 2];
    const float dx = end.x - before.x, dy = end.y - before.y, length = std::max(0.01f, std::sqrt(dx * dx + dy * dy)), ux = dx / length, uy = dy / length;
    const Point tips[] = {{end.x - ux * 7 - uy * 4.5f, end.y - uy * 7 + ux * 4.5f}, end, {end.x - ux * 7 + uy * 4.5f, end.y - uy * 7 - ux * 4.5f}};
    polyline(ui, tips, color, 2);
}

}  // namespace

Color ProcessTab::ink(const Theme& t, const Step& step) const {
    switch (step.state) {
    case StepState::ahead: return t.text2;
    case StepState::withdrawn: return t.text3;
    case StepState::failed: return t.danger;
    case StepState::passed:
    case StepState::here: break;
    }
    return t.text;
}

std::string ProcessTab::state_word(Desk& desk, const Step& step) const {
    switch (step.state) {
    case StepState::ahead: return desk.tr("process.ahead");
    case StepState::passed: return desk.tr("process.passed");
    case StepState::here: return desk.tr("process.here");
    case StepState::failed: return desk.tr("process.failed");
    case StepState::withdrawn: return desk.tr("process.withdrawn");
    }
    return {};
}

float ProcessTab::diagram(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float scale = static_cast<float>(zoom_) / 100, height = layout_.h * scale + 2 * margin + 8;
    const Rect area{r.x, r.y, r.w, height};
    Group group(ui, "diagram", {.role = Role::group, .name = desk.tr("process.diagram"), .rect = area});
    ScrollArea scroll(ui, "diagram", area, {.horizontal = true});
    scroll.set_content_width(layout_.w * scale + 2 * margin);
    if (bring_into_view_) {
        bring_into_view_ = false;
        for (std::size_t i = 0; i < steps_.size(); ++i)
            if (steps_[i].state == StepState::here || steps_[i].state == StepState::failed) {
                const double wanted = static_cast<double>((layout_.boxes[i].center().x) * scale + margin - area.w / 2);
                scroll.state().content = static_cast<double>(layout_.w * scale + 2 * margin);
                scroll.state().view = area.w;
                scroll.state().offset = std::clamp(wanted, 0.0, scroll.state().max());
                ui.host().request_redraw();
            }
    }
    const Point origin{scroll.content().x + margin, area.y + margin};
    // Scopes below everything, then flows ahead, flows passed, steps.
    for (std::size_t i = 0; i < steps_.size(); ++i)
        if (shape_of(flow_->graph.nodes[i]) == FlowShape::scope) draw_step(desk, i, origin, scale);
    for (const bool passed : {false, true})
        for (const FlowLine& line : layout_.lines)
            if ((line.flow >= 0 && passed_[static_cast<std::size_t>(line.flow)]) == passed) draw_flow(desk, line, origin, scale);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Rect& box = layout_.boxes[i];
        const Rect at{origin.x + box.x * scale, origin.y + box.y * scale, box.w * scale, box.h * scale};
        switch (shape_of(flow_->graph.nodes[i])) {
        case FlowShape::step: draw_step(desk, i, origin, scale); break;
        case FlowShape::gateway: draw_gateway(desk, i, at); break;
        case FlowShape::event: draw_event(desk, i, at); break;
        case FlowShape::scope: break;
        }
    }
    return height;
}

void ProcessTab::draw_flow(Desk& desk, const FlowLine& line, Point origin, float scale) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    std::vector<Point> points;
    for (const Point& p : line.points) points.push_back({origin.x + p.x * scale, origin.y + p.y * scale});
    if (points.size() < 2) return;
    const Color color = line.flow >= 0 && passed_[static_cast<std::size_t>(line.flow)] ? t.accent : t.line_strong;
    rounded_line(ui, points, color, 2);
    arrow(ui, points, color);
}

void ProcessTab::draw_step(Desk& desk, std::size_t i, Point origin, float scale) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Step& step = steps_[i];
    const Rect& box = layout_.boxes[i];
    const Rect r{origin.x + box.x * scale, origin.y + box.y * scale, box.w * scale, box.h * scale};
    const bool scope = shape_of(flow_->graph.nodes[i]) == FlowShape::scope;
    IdScope id(ui, static_cast<std::int64_t>(i));
    const std::string spoken = step.text.title + ", " + state_word(desk, step);
    const bool here = step.state == StepState::here, failed = step.state == StepState::failed;
    const Press press = ui.press({.id = ui.id("step"), .role = Role::button, .name = spoken, .description = step.note,
                                  .states = (here ? state_current : state_none) | State::state_popup, .rect = scope ? Rect{r.x, r.y, r.w, 28 * scale} : r});
    const Color ground = failed ? t.danger_soft : here ? t.accent_soft : scope ? with_alpha(t.surface, 0.5f) : step.state == StepState::ahead ? t.sheet : t.surface;
    fill(ui, r, ground, 10);
    if (press.hover > 0) fill(ui, r, with_alpha(t.hover, press.hover * 0.6f), 10);
    outline(ui, r, failed ? t.danger_line : here ? t.accent : step.state == StepState::passed ? t.accent_line : t.line_strong, 10, here && !scope ? 2.f : 1.f);
    if (press.ring) focus_ring(ui, r, 10, t.sunken);
    if (press.clicked) open_ = static_cast<int>(i), open_at_ = r;
    const float body = scale < 1 ? 13 * scale : 0, small = scale < 1 ? 12 * scale : 0;
    Rect in = r.inset(12 * std::min(scale, 1.f), 9 * std::min(scale, 1.f));
    const TextSpec title{.weight = Weight::strong, .color = ink(t, step), .max_lines = scope ? 1 : 2, .size = body};
    Rect status = scope ? Rect{} : in.cut_bottom(18 * std::min(scale, 1.f));
    const Rect mark = in.cut_left(20 * std::min(scale, 1.f), 8 * std::min(scale, 1.f));
    if (step.person && !scope) draw_avatar(ui, {mark.x, mark.y, mark.w, mark.w}, step.person_name, step.person);
    else draw_icon(ui, {mark.x, mark.y, mark.w, mark.w}, step.text.icon, 16 * std::min(scale, 1.f), failed ? t.danger : here || step.state == StepState::passed ? t.accent_text : t.text3);
    draw_paragraph(ui, in, step.text.title, title);
    if (!scope) {
        std::string_view glyph;
        Color color = t.text3;
        std::string note = step.note.empty() ? step.text.kind : step.note;
        if (failed) {
            glyph = icon::circle_x, color = t.danger;
            note = desk.tr("process.failed");
        } else if (here && step.due) {
            glyph = icon::clock, color = step.soon ? t.warning : t.text2;
        } else if (step.state == StepState::passed && !step.note.empty()) {
            glyph = icon::check, color = t.success;
        }
        if (!glyph.empty()) draw_icon(ui, status.cut_left(14 * std::min(scale, 1.f), 4), glyph, 12 * std::min(scale, 1.f), color);
        draw_text(ui, status, note, {.style = TextStyle::small, .color = color, .size = small});
    }
    if ((here && !scope) || failed) {
        const Point at{r.right() - 2, r.y + 2};
        disc(ui, at, 12, failed ? t.danger : t.accent);
        draw_icon(ui, {at.x - 12, at.y - 12, 24, 24}, icon::waves_horizontal, 14, t.on_accent);
    }
}

void ProcessTab::draw_gateway(Desk& desk, std::size_t i, const Rect& box) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Step& step = steps_[i];
    const bool passed = step.state == StepState::passed;
    IdScope id(ui, static_cast<std::int64_t>(i));
    const std::string spoken = step.text.title + ", " + state_word(desk, step);
    const Press press = ui.press({.id = ui.id("step"), .role = Role::button, .name = spoken, .states = State::state_popup, .rect = box});
    const Point c = box.center();
    const float half = box.w / 2 - 1;
    const Point diamond[] = {{c.x, c.y - half}, {c.x + half, c.y}, {c.x, c.y + half}, {c.x - half, c.y}};
    const Color line = step.state == StepState::here || passed ? t.accent : t.line_strong;
    ImVec2 corners[4];
    for (int n = 0; n < 4; ++n) corners[n] = {diamond[n].x, diamond[n].y};
    ui.draw().AddConvexPolyFilled(corners, 4, step.state == StepState::here ? t.accent_soft : t.surface);
    polyline(ui, diamond, line, 1.5f, true);
    const K kind = flow_->graph.nodes[i].kind;
    const Color mark = line == t.accent ? t.accent_text : t.text3;
    const float arm = half * 0.32f;
    const auto stroke = [&](float ax, float ay, float bx, float by) {
        const Point ends[] = {{c.x + ax * arm, c.y + ay * arm}, {c.x + bx * arm, c.y + by * arm}};
        polyline(ui, ends, mark, 2);
    };
    if (kind == K::exclusive) stroke(-1, -1, 1, 1), stroke(-1, 1, 1, -1);
    if (kind == K::parallel) stroke(-1.3f, 0, 1.3f, 0), stroke(0, -1.3f, 0, 1.3f);
    if (kind == K::inclusive || kind == K::event_gateway) ring(ui, c, arm * 1.3f, mark, 2);
    if (press.ring) focus_ring(ui, box, 6, t.sunken);
    if (press.clicked) open_ = static_cast<int>(i), open_at_ = box;
}

void ProcessTab::draw_event(Desk& desk, std::size_t i, const Rect& box) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Step& step = steps_[i];
    const automation::Node& node = flow_->graph.nodes[i];
    IdScope id(ui, static_cast<std::int64_t>(i));
    const std::string spoken = step.text.title + ", " + state_word(desk, step);
    const Press press = ui.press({.id = ui.id("step"), .role = Role::button, .name = spoken, .description = step.note, .states = State::state_popup, .rect = box});
    const bool end = node.kind == K::end || node.kind == K::terminate || node.kind == K::error_end;
    const bool lit = step.state == StepState::passed || step.state == StepState::here;
    const Color line = lit ? t.accent : step.due ? t.warning : t.line_strong;
    disc(ui, box.center(), box.w / 2, t.surface);
    ring(ui, box.center(), box.w / 2, line, end ? 3.f : 2.f);
    const float size = 12 * std::min(1.f, box.w / 24);
    if (node.kind == K::start) draw_icon(ui, box, icon::play, size, lit ? t.accent_text : t.text3);
    else if (node.kind == K::terminate) disc(ui, box.center(), box.w / 4, line);
    else if (node.kind == K::error_end) draw_icon(ui, box, icon::x, size, t.danger);
    else if (node.kind == K::boundary) draw_icon(ui, box, step.text.icon, size, lit ? t.accent_text : step.due ? t.warning : t.text3);
    if (!step.note.empty() && box.w >= 20) {
        const TextSpec caption{.style = TextStyle::caption, .color = step.soon ? t.warning : t.text3};
        draw_text(ui, {box.right() + 4, box.bottom() - 12, 150, 16}, step.note, caption);
    }
    if (press.ring) focus_ring(ui, box, box.w / 2, t.sunken);
    if (press.clicked) open_ = static_cast<int>(i), open_at_ = box;
}

// Why it is so: what is known of a step.
void ProcessTab::details(Desk& desk, std::size_t i) {
    Ui& ui = desk.ui();
    const Locale& locale = ui.locale();
    const Step& step = steps_[i];
    const Run& run = *chosen();
    struct Line {
        std::string_view icon;
        std::string text;
        Tone tone;
    };
    std::vector<Line> lines;
    const auto when = [&](Instant at) { return moment_text(locale, desk.zone(), at, desk.now()); };
    lines.push_back({step.state == StepState::passed ? icon::circle_check : step.state == StepState::failed ? icon::circle_x : step.state == StepState::here ? icon::circle_dot : icon::circle_minus,
                     state_word(desk, step), step.state == StepState::passed ? Tone::success : step.state == StepState::failed ? Tone::danger : step.state == StepState::here ? Tone::accent : Tone::neutral});
    if (step.at) lines.push_back({icon::arrow_right, desk.tr("process.since", {{"when", when(*step.at)}}), Tone::neutral});
    if (step.until) lines.push_back({icon::check, desk.tr("process.left", {{"when", when(*step.until)}}), Tone::neutral});
    if (!step.note.empty()) lines.push_back({step.due ? icon::clock : icon::user_check, step.note, step.soon ? Tone::warning : Tone::neutral});
    if (!step.person_name.empty() && step.note.find(step.person_name) == std::string::npos) lines.push_back({icon::user_check, step.person_name, Tone::neutral});
    if (!step.comment.empty()) lines.push_back({icon::message_square, step.comment, Tone::neutral});
    if (step.error) lines.push_back({icon::triangle_alert, locale.sentence(*step.error), Tone::danger});
    const float width = 340, inner = width - 32 - 26;
    const auto line_text = [&](const Line& line) { return TextSpec{.color = line.tone == Tone::danger ? ui.theme().danger : 0}; };
    float height = 16 + 24 + 8 + 44;
    const TextSpec bold{.weight = Weight::strong};
    const float title = paragraph_height(ui, step.text.title, inner, bold);
    height += title - 20 + (step.text.kind.empty() ? 0.f : 18.f);
    for (const Line& line : lines) height += paragraph_height(ui, line.text, inner, line_text(line)) + 8;
    const bool retry = step.state == StepState::failed;
    const bool stay = popover(ui, {.key = "details", .name = step.text.title, .anchor = open_at_, .width = width, .height = height}, [&](Rect r) {
        const Theme& t = ui.theme();
        r = r.inset(16, 12);
        Rect head = r.cut_top(title, 2);
        draw_icon(ui, {head.x, head.y, 18, 20}, step.text.icon, 16, t.accent_text);
        head.cut_left(26);
        if (icon_button(ui, {head.right() - 20, head.y - 4, 28, 28}, "close", icon::x, desk.tr("dialog.close"), 14)) open_ = -1;
        heading_paragraph(ui, "title", head.inset(0, 0), 2, step.text.title, bold);
        if (!step.text.kind.empty()) label(ui, "kind", Rect(r.cut_top(18)).inset(26, 0), step.text.kind, {.style = TextStyle::small, .color = t.text3});
        r.cut_top(6);
        std::int64_t n = 0;
        for (const Line& line : lines) {
            IdScope scope(ui, n++);
            const float h = paragraph_height(ui, line.text, inner, line_text(line));
            Rect row = r.cut_top(h, 8);
            const Rect mark = row.cut_left(18, 8);
            draw_icon(ui, {mark.x, mark.y, 18, 20}, line.icon, 15, line.tone == Tone::neutral ? t.text3 : tone_text(t, line.tone));
            label_paragraph(ui, "line", row, line.text, line_text(line));
        }
        Rect foot = r.cut_bottom(28);
        const std::string why = desk.tr("process.rule");
        if (link(ui, foot.cut_left(text_width(ui, why, {.style = TextStyle::small, .weight = Weight::strong}) + 8).middle(24), "why", why)) {
            open_ = -1;
            desk.explain(run.firing.automation, record_);
        }
        if (retry && button_right(ui, foot, {.key = "retry", .label = desk.tr("process.retry"), .icon = icon::refresh_cw, .small = true})) {
            open_ = -1;
            desk.act(commands::retry(run.firing.row));
        }
    });
    if (!stay) open_ = -1;
}

}  // namespace potok::ui
