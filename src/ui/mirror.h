// What shows the tree of the page to assistive technology, and what comes back from there. The browser's mirror lays
// ARIA elements over the canvas; tests read the tree directly.
#pragma once

#include <string_view>

#include "ui/semantics.h"

namespace potok::ui {

// The text field that is being edited, for the system's input method. Positions count UTF-8 bytes.
struct TextInputState {
    NodeId id = 0;  // 0: none
    std::string_view text;
    int selection_start = 0;
    int selection_end = 0;  // where the caret stands
    bool multiline = false;
    bool operator==(const TextInputState&) const = default;
};

class Mirror {
public:
    virtual ~Mirror() = default;
    // Called after each frame that changed something. `focused` is the widget with the app's focus, or 0.
    virtual void update(const TreeUpdate& changes, NodeId focused) = 0;
    virtual void text_input(const TextInputState& state) = 0;
    // A sentence to be read out that no widget on the page carries.
    virtual void announce(std::string_view sentence, bool assertive) = 0;
    // True where copy, cut, paste and typed text come back as set_value from the system's own text field.
    virtual bool edits_natively() const { return false; }
};

// What a mirror, or a test, may do to a widget. It acts in the next frame exactly like a click, the Tab key or typing.
class Commands {
public:
    virtual ~Commands() = default;
    virtual void activate(NodeId id) = 0;
    virtual void focus(NodeId id) = 0;
    // Positions count UTF-8 bytes of `text`; a negative selection puts the caret at the end.
    virtual void set_value(NodeId id, std::string_view text, int selection_start, int selection_end) = 0;
};

}  // namespace potok::ui
