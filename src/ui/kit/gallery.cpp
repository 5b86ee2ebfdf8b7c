#include "ui/kit/gallery.h"

#include <array>

#include <generated/icons.h>
#include <nlohmann/json.hpp>

#include "base/calendar.h"
#include "platform/common/assets.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/choice.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/list.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/progress.h"
#include "ui/kit/select.h"
#include "ui/kit/stream.h"
#include "ui/kit/text.h"
#include "ui/kit/tokens.h"

namespace potok::ui {

namespace {

// The app's own catalog (names of days and months) with the gallery's words added.
Locale words_of(Language language) {
    const std::string name(code(language));
    Json words = Json::object();
    for (const std::string& file : {"locales/" + name + ".json", std::string("gallery/") + (language == Language::ru ? "ru" : "pl") + ".json"})
        if (const auto text = platform::asset(file)) words.update(Json::parse(*text, nullptr, false));
    auto locale = Locale::load(language, words.dump());
    return locale.ok() ? std::move(*locale) : Locale();
}

}  // namespace

Gallery::Gallery(ThemeName theme, Language language, std::string page)
    : theme_(theme), page_(std::move(page)), words_(words_of(language)) {
    town_ = words_.text("town");
    note_ = words_.text("note_text");
    date_ = month_ = date_of(2026, 11, 19).value();
}

Gallery::~Gallery() = default;

void Gallery::start(platform::Host& host) {
    const auto file = [](std::string_view name) { return platform::asset(name).value_or(std::string_view{}); };
    const Fonts fonts = load_fonts({file("fonts/inter-400.otf"), file("fonts/inter-600.otf"), file("fonts/lucide.ttf")}, loader_);
    ui_ = std::make_unique<Ui>(host, fonts, words_);
    ui_->set_theme(theme_);
    ui_->set_reduced_motion(host.preferences().reduced_motion);
}

void Gallery::frame(double dt) {
    Ui& u = *ui_;
    u.begin_frame(dt);
    fill(u, u.screen(), u.theme().sheet);
    if (page_ == "states")
        states(u.screen());
    else if (page_ == "glyphs")
        glyphs(u.screen());
    else
        components(u.screen());
    u.end_frame();
}

bool Gallery::wants_frame() const { return ui_ && ui_->wants_frame(); }

void Gallery::components(Rect page) {
    Ui& u = *ui_;
    const Theme& t = u.theme();
    const auto w = [&](std::string_view key) { return words_.text(key); };
    const auto title = [&](Point at, std::string_view key) {
        const std::string text = w(key);
        heading(u, std::string("h-") + std::string(key), {at.x, at.y, 420, 16}, 2, text,
                {.style = TextStyle::small, .weight = Weight::strong, .color = t.text2});
    };
    const auto note = [&](Point at, std::string_view key) {
        draw_text(u, {at.x, at.y, 200, 16}, w(key), {.style = TextStyle::caption, .color = t.text3});
    };
    const float x = page.x + 24;
    float y = page.y + 16;

    title({x, y}, "buttons");
    struct Sample {
        const char *key, *label, *note;
        ButtonSpec spec;
    };
    const auto row_of = [&](float top, std::span<const Sample> samples) {
        float at = x;
        for (const Sample& s : samples) {
            ButtonSpec spec = s.spec;
            const std::string text = w(s.label);
            spec.key = s.key;
            spec.label = text;
            const float width = button_width(u, spec);
            if (button(u, {at, top, width, 32}, spec) && spec.kind == ButtonKind::danger) asking_ = true;
            note({at, top + 36}, s.note);
            at += std::max(width, text_width(u, w(s.note), {.style = TextStyle::caption})) + 12;
        }
    };
    const Sample first[] = {{"save", "save", "usual", {.key = {}, .label = {}, .kind = ButtonKind::primary}},
                            {"locked", "save", "inactive", {.key = {}, .label = {}, .disabled = true}},
                            {"busy", "saving", "waits", {.key = {}, .label = {}, .kind = ButtonKind::primary, .busy = true}},
                            {"add", "add", "with_icon", {.key = {}, .label = {}, .kind = ButtonKind::primary, .icon = icon::plus}}};
    const Sample second[] = {{"cancel", "cancel", "usual", {.key = {}, .label = {}}},
                             {"more", "more", "quiet", {.key = {}, .label = {}, .kind = ButtonKind::ghost}},
                             {"approve", "approve", "soft", {.key = {}, .label = {}, .kind = ButtonKind::soft}},
                             {"delete", "delete", "dangerous", {.key = {}, .label = {}, .kind = ButtonKind::danger_outline}},
                             {"purge", "delete", "irreversible", {.key = {}, .label = {}, .kind = ButtonKind::danger}}};
    row_of(y + 24, first);
    row_of(y + 84, second);

    y += 145;
    title({x, y}, "fields");
    title({x + 432, y}, "choice");
    const auto at = [&](int i, int j) {
        return Rect{x + static_cast<float>(i) * 140, y + 24 + static_cast<float>(j) * 60, 128, 32};
    };
    const auto below = [&](const Rect& r, std::string_view key) { note({r.x, r.bottom() + 4}, key); };
    text_field(u, at(0, 0), {.key = "name", .label = w("empty"), .placeholder = w("type_name")}, name_);
    below(at(0, 0), "empty");
    text_field(u, at(1, 0), {.key = "town", .label = w("filled")}, town_);
    below(at(1, 0), "filled");
    money_field(u, at(2, 0), {.key = "amount", .label = w("amount")}, amount_, words_.language() == Language::pl ? "PLN" : "RUB");
    below(at(2, 0), "focus");
    text_field(u, at(0, 1), {.key = "phone", .label = w("error"), .error = true}, phone_);
    below(at(0, 1), "error");
    const std::array texts = {w("leasing"), w("cash"), w("credit")};
    const Option options[] = {{.label = texts[0]}, {.label = texts[1]}, {.label = texts[2]}};
    select(u, at(1, 1), {.key = "payment", .label = w("list"), .clear = w("clear"), .search_hint = w("search"),
                         .nothing_found = w("nothing")}, options, payment_);
    below(at(1, 1), "list");
    text_field(u, at(2, 1), {.key = "locked-field", .label = w("inactive"), .placeholder = w("read_only"), .disabled = true}, locked_);
    below(at(2, 1), "inactive");

    const float cx = x + 432;
    if (checkbox(u, {cx, y + 24, 60, 20}, "c1", w("field"), check_ ? Check::on : Check::off)) check_ = !check_;
    checkbox(u, {cx + 68, y + 24, 50, 20}, "c2", w("yes"), Check::on);
    if (checkbox(u, {cx + 128, y + 24, 80, 20}, "c3", w("part"), part_ ? Check::mixed : Check::on)) part_ = !part_;
    const std::array answers = {w("no"), w("yes"), w("focus")};
    const Choice radios[] = {{.label = answers[0]}, {.label = answers[1]}, {.label = answers[2]}};
    radio_group(u, {cx, y + 56, 240, 20}, "radio", w("choice"), radios, radio_, 20, true);
    if (toggle_switch(u, {cx, y + 88, 32, 20}, "s1", w("no"), off_, false, false)) off_ = !off_;
    if (toggle_switch(u, {cx + 68, y + 88, 32, 20}, "s2", w("yes"), on_, false, false)) on_ = !on_;
    toggle_switch(u, {cx + 128, y + 88, 32, 20}, "s3", w("inactive"), false, true, false);

    y += 145;
    title({x, y}, "chips");
    Rect chips{x, y + 24, 340, 28};
    const auto place = [&](ChipSpec spec) {
        return chip(u, chips.cut_left(chip_width(u, spec), 6), spec);
    };
    const std::string stage = w("stage"), team = w("my_team"), gaps = w("gaps"), remove = w("remove");
    place({.key = "stage", .label = stage, .icon = icon::filter, .dropdown = true});
    if (place({.key = "team", .label = team, .icon = icon::user, .on = team_, .removable = team_, .remove_name = remove}).removed) team_ = false;
    if (words_.language() == Language::pl) place({.key = "gaps", .label = gaps, .icon = icon::file_warning, .toggle = true});
    const float bx = x + (words_.language() == Language::pl ? 326.f : 196.f);
    title({bx, y}, "badges");
    float b = bx;
    const auto mark = [&](std::string_view key, Tone tone, std::string_view glyph = {}) {
        const std::string text = key == "SMS" ? std::string(key) : w(key);
        b += badge(u, {b, y + 28}, text, tone, glyph) + 6;
    };
    mark("draft", Tone::neutral);
    mark("done", Tone::success, icon::check);
    mark("tomorrow", Tone::warning, icon::clock);
    mark("overdue", Tone::danger);
    mark("SMS", Tone::info);
    mark("robot", Tone::accent, icon::bot);

    y += 61;
    title({x, y}, "stages");
    for (int i = 0; i < 12; ++i) {
        const Rect r = part({x, y + 24, 400, 34}, i, 12, 4);
        const StageColors c = t.stage(i);
        fill(u, r, c.soft, 6);
        fill(u, {r.x, r.y, r.w, 18}, c.solid, 6, Corners::top);
        draw_text(u, {r.x, r.y + 18, r.w, 16}, std::to_string(i + 1),
                  {.style = TextStyle::caption, .weight = Weight::strong, .color = c.text, .align = Align::center});
    }
    title({x + 424, y}, "people");
    const std::array<std::pair<const char*, int>, 7> people = {{{"AW", 0}, {"PL", 1}, {"KM", 4}, {"TG", 3}, {"MZ", 2}, {"EB", 7}, {"JS", 8}}};
    const float sizes[] = {20, 24, 28, 32};
    float px = x + 424;
    for (std::size_t i = 0; i < 4; ++i) {
        avatar(u, {px, y + 41 - sizes[i] / 2}, sizes[i], people[i].first, people[i].second);
        px += sizes[i] + 8;
    }
    px += 6;
    for (std::size_t i = 4; i < 7; ++i) {
        disc(u, {px + 12, y + 41}, 14, t.sheet);
        avatar(u, {px, y + 29}, 24, people[i].first, people[i].second);
        px += 21;
    }

    y += 67;
    title({x, y}, "progress");
    completeness(u, {x, y + 24, 208, 16}, 9, 14);
    completeness(u, {x, y + 48, 208, 16}, 18, 18);
    stage_channel(u, {x, y + 74, 208, 6}, 6, 2);
    const double values[] = {337, 389, 271, 210, 369, 197, 228, 204, 150, 104}, stalled[] = {30, 60, 0, 50, 0, 0, 0, 0, 0, 0};
    stream_band(u, {x, y + 88, 208, 36}, values, stalled);
    const float tx = x + 232;
    title({tx, y}, "table");
    const std::array columns_text = {w("client"), w("sum"), w("term")};
    const Column columns[] = {{.label = columns_text[0]}, {.label = columns_text[1], .width = 140, .right = true},
                              {.label = columns_text[2], .width = 108}};
    {
        Group table(u, "table", {.role = Role::table, .name = w("table"), .rect = {tx, y + 24, 438, 128}});
        table_header(u, {tx, y + 20, 438, 28}, "head", columns);
        for (int i = 0; i < 3; ++i) {
            const Rect r{tx, y + 48 + static_cast<float>(i) * 32, 438, 32};
            const std::string person = w("name" + std::to_string(i + 1)), day = w("t" + std::to_string(i + 1));
            list_row(u, u.id(static_cast<std::int64_t>(i)), r, {.name = person, .role = Role::row, .selected = i == 1});
            draw_text(u, cell(r, columns, 0), person);
            const Money money{(i == 0 ? 5'120'000 : i == 1 ? 5'490'000 : 4'570'000), words_.language() == Language::pl ? "PLN" : "RUB"};
            draw_text(u, cell(r, columns, 1), words_.money(money), {.align = Align::right});
            draw_text(u, cell(r, columns, 2), day,
                      {.weight = i == 2 ? Weight::strong : Weight::regular, .color = i == 2 ? t.danger : t.text2});
        }
    }

    y += 155;
    title({x, y}, "date");
    const Rect picker{x, y + 24, 230, 226};
    raised_surface(u, picker, Elevation::e3, 10);
    u.push_theme(u.theme().on_raised());
    {
        IdScope scope(u, "picker");
        Rect inside = picker.inset(12, 10);
        month_grid(u, inside.cut_top(month_height), {.key = "month", .label = w("date"), .today = date_of(2026, 11, 18).value(),
                   .previous_name = w("previous"), .next_name = w("next"),
                   .day_off = [](Date d) { return d == date_of(2026, 11, 11).value(); }}, month_, date_);
    }
    u.pop_theme();
    const float wx = x + 246;
    title({wx, y}, "window");
    const Rect box{wx, y + 24, 236, 130};
    raised_surface(u, box, Elevation::e4, tokens::radius_dialog);
    label(u, "ask", {box.x + 16, box.y + 16, 204, 22}, w("ask"), {.style = TextStyle::lead});
    label_paragraph(u, "ask-text", {box.x + 16, box.y + 42, 204, 40}, w("ask_text"), {.color = t.text2});
    Rect foot{box.x + 16, box.bottom() - 44, 204, 28};
    if (button_right(u, foot, {.key = "ask-yes", .label = w("delete"), .kind = ButtonKind::danger, .small = true})) asking_ = true;
    button_right(u, foot, {.key = "ask-no", .label = w("keep"), .small = true});
    const Rect more{wx, box.bottom() + 12, 236, 32};
    if (button(u, more, {.key = "menu", .label = w("more"), .icon = icon::ellipsis, .opens_popup = true, .expanded = menu_})) menu_ = true;
    if (menu_) {
        const std::array names = {w("rename"), w("duplicate"), w("archive")};
        const MenuItem items[] = {{.label = names[0], .icon = icon::pencil, .shortcut = "F2"},
                                  {.label = names[1], .icon = icon::copy, .shortcut = "Ctrl D"},
                                  {.label = names[2], .icon = icon::archive}};
        if (menu(u, "menu-open", more, w("more"), items, 236) != menu_open) menu_ = false;
    }
    if (asking_ && confirm(u, {.key = "sure", .title = w("ask"), .text = w("ask_text"), .yes = w("delete"), .no = w("keep"), .danger = true}) != Answer::open)
        asking_ = false;
    const float kx = wx + 252;
    title({kx, y}, "card");
    const char* card_notes[] = {"card_usual", "card_selected", "card_held", "card_stalled"};
    for (int i = 0; i < 4; ++i) {
        const Rect r{kx, y + 24 + static_cast<float>(i) * 54, 158, 46};
        if (i == 2) shadow(u, r, Elevation::drag, 8);
        card_surface(u, r);
        if (i == 1) {
            fill(u, r, t.accent_soft, 8);
            outline_around(u, r, t.accent, 8, 2);
        }
        if (i == 3) fill(u, {r.x, r.y, t.stage_edge, r.h}, t.stalled, 8, Corners::left);
        draw_text(u, {r.x + 10, r.y + 5, 110, 20}, w("name1"), {.weight = Weight::strong});
        avatar(u, {r.right() - 28, r.y + 6}, 18, initials_of(w("name1")), 0);
        draw_text(u, {r.x + 10, r.y + 25, 138, 16}, w(card_notes[i]), {.style = TextStyle::small, .color = t.text2});
    }

    y += 266;
    const std::array spans = {w("day"), w("week"), w("month")};
    const Choice span_items[] = {{.label = spans[0]}, {.label = spans[1]}, {.label = spans[2]}};
    const Rect seg{x, y, segments_width(u, span_items), 30};
    segments(u, seg, "span", w("span"), span_items, span_);
    float kx2 = seg.right() + 16;
    kx2 += key_cap(u, {kx2, y + 15}, "Ctrl K") + 6;
    kx2 += key_cap(u, {kx2, y + 15}, "Esc") + 16;
    link(u, {kx2, y, text_width(u, w("link"), {.weight = Weight::strong}) + 1, 30}, "link", w("link"));
}

}  // namespace potok::ui
