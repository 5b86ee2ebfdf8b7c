#include "model/bulk.h"

#include <algorithm>
#include <charconv>

#include "db/connection.h"
#include "model/handlers.h"

namespace potok::model {

namespace {

constexpr std::int64_t shortest = 4, longest = 12;  // ms that a slice should take

// Operations of the batch that stand, the newest first.
Result<std::vector<Uuid>> standing(const Workspace& ws, const Uuid& batch) {
    std::vector<Uuid> out;
    db::Statement s = ws.db().prepare("SELECT operation.uid FROM batch JOIN operation ON operation.id = batch.operation WHERE batch.uid = ?1 AND undone_by IS NULL "
        "ORDER BY operation.id DESC");
    s.bind(1, batch);
    POTOK_CHECK(s.each([&](db::Statement& row) { out.push_back(row.uuid(0)); }));
    return out;
}

// "rows/17/amount" of a slice that begins at row `from`.
std::string place_among_all(const std::string& place, std::int64_t from) {
    constexpr std::string_view head = "rows/";
    std::int64_t n = 0;
    if (!place.starts_with(head)) return place;
    const auto [end, problem] = std::from_chars(place.data() + head.size(), place.data() + place.size(), n);
    return problem == std::errc() ? std::string(head) + std::to_string(from + n) + std::string(end, place.data() + place.size()) : place;
}

}  // namespace

Job create_in_bulk(Workspace& ws, BulkCreate what, RowId actor, Clock& clock, BulkResult& result) {
    std::size_t slice = 20;
    bool last = false;
    while (!last) {
        Json rows = Json::array();
        while (rows.size() < slice && !last) {
            auto row = what.next();
            if (row)
                rows.push_back(std::move(*row));
            else
                last = true;
        }
        if (rows.empty()) break;
        const std::size_t count = rows.size();
        Command command{"create_many", {{"type", what.type}, {"batch", what.batch.str()}, {"rows", std::move(rows)}}};
        if (!what.pipeline.empty()) command.args["pipeline"] = what.pipeline;
        if (!what.stage.empty()) command.args["stage"] = what.stage;
        const Instant began = clock.now();
        auto outcome = ws.apply(command, actor, began);
        if (!outcome.ok()) {
            Error e = outcome.error();
            e.place = place_among_all(e.place, result.made);
            co_return e;
        }
        result.made += static_cast<std::int64_t>(count);
        result.problems += static_cast<std::int64_t>(outcome->problems.size());
        const std::int64_t took = clock.now() - began;
        if (took < shortest) slice = std::min(slice * 2, handlers::most_rows);
        if (took > longest) slice = std::max<std::size_t>(slice / 2, 1);
        co_yield JobProgress{"bulk.creating", result.made, what.total};
    }
    co_return Status();
}

Job undo_in_bulk(Workspace& ws, Uuid batch, RowId actor, Clock& clock) {
    const auto operations = standing(ws, batch);
    if (!operations.ok()) co_return operations.error();
    std::vector<Uuid> undone;
    std::optional<Error> refusal;
    for (const Uuid& operation : *operations) {
        const auto outcome = ws.apply({"undo", {{"operation", operation.str()}}}, actor, clock.now());
        if (!outcome.ok()) {
            refusal = outcome.error();
            break;
        }
        undone.push_back(outcome->operation_id);
        co_yield JobProgress{"bulk.undoing", static_cast<std::int64_t>(undone.size()), static_cast<std::int64_t>(operations->size())};
    }
    if (!refusal) co_return Status();
    while (!undone.empty()) {  // all or nothing
        const auto back = ws.apply({"undo", {{"operation", undone.back().str()}}}, actor, clock.now());
        if (!back.ok()) co_return back.error();
        undone.pop_back();
        co_yield JobProgress{"bulk.putting_back", static_cast<std::int64_t>(undone.size()), static_cast<std::int64_t>(operations->size())};
    }
    co_return *refusal;
}

}  // namespace potok::model
