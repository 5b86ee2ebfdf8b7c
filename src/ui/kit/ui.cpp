#include "ui/kit/ui.h"

#include <algorithm>

#include <imgui_internal.h>

#include "ui/kit/scroll.h"
#include "ui/kit/shadow_atlas.h"
#include "ui/kit/text.h"
#include "ui/kit/toast.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

constexpr ImGuiWindowFlags bare = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                                  ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;

void set_style() {
    ImGuiStyle& s = ImGui::GetStyle();
    s.WindowPadding = s.FramePadding = s.ItemSpacing = s.ItemInnerSpacing = {0, 0};
    s.WindowBorderSize = s.ChildBorderSize = s.FrameBorderSize = s.WindowRounding = 0;
    s.WindowMinSize = {1, 1};
    s.CircleTessellationMaxError = 0.2f;
    ImGuiIO& io = ImGui::GetIO();
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    io.ConfigFlags &= ~(ImGuiConfigFlags_NavEnableKeyboard | ImGuiConfigFlags_NavEnableGamepad);  // Focus does it
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
#ifdef IMGUI_ENABLE_TEST_ENGINE
    ImGui::GetCurrentContext()->TestEngineHookItems = true;
#endif
}

}  // namespace

Ui::Ui(platform::Host& host, const Fonts& fonts, const Locale& locale)
    : host_(host),
      fonts_(fonts),
      locale_(&locale),
      theme_stack_{theme_of(ThemeName::light)},
      shadows_(std::make_unique<ShadowAtlas>()),
      texts_(std::make_unique<TextCache>()),
      toasts_(std::make_unique<Toasts>()) {
    set_style();
}

Ui::~Ui() = default;

void Ui::set_theme(ThemeName name) { theme_stack_.assign(1, theme_of(name)); }

bool Ui::phone() const { return screen_.w < tokens::breakpoint_phone; }
bool Ui::narrow() const { return screen_.w < tokens::breakpoint_tablet; }
float Ui::control_height() const { return phone() ? tokens::size_control_phone : tokens::size_control; }

void Ui::begin_frame(double dt) {
    ImGuiIO& io = ImGui::GetIO();
    ++frame_;
    dt_ = static_cast<float>(dt);
    screen_ = {0, 0, io.DisplaySize.x, io.DisplaySize.y};
    tweens_.begin_frame(dt, reduced_motion_);
    texts_->begin_frame(io.DisplayFramebufferScale.x);
    shadows_->begin_frame(io.DisplayFramebufferScale.x);
    tree_.begin_frame();
    announced_.clear();
    open_layers_.clear();
    ids_.assign(1, 0);
    text_input_next_ = {};
    tip_next_ = 0;
    pointer_claimed_ = false;
    if (frame_ % 256 == 0) std::erase_if(states_, [&](const auto& s) { return frame_ - s.second->seen > 600; });
    handle_keys();

    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::Begin("##root", nullptr, bare | ImGuiWindowFlags_NoBringToFrontOnFocus);
    draw().AddRectFilled({0, 0}, io.DisplaySize, theme().canvas);
}

void Ui::handle_keys() {
    ImGuiIO& io = ImGui::GetIO();
    for (int button = 0; button < 3; ++button)
        if (io.MouseClicked[button]) {
            focus_.note_pointer();
            touch_ = io.MouseSource == ImGuiMouseSource_TouchScreen;
        }
    if (pending_focus_) {
        focus_.set(pending_focus_, true);
        focus_.reveal(pending_focus_);
        pending_focus_ = 0;
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Tab, true) && !io.KeyCtrl && !io.KeyAlt) {
        const bool trapped = !layers_.empty() && layers_.back().trap;
        focus_.move(tree_, trapped ? top_layer_ : 0, io.KeyShift);
    }
    for (const ImGuiKey k : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow})
        if (ImGui::IsKeyPressed(k)) focus_.note_keyboard();
    escape_ = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
}

