// The lines of an offer or invoice, and what they come to.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "generated/icons.h"
#include "ui/card/bill_panel.h"
#include "ui/card/card_commands.h"
#include "ui/card/card_tab.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/field.h"
#include "ui/kit/list.h"
#include "ui/kit/paint.h"
#include "ui/kit/select.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr float stacked_below = 620, action = 28;

}  // namespace

void BillPanel::read_lines(Desk& desk) {
    const model::Workspace& ws = desk.ws();
    const Locale& locale = desk.ui().locale();
    lines_.clear(), rates_.clear(), sums_.clear();
    const auto terms = model::terms_of(ws, row_);
    unreadable_ = terms.ok() ? std::nullopt : std::optional(terms.error());
    if (!terms.ok()) return;
    currency_ = terms->currency;
    prices_gross_ = terms->prices == model::Prices::gross;
    for (const model::VatRate& rate : terms->profile.rates)
        if (rate.valid_on(today(desk))) rates_.emplace_back(rate.code, rate.label.in(desk.language()));
    const auto rate_index = [&](const std::string& code) {
        for (std::size_t i = 0; i < rates_.size(); ++i)
            if (rates_[i].first == code) return static_cast<int>(i);
        if (code.empty()) return -1;
        rates_.emplace_back(code, code);
        return static_cast<int>(rates_.size()) - 1;
    };
    const auto totals = bill_.draft ? model::totals_of(ws, row_) : Result<model::Totals>(error("document.issued"));
    const auto all = mode_ == Mode::correct ? model::effective_lines(ws, row_) : model::lines_of(ws, row_);
    for (std::size_t i = 0; i < all.size(); ++i) {
        LineEdit e;
        e.line = all[i];
        e.title = e.line.title;
        e.unit = e.line.unit;
        e.quantity = e.line.quantity;
        if (!e.line.discount.is_zero()) e.discount = e.line.discount;
        e.price = e.line.price.minor;
        e.vat = rate_index(e.line.vat);
        std::optional<Money> amount = prices_gross_ ? e.line.gross : e.line.net;
        if (!amount && totals.ok() && i < totals->lines.size()) {
            const auto minor = prices_gross_ ? totals->lines[i].gross : totals->lines[i].net;
            if (minor) amount = Money{*minor, totals->currency};
        }
        if (amount) e.amount = exact(locale, *amount);
        lines_.push_back(std::move(e));
    }
    const auto add = [&](const std::string& label, const Money& money, bool strong = false) { sums_.push_back({label, exact(locale, money), strong}); };
    if (totals.ok() && !all.empty()) {
        add(desk.tr("money.net"), totals->net_money());
        for (const model::RateTotal& rate : totals->rates) add(desk.tr("money.vat_of", {{"rate", rates_[static_cast<std::size_t>(std::max(0, rate_index(rate.vat)))].second}}), {rate.tax, totals->currency});
        add(desk.tr("money.gross"), totals->gross_money(), true);
        return;
    }
    const auto r = model::record(ws, row_);
    const auto gross = r ? model::money_of(r->get("gross")) : std::nullopt;
    if (!gross) return;
    if (const auto net = model::money_of(r->get("net"))) add(desk.tr("money.net"), *net);
    const Json rates = Json::parse(r->text("rates"), nullptr, false);
    if (rates.is_array()) {
        for (const Json& rate : rates) {
            if (!rate.is_object()) continue;
            const auto tax = value_from_json({{"m", rate.value("tax", "0")}, {"c", gross->currency}});
            const Money* money = tax.ok() ? tax->as<Money>() : nullptr;
            const int index = rate_index(rate.value("vat", ""));
            if (money && index >= 0) add(desk.tr("money.vat_of", {{"rate", rates_[static_cast<std::size_t>(index)].second}}), *money);
        }
    }
    add(desk.tr("money.gross"), *gross, true);
    if (const auto paid = model::money_of(r->get("paid")); paid && paid->minor != 0) add(desk.tr("money.paid"), *paid);
    if (bill_.open && !bill_.correction) add(desk.tr("money.open"), *bill_.open, true);
}

