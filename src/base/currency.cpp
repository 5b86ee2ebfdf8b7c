#include <algorithm>
#include <array>

#include "base/locale.h"

namespace potok {

namespace {

// ISO 4217: the currencies whose minor unit is not a hundredth.
constexpr std::array<std::string_view, 16> without_minor = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                            "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
                                                            "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> with_thousandths = {"BHD", "IQD", "JOD", "KWD",
                                                              "LYD", "OMR", "TND"};

struct Symbol {
    std::string_view code;
    std::string_view symbol;
};
constexpr std::array<Symbol, 9> symbols = {{{"PLN", "zł"},
                                            {"RUB", "₽"},
                                            {"EUR", "€"},
                                            {"USD", "$"},
                                            {"GBP", "£"},
                                            {"UAH", "₴"},
                                            {"JPY", "¥"},
                                            {"CZK", "Kč"},
                                            {"KZT", "₸"}}};

}  // namespace

int minor_digits(std::string_view currency) {
    if (std::find(without_minor.begin(), without_minor.end(), currency) != without_minor.end()) return 0;
    if (std::find(with_thousandths.begin(), with_thousandths.end(), currency) != with_thousandths.end())
        return 3;
    return 2;
}

bool is_currency_code(std::string_view text) {
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string_view currency_symbol(std::string_view currency) {
    for (const Symbol& s : symbols) {
        if (s.code == currency) return s.symbol;
    }
    return currency;
}

}  // namespace potok
