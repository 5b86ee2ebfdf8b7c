// What of a person's time is taken, and what is free.
#include <algorithm>
#include <map>

#include "model/absences.h"
#include "model/queries.h"
#include "model/record_context.h"
#include "model/timetable.h"
#include "model/trips.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

struct Taken {
    Instant from, to;
    Value place;  // null: nowhere in particular
    RowId record = 0;
};

Value asked(const Workspace& ws, const std::string& feel, RowId record, RowId person, Instant now) {
    if (feel.empty()) return {};
    auto value = evaluate(ws, feel, record, person, now);
    return value.ok() ? std::move(*value) : Value();
}

bool counts(const Workspace& ws, const Timetable& t, RowId record, Instant now) {
    if (t.when.empty()) return true;
    const Value verdict = asked(ws, t.when, record, 0, now);
    const bool* yes = verdict.as<bool>();
    return yes && *yes;
}

// Appointments of one timetable that touch [from, to).
void add_appointments(const Workspace& ws, const Timetable& t, RowId person, Instant from, Instant to, RowId except, std::vector<Taken>& out) {
    const RecordType* type = ws.catalog().type(t.type);
    if (!type) return;
    const std::string begin = storage::column(*type->field(t.from)), end = storage::column(*type->field(t.to));
    std::vector<Taken> found;
    db::Statement s = ws.db().prepare("SELECT id, " + begin + ", " + end + " FROM " + storage::sql_name(type->table) + " WHERE " +
                                      storage::column(*type->field(t.person)) + " = ?1 AND " + begin + " < ?3 AND " + end +
                                      " > ?2 AND id <> ?4 AND deleted_at IS NULL ORDER BY id");
    s.bind(1, person).bind(2, from).bind(3, to).bind(4, except);
    const Status read = s.each([&](db::Statement& row) { found.push_back({row.instant(1), row.instant(2), {}, row.i64(0)}); });
    if (!read.ok()) return;
    for (Taken& one : found) {
        const bool known = std::any_of(out.begin(), out.end(), [&](const Taken& k) { return k.record == one.record; });
        if (known || !counts(ws, t, one.record, one.from)) continue;
        one.place = asked(ws, t.place, one.record, person, one.from);
        out.push_back(std::move(one));
    }
}

// All that the person has on the days that [from, to) touches, a day before and after included, by beginning.
std::vector<Taken> taken(const Workspace& ws, RowId person, Instant from, Instant to, RowId except) {
    const Instant first = from + -day_ms, last = to + day_ms;
    std::vector<Taken> out;
    for (const Timetable& t : timetables(ws)) add_appointments(ws, t, person, first, last, except, out);
    for (const Event& e : events(ws, first, last)) {
        if (e.person != person || e.row == except) continue;
        if (std::any_of(out.begin(), out.end(), [&](const Taken& k) { return k.record == e.row; })) continue;
        out.push_back({e.from, e.to, {}, e.row});
    }
    std::stable_sort(out.begin(), out.end(), [](const Taken& a, const Taken& b) { return a.from < b.from; });
    return out;
}

std::string local(const Workspace& ws, Instant at) {
    const LocalDateTime l = ws.zone().to_local(at);
    return format_iso(l.date) + " " + format_iso(l.time).substr(0, 5);
}

// What a person's slots are judged by: fetched once for many of them.
class Judge {
public:
    Judge(const Workspace& ws, const Timetable& t, RowId person, Value place, Instant from, Instant to, RowId except)
        : ws_(ws), t_(t), person_(person), place_(std::move(place)), taken_(taken(ws, person, from, to, except)) {
        const Value key = asked(ws, t.hours, 0, person, from);
        const std::string* name = key.as<std::string>();
        calendar_ = &ws.working_calendar(name && ws.catalog().definition("calendar", *name) ? *name : std::string());
        home_ = asked(ws, t.home, 0, person, from);
        from_home_ = home_.is_null() ? 0 : travel_time(ws, t, home_, place_);
    }

    const WorkingCalendar& calendar() const { return *calendar_; }

