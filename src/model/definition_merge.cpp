#include "model/definition_merge.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

namespace potok::model {

namespace {

bool same(const Json* a, const Json* b) { return a && b ? *a == *b : a == b; }

std::optional<Json> copy(const Json* json) { return json ? std::optional(*json) : std::nullopt; }

const Json* member(const Json* object, const std::string& name) {
    return object && object->is_object() && object->contains(name) ? &(*object)[name] : nullptr;
}

std::vector<std::string> names_of(const Json* list) {
    std::vector<std::string> names;
    if (list && list->is_array())
        for (const Json& element : *list) names.push_back(element_name(element));
    return names;
}

const Json* named(const Json* list, const std::string& name) {
    if (!list || !list->is_array()) return nullptr;
    const auto found = std::ranges::find_if(*list, [&](const Json& element) { return element_name(element) == name; });
    return found == list->end() ? nullptr : &*found;
}

// A list whose elements can be told apart; a list that is not there is one, too.
bool is_named_list(const Json* list) {
    if (!list) return true;
    if (!list->is_array()) return false;
    std::set<std::string> seen;
    return std::ranges::all_of(*list, [&](const Json& element) {
        const std::string name = element_name(element);
        return !name.empty() && seen.insert(name).second;
    });
}

bool is_object_or_absent(const Json* json) { return !json || json->is_object(); }

// In the manner of JSON pointers.
std::string below(const std::string& place, std::string_view name) {
    std::string out = place + "/";
    for (const char c : name) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

std::vector<std::string> restricted(const std::vector<std::string>& names, const std::set<std::string>& to) {
    std::vector<std::string> out;
    std::ranges::copy_if(names, std::back_inserter(out), [&](const auto& n) { return to.contains(n); });
    return out;
}

// Puts those of `names` that `order` lacks where they stand among their neighbours.
void weave(std::vector<std::string>& order, const std::vector<std::string>& names) {
    auto at = order.begin();
    for (const std::string& name : names) {
        const auto found = std::ranges::find(order, name);
        at = found != order.end() ? found + 1 : order.insert(at, name) + 1;
    }
}

class Merger {
public:
    Merger(Merge& out, const SideChoices& choices) : out_(out), choices_(choices) {}

    std::optional<Json> merge(const std::string& place, const Json* base, const Json* mine, const Json* theirs) {
        if (same(mine, theirs)) return copy(mine);
        if (same(mine, base)) {
            note(out_.taken, place, base, base, theirs, Side::theirs);
            return copy(theirs);
        }
        if (same(theirs, base)) {
            note(out_.kept, place, base, mine, base, Side::mine);
            return copy(mine);
        }
        if (mine && theirs && mine->is_object() && theirs->is_object() && is_object_or_absent(base)) return objects(place, base, *mine, *theirs);
        if (mine && theirs && is_named_list(base) && is_named_list(mine) && is_named_list(theirs)) return lists(place, base, *mine, *theirs);
        return copy(conflict(place, copy(base), copy(mine), copy(theirs)) == Side::mine ? mine : theirs);
    }

    // Each place below `place` that only one side has changed, as deep as both go.
    static void note(std::vector<MergedPlace>& into, const std::string& place, const Json* base, const Json* mine, const Json* theirs, Side side) {
        const Json *former = base, *latter = side == Side::mine ? mine : theirs;
        if (same(former, latter)) return;
        const auto step = [&](const Json* b, const Json* l, std::string_view name) {
            note(into, below(place, name), b, side == Side::mine ? l : b, side == Side::mine ? b : l, side);
        };
        if (former && latter && former->is_object() && latter->is_object()) {
            std::set<std::string> names;
            for (const auto& [name, value] : former->items()) names.insert(name);
            for (const auto& [name, value] : latter->items()) names.insert(name);
            for (const std::string& name : names) step(member(former, name), member(latter, name), name);
            return;
        }
        if (former && latter && former->is_array() && latter->is_array() && is_named_list(former) && is_named_list(latter)) {
            std::vector<std::string> names = names_of(latter);
            weave(names, names_of(former));
            for (const std::string& name : names) step(named(former, name), named(latter, name), name);
            const std::set<std::string> both = [&] {
                std::set<std::string> out;
                for (const auto& n : names_of(former))
                    if (named(latter, n)) out.insert(n);
                return out;
            }();
            if (restricted(names_of(former), both) == restricted(names_of(latter), both)) return;
        }
        into.push_back({reported(place), copy(base), copy(mine), copy(theirs), side});
    }

private:
    // The definition itself is called by its name alone.
    static std::string reported(const std::string& place) { return place.ends_with('#') ? place.substr(0, place.size() - 1) : place; }

    Side conflict(const std::string& place, std::optional<Json> base, std::optional<Json> mine, std::optional<Json> theirs) {
        const Side side = chosen_side(choices_, reported(place)).value_or(Side::mine);
        out_.conflicts.push_back({reported(place), std::move(base), std::move(mine), std::move(theirs), side});
        return side;
    }

    Json objects(const std::string& place, const Json* base, const Json& mine, const Json& theirs) {
        std::set<std::string> names;
        for (const Json* side : {base, &mine, &theirs})
            if (side)
                for (const auto& [name, value] : side->items()) names.insert(name);
        Json out = Json::object();
        for (const std::string& name : names)
            if (auto value = merge(below(place, name), member(base, name), member(&mine, name), member(&theirs, name))) out[name] = std::move(*value);
        return out;
    }

    Json lists(const std::string& place, const Json* base, const Json& mine, const Json& theirs) {
        const auto was = names_of(base), my = names_of(&mine), their = names_of(&theirs);
        std::set<std::string> common;
        for (const std::string& name : was)
            if (named(&mine, name) && named(&theirs, name)) common.insert(name);
        const auto order = restricted(was, common), my_order = restricted(my, common), their_order = restricted(their, common);
        Side lead = my_order != order ? Side::mine : Side::theirs;
        if (my_order != order && their_order != order && my_order != their_order) lead = conflict(place, Json(order), Json(my_order), Json(their_order));
        std::vector<std::string> names = lead == Side::mine ? my : their;
        weave(names, lead == Side::mine ? their : my);
        Json out = Json::array();
        for (const std::string& name : names)
            if (auto element = merge(below(place, name), named(base, name), named(&mine, name), named(&theirs, name))) out.push_back(std::move(*element));
        return out;
    }

    Merge& out_;
    const SideChoices& choices_;
};

}  // namespace

std::optional<Side> chosen_side(const SideChoices& choices, std::string_view place) {
    std::string_view at = place;
    while (true) {
        if (const auto found = choices.find(at); found != choices.end()) return found->second;
        if (at.empty()) return std::nullopt;
        const std::size_t hash = at.find('#'), slash = at.rfind('/');
        if (hash == std::string_view::npos)
            at = {};
        else
            at = at.substr(0, slash != std::string_view::npos && slash > hash ? slash : hash);
        if (at.ends_with('#')) at.remove_suffix(1);
    }
}

Merge merge_definition(const std::string& name, const std::optional<Json>& base, const std::optional<Json>& mine,
                       const std::optional<Json>& theirs, const SideChoices& choices) {
    Merge out;
    const auto at = [](const std::optional<Json>& json) { return json ? &*json : nullptr; };
    out.body = Merger(out, choices).merge(name + "#", at(base), at(mine), at(theirs));
    return out;
}

std::vector<MergedPlace> differences(const std::string& name, const Json& former, const Json& latter) {
    std::vector<MergedPlace> out;
    Merger::note(out, name + "#", &former, &former, &latter, Side::theirs);
    return out;
}

std::string element_name(const Json& element) {
    if (!element.is_object()) return {};
    const auto text = [&](const char* member) {
        const auto found = element.find(member);
        return found != element.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (std::string key = text("key"); !key.empty()) return key;
    if (std::string id = text("id"); !id.empty()) return id;
    const std::string from = text("from"), to = text("to");
    return from.empty() || to.empty() ? std::string() : from + ">" + to;
}

void insert_like(Json& list, const Json& element, const Json& like) {
    std::size_t at = 0;
    for (const Json& before : like) {
        if (element_name(before) == element_name(element)) break;
        for (std::size_t i = 0; i < list.size(); ++i)
            if (element_name(list[i]) == element_name(before)) at = i + 1;
    }
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), element);
}

}  // namespace potok::model
