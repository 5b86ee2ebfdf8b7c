#include "ui/designer/robot_words.h"

#include <array>
#include <functional>

#include "generated/icons.h"

namespace potok::ui {

namespace {

struct Known {
    const char* action;
    const char* key;
    std::string_view icon;
    Tone tone;
};
// In the order in which a step is looked at: beside an action stand members that are none.
const std::array<Known, 20>& known() {
    static const std::array<Known, 20> all = {{
        {"task", "designer.does.task", icon::list_checks, Tone::accent},
        {"approval", "designer.does.approval", icon::stamp, Tone::accent},
        {"message", "designer.does.message", icon::message_square_text, Tone::info},
        {"notify", "designer.does.notify", icon::bell, Tone::info},
        {"comment", "designer.does.comment", icon::message_circle, Tone::neutral},
        {"move", "designer.does.move", icon::arrow_right, Tone::accent},
        {"set", "designer.does.set", icon::pencil, Tone::accent},
        {"create", "designer.does.create", icon::plus, Tone::accent},
        {"document", "designer.does.document", icon::file_text, Tone::accent},
        {"invoice", "designer.does.invoice", icon::receipt, Tone::accent},
        {"offer", "designer.does.offer", icon::file_text, Tone::accent},
        {"wait", "designer.does.wait", icon::timer, Tone::warning},
        {"if", "designer.does.if", icon::git_fork, Tone::success},
        {"for_each", "designer.does.for_each", icon::list, Tone::success},
        {"parallel", "designer.does.parallel", icon::git_branch, Tone::success},
        {"assign", "designer.does.assign", icon::user, Tone::accent},
        {"book", "designer.does.book", icon::calendar_plus, Tone::accent},
        {"webhook", "designer.does.webhook", icon::share_2, Tone::info},
        {"withdraw_task", "designer.does.withdraw_task", icon::x, Tone::accent},
        {"complete_task", "designer.does.complete_task", icon::check, Tone::accent},
    }};
    return all;
}

const Known* action_of(const Json& step) {
    if (!step.is_object()) return nullptr;
    for (const Known& k : known())
        if (step.contains(k.action)) return &k;
    return nullptr;
}

std::string words_in(const Json& json, Language language) {
    const auto label = model::Label::parse(json, "");
    return label.ok() ? label->in(language) : std::string();
}

std::string object_of(const Json& step, const Known& k, const Json& pipeline, Language language) {
    const Json& what = step[k.action];
    if (!what.is_object()) return {};
    if (std::string_view(k.action) == "move") {
        const std::string to = what.value("to", std::string());
        if (pipeline.contains("stages"))
            for (const Json& stage : pipeline["stages"])
                if (stage.value("key", std::string()) == to) return label_words(stage, to, language);
        return to;
    }
    for (const char* member : {"title", "text"})
        if (what.contains(member)) return words_in(what[member], language);
    return {};
}

}  // namespace

std::string label_words(const Json& body, const std::string& otherwise, Language language) {
    if (!body.contains("label")) return otherwise;
    const std::string words = words_in(body["label"], language);
    return words.empty() ? otherwise : words;
}

std::string trigger_words(Desk& desk, const Json& robot) {
    std::string out;
    const auto add = [&](const Json& trigger) {
        const std::string on = trigger.is_object() ? trigger.value("on", std::string()) : std::string();
        if (on.empty()) return;
        const std::string words = desk.tr("why." + on);
        if (out.find(words) == std::string::npos) out += (out.empty() ? "" : "; ") + words;
    };
    if (robot.contains("trigger")) add(robot["trigger"]);
    if (robot.contains("triggers") && robot["triggers"].is_array())
        for (const Json& trigger : robot["triggers"]) add(trigger);
    return out;
}

std::string steps_words(Desk& desk, const Json& robot, const Json& pipeline) {
    if (robot.contains("nodes")) return desk.plural("designer.flow_steps", static_cast<std::int64_t>(robot["nodes"].size()));
    std::string out;
    if (!robot.contains("do") || !robot["do"].is_array()) return out;
    for (const Json& step : robot["do"]) {
        const Known* k = action_of(step);
        std::string words = desk.tr(k ? k->key : "designer.does.other");
        if (k)
            if (const std::string object = object_of(step, *k, pipeline, desk.language()); !object.empty()) words += ": " + object;
        out += (out.empty() ? "" : "; ") + words;
    }
    return out;
}

RobotMark mark_of(const Json& robot) {
    if (robot.contains("nodes")) return {icon::workflow, Tone::accent};
    if (robot.contains("do") && robot["do"].is_array() && !robot["do"].empty())
        if (const Known* k = action_of(robot["do"][0])) return {k->icon, k->tone};
    return {icon::bot, Tone::neutral};
}

std::map<std::string, std::string> task_titles(Desk& desk) {
    std::map<std::string, std::string> out;
    const std::function<void(const Json&)> look = [&](const Json& node) {
        if (!node.is_structured()) return;
        if (node.is_object() && node.contains("key") && node["key"].is_string() && node.contains("title")) {
            const auto title = model::Label::parse(node["title"], "/title");
            if (title.ok()) out.emplace(node["key"].get<std::string>(), title->in(desk.language()));
        }
        for (const Json& part : node) look(part);
    };
    for (const model::Definition* d : desk.ws().catalog().definitions_of("automation")) look(d->body);
    return out;
}

}  // namespace potok::ui
