// The process tab around its diagram: the run that is shown, decisions, robots, and a run as a list of steps.
#include <algorithm>
#include <numeric>

#include "generated/icons.h"
#include "ui/card/card_commands.h"
#include "ui/card/process_tab.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {
constexpr int least_zoom = 50, most_zoom = 150, zoom_step = 25;
}

void ProcessTab::draw(Desk& desk, Rect area) {
    if (stale_) read_all(desk);
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Group group(ui, "process", {.role = Role::tabpanel, .name = desk.tr("card.process"), .rect = area});
    ScrollArea scroll(ui, "process", area);
    const float top = scroll.content().y, pad = ui.phone() ? 16.f : 20.f;
    Rect r = scroll.content();
    r.h = 1e6f;
    const Run* run = chosen();
    if (run && flow_) {
        const bool as_list = ui.phone() || !run->process;
        Rect upper = r;
        // The ground's height is that of the last frame: what stands on it is drawn after it.
        float& ground = ui.state<float>(ui.id("ground"));
        if (!as_list) fill(ui, {area.x, upper.y, area.w, ground}, t.sunken);
        Rect in{upper.x + pad, upper.y, upper.w - 2 * pad, upper.h};
        in.cut_top(run_head(desk, in));
        if (as_list) {
            in.w = std::min(in.w, 720.f);
            in.cut_top(step_list(desk, in));
        } else {
            in.cut_top(diagram(desk, {upper.x, in.y, upper.w, in.h}));
        }
        if (ground != in.y - upper.y) {
            ground = in.y - upper.y;
            ui.host().request_redraw();
        }
        r.cut_top(in.y - r.y);
        if (!as_list) hline(ui, r.x, r.y - 1, r.w, t.line);
    }
    r.cut_top(lower(desk, {r.x + pad, r.y, r.w - 2 * pad, r.h}));
    scroll.set_content_height(r.y - top + 24);
    if (open_ >= 0) details(desk, static_cast<std::size_t>(open_));
}

float ProcessTab::run_head(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Run& run = *chosen();
    const float top = r.y, control = ui.control_height();
    r.cut_top(10);
    Rect row = r.cut_top(control);
    const bool live = run.firing.state == "running" || run.firing.state == "failed";
    if (live && button_right(ui, row, {.key = "stop", .label = desk.tr("process.stop"), .icon = icon::circle_stop, .small = !ui.phone()})) confirm_stop_ = true;
    if (run.process && !ui.phone()) {
        if (icon_button(ui, row.cut_right(28).middle(28), "in", icon::plus, desk.tr("process.zoom_in"), 14) && zoom_ < most_zoom) zoom_ += zoom_step;
        const std::string percent = std::to_string(zoom_) + " %";
        label(ui, "zoom", row.cut_right(44), percent, {.style = TextStyle::small, .color = t.text2, .align = Align::center});
        if (icon_button(ui, row.cut_right(28, 12).middle(28), "out", icon::minus, desk.tr("process.zoom_out"), 14) && zoom_ > least_zoom) zoom_ -= zoom_step;
        const auto key = [&](const char* word, Color color) {
            const std::string text = desk.tr(word);
            const float width = text_width(ui, text, {.style = TextStyle::small});
            draw_text(ui, row.cut_right(width + 1, 6), text, {.style = TextStyle::small, .color = t.text2});
            fill(ui, row.cut_right(16, 14).middle(2), color, 1);
        };
        if (row.w > 560) {
            key("process.ahead", t.line_strong);
            key("process.passed", t.accent);
        }
    }
    if (runs_.size() > 1) {
        std::vector<std::string> states;
        for (const Run& one : runs_) states.push_back(one.name + ", " + desk.tr(std::string("why.state_") + one.firing.state));
        std::vector<Option> options;
        int current = 0;
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            options.push_back({.label = runs_[i].label, .detail = states[i], .icon = runs_[i].process ? icon::workflow : icon::bot});
            if (runs_[i].firing.row == chosen_) current = static_cast<int>(i);
        }
        const std::string name = desk.tr("process.runs"), hint = desk.tr("process.find_run");
        if (select(ui, row.cut_left(std::min(row.w, 460.f)), {.key = "runs", .label = name, .search_hint = hint, .nothing_found = hint}, options, current)) {
            chosen_ = runs_[static_cast<std::size_t>(current)].firing.row;
            chosen_by_hand_ = bring_into_view_ = true;
            read_run(desk);
        }
    } else {
        const TextSpec bold{.weight = Weight::strong};
        heading(ui, "run", row.cut_left(std::min(text_width(ui, run.label, bold) + 2, row.w * 0.7f), 10), 2, run.label, bold);
        label(ui, "since", row, run.name, {.color = t.text3});
    }
    if (!run.firing.reason.empty()) {
        r.cut_top(4);
        label(ui, "reason", r.cut_top(20), desk.tr("process.ended_because", {{"reason", run.firing.reason}}), {.style = TextStyle::small, .color = t.text2});
    }
    if (confirm_stop_) {
        const std::string title = desk.tr("process.stop_title", {{"name", run.label}}), text = desk.tr("process.stop_text"), yes = desk.tr("process.stop"), no = desk.tr("dialog.cancel");
        const Answer answer = confirm(ui, {.key = "stop_run", .title = title, .text = text, .yes = yes, .no = no, .danger = true});
        if (answer != Answer::open) confirm_stop_ = false;
        if (answer == Answer::yes) desk.act(commands::stop(run.firing.row, {}), {.done = desk.tr("process.stopped", {{"name", run.label}})});
    }
    r.cut_top(8);
    return r.y - top;
}

