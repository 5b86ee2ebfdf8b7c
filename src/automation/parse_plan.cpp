#include "automation/parser.h"
#include "model/timetable.h"

namespace potok::automation {

using model::JsonReader;

Action Parser::plan(const JsonReader& at) {
    at.only({"timetable", "people", "place", "length", "from", "to", "values", "into", "person"});
    PlanStep s;
    s.timetable = at.required_text("timetable");
    for (const char* key : {"people", "length", "from", "to"}) at.required_text(key);
    const model::Definition* d = catalog_.definition("timetable", s.timetable);
    const auto known = d ? model::parse_timetable(*d, catalog_) : Result<model::Timetable>(error("timetable.unknown"));
    if (!known.ok()) {
        at.fail("timetable.unknown", {{"timetable", s.timetable}}, "timetable");
        return s;
    }
    s.people = formula(at, "people");
    s.place = formula(at, "place");
    s.length = formula(at, "length");
    s.from = formula(at, "from");
    s.to = formula(at, "to");
    s.values = assignments(at, "values", *catalog_.type(known->type));
    s.into = at.text("into");
    s.person = at.text("person");
    for (const std::string& field : {s.into, s.person})
        if (!field.empty()) field_must_exist(at, field == s.into ? "into" : "person", type_, field);
    return s;
}

}  // namespace potok::automation
