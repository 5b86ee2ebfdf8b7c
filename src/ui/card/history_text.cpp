#include "ui/card/history_text.h"

#include <nlohmann/json.hpp>

#include "automation/tables.h"
#include "generated/icons.h"
#include "model/relations.h"
#include "ui/card/decision_list.h"
#include "ui/rich_text.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

using Kind = TimelineItem::Kind;
using Delta = model::Change::Delta;

const Delta* delta(const TimelineItem& item, std::string_view field) {
    for (const Delta& d : item.deltas)
        if (d.field == field) return &d;
    return nullptr;
}

std::string word(const Value& v) {
    const auto* s = v.as<std::string>();
    return s ? *s : std::string();
}

// The stage's label; the pipeline is the one the record is on.
std::string stage_label(Desk& desk, const TimelineItem& item, const Value& key) {
    const auto record = model::record(desk.ws(), item.row);
    const auto* pipeline = record ? desk.ws().catalog().pipeline(record->text("pipeline")) : nullptr;
    const auto* stage = pipeline ? pipeline->stage(word(key)) : nullptr;
    return stage ? stage->label.in(desk.language()) : word(key);
}

std::string shown(Desk& desk, const TimelineItem& item, const Delta& d, const Value& v) {
    const model::Field* field = item.type ? item.type->field(d.field) : nullptr;
    if (!field) return desk.ui().locale().value(v, desk.zone());
    return value_text(desk.ws(), desk.ui().locale(), *field, v);
}

std::string name_of(Desk& desk, const TimelineItem& item) {
    if (const Delta* d = delta(item, "title"); d && !d->after.is_null()) return word(d->after);
    return model::title_of(desk.ws(), item.row);
}

std::string_view icon_of(Kind kind) {
    switch (kind) {
    case Kind::created: return icon::plus;
    case Kind::moved: return icon::arrow_right;
    case Kind::deleted: return icon::trash_2;
    case Kind::restored: return icon::undo_2;
    case Kind::task_created:
    case Kind::task_changed:
    case Kind::task_reopened: return icon::list_checks;
    case Kind::task_done:
    case Kind::check_done: return icon::check;
    case Kind::task_withdrawn:
    case Kind::check_undone: return icon::minus;
    case Kind::comment: return icon::message_square;
    case Kind::file_added:
    case Kind::file_removed: return icon::paperclip;
    case Kind::booked:
    case Kind::rebooked: return icon::calendar_check;
    case Kind::released: return icon::calendar_x;
    case Kind::message: return icon::message_square_text;
    case Kind::payment: return icon::banknote;
    case Kind::event: return icon::calendar;
    case Kind::decision: return icon::stamp;
    case Kind::file_made:
    case Kind::offer_made:
    case Kind::offer_issued:
    case Kind::offer_answered: return icon::file_text;
    case Kind::invoice_made:
    case Kind::invoice_issued:
    case Kind::invoice_state: return icon::receipt;
    case Kind::schedule: return icon::calendar_clock;
    case Kind::lines_added: return icon::list_plus;
    case Kind::related:
    case Kind::unrelated: return icon::link;
    case Kind::merged: return icon::merge;
    case Kind::robot_failed: return icon::triangle_alert;
    case Kind::fields:
    case Kind::other: return icon::pencil;
    }
    return icon::pencil;
}

std::string period(Desk& desk, const TimelineItem& item) {
    const auto read = [&](const char* key) {
        const Delta* d = delta(item, key);
        const Instant* at = d ? d->after.as<Instant>() : nullptr;
        return at ? moment_text(desk.ui().locale(), desk.zone(), *at, desk.now()) : std::string();
    };
    const std::string from = read("from"), to = read("to");
    if (from.empty() || to.empty()) return from + to;
    return from + " – " + to;
}

std::string field_line(Desk& desk, const TimelineItem& item, const Delta& d) {
    const std::string label = item.type ? field_label(*item.type, d.field, desk.language()) : d.field;
    const std::string before = shown(desk, item, d, d.before), after = shown(desk, item, d, d.after);
    if (before.empty()) return desk.tr("history.field_set", {{"field", label}, {"after", strong(after)}});
    if (after.empty()) return desk.tr("history.field_cleared", {{"field", label}, {"before", struck(before)}});
    return desk.tr("history.field_changed", {{"field", label}, {"before", struck(before)}, {"after", strong(after)}});
}

