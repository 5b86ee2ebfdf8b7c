#include "automation/counters.h"

#include "db/connection.h"

namespace potok::automation {

namespace {

std::optional<std::pair<model::RowId, std::int64_t>> find(model::Operation& op, const std::string& name) {
    db::Statement s = op.db().prepare("SELECT id, value FROM e_counter WHERE key = ?1");
    s.bind(1, name);
    const auto found = s.step();
    if (!found.ok() || !*found) return {};
    return std::pair{s.i64(0), s.i64(1)};
}

}  // namespace

std::int64_t counter_value(model::Operation& op, const std::string& name) {
    const auto found = find(op, name);
    return found ? found->second : 0;
}

Status set_counter(model::Operation& op, const std::string& name, std::int64_t value) {
    const model::RecordType& type = *op.catalog().type("counter");
    if (const auto found = find(op, name)) return op.update(type, found->first, {{"value", Value(value)}});
    POTOK_CHECK(op.insert(type, {{"key", Value(name)}, {"value", Value(value)}}));
    return {};
}

Result<std::int64_t> count_up(model::Operation& op, const std::string& name) {
    const std::int64_t next = counter_value(op, name) + 1;
    POTOK_CHECK(set_counter(op, name, next));
    return next;
}

}  // namespace potok::automation
