// What a token waits for, and what comes of it when it comes on a boundary.
#include "automation/executor.h"
#include "automation/times.h"
#include "model/workspace.h"

namespace potok::automation {

Result<bool> Executor::await(Index token, const Node& catching, bool boundary) {
    for (std::size_t i = 0; i < catching.waits.size(); ++i) {
        const Wait& wait = catching.waits[i];
        WaitRow w;
        w.node = catching.id;
        w.index = static_cast<int>(i);
        w.name = wait.name;
        switch (wait.kind) {
            case Wait::Kind::time: {
                POTOK_TRY(const Instant due, due_of(wait.time, moment(token), DayMeans::midnight));
                if (!boundary && due <= around_.now) return true;
                w.due = due;
                if (wait.repeat > 1) w.value = std::to_string(wait.repeat);
                break;
            }
            case Wait::Kind::due_of_task: {
                w.task = tokens_[token].row.task;
                POTOK_TRY(const Value due, around_.op.get(w.task, *around_.op.catalog().type("task"), "due"));
                if (const Instant* t = due.as<Instant>()) w.due = *t;
                break;  // a task without due time is late once it gets one
            }
            case Wait::Kind::task: {
                w.kind = WaitRow::Kind::task;
                std::string state;
                const RowId latest = latest_task(around_.op.db(), firing_.record, wait.name, state);
                if (!boundary && latest != 0 && state == "done") return true;
                break;
            }
            case Wait::Kind::event:
                w.kind = WaitRow::Kind::event;
                break;
            case Wait::Kind::signal:
                w.kind = WaitRow::Kind::signal;
                break;
            case Wait::Kind::condition:
                w.kind = WaitRow::Kind::condition;
                if (!boundary && wait.condition.holds(moment(token))) return true;
                break;
            case Wait::Kind::error:  // raised, not waited for
                continue;
        }
        tokens_[token].new_waits.push_back(std::move(w));
    }
    return false;
}

// The boundaries of an activity watch the whole of it, not each round of its loop.
Status Executor::await_boundaries(Index token, const Node& at) {
    if (tokens_[token].row.data.inner) return {};
    for (const int b : at.boundaries) {
        const auto set = await(token, node(b), true);
        if (!set.ok()) return set.error();
    }
    return {};
}

void Executor::drop_waits(Index token) {
    tokens_[token].new_waits.clear();
    for (auto w = waits_.begin(); w != waits_.end();) {
        if (tokens_[token].row.row == 0 || w->token != tokens_[token].row.row) {
            ++w;
            continue;
        }
        dropped_.push_back(w->row);
        w = waits_.erase(w);
    }
}

void Executor::drop_waits_at(Index token, const std::string& id) {
    for (auto w = waits_.begin(); w != waits_.end();) {
        if (w->token != tokens_[token].row.row || w->node != id) {
            ++w;
            continue;
        }
        dropped_.push_back(w->row);
        w = waits_.erase(w);
    }
}

void Executor::leave_boundary(Index token, const Node& boundary, const WaitRow& wait) {
    ValueContext locals = tokens_[token].row.data.locals;
    if (const RowId task = tokens_[token].row.task; task != 0) put(locals, "task", Value(Ref{around_.op.workspace().id_of(task)}));
    const int parent = tokens_[token].parent;
    if (!boundary.interrupting) {
        drop_waits_at(token, boundary.id);
        const int left = wait.value.empty() ? 1 : std::stoi(wait.value);
        if (left > 1) {
            const Wait& again = boundary.waits[static_cast<std::size_t>(wait.index)];
            if (const auto due = due_of(again.time, moment(token), DayMeans::midnight); due.ok()) {
                WaitRow w;
                w.node = boundary.id;
                w.index = wait.index;
                w.due = *due;
                w.value = std::to_string(left - 1);
                tokens_[token].new_waits.push_back(std::move(w));
                tokens_[token].changed = true;
            }
        }
        const Index aside = add_token(parent, boundary.id, std::move(locals));
        return leave(aside, boundary);
    }
    kill(token, "automation.reason.late");
    const Index on = add_token(parent, boundary.id, std::move(locals));
    leave(on, boundary);
}

}  // namespace potok::automation
