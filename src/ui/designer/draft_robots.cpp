#include "ui/designer/draft_robots.h"

#include <algorithm>

#include "ui/designer/draft_stages.h"

namespace potok::ui {

namespace {

std::vector<std::string> texts(const Json& json) {
    std::vector<std::string> out;
    if (json.is_string()) out.push_back(json.get<std::string>());
    if (json.is_array())
        for (const Json& item : json)
            if (item.is_string()) out.push_back(item.get<std::string>());
    return out;
}

template <class Fn>
void each_trigger(Json& robot, Fn&& fn) {
    if (robot.contains("trigger") && robot["trigger"].is_object()) fn(robot["trigger"]);
    if (robot.contains("triggers") && robot["triggers"].is_array())
        for (Json& trigger : robot["triggers"])
            if (trigger.is_object()) fn(trigger);
}

void place(const std::string& key, const Json& body, const model::Catalog& catalog, const std::string& pipeline, std::vector<RobotPlace>& out) {
    const std::string single = body.value("pipeline", std::string());
    const auto several = texts(body.value("pipelines", Json()));
    const auto* of = catalog.pipeline(pipeline);
    const bool here = single == pipeline || std::ranges::find(several, pipeline) != several.end() ||
                      (single.empty() && several.empty() && of && body.value("type", std::string()) == of->type);
    if (!here) return;
    RobotPlace base{key, {}, false, body.contains("nodes"), single != pipeline};
    std::vector<RobotPlace> places;
    const auto stand = [&](const std::string& stage, bool on_entry) {
        if (std::ranges::any_of(places, [&](const auto& p) { return p.stage == stage; })) return;
        places.push_back(base);
        places.back().stage = stage, places.back().on_entry = on_entry;
    };
    Json copy = body;
    each_trigger(copy, [&](const Json& trigger) {
        const std::string on = trigger.value("on", std::string());
        const bool stages = on == "stage_entered" || on == "stage_left";
        const auto names = texts(trigger.value(stages ? "stage" : "in", Json()));
        for (const std::string& name : names) stand(name, on == "stage_entered");
    });
    if (places.empty()) stand({}, false);
    out.insert(out.end(), places.begin(), places.end());
}

}  // namespace

std::vector<RobotPlace> robots_of(const model::Catalog& catalog, const Draft& draft, const std::string& pipeline) {
    std::vector<RobotPlace> out;
    for (const model::Definition* d : catalog.definitions_of("automation"))
        if (const Json* body = draft.body(catalog, "automation", d->key)) place(d->key, *body, catalog, pipeline, out);
    for (const auto& [name, body] : draft.changes())
        if (name.first == "automation" && body && !catalog.definition(name.first, name.second)) place(name.second, *body, catalog, pipeline, out);
    return out;
}

bool is_switched_off(const Json& robot) { return robot.value("enabled", Json()) == Json("false"); }

Json switched(Json robot, bool on, const Json* published) {
    if (!on) robot["enabled"] = "false";
    else if (published && published->contains("enabled") && !is_switched_off(*published)) robot["enabled"] = (*published)["enabled"];
    else robot.erase("enabled");
    return robot;
}

Json with_condition(Json robot, std::string_view feel) {
    if (feel.empty()) robot.erase("when");
    else robot["when"] = std::string(feel);
    return robot;
}

bool to_stage(Json& robot, std::string_view stage) {
    Json next = robot;
    bool moved = false, several = false;
    each_trigger(next, [&](Json& trigger) {
        const std::string on = trigger.value("on", std::string());
        const char* member = on == "stage_entered" || on == "stage_left" ? "stage" : "in";
        const auto names = texts(trigger.value(member, Json()));
        several = several || names.size() != 1;
        if (names.size() != 1) return;
        trigger[member] = std::string(stage);
        moved = true;
    });
    if (several || !moved) return false;
    robot = std::move(next);
    return true;
}

std::string free_key(const model::Catalog& catalog, const Draft& draft, std::string_view wish) {
    std::string key(wish);
    const auto taken = [&] { return catalog.definition("automation", key) || draft.changes().contains({"automation", key}); };
    for (int n = 2; taken(); ++n) key = std::string(wish) + "_" + std::to_string(n);
    return key;
}

Json new_robot(RobotKind kind, const std::string& key, const std::string& pipeline, const std::string& stage, const std::string& next_stage, const std::string& name,
               Language language) {
    const Json text = with_text(Json(), language, name);
    Json step;
    switch (kind) {
    case RobotKind::task: step = {{"task", {{"key", key.substr(key.rfind('.') + 1)}, {"title", text}, {"assignee", "owner"}, {"due", {{"days", 1}}}}}}; break;
    case RobotKind::sms: step = {{"message", {{"channel", "sms"}, {"to", "client.phone"}, {"text", text}}}}; break;
    case RobotKind::notify: step = {{"notify", {{"to", "owner"}, {"text", text}}}}; break;
    case RobotKind::comment: step = {{"comment", {{"text", text}}}}; break;
    case RobotKind::move: step = {{"move", {{"to", next_stage}}}}; break;
    }
    return {{"key", key}, {"label", text}, {"pipeline", pipeline}, {"trigger", {{"on", "stage_entered"}, {"stage", stage}}}, {"do", Json::array({step})}};
}

Json* plain_step(Json& robot, std::string_view action) {
    if (!robot.contains("do") || !robot["do"].is_array()) return nullptr;
    for (Json& step : robot["do"])
        if (step.is_object() && step.contains(std::string(action))) return &step[std::string(action)];
    return nullptr;
}

}  // namespace potok::ui
