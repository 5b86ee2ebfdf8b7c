#include <algorithm>
#include <functional>

#include "model/definition_checks.h"
#include "model/definition_use.h"
#include "model/definition_parser.h"
#include "model/handlers.h"
#include "model/pack_update.h"
#include "model/report.h"
#include "model/rights.h"
#include "model/saved_view.h"
#include "model/workspace_impl.h"

namespace potok::model::handlers {

namespace {

constexpr RowId first_definition = 1000;  // below are the core types, whose numbers are fixed

// What the catalog itself cannot check.
Status check_definition(Operation& op, const Definition& definition) {
    const std::string& kind = definition.kind;
    if ((kind == "automation" || kind == "decision" || kind == "connector") && op.workspace().reactor())
        POTOK_CHECK(op.workspace().reactor()->check_definition(op.workspace(), definition));
    if (kind == "report") POTOK_CHECK(parse_report(definition, op.catalog()));
    if (kind == "timetable") POTOK_CHECK(check_timetable(definition, op.catalog()));
    if (kind == "queue") POTOK_CHECK(check_queue(definition, op.catalog()));
    if (kind == "document_template") {
        POTOK_TRY(const DocumentTemplate source, parse_document_template(definition, op.catalog()));
        if (const DocumentMaker* maker = op.workspace().documents()) POTOK_CHECK(maker->check(op.workspace(), source, definition));
    }
    return {};
}

// Checks a definition, makes its table and writes its row; the catalog knows it from here on.
// `base`: what its pack brought, where the body differs from it (pack_update.h).
Status put_definition(Operation& op, const std::string& kind, const std::string& key, const std::string& pack, const Json& body, const Json& base = {}) {
    Workspace::Impl& impl = op.workspace().impl();
    impl.catalog_touched = true;
    const RecordType& rows = *op.catalog().type("definition");
    const Definition* existing = op.catalog().definition(kind, key);
    if (kind == "type") {
        const RecordType* type = op.catalog().type(key);
        if (type && type->id < first_definition) return potok::error("definition.core_type", {{"key", key}});
    }
    Definition definition{existing ? existing->id : 0, kind, key, pack, existing ? existing->version + 1 : 1, body};
    Values values = {{"kind", Value(kind)},
                     {"key", Value(key)},
                     {"pack", Value(pack)},
                     {"version", Value(definition.version)},
                     {"body", Value(body.dump())}};
    if (existing || !base.is_null()) values.emplace_back("base", base.is_null() ? Value() : Value(base.dump()));
    if (existing) {
        POTOK_CHECK(op.update(rows, definition.id, values));
    } else {
        auto last = op.db().get_i64("SELECT max(id) FROM e_definition");
        if (!last.ok()) return last.error();
        definition.id = std::max(last->value_or(0) + 1, first_definition);
        POTOK_CHECK(op.reinsert(rows, definition.id, values));
    }
    POTOK_CHECK(check_definition(op, definition));
    POTOK_CHECK(impl.catalog.put(std::move(definition)));
    if (kind == "type") POTOK_CHECK(storage::ensure_table(op.db(), *op.catalog().type(key)));
    return {};
}

Status remove_definition(Operation& op, const Definition& gone) {
    const std::string kind = gone.kind, key = gone.key;
    op.workspace().impl().catalog_touched = true;
    POTOK_CHECK(op.remove(*op.catalog().type("definition"), gone.id));
    op.workspace().impl().catalog.remove(kind, key);
    return {};
}

Status require_administration(Operation& op) {
    return require_right(op, Verb::admin, *op.catalog().type("definition"), 0, {});
}

// A view that a person keeps for themselves is theirs to define; all else is the administrators'. `body` null: it is to go.
Status require_right_to_define(Operation& op, const std::string& kind, const Definition* existing, const Json* body) {
    const Uuid me = op.workspace().id_of(op.actor());
    const bool own = kind == "view" && (!existing || is_own_view(existing->body, me)) && (!body || is_own_view(*body, me));
    return own ? Status() : require_administration(op);
}

// Types before what speaks of them, automations last.
int rank(const std::string& kind) {
    static const std::vector<std::string> order = {"type", "calendar", "country", "connector", "relation", "role", "setting", "template", "pipeline", "document_template", "decision", "timetable", "queue", "automation", "report", "view", "pack"};
    return static_cast<int>(std::find(order.begin(), order.end(), kind) - order.begin());
}

}  // namespace

Status set_setting(Operation& op) {
    Args args(op);
    const std::string key = args.text("key");
    const Value value = args.value("value");
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_administration(op));
    const Setting* setting = op.catalog().setting(key);
    if (!setting) return potok::error("setting.unknown", {{"key", key}}, "key");
    Field as_field;
    as_field.key = key;
    as_field.kind = setting->kind;
    as_field.options = setting->options;
    POTOK_TRY(const Value kept, storage::coerce(*op.workspace().impl().ids, op.catalog(), as_field, value, op.workspace().info().currency));
    const RecordType& type = *op.catalog().type("setting_value");
    auto row = op.db().get_i64("SELECT id FROM e_setting WHERE key = ?1", key);
    if (!row.ok()) return row.error();
    const Values values = {{"key", Value(key)}, {"value", Value(to_json(kept).dump())}};
    op.workspace().impl().catalog_touched = true;  // settings are read again with it
    if (*row) return op.update(type, **row, values);
    POTOK_CHECK(op.insert(type, values));
    return {};
}

