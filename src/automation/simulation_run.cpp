#include "automation/simulation_run.h"

#include <algorithm>

#include "model/absences.h"
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

Json ref(const model::Workspace& ws, RowId row) { return {{"ref", ws.id_of(row).str()}}; }

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

// --- deeds ---------------------------------------------------------------------------------------------------------------

// The next deed of a stay. A move that is refused is tried again on the next working days.
Status SimulationRun::turn_to(RowId row, int turn) {
    constexpr int most_tries = 5;
    auto found = cases_.find(row);
    if (found == cases_.end() || found->second.turn != turn || !found->second.scheduled) return {};
    const Deed& deed = found->second.stay->deeds[found->second.next];
    const int visit = found->second.visit;
    found->second.scheduled = false;
    POTOK_TRY(const bool done, do_deed(deed, row));
    found = cases_.find(row);
    if (found == cases_.end() || found->second.visit != visit) return {};
    Case& c = found->second;
    c.last = now_;
    if (!done && deed.command == "move" && ++c.tries < most_tries) {
        c.scheduled = true;
        schedule(calendar().add_working_days(now_, 1), {Next::Kind::deed, row, ++c.turn, nullptr});
        return {};
    }
    c.tries = 0;
    ++c.next;
    go_on(row);
    return {};
}

bool SimulationRun::fill(Json& args, RowId of) {
    if (args.is_structured()) {
        for (auto& inner : args)
            if (!fill(inner, of)) return false;
        return true;
    }
    if (!args.is_string()) return true;
    const std::string text = args.get<std::string>();
    if (text == "@case") {
        args = ws_->id_of(of).str();
    } else if (text.starts_with("@new ")) {
        const std::string type_key = text.substr(5);
        RowId newest = 0;
        const auto c = cases_.find(of);
        if (c != cases_.end())
            if (const auto known = c->second.newest.find(type_key); known != c->second.newest.end()) newest = known->second;
        const model::RecordType* type = ws_->catalog().type(type_key);
        if (newest == 0 && type && !type->subject_field.empty()) {
            const auto rows = model::find_records(*ws_, type_key, type->subject_field, Value(Ref{ws_->id_of(of)}));
            if (!rows.empty()) newest = rows.back();
        }
        if (newest == 0) return false;
        args = ws_->id_of(newest).str();
    }
    return true;
}

Result<bool> SimulationRun::do_deed(const Deed& deed, RowId of) {
    Json args = shifted(*ws_, deed.args, deed.at, now_);
    if (!fill(args, of)) {
        ++tally_.refused["reference.missing"];
        return false;
    }
    if (deed.command == "book") return book(std::move(args), deed, of);
    if (args.is_object() && args.contains("external_id")) args["external_id"] = "simulated-" + std::to_string(++outside_ids_);
    if (deed.command == "create" && args.contains("values")) {  // two cannot have the same
        if (const model::RecordType* type = ws_->catalog().type(args.value("type", "")))
            for (const model::Field& f : type->fields)
                if (f.unique && !f.required) args["values"].erase(f.key);
    }
    return apply({deed.command, std::move(args)}, deed.actor, of);
}

// As they booked: for as long, that resource or another of its kind, at the first time from then on at which one is free.
Result<bool> SimulationRun::book(Json args, const Deed& deed, RowId of) {
    constexpr int most_times = 400;
    const auto instant = [&](const char* key) -> std::optional<Instant> {
        const auto value = args.contains(key) ? value_from_json(args[key]) : Result<Value>(Value());
        const Instant* t = value.ok() ? value->as<Instant>() : nullptr;
        return t ? std::optional(*t) : std::nullopt;
    };
    const Json& named = args.contains("resource") ? args["resource"] : Json();
    const auto id = Uuid::parse(named.is_string() ? named.get<std::string>() : named.is_object() ? named.value("ref", "") : "");
    const auto wanted = id.ok() ? ws_->row_of(*id) : std::nullopt;
    auto from = instant("from");
    const auto to = instant("to");
    const auto known = wanted ? tally_.resources.find(*wanted) : tally_.resources.end();
    if (!from || !to || known == tally_.resources.end()) return apply({deed.command, std::move(args)}, deed.actor, of);
    const std::int64_t length = *to - *from;
    std::vector<RowId> choice{*wanted};
    for (const auto& resource : model::resources(*ws_, known->second.kind))
        if (resource.row != *wanted) choice.push_back(resource.row);
    for (int i = 0; i < most_times; ++i) {
        std::optional<Instant> free;
        for (const RowId resource : choice) {
            const auto taken = model::booking_conflicts(*ws_, resource, *from, *from + length);
            if (taken.empty()) {
                args["resource"] = ref(*ws_, resource);
                args["from"] = to_json(Value(*from));
                args["to"] = to_json(Value(*from + length));
                return apply({deed.command, std::move(args)}, deed.actor, of);
            }
            const Instant end = std::max_element(taken.begin(), taken.end(), [](const auto& a, const auto& b) { return a.to < b.to; })->to;
            free = free ? std::min(*free, end) : end;
        }
        from = next_working(*free);
    }
    return apply({deed.command, std::move(args)}, deed.actor, of);
}

