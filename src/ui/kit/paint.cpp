#include "ui/kit/paint.h"

#include <array>
#include <span>

#include "ui/kit/shadow_atlas.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

ImVec2 min_of(const Rect& r) { return {r.x, r.y}; }
ImVec2 max_of(const Rect& r) { return {r.right(), r.bottom()}; }

ImDrawFlags flags_of(Corners corners) {
    switch (corners) {
        case Corners::all: return ImDrawFlags_RoundCornersAll;
        case Corners::top: return ImDrawFlags_RoundCornersTop;
        case Corners::left: return ImDrawFlags_RoundCornersLeft;
        case Corners::right: return ImDrawFlags_RoundCornersRight;
        case Corners::bottom: return ImDrawFlags_RoundCornersBottom;
        case Corners::none: return ImDrawFlags_RoundCornersNone;
    }
    return ImDrawFlags_RoundCornersAll;
}

std::span<const tokens::ShadowLayer> layers_of(Elevation e) {
    switch (e) {
        case Elevation::e0: return {};
        case Elevation::e1: return tokens::elevation_e1;
        case Elevation::e2: return tokens::elevation_e2;
        case Elevation::e3: return tokens::elevation_e3;
        case Elevation::e4: return tokens::elevation_e4;
        case Elevation::drag: return tokens::elevation_drag;
    }
    return {};
}

}  // namespace

void fill(Ui& ui, const Rect& r, Color color, float radius, Corners corners) {
    if (r.empty() || (color >> 24) == 0) return;
    ui.draw().AddRectFilled(min_of(r), max_of(r), color, radius, radius > 0 ? flags_of(corners) : ImDrawFlags_RoundCornersNone);
}

void outline(Ui& ui, const Rect& r, Color color, float radius, float thickness) {
    if (r.empty() || (color >> 24) == 0) return;
    // The stroke is centred on the path, and AddRect moves the path in by half a pixel on its own.
    const float in = thickness / 2 - 0.5f;
    ui.draw().AddRect({r.x + in, r.y + in}, {r.right() - in, r.bottom() - in}, color, std::max(0.f, radius - thickness / 2),
                      radius > 0 ? ImDrawFlags_RoundCornersAll : ImDrawFlags_RoundCornersNone, thickness);
}

void outline_around(Ui& ui, const Rect& r, Color color, float radius, float thickness) {
    outline(ui, r.expand(thickness), color, radius > 0 ? radius + thickness : 0, thickness);
}

void hline(Ui& ui, float x, float y, float width, Color color) { fill(ui, {x, y, width, 1}, color); }
void vline(Ui& ui, float x, float y, float height, Color color) { fill(ui, {x, y, 1, height}, color); }

void disc(Ui& ui, Point c, float radius, Color color) { ui.draw().AddCircleFilled({c.x, c.y}, radius, color); }

void ring(Ui& ui, Point c, float radius, Color color, float thickness) {
    ui.draw().AddCircle({c.x, c.y}, radius - thickness / 2, color, 0, thickness);
}

void gradient_h(Ui& ui, const Rect& r, Color left, Color right) {
    ui.draw().AddRectFilledMultiColor(min_of(r), max_of(r), left, right, right, left);
}

void polyline(Ui& ui, std::span<const Point> points, Color color, float thickness, bool closed) {
    static_assert(sizeof(Point) == sizeof(ImVec2));
    ui.draw().AddPolyline(reinterpret_cast<const ImVec2*>(points.data()), static_cast<int>(points.size()), color,
                          closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness);
}

void shadow(Ui& ui, const Rect& r, Elevation elevation, float radius) {
    if (ui.theme().name == ThemeName::contrast) return;
    const bool floats = elevation >= Elevation::e3;
    for (const auto& layer : layers_of(elevation)) {
        const Rect box = r.expand(layer.spread).moved(layer.x, layer.y);
        const float round = std::max(0.f, radius + layer.spread);
        const Color color = ui.theme().shadow(layer.alpha);
        if (floats)
            ui.effects().shadow(ui.draw(), {box.x, box.y, box.w, box.h, round, layer.blur / 2, color});
        else
            ui.shadows().draw(ui.draw(), box, round, layer.blur / 2, color);
    }
}

void focus_ring(Ui& ui, const Rect& r, float radius, Color ground) {
    outline_around(ui, r, ground ? ground : ui.theme().sheet, radius, 2);
    outline_around(ui, r.expand(2), ui.theme().focus, radius + 2, 2);
}

void card_surface(Ui& ui, const Rect& r, float radius) {
    shadow(ui, r, Elevation::e1, radius);
    outline_around(ui, r, ui.theme().line, radius);
    fill(ui, r, ui.theme().surface, radius);
}

void panel_surface(Ui& ui, const Rect& r, float radius) {
    outline_around(ui, r, ui.theme().line, radius);
    fill(ui, r, ui.theme().surface, radius);
}

void raised_surface(Ui& ui, const Rect& r, Elevation elevation, float radius) {
    shadow(ui, r, elevation, radius);
    const Theme& t = ui.theme();
    // In light the border is part of the shadow stack from e2 on: one pixel of text colour at 8 %.
    if (t.dark)
        outline_around(ui, r, t.line, radius);
    else if (elevation >= Elevation::e2)
        outline_around(ui, r, with_alpha(t.text, 0.08f), radius);
    fill(ui, r, t.raised, radius);
}

}  // namespace potok::ui
