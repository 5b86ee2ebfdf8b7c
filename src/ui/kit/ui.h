// The context every widget draws in: theme, sizes, ids, focus, motion, the tree of the page, and what is floating.
// One per app. Pages get it as `Ui& ui` and keep nothing of it from frame to frame.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <imgui.h>

#include "base/locale.h"
#include "platform/common/app_host.h"
#include "platform/common/effects.h"
#include "ui/geometry.h"
#include "ui/kit/focus.h"
#include "ui/kit/fonts.h"
#include "ui/kit/theme.h"
#include "ui/kit/tween.h"
#include "ui/mirror.h"
#include "ui/semantics.h"

namespace potok::ui {

class ShadowAtlas;
class TextCache;
class Toasts;
struct ScrollState;
struct TextEditState;

struct PressOptions {
    bool tab_stop = true;     // false for the items of a composite widget that are not its current one
    bool take_focus = true;   // a click moves the focus here
    bool hand = false;        // pointing hand: links
    bool draggable = false;   // report drags instead of clicks once the pointer has moved
    bool keyboard = true;     // Enter and Space activate
};

// What happened to a widget in this frame.
struct Press {
    bool hovered = false, held = false;
    bool clicked = false;         // by pointer, Enter, Space or a mirror
    bool double_clicked = false;
    bool context = false;         // right button, long touch, the menu key or Shift+F10
    bool focused = false, ring = false;
    bool drag_started = false, dragging = false, dropped = false;
    float hover = 0;              // 0..1 in 80 ms, for blending fills
};

class Ui final : public Commands {
public:
    Ui(platform::Host& host, const Fonts& fonts, const Locale& locale);
    ~Ui() override;
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // --- the frame: between ImGui::NewFrame() and ImGui::Render(); everything is drawn between the two
    void begin_frame(double dt);
    void end_frame();
    bool wants_frame() const;  // something moves

    // --- surroundings
    platform::Host& host() { return host_; }
    const Locale& locale() const { return *locale_; }
    void set_locale(const Locale& locale) { locale_ = &locale; }
    std::string tr(std::string_view key, const TextArgs& args = {}) const { return locale_->text(key, args); }
    const Fonts& fonts() const { return fonts_; }
    Rect screen() const { return screen_; }
    bool phone() const;   // below 640 logical pixels
    bool narrow() const;  // below 1024
    bool touch() const { return touch_; }  // the last pointer was a finger
    float control_height() const;          // 32, on the phone 44
    float dt() const { return dt_; }

    // --- theme
    const Theme& theme() const { return theme_stack_.back(); }
    void set_theme(ThemeName name);
    void push_theme(const Theme& theme) { theme_stack_.push_back(theme); }
    void pop_theme() { theme_stack_.pop_back(); }
    void set_reduced_motion(bool reduced) { reduced_motion_ = reduced; }

    // --- ids: hash of the keys pushed and the key given
    NodeId id(std::string_view key) const { return child_id(ids_.back(), key); }
    NodeId id(std::int64_t key) const { return child_id(ids_.back(), key); }
    void push_id(NodeId id) { ids_.push_back(id); }
    void pop_id() { ids_.pop_back(); }

    // --- the tree
    SemanticsTree& tree() { return tree_; }
    const SemanticsTree& tree() const { return tree_; }
    void set_mirror(Mirror* mirror) { mirror_ = mirror; }
    // A sentence for screen readers only.
    void announce(std::string_view sentence, bool assertive = false);

    // --- interaction
    // Announces the node, makes its rectangle react to pointer, keyboard and mirror. The base of every widget.
    Press press(const Node& node, const PressOptions& options = {});
    Focus& focus() { return focus_; }
    NodeId focus_now() const { return focus_.current(); }
    Tweens& tweens() { return tweens_; }
    float tween(NodeId id, std::string_view what, float target, float duration);
    Point pointer() const;
    bool hovers(const Rect& r) const;  // the pointer is over it, in this layer, not clipped away
    // Keys for widgets and pages. False while another layer is on top, and for plain keys while text is being edited.
    bool key(ImGuiKey key, bool repeat = false) const;
    bool shortcut(ImGuiKeyChord chord) const;  // e.g. ImGuiMod_Ctrl | ImGuiKey_K
    bool escape();                             // consumes it: only one asker gets true
    bool key_layer() const;                    // what is being drawn is on the topmost layer: keys are meant for it
    bool editing_text() const { return text_input_.id != 0; }
    // Keeps the clip rectangle, the layers and the scroll areas' offsets honest while drawing inside a part.
    void push_clip(const Rect& r);
    void pop_clip();

    // --- Commands (from a mirror)
    void activate(NodeId id) override;
    void focus(NodeId id) override;
    void set_value(NodeId id, std::string_view text, int selection_start, int selection_end) override;

    // --- for widgets of the kit
    struct PendingValue {
        NodeId id = 0;
        std::string text;
        int start = -1, end = -1;
    };
    bool take_activation(NodeId id);
    const PendingValue* take_value(NodeId id);
    void set_text_input(const TextInputState& state);
    bool edits_natively() const { return mirror_ && mirror_->edits_natively(); }
    ImDrawList& draw() const { return *ImGui::GetWindowDrawList(); }
    ShadowAtlas& shadows() { return *shadows_; }
    TextCache& texts() { return *texts_; }
    Toasts& toasts() { return *toasts_; }
    platform::Effects& effects() { return host_.effects(); }
    template <class T>
    T& state(NodeId id);  // transient state of a widget, created on first use, dropped when not asked for in 600 frames
    void note_interactive(ImGuiID id) { announced_.push_back(id); }

