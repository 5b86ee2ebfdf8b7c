// Drawing that a plain triangle list cannot do well: soft shadows of what floats, and the stream band. Each call adds a
// callback to the draw list, which ends a batch; so it is for the few large things, not for every card.
// Colours are 0xAABBGGRR as ImGui has them; lengths are logical pixels.
#pragma once

#include <cstdint>
#include <span>

struct ImDrawList;

namespace potok::platform {

struct ShadowShape {
    float x, y, w, h;  // of the box that throws it
    float radius;      // of the box's corners
    float sigma;       // of the blur: half of CSS's blur radius
    std::uint32_t color;
};

// A band along x whose half thickness changes smoothly between samples at the centres of equal segments. `bed` is the
// thickness of the stalled part at the lower edge.
struct StreamShape {
    float x, y, w, h;
    std::span<const float> half_thickness;  // one per segment, at most max_segments
    std::span<const float> bed;             // as many, or empty
    std::uint32_t color_from, color_to;     // left to right
    std::uint32_t color_bed;
    int highlight = -1;  // a segment at full strength while the rest is dimmed; -1: all at full strength
    static constexpr int max_segments = 24;
};

class Effects {
public:
    virtual ~Effects() = default;
    virtual void shadow(ImDrawList& list, const ShadowShape& shape) = 0;
    virtual void stream(ImDrawList& list, const StreamShape& shape) = 0;
};

}  // namespace potok::platform