Status define(Operation& op) {
    Args args(op);
    const std::string kind = args.text("kind");
    const std::string key = args.text("key");
    std::string pack = args.text("pack", true);
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right_to_define(op, kind, op.catalog().definition(kind, key), &args.json("body")));
    if (!args.json("body").is_object()) return potok::error("json.object_expected", {}, "body");
    Json base;
    if (const Definition* existing = op.catalog().definition(kind, key)) {
        if (pack.empty()) pack = existing->pack;
        POTOK_TRY(base, base_to_keep(op, *existing, args.json("body")));
    }
    POTOK_CHECK(put_definition(op, kind, key, pack, args.json("body"), base));
    return check_expressions(op.catalog(), *op.catalog().definition(kind, key));
}

Status undefine(Operation& op) {
    Args args(op);
    const std::string kind = args.text("kind");
    const std::string key = args.text("key");
    POTOK_CHECK(args.status());
    const Definition* existing = op.catalog().definition(kind, key);
    POTOK_CHECK(require_right_to_define(op, kind, existing, nullptr));
    if (!existing) return potok::error("definition.unknown", {{"kind", kind}, {"key", key}}, "key");
    if (kind == "type") {
        auto any = op.db().get_i64("SELECT 1 FROM " + storage::sql_name("r_" + key) + " LIMIT 1");
        if (any.ok() && *any) return potok::error("definition.in_use", {{"kind", kind}, {"key", key}}, "key");
    }
    if (kind == "pipeline") {
        const Pipeline& pipeline = *op.catalog().pipeline(key);
        auto any = op.db().get_i64("SELECT 1 FROM " + storage::sql_name("r_" + pipeline.type) + " WHERE pipeline = ?1 LIMIT 1", key);
        if (any.ok() && *any) return potok::error("definition.in_use", {{"kind", kind}, {"key", key}}, "key");
    }
    POTOK_CHECK(note_taken_away(op, *existing));
    return remove_definition(op, *existing);
}

// An error's place begins with the definition's.
Status expressions_fit(Operation& op, const std::string& kind, const std::string& key) {
    Status fits = check_expressions(op.catalog(), *op.catalog().definition(kind, key));
    if (fits.ok()) return fits;
    Error e = fits.error();
    e.place = kind + "/" + key + "#" + e.place;
    return e;
}

