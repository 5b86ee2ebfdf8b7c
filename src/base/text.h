// Unicode text: validation, folding for search and sort, lengths. By utf8proc.
#pragma once

#include <string>
#include <string_view>

namespace potok {

bool is_valid_utf8(std::string_view text);
// For finding: NFKD, lower case, marks stripped, ł→l, ё→е; й stays a letter of its own. "Żółć" → "zolc", "Ёлка" → "елка".
std::string fold(std::string_view text);
// For sorting by bytes in the database: letters in the order of the Polish and the Russian alphabets
// ("ą" after "a", "ё" after "е"), case-insensitive; marks of other languages count only where all else is equal.
std::string sort_key(std::string_view text);
std::size_t count_codepoints(std::string_view text);
std::string_view trim(std::string_view text);
std::string upper_case(std::string_view text);  // code point by code point, the same for every language
std::string lower_case(std::string_view text);
// Bytes of the word at the start of `text`: a letter of any script or "_", then letters, marks, digits and "_". 0: none.
std::size_t word_length(std::string_view text);
// Bytes that the first `count` code points take up.
std::size_t codepoints_length(std::string_view text, std::size_t count);

}  // namespace potok
