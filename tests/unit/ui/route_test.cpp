#include <catch_amalgamated.hpp>

#include "base/calendar.h"
#include "ui/route.h"

using namespace potok;
using namespace potok::ui;

TEST_CASE("routes survive being written and read", "[ui][route]") {
    const Uuid id = *Uuid::parse("0198c5e2-7a10-7cde-8f00-0123456789ab");
    Route card = Route::of_record(id);
    card.tab = "documents";
    Route week = Route::to(Page::calendar);
    week.day = *date_of(2026, 11, 18);
    Route month = week;
    month.key = "month";
    Route people = Route::to(Page::settings);
    people.key = "people";
    for (const Route& route : {Route::to(Page::start), Route::board("ceilings.deal"), Route::of_record(id), card,
                               Route::to(Page::today), Route::to(Page::approvals), Route::list("ceilings.deals"), Route::list(""),
                               Route::to(Page::tasks), Route::to(Page::calendar), week, month, Route::to(Page::crews),
                               Route::to(Page::notifications), people, Route::of_client(id), Route::to(Page::duplicates), Route::to(Page::designer),
                               Route::designer("stages", "ceilings.deals")}) {
        const std::string text = format_route(route);
        INFO(text);
        auto back = parse_route(text);
        REQUIRE(back.ok());
        CHECK(*back == route);
    }
    CHECK(format_route(Route::board("ceilings.deal")) == "/board/ceilings.deal");
    CHECK(format_route(week) == "/calendar?day=2026-11-18");
    CHECK(format_route(month) == "/calendar/month?day=2026-11-18");
}

TEST_CASE("an empty address is the start page", "[ui][route]") {
    for (const char* text : {"", "#", "#/", "/"}) CHECK(parse_route(text).value_or(Route::to(Page::tasks)).page == Page::start);
}

TEST_CASE("addresses that lead nowhere are refused with their text", "[ui][route]") {
    for (const char* text : {"#/nowhere", "#/record/42", "#/board", "#/board/../x y", "#/tasks/7", "#/calendar/a b", "#/designer/stages", "#/designer/stages/", "#/designer//ceilings.deals", "#/designer/flow/a/b", "#/calendar?day=2026-02-30"}) {
        INFO(text);
        auto route = parse_route(text);
        REQUIRE_FALSE(route.ok());
        CHECK(route.error().code == "route.unknown");
        CHECK(route.error().args.at("route") == text);
    }
}

TEST_CASE("parameters of newer versions are ignored", "[ui][route]") {
    CHECK(parse_route("#/tasks?view=compact").value_or(Route{}).page == Page::tasks);
}
