// Amounts written out in words, as invoices, contracts and receipts have them.
//
//   en  two thousand three hundred zlotys and 05/100
//   pl  dwa tysiące trzysta złotych 05/100
//   ru  две тысячи триста злотых 05 грошей
//
// The noun of the currency and the numerals agree in gender, number and case with what they count (Polish: jeden złoty, dwa złote, pięć
// złotych, dwadzieścia jeden złotych; Russian: одна тысяча, двадцать один рубль, две копейки). Minor units stay digits: in Polish and
// English as a fraction, in Russian with their noun. A currency whose words are not known is written by its code.
#pragma once

#include <string>

#include "base/locale.h"
#include "base/value.h"

namespace potok {

std::string amount_in_words(const Money& amount, Language language);

}  // namespace potok
