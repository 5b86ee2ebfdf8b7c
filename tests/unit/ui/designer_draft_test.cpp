#include "unit/model/fixture.h"

#include "ui/designer/draft_robots.h"
#include "ui/designer/draft_stages.h"

using namespace potok;
using namespace potok::ui;

namespace {

std::string keys(const Json& pipeline) {
    std::string out;
    for (const Json& stage : pipeline["stages"]) out += (out.empty() ? "" : " ") + stage["key"].get<std::string>();
    return out;
}

Json robot(const char* text) { return Json::parse(text); }

}  // namespace

TEST_CASE("stages are added, moved, renamed and removed in the JSON of a pipeline", "[ui][designer]") {
    Json p = model::test::order_pipeline();
    CHECK(add_stage(p, 0, Language::pl, "Pomiar") == "stage_1");
    CHECK(add_stage(p, -1, Language::en, "First") == "stage_2");
    CHECK(keys(p) == "stage_2 new stage_1 signed paid checked won lost");
    CHECK(p["stages"][2]["label"] == Json{{"pl", "Pomiar"}});
    CHECK(move_stage(p, "stage_2", 99).ok());
    CHECK(move_stage(p, "lost", -5).ok());
    CHECK(keys(p) == "lost new stage_1 signed paid checked won stage_2");

    // One text for all languages becomes one by language; taking the last one out is refused.
    CHECK(rename_stage(p, "new", Language::ru, "Новый").ok());
    CHECK(p["stages"][1]["label"] == Json{{"en", "New"}, {"pl", "New"}, {"ru", "Новый"}});
    CHECK(rename_stage(p, "stage_1", Language::pl, "").error().code == "designer.no_name");
    CHECK(text_in(p["stages"][2]["label"], Language::pl) == "Pomiar");

    CHECK(set_stage_member(p, "new", "by_hand", false).ok());
    CHECK(set_stage_member(p, "new", "kind", "won").ok());
    CHECK(p["stages"][1]["by_hand"] == false);
    CHECK(set_stage_member(p, "new", "by_hand", true).ok());
    CHECK(set_stage_member(p, "new", "kind", "open").ok());
    CHECK_FALSE(p["stages"][1].contains("by_hand"));  // what is usual is left out
    CHECK_FALSE(p["stages"][1].contains("kind"));

    CHECK(remove_stage(p, "stage_1").ok());
    CHECK(set_stage_member(p, "won", "from", Json::array({"paid", "checked"})).ok());
    CHECK(remove_stage(p, "checked").ok());
    CHECK(p["stages"][static_cast<std::size_t>(stage_index(p, "won"))]["from"] == Json::array({"paid"}));
    const Json before = p;
    const Error only = remove_stage(p, "signed").error();
    CHECK(only.code == "designer.only_way");
    CHECK(only.args.at("stage") == "paid");
    CHECK(remove_stage(p, "nowhere").error().code == "stage.unknown");
    CHECK(move_stage(p, "nowhere", 0).error().code == "stage.unknown");
    CHECK(rename_stage(p, "nowhere", Language::en, "x").error().code == "stage.unknown");
    CHECK(set_stage_member(p, "nowhere", "hue", 1).error().code == "stage.unknown");
    CHECK(p == before);
    Json one = {{"stages", Json::array({{{"key", "new"}, {"label", "New"}}})}};
    CHECK(remove_stage(one, "new").error().code == "designer.last_stage");
}

TEST_CASE("a draft keeps what differs, undoes step by step and takes typing as one step", "[ui][designer]") {
    model::test::Fixture f;
    const auto& catalog = f.ws->catalog();
    Draft draft;
    const Json published = *draft.body(catalog, "pipeline", "t.orders");
    Json next = published;
    for (const char* text : {"O", "Or", "Ord"}) next["label"] = text, draft.set(catalog, "pipeline", "t.orders", next, "label");
    next["icon"] = "truck";
    draft.set(catalog, "pipeline", "t.orders", next);
    CHECK(draft.changed());
    CHECK(draft.undo());
    CHECK((*draft.body(catalog, "pipeline", "t.orders"))["label"] == "Ord");
    CHECK(draft.undo());
    CHECK(*draft.body(catalog, "pipeline", "t.orders") == published);
    CHECK_FALSE(draft.changed());
    CHECK_FALSE(draft.undo());
    CHECK(draft.redo());
    CHECK(draft.redo());
    CHECK_FALSE(draft.redo());
    CHECK((*draft.body(catalog, "pipeline", "t.orders"))["icon"] == "truck");
    draft.set(catalog, "pipeline", "t.orders", published);  // as published: no change
    CHECK_FALSE(draft.changed());
    draft.set(catalog, "pipeline", "t.orders", std::nullopt);
    CHECK_FALSE(draft.body(catalog, "pipeline", "t.orders"));
    CHECK(draft.definitions() == Json::array({{{"kind", "pipeline"}, {"key", "t.orders"}}}));
    draft.discard();
    CHECK_FALSE(draft.changed());
    CHECK_FALSE(draft.can_undo());
}

