#include "model/queue.h"

#include <algorithm>

#include "base/calendar.h"
#include "model/definition_parser.h"
#include "model/json_reader.h"
#include "model/record_context.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

constexpr std::int64_t longest_hold = std::int64_t{7} * 86'400'000;  // ms

Label label_of(const JsonReader& r) {
    if (!r.has("label")) {
        r.fail("json.missing_key", {{"key", "label"}}, "label");
        return {};
    }
    const JsonReader at = r.child("label");
    auto label = Label::parse(at.json(), at.path());
    if (label.ok()) return std::move(label).value();
    at.fail(label.error().code, label.error().args);
    return {};
}

std::int64_t hold_of(const JsonReader& r, std::int64_t fallback) {
    if (!r.has("hold")) return fallback;
    const auto parsed = parse_duration(r.text("hold"));
    const auto* d = parsed.ok() ? parsed->as<DayTimeDuration>() : nullptr;
    if (d && d->ms >= 60'000 && d->ms <= longest_hold) return d->ms;
    r.fail("queue.bad_hold", {{"value", r.text("hold")}}, "hold");
    return fallback;
}

// A field of the type, of one of these kinds.
std::string field_of(const JsonReader& r, std::string_view key, const RecordType* type, std::initializer_list<FieldKind> kinds,
                     std::string_view target = {}) {
    const std::string name = r.text(key);
    if (name.empty() || !type) return name;
    const Field* f = type->field(name);
    if (!f) {
        r.fail("field.unknown", {{"field", name}, {"type", type->key}}, key);
    } else if (std::find(kinds.begin(), kinds.end(), f->kind) == kinds.end() ||
               (f->kind == FieldKind::reference && f->target != target && f->target != "*")) {
        r.fail("queue.bad_field", {{"field", name}, {"member", std::string(key)}}, key);
    }
    return name;
}

void read_records(const JsonReader& r, const Catalog& catalog, Queue& q) {
    q.pipeline = r.text("pipeline");
    q.type = r.text("type");
    q.stages = r.texts("stages");
    if (r.has("pipeline") == r.has("type")) return r.fail("json.missing_key", {{"key", "pipeline"}}, "pipeline");
    if (!q.pipeline.empty()) {
        const Pipeline* p = catalog.pipeline(q.pipeline);
        if (!p) return r.fail("pipeline.unknown", {{"pipeline", q.pipeline}, {"type", ""}}, "pipeline");
        q.type = p->type;
        for (const std::string& stage : q.stages)
            if (!p->stage(stage)) r.fail("stage.unknown", {{"stage", stage}}, "stages");
        if (q.stages.empty())
            for (const Stage& s : p->stages)
                if (s.kind == StageKind::open) q.stages.push_back(s.key);
    } else if (!q.stages.empty()) {
        r.fail("json.missing_key", {{"key", "pipeline"}}, "stages");
    }
    const RecordType* type = catalog.type(q.type);
    if (!type || !type->registered) r.fail("type.unknown", {{"type", q.type}}, "type");
}

std::vector<std::string> roles_of(const JsonReader& r, std::string_view key, const Catalog& catalog) {
    std::vector<std::string> roles = r.texts(key);
    for (const std::string& role : roles)
        if (!catalog.role(role)) r.fail("role.unknown", {{"role", role}}, key);
    return roles;
}

void read_workers(const JsonReader& r, const Catalog& catalog, Queue& q) {
    if (!r.has("workers")) return r.fail("json.missing_key", {{"key", "workers"}}, "workers");
    const JsonReader at = r.child("workers");
    at.only({"roles", "when"});
    q.roles = roles_of(at, "roles", catalog);
    if (q.roles.empty()) at.fail("json.missing_key", {{"key", "roles"}}, "roles");
    q.fits = at.text("when");
}

void read_hours(const JsonReader& r, const Catalog& catalog, Queue& q) {
    if (!r.has("hours")) return;
    const JsonReader at = r.child("hours");
    at.only({"calendar", "person"});
    q.calendar = at.text("calendar");
    q.person_calendar = at.text("person");
    if (!q.calendar.empty() && !catalog.definition("calendar", q.calendar))
        at.fail("calendar.unknown", {{"calendar", q.calendar}}, "calendar");
}

void read_order(const JsonReader& r, const RecordType* type, Queue& q) {
    if (!r.has("order")) return;
    const JsonReader at = r.child("order");
    at.only({"priority", "callback", "since"});
    q.priority = at.text("priority");
    q.callback = field_of(at, "callback", type, {FieldKind::datetime});
    q.since = field_of(at, "since", type, {FieldKind::datetime, FieldKind::date});
}

void read_results(const JsonReader& r, const Catalog& catalog, Queue& q) {
    if (!r.has("results")) return;
    const JsonReader at = r.child("results");
    at.only({"type", "record", "field", "options", "asks", "slots"});
    q.result_type = at.required_text("type");
    const RecordType* type = catalog.type(q.result_type);
    if (!type || !type->registered || type->on_pipeline) return at.fail("type.unknown", {{"type", q.result_type}}, "type");
    at.required_text("record");
    at.required_text("field");
    q.result_link = field_of(at, "record", type, {FieldKind::reference}, q.type);
    q.result_field = field_of(at, "field", type, {FieldKind::choice});
    q.result_options = at.texts("options");
    const Field* f = type->field(q.result_field);
    const auto is_option = [&](const std::string& key) {
        return f && std::any_of(f->options.begin(), f->options.end(), [&](const Option& o) { return o.key == key; });
    };
    for (const std::string& option : q.result_options)
        if (!is_option(option)) at.fail("field.option_unknown", {{"field", q.result_field}, {"value", option}}, "options");
    if (at.has("asks")) {
        const JsonReader asks = at.child("asks");
        if (!asks.json().is_object()) return asks.fail("json.object_expected");
        for (const auto& [option, fields] : asks.json().items()) {
            if (!is_option(option)) asks.fail("field.option_unknown", {{"field", q.result_field}, {"value", option}}, option);
            q.result_asks.emplace_back(option, asks.texts(option));
            for (const std::string& name : q.result_asks.back().second)
                if (!type->field(name)) asks.fail("field.unknown", {{"field", name}, {"type", type->key}}, option);
        }
    }
    if (!at.has("slots")) return;
    const JsonReader slots = at.child("slots");
    slots.only({"option", "timetable", "people", "place", "length", "days", "values"});
    q.slots.option = slots.required_text("option");
    if (!q.slots.option.empty() && !is_option(q.slots.option)) slots.fail("field.option_unknown", {{"field", q.result_field}, {"value", q.slots.option}}, "option");
    q.slots.timetable = slots.required_text("timetable");
    if (!q.slots.timetable.empty() && !catalog.definition("timetable", q.slots.timetable)) slots.fail("timetable.unknown", {{"timetable", q.slots.timetable}}, "timetable");
    q.slots.people = slots.required_text("people");
    q.slots.place = slots.text("place");
    q.slots.length = slots.required_text("length");
    q.slots.days = static_cast<int>(std::clamp<std::int64_t>(slots.integer("days", q.slots.days), 1, 60));
    if (!slots.has("values")) return;
    const JsonReader values = slots.child("values");
    if (!values.json().is_object()) return values.fail("json.object_expected");
    for (const auto& [name, source] : values.json().items()) q.slots.values.emplace_back(name, values.required_text(name));
}

}  // namespace

