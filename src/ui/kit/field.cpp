#include "ui/kit/field.h"

#include <cmath>

#include <imgui_internal.h>

#include <generated/icons.h>

#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/kit/text_edit.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

constexpr double blink_period = 1.06;  // seconds
constexpr double blink_for = 5;        // after the last input the caret stands still, so that an idle page stays idle

}  // namespace

// Transient state of one field; declared in ui.h so that nothing else meets it.
struct TextEditState {
    TextEdit edit;
    std::string at_focus;
    float scroll = 0;      // single-line: pixels to the right; multi-line: pixels down
    double touched = 0;    // seconds, of the last input: for the caret
    float wanted_x = -1;   // column kept while moving up and down
    bool focused = false;
    bool dragging = false;
};

namespace {

struct Layout {
    Face face;
    Rect box;  // of the text
    std::vector<Line> lines;
    float line_height;

    std::size_t line_of(std::size_t at) const {
        for (std::size_t i = 0; i + 1 < lines.size(); ++i)
            if (at < lines[i + 1].begin) return i;
        return lines.size() - 1;
    }
    float x_of(const std::string& text, std::size_t line, std::size_t at) const {
        const std::size_t begin = lines[line].begin;
        return measure(face, std::string_view(text).substr(begin, at > begin ? at - begin : 0));
    }
    std::size_t position(const TextEdit& edit, std::size_t line, float x) const {
        const std::size_t last = line + 1 < lines.size() ? lines[line + 1].begin : edit.text().size();
        std::size_t at = lines[line].begin;
        float before = 0;
        while (at < last) {
            const std::size_t next = edit.next(at);
            if (next > last || edit.text()[at] == '\n') break;
            const float after = x_of(edit.text(), line, next);
            if (x < (before + after) / 2) break;
            // The end of a wrapped line belongs to the next one: stop before its last space.
            if (next == last && line + 1 < lines.size()) break;
            before = after;
            at = next;
        }
        return at;
    }
};

Layout lay_out(Ui& ui, const Rect& box, const FieldSpec& spec, const std::string& text) {
    Layout l{face_of(ui, {.style = TextStyle::body}), box, {}, 0};
    l.line_height = l.face.line;
    if (spec.multiline)
        l.lines = ui.texts().wrap(l.face, text, box.w);
    else
        l.lines = {{0, static_cast<std::uint32_t>(text.size()), measure(l.face, text)}};
    return l;
}

bool pressed(ImGuiKey key, bool repeat = true) { return ImGui::IsKeyPressed(key, repeat); }

std::string clean(std::string_view text, bool multiline) {
    std::string out;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n' || c == '\t') {
            out += multiline && c == '\n' ? '\n' : ' ';
        } else if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
        }
    }
    return out;
}

