// Settings: who works here, with which roles, and as whom one acts.
#include <algorithm>

#include "generated/icons.h"
#include "ui/kit/button.h"
#include "ui/kit/choice.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/settings/settings_page.h"

namespace potok::ui {

namespace {

std::string role_label(Desk& desk, const std::string& key) {
    if (const model::Role* role = desk.ws().catalog().role(key)) return role->label.in(desk.language());
    return key == "administrator" ? desk.tr("settings.administrator") : key;
}

}  // namespace

float SettingsPage::people(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const float top = r.y;
    r.cut_top(title(desk, r, "settings.people"));
    {
        Group group(ui, "people", {.role = Role::list, .name = desk.tr("settings.people"), .rect = r});
        for (const model::Person& person : people_) r.cut_top(person_row(desk, person, r));
    }
    r.cut_top(8);
    Rect row = r.cut_top(ui.control_height(), 8);
    if (!adding_) {
        if (button_left(ui, row, {.key = "add_person", .label = desk.tr("settings.add_person"), .icon = icon::user_plus})) adding_ = true;
    } else {
        const std::string name = desk.tr("settings.person_name");
        const FieldEvents field = text_field(ui, row.cut_left(std::min(280.f, row.w - 120), 8), {.key = "name", .label = name, .placeholder = name, .error = refusal_.has_value(), .focus_now = new_name_.empty() && !ui.editing_text()}, new_name_);
        if (field.changed) refusal_.reset();
        const bool add = button_left(ui, row, {.key = "create_person", .label = desk.tr("form.add"), .kind = ButtonKind::soft, .disabled = new_name_.empty()});
        if ((add || field.submitted) && !new_name_.empty()) new_person(desk);
        if (ui.escape()) adding_ = false;
    }
    return r.y - top;
}

void SettingsPage::new_person(Desk& desk) {
    auto made = desk.run(desk.compose().create_person(new_name_, {}));
    if (!made.ok()) {
        refusal_ = made.error();
        return;
    }
    roles_open_ = made->record;  // next, what the person may do
    new_name_.clear();
    adding_ = false;
}

float SettingsPage::person_row(Desk& desk, const model::Person& person, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    IdScope scope(ui, person.row);
    Rect row = r.cut_top(ui.phone() ? 56.f : 48.f);
    draw_avatar(ui, row.cut_left(32, 12).middle(32), person.name, person.row);
    const bool me = person.row == desk.actor();
    if (!me && button_right(ui, row, {.key = "act_as", .label = desk.tr("nav.act_as"), .icon = ui.phone() ? icon::user_check : std::string_view(), .icon_only = ui.phone(), .small = true, .tip = person.name})) desk.act_as(person.row);
    if (me && ui.phone()) {
        draw_icon(ui, row.cut_right(20, 8), icon::check, 20, t.accent_text);
    } else if (me) {
        const std::string you = desk.tr("settings.acting_now");
        const TextSpec spec{.style = TextStyle::small, .color = t.accent_text, .align = Align::right};
        label(ui, "me", row.cut_right(text_width(ui, you, spec) + 1, 8), you, spec);
    }
    const bool open = roles_open_ == person.row;
    if (button_right(ui, row, {.key = "roles", .label = desk.tr("settings.roles"), .kind = ButtonKind::ghost, .icon = ui.phone() ? icon::shield_check : std::string_view(), .icon_only = ui.phone(), .small = true, .opens_popup = true, .expanded = open}))
        roles_open_ = open ? 0 : person.row;
    std::string roles;
    for (const std::string& role : person.roles) roles += (roles.empty() ? "" : ", ") + role_label(desk, role);
    row = row.inset(0, 5);
    label(ui, "name", row.cut_top(row.h / 2), person.name, {.weight = Weight::strong});
    label(ui, "role_names", row, roles.empty() ? desk.tr("settings.no_role") : roles, {.style = TextStyle::small, .color = t.text3});
    if (open) {
        std::vector<std::string> keys = {"administrator"};
        for (const model::Role& role : desk.ws().catalog().roles()) keys.push_back(role.key);
        for (const std::string& key : keys) {
            const bool has = std::find(person.roles.begin(), person.roles.end(), key) != person.roles.end();
            Rect line = r.cut_top(ui.phone() ? 44.f : 28.f);
            line.cut_left(44);
            const std::string name = role_label(desk, key);
            if (checkbox(ui, line, key, name, has ? Check::on : Check::off)) {
                std::vector<std::string> chosen = person.roles;
                if (has) std::erase(chosen, key);
                else chosen.push_back(key);
                desk.act(desk.compose().set_roles(person.row, chosen));
            }
        }
        r.cut_top(8);
    }
    hline(ui, r.x, r.y - 1, r.w, t.line);
    return r.y - top;
}

}  // namespace potok::ui
