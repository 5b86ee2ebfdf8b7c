#include "platform/common/library.h"

#include <algorithm>

#include "automation/engine.h"
#include "exchange/documents/maker.h"
#include "platform/common/assets.h"

namespace potok::platform {
namespace {

class AssetSource final : public packs::PackSource {
public:
    explicit AssetSource(std::string prefix)
        : name_(prefix.empty() ? "assets" : "assets/" + prefix), prefix_(prefix.empty() ? "" : prefix + "/") {}

    const std::string& name() const override { return name_; }

    std::vector<std::string> list() const override {
        std::vector<std::string> paths;
        for (const std::string_view asset : asset_names(prefix_)) paths.emplace_back(asset.substr(prefix_.size()));
        return paths;
    }

    Result<std::string> read(std::string_view path) const override {
        const auto bytes = asset(prefix_ + std::string(path));
        if (!bytes) return error("pack.file_missing", {{"file", std::string(path)}}, name_ + "/" + std::string(path));
        return std::string(*bytes);
    }

private:
    std::string name_, prefix_;
};

Result<std::string_view> needed(std::string_view path) {
    const auto bytes = asset(path);
    if (!bytes) return error("asset.missing", {{"file", std::string(path)}});
    return *bytes;
}

}  // namespace

std::shared_ptr<packs::PackSource> asset_source(std::string prefix) {
    return std::make_shared<AssetSource>(std::move(prefix));
}

Result<std::shared_ptr<const ZoneTable>> zones() {
    static const Result<std::shared_ptr<const ZoneTable>> table = []() -> Result<std::shared_ptr<const ZoneTable>> {
        POTOK_TRY(const std::string_view bytes, needed("data/zones.bin"));
        return ZoneTable::load(bytes);
    }();
    return table;
}

Result<const packs::Schemas*> schemas() {
    static const Result<packs::Schemas> all = packs::Schemas::load(*asset_source("schema"));
    if (!all) return all.error();
    return &*all;
}

Result<std::shared_ptr<const Locale>> locale(Language language) {
    POTOK_TRY(const std::string_view words, needed("locales/" + std::string(code(language)) + ".json"));
    POTOK_TRY(Locale loaded, Locale::load(language, words));
    return std::make_shared<const Locale>(std::move(loaded));
}

std::vector<std::string> pack_keys() {
    std::vector<std::string> keys;
    for (std::string_view name : asset_names("packs/")) {
        name.remove_prefix(std::string_view("packs/").size());
        const std::string key(name.substr(0, name.find('/')));
        if (keys.empty() || keys.back() != key) keys.push_back(key);
    }
    return keys;
}

Result<packs::Pack> pack(std::string_view key) {
    const auto keys = pack_keys();
    if (std::ranges::find(keys, key) == keys.end()) {
        std::string known;
        for (const auto& k : keys) known += (known.empty() ? "" : ", ") + k;
        return error("pack.unknown", {{"pack", std::string(key)}, {"known", known}});
    }
    POTOK_TRY(const auto* s, schemas());
    return packs::read_pack(*asset_source("packs/" + std::string(key)), *s, *asset_source(""));
}

Result<packs::Pack> pack_in(const std::string& folder) {
    POTOK_TRY(const auto* s, schemas());
    return packs::read_pack(*packs::folder_source(folder), *s, *asset_source(""));
}

namespace {

std::vector<Locale> locales() {
    std::vector<Locale> out;
    for (const Language language : {Language::en, Language::pl, Language::ru}) {
        if (auto words = locale(language)) out.push_back(**words);
    }
    return out;
}

}  // namespace

const model::DocumentMaker* documents() {
    static const std::unique_ptr<exchange::TemplateDocuments> maker = []() -> std::unique_ptr<exchange::TemplateDocuments> {
        auto made = exchange::TemplateDocuments::create(asset("fonts/inter-400.otf").value_or(""), asset("fonts/inter-600.otf").value_or(""), locales());
        return made.ok() ? std::move(made).value() : nullptr;
    }();
    return maker.get();
}

std::unique_ptr<model::Reactor> make_reactor() {
    return std::make_unique<automation::Engine>(locales());
}

}  // namespace potok::platform
