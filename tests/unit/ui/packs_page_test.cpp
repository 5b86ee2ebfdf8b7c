#include <catch_amalgamated.hpp>

#include <algorithm>

#include "packs/samples.h"
#include "packs/update.h"
#include "ui/app/start_packs.h"
#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

void go(AppDriver& d, const char* route) {
    d.app.on_route(route);
    d.settle();
}

// The pack as an earlier version had it: two stages were called otherwise, a setting and a robot were not there yet.
packs::Pack earlier() {
    auto pack = platform::pack("ceilings");
    REQUIRE(pack.ok());
    pack->manifest["version"] = pack->version = "0.9.0";
    for (auto& d : pack->definitions) {
        if (d.key != "ceilings.deals") continue;
        d.body["stages"][1]["label"]["en"] = "Signed, billed";
        d.body["stages"][2]["label"]["en"] = "Materials in";
    }
    std::erase_if(pack->definitions, [](const auto& d) { return d.key == "ceilings.training_site" || d.kind == "automation"; });
    return std::move(*pack);
}

const Json& deals(AppDriver& d) { return d.ws().catalog().definition("pipeline", "ceilings.deals")->body; }

}  // namespace

TEST_CASE("several packs are installed into one workspace from the page of packs", "[ui][packs]") {
    AppDriver d;
    d.click(Role::button, "Empty workspace");
    go(d, "/settings");
    CHECK_FALSE(d.find(Role::textbox, "Address of the training pages"));
    d.click(Role::button, "Packs: install");
    CHECK(d.host.route_ == "/settings/packs");
    CHECK(d.find(Role::heading, "More packs"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
    d.click(Role::button, "Suspended ceilings");
    CHECK(d.find(Role::dialog, "Install “Suspended ceilings”"));
    d.click(Role::button, "Cancel");
    CHECK_FALSE(d.ws().catalog().definition("pack", "ceilings"));
    d.click(Role::button, "Suspended ceilings");
    d.click(Role::button, "Install");
    REQUIRE(d.ws().catalog().definition("pack", "ceilings"));
    d.click(Role::button, "Business support institution");
    d.click(Role::checkbox, "sample");
    d.click(Role::button, "Install");
    REQUIRE(d.ws().catalog().definition("pack", "grants"));
    CHECK(d.find(Role::group, "Suspended ceilings"));
    CHECK(d.find(Role::group, "Business support institution"));
    CHECK_FALSE(d.find(Role::button, "Business support institution"));
    CHECK(d.find(Role::text, "Up to date"));
    const auto clients = model::all_records(d.ws(), "client").size();
    CHECK(clients > 5);

    // Samples in and out; what is one's own stays.
    d.ws().apply({"create", {{"type", "client"}, {"values", {{"title", "Our own"}}}}}, d.ws().administrator(), d.host.now()).value();
    d.click(Role::button, "Take sample records out");
    CHECK(d.find(Role::alertdialog, "Take the sample records"));
    CHECK(model::all_records(d.ws(), "client").size() == clients + 1);
    const Node* yes = nullptr;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.name == "Take sample records out") yes = &n;
    REQUIRE(yes);
    d.press(yes->rect.center());
    CHECK(model::all_records(d.ws(), "client").size() == 1);
    CHECK(d.find(Role::button, "Put sample records in"));

    // The settings that came with the packs are there without a reload.
    d.click(Role::button, "Settings");
    CHECK(d.find(Role::textbox, "Address of the training pages"));
}

TEST_CASE("a pack is updated with a preview, and conflicts go where they are sent", "[ui][packs]") {
    AppDriver d;
    d.click(Role::button, "Empty workspace");
    const auto admin = d.ws().administrator();
    const packs::Pack old = earlier();
    REQUIRE(d.ws().apply(packs::install_command(old), admin, d.host.now()).ok());
    Json mine = deals(d);
    mine["stages"][1]["label"]["en"] = "Bill out";
    mine["stages"][2]["label"]["en"] = "All bought";
    REQUIRE(d.ws().apply({"define", {{"kind", "pipeline"}, {"key", "ceilings.deals"}, {"body", mine}}}, admin, d.host.now()).ok());
    go(d, "/settings/packs");
    d.click(Role::button, "Update to");
    CHECK(d.find(Role::dialog, "Update “Suspended ceilings”"));
    CHECK(d.find(Role::heading, "You decide"));
    CHECK(d.find(Role::text, "Was: Signed, billed. Here: Bill out."));
    CHECK(d.find(Role::heading, "Added"));
    CHECK(deals(d) == mine);  // looking changes nothing
    // The first goes to the new version, the second stays.
    const Node* first = d.find(Role::radio, "Take the new");
    REQUIRE(first);
    d.press(first->rect.center());
    CHECK(d.get(Role::radio, "Take the new").has(state_checked));
    const Node* yes = nullptr;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.name == "Update") yes = &n;
    REQUIRE(yes);
    d.press(yes->rect.center());
    CHECK_FALSE(d.find(Role::dialog, "Update"));
    CHECK(deals(d)["stages"][1]["label"]["en"] != "Bill out");
    CHECK(deals(d)["stages"][2]["label"]["en"] == "All bought");
    CHECK(d.ws().catalog().setting("ceilings.training_site"));
    CHECK_FALSE(d.find(Role::button, "Update to"));
    d.click(Role::button, "Undo");
    CHECK(deals(d) == mine);
    CHECK(d.find(Role::button, "Update to"));
}

TEST_CASE("an update that cannot be says why and does nothing", "[ui][packs]") {
    AppDriver d;
    d.click(Role::button, "Empty workspace");
    const auto admin = d.ws().administrator();
    packs::Pack old = earlier();
    for (auto& def : old.definitions)
        if (def.key == "ceilings.deal") def.body["fields"].push_back({{"key", "gone"}, {"label", "Gone"}, {"kind", "text"}});
    REQUIRE(d.ws().apply(packs::install_command(old), admin, d.host.now()).ok());
    const Json own = {{"label", "Own"}, {"type", "ceilings.deal"}, {"card_fields", Json::array({"gone"})}, {"stages", Json::array({Json{{"key", "a"}, {"label", "A"}}})}};
    REQUIRE(d.ws().apply({"define", {{"kind", "pipeline"}, {"key", "own"}, {"body", own}}}, admin, d.host.now()).ok());
    go(d, "/settings/packs");
    d.click(Role::button, "Update to");
    CHECK(d.find(Role::alert, "would no longer work"));
    const Node* yes = nullptr;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.name == "Update") yes = &n;
    REQUIRE(yes);
    CHECK(yes->has(state_disabled));
    CHECK(d.ws().catalog().type("ceilings.deal")->field("gone"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
}