// --- work ----------------------------------------------------------------------------------------------------------------

bool SimulationRun::is_worked(const std::string& key) const {
    const auto found = history_.work.find(key);
    if (found == history_.work.end() || found->second.given == 0) return !any_work_.empty();
    return !found->second.samples.empty();
}

void SimulationRun::give(RowId task, const Assigned& to) {
    tasks_[task] = to;
    if (to.person == 0 || !is_worked(to.key)) return;
    if (const auto c = cases_.find(to.of); c != cases_.end()) c->second.tasks.insert(task);
    workers_[to.person].queue.emplace(to.given, task);
    begin_work(to.person);
}

void SimulationRun::take_away(RowId task) {
    const auto found = tasks_.find(task);
    if (found == tasks_.end()) return;
    const Assigned was = found->second;
    tasks_.erase(found);
    if (const auto worker = workers_.find(was.person); worker != workers_.end()) {
        Worker& w = worker->second;
        w.queue.erase({was.given, task});
        if (w.in_hand == task) {
            tally_.people[was.person].busy += std::max<std::int64_t>(0, calendar().working_time_between(std::min(w.begun, now_), now_));
            w.in_hand = 0;
            begin_work(was.person);
        }
    }
    if (const auto c = cases_.find(was.of); c != cases_.end()) {
        c->second.tasks.erase(task);
        go_on(was.of);
    }
}

void SimulationRun::begin_work(RowId person) {
    constexpr int longest_absence = 366;  // working days
    Worker& w = workers_[person];
    if (w.in_hand != 0 || w.queue.empty()) return;
    const auto [given, task] = *w.queue.begin();
    w.queue.erase(w.queue.begin());
    w.in_hand = task;
    w.begun = next_working(now_);
    for (int i = 0; i < longest_absence && model::is_absent(*ws_, person, w.begun); ++i)
        w.begun = next_working(ws_->zone().to_instant({calendar().add_working_days(ws_->zone().to_local(w.begun).date, 1), TimeOfDay{0}}));
    tally_.people[person].waits.push_back(calendar().working_time_between(std::max(given, start_), w.begun));
    const std::string& key = tasks_[task].key;
    const auto known = history_.work.find(key);
    w.sample = nullptr;
    std::int64_t ms = 0;
    if (known != history_.work.end() && !known->second.samples.empty()) {
        w.sample = &known->second.samples[below(known->second.samples.size())];
        ms = w.sample->ms;
    } else {
        tally_.unknown_tasks.insert(key);
        ms = any_work_[below(any_work_.size())]->ms;
    }
    schedule(calendar().add_working_time(w.begun, ms), {Next::Kind::work, person, ++w.turn, nullptr});
}

Status SimulationRun::finish_work(RowId person) {
    const RowId task = workers_[person].in_hand;
    const TaskWork::Sample* sample = workers_[person].sample;
    const RowId of = tasks_.at(task).of;
    const auto visit_of = [&] { const auto c = cases_.find(of); return c == cases_.end() ? -1 : c->second.visit; };
    const int visit = visit_of();
    // What they did to the record before the task was done is part of the work.
    while (visit != -1 && visit_of() == visit) {
        Case& c = cases_.at(of);
        if (!c.stay || c.next >= c.stay->deeds.size()) break;
        const Deed& deed = c.stay->deeds[c.next];
        if (deed.outside || deed.command == "move" || deed.after_tasks >= static_cast<int>(c.marks.size())) break;
        ++c.next;
        c.scheduled = false;
        c.tries = 0;
        ++c.turn;
        POTOK_CHECK(do_deed(deed, of));
    }
    const auto still = tasks_.find(task);
    if (still == tasks_.end()) return {};  // withdrawn by what was done
    for (const model::CheckItem& item : model::check_items(*ws_, task))
        if (!item.done) POTOK_CHECK(apply({"set_check_item", {{"item", ws_->id_of(item.row).str()}, {"done", true}}}, person, of));
    model::Command command{"complete_task", Json::object()};
    if (sample) {
        command = {sample->done.command, shifted(*ws_, sample->done.args, sample->done.at, now_)};
        if (!fill(command.args, of)) command.args = Json::object();
    } else if (const auto t = model::task(*ws_, task); t && t->kind == "approval") {
        command = {"decide", {{"verdict", "approve"}}};
    }
    command.args["task"] = ws_->id_of(task).str();
    POTOK_TRY(const bool done, apply(std::move(command), person, of));
    if (done) {
        ++tally_.people[person].done;
    } else {
        take_away(task);  // nobody gets on with it
    }
    if (cases_.contains(of)) go_on(of);
    return {};
}

// --- what came of it -----------------------------------------------------------------------------------------------------

