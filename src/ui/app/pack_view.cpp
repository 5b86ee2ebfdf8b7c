#include "ui/app/pack_view.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/paint.h"
#include "ui/kit/stream.h"
#include "ui/kit/text.h"

namespace potok::ui {

namespace {

// Without records there is no money yet: the band shows how many stages there are, evenly.
void pack_stream(Ui& ui, const Rect& r, const StartPack& pack) {
    std::vector<double> even(std::max<std::size_t>(pack.stages.size(), 2));
    for (std::size_t i = 0; i < even.size(); ++i) even[i] = static_cast<double>(2 * even.size() - i);
    stream_band(ui, r, even, {});
}

}  // namespace

std::string_view pack_glyph(const std::string& name) {
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"layers", icon::layers}, {"leaf", icon::leaf}, {"sun", icon::sun}, {"route", icon::route}, {"landmark", icon::landmark},
        {"scale", icon::scale}, {"warehouse", icon::warehouse}, {"headset", icon::headset}, {"users", icon::users}};
    for (const auto& [key, glyph] : known)
        if (key == name) return glyph;
    return icon::briefcase;
}

Press pack_card(Ui& ui, const Rect& r, const StartPack& pack, const PackCard& card) {
    const Theme& t = ui.theme();
    const Language language = ui.locale().language();
    const std::string name = pack.label.in(language), summary = pack.summary.in(language);
    const Press press = ui.press({.id = card.id, .role = card.role, .name = name, .description = summary,
                                  .states = card.on ? State::state_checked : State::state_none, .position = card.position,
                                  .set_size = card.set_size, .rect = r});
    panel_surface(ui, r);
    if (card.on) outline_around(ui, r, t.accent, 10, 2);
    else if (press.hover > 0) outline_around(ui, r, with_alpha(t.line_strong, press.hover), 10);
    if (press.ring) focus_ring(ui, r, 10);
    Rect in = r.inset(16, 16);
    Rect head = in.cut_top(22, 2);
    draw_icon(ui, head.cut_left(18, 8), pack_glyph(pack.icon), 18, t.accent_text);
    const TextSpec corner{.style = TextStyle::caption, .color = t.text3, .align = Align::right};
    const std::string_view note = !card.note.empty()                  ? card.note
                                  : pack.language == Language::ru ? std::string_view("RU")
                                  : pack.language == Language::pl ? std::string_view("PL")
                                                                  : std::string_view("EN");
    if (card.on) draw_icon(ui, head.cut_right(18, 8), icon::circle_check_big, 18, t.accent);
    else draw_text(ui, head.cut_right(std::max(24.f, text_width(ui, note, corner) + 1), 8), note, corner);
    draw_text(ui, head, name, {.style = TextStyle::lead});
    draw_text(ui, in.cut_top(20, 10), summary, {.color = t.text2});
    pack_stream(ui, {r.x, in.y, r.w, 28}, pack);
    in.cut_top(38);
    Rect foot = in.cut_top(16);
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3};
    draw_text(ui, foot, ui.locale().plural("start.stages", static_cast<std::int64_t>(pack.stages.size())), quiet);
    TextSpec right = quiet;
    right.align = Align::right;
    draw_text(ui, foot, ui.locale().plural("start.robots", pack.automations), right);
    return press;
}

float pack_stages(Ui& ui, const Rect& r, const StartPack& pack) {
    const Theme& t = ui.theme();
    const TextSpec small{.style = TextStyle::small, .color = t.text2};
    float x = r.x, y = r.y;
    for (std::size_t i = 0; i < pack.stages.size(); ++i) {
        const std::string name = pack.stages[i].label.in(ui.locale().language());
        const float width = 11 + text_width(ui, name, small) + 22;
        if (x + width > r.right() && x > r.x) x = r.x, y += 22;
        disc(ui, {x + 3.5f, y + 8}, 3.5f, t.stage(pack.stages[i].hue).solid);
        IdScope scope(ui, static_cast<std::int64_t>(i));
        label(ui, "stage", {x + 11, y, width - 30, 16}, name, small);
        if (i + 1 < pack.stages.size()) draw_icon(ui, {x + width - 17, y, 12, 16}, icon::chevron_right, 12, t.text3);
        x += width;
    }
    return y - r.y + 16;
}

void pack_contents(Ui& ui, Rect in, const StartPack& pack, bool facts) {
    const Theme& t = ui.theme();
    Rect right = facts ? in.cut_right(224, 16) : Rect{};
    in.cut_top(pack_stages(ui, in, pack), 14);
    if (!pack.robots.empty()) {
        heading(ui, "robots", in.cut_top(20, 6), 2, ui.tr("start.robots_do"), {.weight = Weight::strong});
        const int fits = std::max(0, static_cast<int>(in.h / 28)), columns = facts ? 2 : 1;
        constexpr int enough = 6;  // the rest is counted on the pack's card
        for (int i = 0; i < std::min({enough, columns * fits, static_cast<int>(pack.robots.size())}); ++i) {
            Rect row = part({in.x, in.y + 28 * static_cast<float>(i / columns), in.w, 20}, i % columns, columns, 24);
            draw_icon(ui, row.cut_left(16, 8), icon::bot, 16, t.accent_text);
            IdScope scope(ui, i);
            label(ui, "robot", row, pack.robots[static_cast<std::size_t>(i)].in(ui.locale().language()), {.color = t.text2});
        }
    }
    if (!facts) return;
    const auto fact = [&](std::string_view glyph, const char* key, int n) {
        Rect line = right.cut_top(20, 8);
        draw_icon(ui, line.cut_left(14, 8), glyph, 14, t.text2);
        label(ui, key, line, ui.locale().plural(key, n), {.color = t.text2});
    };
    fact(icon::waves_horizontal, "start.pipelines", pack.pipelines);
    fact(icon::users, "start.roles", pack.roles);
    fact(icon::sliders_horizontal, "start.settings", pack.settings);
    fact(icon::text_cursor_input, "start.fields", pack.fields);
}

}  // namespace potok::ui
