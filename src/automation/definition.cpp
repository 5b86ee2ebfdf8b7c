#include "automation/definition.h"

#include <algorithm>

#include "automation/parser.h"
#include "base/sha256.h"

namespace potok::automation {

bool Trigger::names_it(std::string_view name) const {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

bool Automation::is_about(std::string_view pipeline) const {
    return pipelines.empty() || std::ranges::find(pipelines, pipeline) != pipelines.end();
}

Result<std::unique_ptr<Automation>> parse_automation(const model::Definition& definition, const model::Catalog& catalog) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "description", "pipeline", "pipelines", "type", "trigger", "triggers", "when", "enabled", "scope", "ground",
            "withdraw_tasks", "do", "nodes", "flows"});
    if (!problem.code.empty()) return problem;

    auto a = std::make_unique<Automation>();
    a->key = definition.key;
    a->pack = definition.pack;
    a->version = definition.version;
    a->body = definition.body.dump();
    a->body_hash = hex(sha256(a->body));
    if (r.has("pipeline") && r.has("pipelines")) return error("automation.pipeline_or_type");
    a->pipelines = r.has("pipeline") ? std::vector{r.required_text("pipeline")} : r.texts("pipelines");
    a->type = r.text("type");
    if (!problem.code.empty()) return problem;
    if (a->pipelines.empty() == a->type.empty()) return error("automation.pipeline_or_type");
    std::vector<const model::Pipeline*> pipelines;
    for (std::size_t i = 0; i < a->pipelines.size(); ++i) {
        const std::string place = r.has("pipeline") ? "/pipeline" : "/pipelines/" + std::to_string(i);
        const model::Pipeline* pipeline = catalog.pipeline(a->pipelines[i]);
        if (!pipeline) return error("pipeline.unknown", {{"pipeline", a->pipelines[i]}}, place);
        if (i > 0 && pipeline->type != a->type) return error("automation.pipelines_of_one_type", {{"pipeline", pipeline->key}, {"type", a->type}}, place);
        a->type = pipeline->type;
        pipelines.push_back(pipeline);
    }
    const model::RecordType* type = catalog.type(a->type);
    if (!type || !type->registered) return error("type.unknown", {{"type", a->type}}, "/type");
    if (!r.has("label")) return error("json.missing_key", {{"key", "label"}}, "/label");
    POTOK_TRY(a->label, Label::parse(definition.body["label"], "/label"));

    Parser parser(catalog, *type, std::move(pipelines));
    if (r.has("trigger") == r.has("triggers")) return error("automation.one_trigger", {}, "/trigger");
    if (r.has("trigger")) a->triggers.push_back(parser.trigger(r.child("trigger")));
    for (const JsonReader& t : r.items("triggers")) a->triggers.push_back(parser.trigger(t));
    if (a->triggers.empty()) r.fail("automation.one_trigger", {}, "triggers");
    a->when = parser.formula(r, "when", Formula::Expect::truth);
    a->enabled = parser.formula(r, "enabled", Formula::Expect::truth);
    a->scope = parser.scope(r, a->triggers);
    if (!r.has("ground")) {
        Ground g;
        if (a->scope.kind == Scope::Kind::stage_visit)
            g.kind = Ground::Kind::stage;
        else if (type->on_pipeline)
            g.kind = Ground::Kind::open;
        a->grounds.push_back(std::move(g));
    } else if (definition.body["ground"].is_array()) {
        for (const JsonReader& g : r.items("ground")) a->grounds.push_back(parser.ground(g));
    } else {
        a->grounds.push_back(parser.ground(r.child("ground")));
    }
    if (r.has("withdraw_tasks")) {
        if (definition.body["withdraw_tasks"].is_boolean())
            a->withdraw_all = r.boolean("withdraw_tasks", false);
        else
            a->withdraw_tasks = r.texts("withdraw_tasks");
    }
    const bool process = r.has("nodes") || r.has("flows");
    if (process == r.has("do")) return error("automation.robot_or_process");
    a->graph = process ? parser.process(r) : parser.robot(r);
    if (!problem.code.empty()) return problem;
    POTOK_CHECK(check_graph(a->graph));
    return a;
}

}  // namespace potok::automation
