// Rectangles in logical pixels (origin at the top left), and the cutting of one into several: the kit's only layout.
//
//     Rect page = ui.screen();
//     Rect header = page.cut_top(56);
//     Rect actions = header.cut_right(200).inset(12, 0);
#pragma once

#include <algorithm>

namespace potok::ui {

struct Point {
    float x = 0, y = 0;
    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
    bool operator==(const Point&) const = default;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    bool operator==(const Rect&) const = default;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Point center() const { return {x + w / 2, y + h / 2}; }
    bool empty() const { return w <= 0 || h <= 0; }
    bool contains(Point p) const { return p.x >= x && p.y >= y && p.x < right() && p.y < bottom(); }
    bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }

    Rect inset(float dx, float dy) const { return {x + dx, y + dy, std::max(0.f, w - 2 * dx), std::max(0.f, h - 2 * dy)}; }
    Rect inset(float d) const { return inset(d, d); }
    Rect expand(float d) const { return {x - d, y - d, w + 2 * d, h + 2 * d}; }
    Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
    Rect intersect(const Rect& o) const {
        const float left = std::max(x, o.x), top = std::max(y, o.y);
        return {left, top, std::max(0.f, std::min(right(), o.right()) - left),
                std::max(0.f, std::min(bottom(), o.bottom()) - top)};
    }
    // A part of the given height, centred vertically; and of the given size, centred both ways.
    Rect middle(float height) const { return {x, y + (h - height) / 2, w, height}; }
    Rect centered(float width, float height) const { return {x + (w - width) / 2, y + (h - height) / 2, width, height}; }

    // Take a strip off one side: the strip is returned, this rectangle keeps the rest. `gap` is taken off too and dropped.
    Rect cut_top(float amount, float gap = 0) {
        const Rect strip{x, y, w, std::min(amount, h)};
        const float used = std::min(h, amount + gap);
        y += used, h -= used;
        return strip;
    }
    Rect cut_bottom(float amount, float gap = 0) {
        const float size = std::min(amount, h);
        const Rect strip{x, bottom() - size, w, size};
        h -= std::min(h, amount + gap);
        return strip;
    }
    Rect cut_left(float amount, float gap = 0) {
        const Rect strip{x, y, std::min(amount, w), h};
        const float used = std::min(w, amount + gap);
        x += used, w -= used;
        return strip;
    }
    Rect cut_right(float amount, float gap = 0) {
        const float size = std::min(amount, w);
        const Rect strip{right() - size, y, size, h};
        w -= std::min(w, amount + gap);
        return strip;
    }
};

// The i-th of n equal parts side by side with `gap` between them.
inline Rect part(const Rect& r, int i, int n, float gap) {
    const float w = (r.w - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
    return {r.x + (w + gap) * static_cast<float>(i), r.y, w, r.h};
}

}  // namespace potok::ui
