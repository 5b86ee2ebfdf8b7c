// A small workspace to test the model with: one type on a pipeline of four stages, two roles.
#pragma once

#include <catch_amalgamated.hpp>
#include <memory>

#include "db/connection.h"
#include "model/queries.h"
#include "model/workspace.h"
#include "platform/common/library.h"

namespace potok::model::test {

inline Json order_type() {
    return Json::parse(R"json({
        "label": {"en": "Order", "pl": "Zlecenie", "ru": "Заказ"}, "icon": "hammer", "on_pipeline": true, "amount_field": "amount",
        "fields": [
            {"key": "amount", "label": "Amount", "kind": "money", "check": "amount = null or amount.amount >= 0", "check_message": "not below zero"},
            {"key": "client", "label": "Client", "kind": "reference", "target": "client"},
            {"key": "start", "label": "Start", "kind": "date"},
            {"key": "size", "label": "Size", "kind": "number", "decimals": 2},
            {"key": "colour", "label": "Colour", "kind": "choice", "options": [{"key": "white", "label": "White"}, {"key": "black", "label": "Black"}]},
            {"key": "rooms", "label": "Rooms", "kind": "multi", "options": [{"key": "hall", "label": "Hall"}, {"key": "bath", "label": "Bath"}]},
            {"key": "code", "label": "Code", "kind": "text", "unique": true, "searchable": true},
            {"key": "phone", "label": "Phone", "kind": "phone"},
            {"key": "contract", "label": "Contract", "kind": "files"}
        ]})json");
}

inline Json order_pipeline() {
    return Json::parse(R"json({
        "label": "Orders", "type": "t.order",
        "stages": [
            {"key": "new", "label": "New", "stalled_after": "P2D"},
            {"key": "signed", "label": "Signed", "gates": [{"fields": ["client", "amount"], "files": ["contract"]}]},
            {"key": "paid", "label": "Paid", "from": ["signed"], "comment_required": true,
             "gates": [{"check": "size > 10", "message": {"en": "Size must be over ten", "ru": "Размер больше десяти"}}]},
            {"key": "checked", "label": "Checked", "by_hand": false},
            {"key": "won", "label": "Won", "kind": "won", "roles": ["t.head"]},
            {"key": "lost", "label": "Lost", "kind": "lost"}
        ],
        "lost_reasons": [{"key": "price", "label": "Too expensive"}, {"key": "other", "label": "Other"}]})json");
}

inline Json roles_grant(const char* where) {
    return Json{{"label", "Role"},
                {"grants", Json::array({Json{{"type", "*"}, {"verbs", Json::array({"read", "create", "update", "move", "remove"})}, {"where", where}}})}};
}

struct Fixture {
    SeededRandom random{7};
    Instant now{1'772'000'000'000};
    std::unique_ptr<Workspace> ws;
    RowId admin = 0, manager = 0;

    explicit Fixture(std::uint64_t seed = 7) : random(seed) {
        auto db = db::Connection::open_memory();
        REQUIRE(db.ok());
        WorkspaceInfo info;
        info.name = "Test";
        info.zone = "UTC";
        info.currency = "PLN";
        auto made = Workspace::create(std::make_unique<db::Connection>(std::move(*db)), info, "Anna", environment(), now);
        if (!made.ok()) FAIL(describe(made.error()));
        ws = std::move(*made);
        admin = ws->administrator();
        must("define", {{"kind", "type"}, {"key", "t.order"}, {"body", order_type()}});
        must("define", {{"kind", "role"}, {"key", "t.manager"}, {"body", roles_grant("owner = null or owner = me")}});
        must("define", {{"kind", "role"}, {"key", "t.head"}, {"body", roles_grant("")}});
        must("define", {{"kind", "pipeline"}, {"key", "t.orders"}, {"body", order_pipeline()}});
        manager = must("create_person", {{"name", "Marek"}, {"roles", Json::array({"t.manager"})}}).record;
    }

    Environment environment() {
        Environment e;
        e.random = &random;
        e.documents = platform::documents();
        return e;
    }

    Result<Outcome> run(const std::string& name, Json args, RowId actor = 0) {
        return ws->apply(Command{name, std::move(args)}, actor ? actor : admin, now);
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
    std::string id(RowId row) const { return ws->id_of(row).str(); }
    RowId order(const std::string& title, RowId actor = 0) {
        return must("create", {{"type", "t.order"}, {"values", {{"title", title}}}}, actor).record;
    }
    RowId client(const std::string& title) { return must("create", {{"type", "client"}, {"values", {{"title", title}}}}).record; }
    Json money(const char* amount) { return Json{{"m", amount}, {"c", "PLN"}}; }
    void attach(RowId record) {
        must("attach", {{"record", id(record)}, {"field", "contract"}, {"name", "umowa.pdf"}, {"size", 10}, {"sha256", std::string(64, 'a')}});
    }
    std::string stage(RowId row) const { return record(*ws, row)->text("stage"); }
};

}  // namespace potok::model::test
