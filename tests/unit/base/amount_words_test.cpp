#include <catch_amalgamated.hpp>

#include <limits>

#include "base/amount_words.h"

using namespace potok;

namespace {

struct Row {
    std::int64_t minor;
    const char* currency;
    const char* words;
};

void check(Language language, std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        INFO(row.minor << " " << row.currency);
        CHECK(amount_in_words({row.minor, row.currency}, language) == row.words);
    }
}

}  // namespace

TEST_CASE("amounts in Russian words agree in gender and number", "[base][words]") {
    check(Language::ru, {
        {0, "RUB", "ноль рублей 00 копеек"},
        {1, "RUB", "ноль рублей 01 копейка"},
        {100, "RUB", "один рубль 00 копеек"},
        {202, "RUB", "два рубля 02 копейки"},
        {511, "RUB", "пять рублей 11 копеек"},
        {1121, "RUB", "одиннадцать рублей 21 копейка"},
        {2100, "RUB", "двадцать один рубль 00 копеек"},
        {11200, "RUB", "сто двенадцать рублей 00 копеек"},
        {100000, "RUB", "одна тысяча рублей 00 копеек"},
        {200100, "RUB", "две тысячи один рубль 00 копеек"},
        {1100000, "RUB", "одиннадцать тысяч рублей 00 копеек"},
        {12100050, "RUB", "сто двадцать одна тысяча рублей 50 копеек"},
        {18460000, "RUB", "сто восемьдесят четыре тысячи шестьсот рублей 00 копеек"},
        {100000000, "RUB", "один миллион рублей 00 копеек"},
        {200000000200, "RUB", "два миллиарда два рубля 00 копеек"},
        {34199999904, "RUB", "триста сорок один миллион девятьсот девяносто девять тысяч девятьсот девяносто девять рублей 04 копейки"},
        {200, "UAH", "две гривны 00 копеек"},
        {2100, "CZK", "двадцать одна чешская крона 00 геллеров"},
        {200, "PLN", "два злотых 00 грошей"},
        {103, "USD", "один доллар США 03 цента"},
        {100, "EUR", "один евро 00 центов"},
        {21, "JPY", "двадцать одна иена"},
        {-150, "RUB", "минус один рубль 50 копеек"},
        {123400, "CHF", "одна тысяча двести тридцать четыре CHF 00/100"},
        {1005, "KWD", "один KWD 005/1000"},
    });
}

TEST_CASE("amounts in Polish words agree in gender and number", "[base][words]") {
    check(Language::pl, {
        {0, "PLN", "zero złotych 00/100"},
        {100, "PLN", "jeden złoty 00/100"},
        {205, "PLN", "dwa złote 05/100"},
        {500, "PLN", "pięć złotych 00/100"},
        {1200, "PLN", "dwanaście złotych 00/100"},
        {2100, "PLN", "dwadzieścia jeden złotych 00/100"},
        {2200, "PLN", "dwadzieścia dwa złote 00/100"},
        {10100, "PLN", "sto jeden złotych 00/100"},
        {11300, "PLN", "sto trzynaście złotych 00/100"},
        {100000, "PLN", "tysiąc złotych 00/100"},
        {230000, "PLN", "dwa tysiące trzysta złotych 00/100"},
        {500000, "PLN", "pięć tysięcy złotych 00/100"},
        {2100000, "PLN", "dwadzieścia jeden tysięcy złotych 00/100"},
        {12100050, "PLN", "sto dwadzieścia jeden tysięcy złotych 50/100"},
        {100000100, "PLN", "milion jeden złotych 00/100"},
        {200000000000, "PLN", "dwa miliardy złotych 00/100"},
        {100, "EUR", "jedno euro 00/100"},
        {200, "CZK", "dwie korony czeskie 00/100"},
        {100, "UAH", "jedna hrywna 00/100"},
        {2100, "UAH", "dwadzieścia jeden hrywien 00/100"},
        {2200, "UAH", "dwadzieścia dwie hrywny 00/100"},
        {300, "RUB", "trzy ruble 00/100"},
        {-100, "USD", "minus jeden dolar amerykański 00/100"},
    });
}

TEST_CASE("amounts in English words", "[base][words]") {
    check(Language::en, {
        {0, "USD", "zero US dollars and 00/100"},
        {100, "GBP", "one pound sterling and 00/100"},
        {230005, "PLN", "two thousand three hundred zlotys and 05/100"},
        {12100050, "RUB", "one hundred twenty-one thousand roubles and 50/100"},
        {1900, "EUR", "nineteen euros and 00/100"},
        {4000, "EUR", "forty euros and 00/100"},
        {1000000, "JPY", "one million yen"},
    });
}

TEST_CASE("the greatest amounts have words, too", "[base][words]") {
    CHECK(amount_in_words({std::numeric_limits<std::int64_t>::max(), "JPY"}, Language::en).starts_with("nine quintillion two hundred twenty-three quadrillion"));
    CHECK(amount_in_words({std::numeric_limits<std::int64_t>::min(), "PLN"}, Language::pl).starts_with("minus dziewięćdziesiąt dwa biliardy"));
    CHECK(amount_in_words({std::numeric_limits<std::int64_t>::min(), "RUB"}, Language::ru).ends_with(" 08 копеек"));
}
