#include "model/handlers.h"
#include "model/rights.h"
#include "model/settlement.h"
#include "model/workspace_impl.h"

namespace potok::model::handlers {

Status attach(Operation& op) {
    Args args(op);
    const RowId record = args.record("record");
    const std::string field = args.text("field", true);
    const std::string name = args.text("name");
    const std::string media_type = args.text("media_type", true);
    const Value size = args.value("size");
    const std::string sha256 = args.text("sha256");
    const std::string kind = args.text("kind", true);
    POTOK_CHECK(args.status());
    const RecordType& of = *op.workspace().type_of(record);
    POTOK_CHECK(require_right(op, Verb::update, of, record, field.empty() ? std::vector<std::string>{} : std::vector{field}));
    if (!field.empty()) {
        const Field* f = of.field(field);
        if (!f || f->kind != FieldKind::files) return potok::error("field.unknown", {{"field", field}, {"type", of.key}}, "field");
    }
    if (sha256.size() != 64 || sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
        return potok::error("attachment.bad_hash", {{"sha256", sha256}}, "sha256");
    POTOK_TRY(op.result, op.insert(*op.catalog().type("attachment"),
                                   {{"record", Value(record)},
                                    {"field", Value(field)},
                                    {"title", Value(name)},
                                    {"media_type", Value(media_type.empty() ? "application/octet-stream" : media_type)},
                                    {"size", size},
                                    {"sha256", Value(sha256)},
                                    {"kind", Value(kind)}}));
    return {};
}

Status detach(Operation& op) {
    Args args(op);
    const RowId attachment = args.record("attachment", "attachment");
    POTOK_CHECK(args.status());
    const RecordType& type = *op.catalog().type("attachment");
    POTOK_CHECK(require_right(op, Verb::remove, type, attachment, {}));
    op.result = attachment;
    return op.remove(type, attachment);
}

namespace {

// The bank names the invoice by its number. Where there is none of that number, or it cannot be put against it, the money has come all the
// same: the payment stays without an invoice, for a person to see to.
Status pay_by_number(Operation& op, RowId payment, const std::string& number) {
    POTOK_TRY(const auto invoice, op.db().get_i64("SELECT id FROM r_invoice WHERE number = ?1 AND deleted_at IS NULL", number));
    if (!invoice) return {};
    const Status paid = op.attempt([&] { return model::allocate_payment(op, payment, {*invoice, std::nullopt}); });
    return paid.ok() || !paid.error().code.starts_with("db.") ? Status() : paid;
}

// A payment is a record of its own, so that gates and sums see it. Amount and currency are checked here: it comes from outside.
Status payment_event(Operation& op, RowId record, const Json& data) {
    Values values = {{"received_at", Value(op.now())}, {"title", Value(op.command().args.value("external_id", std::string()))}};
    if (record != 0) values.emplace_back("record", Value(record));
    if (data.contains("amount")) {
        auto amount = value_from_json(data["amount"]);
        if (!amount.ok()) return potok::error("event.bad_data", {{"key", "amount"}}, "data/amount");
        values.emplace_back("amount", *amount);
    }
    for (const char* key : {"purpose", "source"}) {
        if (data.contains(key) && data[key].is_string()) values.emplace_back(key, Value(data[key].get<std::string>()));
    }
    POTOK_TRY(const RowId payment, op.insert(*op.catalog().type("payment"), values));
    return data.contains("invoice") && data["invoice"].is_string() ? pay_by_number(op, payment, data["invoice"].get<std::string>()) : Status();
}

}  // namespace

// What connected systems tell. The outside id makes it idempotent: the same event told twice changes nothing.
Status receive_event(Operation& op) {
    Args args(op);
    const std::string event = args.text("event");
    const std::string external_id = args.text("external_id");
    const RowId record = args.record("record", {}, true);
    const std::string comment = args.text("comment", true);
    POTOK_CHECK(args.status());
    const Json& data = args.json("data");
    if (!data.is_null() && !data.is_object()) return potok::error("event.bad_data", {{"key", "data"}}, "data");
    const RecordType& type = *op.catalog().type("incoming");
    auto known = op.db().get_i64("SELECT id FROM r_incoming WHERE external_id = ?1 AND event = ?2", external_id, event);
    if (!known.ok()) return known.error();
    if (*known) return {};
    // A person entering a payment by hand acts in the stage, and the stage may ask for a comment; a connected system does not.
    if (op.actor() != op.workspace().robots()) {
        POTOK_CHECK(require_right(op, Verb::create, type, 0, {}));
        if (record != 0) {
            POTOK_CHECK(require_comment(op, record, comment));
            POTOK_CHECK(add_comment(op, record, comment, event));
        }
    }
    Values values = {{"event", Value(event)}, {"external_id", Value(external_id)}, {"title", Value(event)},
                     {"data", Value(data.is_null() ? std::string("{}") : data.dump())}};
    if (record != 0) values.emplace_back("record", Value(record));
    if (event == "payment") POTOK_CHECK(payment_event(op, record, data.is_null() ? Json::object() : data));
    POTOK_TRY(op.result, op.insert(type, values));
    return {};
}

Status read_notification(Operation& op) {
    Args args(op);
    const RowId notification = args.record("notification", "notification");
    POTOK_CHECK(args.status());
    const RecordType& type = *op.catalog().type("notification");
    POTOK_TRY(const Value person, op.get(notification, type, "person"));
    if (person != Value(Ref{op.workspace().id_of(op.actor())}))
        return potok::error("right.refused", {{"verb", "update"}, {"type", "notification"}});
    return op.update(type, notification, {{"read_at", Value(op.now())}});
}

}  // namespace potok::model::handlers
