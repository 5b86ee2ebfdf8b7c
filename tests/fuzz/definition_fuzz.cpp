// libFuzzer: any bytes as {"kind", "body"}: a definition is refused with a code, or taken; then a deal is made, moved and changed under
// it, ten days pass, a report is asked, and all of it is taken back: the workspace is as it was.
#include <cstdint>

#include "automation/engine.h"
#include "automation/static_checks.h"
#include "model/report_data.h"
#include "packs/schema.h"
#include "workspace.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace potok;
    const auto json = packs::parse_json(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.json");
    if (!json || !json->is_object() || !json->contains("kind") || !json->contains("body")) return 0;
    if (!(*json)["kind"].is_string()) return 0;
    fuzz::Company& c = fuzz::company();
    model::Workspace& ws = *c.ws;
    const model::RowId admin = ws.administrator();
    const auto before = c.written();
    const auto mark = ws.mark();
    if (!mark) std::abort();
    const auto defined = ws.apply({"define", {{"kind", (*json)["kind"]}, {"key", "ceilings.fuzz"}, {"body", (*json)["body"]}}}, admin, c.now);
    if (!defined) {
        if (defined.error().code.empty() || c.written() != before) std::abort();
        return 0;
    }
    auto& engine = dynamic_cast<automation::Engine&>(*c.reactor);
    (void)automation::check_definitions(engine, ws, c.now);
    const auto act = [&](const model::Command& command, std::int64_t ms) {
        const auto outcome = ws.apply(command, admin, c.now + ms);
        if (!outcome && outcome.error().code.empty()) std::abort();
        return outcome ? outcome->record : 0;
    };
    const Json client = {{"ref", ws.id_of(c.client).str()}};
    const model::RowId deal = act({"create", {{"type", "ceilings.deal"}, {"values", {{"title", "Fuzzed"}, {"client", client}}}}}, 1);
    if (deal != 0) {
        const std::string id = ws.id_of(deal).str();
        const model::Pipeline* pipeline = ws.catalog().pipeline("ceilings.deals");
        for (std::size_t i = 1; pipeline && i < pipeline->stages.size() && i < 3; ++i)
            act({"move", {{"record", id}, {"to", pipeline->stages[i].key}, {"comment", "on"}}}, 1000);
        act({"start", {{"automation", "ceilings.fuzz"}, {"record", id}}}, 2000);
        act({"receive_event", {{"event", "payment"}, {"external_id", "1"}, {"record", id}, {"data", {{"amount", {{"m", "5.00"}, {"c", "RUB"}}}}}}}, 3000);
        act({"set_fields", {{"record", id}, {"values", {{"title", "Changed"}}}}}, 4000);
    }
    for (int slices = 0; slices < 20; ++slices) {
        const auto more = ws.run_due(c.now + std::int64_t{10} * 86'400'000);
        if (!more && more.error().code.empty()) std::abort();
        if (!more || !*more) break;
    }
    if (const auto report = model::report_of(ws.catalog(), "ceilings.fuzz")) {
        const Date today = ws.zone().to_local(c.now).date;
        for (const model::ReportTile& tile : report->tiles) {
            const auto answer = model::ask_report(ws, tile, {admin, c.now, {{today.days - 40}, {today.days + 10}}, model::Period{{today.days - 90}, {today.days - 41}}});
            if (!answer && answer.error().code.empty()) std::abort();
        }
    }
    if (!ws.take_back(*mark) || c.written() != before) std::abort();
    return 0;
}
