#include "automation/effects.h"

#include "model/queries.h"

namespace potok::automation {

namespace {

using model::Change;

std::string text(const Change& c, std::string_view field) {
    const Change::Delta* d = c.delta(field);
    const std::string* t = d ? d->after.as<std::string>() : nullptr;
    return t ? *t : std::string();
}

std::optional<Instant> instant(const Change& c, std::string_view field) {
    const Change::Delta* d = c.delta(field);
    const Instant* t = d ? d->after.as<Instant>() : nullptr;
    return t ? std::optional(*t) : std::nullopt;
}

std::string name(const model::Workspace& ws, const Change& c, std::string_view field) {
    const Change::Delta* d = c.delta(field);
    const Ref* ref = d ? d->after.as<Ref>() : nullptr;
    const auto row = ref ? ws.row_of(ref->id) : std::nullopt;
    return row ? model::title_of(ws, *row) : std::string();
}

std::string label_of(const model::Workspace& ws, const std::string& automation, Language language) {
    const model::Definition* d = ws.catalog().definition("automation", automation);
    if (!d || !d->body.contains("label")) return automation;
    const auto label = model::Label::parse(d->body["label"], "/label");
    return label.ok() ? label->in(language) : automation;
}

// The stage of a record that is on a pipeline: its own label, whatever pipeline has a stage of that key.
std::string stage_label(const model::Workspace& ws, const Change& c, const std::string& stage, Language language) {
    std::string pipeline = text(c, "pipeline");
    if (pipeline.empty()) {
        const auto stored = model::record(ws, c.row);
        if (stored) pipeline = stored->text("pipeline");
    }
    const model::Pipeline* p = ws.catalog().pipeline(pipeline);
    const model::Stage* s = p ? p->stage(stage) : nullptr;
    return s ? s->label.in(language) : stage;
}

std::optional<Effect> inserted(const model::Workspace& ws, const Change& c, Language) {
    const std::string& type = c.type->key;
    Effect e;
    if (type == "task") {
        e.kind = Effect::Kind::task;
        e.title = text(c, "title");
        e.who = name(ws, c, "assignee");
        e.due = instant(c, "due");
    } else if (type == "message") {
        e.kind = Effect::Kind::message;
        e.title = text(c, "text");
        e.who = text(c, "to");
    } else if (type == "notification") {
        e.kind = Effect::Kind::notification;
        e.title = text(c, "text");
        e.who = name(ws, c, "person");
    } else if (type == "comment") {
        e.kind = Effect::Kind::comment;
        e.title = text(c, "text");
    } else if (c.type->registered && type != "check_item" && type != "line" && type != "allocation") {
        e.kind = Effect::Kind::record;
        e.title = text(c, c.type->title_field);
    } else {
        return {};
    }
    return e;
}

std::optional<Effect> updated(const model::Workspace& ws, const Change& c, Language language) {
    if (!c.type->registered) return {};
    Effect e;
    if (c.type->key == "task") {
        if (text(c, "state") == "withdrawn") {
            e.kind = Effect::Kind::withdrawn_task;
            e.title = model::title_of(ws, c.row);
            return e;
        }
        e.kind = Effect::Kind::task;
        e.title = text(c, "title").empty() ? model::title_of(ws, c.row) : text(c, "title");
        e.who = name(ws, c, "assignee");
        e.due = instant(c, "due");
        return e;
    }
    if (const Change::Delta* stage = c.delta("stage"); stage && c.type->on_pipeline) {
        e.kind = Effect::Kind::move;
        e.title = stage_label(ws, c, text(c, "stage"), language);
        return e;
    }
    e.kind = Effect::Kind::fields;
    for (const Change::Delta& d : c.deltas) {
        const model::Field* f = c.type->field(d.field);
        if (!f || f->system) continue;
        e.title += (e.title.empty() ? "" : ", ") + f->label.in(language);
    }
    return e.title.empty() ? std::nullopt : std::optional(e);
}

}  // namespace

std::vector<Effect> effects(const model::Workspace& ws, const model::Outcome& outcome, Language language) {
    std::vector<Effect> out;
    for (const Change& c : outcome.changes) {
        if (c.type->key == "wait" && c.kind == Change::Kind::inserted) {
            const std::string kind = text(c, "kind");
            const auto due = instant(c, "due");
            if (!due || (kind != "time" && kind != "date")) continue;
            Effect e;
            e.kind = Effect::Kind::timer;
            e.due = due;
            e.automation = kind == "date" ? text(c, "automation") : c.cause.automation;
            e.title = label_of(ws, e.automation, language);
            const Change::Delta* record = c.delta("record");
            const Ref* ref = record ? record->after.as<Ref>() : nullptr;
            e.record = ref ? ws.row_of(ref->id).value_or(0) : 0;
            out.push_back(std::move(e));
            continue;
        }
        if (c.cause.firing == 0) continue;
        auto e = c.kind == Change::Kind::inserted ? inserted(ws, c, language)
                 : c.kind == Change::Kind::updated ? updated(ws, c, language)
                                                   : std::nullopt;
        if (!e) continue;
        e->automation = c.cause.automation;
        e->record = c.subject != 0 ? c.subject : c.row;
        out.push_back(std::move(*e));
    }
    return out;
}

}  // namespace potok::automation
