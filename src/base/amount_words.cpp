#include "base/amount_words.h"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace potok {

namespace {

enum class Gender { masculine, feminine, neuter };

// Forms after 1, 2–4, 5 and more: CLDR's one, few, many. English has the first two: one, other.
struct Noun {
    std::string_view one, few, many;
    Gender gender = Gender::masculine;
};

struct CurrencyNouns {
    std::string_view code;
    Noun en, pl, ru, ru_minor;
};

constexpr Gender m = Gender::masculine, f = Gender::feminine, n = Gender::neuter;

constexpr CurrencyNouns currencies[] = {
    {"PLN", {"zloty", "zlotys", "zlotys", m}, {"złoty", "złote", "złotych", m}, {"злотый", "злотых", "злотых", m}, {"грош", "гроша", "грошей", m}},
    {"RUB", {"rouble", "roubles", "roubles", m}, {"rubel", "ruble", "rubli", m}, {"рубль", "рубля", "рублей", m}, {"копейка", "копейки", "копеек", f}},
    {"EUR", {"euro", "euros", "euros", m}, {"euro", "euro", "euro", n}, {"евро", "евро", "евро", m}, {"цент", "цента", "центов", m}},
    {"USD", {"US dollar", "US dollars", "US dollars", m}, {"dolar amerykański", "dolary amerykańskie", "dolarów amerykańskich", m}, {"доллар США", "доллара США", "долларов США", m}, {"цент", "цента", "центов", m}},
    {"GBP", {"pound sterling", "pounds sterling", "pounds sterling", m}, {"funt szterling", "funty szterlingi", "funtów szterlingów", m}, {"фунт стерлингов", "фунта стерлингов", "фунтов стерлингов", m}, {"пенс", "пенса", "пенсов", m}},
    {"UAH", {"hryvnia", "hryvnias", "hryvnias", m}, {"hrywna", "hrywny", "hrywien", f}, {"гривна", "гривны", "гривен", f}, {"копейка", "копейки", "копеек", f}},
    {"CZK", {"Czech koruna", "Czech korunas", "Czech korunas", m}, {"korona czeska", "korony czeskie", "koron czeskich", f}, {"чешская крона", "чешские кроны", "чешских крон", f}, {"геллер", "геллера", "геллеров", m}},
    {"KZT", {"tenge", "tenge", "tenge", m}, {"tenge", "tenge", "tenge", n}, {"тенге", "тенге", "тенге", m}, {"тиын", "тиына", "тиынов", m}},
    {"BYN", {"Belarusian rouble", "Belarusian roubles", "Belarusian roubles", m}, {"rubel białoruski", "ruble białoruskie", "rubli białoruskich", m}, {"белорусский рубль", "белорусских рубля", "белорусских рублей", m}, {"копейка", "копейки", "копеек", f}},
    {"JPY", {"yen", "yen", "yen", m}, {"jen", "jeny", "jenów", m}, {"иена", "иены", "иен", f}, {}},
};

const CurrencyNouns* nouns_of(std::string_view code) {
    for (const CurrencyNouns& c : currencies)
        if (c.code == code) return &c;
    return nullptr;
}

// What follows the words of `count`. Polish says "dwadzieścia jeden złotych": only 1 itself takes the singular.
std::string_view form(const Noun& noun, std::uint64_t count, Language language) {
    // The category hangs on the last digits only, and a count of units may be beyond what plural_category takes.
    const auto category = plural_category(language, static_cast<std::int64_t>(count < 1000 ? count : 1000 + count % 100));
    return category == "one" ? noun.one : category == "few" ? noun.few : language == Language::en ? noun.few : noun.many;
}

using Words = std::array<std::string_view, 20>;

constexpr Words small_en = {"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
                            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr Words small_pl = {"", "jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć", "jedenaście",
                            "dwanaście", "trzynaście", "czternaście", "piętnaście", "szesnaście", "siedemnaście", "osiemnaście", "dziewiętnaście"};
constexpr Words small_ru = {"", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать",
                            "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"};
constexpr std::array<std::string_view, 10> tens_en = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 10> tens_pl = {"", "", "dwadzieścia", "trzydzieści", "czterdzieści", "pięćdziesiąt", "sześćdziesiąt",
                                                      "siedemdziesiąt", "osiemdziesiąt", "dziewięćdziesiąt"};
constexpr std::array<std::string_view, 10> tens_ru = {"", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят",
                                                      "девяносто"};
constexpr std::array<std::string_view, 10> hundreds_pl = {"", "sto", "dwieście", "trzysta", "czterysta", "pięćset", "sześćset", "siedemset", "osiemset",
                                                          "dziewięćset"};
constexpr std::array<std::string_view, 10> hundreds_ru = {"", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот",
                                                          "девятьсот"};

// 10³, 10⁶ … 10¹⁸: all that 64 bits hold.
constexpr std::array<Noun, 6> scales_en = {{{"thousand", "thousand", "thousand", m}, {"million", "million", "million", m},
                                            {"billion", "billion", "billion", m}, {"trillion", "trillion", "trillion", m},
                                            {"quadrillion", "quadrillion", "quadrillion", m}, {"quintillion", "quintillion", "quintillion", m}}};
constexpr std::array<Noun, 6> scales_pl = {{{"tysiąc", "tysiące", "tysięcy", m}, {"milion", "miliony", "milionów", m},
                                            {"miliard", "miliardy", "miliardów", m}, {"bilion", "biliony", "bilionów", m},
                                            {"biliard", "biliardy", "biliardów", m}, {"trylion", "tryliony", "trylionów", m}}};
constexpr std::array<Noun, 6> scales_ru = {{{"тысяча", "тысячи", "тысяч", f}, {"миллион", "миллиона", "миллионов", m},
                                            {"миллиард", "миллиарда", "миллиардов", m}, {"триллион", "триллиона", "триллионов", m},
                                            {"квадриллион", "квадриллиона", "квадриллионов", m},
                                            {"квинтиллион", "квинтиллиона", "квинтиллионов", m}}};

void put(std::string& out, std::string_view word) {
    if (word.empty()) return;
    if (!out.empty()) out += ' ';
    out += word;
}

// 1 to 999. `alone`: there is nothing before it, which Polish asks for "jedna, jedno".
void put_hundreds(std::string& out, unsigned k, Gender gender, Language language, bool alone) {
    const unsigned hundreds = k / 100, rest = k % 100, unit = rest < 20 ? rest : rest % 10;
    if (language == Language::en) {
        if (hundreds > 0) put(out, fmt::format("{} hundred", small_en[hundreds]));
        if (rest >= 20) put(out, unit == 0 ? std::string(tens_en[rest / 10]) : fmt::format("{}-{}", tens_en[rest / 10], small_en[unit]));
        else put(out, small_en[rest]);
        return;
    }
    const bool polish = language == Language::pl;
    put(out, (polish ? hundreds_pl : hundreds_ru)[hundreds]);
    if (rest >= 20) put(out, (polish ? tens_pl : tens_ru)[rest / 10]);
    if (polish) {
        if (unit == 1 && k == 1 && alone) return put(out, gender == m ? "jeden" : gender == f ? "jedna" : "jedno");
        if (unit == 2 && gender == f) return put(out, "dwie");
        return put(out, small_pl[unit]);
    }
    if (unit == 1) return put(out, gender == m ? "один" : gender == f ? "одна" : "одно");
    if (unit == 2 && gender == f) return put(out, "две");
    put(out, small_ru[unit]);
}

std::string whole_in_words(std::uint64_t count, Gender gender, Language language) {
    if (count == 0) return language == Language::en ? "zero" : language == Language::pl ? "zero" : "ноль";
    const auto& scales = language == Language::en ? scales_en : language == Language::pl ? scales_pl : scales_ru;
    std::vector<unsigned> groups;
    for (std::uint64_t left = count; left > 0; left /= 1000) groups.push_back(static_cast<unsigned>(left % 1000));
    std::string out;
    for (std::size_t i = groups.size(); i-- > 0;) {
        const unsigned k = groups[i];
        if (k == 0) continue;
        if (i == 0) {
            put_hundreds(out, k, gender, language, out.empty());
            continue;
        }
        const Noun& scale = scales[i - 1];
        // "tysiąc", not "jeden tysiąc": the number before it is left out in Polish where it is one.
        if (!(language == Language::pl && k == 1)) put_hundreds(out, k, scale.gender, language, true);
        put(out, form(scale, k, language));
    }
    return out;
}

}  // namespace

std::string amount_in_words(const Money& amount, Language language) {
    const int digits = minor_digits(amount.currency);
    const std::uint64_t magnitude = amount.minor < 0 ? 0 - static_cast<std::uint64_t>(amount.minor) : static_cast<std::uint64_t>(amount.minor);
    std::uint64_t unit = 1;
    for (int i = 0; i < digits; ++i) unit *= 10;
    const std::uint64_t whole = magnitude / unit, minor = magnitude % unit;
    const CurrencyNouns* known = nouns_of(amount.currency);
    const Noun plain{amount.currency, amount.currency, amount.currency, m};
    const Noun& noun = !known ? plain : language == Language::en ? known->en : language == Language::pl ? known->pl : known->ru;

    std::string out = amount.minor < 0 ? (language == Language::ru ? "минус" : "minus") : "";
    put(out, whole_in_words(whole, noun.gender, language));
    put(out, form(noun, whole, language));
    if (digits == 0) return out;
    const std::string fraction = fmt::format("{:0{}}", minor, digits);
    if (language == Language::ru && known && !known->ru_minor.one.empty())
        return fmt::format("{} {} {}", out, fraction, form(known->ru_minor, minor, language));
    return fmt::format("{}{} {}/{}", out, language == Language::en ? " and" : "", fraction, unit);
}

}  // namespace potok
