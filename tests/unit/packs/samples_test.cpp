#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "exchange/export_json.h"
#include "model/queries.h"
#include "packs/sample_values.h"
#include "packs/samples.h"
#include "platform/common/library.h"

using namespace potok;
using namespace potok::packs;

namespace {

struct Company {
    SeededRandom random{1};
    std::unique_ptr<model::Reactor> reactor = platform::make_reactor();
    std::unique_ptr<model::Workspace> ws;
    Instant now;
    Pack pack = *platform::pack("ceilings");

    explicit Company(const char* when) : now(*parse_instant(when)) {
        model::WorkspaceInfo info;
        info.name = "Светлый потолок";
        info.zone = "Europe/Samara";
        info.language = Language::ru;
        info.currency = "RUB";
        SeededRandom first(7);
        info.id = make_v7(now, first);
        auto memory = std::make_unique<db::Connection>(db::Connection::open_memory().value());
        ws = model::Workspace::create(std::move(memory), info, "Анна", {&random, *platform::zones(), reactor.get()}, now).value();
        const auto installed = ws->apply(install_command(pack), ws->administrator(), now);
        REQUIRE(installed.ok());
    }
};

int in_stage(const model::Workspace& ws, const char* stage) {
    return static_cast<int>(model::find_records(ws, "ceilings.deal", "stage", Value(stage)).size());
}

}  // namespace

TEST_CASE("the samples fit the pack's own rules, whatever the day and hour", "[packs]") {
    // Monday at night; the last hour of a Saturday before a moved holiday.
    const char* when = GENERATE("2026-11-15T20:30:00Z", "2026-03-07T19:59:00Z");
    Company c(when);
    const auto made = put_samples(*c.ws, c.pack, c.now);
    INFO((made.ok() ? "" : describe(made.error()) + describe(made.error().details.at(0))));
    REQUIRE(made.ok());
    CHECK(has_samples(*c.ws, c.pack));
    for (const char* stage : {"sign_contract", "contract_signed", "material_paid", "materials_bought", "date_agreed",
                              "installation_appointed", "works_finished", "accepted"}) {
        INFO(stage);
        CHECK(in_stage(*c.ws, stage) >= 8);
        CHECK(in_stage(*c.ws, stage) <= 12);
    }
    CHECK(in_stage(*c.ws, "lost") == 6);
    for (const auto& operation : model::operations(*c.ws, 1'000'000)) CHECK(operation.at <= c.now);
    for (const auto& resource : model::resources(*c.ws)) {  // no crew in two places
        for (const auto& b : model::bookings(*c.ws, {0}, {c.now.ms * 2})) {
            if (b.resource == resource.row)
                CHECK(model::booking_conflicts(*c.ws, resource.row, b.from, b.to, b.row).empty());
        }
    }
    CHECK(put_samples(*c.ws, c.pack, c.now).error().code == "pack.samples_present");
}

TEST_CASE("samples are the same for the same moment, and taken out without a trace on any page", "[packs]") {
    Company a("2026-11-18T10:00:00Z"), b("2026-11-18T10:00:00Z");
    REQUIRE(put_samples(*a.ws, a.pack, a.now).ok());
    REQUIRE(put_samples(*b.ws, b.pack, b.now).ok());
    CHECK(a.ws->history_hash() == b.ws->history_hash());
    CHECK(exchange::export_json(*a.ws) == exchange::export_json(*b.ws));

    REQUIRE(remove_samples(*a.ws, a.pack, a.now).ok());
    CHECK_FALSE(has_samples(*a.ws, a.pack));
    for (const auto& type : a.ws->catalog().types()) {
        if (!type->on_pipeline && type->key != "client" && type->key != "resource" && type->key != "task") continue;
        INFO(type->key);
        CHECK(model::all_records(*a.ws, type->key).empty());
    }
    CHECK(model::people(*a.ws).size() == 1);
    CHECK(remove_samples(*a.ws, a.pack, a.now).error().code == "pack.no_samples");
}

TEST_CASE("times of samples count from today in calendar and in working days", "[packs]") {
    const Company c("2026-03-06T08:00:00Z");  // a Friday; Monday 9 March is off by decree
    const Date today = *parse_date("2026-03-06");
    const auto at = [&](const char* text) {
        const auto t = sample_time(text, today, c.ws->working_calendar());
        return t ? format_iso(t->date) + " " + format_iso(t->time).substr(0, 5) : t.error().code;
    };
    CHECK(at("today") == "2026-03-06 00:00");
    CHECK(at("-3d 10:30") == "2026-03-03 10:30");
    CHECK(at("+1w 09:00") == "2026-03-10 09:00");
    CHECK(at("-1w 09:00") == "2026-03-05 09:00");
    CHECK(at("tomorrow") == "pack.sample_time");
    CHECK(at("+d") == "pack.sample_time");
    CHECK(at("+1x 10:00") == "pack.sample_time");
}
