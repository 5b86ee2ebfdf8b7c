#include "model/pack_update.h"

#include "fixture.h"

using namespace potok;
using namespace potok::model;
using namespace potok::model::test;

namespace {

using What = PackUpdate::Item::What;

Json definition(const char* kind, const char* key, Json body) { return {{"kind", kind}, {"key", key}, {"body", std::move(body)}}; }

struct Shop {
    Json type = Json::parse(R"json({"label": "Order", "on_pipeline": true, "fields": [
        {"key": "sum", "label": "Sum", "kind": "money"}, {"key": "size", "label": "Size", "kind": "number", "decimals": 0},
        {"key": "colour", "label": "Colour", "kind": "choice", "options": [{"key": "red", "label": "Red"}, {"key": "blue", "label": "Blue"}]},
        {"key": "tags", "label": "Tags", "kind": "multi", "options": [{"key": "big", "label": "Big"}, {"key": "old", "label": "Old"}]},
        {"key": "photo", "label": "Photo", "kind": "files"}]})json");
    Json line = Json::parse(R"json({"label": "Orders", "type": "s.order", "lost_reasons": [{"key": "price", "label": "Price"}], "stages": [
        {"key": "new", "label": "New"}, {"key": "packed", "label": "Packed"}, {"key": "sent", "label": "Sent", "kind": "won"},
        {"key": "lost", "label": "Lost", "kind": "lost"}]})json");
    Json role = Json::parse(R"json({"label": "Packer", "grants": [{"type": "*", "verbs": ["read"]}]})json");
    Json setting = Json::parse(R"json({"label": "Gift wrap", "default": true})json");

    Json definitions() const {
        return Json::array({definition("type", "s.order", type), definition("pipeline", "s.orders", line), definition("role", "s.packer", role),
                            definition("setting", "s.wrap", setting)});
    }
};

struct Updated : Fixture {
    Shop shop;
    Updated() { must("install_pack", {{"manifest", manifest("1.0.0")}, {"definitions", shop.definitions()}}); }

    static Json manifest(const char* version) { return {{"key", "s"}, {"version", version}, {"label", "Shop"}}; }
    Json args(const Shop& next, const char* version = "1.1.0", Json choices = Json::object()) {
        return {{"manifest", manifest(version)}, {"definitions", next.definitions()}, {"choices", std::move(choices)}};
    }
    PackUpdate plan(const Shop& next, const SideChoices& choices = {}, const char* version = "1.1.0") {
        auto out = plan_pack_update(*ws, manifest(version), next.definitions(), choices);
        if (!out) FAIL(describe(out.error()));
        return *out;
    }
    Json body(const char* kind, const char* key) { return ws->catalog().definition(kind, key)->body; }
    void define(const char* kind, const char* key, Json body) { must("define", {{"kind", kind}, {"key", key}, {"body", std::move(body)}}); }
    RowId sale(const char* title) { return must("create", {{"type", "s.order"}, {"pipeline", "s.orders"}, {"values", {{"title", title}}}}).record; }
    void move(RowId row, const char* to, Json more = Json::object()) {
        more["record"] = id(row);
        more["to"] = to;
        must("move", more);
    }
    static std::string list(const PackUpdate& update) {
        static const char* words[] = {"added", "changed", "removed", "mine", "conflict", "in_use"};
        std::string all;
        for (const auto& i : update.items) all += std::string(all.empty() ? "" : "\n") + words[static_cast<int>(i.what)] + " " + i.place;
        return all;
    }
};

}  // namespace

TEST_CASE("versions are compared by their numbers", "[update]") {
    CHECK(is_older_version("1.9.9", "1.10.0"));
    CHECK_FALSE(is_older_version("1.10.0", "1.9.9"));
    CHECK_FALSE(is_older_version("1.0.0", "1.0.0"));
    CHECK(is_older_version("", "0.0.1"));
    CHECK(is_older_version("2", "2.0.1"));
}

