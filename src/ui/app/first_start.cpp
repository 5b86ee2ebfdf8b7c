#include "ui/app/first_start.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/app/logo.h"
#include "ui/app/pack_view.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

StartWish FirstStart::wish(const Ui& ui, bool with_pack) const {
    StartWish out;
    out.company = company_.empty() ? ui.tr("start.company_default") : company_;
    out.person = person_.empty() ? ui.tr("start.person_default") : person_;
    if (with_pack && static_cast<std::size_t>(chosen_) < packs_.size()) {
        const StartPack& pack = packs_[static_cast<std::size_t>(chosen_)];
        out.pack = pack.key;
        out.samples = samples_ && pack.has_samples;
        out.zone = pack.zone;
        out.currency = pack.currency;
    }
    return out;
}

FirstStart::Events FirstStart::frame(Ui& ui, Preferences& preferences) {
    Events events;
    Rect screen = ui.screen();
    fill(ui, screen, ui.theme().canvas);
    Group main(ui, "start", {.role = Role::main, .name = ui.tr("start.name"), .rect = screen});
    if (ui.narrow()) {
        narrow(ui, screen, preferences, events);
        return events;
    }
    left(ui, Rect(screen.cut_left(452)), preferences, events);
    const Rect sheet{screen.x, screen.y + 8, screen.w - 8, screen.h - 16};
    shadow(ui, sheet, Elevation::e1, 12);
    fill(ui, sheet, ui.theme().sheet, 12);
    outline_around(ui, sheet, ui.theme().line, 12);
    list(ui, {sheet.x + 32, sheet.y + 28, sheet.w - 64, sheet.h - 48}, events);
    return events;
}

void FirstStart::left(Ui& ui, Rect r, Preferences& preferences, Events& events) {
    const Theme& t = ui.theme();
    r = Rect{r.x + 56, r.y + 56, r.w - 104, r.h - 96};
    intro(ui, r);
    form(ui, r, preferences, events);
    if (!packs_.empty()) {
        Rect row = r.cut_top(ui.control_height() + 16, 8);
        const std::string go = ui.tr("start.begin");
        const float width = button_width(ui, {.key = "begin", .label = go, .icon = icon::arrow_right});
        if (begin_button(ui, row.cut_left(width).middle(button_height(ui)))) events.wish = wish(ui, true);
    }
    refused(ui, r);
    Rect foot = r.cut_bottom(48);
    const auto promise_line = [&](const char* key, std::string_view glyph) {
        Rect line = foot.cut_top(20, 8);
        draw_icon(ui, line.cut_left(16, 8), glyph, 16, t.text3);
        label(ui, key, line, ui.tr(key), {.color = t.text2});
    };
    promise_line("start.on_device", icon::hard_drive);
    promise_line("start.offline", icon::wifi_off);
}

bool FirstStart::begin_button(Ui& ui, const Rect& r) {
    const std::string go = ui.tr("start.begin");
    return button(ui, r, {.key = "begin", .label = go, .kind = ButtonKind::primary, .icon = icon::arrow_right, .busy = busy});
}

void FirstStart::refused(Ui& ui, Rect& r) {
    if (!refusal) return;
    std::string sentence = ui.locale().sentence(*refusal);
    if (const std::string remedy = ui.locale().remedy(*refusal); !remedy.empty()) sentence += " " + remedy;
    const Rect place = r.cut_top(paragraph_height(ui, sentence, r.w), 8);
    ui.tree().add({.id = ui.id("refusal"), .role = Role::alert, .name = sentence, .rect = place});
    draw_paragraph(ui, place, sentence, {.color = ui.theme().danger});
}

// What this is, in three lines.
void FirstStart::intro(Ui& ui, Rect& r) {
    const Theme& t = ui.theme();
    const bool phone = ui.narrow();
    Rect brand = r.cut_top(32, phone ? 16.f : 112.f);
    draw_logo(ui, brand.cut_left(32, 12), 32);
    label(ui, "brand", brand, "Potok", {.style = TextStyle::title});

    const TextSpec hero{.style = phone ? TextStyle::display : TextStyle::hero};
    const std::string promise = ui.tr("start.promise"), how = ui.tr("start.how");
    const float promise_height = paragraph_height(ui, promise, r.w, hero);
    heading_paragraph(ui, "promise", r.cut_top(promise_height, 16), 1, promise, hero);
    const TextSpec lead{.style = TextStyle::lead, .weight = Weight::regular, .color = t.text2};
    label_paragraph(ui, "how", r.cut_top(paragraph_height(ui, how, r.w, lead), phone ? 16.f : 32.f), how, lead);
}

