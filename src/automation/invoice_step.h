// Steps about money. `invoice`: what is due becomes an invoice, by itself and once. Over an instalment of a payment schedule it issues
// what the instalment says; over any other record it makes an invoice of the lines it names. `offer` makes an offer in the same way,
// `issue` gives its number to a draft, `schedule` sets the instalments of a record.
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
        std::string vat, unit;              // vat: the standard rate when empty; or
        Formula rate;                       // what an expression gives
        Formula each;                       // a list: a line for each item of it, which is called `as`
        std::string as;
    };
    bool offer = false;          // an offer is made
    Text title;                  // the record's own when empty
    Text note;
    Formula client;              // the record's own field `client` when empty, or the record itself where it is one
    std::vector<Line> lines;     // or
    Formula lines_of;            // a document whose lines are copied: an accepted offer, a contract
    std::string prices = "net";  // what the lines' prices mean; that of the offer where lines are copied from one
    std::string series;
    bool issue = true;           // false: it stays a draft
    Formula valid_until;         // offer: its last day
    std::string link;            // field of this record that gets the document
};

struct IssueStep {
    Formula record;              // an offer, an invoice, an instalment
    std::string series;
};

struct ScheduleStep {
    Formula record, client;      // empty: this one, its own
    Formula total, start;        // empty: the record's amount, today
    Formula parts;               // a list of {title, percent or amount or neither, due or days or months or stage or task}
    std::string prices = "gross", vat;
    Formula rate;                // in the place of vat
};

}  // namespace potok::automation
