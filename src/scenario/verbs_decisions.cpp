// Decisions, absences, processes started and stopped by hand; and what must be of them then.
#include <algorithm>

#include <fmt/format.h>

#include "automation/engine.h"
#include "automation/explain.h"
#include "automation/static_checks.h"
#include "db/connection.h"
#include "scenario/verbs.h"

namespace potok::scenario::decisions {
namespace {

// Several may be asked under the same title: a person's own open task comes first.
Result<model::Task> task_of(World& world, const Match& m, model::RowId who) {
    std::optional<model::RowId> record;
    if (m.has("record")) {
        POTOK_TRY(record, world.record(m.tokens("record")));
    }
    for (auto& t : model::tasks(world.workspace(), {who, record, true}))
        if (t.title == m.text("title")) return std::move(t);
    return world.task(m.text("title"), record, true);
}

// The pairs of a step as values of the record that the task belongs to.
Result<Json> form_values(World& world, const model::Task& task, const Step& step) {
    const model::RecordType* type = task.record != 0 ? world.workspace().type_of(task.record) : nullptr;
    if (step.pairs.empty() || !type) return Json::object();
    return world.values(*type, step);
}

std::string name_of(World& world, const Value& person) {
    const Ref* ref = person.as<Ref>();
    const auto row = ref ? world.workspace().row_of(ref->id) : std::nullopt;
    return row ? model::title_of(world.workspace(), *row) : "nobody";
}

std::vector<model::Record> decisions_on(World& world, model::RowId record) {
    std::vector<model::Record> out;
    for (const model::RowId row : model::find_records(world.workspace(), "decision", "record", Value(Ref{world.workspace().id_of(record)})))
        if (auto decision = model::record(world.workspace(), row)) out.push_back(std::move(*decision));
    return out;
}

std::string show(World& world, const model::Record& d) {
    return fmt::format("{}: {} by {}{}{}", d.title(), d.text("verdict"), name_of(world, d.get("person")),
                       d.get("instead_of").is_null() ? "" : " in place of " + name_of(world, d.get("instead_of")),
                       d.text("comment").empty() ? "" : " saying \"" + d.text("comment") + "\"");
}

std::string show_all(World& world, const std::vector<model::Record>& all) {
    std::string out;
    for (const auto& d : all) out += (out.empty() ? "" : "; ") + show(world, d);
    return out.empty() ? "no decisions" : out;
}

automation::Engine* engine_of(World& world) {
    return dynamic_cast<automation::Engine*>(world.workspace().reactor());
}

// Each part of a condition with its value: "windows > 10 = no".
void flatten(World& world, const automation::Explained& part, std::vector<std::string>& out) {
    out.push_back(fmt::format("{} = {}", part.source, world.show(part.value)));
    for (const auto& p : part.parts) flatten(world, p, out);
}

// An automation by its key, the end of its key or its label.
Result<std::string> automation_named(World& world, std::string_view name) {
    auto* engine = engine_of(world);
    if (!engine) return impossible("there is no engine here");
    std::string known;
    for (const auto& a : engine->registry(world.workspace()).all()) {
        if (a->key == name || a->key.ends_with("." + std::string(name)) || label_is(a->label, name)) return a->key;
        known += (known.empty() ? "" : ", ") + a->key;
    }
    return impossible(fmt::format("there is no automation \"{}\"; there are: {}", name, known));
}

}  // namespace

Status decide(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto task, task_of(world, m, who));
    POTOK_TRY(const Json values, form_values(world, task, step));
    Json args = {{"task", world.ref(task.row)}, {"verdict", m.has("approves") ? "approve" : m.has("rejects") ? "reject" : "return"}};
    if (m.has("comment")) args["comment"] = m.text("comment");
    if (!values.empty()) args["values"] = values;
    return world.act(who, "decide", args);
}

Status delegate(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto task, task_of(world, m, who));
    POTOK_TRY(const auto to, world.person(m.text("other")));
    Json args = {{"task", world.ref(task.row)}, {"to", world.ref(to)}};
    if (m.has("comment")) args["comment"] = m.text("comment");
    return world.act(who, "delegate_task", args);
}

Status away(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const Instant from, world.moment(m.text("from")));
    POTOK_TRY(const Instant to, world.moment(m.text("to")));
    const Zone& zone = world.workspace().zone();
    Json values = {{"title", "Absence"}, {"person", world.ref(who)}, {"from", to_json(Value(zone.to_local(from).date))}, {"to", to_json(Value(zone.to_local(to).date))}};
    if (m.has("other")) {
        POTOK_TRY(const auto other, world.person(m.text("other")));
        values["substitute"] = world.ref(other);
    }
    return world.must(world.workspace().administrator(), "create", {{"type", "absence"}, {"values", values}});
}