TEST_CASE("an update lays a new version over the workspace's own changes, undone as one", "[update]") {
    Updated f;
    Json mine = f.shop.line;
    mine["stages"][1]["label"] = "In the box";
    mine["stages"].insert(mine["stages"].begin() + 1, Json{{"key", "asked"}, {"label", "Asked"}});
    f.define("pipeline", "s.orders", mine);
    CHECK(f.ws->catalog().definition("pipeline", "s.orders")->pack == "s");
    f.must("undefine", {{"kind", "setting"}, {"key", "s.wrap"}});

    Shop next;
    next.line["stages"][0]["hint"] = "Call them";
    next.line["stages"][1]["label"] = "Packed well";
    next.type["fields"].push_back({{"key", "gift"}, {"label", "Gift"}, {"kind", "boolean"}});
    Json with_extra = next.definitions();
    with_extra.push_back(definition("role", "s.driver", next.role));
    const std::string before = f.ws->history_hash();
    auto planned = plan_pack_update(*f.ws, f.manifest("1.1.0"), with_extra, {});
    REQUIRE(planned.ok());
    CHECK(f.list(*planned) ==
          "added type/s.order#/fields/gift\nadded pipeline/s.orders#/stages/new/hint\nmine pipeline/s.orders#/stages/asked\n"
          "conflict pipeline/s.orders#/stages/packed/label\nmine setting/s.wrap\nadded role/s.driver");
    CHECK(f.ws->history_hash() == before);

    const Outcome done = f.must("update_pack", {{"manifest", f.manifest("1.1.0")}, {"definitions", with_extra}});
    CHECK(f.body("pipeline", "s.orders")["stages"][2]["label"] == "In the box");
    CHECK(f.ws->catalog().pipeline("s.orders")->index_of("asked") == 1);
    CHECK(f.ws->catalog().type("s.order")->field("gift"));
    CHECK(f.ws->catalog().role("s.driver"));
    CHECK_FALSE(f.ws->catalog().setting("s.wrap"));
    CHECK(f.body("pack", "s")["version"] == "1.1.0");
    // Once more changes nothing: what the workspace kept against it is still its own.
    CHECK(plan_pack_update(*f.ws, f.manifest("1.1.0"), with_extra, {})->changes_nothing());
    // The next version is merged against this one.
    Shop third = next;
    third.line["stages"][1]["label"] = "Packed well";
    third.line["stages"][1]["hue"] = 3;
    CHECK(f.list(f.plan(third, {}, "1.2.0")) ==
          "added pipeline/s.orders#/stages/packed/hue\nmine pipeline/s.orders#/stages/asked\nmine pipeline/s.orders#/stages/packed/label\n"
          "mine setting/s.wrap\nremoved role/s.driver");

    f.must("undo", {{"operation", done.operation_id.str()}});
    CHECK(f.body("pipeline", "s.orders") == mine);
    CHECK_FALSE(f.ws->catalog().role("s.driver"));
    CHECK(f.body("pack", "s")["version"] == "1.0.0");
    CHECK(f.list(f.plan(next)).find("conflict pipeline/s.orders#/stages/packed/label") != std::string::npos);
}

TEST_CASE("conflicts go where they are chosen to go", "[update]") {
    Updated f;
    Json mine = f.shop.line;
    mine["stages"][1]["label"] = "In the box";
    mine["label"] = "My orders";
    f.define("pipeline", "s.orders", mine);
    Shop next;
    next.line["stages"][1]["label"] = "Packed well";
    next.line["label"] = "All orders";
    f.must("update_pack", f.args(next, "1.1.0", {{"pipeline/s.orders#/stages/packed/label", "theirs"}}));
    CHECK(f.body("pipeline", "s.orders")["stages"][1]["label"] == "Packed well");
    CHECK(f.body("pipeline", "s.orders")["label"] == "My orders");
    // A whole definition as the pack has it, conflict or not.
    f.must("update_pack", f.args(next, "1.1.0", {{"pipeline/s.orders", "theirs"}}));
    CHECK(f.body("pipeline", "s.orders") == next.line);
    CHECK(f.refused("update_pack", f.args(next, "1.1.0", {{"pipeline/s.orders", "both"}})).code == "pack.no_side");
}