// Below the diagram: what people decided, and beside it the robots.
float ProcessTab::lower(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.cut_top(8);
    const auto decisions = [&](Rect at) {
        if (decisions_.empty()) return 0.f;
        const float begin = at.y;
        std::vector<NamedRun> names;
        for (const Run& run : runs_) names.push_back({run.firing.row, run.label + ", " + run.name});
        at.cut_top(tab_heading(ui, at, "decisions_head", desk.tr("card.decisions"), std::to_string(decisions_.size())));
        at.cut_top(decision_list(desk, at, decisions_, names));
        return at.y - begin + 16;
    };
    if (!decisions_.empty() && r.w >= 760) {
        const Rect right = r.cut_right(360, 32);
        return std::max(decisions(r), robots(desk, right)) + r.y - top;
    }
    r.cut_top(decisions(r));
    r.w = std::min(r.w, 860.f);
    r.cut_top(robots(desk, r));
    return r.y - top;
}

float ProcessTab::robots(Desk& desk, Rect r) {
    if (robots_.empty()) return 0;
    Ui& ui = desk.ui();
    const float top = r.y;
    const std::string title = desk.tr("process.robots");
    r.cut_top(tab_heading(ui, r, "robots_head", title, std::to_string(robots_.size())));
    Group list(ui, "robots", {.role = Role::list, .name = title, .rect = r});
    for (const Robot& robot : robots_) r.cut_top(robot_row(desk, r, robot));
    return r.y - top;
}

float ProcessTab::robot_row(Desk& desk, Rect r, const Robot& robot) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, robot.key);
    const TextSpec small{.style = TextStyle::small, .color = robot.failed ? t.danger : t.text3, .max_lines = 3};
    const std::string why = desk.tr("why.why"), again = desk.tr("process.retry"), begin = desk.tr("process.start");
    const float link_w = text_width(ui, why, {.style = TextStyle::small, .weight = Weight::strong}) + 4, text_w = r.w - 26 - link_w - 8;
    const float facts = paragraph_height(ui, robot.facts, text_w, small);
    const float name = paragraph_height(ui, robot.label, text_w, {.max_lines = 2});
    const bool act = robot.failed || robot.manual;
    const float height = 14 + name + facts + (act ? button_height(ui, !ui.phone()) + 6 : 0);
    Rect row = r.cut_top(height);
    ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = robot.label, .description = robot.facts, .rect = row});
    hline(ui, row.x, row.bottom() - 1, row.w, t.line);
    row = Rect{row.x, row.y + 6, row.w, row.h - 12};
    const Rect mark = row.cut_left(16, 10);
    draw_icon(ui, {mark.x, mark.y + 2, 16, 16}, robot.failed ? icon::triangle_alert : icon::bot, 15, robot.failed ? t.danger : robot.firing ? t.accent_text : t.text3);
    const Rect link_at = row.cut_right(link_w, 8);
    if (link(ui, {link_at.x, link_at.y, link_at.w, ui.phone() ? 32.f : 20.f}, "why", why)) desk.explain(robot.key, record_);
    draw_paragraph(ui, row.cut_top(name), robot.label, {.max_lines = 2});
    draw_paragraph(ui, row.cut_top(facts, 4), robot.facts, small);
    if (robot.failed && button_left(ui, row, {.key = "retry", .label = again, .icon = icon::refresh_cw, .small = !ui.phone(), .tip = robot.label})) desk.act(commands::retry(robot.firing));
    if (robot.manual && button_left(ui, row, {.key = "start", .label = begin, .icon = icon::play, .small = !ui.phone(), .tip = robot.label})) desk.act(commands::start(desk.ws(), robot.key, record_));
    return height;
}

