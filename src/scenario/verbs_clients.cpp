// Verbs about clients who are one, or hang together.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "model/duplicates.h"
#include "model/relations.h"
#include "scenario/verbs_money.h"

namespace potok::scenario {
namespace {

// Pairs choose values.
Status merge(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto keep, world.record(m.tokens("keep")));
    POTOK_TRY(const auto other, world.record(m.tokens("other")));
    world.name(m.tokens("other").back().text, other);  // so that it can still be spoken of
    POTOK_TRY(const Json fields, world.values(*world.workspace().type_of(keep), step));
    return world.act(who, "merge_records", {{"keep", world.ref(keep)}, {"merge", world.ref(other)}, {"fields", fields}});
}

Status relate(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto from, world.record(m.tokens("one")));
    POTOK_TRY(const auto to, world.record(m.tokens("other")));
    return world.act(who, "relate", {{"from", world.ref(from)}, {"to", world.ref(to)}, {"kind", m.text("kind")}});
}

Status unrelate(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto from, world.record(m.tokens("one")));
    POTOK_TRY(const auto to, world.record(m.tokens("other")));
    const auto graph = model::relation_graph(world.workspace(), from, 1);
    for (const auto& r : graph.relations) {
        if (r.from == from && r.to == to) return world.act(who, "unrelate", {{"relation", world.ref(r.row)}});
    }
    return impossible("they are not related so");
}

Result<bool> within(World& world, const Match& m) {
    POTOK_TRY(const auto from, world.record(m.tokens("record")));
    POTOK_TRY(const auto to, world.record(m.tokens("other")));
    const int depth = std::stoi(m.text("depth"));
    const auto graph = model::relation_graph(world.workspace(), from, depth);
    return std::any_of(graph.nodes.begin(), graph.nodes.end(), [&](const auto& n) { return n.record == to; });
}

Status related(World& world, const Match& m, const Step&) {
    POTOK_TRY(const bool yes, within(world, m));
    return yes ? Status() : unmet("related", "not within that many steps");
}

Status unrelated(World& world, const Match& m, const Step&) {
    POTOK_TRY(const bool yes, within(world, m));
    return yes ? unmet("not related", "related") : Status();
}

std::string_view word(model::DuplicateReason::Kind kind) {
    static constexpr std::array<std::string_view, 6> words = {"tax_number", "email", "phone", "name", "similar_name", "other_tax_number"};
    return words[static_cast<std::size_t>(kind)];
}

Result<std::vector<model::DuplicatePair>> duplicates_of(World& world, model::RowId record) {
    model::DuplicateOptions options;
    options.only = record;
    return model::find_duplicates(world.workspace(), world.workspace().type_of(record)->key, options);
}

Status alike(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto other, world.record(m.tokens("other")));
    POTOK_TRY(const auto pairs, duplicates_of(world, record));
    for (const auto& pair : pairs) {
        if (pair.first != other && pair.second != other) continue;
        for (const Token& t : m.tokens("reasons")) {
            if (t.kind == Token::Kind::comma) continue;
            if (std::none_of(pair.reasons.begin(), pair.reasons.end(), [&](const auto& r) { return word(r.kind) == t.text; }))
                return unmet(t.text, "they are alike, but not for that");
        }
        return {};
    }
    return unmet("alike", fmt::format("{} others look like it", pairs.size()));
}

Status no_duplicates(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto pairs, duplicates_of(world, record));
    return pairs.empty() ? Status() : unmet("none", fmt::format("{} of them", pairs.size()));
}

}  // namespace

void add_client_verbs(std::vector<Verb>& t) {
    static constexpr std::string_view section = "Clients who are one, or hang together";
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };
    add("<who> merges <other:record> into <keep:record>", "One record of two. Pairs choose values of what is kept.", merge);
    add("<who> relates <one:record> to <other:record> as <kind:name>", "A relation: holding, partner, same_person, or what a definition names.",
        relate);
    add("<who> unrelates <one:record> from <other:record>", "Ends the relation from the one to the other.", unrelate);
    add("expect <record> related to <other:record> within <depth:number>", "There is a way over so many relations.", related);
    add("expect <record> not related to <other:record> within <depth:number>", "There is none.", unrelated);
    add("expect <record> and <other:record> to look alike [because of <reasons:names>]",
        "They are found as duplicates; the reasons: tax_number, email, phone, name, similar_name.", alike);
    add("expect no duplicates of <record>", "Nothing looks like it.", no_duplicates);
}

}  // namespace potok::scenario
