#include "model/pack_update.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "db/connection.h"
#include "model/command_args.h"
#include "model/definition_use.h"
#include "model/workspace.h"

namespace potok::model {

namespace {

using Name = std::pair<std::string, std::string>;  // kind, key
using What = PackUpdate::Item::What;

// Kinds that a pack's key stands on but that no pack brings.
bool is_brought(const Definition& d) { return !d.pack.empty() && d.kind != "pack" && d.kind != "samples"; }

Result<std::optional<Json>> base_in_row(db::Connection& db, RowId row) {
    POTOK_TRY(const auto text, db.get_text("SELECT base FROM e_definition WHERE id = ?1", row));
    if (!text) return std::optional<Json>();
    return std::optional(Json::parse(*text, nullptr, false));
}

// What the pack brought, by what the workspace has kept.
class Bases {
public:
    static Result<Bases> of(const Workspace& ws, const Definition& pack) {
        Bases out(ws, pack.key);
        POTOK_TRY(const auto noted, base_in_row(ws.db(), pack.id));
        out.from_history_ = !noted;
        POTOK_CHECK(noted ? out.take_noted(*noted) : out.read_history());
        return out;
    }

    // As the pack brought it; nothing where it did not.
    Result<std::optional<Json>> base(const Definition& d) const {
        if (!is_brought(d) || d.pack != pack_) return std::optional<Json>();
        POTOK_TRY(auto kept, base_in_row(ws_.db(), d.id));
        if (kept) return kept;
        if (from_history_ && d.version > 1) {
            const auto first = first_bodies_.find({d.kind, d.key});
            if (first != first_bodies_.end()) return std::optional(first->second);
        }
        return std::optional(d.body);
    }
    const std::map<Name, Json>& taken_away() const { return taken_away_; }
    bool from_history() const { return from_history_; }

private:
    Bases(const Workspace& ws, std::string pack) : ws_(ws), pack_(std::move(pack)) {}

    Status take_noted(const Json& noted) {
        for (const Json& d : noted) taken_away_[{d.value("kind", ""), d.value("key", "")}] = d.value("body", Json());
        return {};
    }

    // The bodies that the pack's definitions began with, and those of them that are no longer there.
    Status read_history() {
        db::Statement s = ws_.db().prepare("SELECT kind, delta FROM change WHERE type = ?1 AND kind <> 1 ORDER BY id");
        s.bind(1, ws_.catalog().type("definition")->id);
        POTOK_CHECK(s.each([&](db::Statement& row) {
            const Json delta = Json::parse(row.text(1), nullptr, false);
            const Name name{text(delta, "kind"), text(delta, "key")};
            Json body = Json::parse(text(delta, "body"), nullptr, false);
            if (body.is_discarded() || text(delta, "pack") != pack_ || name.first == "pack" || name.first == "samples") return;
            if (row.i64(0) == 0)
                first_bodies_.try_emplace(name, std::move(body));
            else
                taken_away_[name] = first_bodies_.contains(name) ? first_bodies_[name] : std::move(body);
        }));
        std::erase_if(taken_away_, [&](const auto& d) { return ws_.catalog().definition(d.first.first, d.first.second) != nullptr; });
        return {};
    }

    static std::string text(const Json& delta, const char* field) {
        if (!delta.is_object() || !delta.contains(field)) return {};
        const auto value = value_from_json(delta[field]);
        const std::string* text = value.ok() ? value->as<std::string>() : nullptr;
        return text ? *text : std::string();
    }

    const Workspace& ws_;
    std::string pack_;
    bool from_history_ = false;
    std::map<Name, Json> first_bodies_;
    std::map<Name, Json> taken_away_;
};

Json noted_list(const std::map<Name, Json>& taken_away) {
    Json out = Json::array();
    for (const auto& [name, body] : taken_away) out.push_back({{"kind", name.first}, {"key", name.second}, {"body", body}});
    return out;
}

// Writes down what history tells, where the workspace is from before bases were kept.
Status write_bases(Operation& op, const Definition& pack, const Bases& bases) {
    if (!bases.from_history()) return {};
    const RecordType& rows = *op.catalog().type("definition");
    for (const Definition& d : op.catalog().definitions()) {
        if (!is_brought(d) || d.pack != pack.key || d.version == 1) continue;
        POTOK_TRY(const auto base, bases.base(d));
        if (base && *base != d.body) POTOK_CHECK(op.update(rows, d.id, {{"base", Value(base->dump())}}));
    }
    return op.update(rows, pack.id, {{"base", Value(noted_list(bases.taken_away()).dump())}});
}

class Planner {
public:
    Planner(const Workspace& ws, const Bases& bases, const SideChoices& choices, PackUpdate& out) : ws_(ws), bases_(bases), choices_(choices), out_(out) {}

