#include "ui/commands.h"

#include <nlohmann/json.hpp>

namespace potok::ui {

namespace {

Json values_json(const FieldValues& values) {
    Json out = Json::object();
    for (const auto& [key, value] : values) out[key] = to_json(value);
    return out;
}

Json words(const std::vector<std::string>& list) {
    Json out = Json::array();
    for (const std::string& word : list) out.push_back(word);
    return out;
}

}  // namespace

Json Compose::ref(model::RowId row) const { return to_json(Value(ws_.id_of(row))); }

model::Command Compose::create(std::string_view type, const FieldValues& values, std::string_view pipeline,
                               std::string_view stage) const {
    model::Command c{"create", {{"type", type}, {"values", values_json(values)}}};
    if (!pipeline.empty()) c.args["pipeline"] = pipeline;
    if (!stage.empty()) c.args["stage"] = stage;
    return c;
}

model::Command Compose::set_field(model::RowId record, std::string_view field, const Value& value) const {
    return set_fields(record, {{std::string(field), value}});
}

model::Command Compose::set_fields(model::RowId record, const FieldValues& values) const {
    return {"set_fields", {{"record", ref(record)}, {"values", values_json(values)}}};
}

model::Command Compose::move(model::RowId record, std::string_view from, std::string_view to, const MoveExtras& extras) const {
    model::Command c{"move", {{"record", ref(record)}, {"to", to}}};
    if (!from.empty()) c.args["from"] = from;
    if (!extras.comment.empty()) c.args["comment"] = extras.comment;
    if (!extras.lost_reason.empty()) c.args["lost_reason"] = extras.lost_reason;
    if (!extras.values.empty()) c.args["values"] = values_json(extras.values);
    return c;
}

model::Command Compose::remove(model::RowId record) const { return {"delete", {{"record", ref(record)}}}; }

model::Command Compose::comment(model::RowId record, std::string_view text) const {
    return {"comment", {{"record", ref(record)}, {"text", text}}};
}

model::Command Compose::create_task(std::optional<model::RowId> record, std::string_view title,
                                    std::optional<model::RowId> assignee, std::optional<Instant> due) const {
    model::Command c{"create_task", {{"title", title}}};
    if (record) c.args["record"] = ref(*record);
    if (assignee) c.args["assignee"] = ref(*assignee);
    if (due) c.args["due"] = to_json(Value(*due));
    return c;
}

model::Command Compose::set_task_due(model::RowId task, Instant due) const {
    return {"update_task", {{"task", ref(task)}, {"due", to_json(Value(due))}}};
}

model::Command Compose::complete_task(model::RowId task, std::string_view comment) const {
    model::Command c{"complete_task", {{"task", ref(task)}}};
    if (!comment.empty()) c.args["comment"] = comment;
    return c;
}

model::Command Compose::decide(model::RowId task, std::string_view verdict, std::string_view comment, const FieldValues& values) const {
    model::Command c{"decide", {{"task", ref(task)}, {"verdict", verdict}}};
    if (!comment.empty()) c.args["comment"] = comment;
    if (!values.empty()) c.args["values"] = values_json(values);
    return c;
}

model::Command Compose::delegate_task(model::RowId task, model::RowId to) const {
    return {"delegate_task", {{"task", ref(task)}, {"to", ref(to)}}};
}

model::Command Compose::reopen_task(model::RowId task) const { return {"reopen_task", {{"task", ref(task)}}}; }

model::Command Compose::add_check_item(model::RowId task, std::string_view text) const {
    return {"add_check_item", {{"task", ref(task)}, {"text", text}}};
}

model::Command Compose::set_check_item(model::RowId item, bool done) const {
    return {"set_check_item", {{"item", ref(item)}, {"done", done}}};
}

model::Command Compose::book(model::RowId resource, Instant from, Instant to, std::optional<model::RowId> record,
                             std::string_view title) const {
    model::Command c{"book", {{"resource", ref(resource)}, {"from", to_json(Value(from))}, {"to", to_json(Value(to))}}};
    if (record) c.args["record"] = ref(*record);
    if (!title.empty()) c.args["title"] = title;
    return c;
}

model::Command Compose::rebook(model::RowId booking, std::optional<model::RowId> resource, std::optional<Instant> from,
                               std::optional<Instant> to) const {
    model::Command c{"rebook", {{"booking", ref(booking)}}};
    if (resource) c.args["resource"] = ref(*resource);
    if (from) c.args["from"] = to_json(Value(*from));
    if (to) c.args["to"] = to_json(Value(*to));
    return c;
}

model::Command Compose::release(model::RowId booking) const { return {"release", {{"booking", ref(booking)}}}; }

model::Command Compose::attach(model::RowId record, std::string_view field, std::string_view name, std::string_view media_type,
                               std::int64_t size, std::string_view sha256, std::string_view kind) const {
    model::Command c{"attach",
                     {{"record", ref(record)}, {"name", name}, {"media_type", media_type},
                      {"size", to_json(Value(size))}, {"sha256", sha256}}};
    if (!field.empty()) c.args["field"] = field;
    if (!kind.empty()) c.args["kind"] = kind;
    return c;
}

model::Command Compose::detach(model::RowId attachment) const { return {"detach", {{"attachment", ref(attachment)}}}; }

model::Command Compose::undo(const Uuid& operation) const { return {"undo", {{"operation", operation.str()}}}; }

model::Command Compose::read_notification(model::RowId notification) const {
    return {"read_notification", {{"notification", ref(notification)}}};
}

model::Command Compose::set_setting(std::string_view key, const Value& value) const {
    return {"set_setting", {{"key", key}, {"value", to_json(value)}}};
}

model::Command Compose::create_person(std::string_view name, const std::vector<std::string>& roles) const {
    return {"create_person", {{"name", name}, {"roles", words(roles)}}};
}

model::Command Compose::set_roles(model::RowId person, const std::vector<std::string>& roles) const {
    return {"set_roles", {{"person", ref(person)}, {"roles", words(roles)}}};
}

}  // namespace potok::ui
