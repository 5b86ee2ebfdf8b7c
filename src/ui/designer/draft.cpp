#include "ui/designer/draft.h"

namespace potok::ui {

const Json* Draft::body(const model::Catalog& catalog, const std::string& kind, const std::string& key) const {
    if (const auto at = changes_.find({kind, key}); at != changes_.end()) return at->second ? &*at->second : nullptr;
    const model::Definition* present = catalog.definition(kind, key);
    return present ? &present->body : nullptr;
}

void Draft::set(const model::Catalog& catalog, const std::string& kind, const std::string& key, std::optional<Json> body, std::string_view about) {
    const model::Definition* present = catalog.definition(kind, key);
    const bool as_published = present ? body && *body == present->body : !body;
    Changes next = changes_;
    if (as_published) next.erase({kind, key});
    else next[{kind, key}] = std::move(body);
    if (next == changes_) return;
    if (about.empty() || about != about_) past_.push_back(std::move(changes_));
    about_ = about;
    changes_ = std::move(next);
    future_.clear();
    ++version_;
}

bool Draft::undo() {
    if (past_.empty()) return false;
    future_.push_back(std::move(changes_));
    changes_ = std::move(past_.back());
    past_.pop_back();
    about_.clear();
    ++version_;
    return true;
}

bool Draft::redo() {
    if (future_.empty()) return false;
    past_.push_back(std::move(changes_));
    changes_ = std::move(future_.back());
    future_.pop_back();
    about_.clear();
    ++version_;
    return true;
}

void Draft::discard() {
    changes_.clear(), past_.clear(), future_.clear(), about_.clear();
    ++version_;
}

Json Draft::definitions() const {
    Json out = Json::array();
    for (const auto& [name, body] : changes_) {
        Json item = {{"kind", name.first}, {"key", name.second}};
        if (body) item["body"] = *body;
        out.push_back(std::move(item));
    }
    return out;
}

}  // namespace potok::ui