TEST_CASE("robots stand where their triggers say, are switched off and moved", "[ui][designer]") {
    model::test::Fixture f;
    const auto& catalog = f.ws->catalog();
    Draft draft;
    const auto add = [&](const char* key, const char* text) { draft.set(catalog, "automation", key, robot(text)); };
    add("t.a", R"({"pipeline": "t.orders", "trigger": {"on": "stage_entered", "stage": "signed"}, "do": [{"task": {"title": "A"}}]})");
    add("t.b", R"({"pipeline": "t.orders", "triggers": [{"on": "task_done", "task": "x", "in": ["signed", "paid"]}], "do": []})");
    add("t.c", R"({"type": "t.order", "trigger": {"on": "manual"}, "nodes": []})");
    add("t.d", R"({"pipeline": "t.other", "trigger": {"on": "manual"}, "do": []})");
    std::string found;
    for (const auto& r : robots_of(catalog, draft, "t.orders"))
        found += r.key + "@" + r.stage + (r.on_entry ? "!" : "") + (r.process ? "#" : "") + (r.elsewhere ? "*" : "") + " ";
    CHECK(found == "t.a@signed! t.b@signed t.b@paid t.c@#* ");

    Json a = *draft.body(catalog, "automation", "t.a");
    CHECK(to_stage(a, "paid"));
    CHECK(a["trigger"]["stage"] == "paid");
    Json b = *draft.body(catalog, "automation", "t.b"), as_it_was = b;
    CHECK_FALSE(to_stage(b, "paid"));  // it stands in two
    CHECK(b == as_it_was);

    Json with_setting = a;
    with_setting["enabled"] = "settings.t.on";
    const Json off = switched(with_setting, false, &with_setting);
    CHECK(is_switched_off(off));
    CHECK(switched(off, true, &with_setting)["enabled"] == "settings.t.on");
    CHECK_FALSE(switched(off, true, nullptr).contains("enabled"));
    CHECK(with_condition(a, "amount != null")["when"] == "amount != null");
    CHECK_FALSE(with_condition(with_condition(a, "true"), "").contains("when"));
    CHECK(free_key(catalog, draft, "t.a") == "t.a_2");
    CHECK(free_key(catalog, draft, "t.z") == "t.z");
    CHECK((*plain_step(a, "task"))["title"] == "A");
    CHECK_FALSE(plain_step(a, "move"));
}

TEST_CASE("several definitions are published at once, or none, and undone as one", "[ui][designer][model]") {
    model::test::Fixture f;
    const auto body = [&] { return f.ws->catalog().definition("pipeline", "t.orders")->body; };
    const Json was = body();
    Json next = was;
    next["stages"][0]["label"] = "Fresh";
    Json type = f.ws->catalog().definition("type", "t.order")->body;
    type["fields"].push_back({{"key", "gift"}, {"label", "Gift"}, {"kind", "boolean"}});
    const auto publish = [](Json list) { return Json{{"definitions", std::move(list)}}; };
    const Json line = {{"kind", "pipeline"}, {"key", "t.orders"}, {"body", next}}, fields = {{"kind", "type"}, {"key", "t.order"}, {"body", type}};
    const auto done = f.must("publish", publish(Json::array({line, fields})));
    CHECK(body()["stages"][0]["label"] == "Fresh");
    CHECK(f.ws->catalog().type("t.order")->field("gift"));
    f.must("undo", {{"operation", done.operation_id.str()}});
    CHECK(body() == was);
    CHECK_FALSE(f.ws->catalog().type("t.order")->field("gift"));

    CHECK(f.refused("publish", publish(Json::array())).code == "definition.nothing_to_publish");
    CHECK(f.refused("publish", publish(Json::array({{{"kind", "pipeline"}}}))).code == "json.object_expected");
    CHECK(f.refused("publish", publish(Json::array({{{"kind", "pipeline"}, {"key", "t.none"}}}))).code == "definition.unknown");
    CHECK(f.refused("publish", publish(Json::array({line})), f.manager).code == "right.refused");
    // One that cannot be: nothing of the rest.
    Json broken = next;
    broken["stages"][1]["gates"][0]["fields"] = Json::array({"nothing"});
    const Error e = f.refused("publish", publish(Json::array({fields, {{"kind", "pipeline"}, {"key", "t.orders"}, {"body", broken}}})));
    CHECK(e.code == "field.unknown");
    CHECK(e.place.starts_with("pipeline/t.orders#/stages/1/gates/0"));
    CHECK_FALSE(f.ws->catalog().type("t.order")->field("gift"));

    // What records use, and what others need, stays.
    f.order("One");
    Json without = was;
    without["stages"].erase(0);
    const Error used = f.refused("publish", publish(Json::array({{{"kind", "pipeline"}, {"key", "t.orders"}, {"body", without}}})));
    CHECK(used.code == "definition.loses_used");
    CHECK(used.args.at("key") == "new");
    CHECK(used.args.at("records") == "1");
    CHECK(used.place == "pipeline/t.orders#/stages/new");
    Json no_size = f.ws->catalog().definition("type", "t.order")->body;
    std::erase_if(no_size["fields"].get_ref<Json::array_t&>(), [](const Json& field) { return field["key"] == "size"; });
    const Error breaks = f.refused("publish", publish(Json::array({{{"kind", "type"}, {"key", "t.order"}, {"body", no_size}}})));
    CHECK(breaks.code == "definition.breaks");
    CHECK(breaks.args.at("key") == "t.orders");
    CHECK(body() == was);
    // Taken away.
    f.must("publish", publish(Json::array({{{"kind", "role"}, {"key", "t.head"}}, {{"kind", "pipeline"}, {"key", "t.orders"}, {"body", next}}})));
    CHECK_FALSE(f.ws->catalog().role("t.head"));
}