float BillPanel::lines(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const float top = r.y;
    if (unreadable_) {
        const std::string text = ui.locale().sentence(*unreadable_) + " " + ui.locale().remedy(*unreadable_);
        const TextSpec spec{.color = t.danger};
        r.cut_top(label_paragraph(ui, "unreadable", r, text, spec), 8);
        return r.y - top;
    }
    if (r.w >= stacked_below) {
        // The header stands over the same columns as the rows.
        Rect head = r.cut_top(28);
        if (editable()) head.cut_right(action);
        const TextSpec quiet{.style = TextStyle::caption, .color = t.text3}, right{.style = TextStyle::caption, .color = t.text3, .align = Align::right};
        IdScope scope(ui, "head");
        label(ui, "amount", head.cut_right(112, 8), desk.tr(prices_gross_ ? "money.gross" : "money.net"), right);
        label(ui, "vat", head.cut_right(84, 8), desk.tr("money.vat"), quiet);
        label(ui, "discount", head.cut_right(72, 8), desk.tr("money.discount"), right);
        label(ui, "price", head.cut_right(116, 8), desk.tr("money.price"), right);
        label(ui, "unit", head.cut_right(60, 8), desk.tr("money.unit"), quiet);
        label(ui, "quantity", head.cut_right(76, 8), desk.tr("money.quantity"), right);
        label(ui, "title", head, desk.tr("money.what"), quiet);
        hline(ui, r.x, r.y - 1, r.w, t.line);
    }
    {
        Group list(ui, "lines", {.role = Role::list, .name = desk.tr("money.lines"), .rect = r});
        for (std::size_t i = 0; i < lines_.size(); ++i) r.cut_top(line_row(desk, r, i));
    }
    if (lines_.empty()) r.cut_top(tab_nothing(ui, r, "no_lines", desk.tr("money.no_lines")));
    if (bill_.draft) r.cut_top(new_line(desk, r));
    r.cut_top(totals(desk, r));
    return r.y - top;
}

float BillPanel::line_row(Desk& desk, Rect r, std::size_t index) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    LineEdit& e = lines_[index];
    IdScope scope(ui, e.line.row);
    const bool stacked = r.w < stacked_below;
    const float control = ui.control_height(), height = stacked ? 3 * control + 20 : std::max(36.f, control + 4);
    Rect row = r.cut_top(height);
    const std::string spoken = e.line.title + ", " + e.amount;
    Group group(ui, "line", {.role = Role::listitem, .name = spoken, .rect = row});
    if (editable()) {
        const float size = ui.phone() ? 44.f : action;
        Rect at = stacked ? Rect{row.right() - size, row.y, size, control} : row.cut_right(size);
        const bool correct = mode_ == Mode::correct;
        const std::string name = desk.tr(correct ? (e.taken_back ? "money.keep_line" : "money.take_back") : "money.remove_line", {{"name", e.line.title}});
        if (icon_button(ui, at.middle(size), "remove", correct ? (e.taken_back ? icon::undo_2 : icon::minus) : icon::x, name, 14, t.text3)) {
            if (correct) e.taken_back = !e.taken_back;
            else desk.act(commands::remove_line(desk.ws(), e.line.row));
        }
        if (e.taken_back) {
            draw_text(ui, row, desk.tr("money.taken_back", {{"name", e.line.title}}), {.color = t.text3});
        } else if (line_fields(desk, row, e, false) && !correct) {
            save_line(desk, e);
        }
    } else {
        const Locale& locale = ui.locale();
        const std::string price = exact(locale, e.line.price), quantity = locale.number(e.line.quantity),
                          discount = e.discount ? locale.number(*e.discount) + " %" : std::string(),
                          vat = e.vat >= 0 ? rates_[static_cast<std::size_t>(e.vat)].second : std::string();
        const TextSpec right{.align = Align::right}, quiet{.color = t.text2};
        if (stacked) {
            row.cut_top(6);
            Rect first = row.cut_top(22);
            draw_text(ui, first.cut_right(text_width(ui, e.amount) + 2, 8), e.amount, right);
            draw_text(ui, first, e.line.title);
            std::string second = quantity + (e.unit.empty() ? "" : " " + e.unit) + " × " + price;
            if (!discount.empty()) second += " − " + discount;
            if (!vat.empty()) second += " · " + desk.tr("money.vat") + " " + vat;
            draw_text(ui, row.cut_top(20), second, {.style = TextStyle::small, .color = t.text3});
            hline(ui, r.x, row.y + 5, r.w, t.line);
            return 54;
        }
        draw_text(ui, row.cut_right(112, 8), e.amount, right);
        draw_text(ui, row.cut_right(84, 8), vat, quiet);
        draw_text(ui, row.cut_right(72, 8), discount, {.color = t.text2, .align = Align::right});
        draw_text(ui, row.cut_right(116, 8), price, right);
        draw_text(ui, row.cut_right(60, 8), e.unit, quiet);
        draw_text(ui, row.cut_right(76, 8), quantity, right);
        draw_text(ui, row, (e.line.reversal ? "− " : "") + e.line.title, {.color = e.line.reversal ? t.text3 : t.text});
    }
    hline(ui, r.x, r.y - 1, r.w, t.line);
    return height;
}