    // `travel` gets the way there.
    Status judge(Instant from, Instant to, std::int64_t& travel) const {
        travel = 0;
        const std::string who = title_of(ws_, person_);
        if (is_absent(ws_, person_, from) || is_absent(ws_, person_, to + -1)) return error("timetable.away", {{"person", who}, {"from", local(ws_, from)}}, t_.from);
        for (const Taken& one : taken_) {
            if (one.from < to && from < one.to)
                return error("timetable.taken", {{"person", who}, {"with", title_of(ws_, one.record)}, {"from", local(ws_, one.from)}, {"to", local(ws_, one.to)}}, t_.from);
        }
        const Date day = ws_.zone().to_local(from).date;
        const Taken* before = nullptr;
        const Taken* after = nullptr;
        for (const Taken& one : taken_) {
            if (one.place.is_null()) continue;
            if (one.to <= from && ws_.zone().to_local(one.from).date == day) before = &one;
            if (one.from >= to && !after && ws_.zone().to_local(one.from).date == day) after = &one;
        }
        travel = before ? travel_time(ws_, t_, before->place, place_) : from_home_;
        const std::int64_t back = after ? travel_time(ws_, t_, place_, after->place) : from_home_;
        if (before && from - before->to < travel) return too_far(*before, travel, from - before->to);
        if (after && after->from - to < back) return too_far(*after, back, after->from - to);
        const Instant out = before ? from : from + -travel, home = after ? to : to + back;
        for (const auto& span : calendar_->spans(day)) {
            const Instant opens = ws_.zone().to_instant({day, span.from}), closes = closing(day, span.to);
            if (opens <= out && home <= closes) return {};
        }
        return error("timetable.off_hours", {{"person", who}, {"from", local(ws_, out)}, {"to", local(ws_, home)}}, t_.from);
    }

    Instant closing(Date day, TimeOfDay at) const {
        if (at.ms < day_ms) return ws_.zone().to_instant({day, at});
        return ws_.zone().to_instant({Date{day.days + 1}, TimeOfDay{}});
    }

private:
    Error too_far(const Taken& other, std::int64_t way, std::int64_t gap) const {
        return error("timetable.too_far", {{"person", title_of(ws_, person_)}, {"with", title_of(ws_, other.record)},
                                           {"minutes", std::to_string(way / 60'000)}, {"gap", std::to_string(gap / 60'000)}}, t_.from);
    }

    const Workspace& ws_;
    const Timetable& t_;
    RowId person_;
    Value place_;
    std::vector<Taken> taken_;
    const WorkingCalendar* calendar_ = nullptr;
    Value home_;
    std::int64_t from_home_ = 0;
};

