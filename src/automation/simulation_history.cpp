#include "automation/simulation_history.h"

#include <algorithm>

#include "model/recorded.h"

namespace potok::automation {

namespace {

using model::Change;
using model::RowId;

// What is no deed to one case: about the workspace itself, about tasks (they are learnt as work), about what was done before.
const std::set<std::string>& no_deeds() {
    static const std::set<std::string> names = {
        "tick", "undo", "undo_run", "retry", "stop", "migrate", "define", "undefine", "install_pack", "set_setting", "create_person", "set_roles",
        "complete_task", "decide", "delegate_task", "update_task", "reopen_task", "set_check_item", "add_check_item", "read_notification",
        "send_message", "report_delivery", "settle_message", "merge_records", "relate", "unrelate", "create_many", "delete", "restore"};
    return names;
}

std::string text_in(const Change& c, std::string_view field) {
    const Change::Delta* d = c.delta(field);
    const std::string* t = d ? d->after.as<std::string>() : nullptr;
    return t ? *t : std::string();
}

RowId row_in(const model::Workspace& ws, const Change& c, std::string_view field) {
    const Change::Delta* d = c.delta(field);
    const Ref* r = d ? d->after.as<Ref>() : nullptr;
    return r ? ws.row_of(r->id).value_or(0) : 0;
}

class Learner {
public:
    Learner(const model::Workspace& ws, Instant until) : ws_(ws), calendar_(ws.working_calendar()), until_(until) {}

    Result<WorkHistory> learn() {
        std::optional<Date> first;
        POTOK_CHECK(model::recorded(ws_, [&](const model::RecordedOperation& op) -> Status {
            if (op.at > until_ || !read(op)) return {};
            ++out_.operations;
            if (!first) first = ws_.zone().to_local(op.at).date;
            return {};
        }));
        // Days on which nothing came in teach as well; the day that is not over does not.
        const Date today = ws_.zone().to_local(until_).date;
        for (Date d = first.value_or(today); d < today; d.days += 1) {
            RecordedDay day{d, {}};
            if (const auto found = arrivals_.find(d); found != arrivals_.end()) day.arrivals = std::move(found->second);
            out_.days.push_back(std::move(day));
        }
        return std::move(out_);
    }

private:
    struct Case {
        std::string pipeline, stage;
        Instant entered, anchor;  // the stay's beginning; the last task done in it
        int tasks_done = 0;
        Stay stay;
    };
    struct Given {
        RowId record = 0;
        std::string key;
        std::map<RowId, Instant> to;  // person → when
        Instant at;
    };

    const model::Workspace& ws_;
    const WorkingCalendar& calendar_;
    Instant until_;
    WorkHistory out_;
    std::map<RowId, Case> cases_;
    std::map<RowId, RowId> belongs_;  // row → case
    std::map<RowId, Given> tasks_;    // open
    std::map<RowId, Instant> last_done_;  // by person
    std::map<Date, std::map<std::string, std::vector<Deed>>> arrivals_;

    RowId case_of(RowId row) const {
        if (cases_.contains(row)) return row;
        const auto found = belongs_.find(row);
        return found == belongs_.end() ? 0 : found->second;
    }

    // The case that the arguments speak of; what is named `record` before all else.
    RowId case_in(const Json& args) const {
        if (args.is_object() && args.contains("record"))
            if (const RowId found = case_in(args["record"])) return found;
        if (args.is_string()) {
            const auto id = Uuid::parse(args.get_ref<const std::string&>());
            const auto row = id.ok() ? ws_.row_of(*id) : std::nullopt;
            return row ? case_of(*row) : 0;
        }
        if (args.is_structured()) {
            for (const auto& inner : args)
                if (const RowId found = case_in(inner)) return found;
        }
        return 0;
    }

    void open(Json& args, RowId of) const {
        if (args.is_structured()) {
            for (auto& inner : args) open(inner, of);
        } else if (args.is_string()) {
            const auto id = Uuid::parse(args.get_ref<const std::string&>());
            const auto row = id.ok() ? ws_.row_of(*id) : std::nullopt;
            if (!row) return;
            if (*row == of) args = "@case";
            else if (of != 0 && case_of(*row) == of)
                if (const model::RecordType* type = ws_.type_of(*row)) args = "@new " + type->key;
        }
    }

    Deed deed(const model::RecordedOperation& op, RowId of) const {
        Deed d{op.command, op.args, op.actor, op.at, op.command == "receive_event" && op.actor == ws_.robots(), 0, 0};
        open(d.args, of);
        if (d.args.is_object()) d.args.erase("id");
        return d;
    }

