// What people and connected systems do: each step is one command.
#include <fmt/format.h>

#include "base/sha256.h"
#include "scenario/verbs.h"

namespace potok::scenario::acts {
namespace {

std::string media_type(std::string_view file) {
    if (file.ends_with(".pdf")) return "application/pdf";
    if (file.ends_with(".jpg") || file.ends_with(".jpeg")) return "image/jpeg";
    if (file.ends_with(".png")) return "image/png";
    return "application/octet-stream";
}

// The record's booking of that resource: the latest one.
Result<model::RowId> booking_of(World& world, const Match& m) {
    POTOK_TRY(const auto resource, world.resource(m.text("resource")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    model::RowId found = 0;
    for (const auto& b : model::bookings_of(world.workspace(), record)) {
        if (b.resource == resource) found = std::max(found, b.row);
    }
    if (!found) return impossible(fmt::format("{} is not booked for {}", m.text("resource"), m.text("record")));
    return found;
}

// "@Title" in a block becomes the reference of that record, task, person or resource.
Status put_references(World& world, Json& json) {
    if (json.is_string()) {
        const std::string text = json.get<std::string>();
        if (!text.starts_with("@")) return {};
        const std::string name = text.substr(1);
        if (auto person = world.person(name)) {
            json = world.ref(*person);
        } else if (auto resource = world.resource(name)) {
            json = world.ref(*resource);
        } else if (auto task = world.task(name, {})) {
            json = world.ref(task->row);
        } else {
            POTOK_TRY(const auto record, world.record({{Token::Kind::text, name}}));
            json = world.ref(record);
        }
        return {};
    }
    if (!json.is_structured()) return {};
    for (Json& inner : json) POTOK_CHECK(put_references(world, inner));
    return {};
}

// Pairs are the event's data.
Status receive(World& world, model::RowId actor, const Match& m, const Step& step) {
    Json data = Json::object();
    for (const auto& [key, text] : step.pairs) {
        POTOK_TRY(const Value v, world.loose_value(text));
        data[key] = to_json(v);
    }
    Json args = {{"event", m.text("event")}, {"external_id", m.text("external")}, {"data", data}};
    if (m.has("record")) {
        POTOK_TRY(const auto record, world.record(m.tokens("record")));
        args["record"] = world.ref(record);
    }
    if (m.has("comment")) args["comment"] = m.text("comment");
    return world.act(actor, "receive_event", args);
}

}  // namespace

Status create(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto* type, world.type(m.text("type")));
    POTOK_TRY(Json values, world.values(*type, step));
    values[type->title_field] = m.text("title");
    Json args = {{"type", type->key}, {"values", values}};
    if (m.has("pipeline")) args["pipeline"] = m.text("pipeline");
    if (m.has("stage")) args["stage"] = m.text("stage");
    POTOK_CHECK(world.act(who, "create", args));
    if (m.has("alias")) world.name(m.text("alias"), world.last().record);
    return {};
}

Status set(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const Json values, world.values(*world.workspace().type_of(record), step));
    if (values.empty()) return impossible("no field is named");
    return world.act(who, "set_fields", {{"record", world.ref(record)}, {"values", values}});
}

Status set_one(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto* field, world.field(*world.workspace().type_of(record), m.text("field")));
    std::string text = m.text("value");
    if (m.tokens("value").size() == 1 && m.tokens("value").front().kind == Token::Kind::text) text = '"' + text + '"';
    POTOK_TRY(const Value v, world.value(*field, text));
    return world.act(who, "set_fields", {{"record", world.ref(record)}, {"values", {{field->key, to_json(v)}}}});
}

Status move(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto* stage, world.stage(record, m.text("stage")));
    Json args = {{"record", world.ref(record)}, {"to", stage->key}};
    if (m.has("comment")) args["comment"] = m.text("comment");
    if (m.has("reason")) {
        const std::string reason = m.text("reason");
        args["lost_reason"] = reason;
        for (const auto& o : world.pipeline_of(record)->lost_reasons) {
            if (label_is(o.label, reason)) args["lost_reason"] = o.key;
        }
    }
    POTOK_TRY(const Json values, world.values(*world.workspace().type_of(record), step));
    if (!values.empty()) args["values"] = values;
    return world.act(who, "move", args);
}

