#include <catch_amalgamated.hpp>

#include "scenario/pattern.h"
#include "scenario/script.h"

using namespace potok;
using namespace potok::scenario;

TEST_CASE("a scenario is read into steps, pairs, checklists and blocks", "[scenario]") {
    const auto script = parse_script("# a case\n"
                                     "shows J3 J4\n"
                                     "given workspace \"Светлый потолок\" in ru at 2026-03-02 09:00   # Monday\n"
                                     "when Ольга creates deal «Потолок, белый»\n"
                                     "    phone: \"+7 #1: home\"\n"
                                     "    \"a: key\": value\n"
                                     "then expect checklist of task \"T\"\n"
                                     "    [x] done\n"
                                     "    [ ] not yet\n"
                                     "define role r\n"
                                     "    \"\"\"\n"
                                     "    {\n"
                                     "      \"label\": \"# not a comment\"\n"
                                     "    \"\"\"\n",
                                     "a.scenario");
    REQUIRE(script.ok());
    CHECK(script->shows == std::vector<std::string>{"J3", "J4"});
    REQUIRE(script->steps.size() == 4);
    CHECK(script->steps[0].line == 3);
    CHECK(script->steps[0].tokens.size() == 7);
    CHECK(script->steps[1].tokens[3] == Token{Token::Kind::text, "Потолок, белый"});
    CHECK(script->steps[1].pairs ==
          std::vector<std::pair<std::string, std::string>>{{"phone", "\"+7 #1: home\""}, {"a: key", "value"}});
    CHECK(script->steps[2].checklist == std::vector<std::pair<bool, std::string>>{{true, "done"}, {false, "not yet"}});
    CHECK(script->steps[3].block == "{\n  \"label\": \"# not a comment\"\n");
}

TEST_CASE("what cannot be read names its file and line", "[scenario]") {
    const auto [text, line] = GENERATE(table<const char*, const char*>({{"expect \"open\n", "x.scenario:1"},
                                                                        {"\n  key: value\n", "x.scenario:2"},
                                                                        {"at now\n  no colon here\n", "x.scenario:2"},
                                                                        {"at now\n  \"\"\"\n{}\n", "x.scenario:2"},
                                                                        {"at now\nthen\n", "x.scenario:2"},
                                                                        {"everything told in \"y\"\n", "x.scenario:1"},
                                                                        {"at \xFF\n", "x.scenario:1"}}));
    const auto script = parse_script(text, "x.scenario");
    REQUIRE_FALSE(script.ok());
    CHECK(script.error().code == "scenario.unreadable");
    CHECK(script.error().place == line);
}

TEST_CASE("a file can tell another one of its folder", "[scenario]") {
    const ReadFile files = [](const std::string& path) -> std::optional<std::string> {
        if (path == "s/team.scenario") return "shows J9\nat 10:00\n";
        if (path == "s/loop.scenario") return "everything told in \"loop.scenario\"\n";
        return std::nullopt;
    };
    const auto script = parse_script("shows J1\ngiven everything told in \"team.scenario\"\nat 11:00\n", "s/a.scenario", files);
    REQUIRE(script.ok());
    CHECK(script->shows == std::vector<std::string>{"J1"});
    REQUIRE(script->steps.size() == 2);
    CHECK(script->steps[0].file == "s/team.scenario");
    CHECK(script->steps[1].file == "s/a.scenario");
    CHECK_FALSE(parse_script("everything told in \"loop.scenario\"\n", "s/a.scenario", files).ok());
    // An indented line belongs to a step of its own file.
    CHECK_FALSE(parse_script("everything told in \"team.scenario\"\n  key: value\n", "s/a.scenario", files).ok());
}

namespace {

std::optional<Match> match(const char* pattern, const char* line) {
    return Pattern(pattern).match(*tokenize(line));
}

}  // namespace

TEST_CASE("patterns match words, slots, options and alternatives", "[scenario]") {
    const char* move = "<who> moves <record> to <stage> [because <reason:name>] [with comment <comment:text>]";
    auto m = match(move, "Ольга moves deal \"Марина\" to \"Монтаж назначен\" with comment \"да\"");
    REQUIRE(m);
    CHECK(m->text("record") == "deal Марина");
    CHECK(m->text("stage") == "Монтаж назначен");
    CHECK(m->text("comment") == "да");
    CHECK_FALSE(m->has("reason"));
    CHECK(match(move, "Ольга moves \"Марина\" to lost because price"));
    CHECK_FALSE(match(move, "Ольга moves \"Марина\" to"));
    CHECK_FALSE(match(move, "Ольга moves \"Марина\" to lost because price twice"));
    CHECK_FALSE(match(move, "Ольга \"moves\" \"Марина\" to lost"));  // a text is not a word

    const char* tick = "<who> (ticks|unticks) <item:text> in task <title:text>";
    m = match(tick, "Ольга unticks \"a\" in task \"b\"");
    REQUIRE(m);
    CHECK(m->has("unticks"));
    CHECK_FALSE(m->has("ticks"));
}

TEST_CASE("slots take what their kind allows", "[scenario]") {
    CHECK(match("at <moment>", "at 2026-03-02 09:00"));
    CHECK(match("at <moment>", "at 09:00"));
    CHECK(match("at <moment>", "at tomorrow 09:00"));
    CHECK_FALSE(match("at <moment>", "at 2026-02-30"));
    CHECK_FALSE(match("at <moment>", "at noon"));
    CHECK(match("after <span>", "after 23h 59m 1s"));
    CHECK(match("after <span>", "after PT24H"));
    CHECK_FALSE(match("after <span>", "after 23 hours"));
    CHECK(match("is <roles:names>", "is a, \"b c\", d")->tokens("roles").size() == 5);
    CHECK_FALSE(match("is <roles:names>", "is a b"));
    CHECK(match("expect <count:number> tasks", "expect 12 tasks"));
    CHECK_FALSE(match("expect <count:number> tasks", "expect -1 tasks"));
    CHECK(match("sets <field> to <value>", "sets x to 184 600 RUB")->text("value") == "184 600 RUB");
    CHECK_FALSE(match("sets <field> to <value>", "sets x to"));
    CHECK_FALSE(match("says <text>", "says word"));
}

TEST_CASE("a word of a pattern that is spelled like a slot before it leaves what the slot took", "[scenario]") {
    const auto match = Pattern("<record> (has|lacks) record <note:text>").match(*tokenize("Марина has record \"of work\""));
    REQUIRE(match);
    CHECK(match->text("record") == "Марина");
    CHECK(match->text("note") == "of work");
    CHECK(match->has("has"));
    CHECK_FALSE(match->has("lacks"));
    CHECK_FALSE(Pattern("<record> has record <note:text>").match(*tokenize("Марина has record")));
}
