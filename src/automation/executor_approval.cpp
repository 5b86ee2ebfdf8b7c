// Approvals: several people, a task each, and the rule by which their decisions become one.
#include <algorithm>

#include "automation/executor.h"
#include "db/connection.h"
#include "model/absences.h"
#include "model/queries.h"

namespace potok::automation {

using Rule = ApprovalStep::Rule;

namespace {

// The people asked. Two who are away and have the same substitute are asked once.
Result<ValueList> approvers(const ApprovalStep& step, const Moment& moment) {
    const model::Workspace& ws = *moment.workspace;
    std::vector<RowId> rows;
    const auto add = [&](const Value& who) {
        const Ref* ref = who.as<Ref>();
        const auto row = ref ? ws.row_of(ref->id) : std::nullopt;
        if (row) rows.push_back(*row);
    };
    for (const ApprovalStep::Approver& a : step.approvers) {
        if (!a.role.empty()) {
            if (step.rule == Rule::one) {
                if (const RowId least = model::least_loaded(ws, a.role, moment.now); least != 0) rows.push_back(least);
            } else {
                for (const RowId person : model::people_with_role(ws, a.role)) rows.push_back(person);
            }
            continue;
        }
        const Value who = a.person.evaluate(moment).value;
        if (const ValueList* list = who.as<ValueList>())
            for (const Value& one : *list) add(one);
        else
            add(who);
    }
    ValueList out;
    std::vector<RowId> asked;
    for (const RowId person : rows) {
        const RowId present = model::stand_in(ws, person, moment.now);
        if (std::find(asked.begin(), asked.end(), present) != asked.end()) continue;
        asked.push_back(present);
        out.emplace_back(Ref{ws.id_of(person)});
    }
    if (step.rule == Rule::one && out.size() > 1) out.resize(1);
    if (out.empty()) {
        std::string to;
        for (const auto& a : step.approvers) to += (to.empty() ? "" : ", ") + (a.role.empty() ? a.person.source() : a.role);
        return error("automation.nobody", {{"to", to}});
    }
    return out;
}

int enough(const ApprovalStep& step, const Moment& moment, int asked) {
    switch (step.rule) {
        case Rule::one:
        case Rule::any:
            return 1;
        case Rule::all:
        case Rule::sequence:
            return asked;
        case Rule::some:
            break;
    }
    const Value n = step.enough.evaluate(moment).value;
    const Decimal* number = n.as<Decimal>();
    return static_cast<int>(std::clamp<std::int64_t>(number ? number->to_int64().value_or(asked) : asked, 1, asked));
}

}  // namespace

void Executor::enter_approval(Index token, const Node& at) {
    auto people = approvers(*at.approval, moment(token));
    if (!people.ok()) return fail(token, people.error());
    TokenData& data = tokens_[token].row.data;
    data.begun = data.done = data.yes = data.no = 0;
    data.items = std::move(people).value();
    const std::size_t at_once = at.approval->rule == Rule::sequence ? 1 : data.items.size();
    if (const Status set = await_boundaries(token, at); !set.ok()) return fail(token, set.error());
    wait_here(token, TokenRow::State::holding);
    for (std::size_t i = 0; i < at_once; ++i)
        if (!ask(token, at)) return;
}

// Gives the next of them their task. False: that failed, and the approval with it.
bool Executor::ask(Index holder, const Node& at) {
    TokenData& data = tokens_[holder].row.data;
    const Value person = data.items[static_cast<std::size_t>(data.begun)];
    const int number = ++data.begun;
    tokens_[holder].changed = true;
    RowId made = 0;
    const Status done = around_.op.attempt([&] {
        return ask_approver(context(holder, at), *at.approval, person, at.id + "/" + std::to_string(number), made);
    });
    if (!done.ok()) {
        kill_held(holder, "automation.reason.error");
        drop_waits(holder);
        fail(holder, done.error());
        return false;
    }
    firing_.acted = true;
    const Index asked = add_token(tokens_[holder].number, at.id, tokens_[holder].row.data.locals);
    ready_.erase(asked);
    tokens_[asked].row.data.inner = true;
    tokens_[asked].row.task = made;
    WaitRow w;
    w.kind = WaitRow::Kind::task;
    w.node = at.id;
    w.task = made;
    tokens_[asked].new_waits.push_back(std::move(w));
    wait_here(asked);
    return true;
}

// One of them has decided, or their task was withdrawn.
void Executor::decided(Index token, const Node& at) {
    const auto holder = holder_of(token);
    assert(holder);
    const auto stored = around_.op.get(tokens_[token].row.task, *around_.op.catalog().type("task"), "verdict");
    const std::string* verdict = stored.ok() ? stored->as<std::string>() : nullptr;
    tokens_[token].gone = true;
    TokenData& data = tokens_[*holder].row.data;
    tokens_[*holder].changed = true;
    ++data.done;
    if (verdict && *verdict == "return") return settle_approval(*holder, at, "returned");
    (verdict && *verdict == "approve" ? data.yes : data.no) += 1;
    const int asked = static_cast<int>(data.items.size());
    const int needed = enough(*at.approval, moment(*holder), asked);
    if (data.yes >= needed) return settle_approval(*holder, at, "approved");
    if (asked - data.no < needed) return settle_approval(*holder, at, "rejected");
    if (at.approval->rule == Rule::sequence) ask(*holder, at);
}

void Executor::settle_approval(Index holder, const Node& at, const std::string& outcome) {
    kill_held(holder, "automation.reason.decided");
    drop_waits(holder);
    put(firing_.data.vars, at.approval->task.key, Value(outcome));
    data_changed_ = true;
    tokens_[holder].row.data.items.clear();
    leave(holder, at);
}

}  // namespace potok::automation