TEST_CASE("what records use is kept, and said", "[update]") {
    Updated f;
    const RowId one = f.sale("One"), two = f.sale("Two");
    f.must("set_fields", {{"record", f.id(one)}, {"values", {{"size", to_json(Value(4))}, {"colour", "red"}, {"tags", Json::array({"old"})}}}});
    f.must("attach", {{"record", f.id(one)}, {"field", "photo"}, {"name", "a.jpg"}, {"size", 1}, {"sha256", std::string(64, 'a')}});
    f.move(one, "packed");
    f.move(two, "lost", {{"lost_reason", "price"}});
    f.must("create_person", {{"name", "Ola"}, {"roles", Json::array({"s.packer"})}});

    Shop next;
    next.line["stages"].erase(1);
    next.line["lost_reasons"] = Json::array({Json{{"key", "late"}, {"label", "Late"}}});
    next.type["fields"] = Json::parse(R"json([{"key": "size", "label": "Measure", "kind": "number", "decimals": 2},
        {"key": "colour", "label": "Colour", "kind": "choice", "options": [{"key": "blue", "label": "Blue"}]},
        {"key": "tags", "label": "Tags", "kind": "multi", "options": [{"key": "big", "label": "Big"}]}])json");
    Json fewer = next.definitions();
    fewer.erase(2);  // the role
    auto planned = plan_pack_update(*f.ws, f.manifest("1.1.0"), fewer, {});
    REQUIRE(planned.ok());
    const std::string told = f.list(*planned);
    CAPTURE(told);
    for (const char* line : {"in_use type/s.order#/fields/size/kind", "in_use type/s.order#/fields/colour/options/red", "in_use type/s.order#/fields/tags/options/old",
                             "in_use type/s.order#/fields/photo", "removed type/s.order#/fields/sum", "in_use pipeline/s.orders#/stages/packed",
                             "in_use pipeline/s.orders#/lost_reasons/price", "in_use role/s.packer"})
        CHECK(told.find(line) != std::string::npos);
    CHECK(told.find("removed type/s.order#/fields/photo") == std::string::npos);
    f.must("update_pack", {{"manifest", f.manifest("1.1.0")}, {"definitions", fewer}});
    const RecordType& type = *f.ws->catalog().type("s.order");
    CHECK(type.field("size")->decimals == 0);
    CHECK(type.field("size")->label.in(Language::en) == "Measure");
    CHECK(type.field("colour")->options.size() == 2);
    CHECK_FALSE(type.field("sum"));
    CHECK(type.field("photo"));
    CHECK(f.stage(one) == "packed");
    CHECK(f.ws->catalog().pipeline("s.orders")->index_of("packed") == 1);
    CHECK(f.ws->catalog().role("s.packer"));
    CHECK(to_json(record(*f.ws, one)->get("size")) == to_json(Value(4)));

    // A type and a pipeline with records stay, the workspace's own by what was kept in them; without records they go.
    const Json nothing = Json::array();
    auto all = plan_pack_update(*f.ws, f.manifest("2.0.0"), nothing, {});
    REQUIRE(all.ok());
    CHECK(f.list(*all) == "conflict pipeline/s.orders\nremoved setting/s.wrap\nin_use role/s.packer\nconflict type/s.order");
    CHECK(f.list(*plan_pack_update(*f.ws, f.manifest("2.0.0"), nothing, {{"", Side::theirs}})) ==
          "conflict pipeline/s.orders\nin_use pipeline/s.orders\nremoved setting/s.wrap\nin_use role/s.packer\nconflict type/s.order\nin_use type/s.order");
    CHECK(told.find("size/decimals") == std::string::npos);  // the kind stays, and with it how its values are read
    Updated empty;
    empty.must("update_pack", {{"manifest", empty.manifest("2.0.0")}, {"definitions", nothing}});
    CHECK_FALSE(empty.ws->catalog().type("s.order"));
}

TEST_CASE("a definition changed here that the new version lacks becomes the workspace's own", "[update]") {
    Updated f;
    f.define("setting", "s.wrap", Json{{"label", "Ribbon"}, {"default", false}});
    Shop next;
    Json fewer = next.definitions();
    fewer.erase(3);
    auto planned = plan_pack_update(*f.ws, f.manifest("1.1.0"), fewer, {});
    CHECK(f.list(*planned) == "conflict setting/s.wrap");
    f.must("update_pack", {{"manifest", f.manifest("1.1.0")}, {"definitions", fewer}});
    CHECK(f.ws->catalog().definition("setting", "s.wrap")->pack.empty());
    CHECK(plan_pack_update(*f.ws, f.manifest("1.2.0"), fewer, {})->items.empty());
    // It is merged again where a later version brings it again.
    CHECK(f.list(f.plan(next, {}, "1.2.0")) == "conflict setting/s.wrap#/default\nconflict setting/s.wrap#/label");
}

TEST_CASE("what was taken away here comes back only when it is wanted", "[update]") {
    Updated f;
    f.must("undefine", {{"kind", "setting"}, {"key", "s.wrap"}});
    Shop next;
    next.setting["hint"] = "In paper";
    CHECK(f.list(f.plan(next)) == "conflict setting/s.wrap");
    f.must("update_pack", f.args(next));
    CHECK_FALSE(f.ws->catalog().setting("s.wrap"));
    CHECK(f.list(f.plan(next, {}, "1.2.0")) == "mine setting/s.wrap");  // measured against the newer one now
    Shop third = next;
    third.setting["hint"] = "In gold";
    f.must("update_pack", f.args(third, "1.2.0", {{"setting/s.wrap", "theirs"}}));
    CHECK(f.body("setting", "s.wrap") == third.setting);
    CHECK(f.plan(third, {}, "1.2.0").changes_nothing());
}

