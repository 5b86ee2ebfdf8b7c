#include <catch_amalgamated.hpp>

#include <set>

#include "../../support/dice.h"
#include "model/definition_merge.h"

using namespace potok;
using namespace potok::model;

namespace {

using db::test::Dice;

Json pipeline() {
    return Json::parse(R"json({
        "label": {"en": "Orders", "pl": "Zlecenia"}, "type": "t.order", "card_fields": ["amount", "client"],
        "stages": [{"key": "new", "label": "New", "hue": 1}, {"key": "paid", "label": "Paid", "gates": [{"fields": ["amount"]}]},
                   {"key": "won", "label": "Won", "kind": "won"}],
        "process": {"nodes": [{"id": "a", "kind": "start"}, {"id": "b", "kind": "end"}], "flows": [{"from": "a", "to": "b"}]}})json");
}

Merge merge(const Json& base, const Json& mine, const Json& theirs, const SideChoices& choices = {}) {
    return merge_definition("d", base, mine, theirs, choices);
}

Json with(Json json, const char* pointer, Json value) {
    json[Json::json_pointer(pointer)] = std::move(value);
    return json;
}

std::string places(const std::vector<MergedPlace>& list) {
    std::string all;
    for (const auto& p : list) all += (all.empty() ? "" : " ") + p.place;
    return all;
}

std::string names(const Json& list) {
    std::string all;
    for (const Json& e : list) all += (all.empty() ? "" : " ") + element_name(e);
    return all;
}

// One change somewhere in it.
void mutate(Json& json, Dice& dice, int depth = 0) {
    const int what = dice.below(6);
    if (json.is_object() && !json.empty() && (depth == 0 || what > 1)) {
        auto at = json.begin();
        std::advance(at, dice.below(static_cast<int>(json.size())));
        if (what == 2 && depth > 0 && at.key() != "key" && at.key() != "id" && at.key() != "from" && at.key() != "to") {
            json.erase(at.key());
        } else if (what == 3) {
            json["m" + std::to_string(dice.below(4))] = dice.below(5);
        } else if (at.key() != "key" && at.key() != "id" && at.key() != "from" && at.key() != "to") {
            mutate(at.value(), dice, depth + 1);
        }
        return;
    }
    if (json.is_array()) {
        if (!json.empty() && what < 2) {
            json.erase(static_cast<std::size_t>(dice.below(static_cast<int>(json.size()))));
        } else if (!json.empty() && json[0].is_object() && what == 2) {
            Json copy = json[0];
            copy["key"] = "n" + std::to_string(dice.below(1000));
            json.insert(json.begin() + dice.below(static_cast<int>(json.size()) + 1), copy);
        } else if (json.size() > 1 && what == 3) {
            std::swap(json[0], json[1]);
        } else if (!json.empty()) {
            mutate(json[static_cast<std::size_t>(dice.below(static_cast<int>(json.size())))], dice, depth + 1);
        }
        return;
    }
    json = "v" + std::to_string(dice.below(100));
}

Json changed(Json json, Dice& dice) {
    const int times = dice.below(4);
    for (int i = 0; i < times; ++i) mutate(json, dice);
    return json;
}

// Leaves by place, lists without names as wholes.
void leaves(const Json& json, const std::string& place, std::map<std::string, Json>& out) {
    const bool named = json.is_array() && std::ranges::all_of(json, [](const Json& e) { return !element_name(e).empty(); });
    if (json.is_object() && !json.empty()) {
        for (const auto& [name, value] : json.items()) leaves(value, place + "/" + name, out);
    } else if (named && !json.empty()) {
        std::set<std::string> seen;
        for (const Json& e : json)
            if (!seen.insert(element_name(e)).second) return void(out[place] = json);
        for (const Json& e : json) leaves(e, place + "/" + element_name(e), out);
    } else {
        out[place] = json;
    }
}

std::map<std::string, Json> leaves_of(const Json& json) {
    std::map<std::string, Json> out;
    leaves(json, "d#", out);
    return out;
}

