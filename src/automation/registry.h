// The automations of a workspace, parsed, in the order of their definitions; parsed anew when the catalog has changed.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <vector>

#include "automation/definition.h"
#include "model/workspace.h"

namespace potok::automation {

class Registry {
public:
    struct Entry {
        const Automation* automation;
        int trigger;  // index in its triggers
        const Trigger& the_trigger() const { return automation->triggers[static_cast<std::size_t>(trigger)]; }
    };

    // Takes notice of changed definitions. Cheap when there are none.
    void refresh(const model::Catalog& catalog);
    // Those with a trigger of this kind on records of this type, in order.
    std::span<const Entry> listening(Trigger::Kind kind, std::string_view type) const;
    const Automation* find(std::string_view key) const;
    std::shared_ptr<const Automation> shared(const Automation& automation) const;  // one of all()
    const std::vector<std::shared_ptr<const Automation>>& all() const { return all_; }
    // Definitions that no longer fit the catalog (a field was taken away), with the reason.
    const std::vector<std::pair<std::string, Error>>& broken() const { return broken_; }
    // The version that a waiting firing began with. Error: automation.flow_unreadable
    Result<std::shared_ptr<const Automation>> version(db::Connection& db, const model::Catalog& catalog, RowId flow);

private:
    std::uint64_t seen_ = 0;
    bool any_ = false;
    std::vector<std::shared_ptr<const Automation>> all_;
    std::map<std::string, std::vector<Entry>, std::less<>> listening_[Trigger::kinds];  // by kind, then type
    std::vector<std::pair<std::string, Error>> broken_;
    std::map<std::string, std::shared_ptr<const Automation>> versions_;  // by key and hash of the body
};

}  // namespace potok::automation
