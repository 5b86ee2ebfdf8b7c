#include "model/report_sums.h"

#include <algorithm>

namespace potok::model {

namespace {

Status add_up(std::int64_t& sum, std::int64_t amount) {
    return __builtin_add_overflow(sum, amount, &sum) ? Status(error("number.overflow")) : Status();
}

}  // namespace

void sort_records(std::vector<RowId>& records) {
    if (!std::is_sorted(records.begin(), records.end())) std::sort(records.begin(), records.end());
    records.erase(std::unique(records.begin(), records.end()), records.end());
}

ReportFigure counted(std::vector<RowId> records) {
    ReportFigure f;
    f.records = std::move(records);
    sort_records(f.records);
    f.value = Value(static_cast<std::int64_t>(f.records.size()));
    return f;
}

std::int64_t rounded_mean(std::int64_t sum, std::int64_t n) {
    const std::int64_t whole = sum / n, rest = sum % n;
    return whole + (2 * (rest < 0 ? -rest : rest) >= n ? (sum < 0 ? -1 : 1) : 0);
}

std::int64_t percentile(std::vector<std::int64_t>& values, int percent) {
    std::sort(values.begin(), values.end());
    const std::size_t rank = (values.size() * static_cast<std::size_t>(percent) + 99) / 100;
    return values[std::max<std::size_t>(rank, 1) - 1];
}

std::int64_t median(std::vector<std::int64_t>& values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : values[half - 1] + (values[half] - values[half - 1]) / 2;
}

Status ReportSum::add(const ReportMeasure& m, const Field* field, const Fact& fact, int column, bool hit) {
    using Figure = ReportMeasure::Figure;
    switch (m.figure) {
        case Figure::count:
        case Figure::conversion: break;
        case Figure::stage_time: POTOK_CHECK(add_up(sum_, fact.span)); break;
        case Figure::lead_time: spans_.push_back(fact.span); break;
        case Figure::distinct:
            if (fact.row->is_null(column))
                ++nameless_;
            else
                different_.emplace(fact.row->is_integer(column) ? fact.row->i64(column) : 0,
                                   fact.row->is_integer(column) && field->kind != FieldKind::money ? std::string() : fact.row->string(column));
            break;
        case Figure::sum:
        case Figure::average:
            if (fact.row->is_null(column)) {
                if (m.figure == Figure::average) return {};
                break;
            }
            if (field->kind == FieldKind::money) {
                auto& [sum, n] = money_[fact.row->string(column + 1)];
                POTOK_CHECK(add_up(sum, fact.row->i64(column)));
                ++n;
            } else {
                POTOK_CHECK(add_up(sum_, fact.row->i64(column)));
            }
            break;
    }
    ++n_;
    hits_ += hit ? 1 : 0;
    records_.push_back(fact.record);
    return {};
}

Result<ReportFigure> ReportSum::figure(const ReportMeasure& m) const {
    using Figure = ReportMeasure::Figure;
    ReportFigure out;
    out.records = records_;
    sort_records(out.records);
    const auto timed = [&](std::int64_t ms) { out.value = Value(DayTimeDuration{ms}); };
    switch (m.figure) {
        case Figure::count: out.value = Value(static_cast<std::int64_t>(out.records.size())); break;
        case Figure::distinct: out.value = Value(static_cast<std::int64_t>(different_.size()) + nameless_); break;
        case Figure::conversion:
            if (n_ > 0) {
                POTOK_TRY(const Decimal share, div(Decimal(hits_ * 100), Decimal(n_)));
                out.value = Value(share.rounded_half_up(1));
            }
            break;
        case Figure::stage_time:
            if (n_ > 0) timed(rounded_mean(sum_, n_));
            break;
        case Figure::lead_time:
            if (n_ > 0) {
                std::vector<std::int64_t> spans = spans_;
                timed(median(spans));
            }
            break;
        case Figure::sum:
        case Figure::average: {
            const bool mean = m.figure == Figure::average;
            if (m.unit == ReportMeasure::Unit::money) {
                for (const auto& [currency, sum] : money_) out.money.push_back({mean ? rounded_mean(sum.first, sum.second) : sum.first, currency});
            } else if (!mean || n_ > 0) {
                if (m.unit == ReportMeasure::Unit::duration) {
                    timed(mean ? rounded_mean(sum_, n_) : sum_);
                } else if (mean) {
                    POTOK_TRY(const Decimal average, div(Decimal::scaled(sum_, m.decimals), Decimal(n_)));
                    out.value = Value(average.rounded_half_up(m.decimals + 1));
                } else {
                    out.value = Value(Decimal::scaled(sum_, m.decimals));
                }
            }
            break;
        }
    }
    return out;
}

}  // namespace potok::model