Status install_pack(Operation& op) {
    Args args(op);
    const Json& manifest = args.json("manifest");
    const Json& list = args.json("definitions");
    POTOK_CHECK(require_administration(op));
    if (!manifest.is_object() || !manifest.contains("key") || !manifest["key"].is_string())
        return potok::error("pack.malformed", {}, "manifest/key");
    if (!list.is_array()) return potok::error("pack.malformed", {}, "definitions");
    const std::string pack = manifest["key"].get<std::string>();
    if (!is_key(pack)) return potok::error("definition.bad_key", {{"key", pack}}, "manifest/key");
    if (op.catalog().definition("pack", pack)) return potok::error("pack.already_installed", {{"pack", pack}}, "manifest/key");
    for (const Json& needed : manifest.value("requires", Json::array())) {
        if (needed.is_string() && !op.catalog().definition("pack", needed.get<std::string>()))
            return potok::error("pack.requires", {{"pack", pack}, {"needs", needed.get<std::string>()}}, "manifest/requires");
    }
    op.kept_args = Json{{"manifest", manifest}};  // its definitions are in the history already
    std::vector<const Json*> ordered;
    for (const Json& item : list) {
        const bool whole = item.is_object() && item.contains("kind") && item["kind"].is_string() && item.contains("key") &&
                           item["key"].is_string() && item.contains("body") && item["body"].is_object();
        if (!whole) return potok::error("pack.malformed", {}, "definitions/" + std::to_string(&item - &list[0]));
        ordered.push_back(&item);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const Json* a, const Json* b) {
        return rank((*a)["kind"].get<std::string>()) < rank((*b)["kind"].get<std::string>());
    });
    for (const Json* item : ordered) {
        const std::string kind = (*item)["kind"].get<std::string>();
        const std::string key = (*item)["key"].get<std::string>();
        if (key != pack && !key.starts_with(pack + "."))
            return potok::error("pack.foreign_key", {{"pack", pack}, {"key", key}}, kind + "/" + key);
        if (Status put = put_definition(op, kind, key, pack, (*item)["body"]); !put.ok()) {
            Error e = put.error();
            e.place = kind + "/" + key + "#" + e.place;
            return e;
        }
    }
    // Once all is there: what stands first may speak of what comes later.
    for (const Json* item : ordered) POTOK_CHECK(expressions_fit(op, (*item)["kind"].get<std::string>(), (*item)["key"].get<std::string>()));
    return put_definition(op, "pack", pack, pack, manifest, Json::array());  // nothing of it is taken away yet
}

// The definitions that were not written anew must still fit those that were: a robot of the workspace's own may speak of a field
// that has gone.
Status check_the_rest(Operation& op, const std::function<bool(const Definition&)>& written, const char* code) {
    Workspace::Impl& impl = op.workspace().impl();
    const std::vector<Definition> all = op.catalog().definitions();
    for (const Definition& d : all) {
        if (written(d)) continue;
        Status fits = check_definition(op, d);
        if (fits) fits = impl.catalog.put(d);
        if (fits && op.catalog().definition(d.kind, d.key)) fits = check_expressions(op.catalog(), d);
        if (fits) continue;
        Error broken = potok::error(code, {{"kind", d.kind}, {"key", d.key}}, d.kind + "/" + d.key + "#" + fits.error().place);
        broken.details.push_back(fits.error());
        return broken;
    }
    return {};
}

// What records use stays: a stage they stand in, a field with values.
Status keeps_what_is_used(Operation& op, const Json& item) {
    const std::string kind = item["kind"].get<std::string>(), key = item["key"].get<std::string>();
    const Definition* present = op.catalog().definition(kind, key);
    if (!present) return {};
    POTOK_TRY(const auto uses, uses_lost(op.workspace(), *present, item.contains("body") ? &item["body"] : nullptr));
    if (uses.empty()) return {};
    const DefinitionUse& use = uses.front();
    const std::size_t slash = use.path.rfind('/');
    return potok::error("definition.loses_used", {{"key", slash == std::string::npos ? key : use.path.substr(slash + 1)}, {"records", std::to_string(use.records)}},
                        kind + "/" + key + "#" + use.path);
}

