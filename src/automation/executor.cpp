#include "automation/executor.h"

#include <algorithm>

#include "db/connection.h"
#include "model/workspace.h"

namespace potok::automation {

namespace {
constexpr int most_steps = 10'000;  // of one firing in one go: a graph that turns in circles without waiting
}  // namespace

Executor::Executor(Surroundings around, std::shared_ptr<const Automation> automation, FiringRow firing)
    : around_(around),
      automation_(std::move(automation)),
      firing_(std::move(firing)),
      stored_(firing_),
      type_(around.op.catalog().type(automation_->type)) {}

// A firing that cannot wait is through when its operation is: its row is written once.
std::string Executor::first_state(const Automation& automation) {
    return automation.graph.can_wait() ? "running" : "done";
}

Moment Executor::moment() const {
    return {&around_.op.workspace(), type_, firing_.record, around_.now, &firing_.data};
}

const Node& Executor::node(const std::string& id) const {
    const int index = graph().index_of(id);
    assert(index >= 0);
    return graph().nodes[static_cast<std::size_t>(index)];
}

bool Executor::condition_holds(const WaitRow& wait) const {
    const int index = graph().index_of(wait.node);
    if (index < 0) return false;
    const auto& waits = graph().nodes[static_cast<std::size_t>(index)].waits;
    if (wait.index < 0 || static_cast<std::size_t>(wait.index) >= waits.size()) return false;
    const Formula& condition = waits[static_cast<std::size_t>(wait.index)].condition;
    return !condition.empty() && condition.holds(moment());
}

Status Executor::start() {
    Token t;
    t.row.node = graph().nodes.front().id;
    tokens_.push_back(std::move(t));
    return run();
}

Status Executor::refuse(const Error& why) {
    Token t;
    t.row.node = graph().nodes.front().id;
    tokens_.push_back(std::move(t));
    fail(0, why);
    return save();
}

Status Executor::load() {
    for (TokenRow& row : load_tokens(around_.op.db(), firing_.row)) {
        if (graph().index_of(row.node) < 0) return error("automation.flow_unreadable", {{"flow", std::to_string(firing_.flow)}});
        Token t;
        t.row = std::move(row);
        tokens_.push_back(std::move(t));
    }
    waits_ = waits_of_firing(around_.op.db(), firing_.row);
    return {};
}

Status Executor::come(RowId wait) {
    const auto found = std::find_if(waits_.begin(), waits_.end(), [&](const WaitRow& w) { return w.row == wait; });
    if (found == waits_.end()) return {};
    const WaitRow w = *found;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i].row.row != w.token || tokens_[i].gone) continue;
        const Node& at = node(w.node);
        if (at.kind == Node::Kind::boundary && !at.interrupting) {
            drop_waits_at(i, w.node);
            Token t;
            t.row.node = w.node;
            tokens_.push_back(std::move(t));
            leave(tokens_.size() - 1, at);
            return run();
        }
        if (at.kind == Node::Kind::boundary && tokens_[i].row.task != 0) {
            const std::string& reason = around_.locales.of(around_.op.workspace().info().language).text("automation.reason.late");
            POTOK_CHECK(withdraw_task(around_.op, tokens_[i].row.task, reason));
        }
        drop_waits(i);
        tokens_[i].row.task = 0;
        tokens_[i].row.node = w.node;
        tokens_[i].changed = true;
        leave(i, at);
        return run();
    }
    return {};
}

Status Executor::hold(RowId wait, const Error& why) {
    const auto found = std::find_if(waits_.begin(), waits_.end(), [&](const WaitRow& w) { return w.row == wait; });
    if (found == waits_.end()) return {};
    const RowId waiting = found->token;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i].row.row != waiting) continue;
        drop_waits(i);
        fail(i, why);
    }
    return save();
}

Status Executor::retry() {
    for (Token& t : tokens_) {
        if (t.row.state != TokenRow::State::failed) continue;
        t.row.state = TokenRow::State::ready;
        t.row.error.reset();
        t.changed = true;
    }
    return run();
}

Status Executor::withdraw(const std::string& reason) {
    for (std::size_t i = 0; i < tokens_.size(); ++i) end(i);
    firing_.reason = reason;
    if (!firing_.acted) firing_.key.clear();  // it did nothing: it may fire again
    if (automation_->withdraw_all || !automation_->withdraw_tasks.empty()) {
        const std::string text = around_.locales.of(around_.op.workspace().info().language).text(reason);
        for (const Node& n : graph().nodes) {
            const TaskStep* task = std::get_if<TaskStep>(&n.action);
            const auto& named = automation_->withdraw_tasks;
            if (!task) continue;
            if (!automation_->withdraw_all && std::find(named.begin(), named.end(), task->key) == named.end()) continue;
            std::string state;
            const RowId row = latest_task(around_.op.db(), firing_.record, task->key, state);
            if (row != 0) POTOK_CHECK(automation::withdraw_task(around_.op, row, text));
        }
    }
    return save();
}

Status Executor::run() {
    for (int steps = 0;; ++steps) {
        std::size_t next = 0;
        while (next < tokens_.size() && (tokens_[next].gone || tokens_[next].row.state != TokenRow::State::ready)) ++next;
        if (next == tokens_.size()) break;
        if (steps == most_steps)
            fail(next, error("automation.endless_loop", {{"automation", automation_->key}, {"node", tokens_[next].row.node}}));
        else
            step(next);
    }
    return save();
}

Status Executor::save() {
    model::Operation& op = around_.op;
    for (const RowId w : dropped_) POTOK_CHECK(remove_wait(op, w));
    dropped_.clear();
    bool left = false, failed = false;
    firing_.error.reset();
    for (Token& t : tokens_) {
        if (t.gone) {
            if (t.row.row != 0) POTOK_CHECK(remove_token(op, t.row.row));
            continue;
        }
        left = true;
        if (t.row.state == TokenRow::State::failed) {
            if (!failed) firing_.error = t.row.error;
            failed = true;
        }
        if (t.row.row == 0) {
            POTOK_TRY(t.row.row, insert_token(op, firing_.row, t.row));
        } else if (t.changed) {
            POTOK_CHECK(save_token(op, t.row));
        }
        t.changed = false;
        for (WaitRow& w : t.new_waits) {
            w.firing = firing_.row;
            w.token = t.row.row;
            w.record = firing_.record;
            POTOK_TRY(w.row, insert_wait(op, w));
            waits_.push_back(w);
        }
        t.new_waits.clear();
    }
    std::erase_if(tokens_, [](const Token& t) { return t.gone; });
    firing_.state = !firing_.reason.empty() ? "withdrawn" : failed ? "failed" : left ? "running" : "done";
    if (left && firing_.flow == 0) {
        POTOK_TRY(firing_.flow, keep_flow(op, *automation_));
    }
    if (!left) firing_.ended_at = around_.now;
    if (firing_.state == stored_.state && firing_.acted == stored_.acted && firing_.flow == stored_.flow &&
        firing_.key == stored_.key && firing_.reason == stored_.reason && firing_.error == stored_.error &&
        firing_.ended_at == stored_.ended_at)
        return {};
    POTOK_CHECK(save_firing(op, firing_));
    stored_ = firing_;
    return {};
}

}  // namespace potok::automation
