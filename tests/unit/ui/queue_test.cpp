#include <catch_amalgamated.hpp>

#include "model/queue.h"
#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

// The pack without samples; the administrator calls and leads, Jan drives. It is Wednesday, nine in the morning.
struct Team {
    AppDriver d;
    model::RowId region = 0, place = 0, jan = 0, iza = 0;

    explicit Team(float width = 1440, float height = 900) {
        d.click(Role::radio, "managing the sales force");
        if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
        d.click(Role::button, "Start");
        const model::RowId me = d.ws().administrator();
        must("set_roles", {{"person", ref(me)}, {"roles", {"administrator", "field_sales.phone_seller"}}});
        jan = must("create_person", {{"name", "Jan"}, {"roles", {"field_sales.field_seller"}}});
        iza = must("create_person", {{"name", "Iza"}, {"roles", {"field_sales.phone_seller"}}});
        region = make("field_sales.region", {{"title", "South"}});
        place = make("field_sales.place", {{"title", "Piaseczno"}, {"region", ref(region)}});
        seller(me, "phone", "phone_early");
        seller(iza, "phone", "phone_early");
        seller(jan, "field", "field");
        make("field_sales.script", {{"title", "House"}, {"segment", "house"}, {"words", "Good morning, about your roof"}});
        if (width < 640) {
            d.click(Role::link, "My tasks");
            d.host.resize(width, height);
            d.settle();
        }
    }
    Json ref(model::RowId row) { return to_json(Value(d.ws().id_of(row))); }
    model::RowId must(const char* name, Json args) {
        const auto outcome = d.ws().apply({name, std::move(args)}, d.ws().administrator(), d.host.now());
        if (!outcome.ok()) FAIL(describe(outcome.error()));
        return outcome->record;
    }
    model::RowId make(const char* type, Json values) { return must("create", {{"type", type}, {"values", std::move(values)}}); }
    void seller(model::RowId who, const char* kind, const char* hours) {
        make("field_sales.seller", {{"title", kind}, {"person", ref(who)}, {"kind", kind}, {"hours", hours}, {"skills", {"house"}}});
        make("field_sales.area", {{"title", kind}, {"person", ref(who)}, {"region", ref(region)}});
    }
    model::RowId opportunity(const char* title) {
        return must("create", {{"type", "field_sales.opportunity"}, {"pipeline", "field_sales.opportunities"},
                               {"values", {{"title", title}, {"phone", "+48 601 100 200"}, {"address", "Polna 1"}, {"place", ref(place)}, {"segment", "house"}}}});
    }
    void open() {
        d.settle();
        d.click(Role::link, "Calls");
    }
    std::string stage(model::RowId row) { return model::record(d.ws(), row)->text("stage"); }
};

}  // namespace

TEST_CASE("next takes the record in hand, with its facts, words and results", "[ui][queue]") {
    Team t;
    t.open();
    CHECK(t.d.host.route_ == "/queue/field_sales.phone");
    CHECK(t.d.find(Role::heading, "0 wait"));
    t.d.click(Role::button, "Next");
    CHECK(t.d.find(Role::heading, "Nothing waits in the queue"));  // the reason, where it was asked for
    const model::RowId first = t.opportunity("Wilk"), second = t.opportunity("Lis");
    t.d.settle();
    t.d.key(ImGuiKey_N);
    CHECK(model::claim_of(t.d.ws(), first)->person == t.d.ws().administrator());
    CHECK(t.d.find(Role::heading, "Wilk"));
    CHECK(t.d.find(Role::text, "Phone: +48 601 100 200"));
    CHECK(t.d.find(Role::text, "about your roof"));
    t.d.key(ImGuiKey_1);  // no answer
    CHECK(model::all_records(t.d.ws(), "field_sales.contact").size() == 1);
    CHECK_FALSE(model::claim_of(t.d.ws(), first));
    CHECK(t.d.find(Role::listitem, "Wilk"));  // among the callbacks
    t.d.click(Role::button, "Next");
    CHECK(model::claim_of(t.d.ws(), second));
    t.d.click(Role::button, "Give back");
    CHECK_FALSE(model::claim_of(t.d.ws(), second));
    CHECK(t.d.ui().lint() == std::vector<std::string>{});
}

