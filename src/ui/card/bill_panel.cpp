#include "ui/card/bill_panel.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "generated/icons.h"
#include "model/document_template.h"
#include "ui/card/card_commands.h"
#include "ui/card/card_tab.h"
#include "ui/forms/field_edit.h"
#include "ui/kit/button.h"
#include "ui/kit/date_picker.h"
#include "ui/kit/field.h"
#include "ui/kit/paint.h"
#include "ui/kit/text.h"
#include "ui/value_text.h"

namespace potok::ui {

void BillPanel::open(Desk& desk, model::RowId row) {
    *this = BillPanel();
    row_ = row;
    read(desk);
}

void BillPanel::read(Desk& desk) {
    const auto r = model::record(desk.ws(), row_);
    const auto fresh = bill(desk, row_);
    if (!r || !fresh) {
        row_ = 0;
        return;
    }
    bill_ = *fresh;
    reason_said_ = r->text("reason");
    buyer_.clear();
    const Json buyer = Json::parse(r->text("buyer"), nullptr, false);
    if (buyer.is_object() && buyer.contains("name") && buyer["name"].is_string()) buyer_ = buyer["name"].get<std::string>();
    else if (const model::RowId client = model::row_of(desk.ws(), r->get("client"))) buyer_ = model::title_of(desk.ws(), client);
    prints_.clear();
    for (const model::DocumentTemplate& t : model::document_templates(desk.ws().catalog(), r->type->key)) prints_.emplace_back(t.key, t.label.in(desk.language()));
    papers_.read(desk, {row_}, false);
    read_lines(desk);
}

float BillPanel::draw(Desk& desk, Rect r) {
    if (row_ == 0) return 0;
    Ui& ui = desk.ui();
    IdScope scope(ui, row_);
    const float top = r.y;
    r.h = 1e6f;
    r.cut_top(head(desk, r));
    r.cut_top(facts(desk, r));
    r.cut_top(actions(desk, r), 4);
    if (mode_ == Mode::pay || mode_ == Mode::reject) r.cut_top(question(desk, r), 8);
    r.cut_top(lines(desk, r));
    if (mode_ == Mode::correct) r.cut_top(question(desk, r), 8);
    r.cut_top(printed(desk, r));
    return r.y - top;
}

float BillPanel::head(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const std::string name = bill_name(desk, bill_), state = bill_state_label(desk, bill_);
    Rect row = r.cut_top(28);
    const TextSpec spec{.style = TextStyle::lead, .weight = Weight::strong};
    const float width = std::min(text_width(ui, name, spec) + 2, row.w - badge_width(ui, state) - 10);
    heading(ui, "name", row.cut_left(width, 10), 2, name, spec);
    const Rect at = row.middle(badge_height);
    badge(ui, {at.x, at.y}, state, bill_tone(bill_));
    ui.tree().add({.id = ui.id("state"), .role = Role::text, .name = state, .rect = at});
    return 28;
}

float BillPanel::facts(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    std::string text;
    const auto add = [&](const std::string& more) {
        if (!more.empty()) text += (text.empty() ? "" : " · ") + more;
    };
    add(buyer_.empty() ? desk.tr("money.no_client") : buyer_);
    if (bill_.date) add(desk.tr("money.issued_on", {{"date", ui.locale().date(*bill_.date)}}));
    if (bill_.due) add(desk.tr(bill_.offer ? "money.holds_until" : "money.due_on", {{"date", ui.locale().date(*bill_.due)}}));
    add(desk.tr(prices_gross_ ? "money.prices_gross" : "money.prices_net"));
    if (!reason_said_.empty()) add(desk.tr("money.because", {{"reason", reason_said_}}));
    const TextSpec quiet{.style = TextStyle::small, .color = t.text3};
    const float height = paragraph_height(ui, text, r.w, quiet);
    label_paragraph(ui, "facts", {r.x, r.y, r.w, height}, text, quiet);
    return height + 8;
}

void BillPanel::begin(Desk& desk, Mode mode) {
    mode_ = mode;
    reason_.clear();
    refusal_.reset();
    day_ = today(desk);
    amount_ = bill_.open ? std::optional(bill_.open->minor) : std::nullopt;
    read_lines(desk);
}

float BillPanel::actions(Desk& desk, Rect r) {
    if (mode_ != Mode::look) return 0;
    Ui& ui = desk.ui();
    const model::Workspace& ws = desk.ws();
    const float height = button_height(ui, !ui.phone()) + 8;
    Rect row = r.cut_top(height);
    float used = height;
    const auto press = [&](const char* key, std::string_view glyph, ButtonKind kind = ButtonKind::secondary, bool disabled = false, std::string_view tip = {}) {
        const std::string text = desk.tr(std::string("money.") + key);
        const ButtonSpec spec{.key = key, .label = text, .kind = kind, .icon = glyph, .small = !ui.phone(), .disabled = disabled, .tip = tip};
        if (button_width(ui, spec) > row.w) {  // the next line
            row = r.cut_top(height);
            used += height;
        }
        return button_left(ui, row, spec);
    };
    const std::string empty = desk.tr("money.no_lines");
    if (bill_.draft) {
        if (press("issue", icon::check, ButtonKind::primary, lines_.empty(), lines_.empty() ? std::string_view(empty) : std::string_view()))
            desk.act(bill_.offer ? commands::issue_offer(ws, row_) : commands::issue_invoice(ws, row_));
        if (press("delete", icon::trash_2, ButtonKind::ghost)) {
            const std::string name = bill_name(desk, bill_);
            desk.act(desk.compose().remove(row_), {.done = desk.tr("card.deleted", {{"name", name}})});
        }
    } else if (bill_.offer) {
        if (bill_.state == "sent") {
            if (press("accept", icon::check, ButtonKind::primary)) desk.act(commands::decide_offer(ws, row_, true, {}));
            if (press("reject", icon::x)) begin(desk, Mode::reject);
        }
        // What comes of it is opened: it is what one works on next.
        std::optional<model::Command> next;
        if (bill_.state == "accepted" && press("to_invoice", icon::receipt, ButtonKind::primary)) next = commands::invoice_offer(ws, row_);
        if (bill_.state == "sent" && mode_ == Mode::look && press("revise", icon::copy)) next = commands::revise_offer(ws, row_);
        const auto made = next ? desk.run(*next) : Result<model::Outcome>(error("document.issued"));
        if (next && made.ok()) {
            open(desk, made->record);
            return used;
        }
    } else if (!bill_.correction) {
        if (bill_.open && bill_.open->minor > 0 && press("pay", icon::banknote, ButtonKind::primary)) begin(desk, Mode::pay);
        if (bill_.state != "cancelled" && press("correct", icon::pencil)) begin(desk, Mode::correct);
    }
    if (bill_.draft) return used;
    for (const auto& [key, text] : prints_) {
        IdScope scope(ui, key);
        const ButtonSpec spec{.key = "print", .label = text, .icon = icon::file_plus, .small = !ui.phone()};
        if (button_width(ui, spec) > row.w) {
            row = r.cut_top(height);
            used += height;
        }
        if (!button_left(ui, row, spec)) continue;
        const auto made = desk.run(commands::make_document(ws, row_, key));
        if (made.ok()) desk.tell_done(*made, desk.tr("papers.made", {{"name", model::title_of(ws, made->record)}}));
    }
    return used;
}

// What has to be said before it is done: how much and when, or why.
float BillPanel::question(Desk& desk, Rect r) {
    Ui& ui = desk.ui();
    const Theme& t = ui.theme();
    const bool paying = mode_ == Mode::pay;
    const std::string title = desk.tr(paying ? "money.pay" : mode_ == Mode::correct ? "money.correct" : "money.reject"), amount = desk.tr("money.amount"),
                      day = desk.tr("money.received"), purpose = desk.tr(paying ? "money.purpose" : "money.reason"),
                      previous = desk.tr("calendar.previous_month"), next = desk.tr("calendar.next_month"),
                      error = refusal_ ? ui.locale().sentence(*refusal_) : std::string();
    const float field = labelled_height(ui, {.label = amount}), last = labelled_height(ui, {.label = purpose, .error = error}, r.w - 32);
    const bool narrow = r.w < 520;
    const float height = 24 + (paying ? (narrow ? 2 * (field + 8) : field + 8) : 0) + last + 12 + button_height(ui);
    const Rect box{r.x, r.y, r.w, height};
    Group group(ui, "question", {.role = Role::form, .name = title, .rect = box});
    fill(ui, box, t.sunken, 8);
    Rect in = box.inset(16, 12);
    if (paying) {
        Rect row = in.cut_top(narrow ? 2 * (field + 8) : field, narrow ? 0 : 8);
        const Rect first = narrow ? row.cut_top(field, 8) : part(row, 0, 2, 12), second = narrow ? row.cut_top(field, 8) : part(row, 1, 2, 12);
        money_field(ui, labelled(ui, first, {.label = amount}), {.key = "amount", .label = amount, .right = true}, amount_, currency_);
        date_field(ui, labelled(ui, second, {.label = day}), {.key = "day", .label = day, .today = today(desk), .previous_name = previous, .next_name = next}, day_);
    }
    const bool needed = mode_ == Mode::correct || mode_ == Mode::reject;
    if (text_field(ui, labelled(ui, in.cut_top(last, 12), {.label = purpose, .error = error, .required = needed}),
                   {.key = "reason", .label = purpose, .required = needed, .error = refusal_.has_value()}, reason_).submitted)
        submit(desk);
    Rect foot = in.cut_top(button_height(ui));
    const std::string yes = desk.tr(paying ? "money.record" : mode_ == Mode::correct ? "money.issue_correction" : "money.reject"), no = desk.tr("dialog.cancel");
    const bool ready = paying ? amount_ && *amount_ != 0 && day_ : !reason_.empty();
    if (button_left(ui, foot, {.key = "yes", .label = yes, .kind = mode_ == Mode::reject ? ButtonKind::danger_outline : ButtonKind::primary, .disabled = !ready})) submit(desk);
    if (mode_ != Mode::look && button_left(ui, foot, {.key = "no", .label = no, .kind = ButtonKind::ghost})) begin(desk, Mode::look);
    return height;
}

void BillPanel::submit(Desk& desk) {
    const model::Workspace& ws = desk.ws();
    std::optional<model::Command> command;
    if (mode_ == Mode::pay && amount_ && day_) {
        const auto r = model::record(ws, row_);
        // Today it came now; of an earlier day only the day is known.
        const Instant at = *day_ == today(desk) ? desk.now() : desk.zone().to_instant({*day_, TimeOfDay{12 * 3'600'000}});
        command = commands::record_payment(ws, {*amount_, currency_}, r ? model::row_of(ws, r->get("record")) : 0, row_, at, reason_);
    } else if (mode_ == Mode::reject) {
        command = commands::decide_offer(ws, row_, false, reason_);
    } else if (mode_ == Mode::correct) {
        std::vector<commands::CorrectedLine> corrected;
        for (const LineEdit& e : lines_) {
            const FieldValues values = e.taken_back ? FieldValues() : changed_values(e);
            if (e.taken_back || !values.empty()) corrected.push_back({e.line.row, values});
        }
        if (corrected.empty()) {
            refusal_ = error("correction.nothing");
            return;
        }
        command = commands::correct_invoice(ws, row_, corrected, reason_);
    }
    if (!command) return;
    const auto done = desk.run(*command, {.tell_refusal = false});
    if (!done.ok()) {
        refusal_ = done.error();
        return;
    }
    const bool paid = mode_ == Mode::pay;
    begin(desk, Mode::look);
    if (paid) desk.tell_done(*done, desk.tr("money.recorded"));  // what is issued shows, and cannot be undone
}

float BillPanel::printed(Desk& desk, Rect r) {
    if (papers_.size() == 0) return 0;
    const float top = r.y;
    r.cut_top(tab_heading(desk.ui(), r, "printed", desk.tr("card.documents"), std::to_string(papers_.size())));
    r.cut_top(papers_.draw(desk, r, desk.ui().screen()));
    return r.y - top;
}

}  // namespace potok::ui
