#include "ui/kit/tween.h"

#include <algorithm>

#include "ui/kit/tokens.h"

namespace potok::ui {

float ease_out(float t) {
    if (t <= 0) return 0;
    if (t >= 1) return 1;
    const auto [x1, y1, x2, y2] = tokens::ease_out;
    // Find the curve's parameter whose x is t (x grows with it), then take its y.
    float lo = 0, hi = 1, s = t;
    for (int i = 0; i < 14; ++i) {
        const float u = 1 - s;
        const float x = 3 * u * u * s * x1 + 3 * u * s * s * x2 + s * s * s;
        (x < t ? lo : hi) = s;
        s = (lo + hi) / 2;
    }
    const float u = 1 - s;
    return 3 * u * u * s * y1 + 3 * u * s * s * y2 + s * s * s;
}

void Tweens::begin_frame(double dt_seconds, bool reduced_motion) {
    dt_ms_ = static_cast<float>(dt_seconds * 1000);
    reduced_ = reduced_motion;
    moving_ = false;
    ++frame_;
    if (frame_ % 64 == 0)
        std::erase_if(tweens_, [&](const auto& entry) { return frame_ - entry.second.seen > 64; });
}

float Tweens::to(std::uint64_t id, float target, float duration) { return to_from(id, target, target, duration); }

float Tweens::to_from(std::uint64_t id, float from, float target, float duration) {
    const Tween start{from, from, -1, from, frame_, frame_};
    auto [it, fresh] = tweens_.try_emplace(id, start);
    Tween& t = it->second;
    // What was out of sight for a while does not start moving when it comes back: it is where it has to be.
    if (!fresh && frame_ - t.seen > 1) t = start;
    t.seen = frame_;
    if (t.target != target) t.from = t.value, t.target = target, t.elapsed = -1;
    if (t.value == target) return target;
    if (reduced_ || duration <= 0) return t.from = t.value = target;
    if (t.elapsed < 0)  // the first frame of a motion shows its start: dt is the length of the idle time before it
        t.elapsed = 0, t.advanced = frame_;
    else if (t.advanced != frame_)
        t.elapsed += dt_ms_, t.advanced = frame_;
    t.value = t.elapsed >= duration ? target : t.from + (target - t.from) * ease_out(t.elapsed / duration);
    if (t.value != target) moving_ = true;
    return t.value;
}

}  // namespace potok::ui
