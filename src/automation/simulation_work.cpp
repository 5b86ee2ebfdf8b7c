// People at their tasks: what they are given, take in hand and finish.
#include "automation/simulation_run.h"

#include <algorithm>

#include "model/absences.h"
#include "model/queries.h"

namespace potok::automation {

using model::RowId;

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

}  // namespace potok::automation
