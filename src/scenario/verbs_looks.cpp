// What must be then: records, refusals, rights, timers.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "scenario/verbs.h"

namespace potok::scenario::looks {
namespace {

// Everything a refusal names: codes, arguments and places of it and of its details.
void collect(const Error& e, std::vector<std::string>& words) {
    words.push_back(e.code);
    words.push_back(e.place);
    for (const auto& [key, value] : e.args) words.push_back(value);
    for (const Error& detail : e.details) collect(detail, words);
}

// The keys that a word of the scenario may stand for: itself, the key of the field with that label, of the task so titled.
std::set<std::string> meanings(World& world, const std::string& word) {
    std::set<std::string> out = {word};
    for (const auto& type : world.workspace().catalog().types()) {
        for (const auto& f : type->fields) {
            if (label_is(f.label, word)) out.insert(f.key);
        }
    }
    for (const auto& t : model::tasks(world.workspace(), {{}, {}, false})) {
        if (t.title == word && !t.key.empty()) out.insert(t.key);
    }
    return out;
}

// Each item of the names must be among the words. Returns the first that is not.
std::optional<std::string> unnamed(World& world, const std::vector<Token>& items, const std::vector<std::string>& words) {
    for (const Token& item : items) {
        if (item.kind == Token::Kind::comma) continue;
        const auto any = meanings(world, item.text);
        const bool named = std::ranges::any_of(words, [&](const std::string& w) {
            return any.contains(w) || (item.kind == Token::Kind::text && w.find(item.text) != std::string::npos);
        });
        if (!named) return item.text;
    }
    return std::nullopt;
}

void sentences(const Locale& locale, const Error& e, std::string& out) {
    out += locale.sentence(e) + "\n" + locale.remedy(e) + "\n";
    for (const Error& detail : e.details) sentences(locale, detail, out);
}

Result<model::Verb> verb_named(std::string_view name) {
    static constexpr std::string_view names[] = {"read", "create", "update", "remove", "move", "admin"};
    const auto* it = std::ranges::find(names, name);
    if (it == std::end(names)) return impossible(fmt::format("\"{}\" is no right", name));
    return static_cast<model::Verb>(it - std::begin(names));
}

Result<bool> allowed(World& world, const Match& m) {
    POTOK_TRY(const auto who, world.person(m.text("who")));
    POTOK_TRY(const auto record, world.record(m.tokens("record")));
    POTOK_TRY(const auto verb, verb_named(m.text("verb")));
    return model::may(world.workspace(), who, verb, *world.workspace().type_of(record), record);
}

std::string describe_all(const std::vector<Error>& errors) {
    std::string out;
    for (const Error& e : errors) out += (out.empty() ? "" : "; ") + describe(e);
    return out.empty() ? "nothing" : out;
}

}  // namespace

Status stage(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto row, world.record(m.tokens("record")));
    POTOK_TRY(const auto* wanted, world.stage(row, m.text("stage")));
    const std::string found = model::record(world.workspace(), row)->text("stage");
    if (found == wanted->key) return {};
    return unmet(wanted->key, found);
}

Status field(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto row, world.record(m.tokens("record")));
    POTOK_TRY(const auto* f, world.field(*world.workspace().type_of(row), m.text("field")));
    std::string text = m.text("value");
    if (m.tokens("value").size() == 1 && m.tokens("value").front().kind == Token::Kind::text) text = '"' + text + '"';
    POTOK_TRY(const Value expected, world.value(*f, text));
    const Value found = model::record(world.workspace(), row)->get(f->key);
    if (found == expected) return {};
    return unmet(world.show(expected), world.show(found));
}

Status exists(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto* type, world.type(m.text("type")));
    const auto found = model::find_records(world.workspace(), type->key, type->title_field, Value(m.text("title")));
    if (!found.empty()) return {};
    return unmet(fmt::format("{} \"{}\"", type->key, m.text("title")), "none");
}

Status absent(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto* type, world.type(m.text("type")));
    const auto found = model::find_records(world.workspace(), type->key, type->title_field, Value(m.text("title")));
    if (found.empty()) return {};
    return unmet("none", fmt::format("{} of them", found.size()));
}

Status count(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto* type, world.type(m.text("type")));
    const auto found = model::all_records(world.workspace(), type->key);
    if (std::to_string(found.size()) == m.text("count")) return {};
    return unmet(m.text("count"), std::to_string(found.size()));
}

