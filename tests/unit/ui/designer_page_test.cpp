#include <catch_amalgamated.hpp>

#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

void ceilings(AppDriver& d) {
    for (const auto& pack : all_packs()) {
        if (pack.key != "ceilings") continue;
        const auto done = d.ws().apply(packs::install_command(pack), d.ws().administrator(), d.host.now());
        REQUIRE(done.ok());
    }
    d.settle();
}

void go(AppDriver& d, const char* route) {
    d.app.on_route(route);
    d.settle();
}

const Json& deals(AppDriver& d) { return d.ws().catalog().definition("pipeline", "ceilings.deals")->body; }

}  // namespace

TEST_CASE("the overview of the designer names what there is, and leads on", "[ui][designer]") {
    AppDriver d;
    d.click(Role::button, "Empty workspace");
    ceilings(d);
    d.click(Role::link, "Robots and processes");
    CHECK(d.host.route_ == "/designer");
    CHECK(d.find(Role::heading, "Stages and robots"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
    d.click(Role::listitem, "Ceilings");
    CHECK(d.host.route_ == "/designer/pipeline/ceilings.deals");
    CHECK(d.find(Role::heading, "Ceilings"));
    CHECK(d.ui().lint() == std::vector<std::string>{});
}

TEST_CASE("a stage is renamed, moved by keyboard and published as one command that can be undone", "[ui][designer]") {
    AppDriver d;
    d.click(Role::button, "Empty workspace");
    ceilings(d);
    go(d, "/designer/pipeline/ceilings.deals");
    const Json was = deals(d);
    const std::string first = was["stages"][0]["label"]["en"].get<std::string>();
    CHECK((d.get(Role::button, "Check and publish").states & state_disabled) != 0);
    d.click(Role::textbox, "Name, English");
    d.key(ImGuiKey_End);
    d.type(" now");
    CHECK(d.find(Role::status, "draft"));
    CHECK(deals(d) == was);  // a draft
    d.click(Role::button, "Move to the right");
    d.click(Role::button, "Check and publish");
    CHECK(d.find(Role::dialog, "Publish the changes"));
    d.click(Role::button, "Try on the history");
    CHECK(d.find(Role::text, "No robot is changed"));
    const Node* last = nullptr;
    for (const Node& n : d.ui().tree().nodes())
        if (n.role == Role::button && n.name == "Publish") last = &n;
    REQUIRE(last);
    d.press(last->rect.center());
    CHECK(deals(d)["stages"][1]["label"]["en"] == first + " now");
    CHECK_FALSE(d.find(Role::status, "draft"));
    d.key(ImGuiKey_Z, ImGuiMod_Ctrl);
    CHECK(deals(d) == was);
}

TEST_CASE("a robot is switched off, its condition is checked while it is typed, a new one is added", "[ui][designer]") {
    AppDriver d;
    d.click(Role::button, "Empty workspace");
    ceilings(d);
    go(d, "/designer/pipeline/ceilings.deals");
    d.click(Role::button, "Add a robot");
    d.click(Role::menuitem, "Notification");
    CHECK(d.find(Role::heading, "Robot"));
    d.fill("Only if", "amont != null");
    CHECK(d.get(Role::textbox, "Only if").description.find("amont") != std::string_view::npos);
    CHECK((d.get(Role::textbox, "Only if").states & state_invalid) != 0);
    d.click(Role::switch_, "Switched on");
    d.click(Role::button, "Check and publish");
    CHECK(d.find(Role::dialog, "Publish the changes"));
    const auto publish = [&] {
        const Node* found = nullptr;
        for (const Node& n : d.ui().tree().nodes())
            if (n.role == Role::button && n.name == "Publish") found = &n;
        return found;
    };
    REQUIRE(publish());
    CHECK((publish()->states & state_disabled) != 0);  // the condition names what is not there
    d.click(Role::button, "Cancel");
    d.click(Role::textbox, "Only if");
    d.key(ImGuiKey_A, ImGuiMod_Ctrl);
    d.type("amount != null");
    d.click(Role::button, "Check and publish");
    REQUIRE(publish());
    CHECK((publish()->states & state_disabled) == 0);
    d.press(publish()->rect.center());
    const auto* made = d.ws().catalog().definition("automation", "ceilings." + deals(d)["stages"][0]["key"].get<std::string>() + "_notify");
    REQUIRE(made);
    CHECK(made->body["when"] == "amount != null");
    CHECK(made->body["enabled"] == "false");
}

TEST_CASE("the designer is for those who may change definitions", "[ui][designer]") {
    AppDriver d;
    d.click(Role::button, "Empty workspace");
    ceilings(d);
    const auto person = d.ws().apply({"create_person", {{"name", "Ewa"}, {"roles", Json::array({"ceilings.manager"})}}}, d.ws().administrator(), d.host.now());
    REQUIRE(person.ok());
    d.click(Role::button, "Acting as");
    d.click(Role::menuitemcheckbox, "Ewa");
    REQUIRE(d.find(Role::button, "Acting as Ewa"));
    CHECK_FALSE(d.find(Role::link, "Robots and processes"));
    go(d, "/designer");
    CHECK(d.host.route_ != "/designer");
}
