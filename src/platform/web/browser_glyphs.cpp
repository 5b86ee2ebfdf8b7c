#include "platform/web/browser_glyphs.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <imgui.h>
#include <imgui_internal.h>

extern "C" {
double potok_glyph_advance(int family, double pixels, int codepoint);
int potok_glyph_draw(int family, double pixels, int codepoint, std::int32_t* box, unsigned char* out, std::size_t room);
}

namespace potok::platform {

namespace {

// Inter's vertical metrics in em; the browser draws from the baseline, so only the line's layout needs them.
constexpr float ascent = 0.96875f, descent = 0.2412109f;

bool source_init(ImFontAtlas* atlas, ImFontConfig* source) {
    // Which face it is: the first one added is the regular one.
    const std::intptr_t family = !atlas->Fonts.empty() && source->DstFont == atlas->Fonts[0] ? 1 : 2;
    source->FontLoaderData = reinterpret_cast<void*>(family);
    return true;
}

void source_destroy(ImFontAtlas*, ImFontConfig* source) { source->FontLoaderData = nullptr; }

bool has_glyph(ImFontAtlas*, ImFontConfig*, ImWchar c) { return c >= 0x20 && !(c >= 0xe000 && c <= 0xf8ff); }

bool baked_init(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
    baked->Ascent = std::ceil(ascent * baked->Size);
    baked->Descent = std::floor(-descent * baked->Size);
    return true;
}

// White with each column's coverage averaged with the one before it, as stb_truetype does with a letter drawn twice as wide:
// sampled between its pixels it is then neither too sharp nor uneven.
void spread(unsigned char* pixels, int w, int h) {
    for (int y = 0; y < h; ++y) {
        unsigned char* row = pixels + static_cast<std::ptrdiff_t>(y) * w * 4;
        int before = 0;
        for (int x = 0; x < w; ++x) {
            const int here = row[x * 4 + 3];
            row[x * 4] = row[x * 4 + 1] = row[x * 4 + 2] = 255;
            row[x * 4 + 3] = static_cast<unsigned char>((here + before + 1) / 2);
            before = here;
        }
    }
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar c, ImFontGlyph* glyph, float* only_advance) {
    if (!has_glyph(atlas, source, c)) return false;
    const int family = reinterpret_cast<std::intptr_t>(source->FontLoaderData) == 2 ? 1 : 0;
    const float density = source->RasterizerDensity * baked->RasterizerDensity;
    const double pixels = static_cast<double>(baked->Size) * static_cast<double>(density);
    const float advance = static_cast<float>(potok_glyph_advance(family, pixels, static_cast<int>(c))) / density;
    if (only_advance) {
        *only_advance = advance;
        return true;
    }
    glyph->Codepoint = c;
    glyph->AdvanceX = advance;
    static std::vector<unsigned char> buffer(512 * 512 * 4);
    std::array<std::int32_t, 4> box{};
    const int seen = potok_glyph_draw(family, pixels, static_cast<int>(c), box.data(), buffer.data(), buffer.size());
    if (seen == 0) return true;
    const int w = box[2], h = box[3];
    const ImFontAtlasRectId pack = ImFontAtlasPackAddRect(atlas, w, h);
    if (pack == ImFontAtlasRectId_Invalid) return false;
    ImTextureRect* r = ImFontAtlasPackGetRect(atlas, pack);
    if (seen == 1) spread(buffer.data(), w, h);
    const float top = std::round(baked->Ascent), half = 0.5f / density;
    // The average of two columns lies half a column to the right of the first.
    glyph->X0 = (static_cast<float>(box[0]) - 0.5f) * half;
    glyph->X1 = (static_cast<float>(box[0] + w) - 0.5f) * half;
    glyph->Y0 = static_cast<float>(box[1]) / density + top;
    glyph->Y1 = static_cast<float>(box[1] + h) / density + top;
    glyph->Visible = true;
    glyph->Colored = seen == 2;
    glyph->PackId = pack;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, r, buffer.data(), ImTextureFormat_RGBA32, w * 4);
    return true;
}

}  // namespace

const ImFontLoader* browser_font_loader() {
    static const ImFontLoader loader = [] {
        ImFontLoader l;
        l.Name = "browser";
        l.FontSrcInit = source_init;
        l.FontSrcDestroy = source_destroy;
        l.FontSrcContainsGlyph = has_glyph;
        l.FontBakedInit = baked_init;
        l.FontBakedLoadGlyph = load_glyph;
        return l;
    }();
    return &loader;
}

}  // namespace potok::platform
