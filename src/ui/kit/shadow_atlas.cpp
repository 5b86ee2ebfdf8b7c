#include "ui/kit/shadow_atlas.h"

#include <cmath>

#include <imgui_internal.h>

namespace potok::ui {

namespace {

float gaussian(float x, float sigma) {
    return std::exp(-(x * x) / (2 * sigma * sigma)) / (2.5066283f * sigma);
}

// The blurred row at height y of the box: its half width there is shorter near the rounded corners.
float blurred_row(float x, float y, float hx, float hy, float radius, float sigma) {
    const float delta = std::min(hy - radius - std::abs(y), 0.f);
    const float curved = hx - radius + std::sqrt(std::max(0.f, radius * radius - delta * delta));
    const float scale = 0.70710678f / sigma;
    return 0.5f * (std::erf((x + curved) * scale) - std::erf((x - curved) * scale));
}

}  // namespace

float blurred_box(float x, float y, float hx, float hy, float radius, float sigma) {
    const float lo = std::max(-hy, y - 3 * sigma), hi = std::min(hy, y + 3 * sigma);
    if (hi <= lo) return 0;
    constexpr int steps = 16;
    const float step = (hi - lo) / steps;
    float sum = 0;
    for (int i = 0; i < steps; ++i) {
        const float at = lo + (static_cast<float>(i) + 0.5f) * step;
        sum += blurred_row(x, at, hx, hy, radius, sigma) * gaussian(y - at, sigma) * step;
    }
    return std::min(1.f, sum);
}

void ShadowAtlas::begin_frame(float density) {
    if (density == density_) return;
    for (auto& [key, tile] : tiles_)
        if (tile.rect != ImFontAtlasRectId_Invalid) ImGui::GetIO().Fonts->RemoveCustomRect(tile.rect);
    tiles_.clear();
    density_ = density;
}

const ShadowAtlas::Tile& ShadowAtlas::tile(float radius, float sigma) {
    Tile& t = tiles_[{static_cast<int>(std::lround(radius * 4)), static_cast<int>(std::lround(sigma * 8))}];
    if (t.rect != ImFontAtlasRectId_Invalid) return t;
    t.reach = std::ceil(sigma * 3);
    t.corner = t.reach + std::ceil(radius + sigma * 3);
    const int corner = static_cast<int>(std::lround(t.corner * density_));
    const int size = corner * 2 + 1;  // one pixel in the middle that is stretched
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect r;
    t.rect = atlas.AddCustomRect(size, size, &r);
    if (t.rect == ImFontAtlasRectId_Invalid) return t;
    const float half = t.corner - t.reach + 0.5f / density_;  // of the box itself
    ImTextureData* texture = atlas.TexData;
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const float px = (static_cast<float>(x - corner)) / density_, py = (static_cast<float>(y - corner)) / density_;
            const float alpha = blurred_box(px, py, half, half, radius, std::max(sigma, 0.2f));
            auto* pixel = static_cast<unsigned char*>(texture->GetPixelsAt(r.x + x, r.y + y));
            if (texture->BytesPerPixel == 4) pixel[0] = pixel[1] = pixel[2] = 255;
            pixel[texture->BytesPerPixel - 1] = static_cast<unsigned char>(std::lround(alpha * 255));
        }
    ImFontAtlasTextureBlockQueueUpload(&atlas, texture, r.x, r.y, r.w, r.h);
    return t;
}

void ShadowAtlas::draw(ImDrawList& list, const Rect& box, float radius, float sigma, Color color) {
    const Tile& t = tile(radius, sigma);
    ImFontAtlasRect r;
    if (t.rect == ImFontAtlasRectId_Invalid || !ImGui::GetIO().Fonts->GetCustomRect(t.rect, &r)) return;
    const Rect outer = box.expand(t.reach);
    const float cx = std::min(t.corner, outer.w / 2), cy = std::min(t.corner, outer.h / 2);
    const float xs[4] = {outer.x, outer.x + cx, outer.right() - cx, outer.right()};
    const float ys[4] = {outer.y, outer.y + cy, outer.bottom() - cy, outer.bottom()};
    const float mid_u = (r.uv0.x + r.uv1.x) / 2, mid_v = (r.uv0.y + r.uv1.y) / 2;
    const float us[4] = {r.uv0.x, mid_u, mid_u, r.uv1.x};
    const float vs[4] = {r.uv0.y, mid_v, mid_v, r.uv1.y};
    list.PrimReserve(54, 16);
    const ImDrawIdx base = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
    for (int row = 0; row < 3; ++row)
        for (int col = 0; col < 3; ++col) {
            const auto a = static_cast<ImDrawIdx>(base + static_cast<ImDrawIdx>(row * 4 + col));
            for (const int k : {0, 1, 5, 0, 5, 4}) list.PrimWriteIdx(static_cast<ImDrawIdx>(a + static_cast<ImDrawIdx>(k)));
        }
    for (int row = 0; row < 4; ++row)
        for (int col = 0; col < 4; ++col) list.PrimWriteVtx({xs[col], ys[row]}, {us[col], vs[row]}, color);
}

}  // namespace potok::ui