// "Invoice FV/3/2026", "Offer O/2/2026": by its number, while it has none by its name.
std::string bill_of(Desk& desk, const TimelineItem& item) {
    const auto r = model::record(desk.ws(), item.row);
    const std::string number = r ? r->text("number") : std::string();
    return number.empty() ? name_of(desk, item) : number;
}

std::string amount_of(Desk& desk, const TimelineItem& item, std::string_view field) {
    const Delta* d = delta(item, field);
    const Money* money = d ? d->after.as<Money>() : nullptr;
    return money ? desk.ui().locale().money(*money, true) : std::string();
}

std::string relation_name(Desk& desk, const std::string& key) {
    for (const model::RelationKind& kind : model::relation_kinds(desk.ws()))
        if (kind.key == key) return kind.label.in(desk.language());
    return key;
}

std::string state_of(Desk& desk, const TimelineItem& item) {
    const Delta* d = delta(item, "state");
    return d ? shown(desk, item, *d, d->after) : std::string();
}

// A row that hangs on the record is named before what changed of it.
void describe_fields(Desk& desk, const TimelineItem& item, TextArgs& args, HistoryText& out) {
    const bool other = item.type && !item.type->subject_field.empty() && item.type->key != "comment";
    if (other) args["who"] = args["who"] + ", " + bill_of(desk, item);
    for (const Delta& d : item.deltas) {
        const model::Field* field = item.type ? item.type->field(d.field) : nullptr;
        if (field && field->system) continue;
        out.lines.push_back(field_line(desk, item, d));
    }
    if (out.lines.empty()) {  // only what the engine keeps
        args["name"] = strong(bill_of(desk, item));
        out.sentence = desk.tr("history.other", args);
    } else if (out.lines.size() == 1) {
        args["change"] = out.lines.front();
        out.lines.clear();
        out.sentence = desk.tr("history.field", args);
    } else {
        out.sentence = desk.plural("history.fields", static_cast<std::int64_t>(out.lines.size()), args);
    }
}

}  // namespace

std::string automation_label(const model::Workspace& ws, std::string_view key, Language language) {
    const auto* definition = ws.catalog().definition("automation", key);
    if (!definition || !definition->body.contains("label")) return std::string(key);
    auto label = model::Label::parse(definition->body["label"], "/label");
    return label.ok() ? label->in(language) : std::string(key);
}

