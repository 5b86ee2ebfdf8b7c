// A calendar as iCalendar (RFC 5545), for any calendar program: the bookings of a crew, the appointments of a person.
//
// Each entry has the UID "<public id>@potok" for ever, a SEQUENCE that rises with each change (section 3.8.7.4), DTSTAMP and LAST-MODIFIED of
// its last change, and CANCELLED for what was called off, so that programs take it away. Times are in UTC. The same workspace at the same
// instant gives the same bytes, native and WebAssembly.
#pragma once

#include <string>

#include "model/workspace.h"

namespace potok::exchange {

// errors: ics.whose where `whom` is neither a resource nor a person
Result<std::string> calendar_feed(const model::Workspace& ws, model::RowId whom, Instant now);

// One content line: folded after at most 75 octets, never inside a character (section 3.1), with CRLF.
std::string content_line(std::string_view name, std::string_view value);
// A text as a value: backslash, comma, semicolon and line breaks escaped (section 3.3.11).
std::string escaped_text(std::string_view text);

}  // namespace potok::exchange
