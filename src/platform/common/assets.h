// The files that ship with the program: locales, packs, schemas, shaders, fonts, time zones.
// They are linked in, so they are there in a browser tab, on the desktop and under node alike.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace potok::platform {

// The bytes of one asset, for instance "locales/en.json", "packs/ceilings/pack.json", "fonts/inter-400.otf",
// "shaders/stream.frag" or "data/zones.bin"; nothing if there is none of that name. A zero byte follows the last one,
// so that data() of a text may be given to C. Valid for the program's whole life.
std::optional<std::string_view> asset(std::string_view path);

// Names of all assets that begin with `prefix` ("packs/ceilings/"), in bytewise order.
std::vector<std::string_view> asset_names(std::string_view prefix);

} // namespace potok::platform
