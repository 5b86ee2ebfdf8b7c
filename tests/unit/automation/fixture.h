// A small workspace with the engine at work: one type on a pipeline of stages a, b, c, won and lost; a manager, a head, no calendar
// but the default one (Monday to Friday, nine to six, UTC). It starts on Monday 2026-03-02 at 09:00.
#pragma once

#include <catch_amalgamated.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "automation/engine.h"
#include "automation/tables.h"
#include "db/connection.h"
#include "model/queries.h"
#include "model/workspace.h"

namespace potok::automation::test {

using namespace potok::model;

inline constexpr std::int64_t hour = 3'600'000;
inline constexpr std::int64_t day = 24 * hour;

struct World {
    SeededRandom random;
    Instant now = parse_instant("2026-03-02T09:00:00Z").value();
    std::unique_ptr<Engine> engine = std::make_unique<Engine>();
    std::unique_ptr<Workspace> ws;
    RowId admin = 0, manager = 0, head = 0;

    explicit World(std::uint64_t seed = 7) : random(seed) {
        auto db = db::Connection::open_memory();
        REQUIRE(db.ok());
        WorkspaceInfo info;
        info.name = "Test";
        info.zone = "UTC";
        auto made = Workspace::create(std::make_unique<db::Connection>(std::move(*db)), info, "Anna", environment(), now);
        if (!made.ok()) FAIL(describe(made.error()));
        ws = std::move(*made);
        admin = ws->administrator();
        define("type", "t.deal", R"json({"label": "Deal", "on_pipeline": true, "fields": [
            {"key": "amount", "label": "Amount", "kind": "number", "decimals": 2},
            {"key": "client", "label": "Client", "kind": "reference", "target": "client"},
            {"key": "start", "label": "Start", "kind": "date"},
            {"key": "visit_at", "label": "Visit", "kind": "datetime"},
            {"key": "note", "label": "Note", "kind": "text"},
            {"key": "colour", "label": "Colour", "kind": "choice", "options": [{"key": "white", "label": {"en": "White", "ru": "Белый"}}]},
            {"key": "job", "label": "Job", "kind": "reference", "target": "t.job"}]})json");
        define("type", "t.job", R"json({"label": "Job", "on_pipeline": true, "fields": [
            {"key": "deal", "label": "Deal", "kind": "reference", "target": "t.deal"}, {"key": "note", "label": "Note", "kind": "text"}]})json");
        define("role", "t.head", R"({"label": "Head", "grants": [{"type": "*", "verbs": ["read", "create", "update", "move", "remove"]}]})");
        define("setting", "t.on", R"({"label": "On", "kind": "boolean", "default": true})");
        define("setting", "t.pause", R"({"label": "Pause", "kind": "number", "default": 24})");
        define("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [
            {"key": "a", "label": "A"}, {"key": "b", "label": "B"},
            {"key": "c", "label": "C", "gates": [{"fields": ["amount"]}]},
            {"key": "won", "label": "Won", "kind": "won"}, {"key": "lost", "label": "Lost", "kind": "lost"}]})");
        define("pipeline", "t.jobs", R"({"label": "Jobs", "type": "t.job", "stages": [{"key": "new", "label": "New"}, {"key": "done", "label": "Done", "kind": "won"}]})");
        manager = must("create_person", {{"name", "Marek"}, {"roles", Json::array({"administrator"})}}).record;
        head = must("create_person", {{"name", "Halina"}, {"roles", Json::array({"t.head"})}}).record;
    }

    Environment environment() {
        Environment e;
        e.random = &random;
        e.reactor = engine.get();
        return e;
    }
    // Closes the workspace and opens its bytes with another engine: what was only in memory is lost.
    void restart() {
        auto copy = ws->db().clone_to_memory();
        REQUIRE(copy.ok());
        ws.reset();
        engine = std::make_unique<Engine>();
        auto opened = Workspace::open(std::make_unique<db::Connection>(std::move(*copy)), environment());
        if (!opened.ok()) FAIL(describe(opened.error()));
        ws = std::move(*opened);
    }

    Result<Outcome> run(const std::string& name, Json args, RowId actor = 0) {
        return ws->apply(Command{name, std::move(args)}, actor ? actor : manager ? manager : admin, now);
    }
    Outcome must(const std::string& name, Json args, RowId actor = 0) {
        auto outcome = run(name, std::move(args), actor);
        if (!outcome.ok()) FAIL(name << ": " << describe(outcome.error()));
        return *outcome;
    }
    Error refused(const std::string& name, Json args, RowId actor = 0) {
        auto outcome = run(name, std::move(args), actor);
        if (outcome.ok()) FAIL(name << " was not refused");
        return outcome.error();
    }
    void define(const std::string& kind, const std::string& key, const std::string& json) {
        must("define", {{"kind", kind}, {"key", key}, {"body", Json::parse(json)}});
    }
    void robot(const std::string& key, const std::string& json) { define("automation", key, json); }
    Error faulty(const std::string& json) {
        return refused("define", {{"kind", "automation"}, {"key", "t.faulty"}, {"body", Json::parse(json)}});
    }

    std::string id(RowId row) const { return ws->id_of(row).str(); }
    RowId deal(Json values = Json::object()) {
        values.emplace("title", "Order");
        return must("create", {{"type", "t.deal"}, {"values", values}}).record;
    }
    Outcome move(RowId deal, const std::string& to) { return must("move", {{"record", id(deal)}, {"to", to}}); }
    Outcome set(RowId deal, Json values) { return must("set_fields", {{"record", id(deal)}, {"values", std::move(values)}}); }
    std::string stage(RowId deal) const { return record(*ws, deal)->text("stage"); }

    std::vector<Task> all_tasks(RowId deal) const {
        TaskFilter f;
        f.record = deal;
        f.open_only = false;
        return tasks(*ws, f);
    }
    std::vector<Task> tasks_named(RowId deal, const std::string& key) const {
        std::vector<Task> out;
        for (Task& t : all_tasks(deal))
            if (t.key == key) out.push_back(std::move(t));
        return out;
    }
    void complete(RowId deal, const std::string& key) {
        for (const Task& t : tasks_named(deal, key)) {
            if (t.state != "open") continue;
            must("complete_task", {{"task", id(t.row)}});
            return;
        }
        FAIL("no open task " << key);
    }
    std::vector<std::string> comments(RowId deal) const {
        std::vector<std::string> out;
        for (const RowId row : find_records(*ws, "comment", "record", Value(Ref{ws->id_of(deal)}))) out.push_back(record(*ws, row)->text("text"));
        return out;
    }
    void tick() { must("tick", Json::object(), ws->robots()); }
    // Time passes; whoever keeps the time runs what is due, each at its instant.
    void pass(std::int64_t ms) {
        const Instant until = now + ms;
        for (auto due = engine->next_due(*ws); due && *due <= until; due = engine->next_due(*ws)) {
            now = std::max(now, *due);
            tick();
        }
        now = until;
    }
    // The device sleeps: nothing runs until the end.
    void sleep(std::int64_t ms) {
        now = now + ms;
        tick();
    }
    std::int64_t count(const std::string& sql) {
        auto n = ws->db().get_i64(sql);
        REQUIRE(n.ok());
        return n->value_or(0);
    }
    std::int64_t firings(const std::string& automation) {
        auto n = ws->db().get_i64("SELECT count(*) FROM e_firing WHERE automation = ?1", automation);
        return n->value_or(0);
    }
    std::string state(const std::string& automation) {
        auto s = ws->db().get_text("SELECT state FROM e_firing WHERE automation = ?1 ORDER BY id DESC LIMIT 1", automation);
        return s->value_or("");
    }
};

}  // namespace potok::automation::test
