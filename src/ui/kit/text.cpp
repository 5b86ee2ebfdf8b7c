#include "ui/kit/text.h"

#include <array>
#include <cmath>

#include <imgui_internal.h>

#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

struct Metrics {
    tokens::TypeStyle desktop, phone;
};
constexpr std::array<Metrics, 7> styles = {{{tokens::caption, tokens::caption_phone},
                                            {tokens::small, tokens::small_phone},
                                            {tokens::body, tokens::body_phone},
                                            {tokens::lead, tokens::lead_phone},
                                            {tokens::title, tokens::title_phone},
                                            {tokens::display, tokens::display_phone},
                                            {tokens::hero, tokens::hero_phone}}};

const tokens::TypeStyle& metrics(const Ui& ui, TextStyle style) {
    const Metrics& m = styles[static_cast<std::size_t>(style)];
    return ui.phone() ? m.phone : m.desktop;
}

constexpr std::string_view ellipsis = "…";

float aligned(const Rect& r, float width, Align align) {
    if (align == Align::right) return r.right() - width;
    if (align == Align::center) return r.x + (r.w - width) / 2;
    return r.x;
}

Color color_of(const Ui& ui, const TextSpec& spec) { return spec.color ? spec.color : ui.theme().text; }

// One line that may be too long for the rectangle.
float draw_line(Ui& ui, const Face& face, const Rect& r, float line, std::string_view text, Align align, Color color) {
    const float width = ui.texts().width(face, text);
    if (width <= r.w + 0.5f) {
        draw_at(ui, face, {aligned(r, width, align), r.y}, line, text, color);
        return width;
    }
    const float dots = ui.texts().width(face, ellipsis);
    if (r.w < dots) return 0;
    const std::string_view head = text.substr(0, ui.texts().fit(face, text, r.w));
    const float head_width = ui.texts().width(face, head);
    const float x = aligned(r, head_width + dots, align);
    draw_at(ui, face, {x, r.y}, line, head, color);
    draw_at(ui, face, {x + head_width, r.y}, line, ellipsis, color);
    if (ui.hovers(r)) ui.tip(child_id(child_id(static_cast<NodeId>(r.x * 8191 + r.y), "cut"), text), r, text);
    return head_width + dots;
}

}  // namespace

Face face_of(const Ui& ui, const TextSpec& spec) {
    const auto& m = metrics(ui, spec.style);
    const bool strong =
        spec.weight == Weight::strong || (spec.weight == Weight::usual && spec.style >= TextStyle::lead);
    const float size = spec.size > 0 ? spec.size : m.size;
    return {strong ? ui.fonts().semibold : ui.fonts().regular, size, m.line, spec.size > 0 ? 0 : m.spacing};
}