    Status plan(const Json& definitions) {
        std::set<Name> seen;
        for (const Json& d : definitions) {
            const Name name{d["kind"].get<std::string>(), d["key"].get<std::string>()};
            seen.insert(name);
            POTOK_CHECK(definition(name, d["body"]));
        }
        // Later ones first: what speaks of others goes before them.
        const auto& all = ws_.catalog().definitions();
        for (auto d = all.rbegin(); d != all.rend(); ++d)
            if (is_brought(*d) && d->pack == out_.pack && !seen.contains({d->kind, d->key})) POTOK_CHECK(gone(*d));
        out_.removed_here = noted_list(taken_away_);
        return {};
    }

private:
    Status definition(const Name& name, const Json& theirs) {
        const Definition* present = ws_.catalog().definition(name.first, name.second);
        const auto removed_here = bases_.taken_away().find(name);
        if (!present && removed_here != bases_.taken_away().end()) return taken_away(name, removed_here->second, theirs);
        if (!present) {
            add(What::added, name, {}, {}, theirs);
            write(name, out_.pack, theirs, {});
            return {};
        }
        POTOK_TRY(auto base, bases_.base(*present));
        if (!base && removed_here != bases_.taken_away().end()) base = removed_here->second;
        const std::string place = name.first + "/" + name.second;
        Merge merged = merge_definition(place, base, present->body, theirs, choices_);
        // The whole definition can be taken from one side, whatever is in conflict.
        if (const auto whole = choices_.find(place); whole != choices_.end()) {
            const Json& body = whole->second == Side::theirs ? theirs : present->body;
            merged.taken = whole->second == Side::theirs ? differences(place, present->body, theirs) : std::vector<MergedPlace>();
            if (whole->second == Side::theirs) merged.kept.clear();
            merged.body = body;
        }
        for (const MergedPlace& p : merged.taken) add(!p.mine ? What::added : !p.theirs ? What::removed : What::changed, name, p);
        for (const MergedPlace& p : merged.kept) add(What::mine, name, p);
        for (const MergedPlace& p : merged.conflicts) add(What::conflict, name, p);
        Json body = std::move(*merged.body);
        POTOK_TRY(const auto uses, uses_lost(ws_, *present, &body));
        keep_used(present->body, uses, body);
        for (const DefinitionUse& use : uses) add_use(name, use);
        const std::optional<Json> keeps = body == theirs ? std::nullopt : std::optional(theirs);
        POTOK_TRY(const auto kept, base_in_row(ws_.db(), present->id));
        if (body != present->body || keeps != kept || present->pack != out_.pack) write(name, out_.pack, std::move(body), keeps);
        return {};
    }

    // Taken away here: it stays so, unless the new version is wanted.
    Status taken_away(const Name& name, const Json& base, const Json& theirs) {
        const std::string place = name.first + "/" + name.second;
        const Merge merged = merge_definition(place, base, std::nullopt, theirs, choices_);
        const bool wanted = merged.body.has_value();
        for (const MergedPlace& p : merged.conflicts) add(What::conflict, name, p);
        if (merged.conflicts.empty()) add(What::mine, name, base, {}, theirs);
        if (wanted)
            write(name, out_.pack, theirs, {});
        else
            taken_away_[name] = theirs;
        return {};
    }

    // No longer in the new version.
    Status gone(const Definition& d) {
        const Name name{d.kind, d.key};
        const std::string place = d.kind + "/" + d.key;
        POTOK_TRY(const auto base, bases_.base(d));
        const bool changed_here = base && *base != d.body;
        const bool stays = changed_here && chosen_side(choices_, place).value_or(Side::mine) == Side::mine;
        if (changed_here) add(What::conflict, name, base, d.body, {}, stays ? Side::mine : Side::theirs);
        if (stays) {
            write(name, {}, d.body, {});  // the workspace's own from here on
            return {};
        }
        POTOK_TRY(const auto uses, uses_lost(ws_, d, nullptr));
        if (!uses.empty()) {
            add_use(name, uses.front());
            return {};
        }
        if (!changed_here) add(What::removed, name, base, d.body, {});
        out_.removals.emplace_back(name);
        return {};
    }

    void add(What what, const Name& name, std::optional<Json> base, std::optional<Json> mine, std::optional<Json> theirs, Side side = Side::mine) {
        out_.items.push_back({what, name.first, name.second, name.first + "/" + name.second, std::move(base), std::move(mine), std::move(theirs), side, 0});
    }
    void add(What what, const Name& name, const MergedPlace& p) {
        out_.items.push_back({what, name.first, name.second, p.place, p.base, p.mine, p.theirs, p.side, 0});
    }
    void add_use(const Name& name, const DefinitionUse& use) {
        const std::string place = name.first + "/" + name.second + (use.path.empty() ? "" : "#" + use.path);
        // It is not removed after all, nor in part; of a field whose kind stays, only the name changes.
        const bool shape = place.ends_with("/kind");
        const std::string kept = shape ? place.substr(0, place.size() - std::string_view("/kind").size()) : place;
        std::erase_if(out_.items, [&](const PackUpdate::Item& item) {
            const bool inside = item.place == kept || item.place.starts_with(kept + "/");
            if (!shape) return inside && item.what == What::removed;
            return inside && !item.place.starts_with(kept + "/label") && item.what != What::mine && item.what != What::conflict;
        });
        out_.items.push_back({What::in_use, name.first, name.second, place, {}, {}, {}, Side::mine, use.records});
    }
    void write(const Name& name, const std::string& pack, Json body, std::optional<Json> base) {
        out_.writes.push_back({name.first, name.second, pack, std::move(body), std::move(base)});
    }