bool is_at_or_around(const std::string& place, const std::vector<MergedPlace>& list) {
    return std::ranges::any_of(list, [&](const MergedPlace& p) {
        const std::string at = p.place == "d" ? "d#" : p.place;
        return place == at || place.starts_with(at + "/") || at.starts_with(place + "/") || at == "d#";
    });
}

}  // namespace

TEST_CASE("what one side alone has changed is taken from it", "[merge]") {
    const Json base = pipeline();
    const Json mine = with(with(base, "/label/pl", "Moje zlecenia"), "/stages/1/hint", "check the sum");
    const Json theirs = with(with(base, "/stages/1/label", "Paid in full"), "/stages/0/hue", 5);
    const Merge m = merge(base, mine, theirs);
    CHECK(m.conflicts.empty());
    CHECK(places(m.taken) == "d#/stages/new/hue d#/stages/paid/label");
    CHECK(places(m.kept) == "d#/label/pl d#/stages/paid/hint");
    CHECK((*m.body)["label"]["pl"] == "Moje zlecenia");
    CHECK((*m.body)["stages"][1] == Json::parse(R"({"key": "paid", "label": "Paid in full", "hint": "check the sum", "gates": [{"fields": ["amount"]}]})"));
}

TEST_CASE("elements with names are added, removed and moved on both sides", "[merge]") {
    Json base = pipeline(), mine = base, theirs = base;
    mine["stages"].insert(mine["stages"].begin() + 1, Json{{"key", "visit"}, {"label", "Visit"}});
    theirs["stages"].insert(theirs["stages"].begin() + 2, Json{{"key", "packed"}, {"label", "Packed"}});
    theirs["stages"].erase(0);
    theirs["process"]["nodes"].push_back({{"id", "c"}, {"kind", "task"}});
    theirs["process"]["flows"] = Json::parse(R"([{"from": "a", "to": "c"}, {"from": "c", "to": "b"}])");
    const Merge m = merge(base, mine, theirs);
    CHECK(m.conflicts.empty());
    CHECK(names((*m.body)["stages"]) == "visit paid packed won");
    CHECK(names((*m.body)["process"]["flows"]) == "a>c c>b");

    std::swap(mine["stages"][0], mine["stages"][3]);  // only mine moves: its order leads
    CHECK(names((*merge(base, mine, with(base, "/stages/0/hue", 7)).body)["stages"]) == "won visit paid new");
    Json other = base;
    std::swap(other["stages"][0], other["stages"][1]);
    const Merge both = merge(base, mine, other);
    CHECK(places(both.conflicts) == "d#/stages");
    CHECK(names((*both.body)["stages"]) == "won visit paid new");
    CHECK(names((*merge(base, mine, other, {{"d#/stages", Side::theirs}}).body)["stages"]) == "paid new won visit");
}

TEST_CASE("what both have changed is a conflict, mine unless chosen otherwise", "[merge]") {
    const Json base = pipeline(), mine = with(base, "/stages/1/label", "Money in"), theirs = with(base, "/stages/1/label", "Paid up");
    const Merge m = merge(base, mine, theirs);
    REQUIRE(m.conflicts.size() == 1);
    CHECK(m.conflicts[0].place == "d#/stages/paid/label");
    CHECK(m.conflicts[0].base == Json("Paid"));
    CHECK(m.conflicts[0].mine == Json("Money in"));
    CHECK(m.conflicts[0].theirs == Json("Paid up"));
    CHECK(*m.body == mine);
    for (const char* place : {"", "d", "d#/stages", "d#/stages/paid", "d#/stages/paid/label"})
        CHECK(*merge(base, mine, theirs, {{place, Side::theirs}}).body == theirs);
    CHECK(*merge(base, mine, theirs, {{"", Side::theirs}, {"d#/stages/paid", Side::mine}}).body == mine);
    CHECK(*merge(base, mine, theirs, {{"d#/stages/pai", Side::theirs}}).body == mine);

    Json without = base;
    without["stages"].erase(1);
    CHECK(places(merge(base, without, theirs).conflicts) == "d#/stages/paid");
    CHECK(*merge(base, without, theirs).body == without);
    CHECK(*merge(base, without, theirs, {{"d#/stages/paid", Side::theirs}}).body == theirs);
    // Lists without names go as wholes.
    CHECK(places(merge(base, with(base, "/card_fields", Json::array({"amount"})), with(base, "/card_fields", Json::array({"client"}))).conflicts) == "d#/card_fields");
    // Both made the same change, or both made it anew.
    CHECK(merge(base, theirs, theirs).conflicts.empty());
    const Merge anew = merge_definition("d", std::nullopt, Json{{"a", 1}, {"b", 2}}, Json{{"a", 1}, {"b", 3}, {"c", 4}}, {});
    CHECK(places(anew.conflicts) == "d#/b");
    CHECK(*anew.body == Json{{"a", 1}, {"b", 2}, {"c", 4}});
}

