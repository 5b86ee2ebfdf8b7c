// What a token does at each kind of node that is not a gateway.
#include "automation/decisions.h"
#include "automation/executor.h"
#include "model/workspace.h"

namespace potok::automation {

using K = Node::Kind;

void Executor::step(Index token) {
    const Node& at = node_of(token);
    switch (at.kind) {
        case K::start:
        case K::boundary:
            return leave(token, at);
        case K::action:
        case K::user_task:
        case K::approval:
        case K::subprocess:
        case K::call:
            if (at.loop && !tokens_[token].row.data.inner) return begin_loop(token, at);
            return enter(token, at);
        case K::compensate:
            return enter_compensation(token, at);
        case K::catch_event:
            return enter_catch(token, at);
        case K::event_gateway:
            return enter_event_gateway(token, at);
        case K::exclusive:
            return choose(token, at);
        case K::inclusive:
            return at.in.size() < 2 ? choose_all(token, at) : wait_here(token, TokenRow::State::joining);
        case K::parallel:
            return join(token, at);
        case K::end:
            return end(token);
        case K::terminate:
            return terminate(token);
        case K::error_end:
            if (const Error failure = error(at.name, {{"automation", automation_->key}, {"step", at.id}}); !raise(token, failure)) {
                for (Index i = 0; i < tokens_.size(); ++i) kill(i, "automation.reason.error");
                firing_.reason = "automation.reason.error";
                firing_.error = failure;
            }
    }
}

void Executor::enter(Index token, const Node& at) {
    switch (at.kind) {
        case K::user_task:
            return enter_user_task(token, at);
        case K::approval:
            return enter_approval(token, at);
        case K::subprocess:
            return enter_subprocess(token, at);
        case K::call:
            return enter_call(token, at);
        default:
            return act(token, at);
    }
}

// On every flow that leaves the node: the first one takes the token itself.
void Executor::leave(Index token, const Node& from) {
    if (from.compensation >= 0) {
        firing_.done.push_back({from.id, tokens_[token].row.data.locals});
        data_changed_ = true;
    }
    if (tokens_[token].row.data.inner) return end_round(token, from);
    if (from.out.empty()) return end(token);
    tokens_[token].row.task = 0;
    for (std::size_t i = 1; i < from.out.size(); ++i)
        follow(add_token(tokens_[token].parent, from.id, tokens_[token].row.data.locals), from.out[i]);
    follow(token, from.out.front());
}

void Executor::follow(Index token, int flow) {
    const Flow& f = graph().flows[static_cast<std::size_t>(flow)];
    tokens_[token].row.node = node(f.to).id;
    tokens_[token].row.arrived_by = flow;
    make_ready(token);
}

void Executor::end(Index token) {
    if (tokens_[token].gone) return;
    drop_waits(token);
    tokens_[token].gone = true;
    if (const auto holder = holder_of(token)) child_ended(*holder);
}

// Ends its scope, whatever is still under way there.
void Executor::terminate(Index token) {
    const int parent = tokens_[token].parent;
    for (Index i = 0; i < tokens_.size(); ++i)
        if (i != token && tokens_[i].parent == parent) kill(i, "automation.reason.terminated");
    end(token);
}

void Executor::act(Index token, const Node& at) {
    if (!at.when.holds(moment(token))) return leave(token, at);
    if (const auto* let = std::get_if<LetStep>(&at.action)) {
        for (const auto& [name, formula] : let->values) put(firing_.data.vars, name, formula.evaluate(moment(token)).value);
        data_changed_ = true;
        return leave(token, at);
    }
    RowId made = 0;
    const std::size_t errands = around_.agenda.size();
    std::optional<Value> said;  // by a decision table
    const Status done = around_.op.attempt([&]() -> Status {
        const auto* asked = std::get_if<DecideStep>(&at.action);
        if (!asked) return perform(context(token, at), at.action, made);
        POTOK_TRY(said, decide(*asked->rules, asked->table, moment(token)));
        return set_decided(context(token, at), *asked, *said);
    });
    if (!done.ok()) {
        around_.agenda.resize(errands);
        if (raise(token, done.error())) return;
        return fail(token, done.error());
    }
    if (const auto* asked = std::get_if<DecideStep>(&at.action); asked && !asked->as.empty()) {
        put(firing_.data.vars, asked->as, *said);
        data_changed_ = true;
    }
    firing_.acted = true;
    leave(token, at);
}

void Executor::enter_user_task(Index token, const Node& at) {
    RowId made = tokens_[token].row.task;  // there already when the step is run again
    const Status done = around_.op.attempt([&]() -> Status {
        if (made == 0) POTOK_CHECK(perform(context(token, at), at.action, made));
        tokens_[token].row.task = made;
        return await_boundaries(token, at);
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
    wait_here(token);
}

// The other firing begins once this one has been written; `returned` is its answer.
void Executor::enter_call(Index token, const Node& at) {
    const model::Workspace& ws = around_.op.workspace();
    Begin begin;
    begin.automation = at.call->automation;
    begin.record = firing_.record;
    begin.from = firing_.row;
    if (!at.call->record.empty()) {
        const Value who = at.call->record.evaluate(moment(token)).value;
        const Ref* ref = who.as<Ref>();
        const auto row = ref ? ws.row_of(ref->id) : std::nullopt;
        if (!row) return fail(token, error("automation.no_record", {{"expression", at.call->record.source()}}));
        begin.record = *row;
    }
    for (const auto& [name, formula] : at.call->in) put(begin.vars, name, formula.evaluate(moment(token)).value);
    begin.occasion = (firing_.key.empty() ? firing_.automation + " " + std::to_string(firing_.row) : firing_.key) + " " + at.id;
    if (const Status set = await_boundaries(token, at); !set.ok()) return fail(token, set.error());
    firing_.acted = true;
    tokens_[token].call = std::move(begin);
    wait_here(token);
}

void Executor::enter_catch(Index token, const Node& at) {
    const auto there = await(token, at, false);
    if (!there.ok()) return fail(token, there.error());
    if (*there) {
        tokens_[token].new_waits.clear();
        return leave(token, at);
    }
    if (const Status set = await_boundaries(token, at); !set.ok()) return fail(token, set.error());
    wait_here(token);
}

}  // namespace potok::automation
