// Payment schedules: what of a contract is to be paid when. Each instalment is a record of its own (`instalment`), so that robots and
// gates see it: one whose `due` has come is issued as an invoice, once.
//
// An instalment falls due on a date, so many days or months after the start, or by a milestone: when its record enters a stage, or a
// task of it is done. A milestone writes the day it was reached into `due`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/invoicing.h"

namespace potok::model {

struct SchedulePart {
    std::string title;               // absent: "1/3"
    std::optional<Decimal> percent;  // of the total; or
    std::optional<Money> amount;     // neither: all parts are equal
    // When: exactly one of these.
    std::optional<Date> due;
    std::optional<std::int64_t> days, months;  // after the start
    std::string stage, task;         // milestones: stage key; task by key, one made by hand by its title
};

struct Schedule {
    RowId record = 0, client = 0;    // client: the record's own when 0
    Money total;
    Prices prices = Prices::gross;   // what total and amounts mean
    std::string vat;                 // rate; empty: the standard one of the day each is issued
    Date start;
    std::vector<SchedulePart> parts;
};

// Amounts of the parts in minor units, their sum the total exactly: what rounding leaves over goes to the last part.
// Errors: schedule.empty, schedule.mixed (percent, amount and neither together), schedule.percent_sum, schedule.amount_sum,
// schedule.amount (a part of nothing or less), number.overflow.
Result<std::vector<std::int64_t>> split(const Money& total, const std::vector<SchedulePart>& parts);
// `count` equal parts, one every so many days or months, the first at the start. Errors: schedule.empty
Result<std::vector<SchedulePart>> every(std::int64_t count, std::optional<std::int64_t> days, std::optional<std::int64_t> months);

// Puts a schedule in the place of the one the record has. Errors: those of split, schedule.when (not exactly one time), schedule.invoiced
// (part of the old one is invoiced), stage.unknown, vat.unknown.
Status set_schedule(Operation& op, const Schedule& schedule, const MakeId& ids = {});

// The invoice of an instalment: one line, issued. Errors: instalment.invoiced, instalment.not_due, those of issuing.
Result<RowId> issue_instalment(Operation& op, RowId instalment, const IssueOptions& options = {}, const MakeId& ids = {});
// The invoice it has, unless that was cancelled; 0: none.
RowId invoice_of_instalment(const Workspace& ws, RowId instalment);

// A stage was entered or a task done: instalments that wait for it fall due today. Asked after each written change.
bool is_milestone(const Change& change);
Status reach_milestones(Operation& op, const Change& change);

}  // namespace potok::model
