#include "exchange/calendar/calendar_file.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.h"
#include "model/queries.h"

namespace potok::exchange {

namespace {

constexpr std::size_t most_bytes = 1 << 20, longest_line = 1 << 16, most_events = 5000, most_levels = 8;

struct Line {
    int number = 0;
    std::string name, value;  // name in capitals
    std::map<std::string, std::string> parameters;
};

std::string upper(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return out;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        out += c == 'n' || c == 'N' ? '\n' : c;
    }
    return out;
}

using Args = std::map<std::string, std::string>;

std::string beginning(std::string_view text, std::size_t codepoints) {
    return std::string(text.substr(0, codepoints_length(text, codepoints)));
}

class Reader {
public:
    Reader(std::string_view text, const ZoneTable& zones, const Zone& local) : text_(text), zones_(zones), local_(local) {}

    Result<CalendarFile> read() {
        if (text_.size() > most_bytes) return too_large("1 MiB");
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
        if (!is_valid_utf8(text_)) return fail("ics.not_utf8");
        while (true) {
            POTOK_TRY(const auto line, next());
            if (!line) break;
            POTOK_CHECK(take(*line));
        }
        if (!levels_.empty()) return fail("ics.nesting", {{"component", levels_.back()}});
        if (!any_) return fail("ics.no_calendar");
        return std::move(file_);
    }

private:
    std::string_view text_;
    const ZoneTable& zones_;
    const Zone& local_;
    int number_ = 0;  // of the line being read, from 1
    std::vector<std::string> levels_;
    bool any_ = false;
    CalendarFile file_;
    std::map<std::string, Line> event_;  // properties of the VEVENT being read
    int event_line_ = 0;

    Error at(int line, std::string code, Args args = {}) const { return error(std::move(code), std::move(args), "line " + std::to_string(line)); }
    Error fail(std::string code, Args args = {}) const { return at(number_, std::move(code), std::move(args)); }
    Error too_large(const std::string& most) const { return fail("ics.too_large", {{"most", most}}); }

    std::string_view raw_line() {
        const std::size_t end = text_.find('\n');
        std::string_view line = text_.substr(0, end);
        text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        ++number_;
        return line;
    }

    // A content line with its continuations put together; nothing at the end.
    Result<std::optional<Line>> next() {
        std::string whole;
        Line line;
        while (whole.empty()) {
            if (text_.empty()) return std::optional<Line>();
            whole = raw_line();
            line.number = number_;
        }
        while (text_.starts_with(' ') || text_.starts_with('\t')) {
            whole += raw_line().substr(1);
            if (whole.size() > longest_line) return too_large("64 KiB");
        }
        if (whole.size() > longest_line) return too_large("64 KiB");
        POTOK_CHECK(split(whole, line));
        return std::optional(std::move(line));
    }

    // NAME;PARAMETER=value;PARAMETER="value":value
    Status split(const std::string& whole, Line& line) const {
        std::size_t i = 0;
        const auto word = [&] {
            const std::size_t from = i;
            while (i < whole.size() && (std::isalnum(static_cast<unsigned char>(whole[i])) != 0 || whole[i] == '-')) ++i;
            return upper(std::string_view(whole).substr(from, i - from));
        };
        const auto malformed = [&] { return at(line.number, "ics.line", {{"text", beginning(whole, 40)}}); };
        line.name = word();
        if (line.name.empty()) return malformed();
        while (i < whole.size() && whole[i] == ';') {
            ++i;
            const std::string name = word();
            if (name.empty() || i >= whole.size() || whole[i] != '=') return malformed();
            ++i;
            std::string value;
            bool quoted = false;
            while (i < whole.size() && (quoted || (whole[i] != ';' && whole[i] != ':'))) {
                if (whole[i] == '"')
                    quoted = !quoted;
                else
                    value += whole[i];
                ++i;
            }
            if (quoted) return malformed();
            line.parameters[name] = value;
        }
        if (i >= whole.size() || whole[i] != ':') return malformed();
        line.value = whole.substr(i + 1);
        return {};
    }

