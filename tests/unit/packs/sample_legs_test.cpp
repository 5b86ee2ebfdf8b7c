// Legs of samples: approvals decided, offers and invoices issued and paid, what robots made named, and all of it taken out.
#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "model/invoicing.h"
#include "model/queries.h"
#include "packs/samples.h"
#include "platform/common/assets.h"
#include "platform/common/library.h"

using namespace potok;
using namespace potok::packs;

namespace {

Pack small_pack(Json cases) {
    Pack p;
    p.key = "t";
    p.version = "1";
    p.manifest = {{"key", "t"}, {"version", "1"}, {"label", "T"}, {"language", "pl"}, {"zone", "Europe/Warsaw"}, {"currency", "PLN"}};
    const auto add = [&](const char* kind, const char* key, const char* body) { p.definitions.push_back({kind, key, Json::parse(body), std::string(key) + ".json#"}); };
    p.definitions.push_back({"country", "t.pl", Json::parse(*platform::asset("countries/pl.json")), "countries.json#"});
    add("type", "t.deal", R"({"label": "Deal", "on_pipeline": true, "amount_field": "sum", "fields": [
        {"key": "client", "label": "Client", "kind": "reference", "target": "client"}, {"key": "sum", "label": "Sum", "kind": "money"},
        {"key": "limit", "label": "Limit", "kind": "money"}, {"key": "room", "label": "Room", "kind": "text"}]})");
    add("type", "t.job", R"({"label": "Job", "on_pipeline": true, "fields": [
        {"key": "deal", "label": "Deal", "kind": "reference", "target": "t.deal"}, {"key": "done_on", "label": "Done", "kind": "date"}]})");
    add("role", "t.seller", R"({"label": "Seller", "grants": [{"type": "*", "verbs": ["read", "create", "update", "move", "remove"]}]})");
    add("pipeline", "t.deals", R"({"label": "Deals", "type": "t.deal", "stages": [{"key": "new", "label": "New"}, {"key": "agreed", "label": "Agreed"}, {"key": "done", "label": "Done", "kind": "won"}]})");
    add("pipeline", "t.jobs", R"({"label": "Jobs", "type": "t.job", "stages": [{"key": "planned", "label": "Planned"}, {"key": "over", "label": "Over", "kind": "won"}]})");
    add("automation", "t.terms", R"({"label": "Terms", "pipeline": "t.deals", "trigger": {"on": "record_created"}, "do": [
        {"approval": {"key": "terms", "title": "Terms of {title}", "approvers": ["role:t.seller"], "rule": "all", "form": ["limit"]},
         "approved": [{"create": {"type": "t.job", "pipeline": "t.jobs", "values": {"title": "\"Roof\""}, "back": "deal"}},
                      {"create": {"type": "t.job", "pipeline": "t.jobs", "values": {"title": "\"Electrics\""}, "back": "deal"}},
                      {"task": {"key": "measure", "title": "Measure", "assignee": "owner", "form": [{"field": "room", "required": true}]}},
                      {"move": {"to": "agreed"}}]}]})");
    p.samples = {{"people", Json::parse(R"([{"as": "anna", "name": "Anna", "roles": ["t.seller"]}, {"as": "jan", "name": "Jan", "roles": ["t.seller"]}])")},
                 {"records", Json::parse(R"([{"as": "nowak", "type": "client", "values": {"title": "Nowak"}}])")},
                 {"cases", std::move(cases)}};
    return p;
}

const char* full = R"([{"as": "villa", "type": "t.deal", "pipeline": "t.deals", "owner": "anna", "created": "-9d 10:00",
    "values": {"title": "Villa", "client": "nowak", "sum": "1000 PLN"}, "path": [
      {"at": "-8d 10:00", "decide": [{"task": "terms", "verdict": "approve", "values": {"limit": "500 PLN"}, "comment": "Fine"}]},
      {"at": "-7d 10:00", "made": {"t.job": ["roof", "electrics"]}, "done": [{"task": "measure", "values": {"room": "Attic"}}],
       "offer": {"as": "offer", "lines": [{"title": "Panels", "price": "400 PLN", "quantity": 2, "vat": "23"}]}},
      {"at": "-6d 10:00", "accept": "offer", "invoice": {"as": "bill", "offer": "offer"}, "create": [{"as": "boss", "type": "contact", "values": {"title": "Boss", "client": "nowak"}}]},
      {"at": "-5d 10:00", "payment": {"id": "p-1", "invoice": "bill"}},
      {"at": "-4d 10:00", "of": "roof", "values": {"done_on": "-4d"}, "to": "over"}]}])";