Status start(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto automation, automation_named(world, m.text("automation")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    return world.act(who, "start", {{"automation", automation}, {"record", world.ref(record)}});
}

Status stop(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto automation, automation_named(world, m.text("automation")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const auto live = automation::live_firings_of(world.workspace().db(), automation, record);
    if (live.empty()) return impossible(fmt::format("{} is not under way for that record", automation));
    Json args = {{"firing", live.back()}};
    if (m.has("comment")) args["comment"] = m.text("comment");
    return world.act(who, "stop", args);
}

Status undo_run(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto automation, automation_named(world, m.text("automation")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const auto last = automation::last_firings(world.workspace().db(), automation, record, 1);
    if (last.empty()) return impossible(fmt::format("{} has never been set off for that record", automation));
    return world.act(who, "undo_run", {{"firing", last.front().row}});
}

Status expect_decision(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const std::string verdict = m.has("approved") ? "approve" : m.has("rejected") ? "reject" : "return";
    std::optional<model::RowId> other;
    if (m.has("other")) {
        POTOK_TRY(other, world.person(m.text("other")));
    }
    const auto same = [&](const Value& person, model::RowId row) {
        const Ref* ref = person.as<Ref>();
        return ref && world.workspace().row_of(ref->id) == row;
    };
    const auto all = decisions_on(world, record);
    for (const auto& d : all) {
        if (d.title() != m.text("title") || d.text("verdict") != verdict || !same(d.get("person"), who)) continue;
        if (other && !same(d.get("instead_of"), *other)) continue;
        if (m.has("comment") && d.text("comment").find(m.text("comment")) == std::string::npos) continue;
        return {};
    }
    return unmet(step.source, show_all(world, all));
}

Status expect_change(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto* field, world.field(*world.workspace().type_of(record), m.text("field")));
    POTOK_TRY(const Value wanted, world.value(*field, m.text("value")));
    std::string found;
    for (const auto& d : decisions_on(world, record)) {
        const Json changes = Json::parse(d.text("changes"), nullptr, false);
        if (d.title() != m.text("title") || !changes.is_object() || !changes.contains(field->key)) continue;
        const auto after = value_from_json(changes[field->key][1]);
        if (after.ok() && *after == wanted) return {};
        found += (found.empty() ? "" : "; ") + (after.ok() ? world.show(*after) : "");
    }
    return unmet(step.source, found.empty() ? "no decision that changed it" : found);
}

Status expect_count(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const auto all = decisions_on(world, record);
    if (std::to_string(all.size()) == m.text("count")) return {};
    return unmet(step.source, fmt::format("{}: {}", all.size(), show_all(world, all)));
}

Status expect_runs(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto automation, automation_named(world, m.text("automation")));
    std::string state;
    for (const char* word : {"waiting", "failed", "done", "withdrawn"})
        if (m.has(word)) state = word;
    const auto n = world.workspace().db().get_i64("SELECT count(*) FROM e_firing WHERE automation = ?1 AND (?2 = '' OR state = ?2)", automation,
                                                  state == "waiting" ? std::string("running") : state);
    if (!n.ok()) return n.error();
    if (std::to_string(n->value_or(0)) == m.text("count")) return {};
    return unmet(step.source, std::to_string(n->value_or(0)));
}

Status expect_finding(World& world, const Match& m, const Step& step) {
    auto* engine = engine_of(world);
    if (!engine) return impossible("there is no engine here");
    const auto findings = automation::check_definitions(*engine, world.workspace(), world.now());
    const bool none = !m.has("code");
    std::string all;
    for (const auto& f : findings) {
        if (!none && f.what.code == m.text("code") && (!m.has("definition") || f.definition == m.text("definition"))) return {};
        all += (all.empty() ? "" : "; ") + f.definition + ": " + describe(f.what);
    }
    return none && findings.empty() ? Status() : Status(unmet(step.source, all.empty() ? "no findings" : all));
}

Status expect_explanation(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto automation, automation_named(world, m.text("automation")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto why, automation::explain(*engine_of(world), world.workspace(), automation, record, world.now()));
    const bool in_place = std::ranges::any_of(why.triggers, [](const auto& t) { return t.in_place; });
    std::vector<std::string> reasons;
    if (!why.right_type) reasons.emplace_back("type");
    if (!why.enabled) reasons.emplace_back("off");
    if (!in_place) reasons.emplace_back("elsewhere");
    if (why.used_up) reasons.emplace_back("used");
    const bool fires = reasons.empty() && why.condition;
    if (why.enabled_parts) flatten(world, *why.enabled_parts, reasons);
    if (why.condition_parts) flatten(world, *why.condition_parts, reasons);
    std::string all;
    for (const auto& r : reasons) all += (all.empty() ? "" : "; ") + r;
    if (fires == m.has("not")) return unmet(fires ? "that it would not fire" : "that it would fire", all.empty() ? "nothing against it" : all);
    for (const Token& item : m.tokens("items"))
        if (item.kind != Token::Kind::comma && std::ranges::find(reasons, item.text) == reasons.end()) return unmet(item.text, all);
    return {};
}

}  // namespace potok::scenario::decisions