    bool in_event() const { return levels_.size() == 2 && levels_.back() == "VEVENT"; }

    Status take(const Line& line) {
        if (line.name == "BEGIN") {
            const std::string what = upper(line.value);
            if (levels_.empty() != (what == "VCALENDAR")) return at(line.number, "ics.nesting", {{"component", what}});
            if (levels_.size() >= most_levels) return at(line.number, "ics.too_large", {{"most", std::to_string(most_levels)}});
            levels_.push_back(what);
            any_ = true;
            if (in_event()) {
                event_.clear();
                event_line_ = line.number;
            }
            return {};
        }
        if (levels_.empty()) return at(line.number, "ics.no_calendar");
        if (line.name == "END") {
            if (upper(line.value) != levels_.back()) return at(line.number, "ics.nesting", {{"component", line.value}});
            if (in_event()) POTOK_CHECK(finish());
            levels_.pop_back();
            return {};
        }
        if (!in_event()) return {};
        static constexpr std::string_view wanted[] = {"UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "DESCRIPTION", "SEQUENCE",
                                                      "STATUS", "RRULE", "RDATE", "RECURRENCE-ID"};
        if (std::ranges::find(wanted, line.name) == std::end(wanted)) return {};
        const bool often = line.name == "RRULE" || line.name == "RDATE";
        if (!event_.emplace(line.name, line).second && !often) return at(line.number, "ics.twice", {{"property", line.name}});
        return {};
    }

    const Line* property(const std::string& name) const {
        const auto it = event_.find(name);
        return it == event_.end() ? nullptr : &it->second;
    }
    std::string text(const std::string& name) const {
        const Line* line = property(name);
        return line ? unescaped(line->value) : std::string();
    }

    // "20260317T093000Z", "20260317T093000" with TZID or local, "20260317".
    Result<Instant> time(const Line& line, bool& all_day) const {
        const std::string& v = line.value;
        const auto malformed = [&] { return at(line.number, "ics.time", {{"property", line.name}, {"text", beginning(v, 40)}}); };
        const auto digits = [&](std::size_t from, std::size_t n) {
            int out = 0;
            for (std::size_t i = from; i < from + n; ++i) {
                if (v[i] < '0' || v[i] > '9') return -1;
                out = out * 10 + (v[i] - '0');
            }
            return out;
        };
        const bool utc = v.size() == 16 && v.back() == 'Z';
        all_day = v.size() == 8;
        if (!all_day && !utc && v.size() != 15) return malformed();
        const int year = digits(0, 4), month = digits(4, 2), day = digits(6, 2);
        const auto date = date_of(year, month, day);
        if (year < 0 || month < 0 || day < 0 || !date.ok()) return malformed();
        TimeOfDay clock{};
        if (!all_day) {
            const int h = digits(9, 2), m = digits(11, 2), s = digits(13, 2);
            if (v[8] != 'T' || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60) return malformed();
            POTOK_TRY(clock, parse_time(v.substr(9, 2) + ":" + v.substr(11, 2) + ":" + (s == 60 ? "59" : v.substr(13, 2))));
        }
        if (utc) return utc_zone()->to_instant({*date, clock});
        const auto id = line.parameters.find("TZID");
        if (id == line.parameters.end() || all_day) return local_.to_instant({*date, clock});
        const auto zone = zones_.find(id->second);
        if (!zone.ok()) return at(line.number, "ics.zone", {{"zone", beginning(id->second, 60)}});
        return (*zone)->to_instant({*date, clock});
    }

