// A draft: definitions as the designer has changed them, before they are published. Nothing of it is in the workspace; publishing
// sends it as one command (`publish`).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/catalog.h"

namespace potok::ui {

class Draft {
public:
    using Name = std::pair<std::string, std::string>;           // kind, key
    using Changes = std::map<Name, std::optional<Json>>;        // nothing: taken away

    // The draft's body, else the published one; null where there is none, or where the draft takes it away.
    const Json* body(const model::Catalog& catalog, const std::string& kind, const std::string& key) const;
    // `body`: nothing takes the definition away. One that is as published is no change. Edits in a row with the same `about` (typing into one field)
    // are one step for undo; an empty one is a step of its own.
    void set(const model::Catalog& catalog, const std::string& kind, const std::string& key, std::optional<Json> body, std::string_view about = {});

    bool undo();
    bool redo();
    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    void discard();  // all of it; undo does not bring it back

    bool changed() const { return !changes_.empty(); }
    const Changes& changes() const { return changes_; }
    // Argument `definitions` of the command `publish`.
    Json definitions() const;
    // Raised by whatever changes it: caches compare it.
    std::uint64_t version() const { return version_; }

private:
    Changes changes_;
    std::vector<Changes> past_, future_;
    std::string about_;
    std::uint64_t version_ = 0;
};

}  // namespace potok::ui