float measure(const Face& face, std::string_view text) {
    if (text.empty()) return 0;
    float width = face.font->CalcTextSizeA(face.size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
    if (face.spacing != 0)
        for (std::size_t at = 0; at < text.size(); next_codepoint(text, at)) width += face.spacing;
    return width;
}

namespace {

// The quads of one line. Dear ImGui's own text drawing starts at whole logical pixels, knows no letter spacing, and leaves
// glyphs between the pixels of the screen; here each lands on a pixel (or on one of the steps it was rasterised for).
void draw_glyphs(ImDrawList& list, const Face& face, ImVec2 pen, float steps, std::string_view text, Color color) {
    ImFontBaked* baked = face.font->GetFontBaked(face.size);
    int count = 0;
    // All glyphs first: rasterising a new one may move the atlas to a larger texture.
    for (std::size_t at = 0; at < text.size();)
        if (baked->FindGlyph(static_cast<ImWchar>(next_codepoint(text, at)))->Visible) ++count;
    if (count == 0) return;
    const ImVec4 clip = list._CmdHeader.ClipRect;
    list.PrimReserve(count * 6, count * 4);
    int drawn = 0;
    for (std::size_t at = 0; at < text.size();) {
        const ImFontGlyph* g = baked->FindGlyph(static_cast<ImWchar>(next_codepoint(text, at)));
        const float x = std::round(pen.x * steps) / steps;
        if (g->Visible && x + g->X1 > clip.x && x + g->X0 < clip.z) {
            const Color tint = g->Colored ? color | 0x00ffffffu : color;
            list.PrimRectUV({x + g->X0, pen.y + g->Y0}, {x + g->X1, pen.y + g->Y1}, {g->U0, g->V0}, {g->U1, g->V1}, tint);
            ++drawn;
        }
        pen.x += g->AdvanceX + face.spacing;
    }
    list.PrimUnreserve((count - drawn) * 6, (count - drawn) * 4);
}

}  // namespace

void draw_at(Ui& ui, const Face& face, Point top_left, float line, std::string_view text, Color color) {
    if (text.empty() || (color >> 24) == 0) return;
    ImDrawList& list = ui.draw();
    if (top_left.y > list._CmdHeader.ClipRect.w || top_left.y + line < list._CmdHeader.ClipRect.y) return;
    const float density = ImGui::GetFontRasterizerDensity();
    const float ascent = std::round(ui.fonts().ascent * face.size);
    const float descent = std::round(ui.fonts().descent * face.size);
    const float baseline = top_left.y + std::floor((line - ascent - descent) / 2) + ascent;
    const float baked = std::round(face.font->GetFontBaked(face.size)->Ascent);
    const float y = std::round(baseline * density) / density - baked;
    const float steps = density * ui.fonts().steps;
    draw_glyphs(list, face, {std::round(top_left.x * density) / density, y}, steps, text, color);
}

float text_width(Ui& ui, std::string_view text, const TextSpec& spec) {
    return ui.texts().width(face_of(ui, spec), text);
}

float line_height(const Ui& ui, TextStyle style) { return metrics(ui, style).line; }

float draw_text(Ui& ui, const Rect& r, std::string_view text, const TextSpec& spec) {
    if (text.empty()) return 0;
    const Face face = face_of(ui, spec);
    return draw_line(ui, face, r.middle(face.line), face.line, text, spec.align, color_of(ui, spec));
}

float draw_paragraph(Ui& ui, const Rect& r, std::string_view text, const TextSpec& spec) {
    const Face face = face_of(ui, spec);
    const auto& lines = ui.texts().wrap(face, text, r.w, spec.whole_words);
    const std::size_t shown = std::min(lines.size(), static_cast<std::size_t>(std::max(1, spec.max_lines)));
    Rect row{r.x, r.y, r.w, face.line};
    for (std::size_t i = 0; i < shown; ++i, row.y += face.line) {
        const bool cut = i + 1 == shown && shown < lines.size();
        const std::string_view part = cut ? text.substr(lines[i].begin) : text.substr(lines[i].begin, lines[i].end - lines[i].begin);
        draw_line(ui, face, row, face.line, part.substr(0, part.find('\n')), spec.align, color_of(ui, spec));
    }
    return face.line * static_cast<float>(shown);
}

float paragraph_height(Ui& ui, std::string_view text, float width, const TextSpec& spec) {
    const Face face = face_of(ui, spec);
    const std::size_t lines = ui.texts().wrap(face, text, width, spec.whole_words).size();
    return face.line * static_cast<float>(std::min(lines, static_cast<std::size_t>(std::max(1, spec.max_lines))));
}

float runs_width(Ui& ui, std::span<const Run> runs, const TextSpec& spec) {
    float width = 0;
    for (const Run& run : runs) {
        TextSpec s = spec;
        if (run.weight != Weight::usual) s.weight = run.weight;
        width += text_width(ui, run.text, s);
    }
    return width;
}

float draw_runs(Ui& ui, const Rect& r, std::span<const Run> runs, const TextSpec& spec) {
    Rect rest = r;
    if (spec.align != Align::left) rest.x = aligned(r, std::min(r.w, runs_width(ui, runs, spec)), spec.align);
    rest.w = r.right() - rest.x;
    float x = rest.x;
    for (const Run& run : runs) {
        TextSpec s = spec;
        s.align = Align::left;
        if (run.weight != Weight::usual) s.weight = run.weight;
        if (run.color) s.color = run.color;
        x += draw_text(ui, {x, rest.y, rest.right() - x, rest.h}, run.text, s);
        if (x >= rest.right()) break;
    }
    return x - rest.x;
}

float label(Ui& ui, std::string_view key, const Rect& r, std::string_view text, const TextSpec& spec) {
    ui.tree().add({.id = ui.id(key), .role = Role::text, .name = text, .rect = r});
    return draw_text(ui, r, text, spec);
}

float label_paragraph(Ui& ui, std::string_view key, const Rect& r, std::string_view text, const TextSpec& spec) {
    const float height = draw_paragraph(ui, r, text, spec);
    ui.tree().add({.id = ui.id(key), .role = Role::text, .name = text, .rect = {r.x, r.y, r.w, height}});
    return height;
}

float heading(Ui& ui, std::string_view key, const Rect& r, int level, std::string_view text, const TextSpec& spec) {
    ui.tree().add({.id = ui.id(key), .role = Role::heading, .name = text, .level = static_cast<std::uint8_t>(level), .rect = r});
    return draw_text(ui, r, text, spec);
}

float heading_paragraph(Ui& ui, std::string_view key, const Rect& r, int level, std::string_view text, const TextSpec& spec) {
    const float height = draw_paragraph(ui, r, text, spec);
    ui.tree().add({.id = ui.id(key), .role = Role::heading, .name = text, .level = static_cast<std::uint8_t>(level), .rect = {r.x, r.y, r.w, height}});
    return height;
}

void draw_icon(Ui& ui, const Rect& r, std::string_view glyph, float size, Color color) {
    if (glyph.empty()) return;
    ImFont* font = ui.fonts().icons;
    // The em square of the icon face is the icon's box; ImGui places glyphs from the rounded ascent.
    const float baked = std::round(font->GetFontBaked(size)->Ascent);
    const float density = ImGui::GetFontRasterizerDensity();
    const float x = std::round((r.x + (r.w - size) / 2) * density) / density;
    const float y = std::round((r.y + (r.h - size) / 2) * density) / density + std::round(ui.fonts().icon_ascent * size * density) / density - baked;
    draw_glyphs(ui.draw(), {font, size, size, 0}, {x, y}, density, glyph, color);
}

}  // namespace potok::ui
