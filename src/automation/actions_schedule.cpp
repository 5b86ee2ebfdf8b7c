// The step `schedule`: the instalments of a record, from a list that an expression gives.
#include "automation/action_parts.h"
#include "model/schedule.h"

namespace potok::automation::action {

namespace {

Result<model::SchedulePart> part_of(const ActionContext& c, const Value& item, std::size_t index) {
    model::SchedulePart p;
    const auto wrong = [&](const std::string& member) {
        return error("automation.schedule_part", {{"member", member}, {"n", std::to_string(index + 1)}}, "parts/" + std::to_string(index) + "/" + member);
    };
    const ValueContext* members = item.as<ValueContext>();
    if (!members) return wrong("");
    for (const auto& [key, value] : *members) {
        if (value.is_null()) continue;
        const std::string* text = value.as<std::string>();
        const Decimal* number = value.as<Decimal>();
        const auto whole = number ? number->to_int64() : std::nullopt;
        if (key == "title" || key == "stage" || key == "task") {
            if (!text) return wrong(key);
            (key == "title" ? p.title : key == "stage" ? p.stage : p.task) = *text;
        } else if (key == "percent") {
            if (!number) return wrong(key);
            p.percent = *number;
        } else if (key == "amount") {
            if (!(p.amount = model::money_of(value))) return wrong(key);
        } else if (key == "due") {
            p.due = model::date_of(value);
            if (const Instant* at = value.as<Instant>()) p.due = model::local_day(*c.moment.workspace, *at);
            if (!p.due) return wrong(key);
        } else if (key == "days" || key == "months") {
            if (!whole) return wrong(key);
            (key == "days" ? p.days : p.months) = *whole;
        } else {
            return wrong(key);
        }
    }
    return p;
}

}  // namespace

Status perform_step(const ActionContext& c, const ScheduleStep& s, RowId& made) {
    const Workspace& ws = *c.moment.workspace;
    model::Schedule schedule;
    POTOK_TRY(schedule.record, record_of(c, s.record));
    if (!s.client.empty()) {
        POTOK_TRY(schedule.client, record_of(c, s.client));
    }
    schedule.prices = s.prices == "net" ? model::Prices::net : model::Prices::gross;
    POTOK_TRY(schedule.vat, rate_of(c, s.vat, s.rate));
    schedule.start = model::local_day(ws, c.moment.now);
    if (!s.start.empty()) {
        POTOK_TRY(const Value start, needed(c, s.start));
        const auto day = model::date_of(start);
        const Instant* at = start.as<Instant>();
        if (!day && !at) return error("automation.no_value", {{"expression", s.start.source()}});
        schedule.start = day ? *day : model::local_day(ws, *at);
    }
    Value total;
    const RecordType& type = *ws.type_of(schedule.record);
    if (!s.total.empty()) {
        POTOK_TRY(total, needed(c, s.total));
    } else if (!type.amount_field.empty()) {
        POTOK_TRY(total, c.op.get(schedule.record, type, type.amount_field));
    }
    const auto money = model::money_of(total);
    if (!money) return error("schedule.no_total", {}, "total");
    schedule.total = *money;
    POTOK_TRY(const Value parts, needed(c, s.parts));
    const ValueList one{parts};
    const ValueList* list = parts.as<ValueList>();
    if (!list) list = &one;
    for (std::size_t i = 0; i < list->size(); ++i) {
        POTOK_TRY(model::SchedulePart p, part_of(c, (*list)[i], i));
        schedule.parts.push_back(std::move(p));
    }
    made = schedule.record;
    return model::set_schedule(c.op, schedule, [&](const std::string& part) { return id_for(c, c.step + "/" + part); });
}

}  // namespace potok::automation::action
