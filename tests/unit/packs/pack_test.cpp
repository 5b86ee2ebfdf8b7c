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
    CHECK(all[0].pack.definitions[1].body["stages"][1]["gates"].empty());
    CHECK(pack->definitions[1].body["stages"][1]["gates"].size() == 1);
}

TEST_CASE("a folder gives nothing from outside of it", "[packs]") {
    const auto source = folder_source("assets/packs");
    CHECK_FALSE(source->read("../schema/pack.schema.json").ok());
    CHECK_FALSE(source->read("/etc/hostname").ok());
    CHECK(source->read("ceilings/manifest.json").ok());
}
