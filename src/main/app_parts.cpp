#include "main/app_parts.h"

#include "platform/common/assets.h"
#include "platform/common/library.h"

namespace potok {

ui::Fonts app_fonts(const ImFontLoader* loader) {
    const auto file = [](std::string_view path) { return platform::asset(path).value_or(std::string_view{}); };
    return ui::load_fonts({file("fonts/inter-400.otf"), file("fonts/inter-600.otf"), file("fonts/lucide.ttf")}, loader);
}

std::vector<packs::Pack> shipped_packs() {
    std::vector<packs::Pack> out;
    for (const std::string& key : platform::pack_keys()) {
        auto pack = platform::pack(key);
        if (pack.ok()) out.push_back(std::move(pack).value());
    }
    return out;
}

}  // namespace potok
