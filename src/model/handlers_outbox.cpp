// The outbox's commands. Delivering is the business of whoever runs the connectors: the robots, or an administrator.
#include "model/handlers.h"
#include "model/outbox.h"
#include "model/rights.h"
#include "model/workspace.h"

namespace potok::model::handlers {

namespace {

Status require_delivery(Operation& op) {
    if (op.actor() == op.workspace().robots()) return {};
    return require_right(op, Verb::admin, *op.catalog().type("definition"), 0, {});
}

}  // namespace

Status send_message(Operation& op) {
    Args args(op);
    const RowId message = args.record("message", "message");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_delivery(op));
    return model::send_message(op, message);
}

Status report_delivery(Operation& op) {
    Args args(op);
    const RowId message = args.record("message", "message");
    const Value attempt = args.value("attempt");
    const auto delivery = delivery_from(args.text("outcome"));
    const std::string id = args.text("id", true), why = args.text("why", true);
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_delivery(op));
    const Decimal* number = attempt.as<Decimal>();
    const auto which = number ? number->to_int64() : std::nullopt;
    const auto bad = [&](const char* name) {
        return potok::error("command.argument_type", {{"argument", name}, {"command", "report_delivery"}}, name);
    };
    if (!which) return bad("attempt");
    if (!delivery) return bad("outcome");
    return model::report_delivery(op, message, static_cast<int>(*which), *delivery, id, why);
}

Status settle_message(Operation& op) {
    Args args(op);
    const RowId message = args.record("message", "message");
    const std::string verdict = args.text("verdict");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::update, *op.catalog().type("message"), message, {}));
    return model::settle_message(op, message, verdict);
}

}  // namespace potok::model::handlers