struct Company {
    SeededRandom random{1};
    std::unique_ptr<model::Reactor> reactor = platform::make_reactor();
    std::unique_ptr<model::Workspace> ws;
    Instant now = *parse_instant("2026-11-18T10:00:00Z");
    Pack pack;

    explicit Company(Pack p) : pack(std::move(p)) {
        model::WorkspaceInfo info;
        info.name = "T";
        info.zone = "Europe/Warsaw";
        info.language = Language::pl;
        info.currency = "PLN";
        SeededRandom first(7);
        info.id = make_v7(now, first);
        auto memory = std::make_unique<db::Connection>(db::Connection::open_memory().value());
        ws = model::Workspace::create(std::move(memory), info, "Admin", {&random, *platform::zones(), reactor.get(), platform::documents()}, now).value();
        const auto installed = ws->apply(install_command(pack), ws->administrator(), now);
        INFO((installed.ok() ? "" : describe(installed.error())));
        REQUIRE(installed.ok());
    }
    model::Record one(const char* type, const char* title) {
        for (const auto row : model::all_records(*ws, type)) {
            const auto r = model::record(*ws, row);
            if (r->title() == title) return *r;
        }
        FAIL("no " << type << " " << title);
        return {};
    }
    Json ref(model::RowId row) const { return to_json(Value(ws->id_of(row))); }
    // An invoice of the company's own for that client, issued now.
    std::string bill(model::RowId client) {
        const auto made = ws->apply({"create", {{"type", "invoice"}, {"values", {{"title", "Bill"}, {"client", ref(client)}}}}}, ws->administrator(), now);
        REQUIRE(made.ok());
        REQUIRE(ws->apply({"add_line", {{"document", ref(made->record)}, {"title", "Work"}, {"price", to_json(Value(Money{10000, "PLN"}))}}}, ws->administrator(), now).ok());
        REQUIRE(ws->apply({"issue_invoice", {{"invoice", ref(made->record)}}}, ws->administrator(), now).ok());
        return model::record(*ws, made->record)->text("number");
    }
    model::RowId client(const char* title) {
        const auto made = ws->apply({"create", {{"type", "client"}, {"values", {{"title", title}}}}}, ws->administrator(), now);
        REQUIRE(made.ok());
        return made->record;
    }
};

std::string refused(const char* cases) {
    Company c(small_pack(Json::parse(cases)));
    const auto made = put_samples(*c.ws, c.pack, c.now);
    if (made.ok()) return "taken";
    CHECK(made.error().code == "pack.sample_refused");
    CHECK(has_samples(*c.ws, c.pack));  // what there is by then can be taken out
    CHECK(remove_samples(*c.ws, c.pack, c.now).ok());
    CHECK(model::people(*c.ws).size() == 1);
    return made.error().details.at(0).code + " " + made.error().place;
}

}  // namespace

TEST_CASE("a leg decides approvals, issues offers and invoices, and goes on with what robots made", "[packs][samples]") {
    Company c(small_pack(Json::parse(full)));
    const auto made = put_samples(*c.ws, c.pack, c.now);
    INFO((made.ok() ? "" : describe(made.error()) + " " + describe(made.error().details.at(0))));
    REQUIRE(made.ok());
    CHECK(c.one("t.deal", "Villa").text("stage") == "agreed");
    CHECK(c.one("t.deal", "Villa").text("room") == "Attic");
    CHECK(c.one("t.deal", "Villa").get("limit") == Value(Money{50000, "PLN"}));
    CHECK(model::all_records(*c.ws, "decision").size() == 2);  // both sellers were asked
    CHECK(c.one("t.job", "Roof").text("stage") == "over");
    CHECK(c.one("t.job", "Electrics").text("stage") == "planned");
    CHECK(c.one("offer", "Villa").text("state") == "accepted");
    CHECK(c.one("offer", "Villa").text("number").starts_with("WZÓR "));
    const auto bill = c.one("invoice", "Villa");
    CHECK(bill.text("state") == "paid");
    CHECK(bill.get("gross") == Value(Money{98400, "PLN"}));
    CHECK(bill.text("number").starts_with("WZÓR "));
    CHECK(c.one("contact", "Boss").text("title") == "Boss");
}