// True when an edit was finished.
bool BillPanel::line_fields(Desk& desk, Rect r, LineEdit& e, bool fresh, bool* submitted) {
    Ui& ui = desk.ui();
    const bool stacked = r.w < stacked_below - 40;
    const float control = ui.control_height();
    bool done = false;
    const auto finished = [&](const FieldEvents& events) {
        done = done || ((events.left || events.submitted) && events.edited);
        if (submitted && events.submitted) *submitted = true;
    };
    const std::string what = desk.tr(fresh ? "money.new_line" : "money.what"), quantity = desk.tr("money.quantity"), unit = desk.tr("money.unit"),
                      price = desk.tr("money.price"), discount = desk.tr("money.discount"), vat = desk.tr("money.vat");
    std::vector<Option> rates;
    for (const auto& [code, name] : rates_) rates.push_back({.label = name});
    const bool plain = !fresh && !stacked;
    const auto title_field = [&](const Rect& at) { finished(text_field(ui, at, {.key = "title", .label = what, .placeholder = what, .plain = plain}, e.title)); };
    const auto quantity_field = [&](const Rect& at) {
        finished(number_field(ui, at, {.key = "quantity", .label = quantity, .placeholder = stacked ? std::string_view(quantity) : "1", .right = true, .plain = plain}, e.quantity, 4));
    };
    const auto unit_field = [&](const Rect& at) { finished(text_field(ui, at, {.key = "unit", .label = unit, .placeholder = stacked || fresh ? std::string_view(unit) : "", .plain = plain}, e.unit)); };
    const auto price_field = [&](const Rect& at) { finished(money_field(ui, at, {.key = "price", .label = price, .placeholder = stacked ? std::string_view(price) : "", .right = true, .plain = plain}, e.price, currency_)); };
    const auto discount_field = [&](const Rect& at) {
        finished(number_field(ui, at, {.key = "discount", .label = discount, .placeholder = stacked ? std::string_view(discount) : "", .suffix = "%", .right = true, .plain = plain}, e.discount, 2));
    };
    const auto vat_select = [&](const Rect& at) {
        if (select(ui, at, {.key = "vat", .label = vat, .placeholder = vat, .plain = plain}, rates, e.vat)) done = true;
    };
    const TextSpec right{.align = Align::right};
    if (!stacked) {
        draw_text(ui, r.cut_right(112, 8), e.amount, right);
        const auto at = [&](float width) { return r.cut_right(width, 8).middle(control); };
        const Rect vat_at = at(84), discount_at = at(72), price_at = at(116), unit_at = at(60), quantity_at = at(76);
        title_field(r.middle(control));
        quantity_field(quantity_at);
        unit_field(unit_at);
        price_field(price_at);
        discount_field(discount_at);
        vat_select(vat_at);
        return done;
    }
    Rect first = r.cut_top(control, 6);
    first.cut_right(fresh ? 0.f : 48.f);
    title_field(first);
    Rect second = r.cut_top(control, 6);
    quantity_field(part(second, 0, 3, 8));
    unit_field(part(second, 1, 3, 8));
    price_field(part(second, 2, 3, 8));
    Rect third = r.cut_top(control, 6);
    discount_field(part(third, 0, 3, 8));
    vat_select(part(third, 1, 3, 8));
    draw_text(ui, part(third, 2, 3, 8), e.amount, right);
    return done;
}

