// libFuzzer: any bytes as a definition of a pack. The first byte says which kind; what the JSON Schema accepts is put to a
// workspace that has the pack `ceilings`, as installing would.
#include <array>
#include <cstdint>

#include "packs/schema.h"
#include "workspace.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace potok;
    if (size == 0) return 0;
    static constexpr std::array<const char*, 6> kinds = {"type", "pipeline", "role", "setting", "calendar", "automation"};
    const std::string kind = kinds[data[0] % kinds.size()];
    auto json = packs::parse_json(std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1), "fuzz.json");
    if (!json) return 0;
    const auto schemas = platform::schemas();
    if (!schemas) std::abort();
    const bool fits = (*schemas)->check(kind, *json, "fuzz.json").ok();
    // The workspace checks for itself: what the schema refuses must not harm it either.
    const std::string key = fits ? json->at("key").get<std::string>() : "ceilings.fuzz";
    Json body = *json;
    if (kind == "calendar" && body.is_object()) {
        body.erase("key");
        body.erase("label");
    }
    fuzz::company().preview({"define", {{"kind", kind}, {"key", key}, {"body", body}}});
    return 0;
}
