#include "ui/settings/settings_page.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "generated/icons.h"
#include "ui/app/state_bar.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

void SettingsPage::read(Desk& desk) {
    people_ = model::people(desk.ws());
    const auto& settings = desk.ws().catalog().settings();
    if (edits_.empty()) {
        fields_.reserve(settings.size());  // edits point at them
        for (const model::Setting& setting : settings) {
            model::Field field;
            field.key = setting.key;
            field.label = setting.label;
            field.kind = setting.kind;
            field.options = setting.options;
            field.decimals = 2;
            fields_.push_back(std::move(field));
            edits_.emplace_back(desk, fields_.back(), desk.ws().setting(setting.key));
        }
    } else {
        for (FieldEdit& edit : edits_) edit.refresh(desk, desk.ws().setting(edit.field().key));
    }
}

void SettingsPage::take(Desk& desk, const model::Outcome& outcome) {
    for (const auto& change : outcome.changes)
        if (change.type && (change.type->key == "person" || change.type->key == "setting_value" || change.type->key == "definition"))
            return read(desk);
}

void SettingsPage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    Rect rest = area;
    if (!ui.phone()) {
        Rect row = Rect(rest.cut_top(56)).inset(20, 0);
        heading(ui, "title", row, 1, desk.tr("nav.settings"), {.style = TextStyle::title});
        state_bar(desk, rest);
    }
    ScrollArea scroll(ui, "settings", rest);
    Rect r = scroll.content();
    const float top = r.y, side = ui.phone() ? 16.f : 20.f;
    r = Rect{r.x + side, r.y + 4, std::min(r.w - 2 * side, 760.f), 1e6f};
    r.cut_top(look(desk, r), 24);
    r.cut_top(people(desk, r), 24);
    r.cut_top(working_time(desk, r), 24);
    r.cut_top(packs(desk, r), 24);
    r.cut_top(storage(desk, r), 24);
    scroll.set_content_height(r.y - top);
}

float SettingsPage::title(Desk& desk, Rect r, const char* key) {
    heading(desk.ui(), key, r.cut_top(28), 2, desk.tr(key), {.style = TextStyle::lead});
    hline(desk.ui(), r.x, r.y + 3, r.w, desk.ui().theme().line);
    return 44;
}

float SettingsPage::look(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.cut_top(title(desk, r, "settings.look"));
    Preferences& p = desk.preferences();
    const auto row = [&](const char* key) {
        Rect line = r.cut_top(ui.phone() ? 76.f : 36.f, 8);
        const Rect name = ui.phone() ? line.cut_top(24, 4) : line.cut_left(160, 12);
        draw_text(ui, name, desk.tr(key), {.color = ui.theme().text2});
        return line;
    };
    const Choice languages[] = {{.label = "English"}, {.label = "Polski"}, {.label = "Русский"}};
    int language = static_cast<int>(p.language);
    const std::string language_name = desk.tr("settings.language");
    if (segments(ui, Rect(row("settings.language")), "language", language_name, languages, language)) {
        p.language = static_cast<Language>(language);
        desk.preferences_changed();
    }
    const std::string system = desk.tr("settings.theme_system"), light = desk.tr("settings.theme_light"), dark = desk.tr("settings.theme_dark"),
                      contrast = desk.tr("settings.theme_contrast"), theme_name = desk.tr("settings.theme");
    const Choice themes[] = {{.label = system}, {.label = light}, {.label = dark}, {.label = contrast}};
    int theme = static_cast<int>(p.theme);
    if (segments(ui, Rect(row("settings.theme")), "theme", theme_name, themes, theme)) {
        p.theme = static_cast<ThemeChoice>(theme);
        desk.preferences_changed();
    }
    std::vector<std::string> sizes;
    for (const int percent : scales) sizes.push_back(std::to_string(percent) + " %");
    std::vector<Choice> choices;
    for (const std::string& size : sizes) choices.push_back({.label = size});
    const auto at = std::find(std::begin(scales), std::end(scales), p.scale_percent);
    int scale = at == std::end(scales) ? 1 : static_cast<int>(at - std::begin(scales));
    const std::string scale_name = desk.tr("settings.scale");
    std::vector<Option> options;
    for (const std::string& size : sizes) options.push_back({.label = size});
    const Rect scale_row = row("settings.scale");
    const bool chosen = ui.phone() ? select(ui, scale_row, {.key = "scale", .label = scale_name}, options, scale)
                                   : segments(ui, scale_row, "scale", scale_name, choices, scale);
    if (chosen && scale >= 0) {
        p.scale_percent = scales[scale];
        desk.preferences_changed();
    }
    return r.y - top;
}

