// What the last frames cost. Kept by the host of the browser at all times (two readings of a clock a frame);
// read in the console as `potok.frameCosts()` and by ./bench ui.
#pragma once

#include <array>
#include <cstddef>
#include <string>

struct ImDrawData;

namespace potok::platform {

struct FrameCost {
    double at = 0;    // ms since the page was opened: when the frame began
    double build = 0; // ms of processor time between two inputs: ImGui's new frame, the pages, the tree and
                      // its mirror, the draw lists
    double submit =
        0; // ms to hand the draw lists to the graphics library; what that does with them comes on top
    int vertices = 0;
    int lists = 0; // draw lists
    int calls = 0; // draw calls in them
};

class FrameLog {
public:
    static constexpr std::size_t kept = 1024;

    // `data` as ImGui leaves it after Render().
    void add(double at, double build, double submit, const ImDrawData& data);
    // [[at, build, submit, vertices, lists, calls], …], oldest first; times in ms with three digits.
    std::string json() const;

private:
    std::array<FrameCost, kept> costs_{};
    std::size_t count_ = 0; // ever added
};

} // namespace potok::platform
