// Numbers of documents: a pattern, and the sequence without gaps that fills it.
//
// In a pattern {n} is the number within series and period, {n:4} the same with leading zeros to that width; {month} two digits, {year}
// four, {yy} two, of the day of issue. The period follows from what the pattern says: with a month the count begins anew each month,
// with a year only each year, with neither never.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "model/operation.h"

namespace potok::model {

class NumberPattern {
public:
    // Errors: numbering.bad_pattern (no {n} or several, an unknown word in braces, too long, a month without a year).
    static Result<NumberPattern> parse(std::string_view text);

    std::string write(std::int64_t n, Date day) const;
    std::string period(Date day) const;  // "2026-03", "2026" or "all"

private:
    enum class Part { literal, n, month, year, short_year };
    struct Piece {
        Part part = Part::literal;
        std::string text;  // literal
        int width = 0;     // n
    };
    std::vector<Piece> pieces_;
    bool monthly_ = false, yearly_ = false;
};

struct DocumentNumber {
    std::string text, series, period;
    std::int64_t n = 0;
};

// The next number of a series in a type of document with the fields number, series, period, n and date. It is the greatest so far and
// one: given and kept in one transaction, so that there are no gaps, as long as nothing with a number is ever taken back.
// The dates of samples (sample_numbers.h) need not rise.
// Errors: numbering.before_last (a number of that period bears a later date), numbering.taken (another series writes the same text).
Result<DocumentNumber> next_number(Operation& op, const RecordType& type, const std::string& series, std::string_view pattern, Date day);

}  // namespace potok::model
