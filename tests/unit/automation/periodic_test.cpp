// Schedules, and triggers that strike by them.
#include "automation/schedule.h"
#include "fixture.h"

using namespace potok;
using namespace potok::automation;
using namespace potok::automation::test;

namespace {

std::string next(const Schedule& schedule, const char* after) {
    const WorkingCalendar calendar(WorkingCalendarData{}, utc_zone());
    const auto at = schedule.next(parse_instant(after).value(), *utc_zone(), calendar);
    return at ? format_iso(*at).substr(0, 16) : "never";
}
std::string next(const char* cron, const char* after) {
    const auto schedule = Schedule::parse_cron(cron);
    REQUIRE(schedule.ok());
    return next(*schedule, after);
}

}  // namespace

TEST_CASE("cron expressions strike as crontab(5) says", "[automation][schedule]") {
    CHECK(next("0 * * * *", "2026-03-02T09:00:00Z") == "2026-03-02T10:00");
    CHECK(next("*/15 8-9 * * *", "2026-03-02T08:46:00Z") == "2026-03-02T09:00");
    CHECK(next("*/15 8-9 * * *", "2026-03-02T09:45:00Z") == "2026-03-03T08:00");
    CHECK(next("30 9 * * 1-5", "2026-03-06T09:30:00Z") == "2026-03-09T09:30");  // Friday to Monday
    CHECK(next("0 0 31 * *", "2026-03-31T00:00:00Z") == "2026-05-31T00:00");
    CHECK(next("0 0 29 feb *", "2026-03-01T00:00:00Z") == "2028-02-29T00:00");
    CHECK(next("0 12 1 * mon", "2026-03-02T12:00:00Z") == "2026-03-09T12:00");  // either kind of day is enough
    CHECK(next("0 6 * * 0", "2026-03-02T00:00:00Z") == next("0 6 * * 7", "2026-03-02T00:00:00Z"));
    CHECK(next("0 0 30 2 *", "2026-03-02T00:00:00Z") == "never");
    CHECK(next(Schedule::daily(TimeOfDay{9 * 3'600'000 + 5 * 60'000}), "2026-03-02T09:05:00Z") == "2026-03-03T09:05");
    for (const char* bad : {"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "a * * * *", "5-1 * * * *",
                            "*/0 * * * *", "1,,2 * * * *", "- * * * *", "1- * * * *", "100 * * * *"}) {
        CAPTURE(bad);
        CHECK_FALSE(Schedule::parse_cron(bad).ok());
    }
}

TEST_CASE("a periodic trigger looks at every record that fits, each hour once", "[automation][schedule]") {
    World w;
    w.robot("t.hourly", R"json({"label": "H", "pipeline": "t.deals", "trigger": {"on": "periodic", "every": "hour", "in": "b"}, "when": "start <= today()",
        "scope": "record", "do": [{"comment": {"text": "due"}}]})json");
    const RowId due = w.deal({{"start", {{"d", "2026-03-03"}}}}), later = w.deal({{"start", {{"d", "2026-03-05"}}}}), elsewhere = w.deal({{"start", {{"d", "2026-03-02"}}}});
    w.move(due, "b");
    w.move(later, "b");
    w.pass(15 * hour - 1);
    CHECK(w.comments(due).empty());
    w.pass(1);  // midnight of the third
    CHECK(w.comments(due).size() == 1);
    w.restart();
    w.pass(day);
    CHECK(w.comments(due).size() == 1);
    CHECK(w.comments(later).empty());
    CHECK(w.comments(elsewhere).empty());
    CHECK(w.count("SELECT count(*) FROM e_wait WHERE kind = 'period'") == 1);
}

TEST_CASE("what a device slept through is made up for once, or each in order where that is asked for", "[automation][schedule]") {
    World w;
    const bool each = GENERATE(false, true);
    w.robot("t.daily", std::string(R"({"label": "D", "pipeline": "t.deals", "trigger": {"on": "periodic", "every": "day", "at": "08:00", "catch_up": ")") + (each ? "each" : "last") +
                           R"("}, "do": [{"comment": {"text": "{string(today())}"}}]})");
    const RowId deal = w.deal();
    w.sleep(3 * day);
    if (each)
        CHECK(w.comments(deal) == std::vector<std::string>{"2026-03-03", "2026-03-04", "2026-03-05"});
    else
        CHECK(w.comments(deal) == std::vector<std::string>{"2026-03-05"});
    w.must("undefine", {{"kind", "automation"}, {"key", "t.daily"}});
    CHECK(w.count("SELECT count(*) FROM e_wait") == 0);
    CHECK_FALSE(w.engine->next_due(*w.ws).has_value());
}

TEST_CASE("a faulty schedule is refused with its place", "[automation][schedule]") {
    World w;
    const auto fault = [&](const std::string& trigger) {
        const Error e = w.faulty(R"({"label": "D", "pipeline": "t.deals", "trigger": )" + trigger + R"(, "do": [{"comment": {"text": "x"}}]})");
        return e.code + " " + e.place;
    };
    CHECK(fault(R"({"on": "periodic"})") == "automation.one_schedule /trigger/cron");
    CHECK(fault(R"({"on": "periodic", "cron": "0 25 * * *"})") == "schedule.malformed /trigger/cron");
    CHECK(fault(R"({"on": "periodic", "every": "hour", "at": "08:00"})") == "automation.one_schedule /trigger/at");
    CHECK(fault(R"({"on": "periodic", "every": "hour", "cron": "0 * * * *"})") == "automation.one_schedule /trigger/cron");
}
