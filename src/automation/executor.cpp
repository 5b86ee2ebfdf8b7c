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
    return {&around_.op.workspace(), type_, firing_.record, around_.now, &firing_.data, nullptr};
}

Moment Executor::moment(Index token) const {
    Moment m = moment();
    m.locals = &tokens_[token].row.data.locals;
    return m;
}

ActionContext Executor::context(Index token, const Node& at) {
    return {around_.op, around_.locales, *automation_, firing_, moment(token), at.id, around_.agenda};
}

const Node& Executor::node(const std::string& id) const {
    const int index = graph().index_of(id);
    assert(index >= 0);
    return node(index);
}

bool Executor::condition_holds(const WaitRow& wait) const {
    const int index = graph().index_of(wait.node);
    if (index < 0) return false;
    const auto& waits = node(index).waits;
    if (wait.index < 0 || static_cast<std::size_t>(wait.index) >= waits.size()) return false;
    const Formula& condition = waits[static_cast<std::size_t>(wait.index)].condition;
    if (condition.empty()) return false;
    const auto token = std::find_if(tokens_.begin(), tokens_.end(), [&](const Token& t) { return t.row.row == wait.token; });
    return condition.holds(token == tokens_.end() ? moment() : moment(static_cast<Index>(token - tokens_.begin())));
}

Executor::Index Executor::add_token(int parent, const std::string& at, ValueContext locals) {
    Token t;
    t.number = next_number_++;
    t.parent = parent;
    t.row.node = at;
    t.row.data.locals = std::move(locals);
    tokens_.push_back(std::move(t));
    ready_.insert(tokens_.size() - 1);
    return tokens_.size() - 1;
}

void Executor::make_ready(Index token) {
    tokens_[token].row.state = TokenRow::State::ready;
    tokens_[token].changed = true;
    ready_.insert(token);
}

void Executor::wait_here(Index token, TokenRow::State state) {
    tokens_[token].row.state = state;
    tokens_[token].changed = true;
}

std::optional<Executor::Index> Executor::holder_of(Index token) const {
    const int parent = tokens_[token].parent;
    if (parent == nobody) return {};
    for (Index i = 0; i < tokens_.size(); ++i)
        if (tokens_[i].number == parent) return i;
    return {};
}

bool Executor::holds_any(Index token) const {
    const int number = tokens_[token].number;
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& t) { return !t.gone && t.parent == number; });
}

Status Executor::start() {
    add_token(nobody, graph().nodes.front().id, {});
    return run();
}

Status Executor::refuse(const Error& why) {
    fail(add_token(nobody, graph().nodes.front().id, {}), why);
    return save();
}

Status Executor::load() {
    std::vector<TokenRow> rows = load_tokens(around_.op.db(), firing_.row);
    for (TokenRow& row : rows) {
        if (graph().index_of(row.node) < 0) return error("automation.flow_unreadable", {{"flow", std::to_string(firing_.flow)}});
        Token t;
        t.number = next_number_++;
        for (const Token& holder : tokens_)  // a holder is older than what it holds
            if (row.parent != 0 && holder.row.row == row.parent) t.parent = holder.number;
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
    for (Index i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i].row.row != w.token || tokens_[i].gone) continue;
        const Node& at = node(w.node);
        if (at.kind == Node::Kind::boundary) {
            leave_boundary(i, at, w);
        } else if (at.kind == Node::Kind::approval) {
            drop_waits(i);
            decided(i, at);
        } else {
            drop_waits(i);
            tokens_[i].row.task = 0;
            tokens_[i].row.node = w.node;  // an event gateway's token goes on from the event
            tokens_[i].changed = true;
            leave(i, at);
        }
        return run();
    }
    return {};
}

Status Executor::hold(RowId wait, const Error& why) {
    const auto found = std::find_if(waits_.begin(), waits_.end(), [&](const WaitRow& w) { return w.row == wait; });
    if (found == waits_.end()) return {};
    const RowId waiting = found->token;
    for (Index i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i].row.row != waiting) continue;
        drop_waits(i);
        fail(i, why);
    }
    return save();
}

Status Executor::returned(RowId token, const ValueContext& vars, const std::optional<Error>& failure) {
    for (Index i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i].row.row != token || tokens_[i].gone) continue;
        const Node& at = node_of(i);
        if (failure) {
            if (!raise(i, *failure)) fail(i, *failure);
            return run();
        }
        drop_waits(i);
        RunData theirs;
        theirs.vars = vars;
        Moment m = moment(i);
        m.data = &theirs;
        for (const auto& [name, formula] : at.call->out) put(firing_.data.vars, name, formula.evaluate(m).value);
        data_changed_ = data_changed_ || !at.call->out.empty();
        leave(i, at);
        return run();
    }
    return {};
}

