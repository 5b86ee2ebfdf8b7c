#include <catch_amalgamated.hpp>

#include "packs/requirements.h"
#include "unit/model/fixture.h"

using namespace potok;
using potok::model::test::Fixture;

namespace {

packs::Pack pack(const char* key, Json needs) {
    packs::Pack p;
    p.key = key;
    p.manifest = {{"key", key}, {"label", key}, {"requires", std::move(needs)}};
    return p;
}

}  // namespace

TEST_CASE("a pack brings what it requires, what is needed first", "[packs]") {
    Fixture f;
    const packs::FindPack find = [](std::string_view key) -> Result<packs::Pack> {
        if (key == "sale") return pack("sale", Json::array({"stock", "people"}));
        if (key == "stock") return pack("stock", Json::array({"people"}));
        if (key == "people") return pack("people", Json::array());
        if (key == "ring") return pack("ring", Json::array({"loop"}));
        if (key == "loop") return pack("loop", Json::array({"ring"}));
        return error("pack.unknown", {{"pack", std::string(key)}});
    };
    const auto keys = [&](const char* key) {
        std::string out;
        const auto all = packs::missing_requirements(*f.ws, find(key).value(), find);
        REQUIRE(all.ok());
        for (const packs::Pack& p : *all) out += p.key + " ";
        return out;
    };
    CHECK(keys("sale") == "people stock ");
    f.must("install_pack", {{"manifest", find("people")->manifest}, {"definitions", Json::array()}});
    CHECK(keys("sale") == "stock ");
    CHECK(packs::missing_requirements(*f.ws, find("ring").value(), find).error().code == "pack.requires_itself");
    CHECK(packs::missing_requirements(*f.ws, pack("odd", Json::array({"nothing"})), find).error().code == "pack.unknown");
}