    const Workspace& ws_;
    const Bases& bases_;
    const SideChoices& choices_;
    PackUpdate& out_;
    std::map<Name, Json> taken_away_;
};

std::array<long, 3> numbers_of(std::string_view version) {
    std::array<long, 3> out{-1, -1, -1};
    const char *at = version.data(), *end = at + version.size();
    for (long& n : out) {
        const auto [next, fault] = std::from_chars(at, end, n);
        if (fault != std::errc{}) break;
        at = next < end && *next == '.' ? next + 1 : next;
    }
    return out;
}

Status check_shape(const Json& manifest, const Json& definitions) {
    if (!manifest.is_object() || !manifest.contains("key") || !manifest["key"].is_string()) return error("pack.malformed", {}, "manifest/key");
    if (!manifest.contains("version") || !manifest["version"].is_string()) return error("pack.malformed", {}, "manifest/version");
    if (!definitions.is_array()) return error("pack.malformed", {}, "definitions");
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        const Json& d = definitions[i];
        const bool whole = d.is_object() && d.contains("kind") && d["kind"].is_string() && d.contains("key") && d["key"].is_string() &&
                           d.contains("body") && d["body"].is_object();
        if (!whole) return error("pack.malformed", {}, "definitions/" + std::to_string(i));
    }
    return {};
}

}  // namespace

bool is_older_version(std::string_view one, std::string_view other) { return numbers_of(one) < numbers_of(other); }

Result<PackUpdate> plan_pack_update(const Workspace& ws, const Json& manifest, const Json& definitions, const SideChoices& choices) {
    POTOK_CHECK(check_shape(manifest, definitions));
    PackUpdate out;
    out.pack = manifest["key"].get<std::string>();
    out.to = manifest["version"].get<std::string>();
    const Definition* installed = ws.catalog().definition("pack", out.pack);
    if (!installed) return error("pack.not_installed", {{"pack", out.pack}}, "manifest/key");
    out.from = installed->body.value("version", std::string());
    if (is_older_version(out.to, out.from))
        return error("pack.older_version", {{"pack", out.pack}, {"installed", out.from}, {"version", out.to}}, "manifest/version");
    for (const Json& needed : manifest.value("requires", Json::array()))
        if (needed.is_string() && !ws.catalog().definition("pack", needed.get<std::string>()))
            return error("pack.requires", {{"pack", out.pack}, {"needs", needed.get<std::string>()}}, "manifest/requires");
    for (const Json& d : definitions) {
        const std::string key = d["key"].get<std::string>();
        if (key != out.pack && !key.starts_with(out.pack + "."))
            return error("pack.foreign_key", {{"pack", out.pack}, {"key", key}}, d["kind"].get<std::string>() + "/" + key);
    }
    POTOK_TRY(const Bases bases, Bases::of(ws, *installed));
    POTOK_CHECK(Planner(ws, bases, choices, out).plan(definitions));
    return out;
}

Result<Json> base_to_keep(Operation& op, const Definition& existing, const Json& body) {
    const Definition* pack = is_brought(existing) ? op.catalog().definition("pack", existing.pack) : nullptr;
    if (!pack) return Json();
    POTOK_TRY(const Bases bases, Bases::of(op.workspace(), *pack));
    POTOK_TRY(const auto base, bases.base(existing));
    POTOK_CHECK(write_bases(op, *pack, bases));
    return base && *base != body ? *base : Json();
}

Status note_taken_away(Operation& op, const Definition& gone) {
    const Definition* pack = is_brought(gone) ? op.catalog().definition("pack", gone.pack) : nullptr;
    if (!pack) return {};
    POTOK_TRY(const Bases bases, Bases::of(op.workspace(), *pack));
    POTOK_TRY(const auto base, bases.base(gone));
    POTOK_CHECK(write_bases(op, *pack, bases));
    std::map<Name, Json> all = bases.taken_away();
    all[{gone.kind, gone.key}] = base ? *base : gone.body;
    return op.update(*op.catalog().type("definition"), pack->id, {{"base", Value(noted_list(all).dump())}});
}

}  // namespace potok::model
