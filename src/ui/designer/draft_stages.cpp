#include "ui/designer/draft_stages.h"

#include <algorithm>
#include <array>

namespace potok::ui {

namespace {

constexpr std::array<const char*, 3> codes = {"en", "pl", "ru"};
const char* code_of(Language language) { return codes[static_cast<std::size_t>(language)]; }

Status unknown(std::string_view key) { return error("stage.unknown", {{"stage", std::string(key)}}); }

}  // namespace

int stage_index(const Json& pipeline, std::string_view key) {
    if (!pipeline.contains("stages")) return -1;
    int i = 0;
    for (const Json& stage : pipeline["stages"]) {
        if (stage.value("key", std::string()) == key) return i;
        ++i;
    }
    return -1;
}

std::string text_in(const Json& label, Language language) {
    if (label.is_string()) return label.get<std::string>();
    return label.is_object() ? label.value(code_of(language), std::string()) : std::string();
}

Json with_text(const Json& label, Language language, std::string_view text) {
    Json out = Json::object();
    if (label.is_object()) out = label;
    else if (label.is_string())
        for (const char* code : codes) out[code] = label;
    if (text.empty()) out.erase(code_of(language));
    else out[code_of(language)] = std::string(text);
    return out;
}

std::string add_stage(Json& pipeline, int after, Language language, std::string_view name) {
    Json& stages = pipeline["stages"];
    if (!stages.is_array()) stages = Json::array();
    std::string key;
    for (int n = 1; key.empty() || stage_index(pipeline, key) >= 0; ++n) key = "stage_" + std::to_string(n);
    Json stage = {{"key", key}, {"label", with_text(Json(), language, name)}, {"hue", static_cast<int>(stages.size() % 12)}};
    const auto at = static_cast<std::ptrdiff_t>(std::clamp(after + 1, 0, static_cast<int>(stages.size())));
    stages.insert(stages.begin() + at, std::move(stage));
    return key;
}

Status move_stage(Json& pipeline, std::string_view key, int to) {
    const int from = stage_index(pipeline, key);
    if (from < 0) return unknown(key);
    Json& stages = pipeline["stages"];
    to = std::clamp(to, 0, static_cast<int>(stages.size()) - 1);
    Json stage = std::move(stages[static_cast<std::size_t>(from)]);
    stages.erase(static_cast<std::size_t>(from));
    stages.insert(stages.begin() + to, std::move(stage));
    return {};
}

Status remove_stage(Json& pipeline, std::string_view key) {
    const int at = stage_index(pipeline, key);
    if (at < 0) return unknown(key);
    if (pipeline["stages"].size() == 1) return error("designer.last_stage");
    Json next = pipeline;
    next["stages"].erase(static_cast<std::size_t>(at));
    for (Json& stage : next["stages"]) {
        if (!stage.contains("from")) continue;
        Json from = Json::array();
        for (const Json& name : stage["from"])
            if (name != Json(std::string(key))) from.push_back(name);
        if (from.empty() && !stage["from"].empty()) return error("designer.only_way", {{"stage", stage.value("key", std::string())}});
        stage["from"] = std::move(from);
    }
    pipeline = std::move(next);
    return {};
}

Status rename_stage(Json& pipeline, std::string_view key, Language language, std::string_view name) {
    const int at = stage_index(pipeline, key);
    if (at < 0) return unknown(key);
    Json& stage = pipeline["stages"][static_cast<std::size_t>(at)];
    Json label = with_text(stage.value("label", Json()), language, name);
    if (label.empty()) return error("designer.no_name");
    stage["label"] = std::move(label);
    return {};
}

Status set_stage_member(Json& pipeline, std::string_view key, const std::string& member, Json value) {
    const int at = stage_index(pipeline, key);
    if (at < 0) return unknown(key);
    Json& stage = pipeline["stages"][static_cast<std::size_t>(at)];
    const bool usual = (member == "kind" && value == "open") || (member == "by_hand" && value == true) || (member == "comment_required" && value == false) ||
                       (value.is_array() && value.empty()) || value.is_null();
    if (usual) stage.erase(member);
    else stage[member] = std::move(value);
    return {};
}

}  // namespace potok::ui
