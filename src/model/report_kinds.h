// The kinds of tiles that are not grouped measures. Inside model/ only.
#pragma once

#include "model/report_facts.h"

namespace potok::model {

Result<ReportData> report_funnel(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes);
Result<ReportData> report_stage_times(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes);
Result<ReportData> report_ageing(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes);
Result<ReportData> report_items(const Workspace& ws, const ReportTile& tile, const ReportQuestion& q, ReportEyes& eyes);

}  // namespace potok::model
