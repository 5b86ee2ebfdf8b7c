#include "model/record_ids.h"

namespace potok::model {

RecordIds::RecordIds(db::Connection& db) : db_(db) {}

void RecordIds::remember(const Entry& entry) {
    place_of(entry.row) = {entry, generation_};
    place_of(entry.uid) = entry.row;
}

std::optional<RecordIds::Entry> RecordIds::find(RowId row) {
    if (row <= 0) return std::nullopt;
    const Slot& slot = place_of(row);
    if (slot.generation == generation_ && slot.entry.row == row) return slot.entry;
    db::Statement s = db_.prepare("SELECT uid, type FROM record WHERE id = ?1");
    s.bind(1, row);
    const auto found = s.step();
    if (!found.ok() || !*found) return std::nullopt;
    const Entry entry{row, s.i64(1), s.uuid(0)};
    remember(entry);
    return entry;
}

std::optional<RecordIds::Entry> RecordIds::find(const Uuid& uid) {
    const RowId row = place_of(uid);
    if (row != 0) {
        const Slot& slot = place_of(row);
        if (slot.generation == generation_ && slot.entry.row == row && slot.entry.uid == uid)
            return slot.entry;
    }
    db::Statement s = db_.prepare("SELECT id, type FROM record WHERE uid = ?1");
    s.bind(1, uid);
    const auto found = s.step();
    if (!found.ok() || !*found) return std::nullopt;
    const Entry entry{s.i64(0), s.i64(1), uid};
    remember(entry);
    return entry;
}

std::optional<Uuid> RecordIds::uid_of(RowId row) {
    const auto entry = find(row);
    return entry ? std::optional(entry->uid) : std::nullopt;
}

std::optional<RowId> RecordIds::row_of(const Uuid& uid) {
    const auto entry = find(uid);
    return entry ? std::optional(entry->row) : std::nullopt;
}

Result<RowId> RecordIds::add(const Uuid& uid, RowId type) {
    POTOK_CHECK(db_.run("INSERT INTO record(uid, type) VALUES(?1, ?2)", uid, type));
    const Entry entry{db_.last_insert_id(), type, uid};
    remember(entry);
    return entry.row;
}

} // namespace potok::model
