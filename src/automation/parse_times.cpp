// Reading times and what is waited for.
#include "automation/parser.h"
#include "base/calendar.h"

namespace potok::automation {

bool Parser::read_duration(const std::string& text, bool& days, std::int64_t& amount) {
    const auto parsed = parse_duration(text);
    if (!parsed.ok()) return false;
    const auto* d = parsed->as<DayTimeDuration>();
    if (!d || d->ms < 0) return false;
    days = text.find('T') == std::string::npos;
    amount = days ? d->ms / 86'400'000 : d->ms;
    return true;
}

// The working calendar that a time names, or its pipeline's.
std::string Parser::calendar(const JsonReader& r) {
    const std::string key = r.text("calendar");
    if (key.empty()) {
        const std::string own = pipelines_.empty() ? std::string() : pipelines_.front()->calendar;
        for (const model::Pipeline* p : pipelines_)
            if (p->calendar != own) r.fail("automation.calendars_differ", {{"pipeline", p->key}}, "calendar");
        return own;
    }
    if (!catalog_.definition("calendar", key)) r.fail("calendar.unknown", {{"calendar", key}}, "calendar");
    return key;
}

// The one member that says which kind of time it is.
void Parser::amount(const JsonReader& r, TimeSpec& out) {
    using K = TimeSpec::Kind;
    static constexpr std::pair<std::string_view, K> members[] = {{"elapsed", K::elapsed},
                                                                 {"days", K::days},
                                                                 {"working_days", K::working_days},
                                                                 {"working_time", K::working_time},
                                                                 {"at", K::at}};
    int found = 0;
    for (const auto& [key, kind] : members) {
        if (!r.has(key)) continue;
        ++found;
        out.kind = kind;
        const JsonReader at = r.child(key);
        const std::string text = at.json().is_string() ? at.json().get<std::string>() : "";
        if (kind == K::at) {
            out.formula = compile(at, text, Formula::Expect::anything);
        } else if (text.starts_with('=')) {
            out.formula = compile(at, text.substr(1), Formula::Expect::anything);
        } else if (kind == K::days || kind == K::working_days) {
            out.amount = r.integer(key, -1);
            if (out.amount < 0 || out.amount > 36'500) r.fail("duration.malformed", {{"value", at.json().dump()}}, key);
        } else {
            bool days = false;
            if (!read_duration(text, days, out.amount)) r.fail("duration.malformed", {{"value", text}}, key);
            if (days) out.amount *= 86'400'000;
        }
    }
    if (found != 1) r.fail("automation.one_time", {});
}

TimeSpec Parser::time(const JsonReader& r, bool may_repeat) {
    TimeSpec out;
    if (may_repeat)
        r.only({"elapsed", "days", "working_days", "working_time", "at", "time", "calendar", "repeat"});
    else
        r.only({"elapsed", "days", "working_days", "working_time", "at", "time", "calendar"});
    out.calendar = calendar(r);
    amount(r, out);
    out.time = local_time(r, "time");
    return out;
}

Wait Parser::one_wait(const JsonReader& r) {
    Wait w;
    if (r.has("task") || r.has("event") || r.has("condition") || r.has("signal") || r.has("error")) {
        r.only({"task", "event", "condition", "signal", "error"});
        if (r.json().size() != 1) r.fail("automation.one_wait", {});
        if (r.has("condition")) {
            w.kind = Wait::Kind::condition;
            w.condition = formula(r, "condition", Formula::Expect::truth);
        } else if (r.has("error")) {
            w.kind = Wait::Kind::error;
            w.name = r.text("error");
            if (w.name == "*") w.name.clear();
        } else if (r.has("signal")) {
            w.kind = Wait::Kind::signal;
            w.name = r.required_text("signal");
        } else {
            w.kind = r.has("task") ? Wait::Kind::task : Wait::Kind::event;
            w.name = r.required_text(r.has("task") ? "task" : "event");
        }
    } else {
        w.time = time(r, true);
        w.repeat = static_cast<int>(r.integer("repeat", 1));
        if (w.repeat < 1 || w.repeat > 1000) r.fail("automation.bad_repeat", {}, "repeat");
    }
    return w;
}

std::vector<Wait> Parser::waits(const JsonReader& r) {
    std::vector<Wait> out;
    if (r.has("any")) {
        r.only({"any"});
        for (const JsonReader& item : r.items("any")) out.push_back(one_wait(item));
        if (out.empty()) r.fail("json.missing_key", {{"key", "any"}}, "any");
    } else {
        out.push_back(one_wait(r));
    }
    return out;
}

}  // namespace potok::automation
