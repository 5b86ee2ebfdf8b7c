#include "ui/card/money_tab.h"

#include <algorithm>

#include "generated/icons.h"
#include "ui/card/card_commands.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/list.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

void MoneyTab::read(Desk& desk) {
    offers_ = bills_of(desk, record_, true);
    invoices_ = bills_of(desk, record_, false);
    schedule_ = instalments_of(desk, record_);
    payments_ = payments_of(desk, record_, invoices_);
    if (open_.row()) open_.read(desk);
    if (currency_.empty()) {
        const auto profile = model::country_for(desk.ws(), record_);
        currency_ = profile.ok() ? profile->currency : desk.ws().info().currency;
    }
}

void MoneyTab::draw(Desk& desk, Rect area) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    Group group(ui, "money", {.role = Role::tabpanel, .name = desk.tr("card.money"), .rect = area});
    const bool beside = area.w >= 820;
    if (beside && !open_.row() && count() > 0) open_.open(desk, invoices_.empty() ? offers_.front().row : invoices_.front().row);
    if (beside) {
        const Rect left = area.cut_left(count() == 0 ? area.w : 348);
        {
            ScrollArea scroll(ui, "list", left);
            scroll.set_content_height(list(desk, Rect(scroll.content()).inset(20, 8)) + 24);
        }
        if (count() == 0) return;
        vline(ui, left.right() - 1, area.y, area.h, t.line);
        ScrollArea detail(ui, "detail", area);
        Rect r = Rect(detail.content()).inset(24, 16);
        r.w = std::min(r.w, 960.f);
        detail.set_content_height(open_.draw(desk, r) + 40);
        return;
    }
    ScrollArea scroll(ui, open_.row() ? "detail" : "list", area);
    Rect r = Rect(scroll.content()).inset(ui.phone() ? 16.f : 20.f, 8);
    const float top = scroll.content().y;
    r.h = 1e6f;
    if (open_.row()) {
        Rect back = r.cut_top(ui.phone() ? 44.f : 36.f);
        const bool close = button_left(ui, back, {.key = "back", .label = desk.tr("money.all"), .kind = ButtonKind::ghost, .icon = icon::arrow_left, .small = true});
        r.cut_top(open_.draw(desk, r));
        if (close) open_ = BillPanel();
    } else {
        r.cut_top(list(desk, r));
    }
    scroll.set_content_height(r.y - top + 32);
}

float MoneyTab::list(Desk& desk, Rect r) {
    const float top = r.y;
    r.h = 1e6f;
    r.w = std::min(r.w, 720.f);
    r.cut_top(bills(desk, r, true));
    r.cut_top(bills(desk, r, false));
    r.cut_top(schedule(desk, r));
    r.cut_top(payments(desk, r));
    return r.y - top;
}

void MoneyTab::add(Desk& desk, bool offer) {
    const auto data = model::record(desk.ws(), record_);
    if (!data) return;
    FieldValues values = {{"title", Value(data->title())}};
    const bool client = data->type->key == "client";
    if (client) values.emplace_back("client", Value(Ref{data->id}));
    else values.emplace_back("record", Value(Ref{data->id}));
    // The client of a record is whoever its first reference to a client names.
    for (const model::Field& field : data->type->fields)
        if (const Ref* ref = data->get(field.key).as<Ref>(); !client && ref && field.kind == model::FieldKind::reference && field.target == "client") {
            values.emplace_back("client", Value(*ref));
            break;
        }
    const auto made = desk.run(desk.compose().create(offer ? "offer" : "invoice", values));
    if (made.ok()) open_.open(desk, made->record);
}

