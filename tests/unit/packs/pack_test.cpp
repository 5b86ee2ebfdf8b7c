#include <set>

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "packs/mutate.h"
#include "packs/pack.h"

using namespace potok;
using namespace potok::packs;

namespace {

const Schemas& schemas() {
    static const auto loaded = Schemas::load(*folder_source("assets/schema"));
    REQUIRE(loaded.ok());
    return *loaded;
}

std::map<std::string, std::string> small_pack() {
    return {{"manifest.json", R"({"key":"shop","version":"1.0.0","label":"Shop","summary":"A shop","language":"en",
              "zone":"Europe/Warsaw","currency":"PLN","files":{"types":["types.json"],"pipelines":["pipelines.json"]}})"},
            {"types.json", R"([{"key":"shop.order","label":"Order","on_pipeline":true,
              "fields":[{"key":"sum","label":"Sum","kind":"money"}]}])"},
            {"pipelines.json", R"([{"key":"shop.orders","label":"Orders","type":"shop.order",
              "stages":[{"key":"new","label":"New"},{"key":"paid","label":"Paid","kind":"won","gates":[{"fields":["sum"]}]}]}])"}};
}

Result<Pack> read(std::map<std::string, std::string> files) {
    return read_pack(*memory_source("packs/shop", std::move(files)), schemas(), *folder_source("assets"));
}

std::string all_of(const Error& e) {
    std::string out = describe(e);
    for (const Error& detail : e.details) out += "\n" + describe(detail);
    return out;
}

}  // namespace

TEST_CASE("a pack is read with its definitions in order", "[packs]") {
    const auto pack = read(small_pack());
    REQUIRE(pack.ok());
    CHECK(pack->key == "shop");
    REQUIRE(pack->definitions.size() == 2);
    CHECK(pack->definitions[0].kind == "type");
    CHECK(pack->definitions[1].place == "packs/shop/pipelines.json#/0");
    const auto command = install_command(*pack);
    CHECK(command.name == "install_pack");
    CHECK(command.args["definitions"].size() == 2);
    CHECK_FALSE(command.args["manifest"].contains("files"));
}

TEST_CASE("a pack takes a shared country profile and says what it has otherwise", "[packs]") {
    auto files = small_pack();
    auto manifest = Json::parse(files["manifest.json"]);
    manifest["files"]["countries"] = Json::array({"countries.json"});
    manifest["files"]["relations"] = Json::array({"relations.json"});
    files["manifest.json"] = manifest.dump();
    files["countries.json"] = R"([{"key": "shop.country", "use": "pl", "payment_days": 30}])";
    files["relations.json"] = R"([{"key": "shop.agent", "label": "agent", "inverse": "principal"}])";
    const auto pack = read(files);
    REQUIRE(pack.ok());
    REQUIRE(pack->definitions[0].kind == "country");
    CHECK(pack->definitions[0].body["payment_days"] == 30);
    CHECK(pack->definitions[0].body["currency"] == "PLN");
    CHECK(pack->definitions[1].kind == "relation");
    files["countries.json"] = R"([{"key": "shop.country", "use": "nowhere"}])";
    CHECK_FALSE(read(files).ok());
    files["countries.json"] = R"([{"key": "shop.country", "label": "X", "currency": "zł", "vat": [{"code": "a", "label": "a"}]}])";
    CHECK(all_of(read(files).error()).find("currency") != std::string::npos);
}

