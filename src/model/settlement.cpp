#include "model/settlement.h"

#include <algorithm>
#include <limits>
#include <map>

#include "db/connection.h"

namespace potok::model {

namespace {

const RecordType& money_type(Operation& op, std::string_view key) {
    const RecordType* t = op.catalog().type(key);
    assert(t);
    return *t;
}

Result<std::int64_t> sum(const Workspace& ws, std::string_view sql, RowId row) {
    POTOK_TRY(const auto total, ws.db().get_i64(sql, row));
    return total.value_or(0);
}

Result<std::int64_t> paid_of(const Workspace& ws, RowId invoice) {
    return sum(ws,
               "SELECT sum(a.amount) FROM r_allocation a JOIN r_payment p ON p.id = a.payment "
               "WHERE a.invoice = ?1 AND a.deleted_at IS NULL AND p.deleted_at IS NULL",
               invoice);
}

// Issued, living, and what is owed on: a correction is settled within the invoice it corrects.
Result<Record> payable(const Workspace& ws, RowId invoice) {
    auto r = record(ws, invoice);
    if (!r || r->deleted || r->type->key != "invoice" || r->text("number").empty())
        return error("document.not_issued", {{"document", r ? r->title() : ""}}, "invoice");
    if (r->text("kind") == "correction") return error("correction.of_correction", {{"number", r->text("number")}}, "invoice");
    return std::move(*r);
}

}  // namespace

Result<InvoiceBalance> balance_of(const Workspace& ws, RowId invoice) {
    POTOK_TRY(const Record r, payable(ws, invoice));
    const Money gross = money_of(r.get("gross")).value_or(Money{});
    POTOK_TRY(const std::int64_t corrected,
              sum(ws, "SELECT sum(gross) FROM r_invoice WHERE corrects = ?1 AND number IS NOT NULL AND deleted_at IS NULL", invoice));
    POTOK_TRY(const std::int64_t paid, paid_of(ws, invoice));
    InvoiceBalance b;
    b.owed.currency = b.open.currency = gross.currency;
    b.paid = {paid, gross.currency};
    if (__builtin_add_overflow(gross.minor, corrected, &b.owed.minor) || __builtin_sub_overflow(b.owed.minor, paid, &b.open.minor))
        return error("number.overflow");
    if (b.open.minor < 0)
        b.state = "overpaid";
    else if (b.owed.minor == 0 && paid == 0 && gross.minor != 0)
        b.state = "cancelled";
    else if (b.open.minor == 0)
        b.state = "paid";
    else
        b.state = paid == 0 ? "issued" : "partly_paid";
    return b;
}

Status settle(Operation& op, RowId invoice) {
    const RecordType& type = money_type(op, "invoice");
    const auto r = record(op.workspace(), invoice);
    if (!r || r->text("number").empty()) return {};
    if (r->text("kind") == "correction") return op.update(type, invoice, {{"state", Value("issued")}});
    POTOK_TRY(const InvoiceBalance b, balance_of(op.workspace(), invoice));
    return op.update(type, invoice, {{"paid", Value(b.paid)}, {"open", Value(b.open)}, {"state", Value(b.state)}});
}

std::string state_on(const Record& invoice, Date day) {
    const std::string state = invoice.text("state");
    const auto due = date_of(invoice.get("due"));
    const bool open = state == "partly_paid" || (state == "issued" && invoice.text("kind") != "correction");
    return open && due && *due < day ? "overdue" : state;
}

Result<Money> unallocated(const Workspace& ws, RowId payment) {
    const auto r = record(ws, payment);
    if (!r || r->type->key != "payment") return error("record.missing", {{"type", "payment"}}, "payment");
    const auto amount = money_of(r->get("amount"));
    if (!amount) return Money{0, ws.info().currency};
    if (amount->minor < 0 || r->deleted) return Money{0, amount->currency};
    POTOK_TRY(const std::int64_t used, sum(ws, "SELECT sum(amount) FROM r_allocation WHERE payment = ?1 AND deleted_at IS NULL", payment));
    POTOK_TRY(const std::int64_t back, sum(ws, "SELECT sum(amount) FROM r_payment WHERE refunds = ?1 AND deleted_at IS NULL", payment));
    return Money{amount->minor - used + back, amount->currency};  // what was given back is below zero
}

namespace {

Status allocate(Operation& op, RowId payment, RowId invoice, const Money& amount) {
    POTOK_CHECK(op.insert(money_type(op, "allocation"), {{"payment", Value(payment)}, {"invoice", Value(invoice)}, {"amount", Value(amount)}}));
    return settle(op, invoice);
}

// A payment that pays one invoice names it; one that pays several is found by its allocations.
Status name_invoice(Operation& op, RowId payment) {
    std::vector<RowId> paid;
    db::Statement s = op.db().prepare("SELECT DISTINCT invoice FROM r_allocation WHERE payment = ?1 AND deleted_at IS NULL ORDER BY invoice");
    s.bind(1, payment);
    POTOK_CHECK(s.each([&](db::Statement& row) { paid.push_back(row.i64(0)); }));
    return op.update(money_type(op, "payment"), payment, {{"invoice", paid.size() == 1 ? Value(paid.front()) : Value()}});
}

Status pay(Operation& op, RowId payment, const NewPayment::Part& part, const Money& left) {
    const Workspace& ws = op.workspace();
    POTOK_TRY(const InvoiceBalance b, balance_of(ws, part.invoice));
    const std::string number = number_of(ws, part.invoice);
    if (b.open.currency != left.currency || (part.amount && part.amount->currency != left.currency))
        return error("payment.currency", {{"number", number}, {"currency", left.currency}, {"expected", b.open.currency}}, "amount");
    const std::int64_t open = std::max<std::int64_t>(b.open.minor, 0);
    const std::int64_t amount = part.amount ? part.amount->minor : std::min(open, left.minor);
    if (amount < 0 || (part.amount && amount == 0)) return error("payment.zero", {}, "amount");
    if (amount > open) return error("payment.over_invoice", {{"number", number}, {"open", minor_text(b.open)}}, "amount");
    if (amount > left.minor) return error("payment.over_payment", {{"left", minor_text(left)}}, "amount");
    if (amount == 0) return {};  // nothing open: all of it stays with the payment
    return allocate(op, payment, part.invoice, {amount, left.currency});
}

// Money that goes back: of what was paid on an invoice, or of what another payment brought too much.
Status give_back(Operation& op, RowId payment, const NewPayment& refund) {
    const Workspace& ws = op.workspace();
    const Money back{-refund.amount.minor, refund.amount.currency};
    if (refund.refunds != 0) {
        // Its own row counts already.
        POTOK_TRY(const Money left, unallocated(ws, refund.refunds));
        if (left.currency != back.currency)
            return error("payment.currency", {{"number", ""}, {"currency", back.currency}, {"expected", left.currency}}, "amount");
        if (left.minor < 0) return error("payment.refund_exceeds", {{"left", minor_text({left.minor + back.minor, left.currency})}}, "amount");
        return {};
    }
    if (refund.parts.size() != 1) return error("payment.refund_of", {}, "invoice");
    const RowId invoice = refund.parts.front().invoice;
    POTOK_TRY(const InvoiceBalance b, balance_of(ws, invoice));
    if (b.paid.currency != back.currency)
        return error("payment.currency", {{"number", number_of(ws, invoice)}, {"currency", back.currency}, {"expected", b.paid.currency}}, "amount");
    if (back.minor > b.paid.minor) return error("payment.refund_exceeds", {{"left", minor_text(b.paid)}}, "amount");
    return allocate(op, payment, invoice, refund.amount);
}

}  // namespace

Result<RowId> record_payment(Operation& op, const NewPayment& p, const std::optional<Uuid>& id) {
    const Workspace& ws = op.workspace();
    if (p.amount.minor == 0) return error("payment.zero", {}, "amount");
    if (p.amount.minor == std::numeric_limits<std::int64_t>::min()) return error("number.overflow", {}, "amount");  // it has no opposite
    RowId record_row = p.record;
    if (record_row == 0 && p.parts.size() == 1) {  // of the invoice's own record
        if (const auto invoice = record(ws, p.parts.front().invoice)) record_row = row_of(ws, invoice->get("record"));
    }
    Values values = {{"amount", Value(p.amount)}, {"received_at", Value(p.received_at.value_or(op.now()))},
                     {"title", Value(p.title)},   {"purpose", Value(p.purpose)},  {"source", Value(p.source)}};
    if (record_row != 0) values.emplace_back("record", Value(record_row));
    if (p.refunds != 0) values.emplace_back("refunds", Value(p.refunds));
    POTOK_TRY(const RowId payment, op.insert(money_type(op, "payment"), values, id));
    if (p.amount.minor < 0) {
        POTOK_CHECK(give_back(op, payment, p));
    } else {
        if (p.refunds != 0) return error("payment.refund_of", {}, "refunds");
        for (const NewPayment::Part& part : p.parts) {
            POTOK_TRY(const Money left, unallocated(ws, payment));
            POTOK_CHECK(pay(op, payment, part, left));
        }
    }
    POTOK_CHECK(name_invoice(op, payment));
    return payment;
}

Status allocate_payment(Operation& op, RowId payment, const NewPayment::Part& part) {
    POTOK_TRY(const Money left, unallocated(op.workspace(), payment));
    if (left.minor <= 0) return error("payment.nothing_left", {{"payment", title_of(op.workspace(), payment)}}, "payment");
    POTOK_CHECK(pay(op, payment, part, left));
    return name_invoice(op, payment);
}

Status resettle(Operation& op, const RecordType& type, RowId row) {
    const Workspace& ws = op.workspace();
    RowId payment = row;
    if (type.key == "allocation") {
        const auto r = record(ws, row);
        payment = row_of(ws, r->get("payment"));
        POTOK_CHECK(settle(op, row_of(ws, r->get("invoice"))));
        POTOK_TRY(const Money left, unallocated(ws, payment));
        if (left.minor < 0) return error("payment.over_payment", {{"left", minor_text({0, left.currency})}}, "record");
        return name_invoice(op, payment);
    }
    if (type.key != "payment") return {};
    std::vector<RowId> invoices;
    db::Statement s = op.db().prepare("SELECT DISTINCT invoice FROM r_allocation WHERE payment = ?1 AND deleted_at IS NULL ORDER BY invoice");
    s.bind(1, payment);
    POTOK_CHECK(s.each([&](db::Statement& row) { invoices.push_back(row.i64(0)); }));
    for (const RowId invoice : invoices) POTOK_CHECK(settle(op, invoice));
    return {};
}

namespace {

// Sums of open amounts are above zero; beyond 64 bits they stay at the greatest number there is.
void add_up(std::int64_t& sum, std::int64_t amount) {
    if (__builtin_add_overflow(sum, amount, &sum)) sum = std::numeric_limits<std::int64_t>::max();
}

}  // namespace

Ageing ageing(const Workspace& ws, Date day, std::vector<int> bounds) {
    Ageing out;
    out.bounds = std::move(bounds);
    assert(std::is_sorted(out.bounds.begin(), out.bounds.end()));
    db::Statement s = ws.db().prepare(
        "SELECT id, client, record, number, due, open, open_cur FROM r_invoice WHERE open > 0 AND number IS NOT NULL AND deleted_at IS NULL");
    const Status read = s.each([&](db::Statement& row) {
        AgeingItem item;
        item.invoice = row.i64(0);
        item.client = row.i64(1);
        item.record = row.i64(2);
        item.number = row.string(3);
        item.due = Date{static_cast<std::int32_t>(row.i64(4))};
        item.days = day.days - item.due.days;
        item.open = {row.i64(5), row.string(6)};
        if (item.days > 0) {
            const auto bound = std::lower_bound(out.bounds.begin(), out.bounds.end(), item.days);
            item.bucket = static_cast<std::size_t>(bound - out.bounds.begin()) + 1;
        }
        out.items.push_back(std::move(item));
    });
    if (!read.ok()) return {};
    std::map<std::string, Ageing::Sum> sums;
    for (AgeingItem& item : out.items) {
        item.client_name = title_of(ws, item.client);
        Ageing::Sum& sum = sums[item.open.currency];
        sum.currency = item.open.currency;
        sum.buckets.resize(out.bounds.size() + 2);
        add_up(sum.buckets[item.bucket], item.open.minor);
        add_up(sum.total, item.open.minor);
    }
    std::sort(out.items.begin(), out.items.end(),
              [](const AgeingItem& a, const AgeingItem& b) { return std::pair(-a.days, a.number) < std::pair(-b.days, b.number); });
    for (auto& [currency, sum] : sums) out.sums.push_back(std::move(sum));
    return out;
}

}  // namespace potok::model