// Typed characters and editing keys. Returns whether Enter submitted.
bool take_keys(Ui& ui, const FieldSpec& spec, TextEditState& s, const Layout& layout) {
    ImGuiIO& io = ImGui::GetIO();
    TextEdit& e = s.edit;
    const bool mac = io.ConfigMacOSXBehaviors;
    const bool word = mac ? io.KeyAlt : io.KeyCtrl;
    const bool command = io.KeyCtrl && !io.KeyAlt;  // ImGui swaps Cmd and Ctrl on macOS
    const bool select = io.KeyShift;
    const std::size_t caret = e.caret(), anchor = e.anchor(), size = e.text().size();
    bool submitted = false;

    if (!spec.readonly && !command)
        for (const ImWchar c : io.InputQueueCharacters) {
            if (c < 0x20 || c == 0x7f || (c >= 0xe000 && c <= 0xf8ff)) continue;
            char bytes[8];
            ImTextCharToUtf8(bytes, c);
            e.insert(bytes);
        }
    io.InputQueueCharacters.resize(0);

    const std::size_t line = layout.line_of(e.caret());
    const auto line_end = [&](std::size_t i) -> std::size_t {
        return i + 1 < layout.lines.size() ? e.previous(layout.lines[i + 1].begin) : e.text().size();
    };
    const auto go_line = [&](int by) {
        if (s.wanted_x < 0) s.wanted_x = layout.x_of(e.text(), line, e.caret());
        const auto to = static_cast<std::ptrdiff_t>(line) + by;
        const float keep = s.wanted_x;
        if (to < 0)
            e.move_to(0, select);
        else if (to >= static_cast<std::ptrdiff_t>(layout.lines.size()))
            e.move_to(e.text().size(), select);
        else
            e.move_to(layout.position(e, static_cast<std::size_t>(to), keep), select);
        s.wanted_x = keep;
        s.touched = ui.host().seconds();
    };
    if (e.text().size() == size) {  // the layout still fits
        if (pressed(ImGuiKey_LeftArrow)) e.move_left(select, word);
        if (pressed(ImGuiKey_RightArrow)) e.move_right(select, word);
        if (pressed(ImGuiKey_Home)) e.move_to(io.KeyCtrl ? 0 : layout.lines[line].begin, select);
        if (pressed(ImGuiKey_End)) e.move_to(io.KeyCtrl ? e.text().size() : line_end(line), select);
        if (spec.multiline && pressed(ImGuiKey_UpArrow)) return go_line(-1), false;
        if (spec.multiline && pressed(ImGuiKey_DownArrow)) return go_line(1), false;
    }
    if (command && pressed(ImGuiKey_A, false)) e.select_all();
    const bool native_clipboard = ui.edits_natively();
    if (command && !native_clipboard && (pressed(ImGuiKey_C, false) || pressed(ImGuiKey_X, false)) && e.has_selection())
        ui.host().set_clipboard(e.selected());
    if (!spec.readonly) {
        if (pressed(ImGuiKey_Backspace)) e.erase_backward(word);
        if (pressed(ImGuiKey_Delete)) e.erase_forward(word);
        if (command && !native_clipboard && pressed(ImGuiKey_X, false)) e.erase_selection();
        if (command && !native_clipboard && pressed(ImGuiKey_V))
            if (const char* pasted = ImGui::GetClipboardText()) e.insert(clean(pasted, spec.multiline));
        if (command && pressed(ImGuiKey_Z)) io.KeyShift ? e.redo() : e.undo();
        if (command && pressed(ImGuiKey_Y)) e.redo();
    }
    if (pressed(ImGuiKey_Enter, spec.multiline) || pressed(ImGuiKey_KeypadEnter, spec.multiline)) {
        if (!spec.multiline || command)
            submitted = true;
        else if (!spec.readonly)
            e.insert("\n");
    }
    if (e.caret() != caret || e.anchor() != anchor || e.text().size() != size) {
        s.touched = ui.host().seconds();
        s.wanted_x = -1;
    }
    return submitted;
}

void take_pointer(Ui& ui, const Rect& r, const FieldSpec& spec, TextEditState& s, const Layout& layout, const Press& p) {
    const ImGuiIO& io = ImGui::GetIO();
    if (p.hovered && !spec.disabled) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    if (!p.held) {
        s.dragging = false;
        return;
    }
    const Point at = ui.pointer();
    const float y = spec.multiline ? at.y - layout.box.y + s.scroll : 0;
    const auto line = static_cast<std::size_t>(
        std::clamp(std::floor(y / layout.line_height), 0.f, static_cast<float>(layout.lines.size() - 1)));
    const float shift = spec.multiline ? 0 : s.scroll;
    float x = at.x - layout.box.x + shift;
    if (spec.right && !spec.multiline) x -= std::max(0.f, layout.box.w - layout.lines[0].width);
    const std::size_t position = layout.position(s.edit, line, x);
    if (ImGui::IsMouseClicked(0)) {
        if (io.MouseClickedCount[0] == 2)
            s.edit.select_word_at(position);
        else if (io.MouseClickedCount[0] >= 3)
            s.edit.select_all();
        else
            s.edit.move_to(position, io.KeyShift);
        s.dragging = io.MouseClickedCount[0] == 1;
        s.touched = ui.host().seconds();
    } else if (s.dragging && ImGui::IsMouseDragging(0, 2)) {
        s.edit.move_to(position, true);
        s.touched = ui.host().seconds();
    }
    static_cast<void>(r);
}

void keep_caret_visible(const FieldSpec& spec, TextEditState& s, const Layout& layout) {
    const std::size_t line = layout.line_of(s.edit.caret());
    if (spec.multiline) {
        const float top = static_cast<float>(line) * layout.line_height;
        const float most = std::max(0.f, static_cast<float>(layout.lines.size()) * layout.line_height - layout.box.h);
        s.scroll = std::clamp(s.scroll, top + layout.line_height - layout.box.h, top);
        s.scroll = std::clamp(s.scroll, 0.f, most);
        return;
    }
    const float x = layout.x_of(s.edit.text(), 0, s.edit.caret());
    s.scroll = std::clamp(s.scroll, x - layout.box.w + 1, x);
    s.scroll = std::clamp(s.scroll, 0.f, std::max(0.f, layout.lines[0].width - layout.box.w + 1));
}