    // True when it is about work on a pipeline.
    bool read(const model::RecordedOperation& op) {
        bool ours = false;
        RowId of = 0;
        if (!op.part && op.args.is_object() && !no_deeds().contains(op.command) && (op.actor != ws_.robots() || op.command == "receive_event")) {
            of = case_in(op.args);
            if (of != 0) {
                Case& c = cases_.at(of);
                Deed d = deed(op, of);
                d.after_tasks = c.tasks_done;
                d.lag = d.outside ? op.at - c.anchor : calendar_.working_time_between(c.anchor, op.at);
                c.stay.deeds.push_back(std::move(d));
            } else {
                arrival(op);
            }
        }
        for (const Change& c : op.changes) {
            if (!c.type->registered) continue;
            if (c.kind == Change::Kind::inserted && !c.type->on_pipeline) {
                const RowId owner = c.subject != 0 && c.subject != c.row ? case_of(c.subject) : of;
                if (owner != 0) belongs_[c.row] = owner;
            }
            if (c.type->on_pipeline) ours = stage(op, c) || ours;
            if (c.type->key == "task") ours = task(op, c) || ours;
        }
        return ours || of != 0;
    }

    void arrival(const model::RecordedOperation& op) {
        std::set<std::string> pipelines;
        for (const Change& c : op.changes)
            if (c.kind == Change::Kind::inserted && c.type->on_pipeline) pipelines.insert(text_in(c, "pipeline"));
        if (pipelines.empty()) return;
        // One act that makes several records comes in on the first of their pipelines only.
        arrivals_[ws_.zone().to_local(op.at).date][*pipelines.begin()].push_back(deed(op, 0));
        for (const std::string& p : pipelines) ++out_.arrived[p];
    }

    bool stage(const model::RecordedOperation& op, const Change& c) {
        const Change::Delta* gone = c.delta("deleted_at");
        if (gone && !gone->after.is_null()) {
            cases_.erase(c.row);
            return true;
        }
        const std::string to = text_in(c, "stage");
        if (to.empty()) return false;
        Case& now = cases_[c.row];
        if (!now.stage.empty()) out_.stays[{now.pipeline, now.stage}].push_back(std::move(now.stay));
        if (const std::string pipeline = text_in(c, "pipeline"); !pipeline.empty()) now.pipeline = pipeline;
        now.stage = to;
        now.entered = now.anchor = op.at;
        now.tasks_done = 0;
        now.stay = {};
        return true;
    }

    bool task(const model::RecordedOperation& op, const Change& c) {
        if (c.kind == Change::Kind::inserted) {
            Given g;
            g.record = row_in(ws_, c, "record");
            g.key = text_in(c, "key");
            g.at = op.at;
            if (text_in(c, "state") != "open" || case_of(g.record) == 0) return false;
            if (const RowId to = row_in(ws_, c, "assignee")) g.to[to] = op.at;
            ++out_.work[g.key].given;
            tasks_[c.row] = std::move(g);
            return true;
        }
        const auto found = tasks_.find(c.row);
        if (found == tasks_.end()) return false;
        if (const RowId to = row_in(ws_, c, "assignee")) found->second.to[to] = op.at;
        const std::string state = text_in(c, "state");
        if (state == "done" && c.cause.firing == 0 && (op.command == "complete_task" || op.command == "decide")) done(op, found->second);
        if (!state.empty() && state != "open") tasks_.erase(found);
        return true;
    }

    void done(const model::RecordedOperation& op, const Given& g) {
        const auto given = g.to.find(op.actor);
        Instant from = given == g.to.end() ? g.at : given->second;
        if (const auto before = last_done_.find(op.actor); before != last_done_.end()) from = std::max(from, before->second);
        last_done_[op.actor] = op.at;
        Deed d = deed(op, g.record);
        d.args.erase("task");
        out_.work[g.key].samples.push_back({std::max<std::int64_t>(0, calendar_.working_time_between(from, op.at)), std::move(d)});
        if (const auto of = cases_.find(g.record); of != cases_.end()) {
            ++of->second.tasks_done;
            of->second.anchor = op.at;
        }
    }
};

// As many days later, at the same time of day.
Date later(const WorkingCalendar& calendar, Date d, std::int32_t days) {
    const Date moved{d.days + days};
    return calendar.is_working_day(d) && !calendar.is_working_day(moved) ? calendar.add_working_days(moved, 0) : moved;
}

void shift(const model::Workspace& ws, Json& args, std::int32_t days) {
    if (args.is_object() && args.size() == 1) {
        const std::string tag = args.begin().key();
        const Json& value = args.begin().value();
        if (tag == "d" && value.is_string()) {
            if (const auto d = parse_date(value.get_ref<const std::string&>()); d.ok()) args["d"] = format_iso(later(ws.working_calendar(), *d, days));
            return;
        }
        if (tag == "i" && value.is_string()) {
            const auto t = parse_instant(value.get_ref<const std::string&>());
            if (!t.ok()) return;
            LocalDateTime local = ws.zone().to_local(*t);
            local.date = later(ws.working_calendar(), local.date, days);
            args["i"] = format_iso(ws.zone().to_instant(local));
            return;
        }
    }
    if (args.is_structured())
        for (auto& inner : args) shift(ws, inner, days);
}

}  // namespace

Result<WorkHistory> learn(const model::Workspace& ws, Instant until) {
    return Learner(ws, until).learn();
}

Json shifted(const model::Workspace& ws, const Json& args, Instant from, Instant to) {
    Json out = args;
    const Date a = ws.zone().to_local(from).date, b = ws.zone().to_local(to).date;
    shift(ws, out, b.days - a.days);
    return out;
}

}  // namespace potok::automation
