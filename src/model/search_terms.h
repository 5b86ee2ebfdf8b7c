// What people type into a search box, as FTS5 asks for it. Inside model/ only.
#pragma once

#include <string>
#include <string_view>

namespace potok::model {

// Every word is a prefix, folded as base/text.h says: "ul. Łąk" → "\"ul\"* \"lak\"*". Empty when there is no word in it.
std::string search_terms(std::string_view text);

}  // namespace potok::model
