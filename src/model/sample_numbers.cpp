#include "model/sample_numbers.h"

#include <algorithm>

#include "model/core_fields.h"

namespace potok::model {

namespace {

constexpr std::string_view mark = "samples.";

bool is_sample(const Workspace& ws, std::initializer_list<RowId> about, Instant now) {
    for (const Definition* d : ws.catalog().definitions_of("samples")) {
        if (d->body.contains("until") && d->body["until"].is_number_integer() && now.ms <= d->body["until"].get<std::int64_t>()) return true;
        if (!d->body.contains("records") || !d->body["records"].is_array()) continue;
        const Json& records = d->body["records"];
        for (const RowId row : about)
            if (row != 0 && std::find(records.begin(), records.end(), Json(ws.id_of(row).str())) != records.end()) return true;
    }
    return false;
}

}  // namespace

NumberSeries series_for(const Workspace& ws, std::initializer_list<RowId> about, std::string series, std::string pattern, Instant now) {
    if (!is_sample(ws, about, now)) return {std::move(series), std::move(pattern)};
    static const Label word = core::label({"SAMPLE", "WZÓR", "ОБРАЗЕЦ"});
    return {std::string(mark) + series, word.in(ws.info().language) + " " + pattern};
}

bool is_sample_series(std::string_view series) {
    return series.starts_with(mark);
}

}  // namespace potok::model
