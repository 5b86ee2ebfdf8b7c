// The table of functions as it stands in docs/feel.md.
#pragma once

#include <string>

namespace potok::expr {

// A Markdown table: name, parameters, whose it is (FEEL's or Potok's), sorted by name.
std::string function_list();

}  // namespace potok::expr
