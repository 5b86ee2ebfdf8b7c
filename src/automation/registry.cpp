#include "automation/registry.h"

#include "automation/tables.h"

namespace potok::automation {

void Registry::refresh(const model::Catalog& catalog) {
    if (any_ && seen_ == catalog.version()) return;
    any_ = true;
    seen_ = catalog.version();
    all_.clear();
    for (auto& by_type : listening_) by_type.clear();
    broken_.clear();
    versions_.clear();
    for (const model::Definition* d : catalog.definitions_of("automation")) {
        auto parsed = parse_automation(*d, catalog);
        if (!parsed.ok()) {
            broken_.emplace_back(d->key, parsed.error());
            continue;
        }
        std::shared_ptr<const Automation> a = std::move(parsed).value();
        for (std::size_t i = 0; i < a->triggers.size(); ++i)
            listening_[static_cast<std::size_t>(a->triggers[i].kind)][a->type].push_back({a.get(), static_cast<int>(i)});
        versions_[a->key + " " + a->body_hash] = a;
        all_.push_back(std::move(a));
    }
}

std::span<const Registry::Entry> Registry::listening(Trigger::Kind kind, std::string_view type) const {
    const auto& by_type = listening_[static_cast<std::size_t>(kind)];
    const auto it = by_type.find(type);
    if (it == by_type.end()) return {};
    return it->second;
}

const Automation* Registry::find(std::string_view key) const {
    for (const auto& a : all_)
        if (a->key == key) return a.get();
    return nullptr;
}

std::shared_ptr<const Automation> Registry::shared(const Automation& automation) const {
    for (const auto& a : all_)
        if (a.get() == &automation) return a;
    return nullptr;
}

Result<std::shared_ptr<const Automation>> Registry::version(db::Connection& db, const model::Catalog& catalog, RowId flow) {
    const auto kept = load_flow(db, flow);
    if (!kept) return error("automation.flow_unreadable", {{"flow", std::to_string(flow)}});
    const std::string name = kept->automation + " " + kept->hash;
    if (const auto it = versions_.find(name); it != versions_.end()) return it->second;
    model::Definition d;
    d.kind = "automation";
    d.key = kept->automation;
    d.body = Json::parse(kept->body, nullptr, false);
    auto parsed = parse_automation(d, catalog);
    if (!parsed.ok()) {
        Error e = error("automation.flow_unreadable", {{"flow", std::to_string(flow)}});
        e.details.push_back(parsed.error());
        return e;
    }
    std::shared_ptr<const Automation> a = std::move(parsed).value();
    versions_[name] = a;
    return a;
}

}  // namespace potok::automation
