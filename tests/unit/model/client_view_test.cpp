#include "fixture.h"
#include "model/client_view.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

namespace {

// Alfa with a person, an order, a call, a job of the order; Beta with an order that only passes by Alfa's job.
struct House : Fixture {
    RowId alfa = 0, beta = 0, ewa = 0, order_a = 0, order_b = 0, job = 0, call = 0;

    House() {
        define("t.job", R"({"label": "Job", "on_pipeline": true, "fields": [{"key": "order", "label": "Order", "kind": "reference", "target": "t.order"}]})");
        define("t.call", R"({"label": "Call", "activity": "when", "fields": [{"key": "when", "label": "When", "kind": "datetime"},
            {"key": "client", "label": "Client", "kind": "reference", "target": "client"}, {"key": "contact", "label": "Contact", "kind": "reference", "target": "contact"}]})");
        define("t.visit", R"({"label": "Visit", "fields": [{"key": "job", "label": "Job", "kind": "reference", "target": "t.job"},
            {"key": "client", "label": "Client", "kind": "reference", "target": "client"}]})");
        define("t.remark", R"({"label": "Remark", "fields": [{"key": "call", "label": "Call", "kind": "reference", "target": "t.call"}]})");
        must("define", {{"kind", "pipeline"}, {"key", "t.jobs"}, {"body", Json::parse(R"({"label": "Jobs", "type": "t.job", "stages": [{"key": "new", "label": "New"}]})")}});
        alfa = client("Alfa");
        beta = client("Beta");
        ewa = add("contact", "Ewa", {{"client", ref(alfa)}});
        order_a = add("t.order", "Roof", {{"client", ref(alfa)}, {"amount", money("100")}});
        order_b = add("t.order", "Floor", {{"client", ref(beta)}});
        job = add("t.job", "Scaffold", {{"order", ref(order_a)}});
        call = add("t.call", "Asked for a price", {{"client", ref(alfa)}, {"contact", ref(ewa)}, {"when", Json{{"i", "2026-02-20T10:00:00Z"}}}});
    }
    void define(const char* key, const char* body) { must("define", {{"kind", "type"}, {"key", key}, {"body", Json::parse(body)}}); }
    Json ref(RowId row) { return Json{{"ref", id(row)}}; }
    RowId add(const char* type, const char* title, Json values = Json::object()) {
        values["title"] = title;
        now = now + 1000;
        return must("create", {{"type", type}, {"values", values}}).record;
    }
    RowId task(const char* title, RowId on) {
        now = now + 1000;
        return must("create_task", {{"title", title}, {"record", id(on)}}).record;
    }
    ClientCircle circle(RowId of, RowId reader = 0) {
        auto c = client_circle(*ws, of, reader ? reader : admin, now);
        if (!c.ok()) FAIL(describe(c.error()));
        return *c;
    }
    std::string titles(RowId of, const ClientFilter& filter = {}, int limit = 50, RowId reader = 0) {
        std::string out;
        std::optional<ClientPlace> after;
        for (bool more = true; more;) {
            auto page = client_page(*ws, circle(of, reader), filter, reader ? reader : admin, now, limit, after);
            if (!page.ok()) FAIL(describe(page.error()));
            CHECK(page->entries.size() <= static_cast<std::size_t>(limit));
            for (const ClientEntry& e : page->entries) out += (out.empty() ? "" : ", ") + (e.title.empty() ? e.text : e.title);
            more = page->more;
            if (more) after = ClientPlace{page->entries.back().at, page->entries.back().row};
        }
        return out;
    }
};

}  // namespace

TEST_CASE("a client's circle goes down its records, and stops at what is somebody else's", "[model][client_view]") {
    House h;
    h.add("t.visit", "Ours", {{"job", h.ref(h.job)}});
    h.add("t.visit", "Named", {{"job", h.ref(h.job)}, {"client", h.ref(h.alfa)}});
    h.add("t.visit", "Theirs", {{"job", h.ref(h.job)}, {"client", h.ref(h.beta)}});
    h.add("t.remark", "Of a call", {{"call", h.ref(h.call)}});  // what names something off the pipelines is not taken in
    CHECK(h.titles(h.alfa) == "Named, Ours, Scaffold, Roof, Ewa, Asked for a price");
    CHECK(h.titles(h.beta) == "Theirs, Floor");
    h.must("delete", {{"record", h.id(h.job)}});
    CHECK(h.titles(h.alfa) == "Named, Roof, Ewa, Asked for a price");
    h.must("delete", {{"record", h.id(h.beta)}});
    CHECK(client_circle(*h.ws, h.beta, h.admin, h.now).error().code == "record.missing");
    CHECK(client_circle(*h.ws, h.order_a, h.admin, h.now).error().code == "record.missing");
}

