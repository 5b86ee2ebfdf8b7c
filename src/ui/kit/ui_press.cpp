// Ui::press: how pointer, finger, keyboard and mirror act on a widget.
#include <imgui_internal.h>

#include "ui/kit/tokens.h"
#include "ui/kit/ui.h"

namespace potok::ui {

namespace {

constexpr float drag_slop = 4;          // px before a press becomes a drag
constexpr double long_touch_seconds = 0.5;

}  // namespace

Press Ui::press(const Node& node, const PressOptions& options) {
    Press p;
    const bool disabled = node.has(state_disabled);
    Node said = node;
    if (!disabled) said.states |= state_focusable;
    if (!disabled && options.tab_stop) said.states |= state_tab_stop;
    tree_.add(said);

    const ImGuiID id = imgui_id(node.id);
    note_interactive(id);
    const ImRect box(node.rect.x, node.rect.y, node.rect.right(), node.rect.bottom());
    const bool visible = ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav);
    if (visible && disabled) {
        p.hovered = hovers(node.rect);
    } else if (visible) {
        const bool clicked = ImGui::ButtonBehavior(box, id, &p.hovered, &p.held, ImGuiButtonFlags_NoNavFocus);
        p.clicked = clicked;
        if (ImGui::IsItemActivated()) {
            pointer_claimed_ = true;
            if (options.take_focus) focus_.set(node.id, false);
            long_touch_ = touch_ ? node.id : 0;
            touch_since_ = host_.seconds();
            if (touch_) host_.redraw_after(long_touch_seconds);
        }
        p.double_clicked = p.hovered && ImGui::IsMouseDoubleClicked(0);
        if (p.hovered && ImGui::IsMouseClicked(1)) {
            p.context = pointer_claimed_ = true;
            if (options.take_focus) focus_.set(node.id, false);
        }
        if (p.held && options.draggable && ImGui::IsMouseDragging(0, drag_slop) && drag_ != node.id && !touch_) {
            drag_ = node.id;
            p.drag_started = true;
        }
        if (p.held && long_touch_ == node.id) {
            if (ImGui::IsMouseDragging(0, drag_slop * 2))
                long_touch_ = 0;
            else if (host_.seconds() - touch_since_ >= long_touch_seconds) {
                p.context = true;
                long_touch_ = 0;
                ImGui::ClearActiveID();  // the finger's lifting is not a click any more
            }
        }
        if (options.hand && p.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (touch_ && !p.held) p.hovered = false;  // a finger does not hover
    }
    if (drag_ == node.id) {
        p.clicked = false;
        if (p.held)
            p.dragging = true;
        else {
            p.dropped = !disabled && ImGui::IsMouseReleased(0);
            drag_ = 0;
        }
    }

    p.focused = focus_.has(node.id);
    p.ring = focus_.ring(node.id);
    if (!disabled) {
        if (p.focused && options.keyboard &&
            (key(ImGuiKey_Enter) || key(ImGuiKey_KeypadEnter) || key(ImGuiKey_Space)) && !ImGui::GetIO().KeyCtrl)
            p.clicked = true;
        if (p.focused && (key(ImGuiKey_Menu) || (key(ImGuiKey_F10) && ImGui::GetIO().KeyShift))) p.context = true;
        if (take_activation(node.id)) p.clicked = true;
        if (focus_.take_reveal(node.id)) reveal(node.rect);
    }
    p.hover = tween(node.id, "hover", p.hovered && !disabled ? 1.f : 0.f, tokens::motion_hover);
    return p;
}

}  // namespace potok::ui
