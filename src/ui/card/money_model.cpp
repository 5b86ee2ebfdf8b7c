#include "ui/card/money_model.h"

#include <algorithm>
#include <set>

#include "model/schedule.h"
#include "model/settlement.h"
#include "ui/forms/field_edit.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

int whole(const Value& v) {
    const Decimal* n = v.as<Decimal>();
    return n ? static_cast<int>(n->to_int64().value_or(0)) : 0;
}

Bill bill_from(Desk& desk, const model::Record& r) {
    Bill b;
    b.row = r.row;
    b.offer = r.type->key == "offer";
    b.number = r.text("number");
    b.title = r.title();
    b.draft = r.text("state") == "draft" || r.text("state").empty();
    b.correction = r.text("kind") == "correction";
    b.state = b.offer || b.draft ? (b.draft ? "draft" : r.text("state")) : model::state_on(r, today(desk));
    b.gross = model::money_of(r.get("gross"));
    b.open = model::money_of(r.get("open"));
    b.date = model::date_of(r.get("date"));
    b.due = model::date_of(r.get(b.offer ? "valid_until" : "due"));
    b.version = b.offer ? whole(r.get("version")) : 0;
    if (b.draft)
        if (const auto totals = model::totals_of(desk.ws(), r.row); totals.ok() && !totals->lines.empty()) b.gross = totals->gross_money();
    return b;
}

const char* owner_field(const Desk&, const model::RecordType& type) { return type.key == "client" ? "client" : "record"; }

}  // namespace

std::optional<Bill> bill(Desk& desk, model::RowId row) {
    const auto r = model::record(desk.ws(), row);
    if (!r || r->deleted) return std::nullopt;
    return bill_from(desk, *r);
}

std::vector<Bill> bills_of(Desk& desk, model::RowId record, bool offers) {
    std::vector<Bill> out;
    const model::RecordType* type = desk.ws().type_of(record);
    if (!type) return out;
    const Value ref(Ref{desk.ws().id_of(record)});
    for (const model::RowId row : model::find_records(desk.ws(), offers ? "offer" : "invoice", owner_field(desk, *type), ref))
        if (const auto r = model::record(desk.ws(), row)) out.push_back(bill_from(desk, *r));
    std::stable_sort(out.begin(), out.end(), [](const Bill& a, const Bill& b) {
        if (a.draft != b.draft) return a.draft;
        return a.date != b.date ? a.date > b.date : a.row > b.row;
    });
    return out;
}

std::vector<Instalment> instalments_of(Desk& desk, model::RowId record) {
    std::vector<Instalment> out;
    const auto owner = model::record(desk.ws(), record);
    const model::Pipeline* pipeline = owner && owner->type->on_pipeline ? desk.ws().catalog().pipeline(owner->text("pipeline")) : nullptr;
    std::vector<std::pair<int, Instalment>> found;
    for (const model::RowId row : model::find_records(desk.ws(), "instalment", "record", Value(Ref{desk.ws().id_of(record)}))) {
        const auto r = model::record(desk.ws(), row);
        if (!r) continue;
        Instalment i;
        i.row = row;
        i.title = r->title();
        i.amount = model::money_of(r->get("amount"));
        i.due = model::date_of(r->get("due"));
        i.invoice = model::invoice_of_instalment(desk.ws(), row);
        if (i.invoice) {
            i.state = Instalment::State::invoiced;
            if (const auto b = bill(desk, i.invoice)) i.number = b->number, i.invoice_state = b->state;
        } else if (i.due && *i.due <= today(desk)) {
            i.state = Instalment::State::due;
        }
        if (const model::Stage* stage = pipeline ? pipeline->stage(r->text("stage")) : nullptr)
            i.when = desk.tr("money.on_stage", {{"stage", stage->label.in(desk.language())}});
        else if (const std::string task = r->text("task"); !task.empty())
            i.when = desk.tr("money.on_task", {{"task", task}});
        found.emplace_back(whole(r->get("position")), std::move(i));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [position, i] : found) out.push_back(std::move(i));
    return out;
}

std::vector<PaymentView> payments_of(Desk& desk, model::RowId record, const std::vector<Bill>& invoices) {
    // Those that name the record, and those that pay one of its invoices.
    const model::Workspace& ws = desk.ws();
    std::set<model::RowId> rows;
    for (const model::RowId row : model::find_records(ws, "payment", "record", Value(Ref{ws.id_of(record)}))) rows.insert(row);
    for (const Bill& b : invoices)
        for (const model::RowId row : model::find_records(ws, "allocation", "invoice", Value(Ref{ws.id_of(b.row)})))
            if (const auto a = model::record(ws, row)) rows.insert(model::row_of(ws, a->get("payment")));
    std::vector<PaymentView> out;
    for (const model::RowId row : rows) {
        const auto r = model::record(ws, row);
        const auto amount = r && !r->deleted ? model::money_of(r->get("amount")) : std::nullopt;
        if (!amount) continue;
        PaymentView p;
        p.row = row;
        p.amount = *amount;
        if (const auto left = model::unallocated(ws, row); left.ok()) p.left = *left;
        const Instant* received = r->get("received_at").as<Instant>();
        const Instant* created = r->get("created_at").as<Instant>();
        if (received || created) p.at = received ? *received : *created;
        p.purpose = r->text("purpose");
        for (const model::RowId part : model::find_records(ws, "allocation", "payment", Value(Ref{ws.id_of(row)}))) {
            const auto a = model::record(ws, part);
            const auto money = a ? model::money_of(a->get("amount")) : std::nullopt;
            if (!money) continue;
            const model::RowId invoice = model::row_of(ws, a->get("invoice"));
            p.parts.push_back({invoice, model::number_of(ws, invoice), *money});
        }
        out.push_back(std::move(p));
    }
    std::stable_sort(out.begin(), out.end(), [](const PaymentView& a, const PaymentView& b) { return a.at > b.at; });
    return out;
}

std::string bill_state_label(Desk& desk, const Bill& bill) {
    if (bill.state == "overdue") return desk.tr("money.overdue");
    const model::RecordType* type = desk.ws().catalog().type(bill.offer ? "offer" : "invoice");
    const model::Field* field = type ? type->field("state") : nullptr;
    return field ? option_label(field->options, bill.state, desk.language()) : bill.state;
}

Tone bill_tone(const Bill& bill) {
    if (bill.state == "overdue" || bill.state == "rejected") return Tone::danger;
    if (bill.state == "paid" || bill.state == "accepted") return Tone::success;
    if (bill.state == "partly_paid" || bill.state == "overpaid") return Tone::warning;
    if (bill.state == "issued" || bill.state == "sent") return Tone::info;
    return Tone::neutral;
}

std::string bill_name(Desk& desk, const Bill& bill) {
    const char* key = bill.offer ? (bill.draft ? "money.draft_offer" : "money.offer")
                      : bill.correction ? "money.correction"
                      : bill.draft ? "money.draft_invoice"
                                   : "money.invoice";
    std::string name = desk.tr(key, {{"number", bill.number}});
    if (bill.version > 1) name += ", " + desk.tr("papers.version", {{"n", std::to_string(bill.version)}});
    return name;
}

std::string exact(const Locale& locale, const Money& money) { return locale.money(money, true); }

}  // namespace potok::ui
