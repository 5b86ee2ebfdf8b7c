#include "model/numbering.h"

#include <algorithm>

#include <fmt/format.h>

#include "db/connection.h"
#include "model/sample_numbers.h"
#include "model/storage.h"

namespace potok::model {

Result<NumberPattern> NumberPattern::parse(std::string_view text) {
    const auto bad = [&] { return error("numbering.bad_pattern", {{"pattern", std::string(text)}}); };
    if (text.size() > 100) return bad();
    NumberPattern out;
    int numbers = 0;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        if (open != 0) {
            const std::string_view literal = text.substr(0, open);
            if (literal.find('}') != std::string_view::npos) return bad();
            out.pieces_.push_back({Part::literal, std::string(literal), 0});
            text.remove_prefix(literal.size());
            continue;
        }
        const std::size_t close = text.find('}');
        if (close == std::string_view::npos) return bad();
        const std::string_view word = text.substr(1, close - 1);
        Piece piece;
        if (word == "n") {
            piece.part = Part::n;
        } else if (word.size() == 3 && word.starts_with("n:") && word[2] >= '1' && word[2] <= '9') {
            piece.part = Part::n;
            piece.width = word[2] - '0';
        } else if (word == "month") {
            piece.part = Part::month;
            out.monthly_ = true;
        } else if (word == "year" || word == "yy") {
            piece.part = word == "year" ? Part::year : Part::short_year;
            out.yearly_ = true;
        } else {
            return bad();
        }
        numbers += piece.part == Part::n ? 1 : 0;
        out.pieces_.push_back(piece);
        text.remove_prefix(close + 1);
    }
    if (numbers != 1 || (out.monthly_ && !out.yearly_)) return bad();
    return out;
}

std::string NumberPattern::write(std::int64_t n, Date day) const {
    const YearMonthDay ymd = civil(day);
    std::string out;
    for (const Piece& piece : pieces_) {
        switch (piece.part) {
            case Part::literal: out += piece.text; break;
            case Part::n: out += piece.width == 0 ? std::to_string(n) : fmt::format("{:0{}}", n, piece.width); break;
            case Part::month: out += fmt::format("{:02}", ymd.month); break;
            case Part::year: out += fmt::format("{:04}", ymd.year); break;
            case Part::short_year: out += fmt::format("{:02}", ymd.year % 100); break;
        }
    }
    return out;
}

std::string NumberPattern::period(Date day) const {
    const std::string iso = format_iso(day);
    return monthly_ ? iso.substr(0, 7) : yearly_ ? iso.substr(0, 4) : "all";
}

Result<DocumentNumber> next_number(Operation& op, const RecordType& type, const std::string& series, std::string_view pattern, Date day) {
    POTOK_TRY(const NumberPattern parsed, NumberPattern::parse(pattern));
    const std::string table = storage::sql_name(type.table);
    DocumentNumber out;
    out.series = series;
    out.period = parsed.period(day);
    const bool sample = is_sample_series(series);  // tells of the past, each pack its own
    {
        db::Statement s = op.db().prepare("SELECT n, number, date FROM " + table + " WHERE series = ?1 AND period = ?2 ORDER BY n DESC LIMIT 1");
        s.bind(1, series).bind(2, out.period);
        POTOK_TRY(const bool found, s.step());
        if (found) {
            out.n = s.i64(0);
            if (!sample && s.i64(2) > day.days)
                return error("numbering.before_last", {{"number", s.string(1)},
                                                       {"date", format_iso(Date{static_cast<std::int32_t>(s.i64(2))})},
                                                       {"given", format_iso(day)}}, "date");
        }
    }
    ++out.n;
    out.text = parsed.write(out.n, day);
    POTOK_TRY(const auto taken, op.db().get_i64("SELECT 1 FROM " + table + " WHERE number = ?1 AND n IS NOT NULL LIMIT 1", out.text));
    if (taken) return error("numbering.taken", {{"number", out.text}, {"series", series}}, "series");
    return out;
}

}  // namespace potok::model
