#include "automation/tables.h"

namespace potok::automation {

namespace {

using model::Field;
using model::FieldKind;
using model::RecordType;

Field field(std::string key, FieldKind kind, bool indexed = false) {
    Field f;
    f.key = std::move(key);
    f.kind = kind;
    f.label = Label(f.key);
    f.indexed = indexed;
    f.system = true;
    return f;
}

Field record_field() {
    Field f = field("record", FieldKind::reference, true);
    f.target = "*";
    return f;
}

RecordType table(RowId id, const char* key, std::vector<Field> fields) {
    RecordType t;
    t.id = id;
    t.key = key;
    t.table = std::string("e_") + key;
    t.label = t.plural = Label(key);
    t.registered = false;
    t.title_field.clear();
    t.fields = std::move(fields);
    // That something fired, failed or was let go belongs in the record's history; what it waited for does not.
    if (t.key == "firing") t.subject_field = "record";
    return t;
}

}  // namespace

// The numbers are fixed for ever: history rows name tables by them.
std::vector<RecordType> engine_tables() {
    using K = FieldKind;
    Field key = field("key", K::text);
    key.unique = true;
    Field counted = field("key", K::text);
    counted.unique = true;
    return {
        table(30, "firing",
              {key, field("automation", K::text), field("version", K::number), field("flow", K::number), record_field(),
               field("state", K::text), field("at", K::datetime), field("ended_at", K::datetime), field("visit", K::number),
               field("ground", K::json), field("acted", K::boolean), field("data", K::json), field("reason", K::text),
               field("error", K::json), field("caller", K::number, true), field("set_off_by", K::number), field("undone", K::number)}),
        table(31, "token",
              {field("firing", K::number, true), field("node", K::text), field("arrived_by", K::number), field("state", K::text),
               field("task", K::number), field("error", K::json), field("parent", K::number), field("data", K::json)}),
        table(32, "wait",
              {field("firing", K::number, true), field("token", K::number), field("automation", K::text), record_field(),
               field("kind", K::text), field("node", K::text), field("index", K::number), field("name", K::text),
               field("task", K::number), field("due", K::datetime, true), field("value", K::json)}),
        table(34, "counter", {counted, field("value", K::number)}),
        table(33, "flow", {field("automation", K::text), field("hash", K::text, true), field("body", K::json)}),
    };
}

Json to_json(const Error& e) {
    Json j = {{"code", e.code}};
    if (!e.args.empty()) j["args"] = e.args;
    if (!e.place.empty()) j["place"] = e.place;
    for (const Error& d : e.details) j["details"].push_back(to_json(d));
    return j;
}

Error error_from_json(const Json& json) {
    Error e;
    if (!json.is_object()) return e;
    e.code = json.value("code", "");
    e.place = json.value("place", "");
    if (const auto args = json.find("args"); args != json.end() && args->is_object()) {
        for (const auto& [k, v] : args->items())
            if (v.is_string()) e.args[k] = v.get<std::string>();
    }
    if (const auto details = json.find("details"); details != json.end() && details->is_array())
        for (const Json& d : *details) e.details.push_back(error_from_json(d));
    return e;
}

}  // namespace potok::automation
