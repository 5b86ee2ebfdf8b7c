#include "ui/calendar/plan.h"

#include <algorithm>
#include <map>
#include <set>

namespace potok::ui {

namespace {

using Kind = CalendarItem::Kind;

int hue_of(const model::Catalog& catalog, const std::string& pipeline, const std::string& stage) {
    const auto* p = catalog.pipeline(pipeline);
    const auto* s = p ? p->stage(stage) : nullptr;
    return s ? s->hue : 0;
}

void settle_days(Desk& desk, CalendarItem& item) {
    const Zone& zone = desk.zone();
    item.first = zone.to_local(item.from).date;
    item.last = item.from < item.to ? zone.to_local(item.to + -1).date : item.first;
}

void add_tasks(Desk& desk, model::RowId record, std::vector<PlanBar>& bars) {
    model::TaskFilter filter;
    filter.record = record;
    filter.open_only = false;
    for (const model::Task& t : model::tasks(desk.ws(), filter)) {
        const bool done = t.state == "done" && t.done_at;
        if (!done && (t.state != "open" || !t.due)) continue;
        PlanBar bar;
        bar.item = {.kind = Kind::task, .row = t.row, .record = record, .person = t.assignee, .title = t.title,
                    .second = t.assignee ? model::title_of(desk.ws(), t.assignee) : std::string()};
        const Instant end = done ? *t.done_at : *t.due;
        bar.item.from = std::min(t.created_at, end);
        bar.item.to = end;
        bar.done = done;
        bar.movable = !done;
        bar.key = t.key;
        bar.made = t.created_at;
        bars.push_back(std::move(bar));
    }
}

void add_bookings(Desk& desk, model::RowId record, std::vector<PlanBar>& bars) {
    for (const model::Booking& b : model::bookings_of(desk.ws(), record)) {
        PlanBar bar;
        bar.item = {.kind = Kind::booking, .row = b.row, .record = record, .title = b.resource_name, .from = b.from, .to = b.to};
        bar.made = b.from;
        bars.push_back(std::move(bar));
    }
}

void add_events(Desk& desk, model::RowId record, std::vector<PlanBar>& bars) {
    for (const model::RowId row : model::find_records(desk.ws(), "event", "record", Value(Ref{desk.ws().id_of(record)}))) {
        const auto r = model::record(desk.ws(), row);
        const Instant *from = r ? r->get("from").as<Instant>() : nullptr, *to = r ? r->get("to").as<Instant>() : nullptr;
        if (!from || !to) continue;
        const Ref* person = r->get("person").as<Ref>();
        PlanBar bar;
        bar.item = {.kind = Kind::event, .row = row, .record = record, .person = person ? desk.ws().row_of(person->id).value_or(0) : 0, .title = r->title(),
                    .from = *from, .to = *to};
        if (bar.item.person) bar.item.second = model::title_of(desk.ws(), bar.item.person);
        bar.made = *from;
        bars.push_back(std::move(bar));
    }
}

// An instalment waits for its task as the schedule says; one that is invoiced stays where it is.
void add_instalments(Desk& desk, model::RowId record, std::vector<PlanBar>& bars) {
    for (const model::RowId row : model::find_records(desk.ws(), "instalment", "record", Value(Ref{desk.ws().id_of(record)}))) {
        const auto r = model::record(desk.ws(), row);
        const Date* due = r ? r->get("due").as<Date>() : nullptr;
        if (!due) continue;
        PlanBar bar;
        const Instant at = desk.zone().to_instant({*due, {}});
        const Money* amount = r->get("amount").as<Money>();
        bar.item = {.kind = Kind::task, .row = row, .record = record, .title = r->title(), .second = amount ? desk.ui().locale().money(*amount) : std::string(),
                    .from = at, .to = at};
        bar.instalment = true;
        bar.movable = r->get("invoice").is_null();
        bar.key = "instalment:" + r->text("task");
        bar.made = at;
        bars.push_back(std::move(bar));
    }
}

}  // namespace

std::vector<PlanLink> plan_links(const std::vector<PlanBar>& bars, const automation::TaskOrder& order) {
    std::vector<PlanLink> out;
    const auto follows = [&](const PlanBar& before, const PlanBar& after) {
        if (before.key.empty() || after.key.empty() || before.instalment) return false;
        if (after.instalment) return after.key == "instalment:" + before.key;
        return order.contains({before.key, after.key}) && !(after.made < before.made);
    };
    for (std::size_t a = 0; a < bars.size(); ++a) {
        std::map<std::string, std::size_t> latest;  // by key of what it waits for
        for (std::size_t b = 0; b < bars.size(); ++b) {
            if (a == b || !follows(bars[b], bars[a])) continue;
            const auto [at, fresh] = latest.emplace(bars[b].key, b);
            if (!fresh && bars[at->second].made < bars[b].made) at->second = b;
        }
        for (const auto& [key, b] : latest)
            out.push_back({b, a, bars[a].item.to < bars[b].item.to && !bars[a].done});
    }
    const auto linked = [&](std::size_t b, std::size_t a) { return std::ranges::any_of(out, [&](const PlanLink& l) { return l.before == b && l.after == a; }); };
    std::vector<PlanLink> near;
    for (const PlanLink& l : out) {
        bool over = false;
        for (std::size_t m = 0; m < bars.size() && !over; ++m) over = m != l.before && m != l.after && linked(l.before, m) && linked(m, l.after);
        if (!over) near.push_back(l);
    }
    return near;
}

std::vector<PlanProject> read_plan(Desk& desk, const CalendarData& data, const automation::TaskOrder& order, Date first, int days, std::string_view pipeline) {
    const model::Workspace& ws = desk.ws();
    const model::Catalog& catalog = ws.catalog();
    const Instant begin = desk.zone().to_instant({first, {}}), end = desk.zone().to_instant({{first.days + days}, {}});
    std::vector<PlanProject> out;
    std::set<model::RowId> seen;
    for (const CalendarItem& item : data.items()) {
        if (!item.record || !data.shows(item) || out.size() >= most_projects || !seen.insert(item.record).second) continue;
        const auto record = model::record(ws, item.record);
        if (!record || !record->type->on_pipeline || (!pipeline.empty() && record->text("pipeline") != pipeline)) continue;
        PlanProject p;
        p.record = item.record;
        p.title = record->title();
        const auto* line = catalog.pipeline(record->text("pipeline"));
        const auto* stage = line ? line->stage(record->text("stage")) : nullptr;
        if (stage) p.stage = stage->label.in(desk.language()), p.hue = stage->hue;
        for (model::StageVisit& visit : model::stage_history(ws, item.record)) {
            const int hue = hue_of(catalog, visit.pipeline, visit.stage);
            p.stages.emplace_back(std::move(visit), hue);
        }
        add_tasks(desk, item.record, p.bars);
        add_bookings(desk, item.record, p.bars);
        add_events(desk, item.record, p.bars);
        add_instalments(desk, item.record, p.bars);
        for (PlanBar& bar : p.bars) settle_days(desk, bar.item);
        std::erase_if(p.bars, [&](const PlanBar& bar) { return bar.item.to < begin || !(bar.item.from < end) || !data.shows(bar.item); });
        std::ranges::stable_sort(p.bars, {}, [](const PlanBar& bar) { return bar.item.from; });
        p.links = plan_links(p.bars, order);
        out.push_back(std::move(p));
    }
    std::ranges::stable_sort(out, {}, [](const PlanProject& p) { return p.bars.empty() ? Instant{} : p.bars.front().item.from; });
    return out;
}

}  // namespace potok::ui
