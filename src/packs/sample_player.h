// What playing samples.json rests on: commands at times of their own, names of what has been made, values as the file writes them.
// For samples.cpp and the parts of a leg (sample_tasks.cpp, sample_money.cpp) only.
#pragma once

#include <string>
#include <vector>

#include "model/queries.h"
#include "packs/pack.h"
#include "packs/sample_values.h"

namespace potok::packs {

class SamplePlayer {
public:
    SamplePlayer(model::Workspace& ws, const Pack& pack, Instant now)
        : ws(ws), pack(pack), now(now), today(ws.zone().to_local(now).date), at(now) {}

    model::Workspace& ws;
    const Pack& pack;
    const Instant now;  // when their story ends
    const Date today;
    Instant at;         // what time it is in the story
    SampleNames names;
    std::vector<std::string> made;  // public ids of all that came into being, in that order
    model::RowId last = 0;          // what the last command was about

    // Carries it out, and keeps what it made. error: pack.sample_refused
    Status must(model::RowId actor, const model::Command& command, const std::string& where);
    Status run_timers(Instant until);

    Error refused(Error why, const std::string& where) const;
    Json ref(model::RowId row) const { return to_json(Value(ws.id_of(row))); }
    Result<model::RowId> named(const Json& name, const std::string& where) const;
    void name(const Json& object, model::RowId row);  // by its "as", where it has one
    Result<Instant> instant(const Json& text, const std::string& where) const;
    Result<Json> date(const Json& text, const std::string& where) const;
    Result<Json> money(const Json& text, const std::string& where) const;
    Result<Json> values(const model::RecordType& type, const Json& plain, const std::string& where) const;
    Result<const model::RecordType*> type(const Json& key, const std::string& where) const;

private:
    Status off_the_day_off(const model::Change& change, const std::string& where);
};

// What a leg is about, and who acts in it.
struct SampleLeg {
    const Json& json;
    model::RowId row, who;
    std::string where;  // "#/cases/3/path/2"

    bool has(const char* member) const { return json.contains(member); }
};

// sample_tasks.cpp: tick, done, decide, due, task; and the open tasks before a move.
Status play_tasks(SamplePlayer& p, const SampleLeg& leg);
Status complete_open_tasks(SamplePlayer& p, const SampleLeg& leg);
// sample_money.cpp: lines, offer, accept, reject, invoice, issue, payment.
Status play_money(SamplePlayer& p, const SampleLeg& leg);

}  // namespace potok::packs