TEST_CASE("a faulty pack is refused with file, path and rule", "[packs]") {
    auto files = small_pack();
    std::string place, mentions;
    SECTION("unknown key") {
        files["types.json"] = R"([{"key":"shop.order","label":"Order","feilds":[],"fields":[]}])";
        place = "packs/shop/types.json#/0";
        mentions = "feilds";
    }
    SECTION("wrong kind, deep inside") {
        files["types.json"] = R"([{"key":"shop.order","label":"Order","fields":[{"key":"a","label":"A","kind":"tekst"}]}])";
        place = "packs/shop/types.json#/0";
        mentions = "types.json#/0/fields/0";
    }
    SECTION("choice without options") {
        files["types.json"] = R"([{"key":"shop.order","label":"Order","fields":[{"key":"a","label":"A","kind":"choice"}]}])";
        place = "packs/shop/types.json#/0";
        mentions = "options";
    }
    SECTION("a gate that asks for nothing") {
        files["pipelines.json"] = R"([{"key":"shop.o","label":"O","type":"shop.order","stages":[{"key":"n","label":"N","gates":[{"when":"true"}]}]}])";
        place = "packs/shop/pipelines.json#/0";
        mentions = "gates/0";
    }
    SECTION("broken JSON") {
        files["types.json"] = "[\n  {\"key\": }\n]";
        place = "packs/shop/types.json:2:11";
        mentions = "json.malformed";
    }
    SECTION("the same key twice in an object") {
        files["types.json"] = R"([{"key":"shop.order","key":"shop.order","label":"Order","fields":[]}])";
        place = "packs/shop/types.json";
        mentions = "json.duplicate_key";
    }
    SECTION("a key of another pack") {
        files["types.json"] = R"([{"key":"order","label":"Order","fields":[]}])";
        place = "packs/shop/types.json#/0/key";
        mentions = "pack.foreign_key";
    }
    SECTION("the same definition twice") {
        files["types.json"] = R"([{"key":"shop.order","label":"O","fields":[]},{"key":"shop.order","label":"O","fields":[]}])";
        place = "packs/shop/types.json#/1/key";
        mentions = "pack.key_twice";
    }
    SECTION("a file that is missing") {
        files.erase("types.json");
        place = "packs/shop/types.json";
        mentions = "pack.file_missing";
    }
    SECTION("a file that nothing uses") {
        files["tipes.json"] = "[]";
        place = "packs/shop/tipes.json";
        mentions = "pack.file_unused";
    }
    SECTION("no manifest") {
        files.erase("manifest.json");
        place = "packs/shop/manifest.json";
        mentions = "pack.file_missing";
    }
    const auto pack = read(files);
    REQUIRE_FALSE(pack.ok());
    CHECK(pack.error().place == place);
    CHECK_THAT(all_of(pack.error()), Catch::Matchers::ContainsSubstring(mentions));
}

TEST_CASE("the ceilings pack and every other pack is whole", "[packs]") {
    const auto pack = read_pack(*folder_source("assets/packs/ceilings"), schemas(), *folder_source("assets"));
    INFO((pack.ok() ? "" : all_of(pack.error())));
    REQUIRE(pack.ok());
    CHECK(pack->scenarios.size() > 20);
}

TEST_CASE("a refusal of install_pack is located in the pack's files", "[packs]") {
    const auto pack = read(small_pack());
    REQUIRE(pack.ok());
    const Error located = locate(*pack, error("field.unknown", {}, "pipeline/shop.orders#/stages/1/gates/0/fields"));
    CHECK(located.place == "packs/shop/pipelines.json#/0/stages/1/gates/0/fields");
}

TEST_CASE("mutations take away one thing each", "[packs]") {
    const auto pack = read(small_pack());
    REQUIRE(pack.ok());
    const auto all = mutations(*pack);
    REQUIRE(all.size() == 1);
    CHECK(all[0].kind == "gate");
    CHECK(mutated(*pack, all[0]).definitions[1].body["stages"][1]["gates"].empty());
    CHECK(pack->definitions[1].body["stages"][1]["gates"].size() == 1);
}

