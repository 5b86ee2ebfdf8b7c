// Marks in the text of a template:
//
//   {expression}                     its value, as the document's language writes it
//   {expression | long}              a date in words; `plain`: an amount without its currency; `words`: an amount written out
//   {#if expression} … {#else} … {/if}
//   {#each name in expression} … {/each}     once for each item of a list; `loop.index` counts from 1, `loop.count` is how many
//   {{ and }}                        a brace
//
// Expressions are FEEL (docs/feel.md); braces and | within its texts in quotes are no marks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace potok::exchange {

enum class ValueForm { usual, long_date, plain_amount, words };

struct Mark {
    enum class Kind { value, begin_if, otherwise, end_if, begin_each, end_each } kind = Kind::value;
    std::size_t begin = 0, end = 0;  // bytes of the text
    std::string expression;
    std::string item;                // begin_each
    ValueForm form = ValueForm::usual;
    bool opens() const { return kind == Kind::begin_if || kind == Kind::begin_each; }
    bool closes() const { return kind == Kind::end_if || kind == Kind::end_each; }
    bool is_control() const { return kind != Kind::value; }
};

// The marks of a text in their order. `curly_quotes`: word processors write “ ” „ for quotes, which are read as such.
// errors: template.unclosed_mark, template.stray_brace, template.unknown_form (args form, known), template.malformed_each,
// template.empty_mark; arg mark
Result<std::vector<Mark>> find_marks(std::string_view text, bool curly_quotes = false);

// What stands between marks, with {{ and }} read as braces.
std::string literal_text(std::string_view text);

}  // namespace potok::exchange
