#include "model/saved_view.h"

#include <algorithm>

#include "base/text.h"
#include "model/definition_parser.h"
#include "model/json_reader.h"

namespace potok::model {

namespace {

using FilterKind = ListFilter::Kind;

Value value_of(const JsonReader& at) {
    auto value = value_from_json(at.json());
    if (value.ok()) return std::move(value).value();
    at.fail(value.error().code, value.error().args);
    return {};
}

SavedView::Filter filter_of(const JsonReader& r, const std::string& field) {
    r.only({"field", "in", "me", "from", "to", "filled"});
    SavedView::Filter out;
    out.filter.field = field;
    const int kinds = r.has("in") + r.has("me") + (r.has("from") || r.has("to")) + r.has("filled");
    if (kinds != 1) r.fail("view.bad_filter", {{"field", field}});
    if (r.has("in")) {
        for (const JsonReader& value : r.items("in")) out.filter.values.push_back(value_of(value));
    } else if (r.has("me")) {
        out.me = r.boolean("me", true);
        if (!out.me) r.fail("view.bad_filter", {{"field", field}}, "me");
    } else if (r.has("filled")) {
        out.filter.kind = r.boolean("filled", true) ? FilterKind::filled : FilterKind::empty;
    } else {
        out.filter.kind = FilterKind::between;
        if (r.has("from")) out.filter.from = value_of(r.child("from"));
        if (r.has("to")) out.filter.to = value_of(r.child("to"));
    }
    return out;
}

}  // namespace

Result<SavedView> parse_saved_view(const Definition& definition, const Catalog& catalog) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"label", "type", "pipeline", "roles", "person", "columns", "sort", "group", "text", "filters"});
    SavedView view;
    view.key = definition.key;
    view.pack = definition.pack;
    if (auto label = Label::parse(r.child("label").json(), "/label"); label.ok()) view.label = std::move(label).value();
    else r.fail(label.error().code, label.error().args, "label");
    view.type = r.required_text("type");
    view.pipeline = r.text("pipeline");
    view.roles = r.texts("roles");
    view.person = r.text("person");
    view.group = r.text("group");
    view.text = r.text("text");
    const RecordType* type = catalog.type(view.type);
    if (!type) r.fail("type.unknown", {{"type", view.type}}, "type");
    const Pipeline* pipeline = view.pipeline.empty() ? nullptr : catalog.pipeline(view.pipeline);
    if (!view.pipeline.empty() && (!pipeline || pipeline->type != view.type)) r.fail("pipeline.unknown", {{"pipeline", view.pipeline}}, "pipeline");
    const auto field = [&](const JsonReader& at, std::string_view member, const std::string& name) {
        if (type && !type->field(name)) at.fail("field.unknown", {{"field", name}, {"type", view.type}}, member);
        return name;
    };
    if (!view.group.empty()) field(r, "group", view.group);
    for (const JsonReader& c : r.items("columns")) {
        c.only({"field", "width"});
        view.columns.push_back({c.required_text("field"), static_cast<int>(std::clamp<std::int64_t>(c.integer("width", 0), 0, 800))});
    }
    for (const JsonReader& s : r.items("sort")) {
        s.only({"field", "descending"});
        view.sort.push_back({field(s, "field", s.required_text("field")), s.boolean("descending", false)});
    }
    for (const JsonReader& f : r.items("filters")) view.filters.push_back(filter_of(f, field(f, "field", f.required_text("field"))));
    if (r.failed()) return problem;
    return view;
}

Json view_body(const SavedView& view) {
    Json body = {{"label", view.label.json()}, {"type", view.type}};
    if (!view.pipeline.empty()) body["pipeline"] = view.pipeline;
    if (!view.roles.empty()) body["roles"] = view.roles;
    if (!view.person.empty()) body["person"] = view.person;
    for (const auto& c : view.columns) {
        Json column = {{"field", c.field}};
        if (c.width > 0) column["width"] = c.width;
        body["columns"].push_back(std::move(column));
    }
    for (const auto& s : view.sort) {
        Json sort = {{"field", s.field}};
        if (s.descending) sort["descending"] = true;
        body["sort"].push_back(std::move(sort));
    }
    if (!view.group.empty()) body["group"] = view.group;
    if (!view.text.empty()) body["text"] = view.text;
    for (const auto& f : view.filters) {
        Json filter = {{"field", f.filter.field}};
        if (f.me) {
            filter["me"] = true;
        } else if (f.filter.kind == FilterKind::one_of) {
            filter["in"] = Json::array();
            for (const Value& v : f.filter.values) filter["in"].push_back(to_json(v));
        } else if (f.filter.kind == FilterKind::between) {
            if (!f.filter.from.is_null() || f.filter.to.is_null()) filter["from"] = to_json(f.filter.from);
            if (!f.filter.to.is_null()) filter["to"] = to_json(f.filter.to);
        } else {
            filter["filled"] = f.filter.kind == FilterKind::filled;
        }
        body["filters"].push_back(std::move(filter));
    }
    return body;
}

std::vector<SavedView> saved_views(const Workspace& ws, RowId person_row, std::string_view type, std::string_view pipeline, Language language) {
    std::vector<SavedView> out;
    const auto who = person(ws, person_row);
    const std::string id = ws.id_of(person_row).str();
    for (const Definition* d : ws.catalog().definitions_of("view")) {
        auto view = parse_saved_view(*d, ws.catalog());
        if (!view.ok() || view->type != type || view->pipeline != pipeline) continue;
        const bool roles_fit = view->roles.empty() || (who && std::any_of(view->roles.begin(), view->roles.end(), [&](const std::string& role) {
            return std::find(who->roles.begin(), who->roles.end(), role) != who->roles.end();
        }));
        if (view->person.empty() ? roles_fit : view->person == id) out.push_back(std::move(view).value());
    }
    std::stable_sort(out.begin(), out.end(), [&](const SavedView& a, const SavedView& b) {
        if (a.person.empty() != b.person.empty()) return a.person.empty();
        return fold(a.label.in(language)) < fold(b.label.in(language));
    });
    return out;
}

bool is_own_view(const Json& body, const Uuid& person) {
    return body.is_object() && body.contains("person") && body["person"].is_string() && body["person"].get<std::string>() == person.str();
}

}  // namespace potok::model
