// Values as canonical JSON text, without the tree between: history writes a hundred of them in one command.
#pragma once

#include <string>
#include <string_view>

#include "base/value.h"

namespace potok {

// Appends what to_json(value).dump() gives.
void append_json(std::string& out, const Value& value);
void append_json_text(std::string& out, std::string_view text); // in quotes, escaped

} // namespace potok