void SimulationRun::take_in(RowId of) {
    const std::vector<model::Outcome> news = std::move(news_);
    news_.clear();
    for (const model::Outcome& outcome : news)
        for (const model::Change& change : outcome.changes)
            if (change.type->registered) take_in(change, of);
}

void SimulationRun::take_in(const model::Change& change, RowId of) {
    const auto text = [&](std::string_view field) {
        const auto* d = change.delta(field);
        const std::string* t = d ? d->after.as<std::string>() : nullptr;
        return t ? *t : std::string();
    };
    const bool made = change.kind == model::Change::Kind::inserted;
    if (made && !change.type->on_pipeline) {
        const auto subject = cases_.find(change.subject);
        const RowId owner = subject != cases_.end() ? change.subject : of;
        if (const auto c = cases_.find(owner); c != cases_.end()) c->second.newest[change.type->key] = change.row;
    }
    if (change.type->key == "task") return take_in_task(change);
    if (!change.type->on_pipeline) return;
    if (const auto* gone = change.delta("deleted_at"); gone && !gone->after.is_null()) {
        if (const auto c = cases_.find(change.row); c != cases_.end()) {
            leave(c->second);
            cases_.erase(c);
        }
        return;
    }
    const std::string stage = text("stage");
    if (stage.empty()) return;
    auto [at, fresh] = cases_.try_emplace(change.row);
    Case& c = at->second;
    if (!fresh) leave(c);
    if (const std::string pipeline = text("pipeline"); !pipeline.empty()) c.pipeline = pipeline;
    if (made) ++tally_.pipelines[c.pipeline].arrived;
    c.stage = stage;
    enter(change.row, c, true);
}

void SimulationRun::take_in_task(const model::Change& change) {
    const auto* assignee = change.delta("assignee");
    const auto* state = change.delta("state");
    const std::string* word = state ? state->after.as<std::string>() : nullptr;
    if (word && *word != "open") {
        const auto task = tasks_.find(change.row);
        const auto c = task == tasks_.end() ? cases_.end() : cases_.find(task->second.of);
        if (*word == "done" && c != cases_.end()) c->second.marks.push_back(now_);
        return take_away(change.row);
    }
    if (!assignee && !word) return;
    const auto task = model::task(*ws_, change.row);
    if (!task || task->state != "open" || !cases_.contains(task->record)) return;
    take_away(change.row);
    give(change.row, {task->record, task->assignee, task->key, now_});
}

void SimulationRun::enter(RowId row, Case& c, bool seen) {
    c.entered = c.last = now_;
    c.marks = {now_};
    c.next = 0;
    c.tries = 0;
    c.scheduled = false;
    c.stay = nullptr;
    ++c.visit;
    Tally::Stage& stage = tally_.stages[{c.pipeline, c.stage}];
    ++stage.inside;
    if (seen) ++stage.entered;
    const model::Pipeline* pipeline = ws_->catalog().pipeline(c.pipeline);
    const model::Stage* known = pipeline ? pipeline->stage(c.stage) : nullptr;
    if (!known) return;
    if (known->kind != model::StageKind::open) {
        if (!seen) return;
        Tally::Pipeline& sums = tally_.pipelines[c.pipeline];
        const bool won = known->kind == model::StageKind::won;
        ++(won ? sums.won : sums.lost);
        const model::RecordType* type = ws_->catalog().type(pipeline->type);
        if (!won || !type || type->amount_field.empty()) return;
        const auto record = model::record(*ws_, row);
        const Money* amount = record ? record->get(type->amount_field).as<Money>() : nullptr;
        if (amount) sums.won_sum[std::string(amount->currency)] += amount->minor;
        return;
    }
    const auto stays = history_.stays.find({c.pipeline, c.stage});
    if (stays == history_.stays.end()) {
        tally_.unknown_stages.emplace(c.pipeline, c.stage);
        return;
    }
    c.stay = &stays->second[below(stays->second.size())];
    go_on(row);
}

void SimulationRun::leave(const Case& c) {
    Tally::Stage& stage = tally_.stages[{c.pipeline, c.stage}];
    --stage.inside;
    stage.time_inside += now_ - std::max(c.entered, start_);
    stage.stays.push_back(now_ - c.entered);
}

void SimulationRun::go_on(RowId row) {
    Case& c = cases_.at(row);
    if (!c.stay || c.scheduled || c.next >= c.stay->deeds.size()) return;
    const Deed& deed = c.stay->deeds[c.next];
    const auto after = static_cast<std::size_t>(deed.after_tasks);
    if (after >= c.marks.size() && !c.tasks.empty()) return;  // they are still at it
    const Instant base = c.marks[std::min(after, c.marks.size() - 1)];
    const Instant at = deed.outside ? base + deed.lag : calendar().add_working_time(base, deed.lag);
    c.scheduled = true;
    schedule(std::max({at, now_, c.last}), {Next::Kind::deed, row, ++c.turn, nullptr});
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
