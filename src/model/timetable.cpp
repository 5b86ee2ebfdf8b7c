#include "model/timetable.h"

#include <algorithm>

#include "base/calendar.h"
#include "model/definition_parser.h"
#include "model/json_reader.h"
#include "model/record_context.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

constexpr std::int64_t day = 86'400'000;  // ms

std::string field_of(const JsonReader& r, std::string_view key, const RecordType* type, FieldKind kind) {
    const std::string name = r.required_text(key);
    const Field* f = type && !name.empty() ? type->field(name) : nullptr;
    if (!type || name.empty()) return name;
    if (!f)
        r.fail("field.unknown", {{"field", name}, {"type", type->key}}, key);
    else if (f->kind != kind || (kind == FieldKind::reference && f->target != "person"))
        r.fail("timetable.bad_field", {{"field", name}, {"member", std::string(key)}}, key);
    return name;
}

std::int64_t time_of(const JsonReader& r, std::string_view key, std::int64_t fallback, std::int64_t least) {
    if (!r.has(key)) return fallback;
    const auto parsed = parse_duration(r.text(key));
    const auto* d = parsed.ok() ? parsed->as<DayTimeDuration>() : nullptr;
    if (d && d->ms >= least && d->ms <= day) return d->ms;
    r.fail("timetable.bad_time", {{"value", r.text(key)}}, key);
    return fallback;
}

void read_travel(const JsonReader& r, const Catalog& catalog, Timetable& t) {
    if (!r.has("travel")) return;
    const JsonReader at = r.child("travel");
    at.only({"type", "from", "to", "minutes", "otherwise"});
    t.travel_type = at.required_text("type");
    const RecordType* type = catalog.type(t.travel_type);
    if (!type || !type->registered) return at.fail("type.unknown", {{"type", t.travel_type}}, "type");
    for (auto [key, into] : {std::pair{"from", &t.travel_from}, {"to", &t.travel_to}}) {
        *into = at.required_text(key);
        if (!into->empty() && !type->field(*into)) at.fail("field.unknown", {{"field", *into}, {"type", type->key}}, key);
    }
    t.travel_minutes = field_of(at, "minutes", type, FieldKind::number);
    t.otherwise = time_of(at, "otherwise", 0, 0);
}

Status compile(const std::string& source, const expr::Schema& schema, const char* place, bool condition) {
    if (source.empty()) return {};
    const auto compiled = condition ? expr::Expression::compile_condition(source, &schema) : expr::Expression::compile(source, &schema);
    if (compiled.ok()) return {};
    Error e = compiled.error();
    e.place = std::string(place) + (e.place.empty() ? "" : ": " + e.place);
    return e;
}

}  // namespace

Result<Timetable> parse_timetable(const Definition& definition, const Catalog& catalog) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "description", "type", "person", "from", "to", "place", "when", "hours", "home", "travel", "step"});
    if (!is_key(definition.key)) return error("definition.bad_key", {{"key", definition.key}}, "/key");
    Timetable t;
    t.key = definition.key;
    t.pack = definition.pack;
    if (r.has("label")) {
        auto label = Label::parse(definition.body["label"], "/label");
        if (!label.ok()) return label.error();
        t.label = std::move(label).value();
    } else {
        r.fail("json.missing_key", {{"key", "label"}}, "label");
    }
    t.type = r.required_text("type");
    const RecordType* type = catalog.type(t.type);
    if (!r.failed() && (!type || !type->registered)) r.fail("type.unknown", {{"type", t.type}}, "type");
    t.person = field_of(r, "person", type, FieldKind::reference);
    t.from = field_of(r, "from", type, FieldKind::datetime);
    t.to = field_of(r, "to", type, FieldKind::datetime);
    t.place = r.text("place");
    t.when = r.text("when");
    t.hours = r.text("hours");
    t.home = r.text("home");
    read_travel(r, catalog, t);
    t.step = time_of(r, "step", t.step, 60'000);
    if (!problem.code.empty()) return problem;
    return t;
}

Status check_timetable(const Definition& definition, const Catalog& catalog) {
    POTOK_TRY(const Timetable t, parse_timetable(definition, catalog));
    const RecordSchema of_record(catalog, catalog.type(t.type));
    const RecordSchema of_person(catalog, nullptr);
    POTOK_CHECK(compile(t.place, of_record, "/place", false));
    POTOK_CHECK(compile(t.when, of_record, "/when", true));
    POTOK_CHECK(compile(t.hours, of_person, "/hours", false));
    return compile(t.home, of_person, "/home", false);
}

const std::vector<Timetable>& timetables(const Workspace& ws) {
    Workspace::Impl& impl = ws.impl();
    if (impl.timetables_version == impl.catalog.version()) return impl.timetables;
    impl.timetables.clear();
    for (const Definition* d : impl.catalog.definitions_of("timetable")) {
        auto parsed = parse_timetable(*d, impl.catalog);
        if (parsed.ok()) impl.timetables.push_back(std::move(*parsed));
    }
    impl.timetables_version = impl.catalog.version();
    return impl.timetables;
}

const Timetable* timetable(const Workspace& ws, std::string_view key) {
    const auto& all = timetables(ws);
    const auto it = std::find_if(all.begin(), all.end(), [&](const Timetable& t) { return t.key == key; });
    return it == all.end() ? nullptr : &*it;
}

}  // namespace potok::model
