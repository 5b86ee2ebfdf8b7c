// Numbers that bear check digits (base/check_digits.h): the project's own.
#include "base/check_digits.h"
#include "expr/function.h"

namespace potok::expr {

namespace {

template <bool (*valid)(std::string_view)>
Result<Value> run_valid(Call& c) {
    const auto& text = c.as<std::string>(0);
    if (!c.charge(text.size() / 64)) return budget_spent();
    return valid(text);
}

constexpr KindMask string = mask(Kind::string);
constexpr std::uint8_t own = traits(Trait::own);

constexpr Function table[] = {
    {"valid iban", "text", 1, 1, {string}, gives<Kind::boolean>, run_valid<is_iban>, own},
    {"valid inn", "text", 1, 1, {string}, gives<Kind::boolean>, run_valid<is_inn>, own},
    {"valid nip", "text", 1, 1, {string}, gives<Kind::boolean>, run_valid<is_nip>, own},
    {"valid ogrn", "text", 1, 1, {string}, gives<Kind::boolean>, run_valid<is_ogrn>, own},
    {"valid ogrnip", "text", 1, 1, {string}, gives<Kind::boolean>, run_valid<is_ogrnip>, own},
    {"valid pesel", "text", 1, 1, {string}, gives<Kind::boolean>, run_valid<is_pesel>, own},
    {"valid regon", "text", 1, 1, {string}, gives<Kind::boolean>, run_valid<is_regon>, own},
};

}  // namespace

std::span<const Function> check_functions() { return table; }

}  // namespace potok::expr
