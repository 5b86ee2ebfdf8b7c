#include <map>
#include <set>

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "db/connection.h"
#include "exchange/export_json.h"
#include "model/board.h"
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

    explicit Company(const char* when, Language language = Language::ru) : now(*parse_instant(when)) {
        model::WorkspaceInfo info;
        info.name = "Светлый потолок";
        info.zone = "Europe/Samara";
        info.language = language;
        info.currency = "RUB";
        SeededRandom first(7);
        info.id = make_v7(now, first);
        auto memory = std::make_unique<db::Connection>(db::Connection::open_memory().value());
        ws = model::Workspace::create(std::move(memory), info, "Анна", {&random, *platform::zones(), reactor.get(), platform::documents()}, now).value();
        const auto installed = ws->apply(install_command(pack), ws->administrator(), now);
        REQUIRE(installed.ok());
    }
};

int in_stage(const model::Workspace& ws, const char* stage) {
    return static_cast<int>(model::find_records(ws, "ceilings.deal", "stage", Value(stage)).size());
}

}  // namespace

TEST_CASE("the samples fit the pack's own rules, whatever the day and hour", "[packs]") {
    // Monday at night; the last hour of a Saturday before a moved holiday; a Sunday before anybody is up; amid the holidays of the
    // New Year; a working Saturday; a Friday afternoon.
    const char* when = GENERATE("2026-11-15T20:30:00Z", "2026-03-07T19:59:00Z", "2026-11-22T03:10:00Z", "2026-01-05T09:00:00Z",
                                "2025-11-01T08:00:00Z", "2026-06-19T12:00:00Z");
    Company c(when);
    const auto made = put_samples(*c.ws, c.pack, c.now);
    INFO((made.ok() ? "" : describe(made.error()) + describe(made.error().details.at(0))));
    REQUIRE(made.ok());
    CHECK(has_samples(*c.ws, c.pack));
    for (const char* stage : {"sign_contract", "contract_signed", "material_paid", "materials_bought", "date_agreed",
                              "installation_appointed", "works_finished", "accepted"}) {
        INFO(stage);
        CHECK(in_stage(*c.ws, stage) >= 4);  // before nine in the morning those of today are still to come
        CHECK(in_stage(*c.ws, stage) <= 14);
    }
    CHECK(in_stage(*c.ws, "lost") == 6);
    // Nothing is planned for a day off, and nothing that is still to be done falls due on one.
    const auto works = [&](Instant at) { return c.ws->working_calendar().is_working_day(c.ws->zone().to_local(at).date); };
    for (const auto& b : model::bookings(*c.ws, {0}, {c.now.ms * 2})) CHECK((works(b.from) && works(b.to)));
    for (const auto& e : model::events(*c.ws, {0}, {c.now.ms * 2})) CHECK((works(e.from) && works(e.to)));
    for (const auto& t : model::tasks(*c.ws, {})) {
        INFO(t.title << " of " << t.record_title);
        CHECK((t.due && works(*t.due)));
    }
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

TEST_CASE("the board of the samples looks like a living company", "[packs]") {
    Company c("2026-11-22T11:00:00Z");  // a Sunday
    REQUIRE(put_samples(*c.ws, c.pack, c.now).ok());
    model::Board board(*c.ws, *c.ws->catalog().pipeline("ceilings.deals"));
    board.reload(c.now);
    std::set<std::string> steps;
    for (const auto& column : board.columns()) {
        std::set<int> completeness;
        int stalled = 0;
        for (const model::RowId row : column.rows) {
            const model::CardFace& face = board.face(row, c.now);
            INFO(face.title);
            CHECK(count_codepoints(face.title) <= 28);
            CHECK(face.title.find("Потолок") == std::string::npos);
            CHECK(face.subtitle.find(face.title) == std::string::npos);
            CHECK_FALSE(face.subtitle.empty());
            completeness.insert(face.done);
            stalled += face.stalled ? 1 : 0;
            steps.insert(face.next_step);
        }
        INFO(column.stage->key);
        if (column.stage->kind != model::StageKind::open) continue;
        CHECK(completeness.size() >= 2);
        CHECK(stalled <= 5);
    }
    CHECK(steps.size() >= 15);
}

TEST_CASE("a card's second line and aside are what the pipeline says, in the reader's language", "[packs][model]") {
    Company c("2026-11-18T10:00:00Z");
    const Json values = {{"title", "Абрамов, Садовая 123"}, {"room", "Мастерская"}, {"area", {{"n", "31.5"}}}, {"ceiling", "levels"}};
    const auto made = c.ws->apply({"create", {{"type", "ceilings.deal"}, {"values", values}}}, c.ws->administrator(), c.now);
    REQUIRE(made.ok());
    model::Board board(*c.ws, *c.ws->catalog().pipeline("ceilings.deals"));
    board.reload(c.now);
    CHECK(board.face(made->record, c.now).subtitle == "Мастерская, 31,5\u00a0м²");
    CHECK(board.face(made->record, c.now).place == "Многоуровневый");
    board.set_language(Language::en);
    CHECK(board.face(made->record, c.now).subtitle == "Мастерская, 31.5\u00a0m²");
    CHECK(board.face(made->record, c.now).place == "Several levels");
}

TEST_CASE("on no day of two years is a sample booked on a day off, or a crew twice", "[packs]") {
    const Company c("2026-11-18T10:00:00Z");
    const WorkingCalendar& calendar = c.ws->working_calendar();
    struct Booked {
        std::string resource, from, to;
    };
    std::vector<Booked> booked;
    const auto word = [](const Json& object, const char* key) { return object.at(key).get<std::string>(); };
    for (const Json& sample : c.pack.samples["cases"]) {
        for (const Json& leg : sample.value("path", Json::array())) {
            for (const Json& b : leg.value("book", Json::array())) booked.push_back({word(b, "resource"), word(b, "from"), word(b, "to")});
            if (leg.contains("event")) booked.push_back({"", word(leg["event"], "from"), word(leg["event"], "to")});
            if (leg.contains("due")) booked.push_back({"", word(leg, "due"), word(leg, "due")});
            if (leg.contains("task") && leg["task"].contains("due")) booked.push_back({"", word(leg["task"], "due"), word(leg["task"], "due")});
        }
    }
    REQUIRE(booked.size() > 60);
    for (Date day = date_of(2026, 1, 1).value(); day < date_of(2028, 1, 1).value(); ++day.days) {
        std::map<std::string, std::vector<std::pair<LocalDateTime, LocalDateTime>>> taken;
        for (const Booked& b : booked) {
            const LocalDateTime from = *sample_time(b.from, day, calendar), to = *sample_time(b.to, day, calendar);
            INFO(format_iso(day) << ": " << b.from);
            if (!calendar.is_working_day(from.date) || from.date != to.date || to < from) FAIL_CHECK("not a working day");
            if (b.resource.empty()) continue;
            for (const auto& [start, end] : taken[b.resource])
                if (from < end && start < to) FAIL_CHECK(b.resource << " twice");
            taken[b.resource].emplace_back(from, to);
        }
    }
}

TEST_CASE("what automation writes is in the workspace's language", "[packs][automation]") {
    const auto [language, title, control] = GENERATE(table<Language, const char*, const char*>(
        {{Language::en, "Sign the contract", "Not done in time: Marina. Find out why."},
         {Language::pl, "Podpisać umowę", "Nie wykonano w terminie: Marina. Ustal przyczynę."},
         {Language::ru, "Подписать договор", "Не выполнено в срок: Marina. Выясните причину."}}));
    Company c("2026-11-18T10:00:00Z", language);
    const auto made = c.ws->apply({"create", {{"type", "ceilings.deal"}, {"values", {{"title", "Marina"}}}}}, c.ws->administrator(), c.now);
    REQUIRE(made.ok());
    REQUIRE(c.ws->apply({"tick", Json::object()}, c.ws->robots(), c.now + 24 * 3'600'000).ok());
    const auto tasks = model::tasks(*c.ws, {{}, made->record, true});
    REQUIRE(tasks.size() == 2);
    CHECK(tasks[0].title == title);
    CHECK(tasks[1].description == control);
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
    CHECK(at("+0w") == "2026-03-06 00:00");
    CHECK(at("+1w-1d 10:00") == "2026-03-09 10:00");
    CHECK(at("-1w+2d") == "2026-03-07 00:00");
    CHECK(at("tomorrow") == "pack.sample_time");
    CHECK(at("+d") == "pack.sample_time");
    CHECK(at("+1x 10:00") == "pack.sample_time");
    CHECK(at("-0w") == "pack.sample_time");
    CHECK(at("+1w-") == "pack.sample_time");
    CHECK(at("+1w-1w") == "pack.sample_time");
    CHECK(at("+1d-1d") == "pack.sample_time");
    CHECK(at("+99999999999d") == "pack.sample_time");

    // From a day off the working days are still all different, and in order.
    const auto from_sunday = [&](const char* text) {
        return format_iso(sample_time(text, *parse_date("2026-03-08"), c.ws->working_calendar())->date);
    };
    CHECK(from_sunday("-1w") == "2026-03-06");
    CHECK(from_sunday("+0w") == "2026-03-10");
    CHECK(from_sunday("+1w") == "2026-03-11");
}
