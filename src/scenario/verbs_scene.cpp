// Setting the scene: the workspace, its packs, people and rules, and the passing of time.
#include <fmt/format.h>

#include "packs/samples.h"
#include "scenario/verbs.h"

namespace potok::scenario::scene {

namespace {

// The name of the administrator whom every scenario's workspace begins with.
constexpr std::string_view administrator = "administrator";

}  // namespace

Status workspace(World& world, const Match& m, const Step&) {
    model::WorkspaceInfo info;
    info.name = m.text("name");
    POTOK_TRY(info.language, language_from(m.text("language")));
    info.zone = m.has("zone") ? m.text("zone") : "UTC";
    info.currency = m.has("currency") ? m.text("currency") : info.language == Language::ru ? "RUB" : "PLN";
    POTOK_TRY(const auto zone, world.environment().zones->find(info.zone));
    const auto& when = m.tokens("moment");
    POTOK_TRY(const Date date, parse_date(when.front().text));
    TimeOfDay time{};
    if (when.size() == 2) {
        POTOK_TRY(time, parse_time(when.back().text));
    }
    return world.start(std::move(info), administrator, zone->to_instant({date, time}));
}

Status pack(World& world, const Match& m, const Step&) {
    if (!world.environment().pack) return impossible("no packs are at hand here");
    POTOK_TRY(const packs::Pack pack, world.environment().pack(m.text("name")));
    const model::Command command = packs::install_command(pack);
    auto done = world.must(world.workspace().administrator(), command.name, command.args);
    if (!done) return packs::locate(pack, done.error());
    return {};
}

Status samples(World& world, const Match& m, const Step&) {
    POTOK_TRY(const packs::Pack pack, world.environment().pack(m.text("name")));
    POTOK_TRY(const int records, packs::put_samples(world.workspace(), pack, world.now()));
    if (records == 0) return impossible("the pack brings no samples");
    return {};
}

Status samples_removed(World& world, const Match& m, const Step&) {
    POTOK_TRY(const packs::Pack pack, world.environment().pack(m.text("name")));
    return packs::remove_samples(world.workspace(), pack, world.now());
}

Status person(World& world, const Match& m, const Step& step) {
    Json roles = Json::array();
    for (const Token& t : m.tokens("roles")) {
        if (t.kind == Token::Kind::comma) continue;
        POTOK_TRY(const std::string key, world.role(t.text));
        roles.push_back(key);
    }
    Json args = {{"name", m.text("name")}, {"roles", roles}};
    if (m.has("language")) args["language"] = m.text("language");
    for (const auto& [key, text] : step.pairs) args[key] = unquoted(text);
    return world.must(world.workspace().administrator(), "create_person", args);
}

Status roles(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    Json roles = Json::array();
    for (const Token& t : m.tokens("roles")) {
        if (t.kind == Token::Kind::comma) continue;
        POTOK_TRY(const std::string key, world.role(t.text));
        roles.push_back(key);
    }
    return world.must(world.workspace().administrator(), "set_roles", {{"person", world.ref(who)}, {"roles", roles}});
}

Status resource(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const auto* type, world.type("resource"));
    POTOK_TRY(Json values, world.values(*type, step));
    values[type->title_field] = m.text("name");
    values["kind"] = m.text("kind");
    return world.must(world.workspace().administrator(), "create", {{"type", type->key}, {"values", values}});
}

Status define(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const Json body, packs::parse_json(step.block, "the block"));
    return world.act(world.workspace().administrator(), "define",
                     {{"kind", m.text("kind")}, {"key", m.text("key")}, {"body", body}});
}

Status calendar(World& world, const Match& m, const Step&) {
    if (!world.environment().calendar) return impossible("no calendars are at hand here");
    POTOK_TRY(const Json body, world.environment().calendar(m.text("country")));
    return world.must(world.workspace().administrator(), "define", {{"kind", "calendar"}, {"key", m.text("country")}, {"body", body}});
}

Status undefine(World& world, const Match& m, const Step&) {
    return world.act(world.workspace().administrator(), "undefine", {{"kind", m.text("kind")}, {"key", m.text("key")}});
}

Status setting(World& world, const Match& m, const Step&) {
    POTOK_TRY(const Value v, world.setting_value(m.text("key"), m.text("value")));
    return world.must(world.workspace().administrator(), "set_setting", {{"key", m.text("key")}, {"value", to_json(v)}});
}

Status at(World& world, const Match& m, const Step&) {
    POTOK_TRY(const Instant to, world.moment(m.text("moment")));
    return world.advance(to);
}

Status after(World& world, const Match& m, const Step&) {
    POTOK_TRY(const std::int64_t ms, parse_span(m.text("span")));
    return world.advance(world.now() + ms);
}

Status sleep(World& world, const Match& m, const Step&) {
    POTOK_TRY(const Instant to, world.moment(m.text("moment")));
    return world.sleep(to);
}

Status wake(World& world, const Match&, const Step&) { return world.tick(); }

Status reopen(World& world, const Match&, const Step&) { return world.reopen(); }

}  // namespace potok::scenario::scene
