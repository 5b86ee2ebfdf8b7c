// Shapes of the design system. Colours come from the theme; an outline drawn "inside" keeps within the rectangle, like
// CSS's inset box-shadow, one drawn "around" lies outside it.
#pragma once

#include "ui/kit/ui.h"

namespace potok::ui {

enum class Corners : std::uint8_t { all, top, left, right, bottom, none };
enum class Elevation : std::uint8_t { e0, e1, e2, e3, e4, drag };

void fill(Ui& ui, const Rect& r, Color color, float radius = 0, Corners corners = Corners::all);
void outline(Ui& ui, const Rect& r, Color color, float radius = 0, float thickness = 1);         // inside
void outline_around(Ui& ui, const Rect& r, Color color, float radius = 0, float thickness = 1);  // outside
void hline(Ui& ui, float x, float y, float width, Color color);  // 1 px
void vline(Ui& ui, float x, float y, float height, Color color);
void disc(Ui& ui, Point center, float radius, Color color);
void ring(Ui& ui, Point center, float radius, Color color, float thickness);  // inside
void gradient_h(Ui& ui, const Rect& r, Color left, Color right);
// A curve through cubic Béziers or a chart line, anti-aliased.
void polyline(Ui& ui, std::span<const Point> points, Color color, float thickness, bool closed = false);

// The shadow of a box, below it. e1 and e2 come from the atlas (16 vertices each layer, no texture switch); what floats
// (e3, e4, drag) is computed per pixel.
void shadow(Ui& ui, const Rect& r, Elevation elevation, float radius);
// Ring, gap and all of a widget focused by the keyboard; `ground` is the colour of the gap, 0 the sheet's.
void focus_ring(Ui& ui, const Rect& r, float radius, Color ground = 0);

// A card on the page: fill, 1 px line around, e1. A panel: the same without the shadow. What is raised: fill and shadow,
// in dark also the line.
void card_surface(Ui& ui, const Rect& r, float radius = 8);
void panel_surface(Ui& ui, const Rect& r, float radius = 10);
void raised_surface(Ui& ui, const Rect& r, Elevation elevation, float radius);

}  // namespace potok::ui
