// What the card's money tab lists of a record: its offers and invoices, the payment schedule, the payments and what they pay.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/desk.h"
#include "ui/kit/chip.h"

namespace potok::ui {

struct Bill {
    model::RowId row = 0;
    bool offer = false, draft = false, correction = false;
    std::string number, title;
    std::string state;             // as people speak of it today: "overdue" beside the stored ones
    std::optional<Money> gross, open;
    std::optional<Date> date, due; // due: of an offer until when it holds
    int version = 0;               // of an offer
};

struct Instalment {
    enum class State { waiting, due, invoiced };
    model::RowId row = 0, invoice = 0;
    std::string title, when;       // when: the stage or task that makes it due
    std::optional<Money> amount;
    std::optional<Date> due;
    State state = State::waiting;
    std::string number, invoice_state;  // of its invoice
};

struct PaymentView {
    model::RowId row = 0;
    Money amount, left;            // left: pays nothing yet
    Instant at;
    std::string purpose;
    struct Part {
        model::RowId invoice = 0;
        std::string number;
        Money amount;
    };
    std::vector<Part> parts;
};

// Of the record; drafts first, then the newest. Where the record is a client, of the client.
std::vector<Bill> bills_of(Desk& desk, model::RowId record, bool offers);
std::optional<Bill> bill(Desk& desk, model::RowId row);
std::vector<Instalment> instalments_of(Desk& desk, model::RowId record);
std::vector<PaymentView> payments_of(Desk& desk, model::RowId record, const std::vector<Bill>& invoices);

std::string bill_state_label(Desk& desk, const Bill& bill);
Tone bill_tone(const Bill& bill);
// "Invoice FV/3/2026", "Draft invoice", "Correction …", "Offer O/2/2026, version 2"
std::string bill_name(Desk& desk, const Bill& bill);
// With minor units, as documents write amounts.
std::string exact(const Locale& locale, const Money& money);

}  // namespace potok::ui
