#include "model/definition_parser.h"

#include <algorithm>
#include <set>

#include "model/core_types.h"
#include "model/json_reader.h"

namespace potok::model {

bool is_key(std::string_view text) {
    if (text.empty() || text.size() > 80 || text.front() == '.' || text.back() == '.') return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

namespace {

constexpr std::initializer_list<std::string_view> field_kind_words = {
    "text", "long_text", "number", "money", "boolean", "date", "datetime", "choice",
    "multi", "reference", "files", "phone", "email", "json", "duration"};

Label read_label(const JsonReader& r, std::string_view key, bool required) {
    if (!r.has(key)) {
        if (required) r.fail("json.missing_key", {{"key", std::string(key)}}, key);
        return {};
    }
    const JsonReader at = r.child(key);
    auto label = Label::parse(at.json(), at.path());
    if (!label.ok()) {
        at.fail(label.error().code, label.error().args);
        return {};
    }
    return std::move(label).value();
}

std::string read_key(const JsonReader& r) {
    std::string key = r.required_text("key");
    if (!r.failed() && !is_key(key)) r.fail("definition.bad_key", {{"key", key}}, "key");
    return key;
}

std::vector<Option> read_options(const JsonReader& r, std::string_view key) {
    std::vector<Option> out;
    std::set<std::string> seen;
    for (const JsonReader& item : r.items(key)) {
        item.only({"key", "label", "hue"});
        Option o;
        o.key = read_key(item);
        o.label = read_label(item, "label", true);
        o.hue = static_cast<int>(item.integer("hue", 0));
        if (!seen.insert(o.key).second) item.fail("definition.duplicate_key", {{"key", o.key}}, "key");
        out.push_back(std::move(o));
    }
    return out;
}

Field read_field(const JsonReader& r) {
    r.only({"key", "label", "kind", "target", "decimals", "unit", "options", "required", "searchable", "unique", "section",
            "visible_when", "check", "check_message", "default"});
    Field f;
    f.key = read_key(r);
    if (f.key.find('.') != std::string::npos) r.fail("definition.bad_key", {{"key", f.key}}, "key");
    f.label = read_label(r, "label", true);
    f.kind = static_cast<FieldKind>(r.word("kind", field_kind_words, 0));
    f.target = r.text("target");
    if (f.kind == FieldKind::reference && f.target.empty()) r.fail("json.missing_key", {{"key", "target"}}, "target");
    f.decimals = static_cast<int>(r.integer("decimals", 0));
    if (f.decimals < 0 || f.decimals > 6) r.fail("definition.bad_decimals", {}, "decimals");
    f.unit = read_label(r, "unit", false);
    f.options = read_options(r, "options");
    if ((f.kind == FieldKind::choice || f.kind == FieldKind::multi) && f.options.empty())
        r.fail("json.missing_key", {{"key", "options"}}, "options");
    f.required = r.boolean("required", false);
    f.searchable = r.boolean("searchable", f.kind == FieldKind::phone || f.kind == FieldKind::email);
    f.unique = r.boolean("unique", false);
    f.section = r.text("section");
    f.visible_when = r.text("visible_when");
    f.check = r.text("check");
    f.check_message = read_label(r, "check_message", !f.check.empty());
    if (r.has("default")) {
        f.default_value = r.json()["default"];
        if (auto v = value_from_json(f.default_value); !v.ok()) r.fail(v.error().code, v.error().args, "default");
    }
    f.custom = true;
    f.indexed = f.kind == FieldKind::reference && f.target != "person";  // what belongs to a record is looked for from there
    return f;
}

// One of field, kind and template says what counts.
DocumentNeed read_need(const JsonReader& r) {
    r.only({"key", "label", "field", "kind", "template", "count", "signed"});
    DocumentNeed n;
    n.key = read_key(r);
    n.label = read_label(r, "label", true);
    n.field = r.text("field");
    n.kind = r.text("kind");
    n.source = r.text("template");
    n.count = static_cast<int>(r.integer("count", 1));
    if (n.count < 1 || n.count > 1000) r.fail("definition.document_count", {{"most", "1000"}}, "count");
    n.is_signed = r.boolean("signed", false);
    if ((n.field.empty() ? 0 : 1) + (n.kind.empty() ? 0 : 1) + (n.source.empty() ? 0 : 1) != 1) r.fail("definition.document_by_one", {{"key", n.key}});
    return n;
}

Gate read_gate(const JsonReader& r) {
    r.only({"fields", "files", "documents", "tasks", "booking", "check", "message", "when"});
    Gate g;
    g.fields = r.texts("fields");
    g.files = r.texts("files");
    for (const JsonReader& need : r.items("documents")) g.documents.push_back(read_need(need));
    g.tasks = r.texts("tasks");
    g.booking = r.text("booking");
    g.check = r.text("check");
    g.message = read_label(r, "message", !g.check.empty());
    g.when = r.text("when");
    return g;
}

std::int64_t read_duration_ms(const JsonReader& r, std::string_view key) {
    const std::string text = r.text(key);
    if (text.empty()) return 0;
    const auto parsed = parse_duration(text);
    if (parsed.ok()) {
        if (const auto* d = parsed->as<DayTimeDuration>()) return d->ms;
    }
    r.fail("duration.malformed", {{"value", text}}, key);
    return 0;
}

Stage read_stage(const JsonReader& r) {
    r.only({"key", "label", "kind", "hue", "group", "gates", "from", "roles", "by_hand", "comment_required",
            "stalled_after", "hint"});
    Stage s;
    s.key = read_key(r);
    s.label = read_label(r, "label", true);
    s.kind = static_cast<StageKind>(r.word("kind", {"open", "won", "lost"}, 0));
    s.hue = static_cast<int>(r.integer("hue", 0));
    s.group = r.text("group");
    for (const JsonReader& gate : r.items("gates")) s.gates.push_back(read_gate(gate));
    s.from = r.texts("from");
    s.roles = r.texts("roles");
    s.by_hand = r.boolean("by_hand", true);
    s.comment_required = r.boolean("comment_required", false);
    s.stalled_after_ms = read_duration_ms(r, "stalled_after");
    s.hint = read_label(r, "hint", false);
    return s;
}

void check_names(const JsonReader& r, std::string_view key, const std::vector<std::string>& names,
                 const RecordType& type, bool files) {
    for (const std::string& name : names) {
        const Field* f = type.field(name);
        if (!f || (f->kind == FieldKind::files) != files)
            r.fail("field.unknown", {{"field", name}, {"type", type.key}}, key);
    }
}

}  // namespace

Result<RecordType> parse_record_type(const Definition& definition) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "plural", "icon", "fields", "sections", "title_field", "amount_field", "on_pipeline", "activity"});
    if (!is_key(definition.key)) return error("definition.bad_key", {{"key", definition.key}}, "/key");
    RecordType t;
    t.id = definition.id;
    t.key = definition.key;
    t.pack = definition.pack;
    t.label = read_label(r, "label", true);
    t.plural = r.has("plural") ? read_label(r, "plural", true) : t.label;
    t.icon = r.text("icon", "file");
    t.table = "r_" + t.key;
    t.on_pipeline = r.boolean("on_pipeline", false);
    t.title_field = r.text("title_field", "title");
    t.amount_field = r.text("amount_field");
    for (const JsonReader& s : r.items("sections")) {
        s.only({"key", "label"});
        std::string key = read_key(s);
        t.sections.emplace_back(std::move(key), read_label(s, "label", true));
    }
    add_common_fields(t);
    for (const JsonReader& item : r.items("fields")) {
        Field f = read_field(item);
        const auto same = std::find_if(t.fields.begin(), t.fields.end(), [&](const Field& o) { return o.key == f.key; });
        if (same == t.fields.end()) {
            t.fields.push_back(std::move(f));
        } else if (!same->custom && !same->system && same->kind == f.kind) {  // a pack may name and place a common field
            same->label = f.label;
            same->section = f.section;
            same->required = f.required;
        } else {
            item.fail("definition.duplicate_key", {{"key", f.key}}, "key");
        }
    }
    for (const Field& f : t.fields) {
        t.searchable = t.searchable || f.searchable;
        if (f.section.empty()) continue;
        if (std::none_of(t.sections.begin(), t.sections.end(), [&](const auto& s) { return s.first == f.section; }))
            r.fail("definition.unknown_section", {{"field", f.key}, {"section", f.section}}, "fields");
    }
    if (!t.field(t.title_field)) r.fail("field.unknown", {{"field", t.title_field}, {"type", t.key}}, "title_field");
    if (!t.amount_field.empty()) {
        const Field* amount = t.field(t.amount_field);
        if (!amount || amount->kind != FieldKind::money)
            r.fail("field.unknown", {{"field", t.amount_field}, {"type", t.key}}, "amount_field");
    }
    if (const std::string activity = r.text("activity"); !activity.empty()) {  // client_view.h
        const Field* when = t.field(activity);
        if (!when || when->kind != FieldKind::datetime) r.fail("field.unknown", {{"field", activity}, {"type", t.key}}, "activity");
    }
    if (!problem.code.empty()) return problem;
    return t;
}

