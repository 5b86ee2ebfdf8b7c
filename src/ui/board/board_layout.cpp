#include "ui/board/board_layout.h"

#include <algorithm>
#include <cmath>

namespace potok::ui {

float max_scroll_x(int columns, float view_width, const BoardMetrics& m) {
    const float content = 2 * m.left + static_cast<float>(columns) * m.pitch() - m.gap;
    return std::max(0.f, content - view_width);
}

Rect column_rect(int index, const Rect& view, float scroll_x, const BoardMetrics& m) {
    return {view.x + m.left + static_cast<float>(index) * m.pitch() - scroll_x, view.y, m.column, view.h};
}

int column_at(float x, int columns, const Rect& view, float scroll_x, const BoardMetrics& m) {
    if (x < view.x || x >= view.right()) return -1;
    const float inside = x - view.x - m.left + scroll_x;
    if (inside < 0) return -1;
    const int index = static_cast<int>(inside / m.pitch());
    return index < columns ? index : -1;
}

VisibleColumns visible_columns(int columns, const Rect& view, float scroll_x, const BoardMetrics& m) {
    const float first = std::floor((scroll_x - m.left) / m.pitch());
    const float last = std::ceil((scroll_x - m.left + view.w) / m.pitch());
    return {std::clamp(static_cast<int>(first), 0, columns), std::clamp(static_cast<int>(last), 0, columns)};
}

float scroll_to_column(int index, float scroll_x, int columns, float view_width, const BoardMetrics& m) {
    const float left = static_cast<float>(index) * m.pitch();
    const float right = left + m.column + 2 * m.left - view_width;
    const float wanted = scroll_x > left ? left : std::max(scroll_x, right);
    return std::clamp(wanted, 0.f, max_scroll_x(columns, view_width, m));
}

float edge_speed(float position, float start, float end) {
    constexpr float zone = 56, fastest = 900;
    const float near_start = std::clamp((start + zone - position) / zone, 0.f, 1.f);
    const float near_end = std::clamp((position - (end - zone)) / zone, 0.f, 1.f);
    return fastest * (near_end * near_end - near_start * near_start);
}

}  // namespace potok::ui
