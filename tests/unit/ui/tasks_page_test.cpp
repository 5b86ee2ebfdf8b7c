#include <catch_amalgamated.hpp>

#include <nlohmann/json.hpp>

#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

struct Tasks {
    explicit Tasks(AppDriver& driver) : d(driver) {
        d.click(Role::radio, "Suspended ceilings");
        if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
        d.click(Role::button, "Start");
        other = must({"create_person", {{"name", "Olga"}, {"roles", {"ceilings.manager"}}}}).record;
        task("Call Zofia", d.ws().administrator());
        task("Send the offer", d.ws().administrator());
        task("Visit Brzesko", other);
        d.app.on_route("/tasks");
        d.settle();
    }
    model::Outcome must(const model::Command& command) {
        auto done = d.ws().apply(command, d.ws().administrator(), d.host.now());
        if (!done.ok()) FAIL(describe(done.error()));
        return *done;
    }
    void task(const char* title, model::RowId whose) {
        must({"create_task", {{"title", title}, {"assignee", d.ws().id_of(whose).str()}, {"due", to_json(Value(d.host.now() + 3'600'000))}}});
    }
    // How many tasks the list says it has; the first screen of them is drawn.
    std::size_t listed() const {
        for (const Node& n : d.ui().tree().nodes())
            if (n.role == Role::listitem) return static_cast<std::size_t>(n.set_size);
        return 0;
    }
    AppDriver& d;
    model::RowId other = 0;
};

}  // namespace

TEST_CASE("one's own tasks or everybody's, on a phone too", "[ui][tasks]") {
    for (const float width : {1440.f, 390.f}) {
        AppDriver d(width, width == 390.f ? 844.f : 900.f);
        Tasks t(d);
        const std::size_t mine = model::tasks(d.ws(), {d.ws().administrator(), {}, true}).size(), all = model::tasks(d.ws(), {{}, {}, true}).size();
        REQUIRE(mine < all);
        CHECK(d.find(Role::listitem, "Call Zofia"));
        CHECK_FALSE(d.find(Role::listitem, "Visit Brzesko"));
        CHECK(t.listed() == mine);
        d.click(Role::tab, "Everybody's");
        CHECK(t.listed() == all);
        CHECK(d.ui().tree().duplicates() == 0);
        CHECK(d.ui().lint() == std::vector<std::string>{});
    }
}

TEST_CASE("a task is completed in the list, without opening it", "[ui][tasks]") {
    for (const float width : {1440.f, 390.f}) {
        AppDriver d(width, width == 390.f ? 844.f : 900.f);
        Tasks t(d);
        d.click(Role::button, "Complete: Call Zofia");
        CHECK_FALSE(d.find(Role::listitem, "Call Zofia"));
        CHECK(d.find(Role::listitem, "Send the offer"));
        CHECK(model::tasks(d.ws(), {d.ws().administrator(), {}, true}).size() == 1);
    }
}
