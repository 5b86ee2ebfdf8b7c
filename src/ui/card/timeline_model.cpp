#include "ui/card/timeline_model.h"

#include <algorithm>

namespace potok::ui {

namespace {

using Kind = TimelineItem::Kind;
using Change = model::Change;

const Change::Delta* delta(const model::TimelineEntry& e, std::string_view field) {
    for (const auto& d : e.deltas)
        if (d.field == field) return &d;
    return nullptr;
}

std::string text_of(const Value& v) {
    const auto* s = v.as<std::string>();
    return s ? *s : std::string();
}

std::string after(const model::TimelineEntry& e, std::string_view field) {
    const auto* d = delta(e, field);
    return d ? text_of(d->after) : std::string();
}

Kind task_kind(const model::TimelineEntry& e) {
    if (e.kind == Change::Kind::inserted) return Kind::task_created;
    if (const auto* state = delta(e, "state")) {
        const std::string now = text_of(state->after);
        if (now == "done") return Kind::task_done;
        if (now == "withdrawn") return Kind::task_withdrawn;
        return Kind::task_reopened;
    }
    return Kind::task_changed;
}

// Offers and invoices: drafts, what was issued, what became of it.
Kind bill_kind(const model::TimelineEntry& e, bool made) {
    const bool offer = e.type->key == "offer";
    if (delta(e, "number") && !after(e, "number").empty()) return offer ? Kind::offer_issued : Kind::invoice_issued;
    if (made) return offer ? Kind::offer_made : Kind::invoice_made;
    if (delta(e, "state")) return offer ? Kind::offer_answered : Kind::invoice_state;
    return Kind::fields;
}

Kind kind_of(const model::TimelineEntry& e) {
    const std::string_view type = e.type ? std::string_view(e.type->key) : std::string_view();
    const bool made = e.kind == Change::Kind::inserted;
    const auto* deleted = delta(e, "deleted_at");
    const bool gone = e.kind == Change::Kind::removed || (!made && deleted && !deleted->after.is_null());
    if (!made && !gone && deleted) return Kind::restored;
    if (type == "task") return gone ? Kind::deleted : task_kind(e);
    if (type == "check_item") {
        const auto* done = delta(e, "done");
        if (made || gone || !done) return Kind::task_changed;
        const bool* on = done->after.as<bool>();
        return on && *on ? Kind::check_done : Kind::check_undone;
    }
    if (type == "comment") return Kind::comment;
    if (type == "attachment" && gone) return Kind::file_removed;
    if (type == "attachment" && made) return after(e, "template").empty() ? Kind::file_added : Kind::file_made;
    if (type == "decision" && made) return Kind::decision;
    if ((type == "offer" || type == "invoice") && !gone) return bill_kind(e, made);
    if (type == "instalment" && made) return Kind::schedule;
    if (type == "line" && made) return Kind::lines_added;
    if (type == "relation") return gone ? Kind::unrelated : made ? Kind::related : Kind::fields;
    if (type == "merge") return Kind::merged;
    if (type == "firing") return Kind::robot_failed;
    if (type == "booking") return made ? Kind::booked : gone ? Kind::released : Kind::rebooked;
    if (type == "message") return Kind::message;
    if (type == "payment" && made) return Kind::payment;
    if (type == "event" && made) return Kind::event;
    if (made) return Kind::created;
    if (gone) return Kind::deleted;
    if (delta(e, "stage")) return Kind::moved;
    return Kind::fields;
}

// Rows that only keep the engine's books and say nothing to a person.
bool silent(const model::TimelineEntry& e) {
    if (!e.type) return true;
    if (e.type->key == "merge") return e.kind != Change::Kind::inserted;
    if (e.type->key == "firing") return after(e, "state") != "failed";
    if (!e.type->registered) return true;
    const std::string_view type = e.type->key;
    if (type == "notification" || type == "incoming" || type == "allocation") return true;
    if (type == "message") return e.kind != Change::Kind::inserted;
    if (e.kind != Change::Kind::updated) return false;
    // Only fields that the engine keeps for itself, none of them one that says something by itself.
    constexpr std::string_view telling[] = {"deleted_at", "stage", "state", "number", "done", "from", "to"};
    return std::all_of(e.deltas.begin(), e.deltas.end(), [&](const Change::Delta& d) {
        const model::Field* field = e.type->field(d.field);
        return field && field->system && std::find(std::begin(telling), std::end(telling), d.field) == std::end(telling);
    });
}

// A decision says itself that its task is done; a schedule is one thing however many parts it has.
bool goes_without_saying(const TimelineItem& last, Kind kind) {
    return last.kind == Kind::decision && kind == Kind::task_done;
}

// A new check item belongs to the task made in the same operation, a task's other changes to nothing.
bool joins_task(const model::TimelineEntry& e) {
    return e.type->key == "check_item" && e.kind == Change::Kind::inserted;
}

// What went or came back together with its record is not said apart.
bool goes_with_record(const TimelineItem& last, Kind kind) {
    if (last.kind == Kind::deleted) return kind == Kind::deleted || kind == Kind::released;
    return last.kind == Kind::restored && kind == Kind::restored;
}

constexpr std::int64_t one_go_ms = 10 * 60'000;

// Is this tick one more of those that the item holds?
bool same_go(const TimelineItem& last, Kind kind, const model::TimelineEntry& e) {
    return (kind == Kind::check_done || kind == Kind::check_undone || kind == Kind::lines_added) && last.kind == kind && last.actor == e.actor &&
           last.automation == e.automation && last.undone == e.undone && e.at - last.until <= one_go_ms;
}

}  // namespace

std::vector<TimelineItem> timeline_items(const std::vector<model::TimelineEntry>& entries) {
    std::vector<TimelineItem> items;
    // Oldest first while building: heads of operations and tasks come before what belongs to them.
    for (auto it = entries.rbegin(); it != entries.rend(); ++it) {
        const model::TimelineEntry& e = *it;
        if (silent(e)) continue;
        const bool same_act = !items.empty() && items.back().operation == e.operation && items.back().automation == e.automation;
        if (joins_task(e) && same_act && items.back().kind == Kind::task_created) {
            ++items.back().checks;
            continue;
        }
        TimelineItem item;
        item.kind = kind_of(e);
        // The comment asked for by a move stands under the move.
        if (item.kind == Kind::comment && same_act && e.automation.empty() && items.back().kind == Kind::moved &&
            items.back().text.empty()) {
            items.back().text = after(e, "text");
            continue;
        }
        if (same_act && (goes_with_record(items.back(), item.kind) || goes_without_saying(items.back(), item.kind))) continue;
        if (same_act && item.kind == Kind::schedule && items.back().kind == Kind::schedule) {
            ++items.back().checks;
            continue;
        }
        if (!items.empty() && same_go(items.back(), item.kind, e)) {
            items.back().more.push_back(e.row);
            items.back().until = e.at;
            items.back().can_undo = false;  // they are several acts
            continue;
        }
        item.operation = e.operation;
        item.operation_id = e.operation_id;
        item.change = e.change;
        item.actor = e.actor;
        item.row = e.row;
        item.at = item.until = e.at;
        item.actor_name = e.actor_name;
        item.automation = e.automation;
        item.type = e.type;
        item.deltas = e.deltas;
        item.undone = e.undone;
        if (item.kind == Kind::comment || item.kind == Kind::message) item.text = after(e, "text");
        if (item.kind == Kind::decision) item.text = after(e, "comment");
        if (item.kind == Kind::schedule) item.checks = 1;
        const bool head = items.empty() || items.back().operation != e.operation;
        item.can_undo = head && !e.undone && e.automation.empty() && e.command != "undo" && item.kind != Kind::message &&
                        item.kind != Kind::payment && item.kind != Kind::offer_issued && item.kind != Kind::invoice_issued;
        items.push_back(std::move(item));
    }
    std::reverse(items.begin(), items.end());
    return items;
}

std::vector<std::pair<std::string, std::int64_t>> time_in_stages(const std::vector<TimelineItem>& items) {
    std::vector<std::pair<std::string, std::int64_t>> spent;
    std::optional<Instant> entered;
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (item->undone) continue;
        if (item->kind == Kind::created && item->type && item->type->on_pipeline && !entered) entered = item->at;
        if (item->kind != Kind::moved) continue;
        const auto stage = std::find_if(item->deltas.begin(), item->deltas.end(), [](const auto& d) { return d.field == "stage"; });
        const std::string left = text_of(stage->before);
        if (entered && !left.empty()) {
            auto at = std::find_if(spent.begin(), spent.end(), [&](const auto& s) { return s.first == left; });
            if (at == spent.end()) at = spent.insert(spent.end(), {left, 0});
            at->second += item->at - *entered;
        }
        entered = item->at;
    }
    return spent;
}

bool passes(const TimelineItem& item, TimelineFilter filter) {
    switch (filter) {
    case TimelineFilter::all: return true;
    case TimelineFilter::people: return item.automation.empty();
    case TimelineFilter::robots: return !item.automation.empty();
    case TimelineFilter::messages:
        return item.kind == Kind::message || item.kind == Kind::event || item.kind == Kind::comment;
    }
    return true;
}

}  // namespace potok::ui