Status refusal(World& world, const Match& m, const Step&) {
    if (!world.refusal()) return unmet("a refusal", "the act was carried out");
    const Error found = *world.refusal();
    world.refusal_met();
    std::vector<std::string> words;
    collect(found, words);
    if (m.has("code") && std::ranges::find(words, m.text("code")) == words.end())
        return unmet(m.text("code"), describe(found));
    if (const auto missing = unnamed(world, m.tokens("items"), words))
        return unmet("a refusal naming " + *missing, describe(found));
    return {};
}

Status refusal_says(World& world, const Match& m, const Step&) {
    if (!world.refusal()) return unmet("a refusal", "the act was carried out");
    const Error found = *world.refusal();
    world.refusal_met();
    POTOK_TRY(const Language language, language_from(m.text("language")));
    const auto locale = world.environment().locales.find(language);
    if (locale == world.environment().locales.end()) return impossible("that language is not at hand here");
    std::string said;
    sentences(*locale->second, found, said);
    if (said.find(m.text("text")) != std::string::npos) return {};
    return unmet(m.text("text"), said);
}

Status nothing_changed(World& world, const Match&, const Step&) {
    if (world.last().operation == 0 && world.last().changes.empty()) return {};
    return unmet("nothing changed", fmt::format("{} changes", world.last().changes.size()));
}

Status problems(World& world, const Match& m, const Step&) {
    if (world.last().problems.empty()) return unmet("a robot that failed", "none failed");
    std::vector<std::string> words;
    for (const Error& e : world.last().problems) collect(e, words);
    if (const auto missing = unnamed(world, m.tokens("items"), words))
        return unmet("a failure naming " + *missing, describe_all(world.last().problems));
    return {};
}

Status no_problems(World& world, const Match&, const Step&) {
    if (world.last().problems.empty()) return {};
    return unmet("no failure", describe_all(world.last().problems));
}

Status setting(World& world, const Match& m, const Step&) {
    if (!world.workspace().catalog().setting(m.text("key"))) return impossible("there is no setting " + m.text("key"));
    POTOK_TRY(const Value expected, world.loose_value(m.text("value")));
    const Value found = world.workspace().setting(m.text("key"));
    if (found == expected) return {};
    return unmet(world.show(expected), world.show(found));
}

Status may(World& world, const Match& m, const Step&) {
    POTOK_TRY(const bool is, allowed(world, m));
    return is ? Status() : unmet("allowed", "not allowed");
}

Status may_not(World& world, const Match& m, const Step&) {
    POTOK_TRY(const bool is, allowed(world, m));
    return is ? unmet("not allowed", "allowed") : Status();
}

Status missing(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto row, world.record(m.tokens("record")));
    POTOK_TRY(const auto* to, world.stage(row, m.text("stage")));
    const auto found = model::missing_for(world.workspace(), row, to->key, world.now());
    std::vector<std::string> words;
    for (const Error& e : found) collect(e, words);
    const auto& items = m.tokens("items");
    if (const auto one = unnamed(world, items, words)) return unmet(*one + " missing", describe_all(found));
    const auto named = std::ranges::count_if(items, [](const Token& t) { return t.kind != Token::Kind::comma; });
    if (static_cast<std::size_t>(named) == found.size()) return {};
    return unmet(fmt::format("{} missing", named), describe_all(found));
}

Status next_timer(World& world, const Match& m, const Step&) {
    POTOK_TRY(const Instant expected, world.moment(m.text("moment")));
    model::Reactor* reactor = world.workspace().reactor();
    const auto found = reactor ? reactor->next_due(world.workspace()) : std::nullopt;
    if (found == expected) return {};
    return unmet(world.show_time(expected), found ? world.show_time(*found) : "no timer");
}

Status no_timer(World& world, const Match&, const Step&) {
    model::Reactor* reactor = world.workspace().reactor();
    const auto found = reactor ? reactor->next_due(world.workspace()) : std::nullopt;
    if (!found) return {};
    return unmet("no timer", world.show_time(*found));
}

Status search(World& world, const Match& m, const Step&) {
    POTOK_TRY(const auto wanted, world.record(m.tokens("record")));
    std::string titles;
    for (const auto& hit : model::search(world.workspace(), m.text("text"))) {
        if (hit.row == wanted) return {};
        titles += (titles.empty() ? "" : ", ") + hit.title;
    }
    return unmet(m.text("record"), titles.empty() ? "nothing" : titles);
}

}  // namespace potok::scenario::looks