TEST_CASE("mutations of robots, processes and tables", "[packs]") {
    Pack pack;
    const auto of = [&pack](const char* kind, const char* body) {
        pack.definitions = {{kind, "shop.x", Json::parse(body), "f.json#/0"}};
        std::string names;
        for (const Mutation& m : mutations(pack)) names += m.kind + ": " + m.name.substr(std::string_view("f.json#/0 ").size()) + "\n";
        return names;
    };
    CHECK(of("automation", R"({"trigger": {"on": "stage_entered"}, "when": "a", "do": [
              {"approval": {"key": "k"}, "rejected": [{"stop": true}]},
              {"if": "b", "then": [{"comment": {}}], "else": [{"move": {}}]}]})") ==
          "robot: without shop.x\napproval: (shop.x) without /do/0\nstep: (shop.x) without /do/1\nroute: (shop.x) always /do/1/then\n"
          "route: (shop.x) always /do/1/else\nstep: (shop.x) without /do/0/rejected/0\nstep: (shop.x) without /do/1/else/0\n"
          "step: (shop.x) without /do/1/then/0\ncondition: (shop.x) without /when\n");
    const auto robot = mutations(pack);
    CHECK(mutated(pack, robot[0]).definitions.empty());
    CHECK(mutated(pack, robot[4]).definitions[0].body["do"][1] == Json::parse(R"({"move": {}})"));

    CHECK(of("automation", R"({"nodes": [{"id": "s", "type": "startEvent"}, {"id": "t", "type": "userTask"}, {"id": "g", "type": "exclusiveGateway"},
              {"id": "a", "type": "approvalTask"}, {"id": "late", "type": "boundaryEvent", "attached_to": "a", "wait": {"days": 1}},
              {"id": "r", "type": "serviceTask"}, {"id": "e", "type": "endEvent"}, {"id": "f", "type": "endEvent"}],
              "flows": [{"from": "s", "to": "t"}, {"from": "t", "to": "g"}, {"from": "g", "to": "a", "when": "x"}, {"from": "g", "to": "e", "default": true},
              {"from": "a", "to": "e"}, {"from": "late", "to": "r"}, {"from": "r", "to": "f"}]})") ==
          "robot: without shop.x\nstep: (shop.x) past t\nroute: (shop.x) without the way g → a\napproval: (shop.x) past a\n"
          "timer: (shop.x) without late\nstep: (shop.x) past r\nroute: (shop.x) always /flows/2/when\n");
    const auto process = mutations(pack);
    const auto ids = [&](std::size_t i) {
        std::string all;
        const Json body = mutated(pack, process[i]).definitions[0].body;
        for (const Json& n : body["nodes"]) all += n["id"].get<std::string>() + " ";
        for (const Json& f : body["flows"]) all += f["from"].get<std::string>() + ">" + f["to"].get<std::string>() + " ";
        return all;
    };
    CHECK(ids(1) == "s g a late r e f s>g g>a g>e a>e late>r r>f ");
    CHECK(ids(2) == "s t g e s>t t>g g>e ");
    CHECK(ids(3) == "s t g e s>t t>g g>e g>e ");
    CHECK(ids(4) == "s t g a e s>t t>g g>a g>e a>e ");

    CHECK(of("decision", R"({"table": {"rules": [{"when": ["1"]}, {"when": ["2"]}]}})") ==
          "table: (shop.x) without /table/rules/0\ntable: (shop.x) without /table/rules/1\n");
}

TEST_CASE("a sample is drawn by its seed, in order", "[packs]") {
    std::vector<Mutation> all;
    for (int i = 0; i < 100; ++i) all.push_back({"step", std::to_string(i), "", static_cast<std::size_t>(i), nullptr});
    const auto names = [](const std::vector<Mutation>& list) {
        std::vector<std::size_t> out;
        for (const auto& m : list) out.push_back(m.definition);
        return out;
    };
    const auto one = names(sample(all, 10, 1)), two = names(sample(all, 10, 2));
    CHECK(one.size() == 10);
    CHECK(std::ranges::is_sorted(one));
    CHECK(std::set(one.begin(), one.end()).size() == 10);
    CHECK(one == names(sample(all, 10, 1)));
    CHECK(one != two);
    CHECK(names(sample(all, 1000, 1)).size() == 100);
    const auto pack = read(small_pack());
    REQUIRE(pack.ok());
    Pack other = *pack;
    other.definitions[0].body["label"] = "Other";
    CHECK(seed_of(*pack) == seed_of(*pack));
    CHECK(seed_of(*pack) != seed_of(other));
}

TEST_CASE("a folder gives nothing from outside of it", "[packs]") {
    const auto source = folder_source("assets/packs");
    CHECK_FALSE(source->read("../schema/pack.schema.json").ok());
    CHECK_FALSE(source->read("/etc/hostname").ok());
    CHECK(source->read("ceilings/manifest.json").ok());
}
