// Activities that hold tokens: loops, sub-processes, compensation; and how an error or an interruption ends them.
#include "automation/executor.h"
#include "db/connection.h"
#include "model/workspace.h"

namespace potok::automation {

using K = Node::Kind;

namespace {
constexpr std::int64_t most_rounds = 1'000;  // of one loop
}  // namespace

void Executor::begin_loop(Index token, const Node& at) {
    const Evaluated over = at.loop->over.evaluate(moment(token));
    ValueList items;
    if (const ValueList* list = over.value.as<ValueList>()) {
        items = *list;
    } else if (const Decimal* n = over.value.as<Decimal>()) {
        const std::int64_t times = n->to_int64().value_or(-1);
        if (times < 0 || times > most_rounds) return fail(token, error("automation.loop_too_long", {{"expression", at.loop->over.source()}, {"most", std::to_string(most_rounds)}}));
        for (std::int64_t i = 1; i <= times; ++i) items.emplace_back(i);
    } else if (over.value.is_null()) {
        Error failed = error("automation.no_value", {{"expression", at.loop->over.source()}});
        failed.details = over.diagnostics;
        return fail(token, std::move(failed));
    } else {
        items.push_back(over.value);  // one value stands for a list of one
    }
    if (static_cast<std::int64_t>(items.size()) > most_rounds)
        return fail(token, error("automation.loop_too_long", {{"expression", at.loop->over.source()}, {"most", std::to_string(most_rounds)}}));
    if (items.empty()) return leave(token, at);
    if (const Status set = await_boundaries(token, at); !set.ok()) return fail(token, set.error());
    const std::size_t count = at.loop->sequential ? 1 : items.size();
    TokenData& data = tokens_[token].row.data;
    data.items = std::move(items);
    data.begun = data.done = 0;
    wait_here(token, TokenRow::State::holding);
    for (std::size_t i = 0; i < count; ++i) begin_round(token, at);
}

void Executor::begin_round(Index holder, const Node& at) {
    TokenData& data = tokens_[holder].row.data;
    ValueContext locals = data.locals;
    if (!at.loop->as.empty()) put(locals, at.loop->as, data.items[static_cast<std::size_t>(data.begun)]);
    ++data.begun;
    put(locals, "loop", Value(ValueContext{{"index", Value(data.begun)}, {"count", Value(static_cast<std::int64_t>(data.items.size()))}, {"done", Value(data.done)}}));
    tokens_[holder].changed = true;
    const Index round = add_token(tokens_[holder].number, at.id, std::move(locals));
    tokens_[round].row.data.inner = true;
}

void Executor::end_round(Index token, const Node& at) {
    const auto holder = holder_of(token);
    assert(holder);
    TokenData& data = tokens_[*holder].row.data;
    ++data.done;
    tokens_[*holder].changed = true;
    put(tokens_[token].row.data.locals, "loop", Value(ValueContext{{"index", Value(data.begun)}, {"count", Value(static_cast<std::int64_t>(data.items.size()))}, {"done", Value(data.done)}}));
    const bool enough = !at.loop->until.empty() && at.loop->until.holds(moment(token));
    drop_waits(token);
    tokens_[token].gone = true;
    if (enough) kill_held(*holder, "automation.reason.enough");
    else if (at.loop->sequential && data.begun < static_cast<int>(data.items.size())) begin_round(*holder, at);
    if (holds_any(*holder)) return;
    drop_waits(*holder);
    tokens_[*holder].row.data.items.clear();
    leave(*holder, at);
}

void Executor::enter_subprocess(Index token, const Node& at) {
    if (const Status set = await_boundaries(token, at); !set.ok()) return fail(token, set.error());
    wait_here(token, TokenRow::State::holding);
    add_token(tokens_[token].number, node(at.inner).id, tokens_[token].row.data.locals);
}

// What was done in this scope, or the one activity named, is taken back, the latest first.
void Executor::enter_compensation(Index token, const Node& at) {
    const auto within = [&](const Node& done) {
        if (!at.name.empty() && done.id == at.name) return true;
        const int scope = at.name.empty() ? at.parent : graph().index_of(at.name);
        if (scope < 0) return at.name.empty();
        for (int n = done.parent; n >= 0; n = node(n).parent)
            if (n == scope) return true;
        return false;
    };
    TokenData& data = tokens_[token].row.data;
    data.plan.clear();
    data.items.clear();
    data.begun = data.done = 0;
    for (std::size_t i = firing_.done.size(); i-- > 0;) {
        const Node& done = node(firing_.done[i].node);
        if (!within(done)) continue;
        data.plan.push_back(node(done.compensation).id);
        data.items.emplace_back(firing_.done[i].locals);
        firing_.done.erase(firing_.done.begin() + static_cast<std::ptrdiff_t>(i));
        data_changed_ = true;
    }
    if (data.plan.empty()) return leave(token, at);
    wait_here(token, TokenRow::State::holding);
    begin_compensation(token);
}

void Executor::begin_compensation(Index holder) {
    TokenData& data = tokens_[holder].row.data;
    const auto n = static_cast<std::size_t>(data.begun++);
    const ValueContext* locals = data.items[n].as<ValueContext>();
    tokens_[holder].changed = true;
    add_token(tokens_[holder].number, data.plan[n], locals ? *locals : ValueContext());
}

// Something that `holder` held has come to its end.
void Executor::child_ended(Index holder) {
    const Node& at = node_of(holder);
    if (tokens_[holder].gone || holds_any(holder)) return;
    if (at.kind == K::compensate && tokens_[holder].row.data.begun < static_cast<int>(tokens_[holder].row.data.plan.size()))
        return begin_compensation(holder);
    if (at.kind == K::compensate) {
        tokens_[holder].row.data.plan.clear();
        tokens_[holder].row.data.items.clear();
    }
    drop_waits(holder);
    leave(holder, at);
}

void Executor::kill_held(Index holder, const std::string& reason) {
    const int number = tokens_[holder].number;
    for (Index i = 0; i < tokens_.size(); ++i)
        if (tokens_[i].parent == number) kill(i, reason);
}

// Ends a token and all it holds, without going on: tasks that are open are withdrawn, firings it called are let go.
void Executor::kill(Index token, const std::string& reason) {
    if (tokens_[token].gone) return;
    kill_held(token, reason);
    const Node& at = node_of(token);
    if (const RowId task = tokens_[token].row.task; task != 0) {
        const std::string& words = around_.locales.of(around_.op.workspace().info().language).text(reason);
        if (const Status gone = withdraw_task(around_.op, task, words); !gone.ok()) around_.op.problems.push_back(gone.error());
    }
    if (at.kind == K::call && tokens_[token].row.row != 0) {
        if (const RowId called = called_by(around_.op.db(), tokens_[token].row.row); called != 0)
            around_.agenda.push_back(End{called, {}, 0, reason});
    }
    drop_waits(token);
    tokens_[token].gone = true;
}

bool Executor::raise(Index token, const Error& failure) {
    for (std::optional<Index> at = token; at; at = holder_of(*at)) {
        const Node& standing = node_of(*at);
        if (tokens_[*at].row.data.inner) continue;  // what watches a loop stands at its holder
        for (const int b : standing.boundaries) {
            for (const Wait& wait : node(b).waits) {
                if (wait.kind != Wait::Kind::error || (!wait.name.empty() && wait.name != failure.code)) continue;
                ValueContext locals = tokens_[*at].row.data.locals;
                const Locale& words = around_.locales.of(around_.op.workspace().info().language);
                put(locals, "failure", Value(ValueContext{{"code", Value(failure.code)}, {"text", Value(words.sentence(failure))}}));
                const int parent = tokens_[*at].parent;
                kill(*at, "automation.reason.error");
                const Index on = add_token(parent, node(b).id, std::move(locals));
                leave(on, node(b));
                return true;
            }
        }
    }
    return false;
}

}  // namespace potok::automation
