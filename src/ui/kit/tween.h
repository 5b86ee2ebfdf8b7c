// Values that move towards a target over a few frames, kept by id. The only motion in the app comes from here, so that
// "reduced motion" switches all of it off and an idle page asks for no frames.
#pragma once

#include <cstdint>
#include <unordered_map>

namespace potok::ui {

class Tweens {
public:
    void begin_frame(double dt_seconds, bool reduced_motion);
    // The value now. A new id starts at its target at once. `duration` in milliseconds; eases out.
    float to(std::uint64_t id, float target, float duration);
    // The same, but a new id starts at `from`.
    float to_from(std::uint64_t id, float from, float target, float duration);
    bool moving() const { return moving_; }

private:
    struct Tween {
        float from, target, elapsed, value;  // elapsed in ms, -1 before the first frame of a motion
        std::uint32_t seen, advanced;        // frames; what is not asked for any more is dropped
    };
    std::unordered_map<std::uint64_t, Tween> tweens_;
    float dt_ms_ = 0;
    bool reduced_ = false, moving_ = false;
    std::uint32_t frame_ = 0;
};

// The ease-out curve of the design tokens, cubic-bezier(0.2, 0.8, 0.2, 1).
float ease_out(float t);

}  // namespace potok::ui
