// What the app shows of saving that fails, and of a newer version that waits.
#include <catch_amalgamated.hpp>

#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

void begin(AppDriver& d) {
    d.click(Role::radio, "Suspended ceilings");
    if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
    d.click(Role::button, "Start");
}

void fail_saving(AppDriver& d) {
    d.keeper.save_state = {SaveState::Kind::read_only, {}, error("store.quota"), true};
    REQUIRE(d.ws().set_read_only(error("store.quota")).ok());
    d.host.request_redraw();
    d.settle();
}

}  // namespace

TEST_CASE("when nothing can be saved, every page says so below its header and offers a copy", "[ui][app]") {
    for (const float width : {1440.f, 390.f}) {
        AppDriver d(width, 844);
        begin(d);
        CHECK(!d.find(Role::status, "no room left"));
        fail_saving(d);
        for (const char* route : {"/board/ceilings.deals", "/tasks", "/calendar", "/crews", "/settings", "/notifications"}) {
            INFO(width << " " << route << "\n" << d.dump());
            d.app.on_route(route);
            d.settle();
            const Node* bar = d.find(Role::status, "no room left");
            REQUIRE(bar);
            CHECK(bar->rect.h == 44);
            CHECK(bar->rect.y >= 44);
        }
        d.click(Role::button, "Save a copy");
        REQUIRE(d.host.saved_.size() == 1);
        CHECK(d.host.saved_.front().name.ends_with(".potok"));
        CHECK(d.host.saved_.front().bytes == "file");
        d.click(Role::button, "Try again");
        CHECK(d.keeper.retries == 1);
    }
}

TEST_CASE("a change while nothing can be saved is refused in words", "[ui][app]") {
    AppDriver d;
    begin(d);
    fail_saving(d);
    d.click(Role::button, "New: ");
    d.fill("Name", "Marina");
    d.click(Role::button, "Create");
    INFO(d.dump());
    CHECK(d.find(Role::text, "Nothing can be changed at the moment"));
    CHECK(model::all_records(d.ws(), "ceilings.lead").empty());
}

TEST_CASE("a newer version is offered, and used only when the person says so", "[ui][app]") {
    AppDriver d;
    begin(d);
    int used = 0;
    const auto offer = [&] {
        d.app.offer_new_version([&] { ++used; });
        d.settle();
    };
    offer();
    CHECK(d.find(Role::text, "A new version is ready"));
    d.click(Role::button, "Later");
    CHECK(!d.find(Role::text, "A new version is ready"));
    CHECK(used == 0);
    offer();
    offer();  // a still newer one takes the place of the first
    d.click(Role::button, "Use it");
    CHECK(used == 1);
    CHECK(!d.find(Role::text, "A new version is ready"));
}

TEST_CASE("what is stored can be checked, and the settings say what came of it", "[ui][app]") {
    AppDriver d(1440, 2600);
    begin(d);
    d.app.on_route("/settings");
    d.settle();
    d.click(Role::button, "Check what is stored");
    CHECK(d.keeper.checks == 1);
    const auto shows = [&](StorageCheck check, std::string_view words) {
        d.keeper.check = std::move(check);
        d.host.request_redraw();
        d.settle();
        INFO(d.dump());
        CHECK(d.find(Role::text, words));
    };
    shows({.running = true, .at = d.host.now()}, "Reading back");
    CHECK_FALSE(d.find(Role::button, "Check what is stored"));
    shows({.at = d.host.now(), .bytes = 3'400'000}, "all as written");
    shows({.at = d.host.now(), .mended = 2}, "2 damaged");
    shows({.at = d.host.now(), .failed = error("store.closed")}, "could not be finished");
}
