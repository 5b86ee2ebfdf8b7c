#include "ui/reports/charts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/kit/paint.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

// "300", "1,2 tys.", "2,5 mln"
std::string axis_text(const Ui& ui, double value) {
    const auto tenths = [&](double unit, const char* key) {
        return ui.tr(key, {{"n", ui.locale().number(Decimal::scaled(std::llround(value / unit * 10), 1))}});
    };
    if (value >= 1e6) return tenths(1e6, "reports.millions");
    if (value >= 1e4) return tenths(1e3, "reports.thousands");
    return ui.locale().number(Decimal::scaled(std::llround(value * 10), 1));
}

void dashed(Ui& ui, std::span<const Point> points, Color color) {
    constexpr float on = 4, off = 3;
    float left = on;
    bool drawing = true;
    for (std::size_t i = 1; i < points.size(); ++i) {
        Point a = points[i - 1];
        const Point b = points[i];
        float length = std::hypot(b.x - a.x, b.y - a.y);
        while (length > 0.01f) {
            const float step = std::min(left, length), share = step / length;
            const Point c{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
            if (drawing) {
                const Point piece[] = {a, c};
                polyline(ui, piece, color, 1.5f);
            }
            a = c;
            length -= step;
            left -= step;
            if (left <= 0.01f) {
                drawing = !drawing;
                left = drawing ? on : off;
            }
        }
    }
}

}  // namespace

void funnel_band(Ui& ui, const Rect& r, std::span<const double> values) {
    constexpr std::size_t most = platform::StreamShape::max_segments;
    std::array<float, most> half{};
    const std::size_t n = std::min(values.size(), most);
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, values[i]);
    if (n == 0) return;
    for (std::size_t i = 0; i < n; ++i) half[i] = 1 + (largest > 0 ? (r.h / 2 - 1) * static_cast<float>(values[i] / largest) : 0.f);
    const Theme& t = ui.theme();
    ui.effects().stream(ui.draw(), {.x = r.x, .y = r.y, .w = r.w, .h = r.h, .half_thickness = std::span(half).first(n), .bed = {},
                                    .color_from = t.river_b, .color_to = t.river_a, .color_bed = t.stalled, .highlight = -1});
}

std::vector<double> axis_steps(double largest) {
    if (!(largest > 0)) return {0, 1};
    double step = std::pow(10, std::floor(std::log10(largest / 4)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (step * factor * 4 >= largest) {
            step *= factor;
            break;
        }
    }
    step = largest <= 4 ? 1 : step;  // what is counted is whole
    std::vector<double> out;
    for (double v = 0; v < largest + step; v += step) out.push_back(v);
    return out;
}

Rect trend_chart(Ui& ui, const Rect& r, const TrendChart& chart) {
    const Theme& t = ui.theme();
    double largest = 0;
    for (const auto& series : chart.series)
        for (const double v : series) largest = std::max(largest, v);
    for (const double v : chart.before) largest = std::max(largest, v);
    const std::vector<double> steps = axis_steps(largest);
    const TextSpec axis{.style = TextStyle::caption, .color = t.text2, .align = Align::right};
    float label_width = 0;
    for (const double v : steps) label_width = std::max(label_width, text_width(ui, axis_text(ui, v), axis));
    Rect plot = r;
    plot.cut_left(label_width + 10);
    plot.cut_top(6);
    plot.cut_bottom(6);
    const auto y_of = [&](double v) { return plot.bottom() - static_cast<float>(v / steps.back()) * plot.h; };
    for (const double v : steps) {
        const float y = std::round(y_of(v));
        hline(ui, plot.x, y, plot.w, v == 0 ? t.line_strong : t.line);
        draw_text(ui, {r.x, y - 8, label_width + 1, 16}, axis_text(ui, v), axis);
    }
    const std::size_t n = chart.series.empty() ? 0 : chart.series.front().size();
    if (n == 0) return plot;
    const float step = plot.w / static_cast<float>(n);
    if (chart.highlight >= 0) fill(ui, {plot.x + step * static_cast<float>(chart.highlight), plot.y, step, plot.h}, t.hover, 3);
    const auto points_of = [&](const std::vector<double>& values) {
        std::vector<Point> out;
        for (std::size_t i = 0; i < std::min(values.size(), n); ++i) out.push_back({plot.x + step * (static_cast<float>(i) + 0.5f), y_of(values[i])});
        return out;
    };
    if (chart.bars) {
        const bool past = !chart.before.empty() && chart.series.size() == 1;
        const auto columns = chart.series.size() + (past ? 1 : 0);
        const float gap = step > 14 ? 2.f : 0.f, room = std::min(step * 0.8f, 44.f * static_cast<float>(columns));
        const float width = std::max(1.f, (room - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
        for (std::size_t i = 0; i < n; ++i) {
            float x = plot.x + step * static_cast<float>(i) + (step - room) / 2;
            const auto bar = [&](double value, Color color) {
                const float top = y_of(value);
                if (value > 0) fill(ui, {x, top, width, plot.bottom() - top}, color, width > 5 ? 3.f : 1.f, Corners::top);
                x += width + gap;
            };
            if (past) bar(i < chart.before.size() ? chart.before[i] : 0, with_alpha(t.chart(0), 0.45f));
            for (std::size_t k = 0; k < chart.series.size(); ++k) bar(chart.series[k][i], t.chart(static_cast<int>(k)));
        }
        return plot;
    }
    const std::vector<Point> line = points_of(chart.series.front());
    for (std::size_t i = 1; i < line.size(); ++i) {
        const ImVec2 corners[] = {{line[i - 1].x, line[i - 1].y}, {line[i].x, line[i].y}, {line[i].x, plot.bottom()}, {line[i - 1].x, plot.bottom()}};
        const ImDrawListFlags flags = ui.draw().Flags;
        ui.draw().Flags &= ~ImDrawListFlags_AntiAliasedFill;  // no seam between one step and the next
        ui.draw().AddConvexPolyFilled(corners, 4, with_alpha(t.chart(0), 0.12f));
        ui.draw().Flags = flags;
    }
    if (chart.before.size() > 1) dashed(ui, points_of(chart.before), t.text3);
    if (line.size() > 1) polyline(ui, line, t.chart(0), 2);
    const std::size_t mark = chart.highlight >= 0 ? static_cast<std::size_t>(chart.highlight) : line.size() - 1;
    if (mark < line.size()) {
        disc(ui, line[mark], 4, t.surface);
        ring(ui, line[mark], 4, t.chart(0), 2);
    }
    return plot;
}

}  // namespace potok::ui
