// Verbs about packs that are updated: what an update would do, and doing it.
#include "scenario/verbs_packs.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "packs/update.h"

namespace potok::scenario {
namespace {

using What = model::PackUpdate::Item::What;

constexpr std::array<std::pair<const char*, What>, 6> kinds = {{{"add", What::added},
                                                                {"change", What::changed},
                                                                {"remove", What::removed},
                                                                {"leave", What::mine},
                                                                {"dispute", What::conflict},
                                                                {"keep", What::in_use}}};

Result<packs::Pack> pack_named(World& world, const Match& m) {
    if (!world.environment().pack) return impossible("no packs are at hand here");
    return world.environment().pack(m.text("name"));
}

model::SideChoices taken(const Match& m) {
    model::SideChoices out;
    if (!m.has("places")) return out;
    for (const Token& t : m.tokens("places"))
        if (t.kind != Token::Kind::comma) out[t.text == "everything" ? "" : t.text] = model::Side::theirs;
    return out;
}

Result<packs::UpdatePreview> preview(World& world, const Match& m) {
    POTOK_TRY(const packs::Pack pack, pack_named(world, m));
    return packs::preview_update(world.workspace(), pack, taken(m), world.workspace().administrator(), world.now());
}

std::string list(const packs::UpdatePreview& update) {
    std::string all;
    for (const auto& item : update.plan.items) {
        const auto kind = std::ranges::find(kinds, item.what, &std::pair<const char*, What>::second);
        all += fmt::format("{}{} {}", all.empty() ? "" : "; ", kind->first, item.place);
    }
    return all.empty() ? "nothing" : all;
}

Status update(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const packs::Pack pack, pack_named(world, m));
    const auto choices = taken(m);
    std::vector<std::string> migrate;
    if (m.has("running")) {
        POTOK_TRY(const auto before, packs::preview_update(world.workspace(), pack, choices, who, world.now()));
        migrate = before.migratable();
    }
    const model::Command command = packs::update_command(pack, choices, migrate);
    return world.act(who, command.name, command.args);
}

Status would(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto update, preview(world, m));
    for (const auto& [word, what] : kinds) {
        if (!m.has(word)) continue;
        for (const auto& item : update.plan.items)
            if (item.what == what && item.place == m.text("place")) return {};
        return unmet(fmt::format("{} {}", word, m.text("place")), list(update));
    }
    return {};
}

Status would_not_touch(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto update, preview(world, m));
    const std::string place = m.text("place");
    for (const auto& item : update.plan.items)
        if (item.what != What::mine && item.what != What::in_use && item.place.starts_with(place)) return unmet("nothing about " + place, list(update));
    return {};
}

Status would_change_nothing(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto update, preview(world, m));
    return update.plan.changes_nothing() ? Status() : unmet("no change", list(update));
}

Status would_be_refused(World& world, const Match& m, const Step&) {
    const auto update = preview(world, m);
    const std::string found = !update ? describe(update.error()) : update->refusal ? describe(*update->refusal) : "it would not";
    const std::string code = !update ? update.error().code : update->refusal ? update->refusal->code : "";
    return code == m.text("code") ? Status() : unmet(m.text("code"), found);
}

Status runs_touched(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto update, preview(world, m));
    std::string all;
    for (const auto& r : update.running) {
        const char* how = r.can_migrate ? "can" : "cannot";
        all += fmt::format("{}{} of {}, which {} be taken over", all.empty() ? "" : "; ", r.runs, r.automation, how);
        if (r.automation == m.text("automation") && std::to_string(r.runs) == m.text("count") && m.has(how)) return {};
    }
    return unmet(m.text("count") + " runs of " + m.text("automation"), all.empty() ? "none" : all);
}

}  // namespace

void add_pack_verbs(std::vector<Verb>& t) {
    static constexpr std::string_view section = "Updating packs";
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };
    add("<who> updates to pack <name> [taking <places:names> from it] [and takes over what is running]",
        "Another version of an installed pack, by its folder. What both sides have changed stays, but for the places (`everything`: all of "
        "them). What is running goes on as it began; taken over, by the new version where it can.",
        update);
    add("expect updating to pack <name> [taking <places:names> from it] would (add|change|remove|leave|dispute|keep) <place:text>",
        "The preview says so: leave what is changed here alone; dispute what both have changed; keep what records use.", would);
    add("expect updating to pack <name> [taking <places:names> from it] would not touch <place:text>",
        "The preview has nothing about that place or what is in it.", would_not_touch);
    add("expect updating to pack <name> would change nothing", "All is as that version has it.", would_change_nothing);
    add("expect updating to pack <name> [taking <places:names> from it] would be refused as <code:name>", "The preview says that it cannot be.",
        would_be_refused);
    add("expect updating to pack <name> to meet <count:number> runs of <automation:name> that (can|cannot) be taken over",
        "What is under way by a definition that the update changes.", runs_touched);
}

}  // namespace potok::scenario
