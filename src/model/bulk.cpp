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

// Which of a slice was refused: 17 of "records/17/amount".
std::optional<std::size_t> refused_one(const Error& e) {
    constexpr std::string_view head = "records/";
    std::size_t n = 0;
    if (!e.place.starts_with(head)) return {};
    const auto [end, problem] = std::from_chars(e.place.data() + head.size(), e.place.data() + e.place.size(), n);
    return problem == std::errc() ? std::optional(n) : std::nullopt;
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

Job change_in_bulk(const Workspace& ws, BulkChange what, Apply apply, Clock& clock, BulkChanged& result) {
    std::size_t slice = 20, at = 0;
    const auto total = static_cast<std::int64_t>(what.records.size());
    const auto command_for = [&](std::size_t from, std::size_t count) {
        Json records = Json::array();
        for (std::size_t i = from; i < from + count; ++i) records.push_back(ws.id_of(what.records[i]).str());
        Command command{"change_many", {{"records", std::move(records)}, {"batch", what.batch.str()}}};
        if (!what.values.empty()) command.args["values"] = what.values;
        if (!what.to.empty()) command.args["to"] = what.to;
        if (!what.comment.empty()) command.args["comment"] = what.comment;
        if (!what.lost_reason.empty()) command.args["lost_reason"] = what.lost_reason;
        if (what.remove) command.args["remove"] = true;
        return command;
    };
    while (at < what.records.size()) {
        std::size_t count = std::min(slice, what.records.size() - at);
        const Instant began = clock.now();
        // A slice with one that is refused is done up to that one, and goes on behind it.
        std::optional<Error> refusal;
        for (;;) {
            auto outcome = count > 0 ? apply(command_for(at, count)) : Result<Outcome>(Outcome());
            if (outcome.ok()) {
                result.problems += static_cast<std::int64_t>(outcome->problems.size());
                break;
            }
            const auto bad = refused_one(outcome.error());
            if (!bad || *bad >= count) co_return outcome.error();
            refusal = outcome.error();
            count = *bad;
        }
        result.changed += static_cast<std::int64_t>(count);
        at += count;
        if (refusal) {
            refusal->place.clear();
            result.refused.emplace_back(what.records[at++], std::move(*refusal));
        }
        const std::int64_t took = clock.now() - began;
        if (took < shortest) slice = std::min(slice * 2, handlers::most_rows);
        if (took > longest) slice = std::max<std::size_t>(slice / 2, 1);
        co_yield JobProgress{"bulk.changing", static_cast<std::int64_t>(at), total};
    }
    co_return Status();
}

Job undo_in_bulk(Workspace& ws, Uuid batch, RowId actor, Clock& clock) {
    return undo_in_bulk(ws, batch, [&ws, actor, &clock](const Command& command) { return ws.apply(command, actor, clock.now()); });
}

Job undo_in_bulk(const Workspace& ws, Uuid batch, Apply apply) {
    const auto operations = standing(ws, batch);
    if (!operations.ok()) co_return operations.error();
    std::vector<Uuid> undone;
    std::optional<Error> refusal;
    for (const Uuid& operation : *operations) {
        const auto outcome = apply({"undo", {{"operation", operation.str()}}});
        if (!outcome.ok()) {
            refusal = outcome.error();
            break;
        }
        undone.push_back(outcome->operation_id);
        co_yield JobProgress{"bulk.undoing", static_cast<std::int64_t>(undone.size()), static_cast<std::int64_t>(operations->size())};
    }
    if (!refusal) co_return Status();
    while (!undone.empty()) {  // all or nothing
        const auto back = apply({"undo", {{"operation", undone.back().str()}}});
        if (!back.ok()) co_return back.error();
        undone.pop_back();
        co_yield JobProgress{"bulk.putting_back", static_cast<std::int64_t>(undone.size()), static_cast<std::int64_t>(operations->size())};
    }
    co_return *refusal;
}

}  // namespace potok::model