void draw_body(Ui& ui, const FieldSpec& spec, const TextEditState& s, const Layout& layout) {
    const Theme& t = ui.theme();
    ui.push_clip(layout.box.expand(1));
    const std::size_t from = s.edit.selection_begin(), to = s.edit.selection_end();
    const Color color = spec.disabled ? t.disabled : t.text;
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const Line& line = layout.lines[i];
        float x = layout.box.x;
        float y = layout.box.y + static_cast<float>(i) * layout.line_height;
        if (spec.multiline)
            y -= s.scroll;
        else
            x -= s.scroll;
        if (spec.right && !spec.multiline) x += std::max(0.f, layout.box.w - line.width);
        if (y > layout.box.bottom() || y + layout.line_height < layout.box.y) continue;
        const std::size_t end = i + 1 < layout.lines.size() ? layout.lines[i + 1].begin : s.edit.text().size();
        if (s.focused && from < to && from < end + 1 && to > line.begin) {
            const float a = layout.x_of(s.edit.text(), i, std::max<std::size_t>(from, line.begin));
            float b = layout.x_of(s.edit.text(), i, std::min<std::size_t>(to, line.end));
            if (to > line.end && i + 1 < layout.lines.size()) b += 4;
            if (b > a) fill(ui, {x + a, y, b - a, layout.line_height}, blend(t.accent_soft, t.accent_line, 0.5f), 2);
        }
        if (!s.focused && !spec.multiline && !spec.right && line.width > layout.box.w)  // what is cut says so
            draw_text(ui, {layout.box.x, y, layout.box.w, layout.line_height}, s.edit.text(), {.color = color});
        else
            draw_at(ui, layout.face, {x, y}, layout.line_height,
                    std::string_view(s.edit.text()).substr(line.begin, line.end - line.begin), color);
        if (s.focused && layout.line_of(s.edit.caret()) == i && !spec.readonly) {
            const double since = ui.host().seconds() - s.touched;
            if (since >= blink_for || std::fmod(since, blink_period) < blink_period / 2) {
                const float cx = std::round(x + layout.x_of(s.edit.text(), i, s.edit.caret()));
                fill(ui, {cx, y + 2, ui.theme().name == ThemeName::contrast ? 2.f : 1.f, layout.line_height - 4}, t.text);
            }
            if (since < blink_for) ui.host().redraw_after(blink_period / 2 - std::fmod(since, blink_period / 2) + 0.005);
        }
    }
    ui.pop_clip();
}

}  // namespace

void field_surface(Ui& ui, const Rect& r, bool focused, bool error, bool disabled, bool hovered, bool done) {
    const Theme& t = ui.theme();
    const float radius = ui.phone() ? 8 : tokens::radius_control;
    if (disabled) return fill(ui, r, t.hover, radius);
    if (focused && !error) fill(ui, r.expand(3), t.accent_soft, radius + 3);
    fill(ui, r, t.dark && t.name == ThemeName::dark ? theme_of(ThemeName::dark).surface : t.surface, radius);
    if (error)
        outline(ui, r, t.danger, radius, focused ? 2.f : 1.5f);
    else if (focused)
        outline(ui, r, t.focus, radius, 2);
    else
        outline(ui, r, done ? t.success_line : hovered ? blend(t.control, t.text, 0.35f) : t.control, radius);
}

