// Verbs about everything that belongs to a client.
#include <algorithm>
#include <array>
#include <set>

#include "model/client_view.h"
#include "model/queries.h"
#include "scenario/verbs_money.h"

namespace potok::scenario {
namespace {

constexpr std::array<std::string_view, model::client_kinds> kinds{"deal",  "activity", "task",     "correspondence", "document", "offer",
                                                                  "money", "approval", "comment", "contact",        "other"};

Result<model::ClientFilter> filter_of(World& world, const Step& step) {
    model::ClientFilter filter;
    for (const auto& [key, written] : step.pairs) {
        POTOK_TRY(const Value read, world.loose_value(written));
        const std::string value = read.as<std::string>() ? *read.as<std::string>() : written;  // without its quotes
        if (key == "kind") {
            const auto at = std::find(kinds.begin(), kinds.end(), value);
            if (at == kinds.end()) return impossible("there is no kind \"" + value + "\"");
            filter.kinds.insert(static_cast<model::ClientKind>(at - kinds.begin()));
        } else if (key == "person") {
            const auto contacts = model::find_records(world.workspace(), "contact", "title", Value(value));
            if (contacts.empty()) {
                POTOK_TRY(filter.person, world.person(value));
            } else {
                filter.person = contacts.front();
            }
        } else if (key == "from" || key == "to") {
            POTOK_TRY(const Instant at, world.moment(value));
            (key == "from" ? filter.from : filter.to) = at;
        } else if (key == "text") {
            filter.text = value;
        } else {
            return impossible("a client's page is filtered by kind, person, from, to, text");
        }
    }
    return filter;
}

// Read page by page, as the app does.
Result<std::set<std::string>> entries(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto client, world.record(m.tokens("client")));
    model::RowId reader = world.workspace().administrator();
    if (m.has("reader")) {
        POTOK_TRY(reader, world.person(m.text("reader")));
    }
    POTOK_TRY(const auto filter, filter_of(world, step));
    POTOK_TRY(const auto circle, model::client_circle(world.workspace(), client, reader, world.now()));
    std::set<std::string> out;
    std::optional<model::ClientPlace> after;
    for (bool more = true; more;) {
        POTOK_TRY(const auto page, model::client_page(world.workspace(), circle, filter, reader, world.now(), 10, after));
        for (const auto& e : page.entries) out.insert(e.title.empty() ? e.text : e.title);
        more = page.more;
        if (more) after = model::ClientPlace{page.entries.back().at, page.entries.back().row};
    }
    return out;
}

std::string list(const std::set<std::string>& titles) {
    std::string out;
    for (const std::string& t : titles) out += (out.empty() ? "" : ", ") + t;
    return out.empty() ? "nothing" : out;
}

Status compare(World& world, const Match& m, const Step& step, bool there) {
    POTOK_TRY(const auto found, entries(world, m, step));
    for (const Token& t : m.tokens("titles")) {
        if (t.kind != Token::Kind::comma && found.contains(t.text) != there) return unmet((there ? "" : "no ") + t.text, list(found));
    }
    return {};
}

Status shows(World& world, const Match& m, const Step& step) { return compare(world, m, step, true); }
Status hides(World& world, const Match& m, const Step& step) { return compare(world, m, step, false); }

Status count(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto found, entries(world, m, step));
    return std::to_string(found.size()) == m.text("count") ? Status() : unmet(m.text("count"), list(found));
}

}  // namespace

void add_client_view_verbs(std::vector<Verb>& t) {
    static constexpr std::string_view section = "Everything about a client";
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };
    add("expect page of <client:record> to show <count:number> entries [for <reader:who>]", "So many of different titles.", count);
    add("expect page of <client:record> to show <titles:names> [for <reader:who>]",
        "The client's timeline has these entries. Pairs filter it: kind, person, from, to, text.", shows);
    add("expect page of <client:record> to hide <titles:names> [for <reader:who>]", "It has none of them.", hides);
}

}  // namespace potok::scenario
