// Commands over payments.
#include "model/handlers.h"
#include "model/rights.h"
#include "model/settlement.h"

namespace potok::model::handlers {

namespace {

Result<NewPayment::Part> part(Operation& op, const Json& json, const std::string& place) {
    const auto wrong = [&] {
        return potok::error("command.argument_type", {{"argument", "parts"}, {"expected", "invoice and amount"}, {"command", op.command().name}}, place);
    };
    if (!json.is_object() || !json.contains("invoice")) return wrong();
    NewPayment::Part p;
    const Json& id = json["invoice"].is_object() && json["invoice"].contains("ref") ? json["invoice"]["ref"] : json["invoice"];
    const auto uid = id.is_string() ? Uuid::parse(id.get<std::string>()) : Result<Uuid>(potok::error("id.malformed"));
    p.invoice = uid.ok() ? op.workspace().row_of(*uid).value_or(0) : 0;
    const RecordType* type = p.invoice != 0 ? op.workspace().type_of(p.invoice) : nullptr;
    if (!type || type->key != "invoice") return potok::error("record.missing", {{"type", "invoice"}}, place);
    if (json.contains("amount")) {
        const auto value = value_from_json(json["amount"]);
        p.amount = value.ok() ? money_of(*value) : std::nullopt;
        if (!p.amount) return wrong();
    }
    return p;
}

}  // namespace

// What it pays: `invoice`, or `parts` [{invoice, amount?}], or nothing yet. Below zero it is a refund, of an invoice or of `refunds`.
Status record_payment(Operation& op) {
    Args args(op);
    NewPayment p;
    const Value amount = args.value("amount");
    p.record = args.record("record", {}, true);
    const RowId invoice = args.record("invoice", "invoice", true);
    p.refunds = args.record("refunds", "payment", true);
    p.received_at = args.has("received_at") ? args.instant("received_at") : std::nullopt;
    p.purpose = args.text("purpose", true);
    p.source = args.text("source", true);
    p.title = args.text("title", true);
    const std::string comment = args.text("comment", true);
    POTOK_CHECK(args.status());
    const auto money = money_of(amount);
    if (!money) return potok::error("command.argument_type", {{"argument", "amount"}, {"expected", "money"}, {"command", "record_payment"}}, "amount");
    p.amount = *money;
    if (invoice != 0) p.parts.push_back({invoice, std::nullopt});
    const Json& parts = args.json("parts");
    if (!parts.is_null() && (!parts.is_array() || invoice != 0))
        return potok::error("command.argument_type", {{"argument", "parts"}, {"expected", "list"}, {"command", "record_payment"}}, "parts");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        POTOK_TRY(auto one, part(op, parts[i], "parts/" + std::to_string(i)));
        p.parts.push_back(std::move(one));
    }
    POTOK_CHECK(require_right(op, Verb::create, *op.catalog().type("payment"), 0, {}));
    if (p.record != 0) {
        POTOK_CHECK(require_comment(op, p.record, comment));
        POTOK_CHECK(add_comment(op, p.record, comment, "payment"));
    }
    POTOK_TRY(op.result, model::record_payment(op, p));
    return {};
}

Status allocate_payment(Operation& op) {
    Args args(op);
    const RowId payment = args.record("payment", "payment");
    NewPayment::Part p;
    p.invoice = args.record("invoice", "invoice");
    const Value amount = args.value("amount", true);
    POTOK_CHECK(args.status());
    p.amount = money_of(amount);
    if (!p.amount && !amount.is_null())
        return potok::error("command.argument_type", {{"argument", "amount"}, {"expected", "money"}, {"command", "allocate_payment"}}, "amount");
    POTOK_CHECK(require_right(op, Verb::update, *op.catalog().type("payment"), payment, {}));
    op.result = payment;
    return model::allocate_payment(op, payment, p);
}

}  // namespace potok::model::handlers
