// The generated header says what assets/tokens.json says, and the colours keep the contrast the hand-off promises.
#include <catch_amalgamated.hpp>

#include <cmath>

#include <nlohmann/json.hpp>

#include "platform/common/assets.h"
#include "ui/kit/theme.h"
#include "ui/kit/tokens.h"
#include "ui/kit/tween.h"

using namespace potok;
using namespace potok::ui;

namespace {

nlohmann::json file() { return nlohmann::json::parse(*platform::asset("tokens.json")); }

std::uint32_t hex(const nlohmann::json& j) {
    return static_cast<std::uint32_t>(std::stoul(j.get<std::string>().substr(1), nullptr, 16));
}

// WCAG 2.2 relative luminance and contrast of 0xAABBGGRR colours.
double luminance(Color c) {
    const auto channel = [&](int shift) {
        const double v = ((c >> shift) & 0xffu) / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}
double contrast(Color a, Color b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace

TEST_CASE("tokens.h was made from tokens.json as it stands", "[ui][tokens]") {
    const auto j = file();
    const struct {
        const char* key;
        const tokens::Colors& colors;
    } themes[] = {{"light", tokens::light}, {"dark", tokens::dark}, {"highContrast", tokens::contrast}};
    for (const auto& [key, colors] : themes) {
        const auto& c = j["color"][key];
        CHECK(colors.canvas == hex(c["canvas"]));
        CHECK(colors.text3 == hex(c["text3"]));
        CHECK(colors.line_strong == hex(c["lineStrong"]));
        CHECK(colors.accent_pressed == hex(c["accentPressed"]));
        CHECK(colors.danger_line == hex(c["dangerLine"]));
        CHECK(colors.river_b == hex(c["riverB"]));
        CHECK(c.size() * sizeof(std::uint32_t) == sizeof(tokens::Colors));
    }
    for (std::size_t i = 0; i < tokens::stage_light.size(); ++i) {
        CHECK(tokens::stage_light[i].solid == hex(j["stage"]["order"][i]["light"]["solid"]));
        CHECK(tokens::stage_dark[i].text == hex(j["stage"]["order"][i]["dark"]["text"]));
    }
    CHECK(tokens::body.size == j["type"]["scale"]["body"]["size"].get<float>());
    CHECK(tokens::body_phone.line == j["type"]["phone"]["body"]["line"].get<float>());
    CHECK(tokens::size_column == j["size"]["column"].get<float>());
    CHECK(tokens::elevation_e3[1].blur == j["elevation"]["e3"][1]["blur"].get<float>());
    CHECK(tokens::motion_move == j["motion"]["durations"]["move"].get<float>());
}

TEST_CASE("text and controls keep their contrast in every theme", "[ui][tokens]") {
    for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::contrast}) {
        const Theme& t = theme_of(name);
        const double text = name == ThemeName::contrast ? 7 : 4.5;
        for (const Color ground : {t.canvas, t.sheet, t.surface, t.raised, t.sunken, t.hover, t.accent_soft})
            for (const Color ink : {t.text, t.text2, t.text3}) CHECK(contrast(ink, ground) >= text);
        CHECK(contrast(t.on_accent, t.accent) >= text);
        CHECK(contrast(t.danger, t.surface) >= text);
        CHECK(contrast(t.control, t.surface) >= 3);
        CHECK(contrast(t.focus, t.canvas) >= 3);
        const Theme raised = t.on_raised();
        CHECK(contrast(raised.text, raised.hover) >= text);
        CHECK(contrast(raised.text2, raised.hover) >= text);
        for (int i = 0; i < 12; ++i) CHECK(contrast(t.stage(i).text, t.stage(i).soft) >= 7);
    }
}

TEST_CASE("colours: blending and alpha", "[ui][tokens]") {
    CHECK(rgb(0x123456) == 0xff563412u);
    CHECK(blend(0xff000000u, 0xffffffffu, 0) == 0xff000000u);
    CHECK(blend(0xff000000u, 0xffffffffu, 1) == 0xffffffffu);
    CHECK(blend(0xff000000u, 0xff0000ffu, 0.5f) == 0xff000080u);
    CHECK(with_alpha(0xff123456u, 0.5f) == 0x80123456u);
    CHECK(with_alpha(0x80123456u, 0) == 0x00123456u);
}

TEST_CASE("a tween runs its time, rests, and jumps when motion is reduced", "[ui][tween]") {
    Tweens t;
    const auto frame = [&](double ms, float target, bool reduced = false) {
        t.begin_frame(ms / 1000, reduced);
        return t.to(1, target, 100);
    };
    CHECK(frame(16, 0) == 0);
    CHECK_FALSE(t.moving());
    CHECK(frame(5000, 1) == 0);  // the idle time before does not count
    CHECK(t.moving());
    const float a = frame(30, 1), b = frame(30, 1);
    CHECK(a > 0);
    CHECK(b > a);
    CHECK(b < 1);
    CHECK(frame(60, 1) == 1);
    CHECK_FALSE(t.moving());
    frame(16, 0);
    CHECK(frame(16, 0, true) == 0);
    CHECK_FALSE(t.moving());
    CHECK(ease_out(0.f) == 0);
    CHECK(ease_out(1.f) == 1);
    CHECK(ease_out(0.3f) > 0.5f);
}