Status publish(Operation& op) {
    Args args(op);
    const Json& list = args.json("definitions");
    POTOK_CHECK(require_administration(op));
    if (!list.is_array() || list.empty()) return potok::error("definition.nothing_to_publish", {}, "definitions");
    std::vector<const Json*> ordered;
    for (const Json& item : list) {
        const bool whole = item.is_object() && item.contains("kind") && item["kind"].is_string() && item.contains("key") && item["key"].is_string() &&
                           (!item.contains("body") || item["body"].is_object());
        if (!whole) return potok::error("json.object_expected", {}, "definitions/" + std::to_string(&item - &list[0]));
        ordered.push_back(&item);
    }
    const auto kind_of = [](const Json& item) { return item["kind"].get<std::string>(); };
    const auto key_of = [](const Json& item) { return item["key"].get<std::string>(); };
    std::ranges::stable_sort(ordered, {}, [&](const Json* item) { return rank(kind_of(*item)); });
    for (const Json* item : ordered) POTOK_CHECK(keeps_what_is_used(op, *item));
    // What is taken away goes first, what speaks of others before them.
    for (auto item = ordered.rbegin(); item != ordered.rend(); ++item) {
        if ((*item)->contains("body")) continue;
        const Definition* gone = op.catalog().definition(kind_of(**item), key_of(**item));
        if (!gone) return potok::error("definition.unknown", {{"kind", kind_of(**item)}, {"key", key_of(**item)}}, "definitions");
        POTOK_CHECK(note_taken_away(op, *gone));
        POTOK_CHECK(remove_definition(op, *gone));
    }
    for (const Json* item : ordered) {
        if (!item->contains("body")) continue;
        const std::string kind = kind_of(*item), key = key_of(*item);
        std::string pack;
        Json base;
        if (const Definition* existing = op.catalog().definition(kind, key)) {
            pack = existing->pack;
            POTOK_TRY(base, base_to_keep(op, *existing, (*item)["body"]));
        }
        if (Status put = put_definition(op, kind, key, pack, (*item)["body"], base); !put) {
            Error e = put.error();
            e.place = kind + "/" + key + "#" + e.place;
            return e;
        }
    }
    for (const Json* item : ordered)
        if (item->contains("body")) POTOK_CHECK(expressions_fit(op, kind_of(*item), key_of(*item)));
    return check_the_rest(op, [&](const Definition& d) {
        return std::ranges::any_of(ordered, [&](const Json* item) { return kind_of(*item) == d.kind && key_of(*item) == d.key; });
    }, "definition.breaks");
}

Status update_pack(Operation& op) {
    Args args(op);
    const Json &manifest = args.json("manifest"), &definitions = args.json("definitions");
    const Json &given = args.json("choices"), &migrate = args.json("migrate");
    POTOK_CHECK(require_administration(op));
    SideChoices choices;
    if (given.is_object()) {
        for (const auto& [place, side] : given.items()) {
            if (side != "mine" && side != "theirs") return potok::error("pack.no_side", {{"place", place}}, "choices");
            choices[place] = side == "theirs" ? Side::theirs : Side::mine;
        }
    }
    POTOK_TRY(const PackUpdate update, plan_pack_update(op.workspace(), manifest, definitions, choices));
    op.kept_args = Json{{"manifest", manifest}, {"choices", given}, {"migrate", migrate}};  // its definitions are in the history already
    const RecordType& rows = *op.catalog().type("definition");
    std::vector<const PackUpdate::Write*> ordered;
    for (const auto& w : update.writes) ordered.push_back(&w);
    std::ranges::stable_sort(ordered, {}, [](const auto* w) { return rank(w->kind); });
    for (const auto* w : ordered) {
        if (Status put = put_definition(op, w->kind, w->key, w->pack, w->body, w->base.value_or(Json())); !put) {
            Error e = put.error();
            e.place = w->kind + "/" + w->key + "#" + e.place;
            return e;
        }
    }
    for (const auto& [kind, key] : update.removals) {
        const Definition* gone = op.catalog().definition(kind, key);
        if (gone) POTOK_CHECK(remove_definition(op, *gone));
    }
    for (const auto* w : ordered) POTOK_CHECK(expressions_fit(op, w->kind, w->key));
    if (const Definition* pack = op.catalog().definition("pack", update.pack); pack->body == manifest)
        POTOK_CHECK(op.update(rows, pack->id, {{"base", Value(update.removed_here.dump())}}));
    else
        POTOK_CHECK(put_definition(op, "pack", update.pack, update.pack, manifest, update.removed_here));
    const auto written = [&](const Definition& d) {
        return std::ranges::any_of(update.writes, [&](const auto& w) { return w.kind == d.kind && w.key == d.key; });
    };
    POTOK_CHECK(check_the_rest(op, written, "pack.update_breaks"));
    Reactor* reactor = op.workspace().reactor();
    if (!migrate.is_array() || !reactor) return {};
    for (const Json& key : migrate)
        POTOK_CHECK(reactor->migrate(op, key.is_string() ? key.get<std::string>() : std::string(), Json::object()));
    return {};
}

}  // namespace potok::model::handlers
