// Public id, local row and type of a record: the table `record`, with a small memory in front of it.
//
// Every reference read, written or checked asks here: a stage move with five robots does so 130 times. What a
// row of `record` says never changes and no row is ever removed, so what was found once stays true. Only a
// rollback takes new rows away again, and their numbers are then given to others: whoever rolls back calls
// forget().
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.h"
#include "db/connection.h"
#include "model/catalog.h"

namespace potok::model {

class RecordIds {
public:
    struct Entry {
        RowId row = 0;
        RowId type = 0; // number of its record type
        Uuid uid;
    };

    explicit RecordIds(db::Connection& db);

    std::optional<Entry> find(RowId row);
    std::optional<Entry> find(const Uuid& uid);
    std::optional<Uuid> uid_of(RowId row);
    std::optional<RowId> row_of(const Uuid& uid);

    // A new record. Errors: db.*
    Result<RowId> add(const Uuid& uid, RowId type);
    // Something was rolled back.
    void forget() { ++generation_; }

private:
    // Each row number and each id has one place where it may be remembered; the last to come has it.
    struct Slot {
        Entry entry;
        std::uint64_t generation = 0;
    };
    static constexpr std::size_t places = 4096;
    Slot& place_of(RowId row) { return by_row_[static_cast<std::size_t>(row) % places]; }
    RowId& place_of(const Uuid& uid) { return by_uid_[std::hash<Uuid>()(uid) % places]; }
    void remember(const Entry& entry);

    db::Connection& db_;
    std::vector<Slot> by_row_{places};
    std::vector<RowId> by_uid_ = std::vector<RowId>(places, 0); // rows to look at in by_row_
    std::uint64_t generation_ = 1;
};

} // namespace potok::model