    // Weeks too: "P1W", which our own durations do not have.
    Result<std::int64_t> length(const Line& line) const {
        const auto malformed = [&] { return at(line.number, "ics.time", {{"property", line.name}, {"text", beginning(line.value, 40)}}); };
        std::string v = line.value;
        if (v.size() >= 3 && v.size() <= 6 && v.starts_with('P') && v.ends_with('W')) {
            const auto n = Decimal::parse(v.substr(1, v.size() - 2));
            const auto weeks = n.ok() ? n->to_int64() : std::nullopt;
            if (!weeks || *weeks < 0) return malformed();
            return *weeks * 7 * ms_per_day;
        }
        const auto parsed = parse_duration(v);
        const auto* d = parsed.ok() ? parsed->as<DayTimeDuration>() : nullptr;
        if (!d || d->ms < 0 || d->ms > 36'600 * ms_per_day) return malformed();
        return d->ms;
    }

    Status finish() {
        if (file_.events.size() >= most_events) return at(event_line_, "ics.too_large", {{"most", std::to_string(most_events)}});
        if (property("RRULE") || property("RDATE") || property("RECURRENCE-ID")) {
            file_.passed_over.push_back(at(event_line_, "ics.repeats", {{"summary", text("SUMMARY")}}));
            return {};
        }
        const auto missing = [&](const char* name) { return at(event_line_, "ics.missing", {{"property", name}}); };
        CalendarFileEvent e;
        e.line = event_line_;
        e.uid = text("UID");
        if (e.uid.empty()) return missing("UID");
        if (!property("DTSTART")) return missing("DTSTART");
        POTOK_TRY(e.from, time(*property("DTSTART"), e.all_day));
        if (property("DTEND") && property("DURATION")) return at(property("DURATION")->number, "ics.twice", {{"property", "DTEND, DURATION"}});
        bool whole_days = e.all_day;
        e.to = e.from + (e.all_day ? ms_per_day : 0);
        if (const Line* end = property("DTEND")) {
            POTOK_TRY(e.to, time(*end, whole_days));
        } else if (const Line* lasts = property("DURATION")) {
            POTOK_TRY(const std::int64_t ms, length(*lasts));
            e.to = e.from + ms;
        }
        if (e.to < e.from || whole_days != e.all_day) return at(event_line_, "ics.order");
        if (const Line* n = property("SEQUENCE")) {
            const auto number = Decimal::parse(n->value);
            const auto whole = number.ok() ? number->to_int64() : std::nullopt;
            if (!whole || *whole < 0 || *whole > INT32_MAX) return at(n->number, "ics.number", {{"property", "SEQUENCE"}});
            e.sequence = *whole;
        }
        e.summary = text("SUMMARY");
        e.location = text("LOCATION");
        e.description = text("DESCRIPTION");
        e.cancelled = upper(text("STATUS")) == "CANCELLED";
        file_.events.push_back(std::move(e));
        return {};
    }
};

}  // namespace

Result<CalendarFile> read_calendar(std::string_view text, const ZoneTable& zones, const Zone& local) {
    return Reader(text, zones, local).read();
}

std::vector<model::Command> calendar_events(const CalendarFile& file, const model::Workspace& ws) {
    std::vector<model::Command> out;
    for (const CalendarFileEvent& e : file.events) {
        const std::string name = e.cancelled ? "calendar_deleted" : "calendar_changed";
        Json data = {{"uid", e.uid}, {"sequence", e.sequence}, {"start", format_iso(e.from)}, {"end", format_iso(e.to)}, {"all_day", e.all_day}};
        if (!e.summary.empty()) data["summary"] = e.summary;
        if (!e.location.empty()) data["location"] = e.location;
        if (!e.description.empty()) data["description"] = e.description;
        Json args = {{"event", name}, {"external_id", e.uid + "/" + std::to_string(e.sequence)}, {"data", std::move(data)}};
        constexpr std::string_view ours = "@potok";
        const auto id = e.uid.ends_with(ours) ? Uuid::parse(e.uid.substr(0, e.uid.size() - ours.size())) : Result<Uuid>(error("id.malformed"));
        const auto row = id.ok() ? ws.row_of(*id) : std::nullopt;
        const auto entry = row ? model::record(ws, *row) : std::nullopt;
        const Ref* about = entry && entry->type->field("record") ? entry->get("record").as<Ref>() : nullptr;
        if (about) args["record"] = to_json(Value(*about));
        out.push_back({"receive_event", std::move(args)});
    }
    return out;
}

}  // namespace potok::exchange
