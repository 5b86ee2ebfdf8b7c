// The gallery's second page: empty places, messages, bars, saving states.
#include <array>

#include <generated/icons.h>

#include "ui/kit/button.h"
#include "ui/kit/field.h"
#include "ui/kit/gallery.h"
#include "ui/kit/notice.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/text.h"
#include "ui/kit/toast.h"

namespace potok::ui {

void Gallery::states(Rect page) {
    Ui& u = *ui_;
    const Theme& t = u.theme();
    const auto w = [&](std::string_view key) { return words_.text(key); };
    Rect left = page.inset(32, 28), right = left.cut_right(416, 32);
    heading(u, "h1", left.cut_top(22, 12), 2, w("empty_places"), {.style = TextStyle::lead});
    struct Place {
        const char *title, *text, *glyph, *action, *second;
        Tone tone;
        bool plain;
        const char* action_icon;
    };
    const Place places[] = {
        {"all_done", "all_done_text", "", "see_tomorrow", "", Tone::accent, true, ""},
        {"nobody", "nobody_text", icon::inbox, "move_deal", "", Tone::accent, true, ""},
        {"no_results", "no_results_text", icon::search_x, "search_nowak", "clear_filters", Tone::accent, false, ""},
        {"no_approvals", "no_approvals_text", icon::stamp, "show_decided", "", Tone::accent, true, ""},
        {"no_clients", "no_clients_text", icon::users, "load_table", "new_client", Tone::accent, false, icon::file_spreadsheet},
        {"no_robots", "no_robots_text", icon::workflow, "add_robot", "sets", Tone::accent, false, icon::plus},
        {"no_period", "no_period_text", icon::wifi_off, "show_last", "", Tone::warning, true, ""},
        {"no_access", "no_access_text", icon::lock_keyhole, "ask_access", "", Tone::neutral, true, ""}};
    for (int row = 0; row < 3; ++row) {
        const Rect line{left.x, left.y + static_cast<float>(row) * ((left.h - 32) / 3 + 16), left.w, (left.h - 32) / 3};
        for (int col = 0; col < 3; ++col) {
            const Rect r = part(line, col, 3, 16);
            panel_surface(u, r);
            const int i = row * 3 + col;
            if (i == 8) {
                Rect in = r.inset(16, 14);
                Rect head = in.cut_top(20, 10);
                draw_text(u, head, w("after"), {.style = TextStyle::small, .color = t.text3, .align = Align::right});
                label(u, "loading", head, w("loading"), {.weight = Weight::strong});
                const float wide[] = {.64f, .52f, .70f}, narrow[] = {.88f, .76f, .60f};
                for (int k = 0; k < 3; ++k) {
                    const Rect card = in.cut_top(44, 10);
                    outline_around(u, card, t.line, 8);
                    skeleton(u, {card.x + 12, card.y + 10, card.w - 24, 10}, wide[k], true);
                    skeleton(u, {card.x + 12, card.y + 26, card.w - 24, 8}, narrow[k], false);
                }
                Rect foot = in.cut_bottom(16);
                draw_text(u, foot.cut_right(90), "62 / 100 MB", {.style = TextStyle::small, .color = t.text3, .align = Align::right});
                progress_bar(u, foot.middle(3), "load", w("loading"), .62f);
                continue;
            }
            const Place& p = places[i];
            const std::string title = w(p.title), text = w(p.text), action = w(p.action), second = *p.second ? w(p.second) : "";
            empty_state(u, r, {.key = p.title, .title = title, .text = text, .icon = p.glyph, .tone = p.tone, .action = action,
                               .action_icon = p.action_icon, .second = second, .plain_action = p.plain});
        }
    }

    heading(u, "h2", right.cut_top(22, 12), 2, w("notices"), {.style = TextStyle::lead});
    if (u.toasts().empty()) {
        u.toasts().show({.key = "moved", .kind = ToastKind::success, .title = w("moved"), .detail = w("moved_text"), .action = w("undo")});
        u.toasts().show({.key = "returned", .kind = ToastKind::robot, .title = w("returned"), .detail = w("returned_text"),
                         .action = w("why"), .seconds = 0});
        u.toasts().show({.key = "refused", .kind = ToastKind::refused, .title = w("refused"), .detail = w("refused_text"),
                         .action = w("show"), .seconds = 0});
        u.toasts().show({.key = "import", .kind = ToastKind::info, .title = w("import"), .detail = w("import_text"), .seconds = 0,
                         .progress = .65f, .close = w("close")});
    }
    label_paragraph(u, "note-label", right.cut_top(20, 4), w("note"), {.style = TextStyle::small, .color = t.text2});
    text_field(u, right.cut_top(multiline_height(u, note_, right.w, 3, 8), 24), {.key = "note", .label = w("note"), .multiline = true}, note_);

    heading(u, "h3", right.cut_top(22, 12), 2, w("bars"), {.style = TextStyle::lead});
    const std::array bars = {w("offline"), w("full"), w("update"), w("copy_mode")};
    const std::array acts = {w("details"), w("download"), w("refresh"), w("close")};
    const char* glyphs[] = {icon::cloud_off, icon::hard_drive, icon::refresh_cw, icon::flask_conical};
    const Tone tones[] = {Tone::warning, Tone::danger, Tone::info, Tone::success};
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string key = "bar" + std::to_string(i);
        banner(u, right.cut_top(banner_height, 8), {.key = key, .text = bars[i], .icon = glyphs[i], .tone = tones[i], .action = acts[i],
                                                    .quiet_action = i == 0 || i == 3});
    }
    right.cut_top(16);
    heading(u, "h4", right.cut_top(22, 12), 2, w("saving_states"), {.style = TextStyle::lead});
    const char* names[] = {"saving_now", "here", "synced", "offline_n"};
    const char* icons[] = {icon::loader_circle, icon::hard_drive, icon::circle_check, icon::cloud_off};
    const Color colors[] = {t.accent_text, t.text2, t.success, t.warning};
    for (int i = 0; i < 4; ++i) {
        Rect row = right.cut_top(24, 8);
        const std::string name = w(names[i]), text = w(std::string(i == 3 ? "offline" : names[i]) + "_text");
        draw_icon(u, row.cut_left(14, 8), icons[i], 14, colors[i]);
        label(u, names[i], row.cut_left(180, 8), name, {});
        draw_text(u, row, text, {.style = TextStyle::small, .color = t.text3});
    }
}

// Sizes 11 to 18 in both weights; rows of 28, the second column at 400. docs/decisions/0001-glyphs.md compares them.
void Gallery::glyphs(Rect page) {
    Ui& u = *ui_;
    float y = page.y + 8;
    for (const float size : {11.f, 12.f, 13.f, 15.f, 18.f})
        for (const int line : {0, 1}) {
            const std::string sample = words_.text(line == 0 ? "sample1" : "sample2");
            const TextSpec spec{.style = TextStyle::body, .size = size};
            TextSpec strong = spec;
            strong.weight = Weight::strong;
            draw_text(u, {page.x + 8, y, 390, 20}, sample, spec);
            draw_text(u, {page.x + 400, y, 390, 20}, sample, strong);
            y += 28;
        }
}

}  // namespace potok::ui
