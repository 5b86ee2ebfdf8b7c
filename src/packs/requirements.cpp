#include "packs/requirements.h"

#include <algorithm>

namespace potok::packs {

namespace {

Status collect(const model::Workspace& ws, const Pack& pack, const FindPack& find, std::vector<std::string>& above, std::vector<Pack>& out) {
    if (std::find(above.begin(), above.end(), pack.key) != above.end()) return error("pack.requires_itself", {{"pack", pack.key}}, "manifest/requires");
    above.push_back(pack.key);
    for (const Json& needed : pack.manifest.value("requires", Json::array())) {
        if (!needed.is_string()) continue;
        const std::string key = needed.get<std::string>();
        const bool known = std::any_of(out.begin(), out.end(), [&](const Pack& p) { return p.key == key; });
        if (known || ws.catalog().definition("pack", key)) continue;
        POTOK_TRY(Pack found, find(key));
        POTOK_CHECK(collect(ws, found, find, above, out));
        out.push_back(std::move(found));
    }
    above.pop_back();
    return {};
}

}  // namespace

Result<std::vector<Pack>> missing_requirements(const model::Workspace& ws, const Pack& pack, const FindPack& find) {
    std::vector<std::string> above;
    std::vector<Pack> out;
    POTOK_CHECK(collect(ws, pack, find, above, out));
    return out;
}

}  // namespace potok::packs
