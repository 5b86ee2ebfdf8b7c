// What floats above the page: layers that trap the focus, and the tip under the pointer.
#include <cstdio>

#include <imgui_internal.h>

#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"
#include "ui/kit/ui.h"

namespace potok::ui {

Ui::LayerEvents Ui::begin_layer(NodeId id, const Rect& body, const LayerOptions& options) {
    auto it = std::find_if(layers_.begin(), layers_.end(), [&](const Layer& l) { return l.id == id; });
    const bool fresh = it == layers_.end();
    if (fresh) {
        layers_.push_back({id, focus_.current(), focus_.by_keyboard(), options.trap, frame_, options.initial_focus});
        host_.request_redraw();
    } else {
        it->seen = frame_;
    }

    char name[32];
    std::snprintf(name, sizeof name, "##layer%08x", imgui_id(id));
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(options.blocks ? ImVec2(0, 0) : ImVec2(body.x, body.y));
    ImGui::SetNextWindowSize(options.blocks ? size : ImVec2(body.w, body.h));
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    // Its shadow may fall outside the window of a layer that does not block.
    ImGui::PushClipRect({0, 0}, size, false);
    open_layers_.push_back(id);
    tree_.open_root();
    if (options.scrim > 0) {
        const float veil = tweens_.to_from(child_id(id, "scrim"), 0, options.scrim, tokens::motion_pop);
        draw().AddRectFilled({0, 0}, size, with_alpha(theme().scrim, veil));
    }

    LayerEvents events;
    if (!fresh && top_layer_ == id) {
        if (options.trap && escape()) events.dismissed = true;
        const ImGuiIO& io = ImGui::GetIO();
        if (options.blocks && (io.MouseClicked[0] || io.MouseClicked[1]) && !body.contains(pointer()) &&
            ImGui::GetCurrentContext()->HoveredWindow == ImGui::GetCurrentWindow()) {
            events.dismissed = true;
            pointer_claimed_ = true;
        }
        if (options.blocks && io.MouseClicked[0] && body.contains(pointer())) pointer_claimed_ = true;
    }
    push_theme(theme().on_raised());
    return events;
}

void Ui::end_layer() {
    pop_theme();
    tree_.close();
    open_layers_.pop_back();
    ImGui::PopClipRect();
    ImGui::End();
}

void Ui::settle_layers() {
    for (std::size_t i = layers_.size(); i-- > 0;) {
        if (layers_[i].seen == frame_) continue;
        // The focus goes back to where it was, unless it has already been put elsewhere on purpose.
        const bool gone = !tree_.find(focus_.current()) || focus_.current() == 0;
        if (layers_[i].trap && gone && tree_.find(layers_[i].focus_before))
            focus_.set(layers_[i].focus_before, layers_[i].before_by_keyboard);
        layers_.erase(layers_.begin() + static_cast<std::ptrdiff_t>(i));
        host_.request_redraw();
    }
    NodeId top = 0;
    for (Layer& l : layers_)
        if (l.trap) top = l.id;
    if (top != top_layer_) host_.request_redraw();
    top_layer_ = top;
    for (Layer& l : layers_)
        if (l.id == top && l.wants_initial) {
            l.wants_initial = false;
            if (!tree_.is_inside(focus_.current(), top)) {
                focus_.clear();
                focus_.move_first(tree_, top, l.before_by_keyboard);
                host_.request_redraw();
            }
        }
}

void Ui::tip(NodeId id, const Rect& around, std::string_view text) {
    if (text.empty() || touch_) return;
    tip_next_ = id;
    if (tip_ == id) {
        tip_rect_ = around;
        return;
    }
    tip_ = id;
    tip_since_ = host_.seconds();
    tip_rect_ = around;
    tip_text_ = text;
    host_.redraw_after(0.4);
}

void Ui::draw_tip() {
    if (tip_next_ == 0 || ImGui::IsAnyMouseDown()) {
        tip_ = 0;
        return;
    }
    if (host_.seconds() - tip_since_ < 0.4) {
        host_.redraw_after(0.4 - (host_.seconds() - tip_since_) + 0.01);
        return;
    }
    const TextSpec spec{.style = TextStyle::small, .color = theme().sheet};
    const float width = std::min(text_width(*this, tip_text_, spec), 320.f);
    const float height = paragraph_height(*this, tip_text_, width + 1, spec) + 8;
    Rect box{tip_rect_.x, tip_rect_.bottom() + 6, width + 16, height};
    if (box.bottom() > screen_.bottom() - 4) box.y = tip_rect_.y - 6 - height;
    box.x = std::clamp(box.x, 4.f, std::max(4.f, screen_.w - box.w - 4));
    // Drawn in a window of its own that lets the pointer through, above every layer.
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("##tip", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoInputs |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    fill(*this, box, theme().text, tokens::radius_control);
    draw_paragraph(*this, {box.x + 8, box.y + 4, width + 1, height}, tip_text_, spec);
    ImGui::End();
    tree_.open_root();
    tree_.add({.id = child_id(tip_, "tip"), .role = Role::tooltip, .name = tip_text_, .rect = box});
    tree_.close();
}

}  // namespace potok::ui
