// Adding up what stands behind one figure. Inside model/ only.
#pragma once

#include <map>
#include <set>

#include "model/report_facts.h"

namespace potok::model {

class ReportSum {
public:
    // One fact of the measure's population; `column`: where its field stands in the row. `hit`: conversion: it was won.
    Status add(const ReportMeasure& measure, const Field* field, const Fact& fact, int column, bool hit);
    Result<ReportFigure> figure(const ReportMeasure& measure) const;
    bool empty() const { return records_.empty(); }

private:
    std::vector<RowId> records_;
    std::int64_t n_ = 0, hits_ = 0, sum_ = 0;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> money_;  // currency → sum, how many
    std::set<std::pair<std::int64_t, std::string>> different_;
    std::int64_t nameless_ = 0;
    std::vector<std::int64_t> spans_;
};

// The value that a share of them does not exceed, by the nearest rank; the median of an even number is the mean of the two in the middle.
std::int64_t percentile(std::vector<std::int64_t>& values, int percent);
std::int64_t median(std::vector<std::int64_t>& values);
// Rounded half away from zero.
std::int64_t rounded_mean(std::int64_t sum, std::int64_t n);
void sort_records(std::vector<RowId>& records);  // ascending, each once
ReportFigure counted(std::vector<RowId> records);

}  // namespace potok::model