float MoneyTab::bills(Desk& desk, Rect r, bool offers) {
    Ui& ui = desk.ui();
    const float top = r.y;
    IdScope scope(ui, offers ? "offers" : "invoices");
    const std::vector<Bill>& all = offers ? offers_ : invoices_;
    const std::string title = desk.tr(offers ? "money.offers" : "money.invoices");
    r.cut_top(tab_heading(ui, r, "head", title, all.empty() ? std::string() : std::to_string(all.size())));
    {
        Group list(ui, "list", {.role = Role::list, .name = title, .rect = r});
        for (const Bill& bill : all) r.cut_top(bill_row(desk, r, bill));
    }
    Rect foot = r.cut_top(ui.phone() ? 52.f : 40.f);
    if (button_left(ui, foot, {.key = "new", .label = desk.tr(offers ? "money.new_offer" : "money.new_invoice"), .kind = ButtonKind::ghost, .icon = icon::plus, .small = true})) add(desk, offers);
    r.cut_top(8);
    return r.y - top;
}

float MoneyTab::bill_row(Desk& desk, Rect r, const Bill& bill) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, bill.row);
    const float height = ui.phone() ? 60.f : 52.f;
    const Rect row = r.cut_top(height);
    const std::string name = bill_name(desk, bill), state = bill_state_label(desk, bill), gross = bill.gross ? exact(ui.locale(), *bill.gross) : std::string();
    std::string facts;
    if (bill.due && !bill.draft) facts = desk.tr(bill.offer ? "money.holds_until" : "money.due_on", {{"date", ui.locale().day_month(*bill.due)}});
    else if (bill.date) facts = ui.locale().day_month(*bill.date);
    else facts = bill.title;
    const std::string spoken = name + ", " + state + (gross.empty() ? "" : ", " + gross);
    const Press press = list_row(ui, ui.id("row"), row.expand(0), {.name = spoken, .description = facts, .selected = open_.row() == bill.row, .radius = 6});
    Rect in = row.inset(8, 6);
    Rect first = in.cut_top(in.h / 2);
    const TextSpec amount{.weight = Weight::strong, .align = Align::right};
    draw_text(ui, first.cut_right(text_width(ui, gross, amount) + 2, 8), gross, amount);
    draw_text(ui, first, name, {.weight = Weight::strong});
    const Rect at = in.cut_right(badge_width(ui, state), 8).middle(badge_height);
    badge(ui, {at.x, at.y}, state, bill_tone(bill));
    draw_text(ui, in, facts, {.style = TextStyle::small, .color = t.text3});
    if (press.clicked) open_.open(desk, bill.row);
    return height;
}

float MoneyTab::schedule(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const model::RecordType* type = desk.ws().type_of(record_);
    if (schedule_.empty() && (!type || !type->on_pipeline)) return 0;
    const float top = r.y;
    IdScope scope(ui, "schedule");
    const std::string title = desk.tr("money.schedule");
    r.cut_top(tab_heading(ui, r, "head", title, schedule_.empty() ? std::string() : std::to_string(schedule_.size())));
    {
        Group list(ui, "list", {.role = Role::list, .name = title, .rect = r});
        for (const Instalment& one : schedule_) r.cut_top(instalment_row(desk, r, one));
    }
    if (scheduling_) r.cut_top(new_schedule(desk, r));
    const bool invoiced = std::any_of(schedule_.begin(), schedule_.end(), [](const Instalment& i) { return i.invoice != 0; });
    if (!scheduling_ && !invoiced) {
        Rect foot = r.cut_top(ui.phone() ? 52.f : 40.f);
        if (button_left(ui, foot, {.key = "new", .label = desk.tr(schedule_.empty() ? "money.new_schedule" : "money.change_schedule"), .kind = ButtonKind::ghost, .icon = icon::calendar_clock, .small = true})) {
            scheduling_ = true;
            refusal_.reset();
            parts_ = Decimal(2);
            start_ = today(desk);
            const auto data = model::record(desk.ws(), record_);
            const auto amount = data && !type->amount_field.empty() ? model::money_of(data->get(type->amount_field)) : std::nullopt;
            total_ = amount ? std::optional(amount->minor) : std::nullopt;
            if (amount) currency_ = amount->currency;
        }
    }
    r.cut_top(8);
    return r.y - top;
}