TEST_CASE("a result that needs more asks for it, and refuses without", "[ui][queue]") {
    Team t;
    const model::RowId only = t.opportunity("Wilk");
    t.open();
    t.d.click(Role::button, "Next");
    t.d.click(Role::button, "Refused");
    CHECK(t.d.find(Role::dialog, "Refused: Wilk"));
    t.d.click(Role::button, "Save the result");
    CHECK(t.stage(only) == "to_call");
    CHECK(t.d.find(Role::dialog, "Refused: Wilk"));
    t.d.key(ImGuiKey_Escape);
    CHECK_FALSE(t.d.find(Role::dialog, "Refused"));
    CHECK(model::claim_of(t.d.ws(), only));
}

TEST_CASE("a meeting is put into a free slot of a field seller", "[ui][queue]") {
    Team t;
    const model::RowId only = t.opportunity("Wilk");
    t.open();
    t.d.click(Role::button, "Next");
    t.d.click(Role::button, "Meeting set");
    CHECK(t.d.find(Role::dialog, "Meeting set: Wilk"));
    t.d.click(Role::button, "10:00");
    CHECK(t.stage(only) == "meeting");
    CHECK(model::all_records(t.d.ws(), "event").size() == 1);
    CHECK_FALSE(t.d.find(Role::dialog, "Meeting set"));
    CHECK(t.d.find(Role::button, "Next"));
}

TEST_CASE("the manager moves work to another person, and gives it back to all", "[ui][queue]") {
    Team t;
    const model::RowId first = t.opportunity("Wilk");
    t.opportunity("Lis");
    t.open();
    CHECK(t.d.find(Role::listitem, "Iza: 0 waiting"));
    t.d.click(Role::checkbox, "Choose: Wilk");
    CHECK(t.d.find(Role::toolbar, "Moving work"));
    t.d.click(Role::combobox, "To whom");
    t.d.click(Role::option, "Iza");
    t.d.click(Role::button, "Hand over");
    const auto kept = model::record(t.d.ws(), first)->get("caller");
    CHECK(kept == Value(t.d.ws().id_of(t.iza)));
    CHECK(t.d.find(Role::listitem, "Iza: 1 waiting"));
    CHECK_FALSE(t.d.find(Role::toolbar, "Moving work"));
    t.d.click(Role::checkbox, "Choose: Wilk");
    t.d.click(Role::button, "Back to the line");
    CHECK(model::record(t.d.ws(), first)->get("caller").is_null());
}

TEST_CASE("a queue on the phone, empty and in hand", "[ui][queue]") {
    Team t(390, 844);
    t.opportunity("Wilk");
    t.d.settle();
    t.d.click(Role::link, "More");
    t.d.click(Role::link, "Calls");
    t.d.click(Role::button, "Next");
    CHECK(t.d.find(Role::heading, "Wilk"));
    CHECK(t.d.ui().tree().duplicates() == 0);
    CHECK(t.d.ui().lint() == std::vector<std::string>{});
}

TEST_CASE("today shows the queues one works on, takes the next one and leads to it", "[ui][queue][today]") {
    for (const float width : {1440.f, 390.f}) {
        Team t(width, width == 390.f ? 844.f : 900.f);
        t.opportunity("Wilk");
        t.d.app.on_route("/today");
        t.d.settle();
        CHECK(t.d.find(Role::heading, "Next from the queues"));
        CHECK(t.d.get(Role::listitem, "Calls").description == "1 waits");
        CHECK_FALSE(t.d.find(Role::listitem, "Visits"));  // of the others
        CHECK(t.d.ui().tree().duplicates() == 0);
        CHECK(t.d.ui().lint() == std::vector<std::string>{});
        t.d.click(Role::button, "Next");
        CHECK(t.d.find(Role::heading, "Wilk"));
        t.d.app.on_route("/today");
        t.d.settle();
        CHECK(t.d.get(Role::listitem, "Calls").description.starts_with("Wilk, Yours until"));
        t.d.click(Role::button, "Look");
        CHECK(t.d.find(Role::heading, "Wilk"));
    }
}