TEST_CASE("samples leave no gap in the company's numbers and nothing behind", "[packs][samples]") {
    Company c(small_pack(Json::parse(full)));
    const auto own = c.client("Own");
    CHECK(c.bill(own) == "FV/1/11/2026");
    REQUIRE(put_samples(*c.ws, c.pack, c.now).ok());
    CHECK(c.bill(own) == "FV/2/11/2026");
    // Also later: whatever is issued for a sample client is a sample.
    const model::RowId nowak = c.one("client", "Nowak").row;
    CHECK(c.bill(nowak).starts_with("WZÓR FV/"));
    // The company's own documents stay for ever, in spite of samples.
    const auto kept = c.ws->apply({"delete", {{"record", c.ref(model::all_records(*c.ws, "invoice").front())}}}, c.ws->administrator(), c.now);
    CHECK(kept.error().code == "document.issued");

    const Status gone = remove_samples(*c.ws, c.pack, c.now);
    INFO((gone.ok() ? "" : describe(gone.error())));
    REQUIRE(gone.ok());
    CHECK(c.bill(own) == "FV/3/11/2026");
    CHECK(model::all_records(*c.ws, "invoice").size() == 3);
    for (const char* type : {"t.deal", "t.job", "offer", "payment", "allocation", "decision", "contact", "task", "notification"}) {
        INFO(type);
        CHECK(model::all_records(*c.ws, type).empty());
    }
    CHECK(model::all_records(*c.ws, "line").size() == 3);
    CHECK(model::all_records(*c.ws, "client").size() == 1);
    CHECK(model::people(*c.ws).size() == 1);
    const auto again = put_samples(*c.ws, c.pack, c.now);
    INFO((again.ok() ? "" : describe(again.error()) + " " + describe(again.error().details.at(0))));
    REQUIRE(again.ok());
    CHECK(c.bill(own) == "FV/4/11/2026");
}

TEST_CASE("a leg that cannot be is refused with its place", "[packs][samples]") {
    const std::string head = R"([{"as": "villa", "type": "t.deal", "pipeline": "t.deals", "owner": "anna", "created": "-9d 10:00",
        "values": {"title": "Villa", "client": "nowak"}, "path": [{"at": "-8d 10:00", )";
    const auto leg = [&](const char* text) { return refused((head + text + "}]}]").c_str()); };
    CHECK(leg(R"("decide": [{"task": "prices", "verdict": "approve"}])") == "pack.sample_no_task samples.json#/cases/0/path/0/decide/0");
    CHECK(leg(R"("decide": [{"task": "terms", "verdict": "reject"}])") == "task.comment_required samples.json#/cases/0/path/0/decide/0");
    CHECK(leg(R"("decide": [{"task": "terms", "by": "nobody", "verdict": "approve"}])") == "pack.sample_name samples.json#/cases/0/path/0/decide/0");
    CHECK(leg(R"("made": {"t.job": ["roof"]})") == "pack.sample_not_made samples.json#/cases/0/path/0/made");
    CHECK(leg(R"("of": "roof")") == "pack.sample_name samples.json#/cases/0/path/0");
    CHECK(leg(R"("offer": {"lines": [{"title": "x", "price": "much"}]})") == "pack.sample_value samples.json#/cases/0/path/0/offer/lines/0/values/price");
    CHECK(leg(R"("offer": {"lines": [{"title": "x", "price": "1 PLN", "vat": "99"}]})") == "vat.unknown samples.json#/cases/0/path/0/offer/lines/0");
    CHECK(leg(R"("offer": {"as": "o", "issue": false, "lines": [{"title": "x", "price": "1 PLN"}]}, "accept": "o")") == "document.not_issued samples.json#/cases/0/path/0");
    CHECK(leg(R"("invoice": {"as": "b", "issue": false, "lines": [{"title": "x", "price": "1 PLN"}]}, "payment": {"id": "1", "invoice": "b"})") ==
          "document.not_issued samples.json#/cases/0/path/0/payment");
    CHECK(leg(R"("create": [{"type": "t.job", "values": {"title": "x", "deal": "that"}}])") == "pack.sample_value samples.json#/cases/0/path/0/create/0/values/deal");
    CHECK(leg(R"("create": [{"type": "t.job", "values": {"title": "x", "deal": "this"}}])") == "taken");
}
