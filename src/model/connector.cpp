#include "model/connector.h"

#include "base/calendar.h"
#include "model/json_reader.h"

namespace potok::model {

namespace {

constexpr std::int64_t longest_pause = std::int64_t{30} * 86'400'000;  // ms

std::int64_t pause(const JsonReader& r, const std::string& text, std::string_view key) {
    const auto parsed = parse_duration(text);
    const auto* d = parsed.ok() ? parsed->as<DayTimeDuration>() : nullptr;
    if (d && d->ms > 0 && d->ms <= longest_pause) return d->ms;
    r.fail("connector.bad_pause", {{"value", text}}, key);
    return 0;
}

}  // namespace

Result<Connector> parse_connector(const Definition& definition) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "description", "channel", "request", "reply", "repeats", "retry", "timeout"});
    Connector c;
    c.key = definition.key;
    if (!r.has("label")) r.fail("json.missing_key", {{"key", "label"}}, "label");
    if (auto label = Label::parse(r.has("label") ? definition.body["label"] : Json(), "/label"); label.ok())
        c.label = std::move(label).value();
    else if (r.has("label"))
        r.child("label").fail(label.error().code, label.error().args);
    c.channel = r.required_text("channel");
    r.word("channel", {"sms", "email", "webhook"}, 0);
    c.knows_repeats = r.word("repeats", {"unknown", "known"}, 0) == 1;
    if (r.has("retry")) {
        c.retry.clear();
        for (const std::string& text : r.texts("retry")) c.retry.push_back(pause(r, text, "retry"));
    }
    if (r.has("timeout")) c.timeout = pause(r, r.text("timeout"), "timeout");
    for (const char* part : {"request", "reply"})
        if (!r.has(part)) r.fail("json.missing_key", {{"key", part}}, part);
    if (r.has("request")) {
        const JsonReader request = r.child("request");
        request.only({"method", "url", "headers", "json", "form", "body"});
        request.word("method", {"POST", "PUT", "PATCH", "GET"}, 0);
        request.required_text("url");
        if (int(request.has("json")) + int(request.has("form")) + int(request.has("body")) > 1) request.fail("connector.one_body");
    }
    if (r.has("reply")) {
        const JsonReader reply = r.child("reply");
        reply.only({"sent", "refused", "id", "why"});
        reply.required_text("sent");
    }
    if (!problem.code.empty()) return problem;
    return c;
}

Result<Connector> connector_for(const Catalog& catalog, std::string_view key, std::string_view channel) {
    for (const Definition* d : catalog.definitions_of("connector")) {
        if (!key.empty() && d->key != key) continue;
        auto parsed = parse_connector(*d);
        if (parsed.ok() && (!key.empty() || parsed->channel == channel)) return parsed;
    }
    return error("connector.none", {{"channel", std::string(channel)}, {"connector", std::string(key)}});
}

}  // namespace potok::model
