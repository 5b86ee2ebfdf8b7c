// Areas that scroll: wheel, a finger with momentum, the scroll bar, and the keyboard when the focus moves out of sight.
//
//     ScrollArea area(ui, "timeline", rect);
//     Rect body = area.content();          // as tall as the content was in the last frame, already moved by the offset
//     ... draw from body.y downwards ...
//     area.set_content_height(used);       // before it goes out of scope
#pragma once

#include "ui/kit/ui.h"

namespace potok::ui {

struct ScrollState {
    double offset = 0;          // logical pixels from the top; double: 100,000 rows are beyond a float's whole pixels
    double content = 0;         // height of the content in the last frame
    double velocity = 0;        // px/s after a finger has let go
    float view = 0;
    float rubber = 0;
    double reveal_from = 0, reveal_to = 0;  // part of the content to bring into view
    bool reveal = false;
    Rect rect;
    bool horizontal = false;
    double max() const { return content > view ? content - view : 0; }
};

struct ScrollOptions {
    bool horizontal = false;
    bool bar = true;
    float pad_end = 0;
};

class ScrollArea {
public:
    ScrollArea(Ui& ui, std::string_view key, const Rect& r, ScrollOptions options = {});
    ScrollArea(Ui& ui, NodeId id, const Rect& r, ScrollOptions options = {});
    ~ScrollArea();
    ScrollArea(const ScrollArea&) = delete;
    ScrollArea& operator=(const ScrollArea&) = delete;

    Rect content() const;  // origin moved by the offset; for lists of many rows use row_y instead
    void set_content_height(double height) { used_ = height; }
    void set_content_width(double width) { used_ = width; }
    double offset() const;
    ScrollState& state() { return *state_; }

    // Rows of one height, of which only the visible ones are drawn.
    struct Rows {
        std::int64_t first, last;  // half open
    };
    Rows rows(std::int64_t count, double row_height, double top = 0);  // sets the content's height as well
    float row_y(std::int64_t row, double row_height, double top = 0) const;

private:
    void begin(NodeId id, const Rect& r);
    Ui& ui_;
    ScrollOptions options_;
    ScrollState* state_ = nullptr;
    NodeId id_ = 0;
    double used_ = -1;
};

}  // namespace potok::ui
