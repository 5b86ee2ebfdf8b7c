// What came of a simulated act: where records stand, what is counted, what people will do next.
#include "automation/simulation_run.h"

#include <algorithm>
#include <utility>

#include "model/queries.h"

namespace potok::automation {

using model::RowId;

void SimulationRun::take_in(RowId of) {
    const std::vector<model::Outcome> news = std::move(news_);
    news_.clear();
    for (const model::Outcome& outcome : news)
        for (const model::Change& change : outcome.changes)
            if (change.type->registered) take_in(change, of);
    settle();
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

void SimulationRun::settle() {
    for (const RowId row : std::exchange(touched_, {}))
        if (const auto c = cases_.find(row); c != cases_.end()) plan(c->second, row);
}

void SimulationRun::plan(Case& c, RowId row) {
    if (!c.stay || c.scheduled || c.next >= c.stay->deeds.size()) return;
    const Deed& deed = c.stay->deeds[c.next];
    const auto after = static_cast<std::size_t>(deed.after_tasks);
    if (after >= c.marks.size() && !c.tasks.empty()) return;  // they are still at it
    const Instant base = c.marks[std::min(after, c.marks.size() - 1)];
    const Instant at = deed.outside ? base + deed.lag : calendar().add_working_time(base, deed.lag);
    c.scheduled = true;
    schedule(std::max({at, now_, c.last}), {Next::Kind::deed, row, ++c.turn, nullptr});
}

}  // namespace potok::automation
