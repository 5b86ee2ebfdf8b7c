#include "ui/kit/fonts.h"

#include <cfloat>
#include <cstdint>

#include <imgui.h>

namespace potok::ui {

namespace {

std::uint32_t u16(std::string_view s, std::size_t at) {
    if (at + 2 > s.size()) return 0;
    return (static_cast<std::uint32_t>(static_cast<unsigned char>(s[at])) << 8) | static_cast<unsigned char>(s[at + 1]);
}
std::uint32_t u32(std::string_view s, std::size_t at) { return (u16(s, at) << 16) | u16(s, at + 2); }

std::size_t table(std::string_view file, std::string_view tag) {
    const std::uint32_t count = u16(file, 4);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = 12 + i * 16;
        if (entry + 16 <= file.size() && file.substr(entry, 4) == tag) return u32(file, entry + 8);
    }
    return 0;
}

ImFont* add(std::string_view file, const ImFontLoader* loader, bool snap) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    if (file.empty()) return atlas.AddFontDefault();
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.FontLoader = loader;
    config.OversampleH = snap ? 1 : 0;
    // A negative size makes ImGui take sizes as the em, where a positive one means ascent minus descent.
    config.SizePixels = -13;
    // ImGui multiplies the limits of advances by size / SizePixels, which is negative then: they change places.
    config.GlyphMinAdvanceX = FLT_MAX;
    config.GlyphMaxAdvanceX = -FLT_MAX;
    return atlas.AddFontFromMemoryTTF(const_cast<char*>(file.data()), static_cast<int>(file.size()), config.SizePixels,
                                      &config);
}

}  // namespace

bool font_metrics(std::string_view file, float& ascent, float& descent) {
    const std::size_t head = table(file, "head"), hhea = table(file, "hhea");
    const std::uint32_t em = head ? u16(file, head + 18) : 0;
    if (!head || !hhea || em == 0) return false;
    ascent = static_cast<float>(static_cast<std::int16_t>(u16(file, hhea + 4))) / static_cast<float>(em);
    descent = -static_cast<float>(static_cast<std::int16_t>(u16(file, hhea + 6))) / static_cast<float>(em);
    return true;
}

Fonts load_fonts(const FontFiles& files, const ImFontLoader* loader) {
    Fonts fonts;
    fonts.regular = add(files.regular, loader, false);
    fonts.semibold = files.semibold.empty() ? fonts.regular : add(files.semibold, loader, false);
    fonts.icons = files.icons.empty() ? fonts.regular : add(files.icons, nullptr, true);
    font_metrics(files.regular, fonts.ascent, fonts.descent);
    float below = 0;
    font_metrics(files.icons, fonts.icon_ascent, below);
    return fonts;
}

}  // namespace potok::ui