float MoneyTab::instalment_row(Desk& desk, Rect r, const Instalment& one) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, one.row);
    const float height = ui.phone() ? 60.f : 52.f;
    Rect row = r.cut_top(height);
    std::string state, facts;
    Tone tone = Tone::neutral;
    if (one.due) facts = ui.locale().date(*one.due);
    if (!one.when.empty() && !one.due) facts = one.when;
    if (one.state == Instalment::State::invoiced) {
        state = one.number.empty() ? desk.tr("money.invoiced") : one.number;
        tone = one.invoice_state == "paid" ? Tone::success : one.invoice_state == "overdue" ? Tone::danger : Tone::info;
        Bill of;
        of.state = one.invoice_state;
        facts += (facts.empty() ? "" : " · ") + bill_state_label(desk, of);
    } else if (one.state == Instalment::State::due) {
        state = desk.tr("money.is_due");
        tone = Tone::warning;
    } else {
        state = desk.tr("money.waits");
    }
    const std::string amount = one.amount ? exact(ui.locale(), *one.amount) : std::string();
    ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = one.title + ", " + amount, .value = state, .description = facts, .rect = row});
    Rect in = row.inset(8, 6);
    if (one.state == Instalment::State::due && button_right(ui, in, {.key = "issue", .label = desk.tr("money.issue"), .small = true, .tip = one.title}))
        desk.act(commands::issue_instalment(desk.ws(), one.row));
    if (one.invoice && icon_button(ui, in.cut_right(28).middle(28), "open", icon::receipt, desk.tr("money.open_invoice", {{"number", one.number}}), 14)) open_.open(desk, one.invoice);
    Rect first = in.cut_top(in.h / 2);
    const TextSpec strong{.weight = Weight::strong, .align = Align::right};
    draw_text(ui, first.cut_right(text_width(ui, amount, strong) + 2, 8), amount, strong);
    draw_text(ui, first, one.title);
    const Rect at = in.cut_right(badge_width(ui, state), 8).middle(badge_height);
    badge(ui, {at.x, at.y}, state, tone);
    draw_text(ui, in, facts, {.style = TextStyle::small, .color = t.text3});
    hline(ui, r.x, r.y - 1, r.w, t.line);
    return height;
}

// Equal parts, one a month: what most schedules are. Others come with a pack, or from a robot.
float MoneyTab::new_schedule(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const std::string total = desk.tr("money.total"), parts = desk.tr("money.parts"), start = desk.tr("money.first_part"), previous = desk.tr("calendar.previous_month"),
                      next = desk.tr("calendar.next_month"), error = refusal_ ? ui.locale().sentence(*refusal_) : std::string();
    const float field = labelled_height(ui, {.label = total}), first = labelled_height(ui, {.label = total, .error = error}, r.w - 24);
    const float height = 24 + first + 8 + field + 12 + button_height(ui);
    const Rect box{r.x, r.y + 8, r.w, height};
    Group group(ui, "form", {.role = Role::form, .name = desk.tr("money.new_schedule"), .rect = box});
    fill(ui, box, ui.theme().sunken, 8);
    Rect in = box.inset(12, 12);
    money_field(ui, labelled(ui, in.cut_top(first, 8), {.label = total, .error = error}), {.key = "total", .label = total, .right = true, .error = refusal_.has_value()}, total_, currency_);
    const Rect row = in.cut_top(field, 12);
    number_field(ui, labelled(ui, part(row, 0, 2, 8), {.label = parts}), {.key = "parts", .label = parts, .right = true}, parts_, 0);
    date_field(ui, labelled(ui, part(row, 1, 2, 8), {.label = start}), {.key = "start", .label = start, .today = today(desk), .previous_name = previous, .next_name = next}, start_);
    Rect foot = in.cut_top(button_height(ui));
    const auto count = parts_ ? parts_->to_int64() : std::nullopt;
    if (button_left(ui, foot, {.key = "set", .label = desk.tr("money.set_schedule"), .kind = ButtonKind::primary, .disabled = !total_ || !count || *count < 1 || !start_})) {
        const auto done = desk.run(commands::set_schedule(desk.ws(), record_, {*total_, currency_}, *count, *start_), {.tell_refusal = false});
        if (done.ok()) scheduling_ = false;
        else refusal_ = done.error();
    }
    if (button_left(ui, foot, {.key = "cancel", .label = desk.tr("dialog.cancel"), .kind = ButtonKind::ghost})) scheduling_ = false;
    return height + 16;
}