// What the company works: the week, and the days off ahead.
float SettingsPage::working_time(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    r.cut_top(title(desk, r, "settings.working_time"));
    const WorkingCalendar& calendar = desk.ws().working_calendar();
    const Date now = today(desk), monday{now.days - weekday(now) + 1};
    const auto line = [&](const std::string& key, const std::string& name, const std::string& what) {
        Rect row = r.cut_top(ui.phone() ? 36.f : 28.f);
        IdScope scope(ui, key);
        label(ui, "name", row.cut_left(160, 12), name, {.color = t.text2});
        label(ui, "what", row, what);
    };
    line("zone", desk.tr("settings.zone"), desk.ws().info().zone);
    for (int i = 0; i < 7; ++i) {
        const Date day{monday.days + i};
        std::string hours;
        for (const auto& span : calendar.spans(day)) {
            if (!hours.empty()) hours += ", ";
            hours += ui.locale().time(span.from) + "–" + ui.locale().time(span.to);
        }
        line("day" + std::to_string(i), ui.locale().weekday_short(day) + " " + ui.locale().day_month(day), hours.empty() ? desk.tr("settings.day_off") : hours);
    }
    // The next days off that are no weekend.
    std::string ahead;
    int found = 0;
    for (int i = 0; i < 366 && found < 5; ++i) {
        const Date day{now.days + i};
        if (weekday(day) > 5 || calendar.is_working_day(day)) continue;
        if (!ahead.empty()) ahead += ", ";
        ahead += ui.locale().day_month(day);
        ++found;
    }
    if (!ahead.empty()) line("ahead", desk.tr("settings.days_off_ahead"), ahead);
    return r.y - top;
}

float SettingsPage::packs(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.cut_top(title(desk, r, "settings.rules"));
    std::string names;
    for (const model::Definition* pack : desk.ws().catalog().definitions_of("pack")) {
        std::string name = pack->key;
        if (pack->body.contains("label"))
            if (auto text = model::Label::parse(pack->body["label"], "/label"); text.ok()) name = text->in(desk.language());
        if (pack->body.contains("version") && pack->body["version"].is_string()) name += " " + pack->body["version"].get<std::string>();
        names += (names.empty() ? "" : ", ") + name;
    }
    if (!names.empty())
        label(ui, "packs", r.cut_top(28, 4), desk.tr("settings.installed", {{"packs", names}}), {.color = ui.theme().text2});
    Rect row = r.cut_top(ui.control_height(), 12);
    if (button_left(ui, row, {.key = "open_packs", .label = desk.tr("packs.open"), .icon = icon::layers})) desk.go({Page::settings, "packs", {}, {}, {}});
    for (std::size_t i = 0; i < edits_.size(); ++i) r.cut_top(setting_row(desk, i, r));
    return r.y - top;
}

float SettingsPage::setting_row(Desk& desk, std::size_t index, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    FieldEdit& edit = edits_[index];
    const model::Setting* setting = desk.ws().catalog().setting(edit.field().key);
    if (!setting) return 0;
    const float control = std::max(edit.height(desk, 200), ui.control_height());
    const std::string hint = setting->hint.in(desk.language()), name = setting->label.in(desk.language());
    const bool is_switch = edit.field().kind == model::FieldKind::boolean;
    const float beside = is_switch ? 32.f : 200.f, width = r.w - beside - 20;
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3};
    const float text_height = paragraph_height(ui, name, width) + (hint.empty() ? 0.f : paragraph_height(ui, hint, width, quiet));
    const float height = std::max(control, text_height) + 12;
    Rect row = r.cut_top(height);
    const Rect right = row.cut_right(beside, 20);
    const float lead = std::round((height - text_height) / 2);
    const float used = draw_paragraph(ui, {row.x, row.y + lead, width, 1000}, name);
    IdScope scope(ui, static_cast<std::int64_t>(index));
    if (!hint.empty()) label_paragraph(ui, "hint", {row.x, row.y + lead + used, width, text_height - used}, hint, quiet);
    if (edit.draw(desk, Rect{right.x, right.y, right.w, height}.middle(control))) {
        auto saved = desk.run(desk.compose().set_setting(edit.field().key, edit.value()), {.tell_refusal = true});
        if (!saved.ok()) edit.refresh(desk, desk.ws().setting(edit.field().key));
    }
    hline(ui, r.x, row.bottom() - 1, r.w, t.line);
    return height;
}

