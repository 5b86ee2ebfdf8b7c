// Bytes as text: base64 with padding (RFC 4648, 4), as files stand in JSON.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace potok {

std::string to_base64(std::string_view bytes);
// Strict: no blanks, no other alphabet, canonical padding. error: base64.malformed (arg position)
Result<std::string> from_base64(std::string_view text);

}  // namespace potok
