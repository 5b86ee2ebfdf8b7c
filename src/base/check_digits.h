// Check digits of the numbers that name people, firms and accounts. Each says whether a number, as people type it (spaces, no-break
// spaces and dashes are passed over), is well formed and bears the check digits its other digits ask for. That such a number was
// ever given to anybody is another question.
//
// number   what                                  digits   algorithm, and where it is laid down
// -------  ------------------------------------  -------  -------------------------------------------------------------------------
// NIP      tax number, Poland                    10       weights 6 5 7 2 3 4 5 6 7, mod 11; a remainder of 10 is never given
//                                                         (regulation on the records of taxpayers; catches every wrong digit)
// REGON    statistical number, Poland            9, 14    weights 8 9 2 3 4 5 6 7, mod 11, 10 counts as 0; of 14 digits the first nine
//                                                         are a REGON and the last has weights 2 4 8 5 0 9 7 3 6 1 2 4 8 (GUS,
//                                                         regulation on the register of national economy, 1999-07-27)
// PESEL    person, Poland                        11       weights 1 3 7 9 1 3 7 9 1 3, to the next ten; the first six are the date of
//                                                         birth, the month plus 80, 0, 20, 40, 60 for the centuries from 1800
//                                                         (act on population records, 2010-09-24, art. 15, 16; catches every wrong digit)
// INN      tax number, Russia                    10, 12   mod 11, then mod 10; 10 digits: 2 4 10 3 5 9 4 6 8; 12 digits: 7 2 4 10 3 5
//                                                         9 4 6 8 for the eleventh, 3 in front of these for the twelfth (Federal Tax
//                                                         Service, order ММВ-7-6/435@, 2012-06-29, annex)
// OGRN     state register, firm, Russia          13       first twelve mod 11, then mod 10; begins with 1 or 5
// OGRNIP   state register, entrepreneur, Russia  15       first fourteen mod 13, then mod 10; begins with 3 (both: Ministry of Finance,
//                                                         order 165н, 2017-10-30)
// IBAN     bank account                          15 … 33  ISO 13616-1: country, two digits, account; mod 97 of ISO 7064 is 1; length and
//                                                         country by the SWIFT registry (catches every wrong character of a kind)
//
// Remainders of 10 that count as 0 let a few wrong digits through: in REGON, INN and OGRN(IP) that is how the algorithm is.
#pragma once

#include <string>
#include <string_view>

namespace potok {

bool is_nip(std::string_view text);
bool is_regon(std::string_view text);
bool is_pesel(std::string_view text);
bool is_inn(std::string_view text);
bool is_ogrn(std::string_view text);
bool is_ogrnip(std::string_view text);
bool is_iban(std::string_view text);

// The number without what people put between its digits, letters in upper case: "pl61 1090-…" → "PL611090…".
std::string bare_number(std::string_view text);

}  // namespace potok