Result<Pipeline> parse_pipeline(const Definition& definition, const Catalog& catalog) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "icon", "type", "stages", "lost_reasons", "card_fields", "card_second", "card_aside",
            "progress_fields", "calendar"});
    if (!is_key(definition.key)) return error("definition.bad_key", {{"key", definition.key}}, "/key");
    Pipeline p;
    p.key = definition.key;
    p.pack = definition.pack;
    p.label = read_label(r, "label", true);
    p.icon = r.text("icon", "waves");
    p.type = r.required_text("type");
    p.calendar = r.text("calendar");
    if (!p.calendar.empty() && !catalog.definition("calendar", p.calendar)) r.fail("calendar.unknown", {{"calendar", p.calendar}}, "calendar");
    const RecordType* type = catalog.type(p.type);
    if (!problem.code.empty()) return problem;
    if (!type || !type->on_pipeline) return error("definition.unknown_type", {{"type", p.type}}, "/type");
    for (const JsonReader& s : r.items("stages")) {
        Stage stage = read_stage(s);
        if (p.stage(stage.key)) s.fail("definition.duplicate_key", {{"key", stage.key}}, "key");
        for (std::size_t i = 0; i < stage.gates.size(); ++i) {
            const JsonReader at = s.items("gates")[i];
            check_names(at, "fields", stage.gates[i].fields, *type, false);
            check_names(at, "files", stage.gates[i].files, *type, true);
            for (std::size_t n = 0; n < stage.gates[i].documents.size(); ++n) {
                const std::string& field = stage.gates[i].documents[n].field;
                if (!field.empty()) check_names(at.items("documents")[n], "field", {field}, *type, true);
            }
        }
        p.stages.push_back(std::move(stage));
    }
    if (p.stages.empty()) r.fail("json.missing_key", {{"key", "stages"}}, "stages");
    for (std::size_t i = 0; i < p.stages.size(); ++i) {
        for (const std::string& from : p.stages[i].from) {
            if (!p.stage(from)) r.fail("stage.unknown", {{"stage", from}}, "stages/" + std::to_string(i) + "/from");
        }
    }
    p.lost_reasons = read_options(r, "lost_reasons");
    const auto fields = [&](const char* key) {
        std::vector<std::string> names = r.texts(key);
        for (const std::string& name : names) {
            if (!type->field(name)) r.fail("field.unknown", {{"field", name}, {"type", type->key}}, key);
        }
        return names;
    };
    p.card_fields = fields("card_fields");
    p.card_second = fields("card_second");
    p.card_aside = fields("card_aside");
    p.progress_fields = fields("progress_fields");
    if (!problem.code.empty()) return problem;
    return p;
}

