#include "model/handlers.h"
#include "model/queries.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model::handlers {

namespace {

const RecordType& booking_type(Operation& op) {
    return *op.catalog().type("booking");
}

// A resource does one thing at a time: [from, to) must not overlap another booking of it.
Status check_free(Operation& op, RowId resource, Instant from, Instant to, RowId except) {
    if (!(from < to)) return potok::error("booking.empty", {}, "to");
    const auto conflicts = booking_conflicts(op.workspace(), resource, from, to, except);
    if (conflicts.empty()) return {};
    Error refused = potok::error("booking.conflict", {{"resource", title_of(op.workspace(), resource)},
                                                      {"n", std::to_string(conflicts.size())}}, "from");
    for (const Booking& b : conflicts) {
        refused.details.push_back(potok::error(
            "booking.overlaps", {{"record", b.record_title.empty() ? b.title : b.record_title},
                                 {"from", format_iso(b.from)}, {"to", format_iso(b.to)}}));
    }
    return refused;
}

}  // namespace

Status check_still_free(Operation& op, RowId booking) {
    db::Statement s = op.db().prepare("SELECT resource, \"from\", \"to\" FROM r_booking WHERE id = ?1 AND deleted_at IS NULL");
    s.bind(1, booking);
    POTOK_TRY(const bool living, s.step());
    if (!living) return {};
    const RowId resource = s.i64(0);
    const Instant from = s.instant(1), to = s.instant(2);
    s.reset();
    return check_free(op, resource, from, to, booking);
}

Status book(Operation& op) {
    Args args(op);
    const RowId resource = args.record("resource", "resource");
    const auto from = args.instant("from");
    const auto to = args.instant("to");
    const RowId record = args.record("record", {}, true);
    const std::string title = args.text("title", true);
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::create, booking_type(op), 0, {}));
    POTOK_CHECK(check_free(op, resource, *from, *to, 0));
    Values values = {{"resource", Value(resource)}, {"from", Value(*from)}, {"to", Value(*to)}};
    if (record != 0) values.emplace_back("record", Value(record));
    if (!title.empty()) values.emplace_back("title", Value(title));
    POTOK_TRY(op.result, op.insert(booking_type(op), values));
    return {};
}

Status rebook(Operation& op) {
    Args args(op);
    const RowId booking = args.record("booking", "booking");
    RowId resource = args.record("resource", "resource", true);
    auto from = args.instant("from", true);
    auto to = args.instant("to", true);
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::update, booking_type(op), booking, {}));
    auto row = op.db().prepare("SELECT resource, \"from\", \"to\" FROM r_booking WHERE id = ?1 AND deleted_at IS NULL");
    row.bind(1, booking);
    POTOK_TRY(const bool found, row.step());
    if (!found) return potok::error("record.missing", {{"type", "booking"}}, "booking");
    const std::int64_t length = row.i64(2) - row.i64(1);
    if (resource == 0) resource = row.i64(0);
    if (!from) from = row.instant(1);
    if (!to) to = *from + length;
    row.reset();
    POTOK_CHECK(check_free(op, resource, *from, *to, booking));
    op.result = booking;
    return op.update(booking_type(op), booking,
                     {{"resource", Value(resource)}, {"from", Value(*from)}, {"to", Value(*to)}});
}

Status release(Operation& op) {
    Args args(op);
    const RowId booking = args.record("booking", "booking");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::remove, booking_type(op), booking, {}));
    op.result = booking;
    return op.remove(booking_type(op), booking);
}

}  // namespace potok::model::handlers
