// The step `invoice`: what is due becomes an invoice, by itself and once. Over an instalment of a payment schedule it issues what the
// instalment says; over any other record it makes an invoice of the lines it names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "automation/formula.h"
#include "model/catalog.h"

namespace potok::automation {

struct InvoiceStep {
    struct Line {
        Text title;
        Formula quantity, price, discount;  // quantity: 1 when empty
        std::string vat, unit;              // vat: the standard rate when empty
    };
    Text title;                  // the record's own when empty
    Formula client;              // the record's own field `client` when empty, or the record itself where it is one
    std::vector<Line> lines;     // or
    Formula lines_of;            // a document whose lines are copied: an accepted offer, a contract
    std::string prices = "net";  // what the lines' prices mean; that of the offer where lines are copied from one
    std::string series;
    bool issue = true;           // false: it stays a draft
    std::string link;            // field of this record that gets the invoice
};

}  // namespace potok::automation
