#include "ui/kit/scroll.h"

#include <cmath>

#include <imgui_internal.h>

#include "ui/kit/paint.h"

namespace potok::ui {

namespace {

constexpr float wheel_step = 100;      // px for one notch of a wheel
constexpr double friction = 4.2;       // 1/s: how fast a flick loses speed
constexpr float touch_slop = 8;        // px before a finger scrolls instead of pressing
constexpr double slowest = 12;         // px/s

// The finger scrolls one area at a time: the innermost one that can move that way.
struct Finger {
    ScrollState* area = nullptr;
    bool decided = false;
};
Finger& finger(Ui& ui) { return ui.state<Finger>(child_id(0, "scroll finger")); }

void take_wheel(Ui& ui, ScrollState& s, const Rect& r) {
    ImGuiIO& io = ImGui::GetIO();
    if (!ui.hovers(r) || s.max() <= 0) return;
    float& wheel = s.horizontal ? (io.MouseWheelH != 0 || !io.KeyShift ? io.MouseWheelH : io.MouseWheel) : io.MouseWheel;
    if (wheel == 0 || (!s.horizontal && io.KeyShift)) return;
    const double to = std::clamp(s.offset - static_cast<double>(wheel) * wheel_step, 0.0, s.max());
    if (to == s.offset) return;  // at its end: the area around it may scroll
    s.offset = to;
    s.velocity = 0;
    wheel = 0;
    ui.host().request_redraw();  // this frame has been drawn with the offset before
}

void take_finger(Ui& ui, ScrollState& s, const Rect& r) {
    const ImGuiIO& io = ImGui::GetIO();
    Finger& f = finger(ui);
    const bool touching = ui.touch() && io.MouseDown[0];
    if (!touching) {
        if (f.area == &s) f = {};
        if (s.velocity != 0) {
            s.offset += s.velocity * static_cast<double>(ui.dt());
            s.velocity *= std::exp(-friction * static_cast<double>(ui.dt()));
            if (s.offset <= 0 || s.offset >= s.max() || std::abs(s.velocity) < slowest) s.velocity = 0;
            s.offset = std::clamp(s.offset, 0.0, s.max());
            ui.host().request_redraw();
        }
        return;
    }
    if (io.MouseClicked[0]) {
        f = {};
        s.velocity = 0;
    }
    if (!f.decided && s.max() > 0 && r.contains({io.MouseClickedPos[0].x, io.MouseClickedPos[0].y}) &&
        ImGui::GetCurrentContext()->HoveredWindow == ImGui::GetCurrentWindow()) {
        const ImVec2 d = ImGui::GetMouseDragDelta(0, touch_slop);
        const float along = s.horizontal ? d.x : d.y, across = s.horizontal ? d.y : d.x;
        if (std::abs(along) > touch_slop && std::abs(along) > std::abs(across)) {
            f.area = &s;
            f.decided = true;
            ImGui::ClearActiveID();  // what was under the finger is not pressed after all
        }
    }
    if (f.area != &s) return;
    const double moved = s.horizontal ? io.MouseDelta.x : io.MouseDelta.y;
    s.offset = std::clamp(s.offset - moved, 0.0, s.max());
    if (ui.dt() > 0) s.velocity = 0.6 * s.velocity - 0.4 * moved / static_cast<double>(ui.dt());
    ui.host().request_redraw();
}

void draw_bar(Ui& ui, NodeId id, ScrollState& s, const Rect& r) {
    if (s.max() <= 0.5) return;
    const float length = s.horizontal ? r.w : r.h;
    const float thumb = std::max(24.f, static_cast<float>(static_cast<double>(length) * length / s.content));
    const float travel = length - thumb - 4;
    const float at = static_cast<float>(s.offset / s.max()) * travel + 2;
    const Rect lane = s.horizontal ? Rect{r.x, r.bottom() - 10, r.w, 10} : Rect{r.right() - 10, r.y, 10, r.h};
    const Rect grip = s.horizontal ? Rect{r.x + at, lane.y, thumb, 10} : Rect{lane.x, r.y + at, 10, thumb};
    // Not announced: assistive technology scrolls by moving from item to item.
    const ImGuiID item = Ui::imgui_id(child_id(id, "bar"));
    ui.note_interactive(item);
    bool hovered = false, held = false;
    const ImRect box(grip.x, grip.y, grip.right(), grip.bottom());
    if (ImGui::ItemAdd(box, item, nullptr, ImGuiItemFlags_NoNav) && !ui.touch()) {
        ImGui::ButtonBehavior(box, item, &hovered, &held, ImGuiButtonFlags_NoNavFocus);
        if (held && travel > 0) {
            const float d = s.horizontal ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y;
            s.offset = std::clamp(s.offset + static_cast<double>(d) / travel * s.max(), 0.0, s.max());
            if (d != 0) ui.host().request_redraw();
        }
    }
    const bool near = held || hovered || ui.hovers(r) || (ui.touch() && s.velocity != 0);
    const float shown = ui.tween(id, "bar shown", near ? 1.f : 0.f, 120);
    if (shown <= 0) return;
    const float thick = held || hovered ? 6.f : 4.f;
    const Rect drawn = s.horizontal ? Rect{grip.x, r.bottom() - thick - 2, thumb, thick}
                                    : Rect{r.right() - thick - 2, grip.y, thick, thumb};
    fill(ui, drawn, with_alpha(ui.theme().control, (held || hovered ? 0.9f : 0.5f) * shown), thick / 2);
}

}  // namespace

ScrollArea::ScrollArea(Ui& ui, std::string_view key, const Rect& r, ScrollOptions options)
    : ui_(ui), options_(options) {
    begin(ui.id(key), r);
}

ScrollArea::ScrollArea(Ui& ui, NodeId id, const Rect& r, ScrollOptions options) : ui_(ui), options_(options) {
    begin(id, r);
}

void ScrollArea::begin(NodeId id, const Rect& r) {
    id_ = id;
    ScrollState& s = ui_.state<ScrollState>(id);
    state_ = &s;
    s.rect = r;
    s.horizontal = options_.horizontal;
    s.view = options_.horizontal ? r.w : r.h;
    if (s.reveal) {
        s.reveal = false;
        constexpr double margin = 8;
        if (s.reveal_from - margin < s.offset) s.offset = s.reveal_from - margin;
        if (s.reveal_to + margin > s.offset + s.view) s.offset = s.reveal_to + margin - s.view;
    }
    s.offset = std::clamp(s.offset, 0.0, s.max());
    ui_.push_clip(r);
    ui_.add_scroll(&s);
}

ScrollArea::~ScrollArea() {
    ScrollState& s = *state_;
    // Inner areas have had the wheel and the finger before this one.
    take_finger(ui_, s, s.rect);
    take_wheel(ui_, s, s.rect);
    if (used_ >= 0 && s.content != used_ + options_.pad_end) {
        s.content = used_ + options_.pad_end;
        if (s.offset > s.max()) ui_.host().request_redraw();
    }
    ui_.drop_scroll();
    if (options_.bar) draw_bar(ui_, id_, s, s.rect);
    ui_.pop_clip();
}

double ScrollArea::offset() const { return state_->offset; }

Rect ScrollArea::content() const {
    const Rect& r = state_->rect;
    const float by = static_cast<float>(-std::round(state_->offset));
    const float size = static_cast<float>(std::max<double>(state_->view, state_->content));
    if (options_.horizontal) return {r.x + by, r.y, size, r.h};
    return {r.x, r.y + by, r.w, size};
}

ScrollArea::Rows ScrollArea::rows(std::int64_t count, double row_height, double top) {
    used_ = top + static_cast<double>(count) * row_height;
    const double from = state_->offset - top;
    const auto first = static_cast<std::int64_t>(std::floor(from / row_height));
    const auto last = static_cast<std::int64_t>(std::ceil((from + state_->view) / row_height));
    return {std::clamp<std::int64_t>(first, 0, count), std::clamp<std::int64_t>(last, 0, count)};
}

float ScrollArea::row_y(std::int64_t row, double row_height, double top) const {
    // The difference is taken in double: both terms may be far beyond a float's whole pixels.
    const double y = top + static_cast<double>(row) * row_height - std::round(state_->offset);
    return (options_.horizontal ? state_->rect.x : state_->rect.y) + static_cast<float>(y);
}

}  // namespace potok::ui
