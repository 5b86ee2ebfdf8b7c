// Numbers of sample documents. What is issued for a made-up client counts in a series of its own and says so ("WZÓR 3/2026"), so that
// the company's own numbers have no gap once the samples are taken out; such a document may be deleted. docs/decisions/0011.
//
// A definition of kind "samples" names what was made up: {"records": [public ids], "until"?: instant of the end of their story, while
// they are being put in}.
#pragma once

#include <initializer_list>
#include <string>

#include "model/workspace.h"

namespace potok::model {

struct NumberSeries {
    std::string series, pattern;
};

// The series in which a document about these records is numbered: the one asked for, or that of samples where one of them is a sample.
NumberSeries series_for(const Workspace& ws, std::initializer_list<RowId> about, std::string series, std::string pattern, Instant now);
bool is_sample_series(std::string_view series);

}  // namespace potok::model