// The steps in the order of the diagram, gateways and ends left out: what a person would read out.
float ProcessTab::step_list(Desk& desk, Rect r) {
    const float top = r.y;
    std::vector<std::size_t> order(steps_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto& nodes = flow_->graph.nodes;
    if (chosen()->process)
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return layout_.boxes[a].x != layout_.boxes[b].x ? layout_.boxes[a].x < layout_.boxes[b].x : layout_.boxes[a].y < layout_.boxes[b].y;
        });
    Group list(desk.ui(), "steps", {.role = Role::list, .name = desk.tr("process.steps"), .rect = r});
    for (const std::size_t i : order) {
        const FlowShape shape = shape_of(nodes[i]);
        const bool waits = nodes[i].kind == automation::Node::Kind::boundary && steps_[i].state != StepState::ahead;
        if (shape == FlowShape::gateway || (shape == FlowShape::event && !waits)) continue;
        r.cut_top(step_row(desk, r, i));
    }
    r.cut_top(12);
    return r.y - top;
}

float ProcessTab::step_row(Desk& desk, Rect r, std::size_t i) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const Step& step = steps_[i];
    IdScope scope(ui, static_cast<std::int64_t>(i));
    const auto& node = flow_->graph.nodes[i];
    // A robot's nested steps carry their place as their name: "do/0/late/1".
    const auto depth = node.id.find('/') == std::string::npos ? 0 : (std::count(node.id.begin(), node.id.end(), '/') - 1) / 2;
    const float indent = 16.f * static_cast<float>(std::clamp<std::ptrdiff_t>(depth, 0, 4));
    const float text_w = r.w - 52 - indent;
    const TextSpec bold{.weight = step.state == StepState::here ? Weight::strong : Weight::regular, .color = ink(t, step), .max_lines = 2};
    const std::string facts = step.note.empty() ? step.text.kind : step.text.kind.empty() ? step.note : step.text.kind + " · " + step.note;
    const float title = paragraph_height(ui, step.text.title, text_w, bold);
    const float height = std::max(ui.phone() ? 52.f : 44.f, 14 + title + (facts.empty() ? 0.f : 18.f));
    const Rect row = r.cut_top(height);
    const std::string spoken = step.text.title + ", " + state_word(desk, step);
    const Press press = ui.press({.id = ui.id("step"), .role = Role::button, .name = spoken, .description = facts, .states = step.state == StepState::here ? state_current : state_none, .rect = row});
    if (step.state == StepState::here) fill(ui, row, t.accent_soft, 8);
    else fill(ui, row, with_alpha(t.hover, press.hover), 8);
    if (press.ring) focus_ring(ui, row, 8);
    Rect in = row.inset(10, 7);
    in.cut_left(indent);
    const Rect mark = in.cut_left(24, 10);
    if (step.state == StepState::here) {
        disc(ui, {mark.x + 12, mark.y + 11}, 12, t.accent);
        draw_icon(ui, {mark.x, mark.y - 1, 24, 24}, icon::waves_horizontal, 14, t.on_accent);
    } else {
        const std::string_view glyph = step.state == StepState::passed ? icon::circle_check : step.state == StepState::failed ? icon::circle_x : step.text.icon;
        const Color color = step.state == StepState::passed ? t.success : step.state == StepState::failed ? t.danger : t.text3;
        draw_icon(ui, {mark.x, mark.y, 24, 22}, glyph, 16, color);
    }
    draw_paragraph(ui, in.cut_top(title), step.text.title, bold);
    draw_text(ui, in, facts, {.style = TextStyle::small, .color = step.soon ? t.warning : t.text3});
    if (press.clicked) open_ = static_cast<int>(i), open_at_ = row;
    return height;
}

}  // namespace potok::ui
