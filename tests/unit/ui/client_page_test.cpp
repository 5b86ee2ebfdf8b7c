// Everything about a client on one page, and clients entered twice.
#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "model/merge.h"
#include "model/relations.h"
#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

Json ref(AppDriver& d, model::RowId row) { return to_json(Value(d.ws().id_of(row))); }

model::Outcome must(AppDriver& d, const char* name, Json args) {
    auto done = d.ws().apply({name, std::move(args)}, d.ws().administrator(), d.host.now());
    if (!done.ok()) throw std::runtime_error(describe(done.error()));
    return std::move(done).value();
}

model::RowId client(AppDriver& d, const char* name, Json more = Json::object()) {
    more["title"] = name;
    return must(d, "create", {{"type", "client"}, {"values", more}}).record;
}

void begin(AppDriver& d) {
    d.click(Role::radio, "Suspended ceilings");
    if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
    d.click(Role::button, "Start");
}

void open(AppDriver& d, model::RowId row, const char* tab = "") {
    d.app.on_route("/client/" + d.ws().id_of(row).str() + (*tab ? std::string("?tab=") + tab : std::string()));
    d.settle();
}

}  // namespace

TEST_CASE("a client's record opens the client's page", "[ui][app][client]") {
    AppDriver d;
    begin(d);
    const model::RowId alpha = client(d, "Alpha", {{"phone", "+48 600 100 200"}});
    d.app.on_route("/record/" + d.ws().id_of(alpha).str());
    d.settle();
    CHECK(d.host.route_ == "/client/" + d.ws().id_of(alpha).str());
    CHECK(d.find(Role::heading, "Alpha"));
    CHECK(d.find(Role::button, "Call"));
}

TEST_CASE("its timeline has what belongs to it, filtered by kind and by text", "[ui][app][client]") {
    const float width = GENERATE(1440.f, 390.f);
    AppDriver d(1440, 900);
    begin(d);
    const model::RowId alpha = client(d, "Alpha"), beta = client(d, "Beta");
    must(d, "comment", {{"record", ref(d, alpha)}, {"text", "Wants an offer in March"}});
    must(d, "comment", {{"record", ref(d, beta)}, {"text", "Somebody else"}});
    must(d, "create_task", {{"record", ref(d, alpha)}, {"title", "Call about the offer"}});
    d.host.resize(width, 900);
    open(d, alpha);
    CHECK(d.find(Role::listitem, "Wants an offer in March"));
    CHECK(d.find(Role::listitem, "Call about the offer"));
    CHECK_FALSE(d.find(Role::listitem, "Somebody else"));
    d.click(Role::combobox, "All kinds");
    d.click(Role::option, "Comments");
    CHECK(d.find(Role::listitem, "Wants an offer in March"));
    CHECK_FALSE(d.find(Role::listitem, "Call about the offer"));
    d.click(Role::searchbox, "Search the timeline");
    d.type("nothing of the kind");
    CHECK_FALSE(d.find(Role::listitem, "Wants an offer in March"));
    CHECK(d.find(Role::text, "Nothing here by these filters"));
    CHECK(d.ui().tree().duplicates() == 0);
}

TEST_CASE("relations are added, followed and taken away", "[ui][app][client]") {
    AppDriver d;
    begin(d);
    const model::RowId alpha = client(d, "Alpha"), group = client(d, "Alpha Group");
    must(d, "relate", {{"from", ref(d, group)}, {"to", ref(d, alpha)}, {"kind", "holding"}});
    open(d, alpha, "relations");
    REQUIRE(d.find(Role::listitem, "Alpha Group"));
    // Drawn above, and opened by a click.
    const Rect above = d.get(Role::button, "Alpha Group").rect, here = [&] {
        for (const Node& n : d.ui().tree().nodes())
            if (n.role == Role::button && n.name == "Alpha" && n.has(state_current)) return n.rect;
        throw std::runtime_error("the client is not in the graph");
    }();
    CHECK(above.bottom() < here.y);
    d.press(above.center());
    CHECK(d.host.route_ == "/client/" + d.ws().id_of(group).str());
    open(d, alpha, "relations");
    d.click(Role::button, "Remove the relation");
    CHECK(model::relation_graph(d.ws(), alpha, 1).relations.empty());
    CHECK(d.find(Role::text, "No relations yet"));
}

TEST_CASE("a second one of a client is pointed out and merged field by field; undo brings it back", "[ui][app][client]") {
    AppDriver d;
    begin(d);
    const model::RowId alpha = client(d, "Alpha Sp. z o.o.", {{"email", "office@alpha.pl"}, {"address", "Gdynia"}});
    const model::RowId twin = client(d, "ALPHA", {{"email", "office@alpha.pl"}, {"phone", "+48 600 100 200"}, {"address", "Sopot"}});
    must(d, "comment", {{"record", ref(d, twin)}, {"text", "Said on the phone"}});
    open(d, alpha);
    REQUIRE(d.find(Role::note, "ALPHA"));
    CHECK(d.get(Role::note, "ALPHA").description.find("same e-mail") != std::string_view::npos);
    d.click(Role::button, "Compare");
    REQUIRE(d.find(Role::dialog, "Merge two clients"));
    d.click(Role::radio, "Sopot");
    const Node* yes = nullptr;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.name == "Merge") yes = &n;  // the dialog's stands last
    REQUIRE(yes);
    d.press(yes->rect.center());
    const auto kept = model::record(d.ws(), alpha);
    CHECK(kept->text("address") == "Sopot");
    CHECK(kept->text("phone") == "+48 600 100 200");
    CHECK(kept->title() == "Alpha Sp. z o.o.");
    CHECK(model::record(d.ws(), twin)->deleted);
    CHECK(model::kept_of(d.ws(), twin) == alpha);
    CHECK_FALSE(d.find(Role::note, "ALPHA"));
    CHECK(d.find(Role::listitem, "Said on the phone"));
    // An address of the one that went leads to the one that stayed.
    open(d, twin);
    CHECK(d.host.route_ == "/client/" + d.ws().id_of(alpha).str());
    d.click(Role::button, "Undo");
    CHECK_FALSE(model::record(d.ws(), twin)->deleted);
    CHECK(model::record(d.ws(), alpha)->text("address") == "Gdynia");
}

TEST_CASE("the page of duplicates lists pairs over all clients", "[ui][app][client]") {
    const float width = GENERATE(1440.f, 390.f);
    AppDriver d(1440, 900);
    begin(d);
    d.host.resize(width, 900);
    d.app.on_route("/duplicates");
    d.settle();
    CHECK(d.find(Role::text, "1 pair") == nullptr);
    const model::RowId alpha = client(d, "Alpha", {{"tax_number", "5260250274"}}), twin = client(d, "Alfa", {{"tax_number", "526-025-02-74"}});
    client(d, "Quite another");
    d.settle();
    d.frame();
    d.settle();
    CHECK(d.find(Role::text, "1 pair"));
    REQUIRE(d.find(Role::listitem, "Alpha"));
    d.click(Role::button, "Compare");
    CHECK(d.find(Role::dialog, "Merge two clients"));
    (void)alpha, (void)twin;
}
