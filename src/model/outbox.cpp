#include "model/outbox.h"

#include "db/connection.h"
#include "model/workspace.h"

namespace potok::model {

namespace {

struct Stored {
    std::string state, channel, connector;
    int attempts = 0;
    std::optional<Instant> next_at;
};

Result<Stored> stored(Operation& op, RowId message) {
    db::Statement s = op.db().prepare("SELECT state, channel, connector, attempts, next_at FROM r_message WHERE id = ?1 AND deleted_at IS NULL");
    s.bind(1, message);
    POTOK_TRY(const bool found, s.step());
    if (!found) return error("record.missing", {}, "message");
    return Stored{s.string(0), s.string(1), s.string(2), s.i32(3), s.maybe_instant(4)};
}

const RecordType& type(Operation& op) {
    return *op.catalog().type("message");
}

}  // namespace

std::optional<Delivery> delivery_from(std::string_view word) {
    if (word == "sent") return Delivery::sent;
    if (word == "refused") return Delivery::refused;
    if (word == "unreached") return Delivery::unreached;
    if (word == "unknown") return Delivery::unknown;
    return {};
}

std::vector<Outgoing> due_messages(const Workspace& ws, Instant now, int limit) {
    std::vector<Outgoing> out;
    db::Statement s = ws.db().prepare(
        "SELECT id, state, channel, connector, attempts FROM r_message WHERE deleted_at IS NULL AND "
        "((state = 'queued' AND (next_at IS NULL OR next_at <= ?1)) OR (state = 'sending' AND next_at <= ?1)) ORDER BY id");
    s.bind(1, now);
    while (static_cast<int>(out.size()) < limit) {
        const auto found = s.step();
        if (!found.ok() || !*found) break;
        if (!connector_for(ws.catalog(), s.text(3), s.text(2)).ok()) continue;
        const bool stale = s.text(1) == "sending";
        out.push_back({s.i64(0), s.i32(4) + (stale ? 0 : 1), stale});
    }
    return out;
}

std::optional<Instant> next_message_due(const Workspace& ws, Instant now) {
    std::optional<Instant> next;
    db::Statement s = ws.db().prepare(
        "SELECT channel, connector, next_at FROM r_message WHERE deleted_at IS NULL AND state IN ('queued', 'sending') "
        "ORDER BY coalesce(next_at, 0), id");
    while (!next) {
        const auto found = s.step();
        if (!found.ok() || !*found) break;
        if (connector_for(ws.catalog(), s.text(1), s.text(0)).ok()) next = s.maybe_instant(2).value_or(now);
    }
    return next;
}

Status send_message(Operation& op, RowId message) {
    POTOK_TRY(const Stored m, stored(op, message));
    if (m.state != "queued" || (m.next_at && *m.next_at > op.now())) return error("message.not_due", {{"state", m.state}}, "message");
    POTOK_TRY(const Connector connector, connector_for(op.catalog(), m.connector, m.channel));
    op.result = message;
    return op.update(type(op), message,
                     {{"state", Value("sending")}, {"attempts", Value(m.attempts + 1)}, {"next_at", Value(op.now() + connector.timeout)}});
}

Status report_delivery(Operation& op, RowId message, int attempt, Delivery delivery, const std::string& outside_id, const std::string& why) {
    POTOK_TRY(const Stored m, stored(op, message));
    op.result = message;
    const bool late_truth = m.state == "uncertain" && delivery == Delivery::sent;
    if (!late_truth && (m.state != "sending" || attempt != m.attempts)) return {};
    const auto become = [&](const char* state, Value next_at = {}) {
        Values values = {{"state", Value(state)}, {"next_at", std::move(next_at)}, {"why", why.empty() ? Value() : Value(why)}};
        if (!outside_id.empty()) values.emplace_back("outside_id", Value(outside_id));
        if (delivery == Delivery::sent) values.emplace_back("sent_at", Value(op.now()));
        return op.update(type(op), message, values);
    };
    if (delivery == Delivery::sent) return become("sent");
    if (delivery == Delivery::refused) return become("failed");
    const auto connector = connector_for(op.catalog(), m.connector, m.channel);
    const bool may_repeat = delivery == Delivery::unreached || (connector.ok() && connector->knows_repeats);
    if (!may_repeat) return become("uncertain");
    const std::size_t pauses = connector.ok() ? connector->retry.size() : 0;
    const auto tried = static_cast<std::size_t>(m.attempts);
    if (tried > pauses) return become("failed");
    return become("queued", Value(op.now() + connector->retry[tried - 1]));
}

Status settle_message(Operation& op, RowId message, std::string_view verdict) {
    POTOK_TRY(const Stored m, stored(op, message));
    const bool open = m.state == "uncertain" || m.state == "failed" || m.state == "queued";
    if (!open) return error("message.not_open", {{"state", m.state}}, "message");
    op.result = message;
    if (verdict == "again")
        return op.update(type(op), message, {{"state", Value("queued")}, {"attempts", Value(0)}, {"next_at", Value()}, {"why", Value()}});
    if (verdict == "sent")
        return op.update(type(op), message, {{"state", Value("sent")}, {"next_at", Value()}, {"sent_at", Value(op.now())}});
    if (verdict == "withdrawn") return op.update(type(op), message, {{"state", Value("withdrawn")}, {"next_at", Value()}});
    return error("command.argument_type", {{"argument", "verdict"}, {"command", op.command().name}}, "verdict");
}

}  // namespace potok::model
