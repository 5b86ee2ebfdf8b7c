#include "main/web_mirror.h"

#include <emscripten.h>
#include <fmt/format.h>

#include <iterator>

#include "platform/web/aria.h"
#include "ui/semantics_dump.h"

namespace potok {

namespace {

// The separators of the records never occur in what people write; should they, they are left out.
std::string_view clean(std::string_view text, std::string& buffer) {
    if (text.find_first_of("\x1e\x1f") == std::string_view::npos) return text;
    buffer.assign(text);
    std::erase_if(buffer, [](char c) { return c == '\x1e' || c == '\x1f'; });
    return buffer;
}

ui::Ui* shown = nullptr;  // JavaScript calls plain functions, and the page has one tree

}  // namespace

void WebMirror::start(ui::Ui& ui) {
    shown = &ui;
    std::string roles;
    for (int i = 0; i <= static_cast<int>(ui::Role::treeitem); ++i) {
        if (i > 0) roles += ' ';
        roles += ui::aria_role(static_cast<ui::Role>(i));
    }
    platform::aria::start(roles, {[&ui](std::uint64_t id) { ui.activate(id); },
                                  [&ui](std::uint64_t id) { ui.focus(id); },
                                  [&ui](std::uint64_t id, std::string_view text, int start, int end) {
                                      ui.set_value(id, text, start, end);
                                  }});
}

void WebMirror::update(const ui::TreeUpdate& changes, ui::NodeId focused) {
    records_.clear();
    auto out = std::back_inserter(records_);
    std::string a, b, c;
    for (const ui::NodeId id : changes.removed) fmt::format_to(out, "R\x1f{}\x1e", id);
    for (const auto& change : changes.changed) {
        const ui::Node& n = changes.nodes[change.index];
        fmt::format_to(out, "N\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{:.1f}\x1f{:.1f}\x1f{:.1f}\x1f{:.1f}\x1f{}\x1f{}\x1f{}\x1e", n.id,
                       static_cast<int>(change.what), n.parent, static_cast<int>(n.role), n.states, static_cast<int>(n.level), n.position,
                       n.set_size, n.rect.x, n.rect.y, n.rect.w, n.rect.h, clean(n.name, a), clean(n.value, b), clean(n.description, c));
    }
    if (changes.order_changed) {
        records_ += 'O';
        for (const ui::Node& n : changes.nodes) fmt::format_to(out, "\x1f{}", n.id);
        records_ += '\x1e';
    }
    fmt::format_to(out, "F\x1f{}", focused);
    platform::aria::update(records_);
}

void WebMirror::text_input(const ui::TextInputState& state) {
    platform::aria::text_input(state.id, state.text, state.selection_start, state.selection_end);
}

void WebMirror::announce(std::string_view sentence, bool assertive) {
    platform::aria::announce(sentence, assertive);
}

// The page's tree as JSON, for tests that compare builds. Valid until the next call.
extern "C" EMSCRIPTEN_KEEPALIVE const char* potok_tree() {
    static std::string text;
    text = shown ? ui::dump_json(shown->tree(), shown->focus_now()) : "[]";
    return text.c_str();
}

}  // namespace potok