std::optional<std::int64_t> way(const Workspace& ws, const Timetable& t, const Value& from, const Value& to) {
    const RecordContext context(ws, 0, 0, Instant{});
    const auto rows = context.records(t.travel_type, t.travel_from, from, 10'000);
    if (!rows) return {};
    for (const Value& row : *rows) {
        const Ref* ref = row.as<Ref>();
        const auto other = ref ? context.member(*ref, t.travel_to) : std::nullopt;
        if (!other || !(*other == to)) continue;
        const auto minutes = context.member(*ref, t.travel_minutes);
        const Decimal* n = minutes ? minutes->as<Decimal>() : nullptr;
        const auto ms = n ? mul(*n, Decimal(60'000)) : Result<Decimal>(error("number.overflow"));
        const auto whole = ms.ok() ? ms->to_int64() : std::nullopt;
        if (whole) return std::clamp<std::int64_t>(*whole, 0, day_ms);
    }
    return {};
}

}  // namespace

std::int64_t travel_time(const Workspace& ws, const Timetable& t, const Value& from, const Value& to) {
    if (t.travel_type.empty() || from.is_null() || to.is_null()) return 0;
    if (const auto there = way(ws, t, from, to)) return *there;
    if (const auto back = way(ws, t, to, from)) return *back;
    return from == to ? 0 : t.otherwise;
}

Status check_slot(const Workspace& ws, const Timetable& t, RowId person, const Value& place, Instant from, Instant to, RowId except) {
    if (!(from < to)) return error("timetable.backwards", {}, t.to);
    std::int64_t travel = 0;
    return Judge(ws, t, person, place, from, to, except).judge(from, to, travel);
}

Result<std::vector<Slot>> free_slots(const Workspace& ws, const Timetable& t, const SlotRequest& request) {
    const std::size_t most = std::min<std::size_t>(request.most, 500);
    if (request.length < 60'000 || request.length > day_ms || request.to - request.from > 60 * day_ms)
        return error("timetable.bad_time", {{"value", format_iso(DayTimeDuration{request.length})}}, "length");
    std::vector<Slot> out;
    for (const RowId person : request.people) {
        const Judge judge(ws, t, person, request.place, request.from, request.to, 0);
        std::vector<Slot> own;
        const Date last = ws.zone().to_local(request.to).date;
        for (Date day = ws.zone().to_local(request.from).date; day <= last && own.size() < most; ++day.days) {
            for (const auto& span : judge.calendar().spans(day)) {
                const Instant closes = judge.closing(day, span.to);
                for (Instant at = ws.zone().to_instant({day, span.from}); at + request.length <= closes && own.size() < most; at = at + t.step) {
                    if (at < request.from || at + request.length > request.to) continue;
                    Slot slot{person, at, at + request.length, 0};
                    if (judge.judge(slot.from, slot.to, slot.travel).ok()) own.push_back(slot);
                }
            }
        }
        out.insert(out.end(), own.begin(), own.end());
    }
    std::stable_sort(out.begin(), out.end(), [](const Slot& a, const Slot& b) { return std::pair(a.from, a.travel) < std::pair(b.from, b.travel); });
    if (out.size() > most) out.resize(most);
    return out;
}

std::vector<Trip> trips(const Workspace& ws, RowId person, Instant from, Instant to) {
    std::vector<Trip> out;
    for (const Timetable& t : timetables(ws)) {
        if (t.travel_type.empty()) continue;
        std::vector<Taken> own;  // the whole first day: what is before counts
        add_appointments(ws, t, person, ws.zone().to_instant({ws.zone().to_local(from).date, {}}), to, 0, own);
        std::stable_sort(own.begin(), own.end(), [](const Taken& a, const Taken& b) { return a.from < b.from; });
        const Value home = own.empty() ? Value() : asked(ws, t.home, 0, person, from);
        const Value* before = nullptr;
        Date day;
        for (const Taken& one : own) {
            if (const Date at = ws.zone().to_local(one.from).date; !before || !(at == day)) day = at, before = &home;
            if (one.place.is_null()) continue;
            const std::int64_t travel = travel_time(ws, t, *before, one.place);
            before = &one.place;
            if (travel > 0 && !(one.from < from)) out.push_back({one.record, one.from, travel});
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const Trip& a, const Trip& b) { return a.arrive < b.arrive; });
    return out;
}

Status check_appointment(Operation& op, const RecordType& type, RowId row, const Values& written) {
    const Workspace& ws = op.workspace();
    for (const Timetable& t : timetables(ws)) {
        if (t.type != type.key) continue;
        // A remark does not make an appointment worse than it is.
        const bool matters = std::any_of(written.begin(), written.end(), [&](const auto& w) {
            const std::string& field = w.first;
            return field == t.person || field == t.from || field == t.to || field == "deleted_at" || t.when.find(field) != std::string::npos;
        });
        if (!matters) continue;
        POTOK_TRY(const Value gone, op.get(row, type, "deleted_at"));
        POTOK_TRY(const Value who, op.get(row, type, t.person));
        POTOK_TRY(const Value begin, op.get(row, type, t.from));
        POTOK_TRY(const Value end, op.get(row, type, t.to));
        const Ref* ref = who.as<Ref>();
        const Instant *from = begin.as<Instant>(), *to = end.as<Instant>();
        // What has been is a fact, whatever it looks like.
        if (!gone.is_null() || !ref || !from || !to || *to <= op.now() || !counts(ws, t, row, op.now())) continue;
        const auto person = ws.row_of(ref->id);
        if (person) POTOK_CHECK(check_slot(ws, t, *person, asked(ws, t.place, row, *person, op.now()), *from, *to, row));
    }
    return {};
}

}  // namespace potok::model