TEST_CASE("whole definitions come and go", "[merge]") {
    const Json a{{"x", 1}}, b{{"x", 2}};
    CHECK(merge_definition("d", std::nullopt, std::nullopt, a, {}).body == a);
    CHECK_FALSE(merge_definition("d", a, a, std::nullopt, {}).body.has_value());
    CHECK_FALSE(merge_definition("d", a, std::nullopt, a, {}).body.has_value());
    const Merge gone = merge_definition("d", a, b, std::nullopt, {});
    CHECK(places(gone.conflicts) == "d");
    CHECK(gone.body == b);
    CHECK_FALSE(merge_definition("d", a, b, std::nullopt, {{"d", Side::theirs}}).body.has_value());
}

TEST_CASE("random stories: one side alone wins exactly, and nothing of either is lost unreported", "[merge][property]") {
    Dice dice{2026};
    int conflicts = 0;
    for (int story = 0; story < 4000; ++story) {
        const Json base = changed(pipeline(), dice), mine = changed(base, dice), theirs = changed(base, dice);
        INFO("story " << story << "\nbase " << base << "\nmine " << mine << "\ntheirs " << theirs);
        const Merge none = merge(base, base, theirs), only = merge(base, mine, base);
        REQUIRE(*none.body == theirs);
        REQUIRE(none.conflicts.empty());
        REQUIRE(*only.body == mine);
        REQUIRE(only.conflicts.empty());
        REQUIRE((mine == base) == only.kept.empty());

        const Merge both = merge(base, mine, theirs);
        conflicts += static_cast<int>(both.conflicts.size());
        const auto was = leaves_of(base), my = leaves_of(mine), their = leaves_of(theirs), now = leaves_of(*both.body);
        const auto value = [](const std::map<std::string, Json>& all, const std::string& place) {
            const auto at = all.find(place);
            return at == all.end() ? std::optional<Json>() : std::optional(at->second);
        };
        std::set<std::string> all;
        for (const auto* side : {&was, &my, &their, &now})
            for (const auto& [place, json] : *side) all.insert(place);
        for (const std::string& place : all) {
            const auto w = value(was, place), m = value(my, place), t = value(their, place), n = value(now, place);
            INFO(place << "\nmerged " << *both.body);
            if (is_at_or_around(place, both.conflicts)) continue;
            // What is empty has no places of its own: what each side took out of it is looked at one by one.
            const auto hollow = [](const std::optional<Json>& json) { return json && json->is_structured() && json->empty(); };
            if (hollow(w) || hollow(m) || hollow(t) || hollow(n)) continue;
            // Neither may be undone in silence.
            if (m != w) REQUIRE((n == m || t == m));
            if (t != w) REQUIRE((n == t || m == t));
            if (m == w && t == w) REQUIRE(n == w);
        }
        // Mine everywhere: whatever the workspace had changed is there.
        for (const auto& [place, json] : my)
            if (!(json.is_structured() && json.empty()) && value(was, place) != std::optional(json) && !is_at_or_around(place, both.conflicts)) REQUIRE(value(now, place) == std::optional(json));
        // Theirs everywhere gives nothing that neither has.
        const Merge taken = merge(base, mine, theirs, {{"", Side::theirs}});
        for (const MergedPlace& p : taken.conflicts) REQUIRE(p.side == Side::theirs);
    }
    CHECK(conflicts > 500);
}