FieldEvents text_field(Ui& ui, const Rect& r, const FieldSpec& spec, std::string& value) {
    FieldEvents events;
    const NodeId id = ui.id(spec.key);
    TextEditState& s = ui.state<TextEditState>(id);
    s.edit.reset(value);
    if (spec.focus_now) {
        ui.focus().set(id, true);
        ui.focus().reveal(id);
    }

    Node node{.id = id, .role = spec.search ? Role::searchbox : Role::textbox, .name = spec.label, .value = value,
              .description = spec.description.empty() ? spec.placeholder : spec.description, .rect = r};
    node.states |= spec.disabled ? state_disabled : 0u;
    node.states |= spec.readonly ? state_readonly : 0u;
    node.states |= spec.required ? state_required : 0u;
    node.states |= spec.error ? state_invalid : 0u;
    node.states |= spec.multiline ? state_multiline : 0u;
    const Press p = ui.press(node, {.keyboard = false});
    const bool focused = p.focused && !spec.disabled;

    // Room for the text: padding 10, icon 14 before it, suffix behind it.
    const bool plain = spec.plain && !focused;
    Rect box = r.inset(plain && !spec.multiline ? 6.f : 10.f, spec.multiline ? (ui.phone() ? 10.f : 6.f) : 0.f);
    const Rect inner = box;
    if (!spec.icon.empty()) box.cut_left(14, 8);
    const float suffix = spec.suffix.empty() ? 0 : text_width(ui, spec.suffix, {.style = TextStyle::small});
    if (suffix > 0) box.cut_right(suffix, 8);
    if (spec.done) box.cut_right(14, 8);
    if (!spec.multiline) box = box.middle(line_height(ui, TextStyle::body));

    if (const auto* pending = ui.take_value(id); pending && !spec.disabled && !spec.readonly) {
        const std::string text = clean(pending->text, spec.multiline);
        const auto place = [&](int at) { return at < 0 ? text.size() : static_cast<std::size_t>(at); };
        s.edit.replace_all(text, place(pending->start), place(pending->end));
        s.touched = ui.host().seconds();
    }
    if (focused && !s.focused) {
        s.at_focus = value;
        s.touched = ui.host().seconds();
        // The keyboard comes into a field to write it anew, the pointer to a place in it.
        if (!ImGui::GetIO().MouseClicked[0] && !spec.multiline) s.edit.select_all();
        if (!ImGui::GetIO().MouseClicked[0] && spec.multiline) s.edit.move_to(value.size(), false);
    }
    events.left = s.focused && !focused;
    s.focused = focused;

    Layout layout = lay_out(ui, box, spec, s.edit.text());
    if (!spec.disabled) take_pointer(ui, r, spec, s, layout, p);
    if (focused && ui.key_layer()) {
        events.submitted = take_keys(ui, spec, s, layout);
        if (ui.take_activation(id)) s.touched = ui.host().seconds();
    }
    if (s.edit.text().size() > spec.max_bytes) s.edit.undo();
    if (s.edit.text() != value) {
        value = s.edit.text();
        events.changed = true;
        ui.host().request_redraw();
    }
    layout = lay_out(ui, box, spec, value);
    if (focused) keep_caret_visible(spec, s, layout);
    if (!focused) s.scroll = 0;
    events.focused = focused;
    if (events.left || events.submitted) events.edited = value != s.at_focus;
    if (events.submitted) s.at_focus = value;
    if (focused)
        ui.set_text_input({id, value, static_cast<int>(s.edit.anchor()), static_cast<int>(s.edit.caret()), spec.multiline});

    const Theme& t = ui.theme();
    if (plain)
        fill(ui, r, with_alpha(t.hover, p.hover), tokens::radius_control);
    else
        field_surface(ui, r, focused, spec.error, spec.disabled, p.hovered, spec.done);
    if (!spec.icon.empty()) draw_icon(ui, {inner.x, r.y, 14, r.h}, spec.icon, 14, t.text3);
    Rect end = inner;
    if (spec.done) draw_icon(ui, end.cut_right(14, 8), icon::check, 14, t.success);
    if (suffix > 0)
        draw_text(ui, end.cut_right(suffix), spec.suffix, {.style = TextStyle::small, .color = t.text3});
    if (value.empty() && !spec.placeholder.empty())
        draw_text(ui, spec.multiline ? Rect{box.x, box.y, box.w, layout.line_height} : box, spec.placeholder,
                  {.color = spec.disabled ? t.disabled : t.text3, .align = spec.right ? Align::right : Align::left});
    draw_body(ui, spec, s, layout);
    if (plain && p.ring) focus_ring(ui, r, tokens::radius_control);
    return events;
}

float multiline_height(Ui& ui, std::string_view text, float width, int min_lines, int max_lines) {
    const TextSpec spec{};
    const float line = line_height(ui, TextStyle::body);
    const float lines = std::round(paragraph_height(ui, text, width - 20, spec) / line);
    return std::clamp(lines, static_cast<float>(min_lines), static_cast<float>(max_lines)) * line + (ui.phone() ? 20.f : 12.f);
}

}  // namespace potok::ui