Result<Role> parse_role(const Definition& definition) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "grants"});
    Role role;
    role.key = definition.key;
    role.pack = definition.pack;
    role.label = read_label(r, "label", true);
    for (const JsonReader& g : r.items("grants")) {
        g.only({"type", "verbs", "where", "fields"});
        Grant grant;
        grant.type = g.required_text("type");
        grant.where = g.text("where");
        grant.fields = g.texts("fields");
        for (const std::string& word : g.texts("verbs")) {
            static constexpr std::string_view words[] = {"read", "create", "update", "remove", "move", "admin"};
            const auto* it = std::find(std::begin(words), std::end(words), word);
            if (it == std::end(words)) {
                g.fail("json.not_one_of",
                       {{"key", "verbs"}, {"value", word}, {"known", "read, create, update, remove, move, admin"}}, "verbs");
                break;
            }
            grant.verbs.push_back(static_cast<Verb>(it - std::begin(words)));
        }
        role.grants.push_back(std::move(grant));
    }
    if (!problem.code.empty()) return problem;
    return role;
}

Result<Setting> parse_setting(const Definition& definition) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "hint", "kind", "default", "options"});
    Setting s;
    s.key = definition.key;
    s.pack = definition.pack;
    s.label = read_label(r, "label", true);
    s.hint = read_label(r, "hint", false);
    s.kind = static_cast<FieldKind>(r.word("kind", field_kind_words, static_cast<int>(FieldKind::boolean)));
    s.options = read_options(r, "options");
    if (r.has("default")) {
        auto v = value_from_json(r.json()["default"]);
        if (v.ok())
            s.default_value = std::move(v).value();
        else
            r.fail(v.error().code, v.error().args, "default");
    }
    if (!problem.code.empty()) return problem;
    return s;
}

}  // namespace potok::model
