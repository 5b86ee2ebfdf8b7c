// The card's side: people to call, documents, bookings.
#include <algorithm>

#include "generated/icons.h"
#include "ui/card/card_page.h"
#include "ui/kit/button.h"
#include "ui/kit/chip.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/people.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

// "PDF" of "contract.pdf"
std::string extension(const std::string& name) {
    const auto dot = name.rfind('.');
    if (dot == std::string::npos || name.size() - dot > 6) return "";
    std::string out = name.substr(dot + 1);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::string period_text(Desk& desk, const model::Booking& booking) {
    const Locale& locale = desk.ui().locale();
    const LocalDateTime from = desk.zone().to_local(booking.from), to = desk.zone().to_local(booking.to);
    if (from.date == to.date) return locale.day_month(from.date) + ", " + locale.time(from.time) + "–" + locale.time(to.time);
    return locale.day_month(from.date) + " " + locale.time(from.time) + " – " + locale.day_month(to.date) + " " + locale.time(to.time);
}

}  // namespace

float CardPage::side(Desk& desk, Rect r) {
    const float top = r.y;
    r.h = 1e6f;
    r.cut_top(related(desk, r));
    r.cut_top(documents(desk, r));
    r.cut_top(bookings(desk, r));
    return r.y - top;
}

float CardPage::related(Desk& desk, Rect r) {
    if (contacts_.empty()) return 0;
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    bool open = true;
    r.cut_top(fields_.head(desk, r, "contacts", desk.tr("card.contacts"), std::to_string(contacts_.size()), false, open));
    if (!open) return r.y - top;
    for (const model::Record& contact : contacts_) {
        Rect row = r.cut_top(ui.phone() ? 52.f : 40.f);
        IdScope scope(ui, contact.row);
        draw_avatar(ui, row.cut_left(28, 8).middle(28), contact.title(), contact.row);
        const std::string phone = contact.text("phone");
        if (!phone.empty() && icon_button(ui, row.cut_right(28).middle(28), "call", icon::phone, desk.tr("card.call", {{"name", contact.title()}}), 16, t.accent_text))
            ui.host().open_link("tel:" + phone);
        Rect first = row.cut_top(row.h / 2);
        if (link(ui, first, "open", contact.title(), false)) desk.open_record(contact.row);
        std::string facts = phone;
        if (const std::string position = contact.text("position"); !position.empty()) facts += (facts.empty() ? "" : " · ") + position;
        if (facts.empty()) facts = contact.text("email");
        label(ui, "facts", row, facts, {.style = TextStyle::caption, .color = t.text3});
    }
    r.cut_top(8);
    return r.y - top;
}

float CardPage::documents(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y, row_height = ui.phone() ? 52.f : 40.f;
    bool open = true;
    r.cut_top(fields_.head(desk, r, "documents", desk.tr("card.documents"), std::to_string(files_.size()), false, open));
    if (!open) return r.y - top;

    for (const model::Attachment& file : files_) {
        Rect row = r.cut_top(row_height);
        IdScope scope(ui, file.row);
        draw_icon(ui, row.cut_left(16, 8), icon::file_text, 16, t.text3);
        if (icon_button(ui, row.cut_right(28).middle(28), "remove", icon::x, desk.tr("files.remove", {{"name", file.name}}), 14, t.text3))
            desk.act(desk.compose().detach(file.row), {.done = desk.tr("files.removed", {{"name", file.name}})});
        if (const std::string kind = extension(file.name); !kind.empty()) {
            const Rect at = row.cut_right(badge_width(ui, kind), 4).middle(badge_height);
            badge(ui, {at.x, at.y}, kind, Tone::neutral);
        }
        if (link(ui, row.cut_top(row.h / 2), "open", file.name, false)) desk.open_attachment(file);
        std::string facts = moment_text(ui.locale(), desk.zone(), file.created_at, desk.now()) + ", " + size_text(ui.locale(), file.size);
        if (!file.field.empty()) facts = field_label(*data_->type, file.field, desk.language()) + " · " + facts;
        label(ui, "facts", row, facts, {.style = TextStyle::caption, .color = t.text3});
    }
    // Documents the record should have: a row each until there is one.
    for (const model::Field& field : data_->type->fields) {
        if (field.kind != model::FieldKind::files) continue;
        if (std::any_of(files_.begin(), files_.end(), [&](const auto& f) { return f.field == field.key; })) continue;
        Rect row = r.cut_top(row_height);
        IdScope scope(ui, field.key);
        draw_icon(ui, row.cut_left(16, 8), icon::circle_dashed, 16, t.text3);
        const std::string name = field.label.in(desk.language()), add = desk.tr("move.attach");
        if (button_right(ui, row, {.key = "add", .label = add, .icon = icon::paperclip, .small = true, .tip = name})) desk.ask_attach(record_, field.key);
        label(ui, "name", row, name, {.color = t.text2});
    }
    Rect foot = r.cut_top(ui.phone() ? 52.f : 36.f);
    if (button_left(ui, foot, {.key = "attach", .label = desk.tr("files.attach"), .kind = ButtonKind::ghost, .icon = icon::paperclip, .small = true}))
        desk.ask_attach(record_, "");
    r.cut_top(8);
    return r.y - top;
}

float CardPage::bookings(Desk& desk, Rect r) {
    if (!data_->type->on_pipeline || model::resources(desk.ws()).empty()) return 0;  // nothing to book
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    bool open = true;
    r.cut_top(fields_.head(desk, r, "bookings", desk.tr("card.bookings"), std::to_string(bookings_.size()), false, open));
    if (!open) return r.y - top;
    for (const model::Booking& booking : bookings_) {
        Rect row = r.cut_top(ui.phone() ? 52.f : 40.f);
        IdScope scope(ui, booking.row);
        draw_icon(ui, row.cut_left(16, 8), icon::calendar_check, 16, t.text3);
        if (icon_button(ui, row.cut_right(28).middle(28), "release", icon::x, desk.tr("crews.release"), 14, t.text3))
            desk.act(desk.compose().release(booking.row), {.done = desk.tr("crews.released", {{"resource", booking.resource_name}})});
        if (link(ui, row.cut_top(row.h / 2), "open", booking.resource_name, false)) {
            Route route = Route::to(Page::crews);
            route.day = desk.zone().to_local(booking.from).date;
            desk.go(route);
        }
        label(ui, "when", row, period_text(desk, booking), {.style = TextStyle::caption, .color = t.text3});
    }
    Rect foot = r.cut_top(ui.phone() ? 52.f : 36.f);
    if (button_left(ui, foot, {.key = "book", .label = desk.tr("crews.book"), .kind = ButtonKind::ghost, .icon = icon::calendar_plus, .small = true}))
        desk.ask_book(record_);
    r.cut_top(8);
    return r.y - top;
}

}  // namespace potok::ui
