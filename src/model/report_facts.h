// The records that a tile counts, read from the tables one by one. Inside model/ only.
#pragma once

#include <functional>
#include <unordered_map>

#include "db/connection.h"
#include "model/report_data.h"

namespace potok::model {

// Who may read what, asked once a record.
class Readable {
public:
    Readable(const Workspace& ws, RowId actor, Instant now) : ws_(ws), actor_(actor), now_(now) {}
    bool operator()(const RecordType& type, RowId record);

private:
    enum class Share { none, some, all };
    const Workspace& ws_;
    RowId actor_;
    Instant now_;
    std::unordered_map<const RecordType*, Share> types_;  // looked up, never iterated
    std::unordered_map<RowId, bool> records_;
};

// Evaluates a tile's formulas over records.
class ReportEyes {
public:
    ReportEyes(const Workspace& ws, const ReportQuestion& q) : ws_(ws), question_(q), readable_(ws, q.actor, q.now) {}
    bool may_read(const RecordType& type, RowId record) { return readable_(type, record); }
    bool holds(const ReportFormula& formula, std::size_t source, RowId record, const Period& period) const;  // an empty one does
    Value value(const ReportFormula& formula, std::size_t source, RowId record, const Period& period) const;

private:
    const Workspace& ws_;
    const ReportQuestion& question_;
    Readable readable_;
};

// One record of a population, as it is being read; columns asked for beside it stand in `row` from `first` on.
struct Fact {
    RowId record = 0;
    std::size_t source = 0;
    bool by_day = false;       // `at` is days since 1970, not a moment
    std::int64_t at = 0;       // date, or moment of the entry; 0 for `open`
    std::int64_t span = 0;     // ms: of a stay; for won, lost, entered: since its first stage
    const db::Statement* row = nullptr;
    int first = 0;
};

struct Population {
    ReportMeasure::Of of = ReportMeasure::Of::dated;
    std::string date;
    std::vector<std::string> stages;
    bool operator==(const Population&) const = default;
};

// Every living record of the population that the person may read and for which the tile's condition holds, by source, then by record.
// `columns`: of each source, fields to be read with it.
Status each_fact(const Workspace& ws, const ReportTile& tile, const Population& population, const Period& period, ReportEyes& eyes,
                 const std::vector<std::vector<const Field*>>& columns, const std::function<Status(const Fact&)>& take);

// Conditions that every query of a source has: living, of these pipelines, belonging to such records. `t` is the table of the type.
std::string source_conditions(const ReportTile& tile, const ReportSource& source);
std::string quoted_list(const std::vector<std::string>& texts);  // 'a', 'b' for IN (…); keys only

}  // namespace potok::model
