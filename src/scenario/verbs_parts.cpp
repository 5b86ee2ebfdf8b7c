// Looking at what belongs to a record: comments, messages, notifications, bookings, documents, payments, history.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/verbs.h"

namespace potok::scenario::parts {
namespace {

bool holds(const std::string& text, const Match& m) { return text.find(m.text("text")) != std::string::npos; }

// Texts of the comments on a record, oldest first.
std::vector<std::string> comments_of(World& world, model::RowId record) {
    std::vector<std::string> out;
    const Value ref = Value(world.workspace().id_of(record));
    for (const auto row : model::find_records(world.workspace(), "comment", "record", ref)) {
        out.push_back(model::record(world.workspace(), row)->text("text"));
    }
    return out;
}

std::string join(const std::vector<std::string>& texts) {
    std::string out;
    for (const auto& t : texts) out += (out.empty() ? "" : " | ") + t;
    return out.empty() ? "none" : out;
}

Status counted(const Match& m, std::size_t found, const std::vector<std::string>& all) {
    if (std::to_string(found) == m.text("count")) return {};
    return unmet(m.text("count"), fmt::format("{}: {}", found, join(all)));
}

// History entries that wrote the field, creation included, oldest first.
struct Written {
    Value value;
    model::RowId actor = 0;
};
std::vector<Written> writings(World& world, model::RowId record, const std::string& field) {
    std::vector<Written> out;
    for (const auto& entry : model::timeline(world.workspace(), record, 1'000'000)) {
        if (entry.row != record) continue;
        for (const auto& d : entry.deltas) {
            if (d.field == field) out.push_back({d.after, entry.actor});
        }
    }
    std::ranges::reverse(out);
    return out;
}

}  // namespace

Status comment(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const auto all = comments_of(world, record);
    if (std::ranges::any_of(all, [&](const auto& text) { return holds(text, m); })) return {};
    return unmet(m.text("text"), join(all));
}

Status comment_count(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const auto all = comments_of(world, record);
    const auto found = std::ranges::count_if(all, [&](const auto& text) { return holds(text, m); });
    return counted(m, static_cast<std::size_t>(found), all);
}

Status message(World& world, const Match& m, const Step&) {
    std::vector<std::string> all;
    for (const auto& message : model::messages(world.workspace(), {})) {
        if (message.to == m.text("to") && holds(message.text, m)) return {};
        all.push_back(message.to + ": " + message.text);
    }
    return unmet(m.text("to") + ": " + m.text("text"), join(all));
}

Status message_count(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    std::vector<std::string> all;
    std::size_t found = 0;
    for (const auto& message : model::messages(world.workspace(), record)) {
        if (holds(message.text, m)) ++found;
        all.push_back(message.text);
    }
    return counted(m, found, all);
}

Status notification(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    std::vector<std::string> all;
    for (const auto& n : model::notifications(world.workspace(), who, false)) {
        if (holds(n.text, m)) return {};
        all.push_back(n.text);
    }
    return unmet(m.text("text"), join(all));
}

Status no_notification(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    for (const auto& n : model::notifications(world.workspace(), who, false)) {
        if (holds(n.text, m)) return unmet("no such notification", n.text);
    }
    return {};
}

Status booking(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto resource, world.resource(m.text("resource")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    std::vector<std::string> all;
    for (const auto& b : model::bookings_of(world.workspace(), record)) {
        all.push_back(fmt::format("{} from {} to {}", b.resource_name, world.show_time(b.from), world.show_time(b.to)));
        if (b.resource != resource) continue;
        if (!m.has("from")) return {};
        POTOK_TRY(const Instant from, world.moment(m.text("from")));
        POTOK_TRY(const Instant to, world.moment(m.text("to")));
        if (b.from == from && b.to == to) return {};
    }
    return unmet("that booking", join(all));
}

Status no_booking(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto resource, world.resource(m.text("resource")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    for (const auto& b : model::bookings_of(world.workspace(), record)) {
        if (b.resource == resource) return unmet("no booking", "from " + world.show_time(b.from) + " to " + world.show_time(b.to));
    }
    return {};
}

Status conflict(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto resource, world.resource(m.text("resource")));
    POTOK_TRY(const Instant from, world.moment(m.text("from")));
    POTOK_TRY(const Instant to, world.moment(m.text("to")));
    const auto found = model::booking_conflicts(world.workspace(), resource, from, to);
    if (found.empty() == m.has("free")) return {};
    return unmet(m.has("free") ? "free" : "taken", found.empty() ? "free" : "taken for " + found.front().record_title);
}

Status document(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    std::string field;
    if (m.has("field")) {
        POTOK_TRY(const auto* f, world.field(*world.workspace().type_of(record), m.text("field")));
        field = f->key;
    }
    std::vector<std::string> all;
    for (const auto& a : model::attachments(world.workspace(), record)) {
        if (a.name == m.text("file") && (field.empty() || a.field == field)) return {};
        all.push_back(a.name + (a.field.empty() ? "" : " as " + a.field));
    }
    return unmet(m.text("file"), join(all));
}

Status no_document(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    for (const auto& a : model::attachments(world.workspace(), record)) {
        if (a.name == m.text("file")) return unmet("no such document", a.name);
    }
    return {};
}

Status payment_count(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    const auto found =
        model::find_records(world.workspace(), "payment", "record", Value(world.workspace().id_of(record)));
    return counted(m, found.size(), {});
}

Status history(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto* f, world.field(*world.workspace().type_of(record), m.text("field")));
    std::optional<model::RowId> who;
    if (m.has("who")) {
        POTOK_TRY(who, world.person(m.text("who")));
    }
    std::string text = m.text("value");
    if (m.tokens("value").front().kind == Token::Kind::text) text = '"' + text + '"';
    POTOK_TRY(const Value expected, world.value(*f, text));
    std::vector<std::string> all;
    for (const auto& written : writings(world, record, f->key)) {
        if (written.value == expected && (!who || written.actor == *who)) return {};
        const auto actor = model::person(world.workspace(), written.actor);
        all.push_back(world.show(written.value) + " by " + (actor ? actor->name : "robots"));
    }
    return unmet(world.show(expected), join(all));
}

Status history_count(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto* f, world.field(*world.workspace().type_of(record), m.text("field")));
    std::vector<std::string> all;
    for (const auto& written : writings(world, record, f->key)) all.push_back(world.show(written.value));
    return counted(m, all.size(), all);
}

}  // namespace potok::scenario::parts
