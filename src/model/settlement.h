// What is owed and what is paid: payments, the invoices they pay, states and ageing.
//
//   owed     what the invoice comes to, with its corrections
//   paid     the sum of what payments put against it (`allocation` rows; refunds below zero)
//   open     owed − paid
//   state    draft (no number) · issued (nothing paid) · partly_paid · paid (nothing open) · overpaid (open below zero) ·
//            cancelled (corrections left nothing owed, and nothing was paid)
// Kept with the invoice in the same operation as whatever changes it, always by `settle`. Overdue is no state of its own that is kept:
// it is asked for a day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/documents.h"

namespace potok::model {

struct InvoiceBalance {
    Money owed, paid, open;
    std::string state;
};
// Of an issued invoice that is no correction. Error: document.not_issued
Result<InvoiceBalance> balance_of(const Workspace& ws, RowId invoice);
// Brings paid, open and state of an invoice up to date; of a correction only its state. Nothing on a draft.
Status settle(Operation& op, RowId invoice);

// The state as people speak of it on a day: "overdue" where something is open past its due date. `invoice` is any invoice.
std::string state_on(const Record& invoice, Date day);

struct NewPayment {
    Money amount;                    // below zero: a refund
    RowId record = 0;
    std::optional<Instant> received_at;
    std::string purpose, source, title;
    RowId refunds = 0;               // of what another payment brought too much
    struct Part {
        RowId invoice = 0;
        std::optional<Money> amount; // absent: as much as is open, or of the payment left
    };
    std::vector<Part> parts;         // what it pays; may be empty: put against invoices later
};
// Errors: payment.zero, payment.currency, payment.over_invoice (more than is open, by name), payment.over_payment (parts exceed it),
// payment.refund_exceeds, document.not_issued, correction.of_correction.
Result<RowId> record_payment(Operation& op, const NewPayment& payment, const std::optional<Uuid>& id = {});
// Puts what is left of a payment against an invoice. Errors as above, and payment.nothing_left.
Status allocate_payment(Operation& op, RowId payment, const NewPayment::Part& part);
// What a payment brought that pays nothing yet (and was not given back). Below zero never; zero for refunds.
Result<Money> unallocated(const Workspace& ws, RowId payment);
// A payment, or what it pays of an invoice, was deleted or has come back: the invoices are reckoned anew. Nothing for other types.
// Error: payment.over_payment (it has been put against something else meanwhile)
Status resettle(Operation& op, const RecordType& type, RowId row);

// --- ageing -----------------------------------------------------------------------------------------------------------
struct AgeingItem {
    RowId invoice = 0, client = 0, record = 0;
    std::string number, client_name;
    Date due;
    int days = 0;      // overdue; 0 and below: not yet due
    Money open;
    std::size_t bucket = 0;
};
struct Ageing {
    std::vector<int> bounds;         // {30, 60, 90}: buckets 0 = not due, 1 = 1–30, 2 = 31–60, 3 = 61–90, 4 = over 90 days
    std::vector<AgeingItem> items;   // longest overdue first, then by number
    struct Sum {
        std::string currency;
        std::vector<std::int64_t> buckets;  // minor units, one per bucket
        std::int64_t total = 0;
    };
    std::vector<Sum> sums;           // by currency, alphabetical
};
// Every invoice with something open on `day`. `bounds` must rise.
Ageing ageing(const Workspace& ws, Date day, std::vector<int> bounds = {30, 60, 90});

}  // namespace potok::model