Status remove(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    world.name(m.tokens("record").back().text, record);  // so that it can be restored by its title
    return world.act(who, "delete", {{"record", world.ref(record)}});
}

Status restore(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    return world.act(who, "restore", {{"record", world.ref(record)}});
}

Status comment(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    return world.act(who, "comment", {{"record", world.ref(record)}, {"text", m.text("text")}});
}

Status attach(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const std::string file = m.text("file");
    const std::string content = step.block.empty() ? file : step.block;
    Json args = {{"record", world.ref(record)},      {"name", file},
                 {"media_type", media_type(file)},   {"size", static_cast<std::int64_t>(content.size())},
                 {"sha256", hex(sha256(content))}};
    if (m.has("field")) {
        POTOK_TRY(const auto* field, world.field(*world.workspace().type_of(record), m.text("field")));
        args["field"] = field->key;
    }
    if (m.has("kind")) args["kind"] = m.text("kind");
    return world.act(who, "attach", args);
}

Status detach(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    for (const auto& a : model::attachments(world.workspace(), record)) {
        if (a.name == m.text("file")) return world.act(who, "detach", {{"attachment", world.ref(a.row)}});
    }
    return impossible(fmt::format("there is no document \"{}\"", m.text("file")));
}

Status book(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto resource, world.resource(m.text("resource")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const Instant from, world.moment(m.text("from")));
    POTOK_TRY(const Instant to, world.moment(m.text("to")));
    return world.act(who, "book",
                     {{"resource", world.ref(resource)},
                      {"record", world.ref(record)},
                      {"from", to_json(Value(from))},
                      {"to", to_json(Value(to))}});
}

Status rebook(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto booking, booking_of(world, m));
    POTOK_TRY(const Instant from, world.moment(m.text("from")));
    POTOK_TRY(const Instant to, world.moment(m.text("to")));
    Json args = {{"booking", world.ref(booking)}, {"from", to_json(Value(from))}, {"to", to_json(Value(to))}};
    if (m.has("other")) {
        POTOK_TRY(const auto other, world.resource(m.text("other")));
        args["resource"] = world.ref(other);
    }
    return world.act(who, "rebook", args);
}

Status release(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto booking, booking_of(world, m));
    return world.act(who, "release", {{"booking", world.ref(booking)}});
}

Status event(World& world, const Match& m, const Step& step) {
    return receive(world, world.workspace().robots(), m, step);
}

Status report(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    return receive(world, who, m, step);
}

Status change_setting(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const Value v, world.setting_value(m.text("key"), m.text("value")));
    return world.act(who, "set_setting", {{"key", m.text("key")}, {"value", to_json(v)}});
}

Status undo(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    const auto last = model::last_undoable(world.workspace(), who);
    if (!last) return impossible(fmt::format("{} has done nothing that could be undone", m.text("who")));
    return world.act(who, "undo", {{"operation", last->id.str()}});
}

Status read_notification(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    for (const auto& n : model::notifications(world.workspace(), who, true)) {
        if (n.text.find(m.text("text")) != std::string::npos)
            return world.act(who, "read_notification", {{"notification", world.ref(n.row)}});
    }
    return impossible("there is no such unread notification");
}

Status retry(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    if (!world.environment().failed_firing) return impossible("there is no engine here");
    const auto firing = world.environment().failed_firing(world.workspace());
    if (!firing) return impossible("no robot has failed");
    return world.act(who, "retry", {{"firing", *firing}});
}

Status command(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    Json args = Json::object();
    if (!step.block.empty()) {
        auto parsed = packs::parse_json(step.block, "the block");
        if (!parsed) return parsed.error();
        args = std::move(*parsed);
    }
    POTOK_CHECK(put_references(world, args));
    return world.act(who, m.text("command"), args);
}

}  // namespace potok::scenario::acts
