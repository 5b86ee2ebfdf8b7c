#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "platform/common/library.h"
#include "scenario/runner.h"

using namespace potok;
using namespace potok::scenario;
using Catch::Matchers::ContainsSubstring;

namespace {

const Environment& environment() {
    static const Environment made = [] {
        Environment e;
        e.zones = *platform::zones();
        e.make_reactor = platform::make_reactor;
        e.documents = platform::documents();
        e.pack = [](std::string_view key) { return platform::pack(key); };
        return e;
    }();
    return made;
}

constexpr const char* begin = "shows T1\n"
                              "workspace W in en zone Europe/Samara at 2026-03-02 09:00\n"
                              "define type job\n"
                              "    \"\"\"\n"
                              "    {\"label\": \"Job\", \"on_pipeline\": true, \"fields\": [{\"key\": \"note\", \"label\": \"Note\", \"kind\": \"text\"}]}\n"
                              "    \"\"\"\n"
                              "define pipeline jobs\n"
                              "    \"\"\"\n"
                              "    {\"label\": \"Jobs\", \"type\": \"job\", \"stages\": [{\"key\": \"a\", \"label\": \"A\"},\n"
                              "      {\"key\": \"b\", \"label\": \"B\", \"gates\": [{\"fields\": [\"note\"]}]}]}\n"
                              "    \"\"\"\n"
                              "administrator creates job \"X\"\n";  // line 12

Report run(const std::string& steps) { return run_text(begin + steps, "t.scenario", environment()); }

}  // namespace

TEST_CASE("a scenario that holds passes, with its steps counted and its history hashed", "[scenario]") {
    const Report r = run("expect job \"X\" in stage A\n");
    CHECK(r.passed);
    CHECK(r.steps == 5);
    CHECK(r.shows == std::vector<std::string>{"T1"});
    CHECK(r.hash.size() == 64);
    CHECK(run("expect job \"X\" in stage A\n").hash == r.hash);
    CHECK(run("administrator creates job \"Y\"\n").hash != r.hash);
    const Json json = to_json(r);
    CHECK(json.size() == 6);
    CHECK(json["why"].is_null());
}

TEST_CASE("a failing step is named with file, line, expected and found", "[scenario]") {
    const Report r = run("expect job \"X\" in stage B\nexpect job \"X\" in stage A\n");
    CHECK_FALSE(r.passed);
    CHECK(r.failed_line == 13);
    CHECK(r.failed_step == "expect job \"X\" in stage B");
    CHECK(r.why == "expected: b; found: a");
    CHECK(to_json(r)["failed_step"] == "t.scenario:13: expect job \"X\" in stage B");
    CHECK_THAT(to_line(r), ContainsSubstring("t.scenario:13"));
}

TEST_CASE("a refusal must be looked at, and only a refusal", "[scenario]") {
    CHECK_THAT(run("administrator moves \"X\" to B\nexpect \"X\" in stage A\n").why, ContainsSubstring("stage.gate_refused"));
    CHECK(run("administrator moves \"X\" to B\nexpect refusal naming Note\nexpect \"X\" in stage A\n").passed);
    CHECK_THAT(run("administrator moves \"X\" to B\nexpect refusal naming title\n").why, ContainsSubstring("naming title"));
    CHECK_THAT(run("administrator moves \"X\" to B\nexpect refusal stage.not_from_here\n").why,
               ContainsSubstring("stage.not_from_here"));
    CHECK(run("administrator sets note of \"X\" to \"n\"\nadministrator moves \"X\" to B\nexpect refusal\n").why ==
          "expected: a refusal; found: the act was carried out");
}

TEST_CASE("every kind of look fails when it is not so", "[scenario]") {
    const std::string step = GENERATE(
        "expect note of \"X\" is \"n\"", "expect job \"Y\" exists", "expect no job \"X\"", "expect 2 job", "expect task \"T\"",
        "expect 1 tasks \"T\" of \"X\"", "expect 1 open tasks", "expect comment on \"X\" containing \"c\"",
        "expect 1 comments on \"X\"", "expect message to \"1\" containing \"m\"", "expect 1 messages of \"X\"",
        "expect notification for administrator containing \"n\"", "expect document \"d\" on \"X\"", "expect 1 payments of \"X\"",
        "expect history of \"X\" shows stage set to b", "expect 2 changes of stage of \"X\"", "expect nothing changed",
        "expect the robot to have failed", "expect administrator may not move \"X\"", "expect \"X\" lacks Note for a",
        "expect \"X\" lacks Note, title for b", "expect next timer at 2026-03-03", "expect search \"zzz\" finds \"X\"",
        "expect refusal saying \"x\" in en");
    const Report r = run(step + "\n");
    INFO(r.why);
    CHECK_FALSE(r.passed);
    CHECK(r.failed_line == 13);
    CHECK_THAT(r.why, ContainsSubstring("expected: "));
}

TEST_CASE("what the scenario itself gets wrong is told apart", "[scenario]") {
    const auto [step, why] = GENERATE(table<const char*, const char*>({
        {"Ola creates job \"Y\"", "nobody is called Ola"},
        {"administrator creates jub \"Y\"", "no record type jub"},
        {"administrator moves \"Z\" to B", "no record \"Z\""},
        {"administrator moves \"X\" to C", "no stage \"C\""},
        {"administrator sets nite of \"X\" to \"n\"", "no field \"nite\""},
        {"at 2026-03-01 09:00", "has passed already"},
        {"administrator dances", "no verb reads like this"},
        {"pack nothing", "pack.unknown"},
        {"workspace V in en at 2026-03-02", "a workspace already"},
    }));
    const Report r = run(std::string(step) + "\n");
    CHECK_FALSE(r.passed);
    CHECK(r.failed_line == 13);
    CHECK_THAT(r.why, ContainsSubstring(why));
}

TEST_CASE("nothing can be done before a workspace begins, and an empty file shows nothing", "[scenario]") {
    CHECK_THAT(run_text("at 10:00\n", "t", environment()).why, ContainsSubstring("no workspace has begun"));
    CHECK_FALSE(run_text("shows J1\n", "t", environment()).passed);
    CHECK(run_text("at 10:00\n  oops\n", "t", environment()).failed_line == 2);
}