void Ui::end_frame() {
    // A press on nothing that takes the focus lets go of it, so that Enter does not act on what is out of mind.
    if (ImGui::GetIO().MouseClicked[0] && !pointer_claimed_ && !open_layers_.empty() == (top_layer_ != 0)) focus_.clear();
    toasts_->draw(*this);
    draw_tip();
    ImGui::End();
    check_items();

    const TreeUpdate& changes = tree_.end_frame();
    focus_.follow(tree_);
    settle_layers();
    if (tree_.duplicates() > 0) lint_.push_back("ids used twice: " + std::to_string(tree_.duplicates()));

    const bool input_changed = !(text_input_next_ == text_input_);
    if (mirror_) {
        if (!changes.empty() || mirrored_focus_ != focus_.current()) mirror_->update(changes, focus_.current());
        if (input_changed) mirror_->text_input(text_input_next_);
    }
    mirrored_focus_ = focus_.current();
    if (input_changed) {
        text_input_text_ = std::string(text_input_next_.text);
        text_input_ = text_input_next_;
        text_input_.text = text_input_text_;
    }
    activations_.clear();
    value_ = {};
    if (wants_frame()) host_.request_redraw();
}

bool Ui::wants_frame() const { return tweens_.moving(); }

void Ui::announce(std::string_view sentence, bool assertive) {
    if (mirror_) mirror_->announce(sentence, assertive);
}

float Ui::tween(NodeId id, std::string_view what, float target, float duration) {
    return tweens_.to(child_id(id, what), target, duration);
}

Point Ui::pointer() const {
    const ImVec2 p = ImGui::GetIO().MousePos;
    return {p.x, p.y};
}

bool Ui::hovers(const Rect& r) const {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    return g.HoveredWindow == g.CurrentWindow && (g.ActiveId == 0 || g.ActiveIdWindow == g.CurrentWindow) &&
           ImGui::IsMouseHoveringRect({r.x, r.y}, {r.right(), r.bottom()});
}

bool Ui::key_layer() const { return (open_layers_.empty() ? 0 : open_layers_.back()) == top_layer_; }

bool Ui::key(ImGuiKey k, bool repeat) const { return key_layer() && ImGui::IsKeyPressed(k, repeat); }

bool Ui::shortcut(ImGuiKeyChord chord) const {
    if (!key_layer()) return false;
    const auto plain = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
    const bool with_control = (chord & (ImGuiMod_Ctrl | ImGuiMod_Alt | ImGuiMod_Super)) != 0;
    if (editing_text() && !with_control && !(plain >= ImGuiKey_F1 && plain <= ImGuiKey_F12)) return false;
    return ImGui::IsKeyChordPressed(chord);
}

bool Ui::escape() {
    return key_layer() && std::exchange(escape_, false);
}

void Ui::push_clip(const Rect& r) { ImGui::PushClipRect({r.x, r.y}, {r.right(), r.bottom()}, true); }
void Ui::pop_clip() { ImGui::PopClipRect(); }

void Ui::activate(NodeId id) {
    activations_.push_back(id);
    host_.request_redraw();
}

void Ui::focus(NodeId id) {
    if (focus_.has(id)) return;
    pending_focus_ = id;
    host_.request_redraw();
}

void Ui::set_value(NodeId id, std::string_view text, int selection_start, int selection_end) {
    value_ = {id, std::string(text), selection_start, selection_end};
    host_.request_redraw();
}

bool Ui::take_activation(NodeId id) { return std::erase(activations_, id) > 0; }

const Ui::PendingValue* Ui::take_value(NodeId id) { return value_.id == id && id != 0 ? &value_ : nullptr; }

void Ui::set_text_input(const TextInputState& state) { text_input_next_ = state; }

void Ui::reveal(const Rect& r) {
    for (ScrollState* s : scrolls_) {
        const double from = s->horizontal ? r.x - s->rect.x : r.y - s->rect.y;
        const double size = s->horizontal ? r.w : r.h;
        s->reveal = true;
        s->reveal_from = from + s->offset;
        s->reveal_to = from + size + s->offset;
    }
    if (!scrolls_.empty()) host_.request_redraw();
}

}  // namespace potok::ui