float BillPanel::new_line(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    IdScope scope(ui, "new_line");
    const bool stacked = r.w < stacked_below;
    const float control = ui.control_height();
    Rect row = r.cut_top(stacked ? 3 * control + 26 : control + 12);
    row.cut_top(6);
    Group group(ui, "fields", {.role = Role::group, .name = desk.tr("money.new_line"), .rect = row});
    Rect add_at = stacked ? Rect(r.cut_top(control, 6)) : row.cut_right(action).middle(action);
    bool add = false;
    line_fields(desk, row, fresh_, true, &add);
    const bool ready = !fresh_.title.empty() && fresh_.price.has_value();
    const std::string name = desk.tr("money.add_line");
    if (stacked ? button_left(ui, add_at, {.key = "add", .label = name, .icon = icon::plus, .small = true, .disabled = !ready})
                       : button(ui, add_at, {.key = "add", .label = name, .icon = icon::plus, .icon_only = true, .small = true, .disabled = !ready}))
        add = true;
    if (add && ready) {
        const std::string vat = fresh_.vat >= 0 ? rates_[static_cast<std::size_t>(fresh_.vat)].first : std::string();
        const auto made = desk.run(commands::add_line(desk.ws(), row_, fresh_.title, {*fresh_.price, currency_}, fresh_.quantity, fresh_.unit, vat));
        if (made.ok()) fresh_ = LineEdit();
    }
    return stacked ? 4 * control + 38 : control + 12;
}

float BillPanel::totals(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    if (sums_.empty()) return 8;
    const float top = r.y;
    r.cut_top(8);
    if (editable() && r.w >= stacked_below) r.cut_right(action);
    std::int64_t n = 0;
    for (const Sum& sum : sums_) {
        IdScope scope(ui, n++);
        Rect row = r.cut_top(24);
        const TextSpec amount{.weight = sum.strong ? Weight::strong : Weight::regular, .align = Align::right};
        const Rect amount_at = row.cut_right(std::max(132.f, text_width(ui, sum.amount, amount) + 4), 12);
        label(ui, "name", row, sum.label, {.weight = amount.weight, .color = sum.strong ? t.text : t.text2, .align = Align::right});
        label(ui, "amount", amount_at, sum.amount, amount);
    }
    r.cut_top(8);
    return r.y - top;
}

FieldValues BillPanel::changed_values(const LineEdit& e) const {
    FieldValues values;
    const auto differs = [&](const char* field, const Value& now, const Value& before) {
        if (!(now == before)) values.emplace_back(field, now);
    };
    differs("title", Value(e.title), Value(e.line.title));
    differs("unit", Value(e.unit), Value(e.line.unit));
    differs("quantity", Value(e.quantity.value_or(Decimal(1))), Value(e.line.quantity));
    differs("discount", Value(e.discount.value_or(Decimal(0))), Value(e.line.discount));
    if (e.price) differs("price", Value(Money{*e.price, currency_}), Value(e.line.price));
    if (e.vat >= 0) differs("vat", Value(rates_[static_cast<std::size_t>(e.vat)].first), Value(e.line.vat));
    return values;
}

void BillPanel::save_line(Desk& desk, LineEdit& e) {
    const FieldValues values = changed_values(e);
    if (!values.empty() && !desk.act(commands::change_line(desk.ws(), e.line.row, values))) read_lines(desk);
}

}  // namespace potok::ui
