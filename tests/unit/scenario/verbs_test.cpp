#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <catch_amalgamated.hpp>

#include "scenario/verbs.h"

using namespace potok;
using namespace potok::scenario;

TEST_CASE("docs/scenarios.md describes every verb, and no other", "[scenario]") {
    std::ifstream in("docs/scenarios.md");
    REQUIRE(in);
    std::ostringstream text;
    text << in.rdbuf();
    std::set<std::string> described;
    std::istringstream lines(text.str());
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("- `") && line.ends_with("`")) described.insert(line.substr(3, line.size() - 4));
    }
    std::set<std::string> known;
    for (const Verb& verb : verbs()) {
        known.insert(verb.pattern.source());
        CHECK(text.str().find(std::string(verb.what)) != std::string::npos);
        CHECK(text.str().find("\n## " + std::string(verb.section) + "\n") != std::string::npos);
    }
    CHECK(described == known);
    CHECK(known.size() == verbs().size());
}

TEST_CASE("every verb is used by some scenario", "[scenario]") {
    std::set<std::string> unused;
    for (const Verb& verb : verbs()) unused.insert(verb.pattern.source());
    for (const char* folder : {"tests/scenarios", "assets/packs"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.path().extension() != ".scenario") continue;
            std::ifstream file(entry.path());
            std::ostringstream text;
            text << file.rdbuf();
            const ReadFile nothing_told = [](const std::string&) { return std::optional<std::string>(""); };
            const auto script = parse_script(text.str(), entry.path().string(), nothing_told);
            REQUIRE(script.ok());
            for (const Step& step : script->steps) {
                const auto reading = read_step(step);
                INFO(step.source);
                REQUIRE(reading.ok());
                unused.erase(reading->verb->pattern.source());
            }
        }
    }
    CHECK(unused == std::set<std::string>{});
}

TEST_CASE("a step that no verb fits names those that come near", "[scenario]") {
    Step step;
    step.tokens = *tokenize("Ольга moves \"Марина\" into lost");
    const auto reading = read_step(step);
    REQUIRE_FALSE(reading.ok());
    CHECK(reading.error().code == "scenario.no_verb");
    CHECK(reading.error().args.at("nearest").find("moves <record> to <stage>") != std::string::npos);
}

TEST_CASE("lengths of time and quotes", "[scenario]") {
    CHECK(*parse_span("23h 59m 30s") == ((23 * 60 + 59) * 60 + 30) * 1000LL);
    CHECK(*parse_span("PT24H") == *parse_span("1d"));
    CHECK_FALSE(parse_span("1 hour").ok());
    CHECK_FALSE(parse_span("P1M").ok());
    CHECK(unquoted("  \"a \\\"b\\\" \\n\" ") == "a \"b\" \n");
    CHECK(unquoted("«Ёлка»") == "Ёлка");
    CHECK(unquoted("\"") == "\"");
}