HistoryText history_text(Desk& desk, const TimelineItem& item) {
    HistoryText out;
    out.icon = icon_of(item.kind);
    const std::string who = item.automation.empty() ? item.actor_name : desk.tr("history.robot");
    TextArgs args{{"who", strong(who)}};
    const auto say = [&](const char* key) { out.sentence = desk.tr(key, args); };
    const auto named = [&](const char* key) {
        args["name"] = strong(name_of(desk, item));
        say(key);
    };
    switch (item.kind) {
    case Kind::created: named("history.created"); break;
    case Kind::deleted: named("history.deleted"); break;
    case Kind::restored: named("history.restored"); break;
    case Kind::moved: {
        const Delta* d = delta(item, "stage");
        args["from"] = stage_label(desk, item, d->before);
        args["to"] = strong(stage_label(desk, item, d->after));
        say("history.moved");
        break;
    }
    case Kind::fields: describe_fields(desk, item, args, out); break;
    case Kind::task_created:
        named("history.task_created");
        if (item.checks > 0) out.lines.push_back(desk.plural("history.checklist", item.checks));
        break;
    case Kind::task_done: named("history.task_done"); break;
    case Kind::task_reopened: named("history.task_reopened"); break;
    case Kind::task_withdrawn: named("history.task_withdrawn"); break;
    case Kind::task_changed: named("history.task_changed"); break;
    case Kind::check_done:
    case Kind::check_undone: {
        const bool done = item.kind == Kind::check_done;
        if (item.more.empty()) {
            named(done ? "history.check_done" : "history.check_undone");
            break;
        }
        out.sentence = desk.plural(done ? "history.checks_done" : "history.checks_undone", static_cast<std::int64_t>(item.more.size()) + 1, args);
        out.lines.push_back(name_of(desk, item));
        for (const model::RowId row : item.more) out.lines.push_back(model::title_of(desk.ws(), row));
        break;
    }
    case Kind::comment: say("history.comment"); break;
    case Kind::file_added: named("history.file_added"); break;
    case Kind::file_removed: named("history.file_removed"); break;
    case Kind::booked:
    case Kind::rebooked:
    case Kind::released: {
        const Delta* resource = delta(item, "resource");
        const std::string period_text = period(desk, item);
        args["resource"] = strong(resource ? shown(desk, item, *resource, resource->after) : name_of(desk, item));
        args["period"] = period_text;
        say(item.kind == Kind::booked ? "history.booked" : item.kind == Kind::rebooked ? "history.rebooked" : "history.released");
        break;
    }
    case Kind::message: {
        const Delta* channel = delta(item, "channel");
        const Delta* to = delta(item, "to");
        args["channel"] = channel ? desk.tr("channel." + word(channel->after)) : "";
        args["to"] = to ? word(to->after) : "";
        say("history.message");
        break;
    }
    case Kind::payment: {
        const Delta* amount = delta(item, "amount");
        args["amount"] = strong(amount ? shown(desk, item, *amount, amount->after) : "");
        say("history.payment");
        break;
    }
    case Kind::event: named("history.event"); break;
    case Kind::file_made: named("history.file_made"); break;
    case Kind::decision: {
        const Delta* verdict = delta(item, "verdict");
        args["verdict"] = verdict ? verdict_label(desk, word(verdict->after)) : "";
        named("history.decision");
        break;
    }
    case Kind::offer_made: named("history.offer_made"); break;
    case Kind::invoice_made: named("history.invoice_made"); break;
    case Kind::offer_issued:
    case Kind::invoice_issued: {
        const Delta* kind = delta(item, "kind");
        const bool correction = kind && word(kind->after) == "correction";
        args["number"] = strong(bill_of(desk, item));
        args["amount"] = amount_of(desk, item, "gross");
        say(item.kind == Kind::offer_issued ? "history.offer_issued" : correction ? "history.invoice_corrected" : "history.invoice_issued");
        break;
    }
    case Kind::offer_answered:
    case Kind::invoice_state:
        args["number"] = strong(bill_of(desk, item));
        args["state"] = state_of(desk, item);
        say(item.kind == Kind::offer_answered ? "history.offer_state" : "history.invoice_state");
        break;
    case Kind::lines_added:
        out.sentence = desk.plural("history.lines", static_cast<std::int64_t>(item.more.size()) + 1, args);
        out.lines.push_back(name_of(desk, item));
        for (const model::RowId row : item.more) out.lines.push_back(model::title_of(desk.ws(), row));
        break;
    case Kind::schedule: out.sentence = desk.plural("history.schedule", item.checks, args); break;
    case Kind::related:
    case Kind::unrelated: {
        const Delta* to = delta(item, "to");
        const Delta* kind = delta(item, "kind");
        args["name"] = strong(to ? shown(desk, item, *to, item.kind == Kind::related ? to->after : to->before) : "");
        args["kind"] = kind ? relation_name(desk, word(item.kind == Kind::related ? kind->after : kind->before)) : "";
        say(item.kind == Kind::related ? "history.related" : "history.unrelated");
        break;
    }
    case Kind::merged: {
        const Delta* merged = delta(item, "merged");
        args["name"] = strong(merged ? shown(desk, item, *merged, merged->after) : "");
        say("history.merged");
        break;
    }
    case Kind::robot_failed: {
        const Delta* error = delta(item, "error");
        const Json parsed = error ? Json::parse(word(error->after), nullptr, false) : Json();
        args["why"] = parsed.is_object() ? desk.ui().locale().sentence(automation::error_from_json(parsed)) : desk.tr("history.no_reason");
        say("history.robot_failed");
        break;
    }
    case Kind::other: named("history.other"); break;
    }
    return out;
}

}  // namespace potok::ui
