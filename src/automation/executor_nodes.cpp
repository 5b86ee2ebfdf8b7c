// What a token does at each kind of node.
#include "automation/executor.h"
#include "automation/times.h"
#include "model/workspace.h"

namespace potok::automation {

using K = Node::Kind;

void Executor::step(std::size_t token) {
    const Node& at = node(tokens_[token].row.node);
    switch (at.kind) {
        case K::start:
        case K::boundary:
            return leave(token, at);
        case K::action:
            return act(token, at);
        case K::user_task:
            return enter_user_task(token, at);
        case K::catch_event:
            return enter_catch(token, at);
        case K::event_gateway:
            return enter_event_gateway(token, at);
        case K::exclusive:
            return choose(token, at);
        case K::parallel:
            return join(token, at);
        case K::end:
            return end(token);
        case K::terminate:
            for (std::size_t i = 0; i < tokens_.size(); ++i) end(i);
    }
}

// On every flow that leaves the node: the first one takes the token itself.
void Executor::leave(std::size_t token, const Node& from) {
    if (from.out.empty()) return end(token);
    tokens_[token].row.state = TokenRow::State::ready;
    for (std::size_t i = 1; i < from.out.size(); ++i) {
        tokens_.emplace_back();
        follow(tokens_.size() - 1, from.out[i]);
    }
    follow(token, from.out.front());
}

void Executor::follow(std::size_t token, int flow) {
    const Flow& f = graph().flows[static_cast<std::size_t>(flow)];
    TokenRow& row = tokens_[token].row;
    row.node = graph().nodes[static_cast<std::size_t>(f.to)].id;
    row.arrived_by = flow;
    row.state = TokenRow::State::ready;
    tokens_[token].changed = true;
}

void Executor::end(std::size_t token) {
    if (tokens_[token].gone) return;
    drop_waits(token);
    tokens_[token].gone = true;
}

void Executor::fail(std::size_t token, Error why) {
    why.args.emplace("automation", automation_->key);
    why.args.emplace("step", tokens_[token].row.node);
    tokens_[token].new_waits.clear();
    tokens_[token].row.state = TokenRow::State::failed;
    tokens_[token].row.error = why;
    tokens_[token].changed = true;
    around_.op.problems.push_back(std::move(why));
}

void Executor::act(std::size_t token, const Node& at) {
    if (!at.when.holds(moment())) return leave(token, at);
    RowId made = 0;
    const ActionContext context{around_.op, around_.locales, *automation_, firing_, moment(), at.id};
    const Status done = around_.op.attempt([&] { return perform(context, at.action, made); });
    if (!done.ok()) return fail(token, done.error());
    firing_.acted = true;
    leave(token, at);
}

void Executor::enter_user_task(std::size_t token, const Node& at) {
    RowId made = tokens_[token].row.task;  // there already when the step is run again
    const ActionContext context{around_.op, around_.locales, *automation_, firing_, moment(), at.id};
    const Status done = around_.op.attempt([&]() -> Status {
        if (made == 0) POTOK_CHECK(perform(context, at.action, made));
        tokens_[token].row.task = made;
        for (const int b : at.boundaries) POTOK_CHECK(await(token, graph().nodes[static_cast<std::size_t>(b)], true));
        return {};
    });
    if (!done.ok()) {
        tokens_[token].row.task = 0;
        return fail(token, done.error());
    }
    firing_.acted = true;
    WaitRow w;
    w.kind = WaitRow::Kind::task;
    w.node = at.id;
    w.task = made;
    tokens_[token].new_waits.push_back(std::move(w));
    tokens_[token].row.state = TokenRow::State::waiting;
    tokens_[token].changed = true;
}

void Executor::enter_catch(std::size_t token, const Node& at) {
    const auto there = await(token, at, false);
    if (!there.ok()) return fail(token, there.error());
    if (*there) {
        tokens_[token].new_waits.clear();
        return leave(token, at);
    }
    for (const int b : at.boundaries) {
        const auto set = await(token, graph().nodes[static_cast<std::size_t>(b)], true);
        if (!set.ok()) return fail(token, set.error());
    }
    tokens_[token].row.state = TokenRow::State::waiting;
    tokens_[token].changed = true;
}

void Executor::enter_event_gateway(std::size_t token, const Node& at) {
    for (const int f : at.out) {
        const Node& catching = graph().nodes[static_cast<std::size_t>(graph().flows[static_cast<std::size_t>(f)].to)];
        const auto there = await(token, catching, false);
        if (!there.ok()) return fail(token, there.error());
        if (!*there) continue;
        tokens_[token].new_waits.clear();
        follow(token, f);
        return leave(token, catching);
    }
    tokens_[token].row.state = TokenRow::State::waiting;
    tokens_[token].changed = true;
}

void Executor::choose(std::size_t token, const Node& at) {
    int otherwise = -1;
    for (const int f : at.out) {
        const Flow& flow = graph().flows[static_cast<std::size_t>(f)];
        if (flow.otherwise || flow.when.empty())
            otherwise = f;
        else if (flow.when.holds(moment()))
            return follow(token, f);
    }
    assert(otherwise >= 0);  // check_graph
    follow(token, otherwise);
}

// One token on each incoming flow becomes one; then out on all.
void Executor::join(std::size_t token, const Node& at) {
    if (at.in.size() < 2) return leave(token, at);
    tokens_[token].row.state = TokenRow::State::joining;
    tokens_[token].changed = true;
    std::vector<std::size_t> arrived;
    for (const int f : at.in) {
        std::size_t i = 0;
        while (i < tokens_.size() && (tokens_[i].gone || tokens_[i].row.state != TokenRow::State::joining ||
                                      tokens_[i].row.node != at.id || tokens_[i].row.arrived_by != f))
            ++i;
        if (i == tokens_.size()) return;
        arrived.push_back(i);
    }
    for (const std::size_t i : arrived)
        if (i != token) end(i);
    leave(token, at);
}

Result<bool> Executor::await(std::size_t token, const Node& catching, bool boundary) {
    for (std::size_t i = 0; i < catching.waits.size(); ++i) {
        const Wait& wait = catching.waits[i];
        WaitRow w;
        w.node = catching.id;
        w.index = static_cast<int>(i);
        w.name = wait.name;
        switch (wait.kind) {
            case Wait::Kind::time: {
                POTOK_TRY(const Instant due, due_of(wait.time, moment(), DayMeans::midnight));
                if (!boundary && due <= around_.now) return true;
                w.due = due;
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
            case Wait::Kind::condition:
                w.kind = WaitRow::Kind::condition;
                if (!boundary && wait.condition.holds(moment())) return true;
                break;
        }
        tokens_[token].new_waits.push_back(std::move(w));
    }
    return false;
}

void Executor::drop_waits(std::size_t token) {
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

void Executor::drop_waits_at(std::size_t token, const std::string& id) {
    for (auto w = waits_.begin(); w != waits_.end();) {
        if (w->token != tokens_[token].row.row || w->node != id) {
            ++w;
            continue;
        }
        dropped_.push_back(w->row);
        w = waits_.erase(w);
    }
}

}  // namespace potok::automation
