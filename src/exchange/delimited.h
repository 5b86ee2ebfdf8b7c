// Rows of text for spreadsheets: CSV as RFC 4180 has it (quotes doubled, CRLF), with the separator that the language's spreadsheets
// expect, or tabs for the clipboard. A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV
// Injection"); plain numbers, also below zero, stay as they are.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/locale.h"

namespace potok::exchange {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // tells spreadsheets that a file is UTF-8

char csv_separator(Language language);  // ';' where the decimal mark is a comma

// One row with its line end, appended to `out`. With '\t' nothing is quoted: tabs and line ends inside cells become spaces.
void append_row(std::string& out, std::span<const std::string> cells, char separator);

}  // namespace potok::exchange