float MoneyTab::payments(Desk& desk, Rect r) {
    if (payments_.empty()) return 0;
    Ui& ui = desk.ui();
    const float top = r.y;
    IdScope scope(ui, "payments");
    const std::string title = desk.tr("money.payments");
    r.cut_top(tab_heading(ui, r, "head", title, std::to_string(payments_.size())));
    Group list(ui, "list", {.role = Role::list, .name = title, .rect = r});
    for (const PaymentView& payment : payments_) r.cut_top(payment_row(desk, r, payment));
    return r.y - top;
}

float MoneyTab::payment_row(Desk& desk, Rect r, const PaymentView& payment) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    IdScope scope(ui, payment.row);
    const bool waits = payment.left.minor > 0;
    const float height = ui.phone() ? 60.f : 52.f;
    Rect row = r.cut_top(height);
    const std::string amount = exact(ui.locale(), payment.amount);
    std::string pays;
    for (const PaymentView::Part& part : payment.parts) pays += (pays.empty() ? "" : ", ") + part.number + (payment.parts.size() > 1 ? " " + exact(ui.locale(), part.amount) : "");
    std::string facts = ui.locale().date(desk.zone().to_local(payment.at).date);
    if (!payment.purpose.empty()) facts += " · " + payment.purpose;
    const std::string state = waits ? desk.tr("money.unallocated", {{"amount", exact(ui.locale(), payment.left)}}) : pays;
    ui.tree().add({.id = ui.id("row"), .role = Role::listitem, .name = amount + ", " + facts, .value = state, .rect = row});
    Rect in = row.inset(8, 6);
    std::vector<const Bill*> open;
    for (const Bill& b : invoices_)
        if (b.open && b.open->minor > 0 && b.open->currency == payment.amount.currency) open.push_back(&b);
    if (waits && !open.empty()) {
        const std::string put = desk.tr("money.allocate");
        const ButtonSpec spec{.key = "allocate", .label = put, .small = true, .opens_popup = true, .expanded = allocating_ == payment.row};
        const Rect at = in.cut_right(button_width(ui, spec), 8).middle(button_height(ui, true));
        if (button(ui, at, spec)) allocating_ = payment.row;
        if (allocating_ == payment.row) {
            std::vector<std::string> names;
            for (const Bill* b : open) names.push_back(b->number + " · " + exact(ui.locale(), *b->open));
            std::vector<MenuItem> items;
            for (const std::string& name : names) items.push_back({.label = name, .icon = icon::receipt});
            const int picked = menu(ui, "invoices", at, put, items);
            if (picked != menu_open) allocating_ = 0;
            if (picked >= 0) desk.act(commands::allocate_payment(desk.ws(), payment.row, open[static_cast<std::size_t>(picked)]->row));
        }
    }
    Rect first = in.cut_top(in.h / 2);
    draw_text(ui, first, amount, {.weight = Weight::strong});
    if (!state.empty()) {
        const Rect at = first.cut_right(std::min(first.w * 0.6f, badge_width(ui, state))).middle(badge_height);
        badge(ui, {at.x, at.y}, state, waits ? Tone::warning : Tone::success);
    }
    draw_text(ui, in, facts, {.style = TextStyle::small, .color = t.text3});
    hline(ui, r.x, r.y - 1, r.w, t.line);
    return height;
}

}  // namespace potok::ui