bool Queue::has_stage(std::string_view stage) const {
    return std::find(stages.begin(), stages.end(), stage) != stages.end();
}

Result<Queue> parse_queue(const Definition& definition, const Catalog& catalog) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "description", "pipeline", "type", "stages", "when", "workers", "managers", "order", "kept_for", "hours", "hold", "facts",
            "script", "results"});
    if (!is_key(definition.key)) return error("definition.bad_key", {{"key", definition.key}}, "/key");
    Queue q;
    q.key = definition.key;
    q.pack = definition.pack;
    q.label = label_of(r);
    read_records(r, catalog, q);
    const RecordType* type = catalog.type(q.type);
    q.when = r.text("when");
    read_workers(r, catalog, q);
    q.managers = roles_of(r, "managers", catalog);
    read_order(r, type, q);
    q.kept_for = field_of(r, "kept_for", type, {FieldKind::reference}, "person");
    read_hours(r, catalog, q);
    q.hold = hold_of(r, q.hold);
    q.facts = r.texts("facts");
    for (const std::string& fact : q.facts)
        if (type && !type->field(fact)) r.fail("field.unknown", {{"field", fact}, {"type", type->key}}, "facts");
    q.script = r.text("script");
    read_results(r, catalog, q);
    if (!problem.code.empty()) return problem;
    return q;
}

namespace {

Status compile(const std::string& source, const expr::Schema& schema, const char* place, bool condition) {
    if (source.empty()) return {};
    const auto compiled = condition ? expr::Expression::compile_condition(source, &schema) : expr::Expression::compile(source, &schema);
    if (compiled.ok()) return {};
    Error e = compiled.error();
    e.place = std::string(place) + (e.place.empty() ? "" : ": " + e.place);
    return e;
}

}  // namespace

Status check_queue(const Definition& definition, const Catalog& catalog) {
    POTOK_TRY(const Queue q, parse_queue(definition, catalog));
    const RecordSchema of_record(catalog, catalog.type(q.type));
    const RecordSchema of_person(catalog, nullptr);
    POTOK_CHECK(compile(q.when, of_record, "/when", true));
    POTOK_CHECK(compile(q.fits, of_record, "/workers/when", true));
    POTOK_CHECK(compile(q.priority, of_record, "/order/priority", false));
    POTOK_CHECK(compile(q.person_calendar, of_person, "/hours/person", false));
    POTOK_CHECK(compile(q.slots.people, of_record, "/results/slots/people", false));
    POTOK_CHECK(compile(q.slots.place, of_record, "/results/slots/place", false));
    POTOK_CHECK(compile(q.slots.length, of_record, "/results/slots/length", false));
    for (const auto& [name, source] : q.slots.values) POTOK_CHECK(compile(source, of_record, ("/results/slots/values/" + name).c_str(), false));
    return compile(q.script, of_record, "/script", false);
}

const std::vector<Queue>& queues(const Workspace& ws) {
    Workspace::Impl& impl = ws.impl();
    if (impl.queues_version == impl.catalog.version()) return impl.queues;
    impl.queues.clear();
    for (const Definition* d : impl.catalog.definitions_of("queue")) {
        auto parsed = parse_queue(*d, impl.catalog);
        if (parsed.ok()) impl.queues.push_back(std::move(*parsed));
    }
    impl.queues_version = impl.catalog.version();
    return impl.queues;
}

const Queue* queue(const Workspace& ws, std::string_view key) {
    const auto& all = queues(ws);
    const auto it = std::find_if(all.begin(), all.end(), [&](const Queue& q) { return q.key == key; });
    return it == all.end() ? nullptr : &*it;
}

}  // namespace potok::model