TEST_CASE("what hangs on a client's records is on its timeline, by kind, person, period and text, page by page", "[model][client_view]") {
    House h;
    h.task("Measure", h.order_a);
    h.task("Call Ewa", h.ewa);
    h.task("Elsewhere", h.order_b);
    h.now = h.now + 1000;
    h.must("comment", {{"record", h.id(h.alfa)}, {"text", "Prefers mornings"}});
    h.attach(h.order_a);
    const std::string all = h.titles(h.alfa);
    CHECK(all == "umowa.pdf, Prefers mornings, Call Ewa, Measure, Scaffold, Roof, Ewa, Asked for a price");
    CHECK(h.titles(h.alfa, {}, 1) == all);
    CHECK(h.titles(h.alfa, {}, 3) == all);

    ClientFilter filter;
    filter.kinds = {ClientKind::task, ClientKind::document};
    CHECK(h.titles(h.alfa, filter) == "umowa.pdf, Call Ewa, Measure");
    filter = {};
    filter.kinds = {ClientKind::activity};
    CHECK(h.titles(h.alfa, filter) == "Asked for a price");
    filter = {};
    filter.text = "mea";
    CHECK(h.titles(h.alfa, filter) == "Measure");
    filter.text = "ewa";
    CHECK(h.titles(h.alfa, filter) == "Call Ewa, Ewa");
    filter.text = "floor";
    CHECK(h.titles(h.alfa, filter) == "");
    filter = {};
    filter.person = h.ewa;
    CHECK(h.titles(h.alfa, filter) == "Asked for a price");
    filter.person = h.manager;
    CHECK(h.titles(h.alfa, filter) == "");
    filter = {};
    filter.about = h.order_a;
    CHECK(h.titles(h.alfa, filter) == "umowa.pdf, Measure, Roof");
    filter = {};
    filter.from = record(*h.ws, h.job)->get("created_at").as<Instant>() ? std::optional(*record(*h.ws, h.job)->get("created_at").as<Instant>()) : std::nullopt;
    REQUIRE(filter.from);
    filter.to = *filter.from + 1;
    CHECK(h.titles(h.alfa, filter) == "Scaffold");  // from its first moment on
    filter.to = filter.from;
    CHECK(h.titles(h.alfa, filter) == "");          // until before the last

    const auto counts = client_counts(*h.ws, h.circle(h.alfa), {}, h.admin, h.now);
    REQUIRE(counts.ok());
    CHECK(counts->at(static_cast<std::size_t>(ClientKind::task)) == 2);
    CHECK(counts->at(static_cast<std::size_t>(ClientKind::deal)) == 2);
    CHECK(counts->at(static_cast<std::size_t>(ClientKind::document)) == 1);
    CHECK(counts->at(static_cast<std::size_t>(ClientKind::approval)) == 0);
    CHECK(client_people(*h.ws, h.circle(h.alfa), h.admin, h.now).value() == std::vector{h.admin});
}

TEST_CASE("nobody sees more of a client than their roles allow", "[model][client_view]") {
    House h;
    const Json grants = Json::parse(R"json([{"type": "client", "verbs": ["read"]}, {"type": "contact", "verbs": ["read"]}, {"type": "t.order", "verbs": ["read"], "where": "owner = me"},
        {"type": "comment", "verbs": ["read"], "where": "text != \"secret\""}, {"type": "task", "verbs": ["read"]}])json");
    h.must("define", {{"kind", "role"}, {"key", "t.seller"}, {"body", {{"label", "Seller"}, {"grants", grants}}}});
    const RowId seller = h.must("create_person", {{"name", "Zofia"}, {"roles", Json::array({"t.seller"})}}).record;
    const RowId own = h.add("t.order", "Own", {{"client", h.ref(h.alfa)}, {"owner", h.ref(seller)}});
    h.task("On the own", own);
    h.task("On another's", h.order_a);
    for (const char* text : {"first", "secret", "secret", "last"}) {
        h.now = h.now + 1000;
        h.must("comment", {{"record", h.id(h.alfa)}, {"text", text}});
    }
    CHECK(h.titles(h.alfa, {}, 50, seller) == "last, first, On the own, Own, Ewa");
    CHECK(h.titles(h.alfa, {}, 1, seller) == "last, first, On the own, Own, Ewa");
    const auto counts = client_counts(*h.ws, h.circle(h.alfa, seller), {}, seller, h.now);
    REQUIRE(counts.ok());
    CHECK(counts->at(static_cast<std::size_t>(ClientKind::comment)) == 2);
    CHECK(counts->at(static_cast<std::size_t>(ClientKind::deal)) == 1);
    h.must("define", {{"kind", "role"}, {"key", "t.nobody"}, {"body", {{"label", "Nobody"}, {"grants", Json::array()}}}});
    const RowId nobody = h.must("create_person", {{"name", "Igor"}, {"roles", Json::array({"t.nobody"})}}).record;
    CHECK(client_circle(*h.ws, h.alfa, nobody, h.now).error().code == "right.refused");
}

TEST_CASE("a type is an activity by a field that says when", "[model][client_view]") {
    House h;
    const Error e = h.refused("define", {{"kind", "type"}, {"key", "t.bad"}, {"body", Json::parse(R"({"label": "Bad", "activity": "title", "fields": []})")}});
    CHECK(e.code == "field.unknown");
    CHECK(e.place == "/activity");
}
