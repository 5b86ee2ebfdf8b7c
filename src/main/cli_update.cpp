// potok update: an installed pack brought to another version.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "main/cli.h"
#include "main/open_file.h"
#include "packs/update.h"
#include "platform/common/library.h"

namespace potok::cli {
namespace {

using Item = model::PackUpdate::Item;

constexpr std::size_t longest = 60;  // of a value, in bytes

std::string shown(const std::optional<Json>& json) {
    if (!json) return "nothing";
    std::string text = json->dump();
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // whole characters
    return text.substr(0, end) + "…";
}

void print(const Item& item) {
    const char* side = item.side == model::Side::theirs ? "the new version is taken" : "it stays as it is here";
    switch (item.what) {
        case Item::What::added: fmt::print("added     {}\n", item.place); break;
        case Item::What::removed: fmt::print("removed   {}\n", item.place); break;
        case Item::What::changed: fmt::print("changed   {}: {} → {}\n", item.place, shown(item.mine), shown(item.theirs)); break;
        case Item::What::mine: fmt::print("yours     {}\n", item.place); break;
        case Item::What::in_use: fmt::print("in use    {}: {} records, it is kept\n", item.place, item.records); break;
        case Item::What::conflict:
            fmt::print("conflict  {}: was {}, here {}, in the new version {}; {}\n", item.place, shown(item.base), shown(item.mine),
                       shown(item.theirs), side);
            break;
    }
}

void print(const packs::UpdatePreview& update, bool migrate) {
    fmt::print("{}: {} → {}\n", update.plan.pack, update.plan.from, update.plan.to);
    for (const Item& item : update.plan.items) print(item);
    for (const auto& r : update.running) {
        const char* how = r.goes ? "go on as they began" : !r.can_migrate ? "go on as they began: they stand at a step that is gone"
                          : migrate ? "are taken over" : "go on as they began, and can be taken over";
        fmt::print("running   {}: {} runs {}\n", r.automation, r.runs, how);
    }
    if (update.plan.changes_nothing()) fmt::print("nothing to do\n");
}

Result<model::SideChoices> choices_of(const Arguments& a) {
    model::SideChoices out;
    const auto take = a.option("--take");
    if (!take) {
        if (a.words.size() > 1) return error("cli.usage", {{"message", a.words[1] + " is not known here"}});
        return out;
    }
    if (*take != "theirs" && *take != "mine") return error("cli.usage", {{"message", "--take is followed by theirs or mine"}});
    const auto side = *take == "theirs" ? model::Side::theirs : model::Side::mine;
    for (std::size_t i = 1; i < a.words.size(); ++i) out[a.words[i]] = side;
    if (out.empty()) out[""] = side;
    else if (side == model::Side::mine) out[""] = model::Side::theirs;
    return out;
}

Status do_update(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    const auto name = a.option("--pack");
    if (!name) return error("cli.usage", {{"message", "--pack FOLDER is missing"}});
    POTOK_TRY(const auto choices, choices_of(a));
    POTOK_TRY(const packs::Pack pack, std::filesystem::is_directory(*name) ? platform::pack_in(*name) : platform::pack(*name));
    POTOK_TRY(const Instant now, a.at());
    OpenFile w;
    POTOK_CHECK(w.open(file));
    model::Workspace& ws = *w.workspace;
    POTOK_TRY(const auto update, packs::preview_update(ws, pack, choices, ws.administrator(), now));
    for (const auto& [place, side] : choices) {
        const auto meant = [&place](const Item& item) { return item.place == place || item.place.starts_with(place); };
        if (!place.empty() && std::ranges::none_of(update.plan.items, meant)) return error("pack.no_such_place", {{"place", place}});
    }
    print(update, a.has("--migrate"));
    if (update.refusal) return *update.refusal;
    if (a.has("--preview")) return {};
    const auto migrate = a.has("--migrate") ? update.migratable() : std::vector<std::string>();
    auto done = ws.apply(packs::update_command(pack, choices, migrate), ws.administrator(), now);
    if (!done) return packs::locate(pack, done.error());
    return {};
}

}  // namespace

int update_file(const Arguments& a) { return finish(do_update(a)); }

}  // namespace potok::cli
