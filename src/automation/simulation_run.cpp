#include "automation/simulation_run.h"

#include <algorithm>

#include "model/queries.h"

namespace potok::automation {

using model::RowId;

namespace {

// Two independent sequences from one seed: ids of what is made, and chance.
std::uint64_t mixed(std::uint64_t seed, int repetition) {
    SeededRandom first(seed);
    SeededRandom second(first.next() + static_cast<std::uint64_t>(repetition));
    return second.next();
}

}  // namespace

SimulationRun::SimulationRun(const SimulationOrder& order, const WorkHistory& history, std::uint64_t seed)
    : order_(order), history_(history), random_(seed), chance_(random_.next()), start_(order.start), now_(order.start) {
    for (const auto& [key, work] : history.work)
        for (const auto& sample : work.samples) any_work_.push_back(&sample);
}

SimulationRun::~SimulationRun() = default;

Result<std::unique_ptr<SimulationRun>> SimulationRun::prepare(Engine& engine, const model::Workspace& original, const SimulationOrder& order,
                                                              const WorkHistory& history, int repetition) {
    std::unique_ptr<SimulationRun> run(new SimulationRun(order, history, mixed(order.seed, repetition)));
    run->engine_ = std::make_unique<Engine>(engine.locales());
    model::Environment environment;
    environment.random = &run->random_;
    environment.reactor = run->engine_.get();
    environment.zones = original.zones();
    POTOK_TRY(run->ws_, original.clone(environment));
    model::Workspace& ws = *run->ws_;
    ws.listen([&news = run->news_](const model::Outcome& outcome) { news.push_back(outcome); });
    const Date last{ws.zone().to_local(order.start).date.days + order.days};
    run->end_ = ws.zone().to_instant({last, TimeOfDay{0}});
    POTOK_CHECK(run->what_if());
    run->news_.clear();
    run->stand();
    run->tally_.working_time = run->calendar().working_time_between(run->start_, run->end_);
    run->tally_.time = run->end_ - run->start_;
    return run;
}

Status SimulationRun::what_if() {
    const auto must = [&](const char* name, Json args) -> Status {
        const auto done = ws_->apply({name, std::move(args)}, ws_->administrator(), now_);
        return done.ok() ? Status() : done.error();
    };
    for (const model::Definition& d : order_.changed) POTOK_CHECK(must("define", {{"kind", d.kind}, {"key", d.key}, {"body", d.body}}));
    for (const auto& [kind, more] : order_.resources)
        for (int i = 1; i <= more; ++i)
            POTOK_CHECK(must("create", {{"type", "resource"}, {"values", {{"title", kind + " +" + std::to_string(i)}, {"kind", kind}}}}));
    for (const auto& [role, more] : order_.people)
        for (int i = 1; i <= more; ++i)
            POTOK_CHECK(must("create_person", {{"name", role + " +" + std::to_string(i)}, {"roles", Json::array({role})}}));
    return {};
}

void SimulationRun::stand() {
    for (const auto& person : model::people(*ws_)) tally_.people[person.row].name = person.name;
    for (const auto& resource : model::resources(*ws_)) tally_.resources[resource.row] = {resource.name, resource.kind, 0};
    for (const auto& pipeline : ws_->catalog().pipelines()) {
        tally_.pipelines[pipeline->key];
        for (const auto& stage : pipeline->stages) tally_.stages[{pipeline->key, stage.key}];
    }
    std::set<std::string> types;
    for (const auto& pipeline : ws_->catalog().pipelines()) types.insert(pipeline->type);
    for (const std::string& type : types) {
        for (const RowId row : model::all_records(*ws_, type)) {
            const auto record = model::record(*ws_, row);
            if (!record) continue;
            Case& c = cases_[row];
            c.pipeline = record->text("pipeline");
            c.stage = record->text("stage");
            const Instant* since = record->get("stage_since").as<Instant>();
            enter(row, c, false);
            c.entered = since ? std::min(*since, now_) : now_;
        }
    }
    model::TaskFilter open;
    for (const model::Task& t : model::tasks(*ws_, open))
        if (cases_.contains(t.record)) give(t.row, {t.record, t.assignee, t.key, std::min(t.created_at, now_)});
    settle();
}

// The beginning of the working time that comes next; the moment itself when it is worked.
Instant SimulationRun::next_working(Instant t) const {
    return calendar().is_working_time(t) ? t : calendar().add_working_time(t, 1) + -1;
}

void SimulationRun::plan_arrivals(Date day) {
    const bool worked = calendar().is_working_day(day);
    std::vector<const RecordedDay*> like, same_kind;
    for (const RecordedDay& d : history_.days) {
        if (calendar().is_working_day(d.date) != worked) continue;
        same_kind.push_back(&d);
        if (weekday(d.date) == weekday(day)) like.push_back(&d);
    }
    if (like.empty()) like = same_kind;
    if (like.empty()) return;
    const RecordedDay& drawn = *like[below(like.size())];
    for (const auto& [pipeline, deeds] : drawn.arrivals) {
        const auto found = order_.arrivals.find(pipeline);
        const int percent = found == order_.arrivals.end() ? 100 : found->second;
        for (const Deed& deed : deeds) {
            int copies = percent / 100;
            if (percent % 100 != 0 && below(100) < static_cast<std::size_t>(percent % 100)) ++copies;
            const Instant at = ws_->zone().to_instant({day, ws_->zone().to_local(deed.at).time});
            for (int i = 0; i < copies && at >= start_; ++i) schedule(at, {Next::Kind::arrival, 0, 0, &deed});
        }
    }
}

Status SimulationRun::day(int n) {
    const Date today{ws_->zone().to_local(start_).date.days + n};
    plan_arrivals(today);
    POTOK_CHECK(pass(ws_->zone().to_instant({Date{today.days + 1}, TimeOfDay{0}})));
    for (auto& [key, stage] : tally_.stages) stage.by_day.push_back(stage.inside);
    for (auto& [row, person] : tally_.people) {
        const auto worker = workers_.find(row);
        person.by_day.push_back(worker == workers_.end() ? 0 : static_cast<std::int64_t>(worker->second.queue.size()) + (worker->second.in_hand != 0 ? 1 : 0));
    }
    return {};
}

Status SimulationRun::pass(Instant until) {
    while (true) {
        auto due = engine_->next_due(*ws_);
        if (due && deaf_until_ && *due <= *deaf_until_) due.reset();
        const Instant next = agenda_.empty() ? until : std::min(until, agenda_.begin()->first.first);
        if (due && *due <= next && *due < until) {
            now_ = std::max(now_, *due);
            POTOK_CHECK(ws_->run_due(now_));
            if (news_.empty()) deaf_until_ = now_;
            take_in(0);
            continue;
        }
        if (next == until) break;
        now_ = next;
        const Next what = agenda_.begin()->second;
        agenda_.erase(agenda_.begin());
        POTOK_CHECK(carry_out(what));
        settle();
    }
    now_ = until;
    return {};
}

Status SimulationRun::carry_out(const Next& next) {
    switch (next.kind) {
        case Next::Kind::arrival: {
            const auto done = do_deed(*next.deed, 0);
            return done.ok() ? Status() : done.error();
        }
        case Next::Kind::deed:
            return turn_to(next.row, next.turn);
        case Next::Kind::work: {
            const auto worker = workers_.find(next.row);
            return worker != workers_.end() && worker->second.turn == next.turn && worker->second.in_hand != 0 ? finish_work(next.row) : Status();
        }
    }
    return {};
}

Result<bool> SimulationRun::apply(model::Command command, RowId actor, RowId of) {
    const auto outcome = ws_->apply(command, actor, now_);
    take_in(of);
    if (outcome.ok()) return true;
    const std::string& code = outcome.error().code;
    if (code.starts_with("db.") || code.starts_with("store.")) return outcome.error();
    ++tally_.refused[code];
    return false;
}

void SimulationRun::finish() {
    for (const auto& [row, c] : cases_) tally_.stages[{c.pipeline, c.stage}].time_inside += end_ - std::max(c.entered, start_);
    for (const auto& [person, w] : workers_)
        if (w.in_hand != 0 && w.begun < end_) tally_.people[person].busy += calendar().working_time_between(w.begun, end_);
    for (const model::Booking& b : model::bookings(*ws_, start_, end_))
        if (const auto found = tally_.resources.find(b.resource); found != tally_.resources.end())
            found->second.busy += std::max<std::int64_t>(0, calendar().working_time_between(std::max(b.from, start_), std::min(b.to, end_)));
}

}  // namespace potok::automation
