#include "model/approvals.h"

#include <algorithm>
#include <map>

#include "model/absences.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

constexpr std::string_view open_approvals = " FROM r_task WHERE kind = 'approval' AND state = 'open' AND deleted_at IS NULL";
constexpr std::string_view approval_columns = "SELECT id, record, assignee, instead_of, title, description, due, created_at, form";
constexpr std::string_view in_order = " ORDER BY due IS NULL, due, id";

std::string text_of(const Json& json, const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

// False where the form asks for no decision: a task of that kind made by hand.
bool read_form(std::string_view text, Approval& a) {
    const Json form = Json::parse(text, nullptr, false);
    if (!form.is_object() || !form.contains("verdicts") || !form["verdicts"].is_array()) return false;
    for (const Json& word : form["verdicts"])
        if (word.is_string()) a.verdicts.push_back(word.get<std::string>());
    const std::string comment = text_of(form, "comment");
    a.comment = comment == "never" ? Approval::Comment::never : comment == "always" ? Approval::Comment::always : Approval::Comment::on_refusal;
    a.automation = text_of(form, "automation");
    if (form.contains("fields") && form["fields"].is_array()) {
        for (const Json& asked : form["fields"])
            if (asked.is_object()) a.form.push_back({text_of(asked, "field"), text_of(asked, "document"), asked.value("required", false)});
    }
    return !a.verdicts.empty();
}

std::optional<Approval> read_approval(const Workspace& ws, const db::Statement& row) {
    Approval a;
    if (!read_form(row.text(8), a)) return {};
    a.task = row.i64(0);
    a.record = row.i64(1);
    a.assignee = row.i64(2);
    a.instead_of = row.i64(3);
    a.title = row.string(4);
    a.description = row.string(5);
    a.due = row.maybe_instant(6);
    a.asked_at = row.instant(7);
    if (a.record == 0) return a;
    a.record_title = title_of(ws, a.record);
    if (const auto about = record(ws, a.record))
        if (const Ref* owner = about->get("owner").as<Ref>()) a.owner = ws.row_of(owner->id).value_or(0);
    return a;
}

// Whoever `person` may decide for at that moment, asked once each.
class MayDecide {
public:
    MayDecide(const Workspace& ws, RowId person, Instant now) : ws_(ws), person_(person), now_(now) {}
    bool operator()(RowId assignee) {
        const auto [at, fresh] = known_.try_emplace(assignee, false);
        if (fresh) at->second = acts_for(ws_, person_, assignee, now_);
        return at->second;
    }

private:
    const Workspace& ws_;
    RowId person_;
    Instant now_;
    std::map<RowId, bool> known_;
};

Decision read_decision(const Workspace& ws, const db::Statement& row) {
    Decision d;
    d.row = row.i64(0);
    d.record = row.i64(1);
    d.person = row.i64(2);
    d.instead_of = row.i64(3);
    d.at = row.instant(4);
    d.title = row.string(5);
    d.verdict = row.string(6);
    d.comment = row.string(7);
    d.automation = row.string(8);
    if (d.record != 0) d.record_title = title_of(ws, d.record);
    const Json changes = Json::parse(row.text(9), nullptr, false);
    if (!changes.is_object()) return d;
    for (const auto& [field, pair] : changes.items()) {
        if (!pair.is_array() || pair.size() != 2) continue;
        auto before = value_from_json(pair[0]), after = value_from_json(pair[1]);
        if (before.ok() && after.ok()) d.changes.push_back({field, std::move(*before), std::move(*after)});
    }
    return d;
}

std::vector<Decision> decisions(const Workspace& ws, std::string_view where, RowId row, int limit) {
    std::vector<Decision> out;
    db::Statement s = ws.db().prepare(
        "SELECT id, record, person, instead_of, created_at, title, verdict, comment, automation, changes FROM r_decision "
        "WHERE deleted_at IS NULL AND " + std::string(where) + " = ?1 ORDER BY id DESC LIMIT ?2");
    s.bind_all(row, limit);
    const Status read = s.each([&](db::Statement& found) { out.push_back(read_decision(ws, found)); });
    return read.ok() ? out : std::vector<Decision>{};
}

template <class Wanted>
std::vector<Approval> open_ones(const Workspace& ws, Wanted&& wanted) {
    std::vector<Approval> out;
    db::Statement s = ws.db().prepare(std::string(approval_columns) + std::string(open_approvals) + std::string(in_order));
    const Status read = s.each([&](db::Statement& row) {
        if (auto a = read_approval(ws, row); a && wanted(*a)) out.push_back(std::move(*a));
    });
    return read.ok() ? out : std::vector<Approval>{};
}

}  // namespace

bool Approval::allows(std::string_view verdict) const { return std::find(verdicts.begin(), verdicts.end(), verdict) != verdicts.end(); }

bool Approval::needs_comment(std::string_view verdict) const {
    return comment == Comment::always || (comment == Comment::on_refusal && verdict != "approve");
}

std::vector<Approval> approvals_for(const Workspace& ws, RowId person, Instant now) {
    MayDecide may_decide(ws, person, now);
    return open_ones(ws, [&](const Approval& a) { return may_decide(a.assignee); });
}

std::int64_t count_approvals_for(const Workspace& ws, RowId person, Instant now) {
    MayDecide may_decide(ws, person, now);
    std::int64_t n = 0;
    db::Statement s = ws.db().prepare("SELECT assignee, form" + std::string(open_approvals));
    const Status read = s.each([&](db::Statement& row) {
        Approval a;
        if (may_decide(row.i64(0)) && read_form(row.text(1), a)) ++n;
    });
    return read.ok() ? n : 0;
}

std::vector<Approval> approvals_awaited(const Workspace& ws, RowId owner, Instant now) {
    MayDecide may_decide(ws, owner, now);
    return open_ones(ws, [&](const Approval& a) { return a.owner == owner && !may_decide(a.assignee); });
}

std::optional<Approval> approval(const Workspace& ws, RowId task) {
    db::Statement s = ws.db().prepare(std::string(approval_columns) + std::string(open_approvals) + " AND id = ?1");
    s.bind(1, task);
    const auto found = s.step();
    return found.ok() && *found ? read_approval(ws, s) : std::nullopt;
}

std::vector<Decision> decisions_on(const Workspace& ws, RowId record) { return decisions(ws, "record", record, -1); }

std::vector<Decision> decisions_by(const Workspace& ws, RowId person, int limit) { return decisions(ws, "person", person, limit); }

}  // namespace potok::model