float SettingsPage::storage(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    r.cut_top(title(desk, r, "settings.storage"));
    const SaveState saved = desk.keeper().saved();
    std::string state = desk.tr(saved.kind == SaveState::Kind::saving      ? "save.saving"
                                : saved.kind == SaveState::Kind::read_only ? "save.read_only"
                                                                           : "save.on_device");
    if (saved.saved_at) state += ", " + moment_text(ui.locale(), desk.zone(), *saved.saved_at, desk.now());
    label(ui, "state", r.cut_top(24, 8), state, {.color = t.text2});
    const auto paragraph = [&](std::string_view key, const std::string& text, const TextSpec& spec) {
        label_paragraph(ui, key, r.cut_top(paragraph_height(ui, text, r.w, spec), 8), text, spec);
    };
    if (saved.limit > 0) {
        const TextArgs room{{"size", size_text(ui.locale(), saved.size)}, {"limit", size_text(ui.locale(), saved.limit)}};
        paragraph("size", desk.tr("settings.size", room), {.color = saved.size > saved.limit * 3 / 5 ? t.danger : t.text2});
    }
    if (const auto files = desk.keeper().files(); files && files->count > 0)
        paragraph("files", desk.plural("settings.files", static_cast<std::int64_t>(files->count),
                                         {{"size", size_text(ui.locale(), static_cast<std::int64_t>(files->bytes))}}), {.color = t.text2});
    if (saved.reason) paragraph("reason", ui.locale().sentence(*saved.reason), {.color = t.danger});
    Rect row = r.cut_top(button_height(ui), 8);
    // In the next line where it does not fit.
    const auto placed = [&](const ButtonSpec& spec) {
        if (row.w < r.w && row.w < button_width(ui, spec)) row = r.cut_top(button_height(ui), 8);
        return button_left(ui, row, spec);
    };
    if (placed({.key = "export", .label = desk.tr("save.copy"), .icon = icon::save})) desk.save_copy();
    if (saved.kind != SaveState::Kind::read_only &&
        placed({.key = "restore", .label = desk.tr("restore.from"), .kind = ButtonKind::ghost}))
        desk.ask_restore();
    if (saved.can_retry && placed({.key = "retry", .label = desk.tr("save.retry"), .kind = ButtonKind::ghost}))
        desk.keeper().retry_saving();
    const auto check = desk.keeper().last_check();
    if (!(check && check->running) && saved.kind != SaveState::Kind::read_only &&
        placed({.key = "check", .label = desk.tr("settings.check"), .kind = ButtonKind::ghost}))
        desk.keeper().check_storage();
    if (check) {
        const std::string when = moment_text(ui.locale(), desk.zone(), check->at, desk.now());
        const std::string line = check->running   ? desk.tr("settings.checking")
                                 : check->failed  ? desk.tr("settings.check_failed", {{"why", ui.locale().sentence(*check->failed)}})
                                 : check->mended > 0 ? desk.tr("settings.checked_mended", {{"when", when}, {"count", std::to_string(check->mended)}})
                                                  : desk.tr("settings.checked", {{"when", when}, {"size", size_text(ui.locale(), static_cast<std::int64_t>(check->bytes))}});
        const bool bad = !check->running && (check->failed || check->mended > 0);
        paragraph("checked", line, {.style = TextStyle::small, .color = bad ? t.danger : t.text2});
    }
    paragraph("about", desk.tr("settings.file_note"), {.style = TextStyle::small, .color = t.text3});
    return r.y - top;
}

}  // namespace potok::ui
