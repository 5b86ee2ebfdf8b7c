#include "ui/app/start_packs.h"

#include <nlohmann/json.hpp>

#include "packs/requirements.h"
#include "packs/samples.h"
#include "platform/common/library.h"

namespace potok::ui {

namespace {

model::Label label_at(const Json& body, const char* key) {
    const auto at = body.find(key);
    if (at == body.end()) return {};
    auto label = model::Label::parse(*at, key);
    return label.ok() ? std::move(label).value() : model::Label();
}

std::string word_at(const Json& body, const char* key) {
    const auto at = body.find(key);
    return at != body.end() && at->is_string() ? at->get<std::string>() : std::string();
}

}  // namespace

StartPack start_pack(const packs::Pack& pack) {
    StartPack out;
    out.key = pack.key;
    out.label = pack.label();
    out.summary = label_at(pack.manifest, "summary");
    out.icon = word_at(pack.manifest, "icon");
    out.zone = word_at(pack.manifest, "zone");
    out.currency = word_at(pack.manifest, "currency");
    if (auto language = language_from(word_at(pack.manifest, "language")); language.ok()) out.language = *language;
    out.has_samples = !pack.samples.is_null();
    for (const packs::PackDefinition& definition : pack.definitions) {
        const Json& body = definition.body;
        if (definition.kind == "pipeline") {
            ++out.pipelines;
            std::vector<StartPack::Stage> stages;
            if (const auto at = body.find("stages"); at != body.end() && at->is_array())
                for (const Json& stage : *at) {
                    const auto hue = stage.find("hue");
                    stages.push_back({label_at(stage, "label"), hue != stage.end() && hue->is_number_integer() ? hue->get<int>() : 0});
                }
            if (stages.size() > out.stages.size()) out.stages = std::move(stages);  // the longest one is the main one
        } else if (definition.kind == "automation") {
            ++out.automations;
            if (model::Label label = label_at(body, "label"); !label.empty()) out.robots.push_back(std::move(label));
        } else if (definition.kind == "role") {
            ++out.roles;
        } else if (definition.kind == "setting") {
            ++out.settings;
        } else if (definition.kind == "type") {
            if (const auto at = body.find("fields"); at != body.end() && at->is_array()) out.fields += static_cast<int>(at->size());
        }
    }
    return out;
}

Status install_pack(model::Workspace& ws, const packs::Pack& pack, bool samples, Instant now) {
    POTOK_TRY(auto all, packs::missing_requirements(ws, pack, [](std::string_view key) { return platform::pack(key); }));
    all.push_back(pack);
    for (const packs::Pack& one : all)
        if (auto installed = ws.apply(packs::install_command(one), ws.administrator(), now); !installed.ok())
            return packs::locate(one, installed.error());
    if (samples)
        if (auto made = packs::put_samples(ws, pack, now); !made.ok()) return made.error();
    return {};
}

}  // namespace potok::ui
