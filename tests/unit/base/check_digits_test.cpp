#include <catch_amalgamated.hpp>

#include "base/check_digits.h"
#include "base/clock.h"
#include "base/id.h"

using namespace potok;

namespace {

using Check = bool (*)(std::string_view);

// Random digits after a beginning, then every pair of check digits until the check is satisfied; "" where none is.
std::string completed(Check check, Random& random, const std::string& beginning, std::size_t length, std::size_t checks) {
    std::string body = beginning;
    while (body.size() < length - checks) body += static_cast<char>('0' + random.next() % 10);
    const int tries = checks == 2 ? 100 : 10;
    for (int n = 0; n < tries; ++n) {
        std::string whole = body;
        if (checks == 2) whole += static_cast<char>('0' + n / 10);
        whole += static_cast<char>('0' + n % 10);
        if (check(whole)) return whole;
    }
    return {};
}

// How many numbers that differ in one digit from `position` on pass as well.
int passing_neighbours(Check check, const std::string& number) {
    int n = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        if (number[i] < '0' || number[i] > '9') continue;
        for (char c = '0'; c <= '9'; ++c) {
            if (c == number[i]) continue;
            std::string other = number;
            other[i] = c;
            n += check(other) ? 1 : 0;
        }
    }
    return n;
}

}  // namespace

TEST_CASE("numbers that authorities and banks have published pass, with a digit wrong they do not", "[base][check_digits]") {
    CHECK(is_nip("856-734-62-15"));
    CHECK(is_nip("5213017228"));  // the social insurance institution
    CHECK_FALSE(is_nip("856-734-62-16"));
    CHECK_FALSE(is_nip("5260001546"));
    CHECK_FALSE(is_nip("0000000000"));
    CHECK_FALSE(is_nip("85673462155"));
    CHECK_FALSE(is_nip("PL8567346215"));
    CHECK(is_regon("123456785"));
    CHECK(is_regon("000331501"));  // the statistical office itself
    CHECK(is_regon("12345678512347"));
    CHECK_FALSE(is_regon("12345678512348"));
    CHECK_FALSE(is_regon("123456784"));
    CHECK_FALSE(is_regon("12345678"));
    CHECK(is_pesel("44051401359"));
    CHECK(is_pesel("02270803624"));        // born in 2002: month 07 + 20
    CHECK_FALSE(is_pesel("44051401358"));
    CHECK_FALSE(is_pesel("44023001356"));  // 30 February
    CHECK_FALSE(is_pesel("44001401354"));  // month 0
    CHECK(is_inn("7707083893"));
    CHECK(is_inn("7830002293"));
    CHECK(is_inn("500100732259"));
    CHECK_FALSE(is_inn("7707083894"));
    CHECK_FALSE(is_inn("772807592836"));
    CHECK_FALSE(is_inn("500100732258"));
    CHECK_FALSE(is_inn("77070838931"));
    CHECK(is_ogrn("1027700132195"));
    CHECK_FALSE(is_ogrn("1027700132196"));
    CHECK_FALSE(is_ogrn("304500116000157"));
    CHECK(is_ogrnip("304500116000157"));
    CHECK_FALSE(is_ogrnip("304500116000158"));
    CHECK(is_iban("GB82 WEST 1234 5698 7654 32"));
    CHECK(is_iban("pl61 1090 1014 0000 0712 1981 2874"));
    CHECK(is_iban("MT84MALT011000012345MTLCAST001S"));
    CHECK(is_iban("NO9386011117947"));
    CHECK(is_iban("RU0304452522540817810538091310419"));
    CHECK_FALSE(is_iban("PL61 1090 1014 0000 0712 1981 2875"));
    CHECK_FALSE(is_iban("PL61 1090 1014 0000 0712 1981 287"));
    CHECK_FALSE(is_iban("ZZ82WEST12345698765432"));
    CHECK_FALSE(is_iban("GB82WEST1234569876543Ż"));
}

TEST_CASE("what people put between digits does not count, anything else does", "[base][check_digits]") {
    CHECK(bare_number("pl 61\u00a01090\u20131014-\t0") == "PL6110901014" "0");
    CHECK(is_nip(" 856\u00a0734\u202f62\u201115 "));
    CHECK_FALSE(is_nip("856/734/62/15"));
    CHECK_FALSE(is_nip("856.734.62.15"));
    CHECK_FALSE(is_inn(""));
    CHECK_FALSE(is_iban(""));
    CHECK_FALSE(is_iban("PL"));
    CHECK_FALSE(is_nip(std::string(100'000, '1')));
    CHECK_FALSE(is_iban("PL\xff\xfe"));
}

TEST_CASE("every wrong digit is caught where the algorithm promises it", "[base][check_digits]") {
    SeededRandom random{2026};
    int without = 0;
    for (int i = 0; i < 300; ++i) {
        const std::string nip = completed(is_nip, random, "", 10, 1);
        if (nip.empty())
            ++without;  // a remainder of ten: such a number is never given
        else
            CHECK(passing_neighbours(is_nip, nip) == 0);
        const std::string pesel = completed(is_pesel, random, "850714", 11, 1);
        REQUIRE_FALSE(pesel.empty());
        CHECK(passing_neighbours(is_pesel, pesel) == 0);
        // Poland's accounts bear their check digits at the front.
        std::string account;
        while (account.size() < 24) account += static_cast<char>('0' + random.next() % 10);
        std::string iban;
        for (int n = 2; n <= 98 && iban.empty(); ++n) {
            const std::string tried = "PL" + std::string(n < 10 ? "0" : "") + std::to_string(n) + account;
            if (is_iban(tried)) iban = tried;
        }
        REQUIRE_FALSE(iban.empty());
        CHECK(passing_neighbours(is_iban, iban) == 0);
    }
    CHECK(without > 10);  // about one in eleven
    CHECK(without < 60);
}

TEST_CASE("a wrong digit slips through only where two remainders share a check digit", "[base][check_digits]") {
    SeededRandom random{7};
    for (int i = 0; i < 300; ++i) {
        // Remainders of 0 and 10 both give the digit 0.
        const std::string regon = completed(is_regon, random, "", 9, 1);
        REQUIRE_FALSE(regon.empty());
        if (regon.back() != '0') CHECK(passing_neighbours(is_regon, regon) == 0);
        const std::string inn = completed(is_inn, random, "", 10, 1);
        REQUIRE_FALSE(inn.empty());
        if (inn.back() != '0') CHECK(passing_neighbours(is_inn, inn) == 0);
        const std::string ogrn = completed(is_ogrn, random, "1", 13, 1);
        REQUIRE_FALSE(ogrn.empty());
        if (ogrn.back() != '0') CHECK(passing_neighbours(is_ogrn, ogrn) == 0);
        // Remainders by 13: 0 and 10, 1 and 11, 2 and 12.
        const std::string ogrnip = completed(is_ogrnip, random, "3", 15, 1);
        REQUIRE_FALSE(ogrnip.empty());
        if (ogrnip.back() > '2') CHECK(passing_neighbours(is_ogrnip, ogrnip) == 0);
        const std::string person = completed(is_inn, random, "", 12, 2);
        REQUIRE_FALSE(person.empty());
        if (person[10] != '0' && person[11] != '0') CHECK(passing_neighbours(is_inn, person) == 0);
    }
}