// Who starts, and how it should look.
void FirstStart::form(Ui& ui, Rect& r, Preferences& preferences, Events& events) {
    const auto input = [&](const char* key, const char* label_key, const char* hint_key, std::string& value) {
        const std::string label = ui.tr(label_key), hint = ui.tr(hint_key);
        const LabelSpec spec{.label = label};
        text_field(ui, labelled(ui, r.cut_top(labelled_height(ui, spec), 12), spec), {.key = key, .label = label, .placeholder = hint}, value);
    };
    input("company", "start.company", "start.company_default", company_);
    input("person", "start.person", "start.person_default", person_);

    const Choice languages[] = {{.label = "English"}, {.label = "Polski"}, {.label = "Русский"}};
    int language = static_cast<int>(preferences.language);
    const std::string language_name = ui.tr("settings.language");
    const LabelSpec language_label{.label = language_name, .control_height = 36};
    if (segments(ui, labelled(ui, r.cut_top(labelled_height(ui, language_label), 12), language_label), "language", language_name, languages, language)) {
        preferences.language = static_cast<Language>(language);
        events.preferences_changed = true;
    }
    const std::string system = ui.tr("settings.theme_system"), light = ui.tr("settings.theme_light"), dark = ui.tr("settings.theme_dark"),
                      contrast = ui.tr("settings.theme_contrast"), theme_name = ui.tr("settings.theme");
    const Choice themes[] = {{.label = system}, {.label = light}, {.label = dark}, {.label = contrast}};
    int theme = static_cast<int>(preferences.theme);
    const LabelSpec theme_label{.label = theme_name, .control_height = 36};
    if (segments(ui, labelled(ui, r.cut_top(labelled_height(ui, theme_label), 12), theme_label), "theme", theme_name, themes, theme)) {
        preferences.theme = static_cast<ThemeChoice>(theme);
        events.preferences_changed = true;
    }
    const bool samples = !packs_.empty() && packs_[static_cast<std::size_t>(chosen_)].has_samples;
    if (samples && checkbox(ui, r.cut_top(ui.phone() ? 44.f : 28.f, 8), "samples", ui.tr("start.samples"), samples_ ? Check::on : Check::off))
        samples_ = !samples_;
}

void FirstStart::list(Ui& ui, Rect r, Events& events) {
    const Theme& t = ui.theme();
    Rect head = r.cut_top(32, 16);
    const std::string title = ui.tr("start.packs");
    const TextSpec title_spec{.style = TextStyle::title};
    heading(ui, "packs", head.cut_left(text_width(ui, title, title_spec) + 1, 8), 2, title, title_spec);
    label(ui, "count", head, std::to_string(packs_.size()), {.color = t.text3});
    ways(ui, r.cut_bottom(32, 16), events);

    const int columns = 3;
    const int rows = (static_cast<int>(packs_.size()) + columns - 1) / columns;
    const float card = pack_card_height, gap = 16;
    Group group(ui, "list", {.role = Role::radiogroup, .name = title, .rect = r});
    const Rect grid = r.cut_top(static_cast<float>(rows) * (card + gap));
    for (int i = 0; i < static_cast<int>(packs_.size()); ++i) {
        Rect row = grid.moved(0, static_cast<float>(i / columns) * (card + gap));
        row.h = card;
        choose(ui, part(row, i % columns, columns, gap), i);
    }
    if (!packs_.empty()) contents(ui, r);
}

void FirstStart::choose(Ui& ui, const Rect& r, int index) {
    const PackCard card{.id = ui.id(index), .on = index == chosen_, .position = index + 1, .set_size = static_cast<int>(packs_.size())};
    if (pack_card(ui, r, packs_[static_cast<std::size_t>(index)], card).clicked) chosen_ = index;
}

void FirstStart::contents(Ui& ui, Rect r) {
    const StartPack& pack = packs_[static_cast<std::size_t>(chosen_)];
    r.h = std::min(r.h, 276.f);  // as much as there is to tell
    fill(ui, r, ui.theme().sunken, 10);
    Rect in = r.inset(16, 14);
    heading(ui, "in_pack", in.cut_top(20, 6), 2, ui.tr("start.in_pack", {{"pack", pack.label.in(ui.locale().language())}}), {.weight = Weight::strong});
    pack_contents(ui, in, pack);
}

void FirstStart::ways(Ui& ui, Rect r, Events& events) {
    if (button_left(ui, r, {.key = "empty", .label = ui.tr("start.empty"), .kind = ButtonKind::ghost, .icon = icon::square_dashed, .disabled = busy}, 16))
        events.wish = wish(ui, false);
    if (button_left(ui, r, {.key = "open", .label = ui.tr("start.open_file"), .kind = ButtonKind::ghost, .icon = icon::folder_open, .disabled = busy}))
        events.open_file = true;
}

// One below another: what this is, the packs, who starts. The button stands fixed below.
void FirstStart::narrow(Ui& ui, Rect r, Preferences& preferences, Events& events) {
    const Rect foot = r.cut_bottom(76);
    {
        ScrollArea area(ui, "page", r);
        Rect page = Rect(area.content()).inset(16, 16);
        const float top = page.y;
        page.h = 100000;
        intro(ui, page);
        heading(ui, "packs", page.cut_top(28, 8), 2, ui.tr("start.packs"), {.style = TextStyle::lead});
        {
            Group group(ui, "list", {.role = Role::radiogroup, .name = ui.tr("start.packs"), .rect = page});
            for (int i = 0; i < static_cast<int>(packs_.size()); ++i) choose(ui, page.cut_top(150, 12), i);
        }
        page.cut_top(8);
        form(ui, page, preferences, events);
        refused(ui, page);
        ways(ui, page.cut_top(56), events);
        area.set_content_height(page.y - top + 32);
    }
    fill(ui, foot, ui.theme().canvas);
    hline(ui, foot.x, foot.y, foot.w, ui.theme().line);
    if (!packs_.empty() && begin_button(ui, foot.inset(16, 16))) events.wish = wish(ui, true);
}

}  // namespace potok::ui