Status Executor::retry() {
    for (Index i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i].row.state != TokenRow::State::failed) continue;
        tokens_[i].row.error.reset();
        make_ready(i);
    }
    return run();
}

Status Executor::withdraw(const std::string& reason) {
    for (Index i = 0; i < tokens_.size(); ++i) {
        if (tokens_[i].gone) continue;
        drop_waits(i);
        if (node_of(i).kind == Node::Kind::call && tokens_[i].row.row != 0) {
            if (const RowId called = called_by(around_.op.db(), tokens_[i].row.row); called != 0)
                around_.agenda.push_back(End{called, {}, 0, reason});
        }
        tokens_[i].gone = true;
    }
    ready_.clear();
    firing_.reason = reason;
    if (!firing_.acted) firing_.key.clear();  // it did nothing: it may fire again
    const auto& named = automation_->withdraw_tasks;
    const std::string text = around_.locales.of(around_.op.workspace().info().language).text(reason);
    for (const Node& n : graph().nodes) {
        const TaskStep* task = n.approval ? &n.approval->task : std::get_if<TaskStep>(&n.action);
        if (!task) continue;
        const bool let_go = automation_->withdraw_all || n.approval || std::find(named.begin(), named.end(), task->key) != named.end();
        if (!let_go) continue;
        for (const RowId row : open_tasks(around_.op.db(), firing_.record, task->key, firing_.row))
            POTOK_CHECK(automation::withdraw_task(around_.op, row, text));
    }
    return save();
}

Status Executor::run() {
    for (int steps = 0;; ++steps) {
        if (ready_.empty() && !join_inclusive()) break;
        const Index next = *ready_.begin();
        ready_.erase(ready_.begin());
        if (tokens_[next].gone || tokens_[next].row.state != TokenRow::State::ready) continue;
        if (steps >= most_steps)
            fail(next, error("automation.endless_loop", {{"automation", automation_->key}, {"node", tokens_[next].row.node}}));
        else
            step(next);
    }
    return save();
}

void Executor::fail(Index token, Error why) {
    why.args.emplace("automation", automation_->key);
    why.args.emplace("step", tokens_[token].row.node);
    tokens_[token].new_waits.clear();
    tokens_[token].row.error = why;
    wait_here(token, TokenRow::State::failed);
    ready_.erase(token);
    around_.op.problems.push_back(std::move(why));
}

Status Executor::save() {
    model::Operation& op = around_.op;
    for (const RowId w : dropped_) POTOK_CHECK(remove_wait(op, w));
    dropped_.clear();
    bool left = false, failed = false;
    if (firing_.reason.empty()) firing_.error.reset();
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
            if (t.parent != nobody) {
                const auto holder = std::find_if(tokens_.begin(), tokens_.end(), [&](const Token& h) { return h.number == t.parent; });
                assert(holder != tokens_.end() && holder->row.row != 0);  // older, so it stands before
                t.row.parent = holder->row.row;
            }
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
        if (t.call) {
            t.call->caller = t.row.row;
            around_.agenda.push_back(std::move(*t.call));
            t.call.reset();
        }
    }
    std::erase_if(tokens_, [](const Token& t) { return t.gone; });
    firing_.state = !firing_.reason.empty() ? "withdrawn" : failed ? "failed" : left ? "running" : "done";
    if (left && firing_.flow == 0) {
        POTOK_TRY(firing_.flow, keep_flow(op, *automation_));
    }
    if (!left && !firing_.ended_at) {
        firing_.ended_at = around_.now;
    }
    if (!left && firing_.caller != 0 && stored_.state != firing_.state)
        around_.agenda.push_back(Return{firing_.caller, firing_.data.vars, firing_.state == "done" ? std::nullopt : ended_with()});
    if (firing_.state == stored_.state && firing_.acted == stored_.acted && firing_.flow == stored_.flow &&
        firing_.key == stored_.key && firing_.reason == stored_.reason && firing_.error == stored_.error &&
        firing_.ended_at == stored_.ended_at && !data_changed_)
        return {};
    POTOK_CHECK(save_firing(op, firing_));
    data_changed_ = false;
    stored_ = firing_;
    return {};
}

// What whoever called this firing learns of an end that was none.
std::optional<Error> Executor::ended_with() const {
    if (firing_.error) return firing_.error;
    return error("automation.called_withdrawn", {{"automation", automation_->key}, {"reason", firing_.reason}});
}

}  // namespace potok::automation
