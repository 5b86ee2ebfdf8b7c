#include "ui/board/drag.h"

namespace potok::ui {

void Drag::begin(std::int64_t what, const Rect& rect, Point pointer) {
    active_ = true;
    what_ = what;
    rect_ = rect;
    start_ = pointer_ = pointer;
    target_ = -1;
}

Drag::Event Drag::update(const Input& input) {
    if (!active_) return Event::none;
    const bool moved = !(input.pointer == pointer_);
    pointer_ = input.pointer;
    if (input.escape) {
        active_ = false;
        target_ = -1;
        return Event::cancelled;
    }
    if (!input.held) {
        active_ = false;
        return Event::dropped;
    }
    return moved ? Event::moved : Event::none;
}

Rect Drag::ghost() const {
    const Point way = pointer_ - start_;
    return rect_.moved(way.x, way.y);
}

void Drag::over(int target, std::int64_t time_ms) {
    if (target == target_) return;
    target_ = target;
    target_since_ = time_ms;
}

bool Drag::preview_due(std::int64_t time_ms) const {
    return active_ && target_ >= 0 && time_ms - target_since_ >= preview_ms;
}

std::int64_t Drag::waiting_ms(std::int64_t time_ms) const {
    return active_ && target_ >= 0 && !preview_due(time_ms) ? target_since_ + preview_ms - time_ms : -1;
}

}  // namespace potok::ui
