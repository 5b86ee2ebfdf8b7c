// Values and the JSON that other systems speak: objects and lists as such, dates in ISO 8601. (Our own rows keep the canonical form of
// base/value.h, which loses nothing.) Inside automation/ only.
#pragma once

#include <nlohmann/json.hpp>

#include "base/value.h"

namespace potok::automation {

// Objects as contexts, numbers as decimals, all else by its canonical form or as text. What is too long or too deep becomes null.
Value from_plain(const Json& json);
// Money as {"amount", "currency"}, a reference as its id; numbers that a double cannot hold exactly as text.
Json to_plain(const Value& value);

}  // namespace potok::automation
