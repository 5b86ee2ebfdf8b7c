// Amounts in words (base/amount_words.h): the project's own.
#include "base/amount_words.h"
#include "expr/function.h"

namespace potok::expr {

namespace {

Result<Value> run_words_of_amount(Call& c) {
    const auto language = language_from(c.as<std::string>(1));
    if (!language) return bad_argument(2, c.as<std::string>(1));
    return amount_in_words(c.as<Money>(0), *language);
}

constexpr Function table[] = {
    {"words of amount", "amount, language", 2, 2, {mask(Kind::money), mask(Kind::string)}, gives<Kind::string>, run_words_of_amount,
     traits(Trait::own)},
};

}  // namespace

std::span<const Function> words_functions() { return table; }

}  // namespace potok::expr