TEST_CASE("an update that cannot be is refused and leaves everything", "[update]") {
    Updated f;
    Shop next;
    const auto unchanged = [&](Json args, const char* code) {
        const std::string before = f.ws->history_hash();
        const Error e = f.refused("update_pack", std::move(args));
        CHECK(e.code == code);
        CHECK(f.ws->history_hash() == before);
        CHECK(f.body("pipeline", "s.orders") == f.shop.line);
        return e;
    };
    f.must("update_pack", f.args(next, "1.5.0"));
    unchanged(f.args(next, "1.4.9"), "pack.older_version");
    Json foreign = f.args(next);
    foreign["manifest"]["version"] = "2.0.0";
    foreign["definitions"].push_back(definition("role", "other.role", next.role));
    unchanged(foreign, "pack.foreign_key");
    Json stranger = f.args(next, "2.0.0");
    stranger["manifest"]["key"] = "q";
    unchanged(stranger, "pack.not_installed");
    Json needy = f.args(next, "2.0.0");
    needy["manifest"]["requires"] = Json::array({"zz"});
    unchanged(needy, "pack.requires");
    for (const char* part : {"manifest", "definitions"}) {
        Json malformed = f.args(next, "2.0.0");
        malformed[part] = 5;
        unchanged(malformed, "pack.malformed");
    }
    Json half = f.args(next, "2.0.0");
    half["definitions"][0].erase("body");
    CHECK(unchanged(half, "pack.malformed").place == "definitions/0");

    // Broken far down: what came before it is taken back.
    Shop broken;
    broken.type["label"] = "Changed";
    broken.line["stages"][2]["kind"] = "flown";
    const Error e = unchanged(f.args(broken, "2.0.0"), "json.not_one_of");
    CHECK(e.place == "pipeline/s.orders#/stages/2/kind");
    CHECK(f.body("type", "s.order")["label"] == "Order");

    // What the workspace has built on it itself would no longer work.
    f.define("pipeline", "own.line", Json::parse(R"json({"label": "Own", "type": "s.order", "card_fields": ["sum"], "stages": [{"key": "a", "label": "A"}]})json"));
    Shop poorer;
    poorer.type["fields"].erase(0);
    const Error breaks = unchanged(f.args(poorer, "2.0.0"), "pack.update_breaks");
    CHECK(breaks.place.starts_with("pipeline/own.line#/card_fields"));
    REQUIRE(breaks.details.size() == 1);
    // The way out: that definition as it is here.
    f.must("update_pack", f.args(poorer, "2.0.0", {{"type/s.order", "mine"}}));
    CHECK(f.ws->catalog().type("s.order")->field("sum"));
    const Error right = f.refused("update_pack", f.args(next, "3.0.0"), f.manager);
    CHECK(right.code == "right.refused");
}

TEST_CASE("an update that has come into use is not undone", "[update]") {
    Updated f;
    Shop next;
    next.line["stages"].insert(next.line["stages"].begin() + 1, Json{{"key", "asked"}, {"label", "Asked"}});
    const Outcome done = f.must("update_pack", f.args(next));
    const RowId row = f.sale("One");
    f.move(row, "asked");
    const Error used = f.refused("undo", {{"operation", done.operation_id.str()}});
    CHECK(used.code == "undo.definition_used");
    CHECK(used.args.at("place") == "pipeline/s.orders#/stages/asked");
    f.move(row, "new");
    f.must("undo", {{"operation", done.operation_id.str()}});
    CHECK(f.body("pipeline", "s.orders") == f.shop.line);
}

TEST_CASE("a workspace from before bases were kept knows them by its history", "[update]") {
    Updated f;
    Json mine = f.shop.line;
    mine["stages"][0]["label"] = "Fresh";
    f.define("pipeline", "s.orders", mine);
    mine["stages"][1]["label"] = "Boxed";
    f.define("pipeline", "s.orders", mine);
    f.must("undefine", {{"kind", "setting"}, {"key", "s.wrap"}});
    REQUIRE(f.ws->db().exec("UPDATE e_definition SET base = NULL").ok());  // as such a file is
    Shop next;
    next.line["stages"][0]["label"] = "Newest";
    next.line["stages"][0]["hint"] = "Hint";
    const std::string told =
        "added pipeline/s.orders#/stages/new/hint\nmine pipeline/s.orders#/stages/packed/label\nconflict pipeline/s.orders#/stages/new/label\nmine setting/s.wrap";
    CHECK(f.list(f.plan(next)) == told);
    // The next change writes down what history told.
    mine["stages"][2]["label"] = "Gone out";
    f.define("pipeline", "s.orders", mine);
    CHECK(f.ws->db().get_text("SELECT base FROM e_definition WHERE kind = 'pipeline' AND key = 's.orders'")->value_or("") == f.shop.line.dump());
    CHECK(f.ws->db().get_text("SELECT base FROM e_definition WHERE kind = 'pack'")->value_or("").find("s.wrap") != std::string::npos);
    f.must("update_pack", f.args(next));
    CHECK(f.body("pipeline", "s.orders")["stages"][0]["label"] == "Fresh");
    CHECK(f.body("pipeline", "s.orders")["stages"][0]["hint"] == "Hint");
    CHECK_FALSE(f.ws->catalog().setting("s.wrap"));
}