    // What floats. begin_layer opens a full-screen window above what is there: only the topmost layer reacts.
    struct LayerOptions {
        float scrim = 0;        // opacity of the veil over what lies below
        bool trap = true;       // takes the focus and keeps it; gives it back when closed
        bool blocks = true;     // catches the pointer outside `body`
        bool initial_focus = true;
    };
    struct LayerEvents {
        bool dismissed = false;  // Escape, or a press outside
    };
    LayerEvents begin_layer(NodeId id, const Rect& body, const LayerOptions& options);
    void end_layer();
    NodeId top_layer() const { return top_layer_; }
    // A tip for what is under the pointer; shown by end_frame() after 400 ms.
    void tip(NodeId id, const Rect& around, std::string_view text);
    void add_scroll(ScrollState* state) { scrolls_.push_back(state); }
    void drop_scroll() { scrolls_.pop_back(); }
    void reveal(const Rect& r);  // asks the scroll areas around for it

    // Problems found in the last frame: widgets of ImGui that nobody announced, ids used twice.
    const std::vector<std::string>& lint() const { return lint_; }

    static ImGuiID imgui_id(NodeId id) { return static_cast<ImGuiID>(id ^ (id >> 32)) | 1u; }

private:
    struct StateBase {
        virtual ~StateBase() = default;
        std::uint32_t seen = 0;
    };
    template <class T>
    struct StateOf final : StateBase {
        T value{};
    };
    struct Layer {
        NodeId id;
        NodeId focus_before;
        bool before_by_keyboard;
        bool trap;
        std::uint32_t seen;
        bool wants_initial;
    };

    void handle_keys();
    void settle_layers();
    void draw_tip();
    void check_items();

    platform::Host& host_;
    Fonts fonts_;
    const Locale* locale_;
    Rect screen_;
    float dt_ = 0;
    std::uint32_t frame_ = 0;
    bool reduced_motion_ = false, touch_ = false, escape_ = false;
    std::deque<Theme> theme_stack_;  // references to a theme stay good while layers above come and go
    std::vector<NodeId> ids_{0};
    SemanticsTree tree_;
    Mirror* mirror_ = nullptr;
    NodeId mirrored_focus_ = 0;
    Focus focus_;
    Tweens tweens_;
    std::unique_ptr<ShadowAtlas> shadows_;
    std::unique_ptr<TextCache> texts_;
    std::unique_ptr<Toasts> toasts_;
    std::unordered_map<NodeId, std::unique_ptr<StateBase>> states_;
    std::vector<ScrollState*> scrolls_;

    std::vector<NodeId> activations_;
    NodeId pending_focus_ = 0;
    PendingValue value_;
    TextInputState text_input_, text_input_next_;
    std::string text_input_text_;

    std::vector<Layer> layers_;
    std::vector<NodeId> open_layers_;  // while building
    NodeId top_layer_ = 0;             // of the last frame
    bool pointer_claimed_ = false;

    NodeId drag_ = 0;
    NodeId tip_ = 0, tip_next_ = 0;
    double tip_since_ = 0;
    Rect tip_rect_;
    std::string tip_text_;
    NodeId long_touch_ = 0;
    double touch_since_ = 0;

    std::vector<ImGuiID> announced_;
    std::vector<std::string> lint_;
};

template <class T>
T& Ui::state(NodeId id) {
    static const char tag = 0;
    auto& slot = states_[child_id(id, static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(&tag)))];
    if (!slot) slot = std::make_unique<StateOf<T>>();
    slot->seen = frame_;
    return static_cast<StateOf<T>&>(*slot).value;
}

// Pushes an id for a scope: IdScope scope(ui, "filters");
class IdScope {
public:
    IdScope(Ui& ui, std::string_view key) : ui_(ui) { ui_.push_id(ui_.id(key)); }
    IdScope(Ui& ui, std::int64_t key) : ui_(ui) { ui_.push_id(ui_.id(key)); }
    ~IdScope() { ui_.pop_id(); }
    IdScope(const IdScope&) = delete;
    IdScope& operator=(const IdScope&) = delete;

private:
    Ui& ui_;
};

// A container in the tree and an id scope at once: Group nav(ui, "nav", {.role = Role::navigation, .name = ..., .rect = ...});
class Group {
public:
    Group(Ui& ui, std::string_view key, Node node) : Group(ui, ui.id(key), node) {}
    Group(Ui& ui, std::int64_t key, Node node) : Group(ui, ui.id(key), node) {}
    ~Group() {
        ui_.tree().close();
        ui_.pop_id();
    }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    NodeId id() const { return id_; }

private:
    Group(Ui& ui, NodeId id, Node& node) : ui_(ui), id_(id) {
        node.id = id;
        ui_.tree().add(node);
        ui_.tree().open(id);
        ui_.push_id(id);
    }
    Ui& ui_;
    NodeId id_;
};

}  // namespace potok::ui
