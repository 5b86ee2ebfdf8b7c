// Drag: the hand that carries one thing (a card, a booking) from place to place. The kit's press tells when a press has become
// a drag; from there on this keeps what is carried, where its ghost is, which target is under it and since when.
#pragma once

#include <cstdint>

#include "ui/geometry.h"

namespace potok::ui {

class Drag {
public:
    enum class Event { none, moved, dropped, cancelled };
    static constexpr std::int64_t preview_ms = 150;  // over one target before its effects are shown

    struct Input {
        Point pointer;
        bool held = false;
        bool escape = false;  // pressed in this frame
    };

    // The thing `what`, drawn at `rect`, was taken hold of at `pointer`.
    void begin(std::int64_t what, const Rect& rect, Point pointer);
    // Once a frame. After `dropped` the target is still there to be asked.
    Event update(const Input& input);

    bool active() const { return active_; }
    bool carries(std::int64_t what) const { return active_ && what_ == what; }
    std::int64_t what() const { return what_; }
    // Where the thing is drawn now: its size as it was, the pointer at the same place of it.
    Rect ghost() const;
    Point pointer() const { return pointer_; }

    // The target under the pointer, -1 for none. Another target starts the waiting for the preview anew.
    void over(int target, std::int64_t time_ms);
    int target() const { return target_; }
    bool preview_due(std::int64_t time_ms) const;
    // Milliseconds until the preview is due, -1 when nothing is waited for: whoever draws asks for a frame then.
    std::int64_t waiting_ms(std::int64_t time_ms) const;

private:
    bool active_ = false;
    std::int64_t what_ = 0;
    Rect rect_;
    Point start_, pointer_;
    int target_ = -1;
    std::int64_t target_since_ = 0;
};

}  // namespace potok::ui
