#include "automation/parser.h"

#include <algorithm>

#include "base/calendar.h"

namespace potok::automation {

namespace {

constexpr std::initializer_list<std::string_view> trigger_words = {
    "stage_entered", "stage_left",   "field_changed", "record_created", "related_created", "related_changed",
    "task_done",     "task_overdue", "event_received", "before_date",   "after_date",      "manual",
    "signal_received", "periodic",   "called"};

}  // namespace

Formula Parser::compile(const JsonReader& at, const std::string& source, Formula::Expect expect) {
    auto f = Formula::compile(source, names(), at.path(), expect);
    if (f.ok()) return std::move(f).value();
    if (!at.failed()) *at.sink() = f.error();
    return {};
}

Formula Parser::formula(const JsonReader& r, std::string_view key, Formula::Expect expect) {
    const std::string source = r.text(key);
    if (source.empty()) return {};
    return compile(r.child(key), source, expect);
}

Text Parser::text(const JsonReader& r, std::string_view key, bool required) {
    if (!r.has(key)) {
        if (required) r.fail("json.missing_key", {{"key", std::string(key)}}, key);
        return {};
    }
    return text_at(r.child(key));
}

Text Parser::text_at(const JsonReader& at) {
    auto label = Label::parse(at.json(), at.path());
    auto text = label.ok() ? Text::compile(*label, names(), at.path()) : Result<Text>(label.error());
    if (text.ok()) return std::move(text).value();
    if (!at.failed()) *at.sink() = text.error();
    return {};
}

std::vector<std::string> Parser::keys(const JsonReader& r, std::string_view key) {
    if (!r.has(key)) return {};
    if (r.json()[std::string(key)].is_string()) return {r.text(key)};
    return r.texts(key);
}

std::vector<std::string> Parser::stages(const JsonReader& r, std::string_view key) {
    std::vector<std::string> out = keys(r, key);
    for (const std::string& name : out) {
        if (pipelines_.empty()) r.fail("automation.needs_pipeline", {{"key", std::string(key)}}, key);
        for (const model::Pipeline* p : pipelines_)
            if (!p->stage(name)) r.fail("stage.unknown", {{"stage", name}, {"pipeline", p->key}}, key);
    }
    return out;
}

std::optional<TimeOfDay> Parser::local_time(const JsonReader& r, std::string_view key) {
    const std::string text = r.text(key);
    if (text.empty()) return {};
    const auto parsed = parse_time(text.size() == 5 ? text + ":00" : text);
    if (parsed.ok()) return *parsed;
    r.fail("time.malformed", {{"value", text}}, key);
    return {};
}

void Parser::field_must_exist(const JsonReader& r, std::string_view key, const model::RecordType& type,
                              const std::string& name) {
    if (!type.field(name)) r.fail("field.unknown", {{"field", name}, {"type", type.key}}, key);
}

Trigger Parser::trigger(const JsonReader& r) {
    using K = Trigger::Kind;
    Trigger t;
    if (!r.has("on")) r.fail("json.missing_key", {{"key", "on"}}, "on");
    t.kind = static_cast<K>(r.word("on", trigger_words, 0));
    t.in = stages(r, "in");
    switch (t.kind) {
        case K::stage_entered:
        case K::stage_left:
            r.only({"on", "in", "stage"});
            if (pipelines_.empty()) r.fail("automation.needs_pipeline", {{"key", "on"}}, "on");
            t.names = stages(r, "stage");
            break;
        case K::field_changed:
            r.only({"on", "in", "field"});
            t.names = keys(r, "field");
            if (t.names.empty()) r.fail("json.missing_key", {{"key", "field"}}, "field");
            for (const std::string& name : t.names) field_must_exist(r, "field", type_, name);
            break;
        case K::signal_received: {
            r.only({"on", "in", "signal", "via"});
            t.event = r.required_text("signal");
            t.via = r.text("via");
            const model::Field* f = t.via.empty() ? nullptr : type_.field(t.via);
            if (!t.via.empty() && (!f || f->kind != model::FieldKind::reference))
                r.fail("automation.not_a_link", {{"field", t.via}, {"type", type_.key}}, "via");
            break;
        }
        case K::periodic:
            r.only({"on", "in", "every", "at", "cron", "working_days", "catch_up", "calendar"});
            t.calendar = calendar(r);
            t.at = local_time(r, "at");
            if (r.has("cron") == r.has("every")) r.fail("automation.one_schedule", {}, "cron");
            if (r.has("cron")) {
                auto cron = Schedule::parse_cron(r.required_text("cron"));
                if (cron.ok())
                    t.schedule = std::move(cron).value();
                else
                    r.fail(cron.error().code, cron.error().args, "cron");
                if (t.at) r.fail("automation.one_schedule", {}, "at");
            } else if (r.word("every", {"hour", "day"}, 0) == 0) {
                t.schedule = Schedule::hourly();
                if (t.at) r.fail("automation.one_schedule", {}, "at");
            } else {
                t.schedule = Schedule::daily(t.at.value_or(TimeOfDay{0}));
            }
            if (t.schedule && r.boolean("working_days", false)) t.schedule->only_working_days();
            t.each = r.word("catch_up", {"last", "each"}, 0) == 1;
            break;
        case K::record_created:
        case K::called:
        case K::manual:
            r.only({"on", "in"});
            break;
        case K::related_created:
        case K::related_changed: {
            r.only({"on", "in", "type", "field"});
            t.type = r.required_text("type");
            t.names = keys(r, "field");
            const model::RecordType* other = catalog_.type(t.type);
            if (!other) {
                r.fail("type.unknown", {{"type", t.type}}, "type");
            } else if (other->subject_field.empty()) {
                r.fail("automation.not_related", {{"type", t.type}}, "type");
            } else {
                for (const std::string& name : t.names) field_must_exist(r, "field", *other, name);
            }
            break;
        }
        case K::task_done:
        case K::task_overdue:
            r.only({"on", "in", "task"});
            t.names = keys(r, "task");
            break;
        case K::event_received:
            r.only({"on", "in", "event"});
            t.event = r.required_text("event");
            break;
        case K::before_date:
        case K::after_date: {
            r.only({"on", "in", "field", "offset", "at", "calendar"});
            t.calendar = calendar(r);
            t.names = {r.required_text("field")};
            const model::Field* f = type_.field(t.names.front());
            if (!f || (f->kind != model::FieldKind::date && f->kind != model::FieldKind::datetime))
                r.fail("automation.not_a_date", {{"field", t.names.front()}, {"type", type_.key}}, "field");
            t.at = local_time(r, "at");
            if (!r.has("offset")) break;
            const JsonReader at = r.child("offset");
            if (at.json().is_string()) {
                bool days = false;
                if (!read_duration(at.json().get<std::string>(), days, t.amount))
                    r.fail("duration.malformed", {{"value", at.json().get<std::string>()}}, "offset");
                t.offset = days ? Trigger::Offset::days : Trigger::Offset::elapsed;
            } else {
                at.only({"working_days"});
                t.amount = at.integer("working_days", -1);
                if (t.amount < 0) at.fail("json.missing_key", {{"key", "working_days"}}, "working_days");
                t.offset = Trigger::Offset::working_days;
            }
            break;
        }
    }
    return t;
}

Scope Parser::scope(const JsonReader& body, const std::vector<Trigger>& triggers) {
    using K = Trigger::Kind;
    Scope s;
    if (!body.has("scope")) {
        if (triggers.empty()) return s;
        const Trigger& first = triggers.front();
        if (first.kind == K::stage_entered || first.kind == K::stage_left) s.kind = Scope::Kind::stage_visit;
        if (first.kind == K::before_date || first.kind == K::after_date) {
            s.kind = Scope::Kind::value;
            s.field = first.names.front();
        }
        return s;
    }
    const JsonReader at = body.child("scope");
    if (at.json().is_object()) {
        at.only({"value"});
        s.kind = Scope::Kind::value;
        s.field = at.required_text("value");
        field_must_exist(at, "value", type_, s.field);
    } else {
        s.kind = static_cast<Scope::Kind>(body.word("scope", {"operation", "stage_visit", "record"}, 0));
    }
    if (s.kind == Scope::Kind::stage_visit && !type_.on_pipeline)
        body.fail("automation.needs_pipeline", {{"key", "scope"}}, "scope");
    return s;
}

Ground Parser::ground(const JsonReader& r) {
    Ground g;
    if (r.json().is_string()) {
        const std::string word = r.json().get<std::string>();
        if (word == "stage")
            g.kind = Ground::Kind::stage;
        else if (word == "open")
            g.kind = Ground::Kind::open;
        else if (word != "record")
            r.fail("json.not_one_of", {{"key", "ground"}, {"value", word}, {"known", "stage, open, record"}});
        if (g.kind != Ground::Kind::record && !type_.on_pipeline) r.fail("automation.needs_pipeline", {{"key", "ground"}});
        return g;
    }
    r.only({"value", "condition"});
    if (r.has("value")) {
        g.kind = Ground::Kind::value;
        g.field = r.required_text("value");
        field_must_exist(r, "value", type_, g.field);
    } else {
        g.kind = Ground::Kind::condition;
        g.condition = formula(r, "condition", Formula::Expect::truth);
        if (g.condition.empty()) r.fail("json.missing_key", {{"key", "condition"}}, "condition");
    }
    return g;
}

}  // namespace potok::automation
