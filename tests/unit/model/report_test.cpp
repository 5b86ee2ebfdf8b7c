// Reports over random stories: what is summed by group is what is there in all, the records behind a figure are those that it counts,
// and the stays in stages are what the history says.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "fixture.h"
#include "model/report_data.h"
#include "model/stage_visits.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Fixture;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

Json body() {
    return Json::parse(R"json({"label": "R", "tiles": [
        {"key": "owners", "label": "O", "kind": "league", "pipeline": "t.orders", "by": "owner", "measures": [
            {"key": "new", "label": "N"}, {"key": "sum", "label": "S", "figure": "sum", "field": "amount"}, {"key": "open", "label": "O", "of": "open"},
            {"key": "won", "label": "W", "of": "won"}, {"key": "lost", "label": "L", "of": "lost"}, {"key": "rate", "label": "C", "figure": "conversion"},
            {"key": "size", "label": "Z", "figure": "average", "field": "size"}, {"key": "white", "label": "White", "when": "colour = \"white\""}]},
        {"key": "colours", "label": "C", "kind": "league", "pipeline": "t.orders", "by": "colour", "measures": [{"key": "new", "label": "N"}]},
        {"key": "days", "label": "D", "kind": "trend", "pipeline": "t.orders", "per": "day", "measures": [{"key": "new", "label": "N"}, {"key": "won", "label": "W", "of": "won"}]},
        {"key": "way", "label": "F", "kind": "funnel", "pipeline": "t.orders"},
        {"key": "times", "label": "T", "kind": "stage_time", "pipeline": "t.orders"},
        {"key": "ages", "label": "A", "kind": "ageing", "pipeline": "t.orders", "date": "start", "amount": "amount", "bounds": [5, 10]}]})json");
}

// Stages without gates: the story is about moving, not about what holds it up.
struct Story : Fixture {
    SeededRandom dice;
    std::vector<RowId> orders;
    Date first;

    explicit Story(std::uint64_t seed) : Fixture(seed), dice(seed) {
        must("define", {{"kind", "pipeline"}, {"key", "t.orders"}, {"body", Json::parse(R"json({"label": "Orders", "type": "t.order", "stages": [
            {"key": "new", "label": "New"}, {"key": "signed", "label": "Signed"}, {"key": "paid", "label": "Paid"},
            {"key": "won", "label": "Won", "kind": "won"}, {"key": "lost", "label": "Lost", "kind": "lost"}], "lost_reasons": [{"key": "price", "label": "P"}]})json")}});
        must("define", {{"kind", "report"}, {"key", "t.report"}, {"body", body()}});
        first = ws->zone().to_local(now).date;
    }
    std::uint64_t roll(std::uint64_t n) { return dice.next() % n; }

    void step() {
        now = now + static_cast<std::int64_t>(roll(3 * day_ms / 2));
        if (orders.empty() || roll(3) == 0) {
            Json values = {{"title", "O"}, {"owner", {{"ref", id(roll(2) ? admin : manager)}}}};
            if (roll(4)) values["amount"] = Json{{"m", std::to_string(roll(10'000)) + ".00"}, {"c", roll(3) ? "PLN" : "EUR"}};
            if (roll(2)) values["colour"] = roll(2) ? "white" : "black";
            if (roll(2)) values["size"] = Json{{"n", std::to_string(roll(100))}};
            if (roll(2)) values["start"] = Json{{"d", format_iso(Date{first.days + static_cast<std::int32_t>(roll(60))})}};
            orders.push_back(must("create", {{"type", "t.order"}, {"values", values}}).record);
            return;
        }
        const RowId order = orders[static_cast<std::size_t>(roll(orders.size()))];
        static constexpr const char* stages[] = {"new", "signed", "paid", "won", "lost"};
        const auto moved = run("move", {{"record", id(order)}, {"stage", stages[roll(5)]}, {"lost_reason", "price"}});
        if (moved.ok() && !moved->operation_id.is_nil() && roll(6) == 0) (void)run("undo", {{"operation", moved->operation_id.str()}});
        if (roll(25) == 0) (void)run("delete", {{"record", id(order)}});
    }

    ReportData ask(std::string_view tile, Period period, RowId actor = 0) {
        const auto report = report_of(ws->catalog(), "t.report");
        REQUIRE(report.ok());
        ReportQuestion q{actor ? actor : admin, now, period, {}};
        auto data = ask_report(*ws, *report->tile(tile), q);
        if (!data.ok()) FAIL(describe(data.error()));
        return std::move(*data);
    }
    Period all() const { return {{first.days - 1}, {ws->zone().to_local(now).date.days + 1}}; }
};

std::int64_t number(const ReportFigure& f) {
    const Decimal* n = f.value.as<Decimal>();
    return n ? n->to_int64().value_or(-1) : 0;
}

// Of a figure that adds up: the rows come to the total, by records too, and no record stands in two rows.
void check_adds_up(const ReportData& data, std::size_t column) {
    std::int64_t sum = 0;
    std::vector<RowId> records;
    std::map<std::string, std::int64_t> money;
    for (const ReportRow& row : data.rows) {
        const ReportFigure& f = row.figures[column];
        if (data.heads[column].unit == ReportMeasure::Unit::count) CHECK(number(f) == static_cast<std::int64_t>(f.records.size()));
        sum += number(f);
        records.insert(records.end(), f.records.begin(), f.records.end());
        for (const Money& m : f.money) money[m.currency] += m.minor;
    }
    const ReportFigure& total = data.total.figures[column];
    CHECK(sum == number(total));
    std::sort(records.begin(), records.end());
    CHECK(records == total.records);
    std::map<std::string, std::int64_t> total_money;
    for (const Money& m : total.money) total_money[m.currency] = m.minor;
    CHECK(money == total_money);
}

}  // namespace

TEST_CASE("A report's groups come to its total, and the records behind a figure are those it counts", "[model][report]") {
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        Story s(seed);
        for (int i = 0; i < 160; ++i) s.step();
        const std::int32_t half = s.first.days + (s.all().to.days - s.first.days) / 2;
        for (const Period period : {s.all(), Period{s.first, {half}}, Period{{half}, {half}}}) {
            const ReportData owners = s.ask("owners", period);
            for (const std::size_t column : {0u, 1u, 2u, 3u, 4u, 7u}) check_adds_up(owners, column);
            check_adds_up(s.ask("colours", period), 0);
            const ReportData days = s.ask("days", period);
            check_adds_up(days, 0);
            CHECK(days.rows.size() == static_cast<std::size_t>(period.days()));
            CHECK(days.total.figures[0].records == owners.total.figures[0].records);
            CHECK(days.total.figures[1].records == owners.total.figures[3].records);
        }
        // A record is open, won or lost, and it is once in one of them.
        const ReportData owners = s.ask("owners", s.all());
        std::vector<RowId> standing;
        for (const std::size_t column : {2u, 3u, 4u})
            standing.insert(standing.end(), owners.total.figures[column].records.begin(), owners.total.figures[column].records.end());
        std::sort(standing.begin(), standing.end());
        CHECK(standing == owners.total.figures[0].records);
        CHECK(standing == all_records(*s.ws, "t.order"));
        // The funnel speaks of the same records, and nobody leaves a stage who was not in it.
        const ReportData way = s.ask("way", s.all());
        CHECK(way.total.figures[0].records == standing);
        CHECK(way.total.figures[1].records == owners.total.figures[3].records);
        for (const ReportRow& row : way.rows)
            for (const std::size_t column : {1u, 2u})
                CHECK(std::includes(row.figures[0].records.begin(), row.figures[0].records.end(), row.figures[column].records.begin(),
                                    row.figures[column].records.end()));
        const ReportData ages = s.ask("ages", s.all());
        check_adds_up(ages, 0);
        check_adds_up(ages, 1);
        CHECK(ages.items.size() == ages.total.figures[0].records.size());
        // Who sees a part only gets that part.
        const ReportData part = s.ask("owners", s.all(), s.manager);
        CHECK(part.rows.size() == 1);
        check_adds_up(part, 0);
        CHECK(number(part.total.figures[0]) < number(owners.total.figures[0]));
        CHECK(std::includes(standing.begin(), standing.end(), part.total.figures[0].records.begin(), part.total.figures[0].records.end()));
    }
}

TEST_CASE("Stays in stages are what the history says, kept along or filled from it", "[model][report]") {
    for (const std::uint64_t seed : {4u, 5u}) {
        Story s(seed);
        const auto mark = s.ws->mark();
        REQUIRE(mark.ok());
        const auto rows = [&] {
            std::vector<std::string> out;
            db::Statement q = s.ws->db().prepare("SELECT record, visit, pipeline, stage, entered, until FROM stage_visit ORDER BY record, visit");
            REQUIRE(q.each([&](db::Statement& r) {
                 std::string line;
                 for (int i = 0; i < 6; ++i) line += r.string(i) + " ";
                 out.push_back(line);
             }).ok());
            return out;
        };
        for (int i = 0; i < 120; ++i) s.step();
        const auto kept = rows();
        // Each record stands now where its row says, since then.
        for (const RowId order : s.orders) {
            db::Statement q = s.ws->db().prepare("SELECT stage, entered, visit FROM stage_visit WHERE record = ?1 AND until IS NULL");
            q.bind(1, order);
            const auto found = q.step();
            REQUIRE(found.ok());
            REQUIRE(*found);
            const auto r = record(*s.ws, order);
            CHECK(q.string(0) == r->text("stage"));
            CHECK(q.instant(1) == *r->get("stage_since").as<Instant>());
            CHECK(*q.step() == false);
        }
        REQUIRE(s.ws->db().exec("DELETE FROM stage_visit").ok());
        REQUIRE(fill_stage_visits(s.ws->db()).ok());
        CHECK(rows() == kept);
        // Taken back, none of it has been.
        REQUIRE(s.ws->take_back(*mark).ok());
        CHECK(rows().empty());
    }
}

TEST_CASE("The period before keeps to months and weeks", "[model][report]") {
    const auto day = [](const char* text) { return *parse_date(text); };
    const auto before = [&](const char* from, const char* to) {
        const Period p = period_before({day(from), day(to)});
        return format_iso(p.from) + " " + format_iso(p.to);
    };
    CHECK(before("2026-09-01", "2026-09-30") == "2026-08-01 2026-08-31");
    CHECK(before("2026-09-01", "2026-11-18") == "2026-06-01 2026-08-18");
    CHECK(before("2026-03-01", "2026-03-31") == "2026-02-01 2026-02-28");
    CHECK(before("2026-01-01", "2026-12-31") == "2025-01-01 2025-12-31");
    CHECK(before("2026-03-02", "2026-03-08") == "2026-02-23 2026-03-01");  // a week from Monday
    CHECK(before("2026-03-02", "2026-03-04") == "2026-02-23 2026-02-25");
    CHECK(before("2026-03-03", "2026-03-12") == "2026-02-21 2026-03-02");
    CHECK(period_before({day("2026-10-01"), day("2026-11-18")}, PeriodSpan::quarter) == Period{day("2026-07-01"), day("2026-08-18")});
    CHECK(period_before({day("2026-07-01"), day("2026-09-30")}, PeriodSpan::quarter) == Period{day("2026-04-01"), day("2026-06-30")});
    CHECK(period_before({day("2026-03-01"), day("2026-03-31")}, PeriodSpan::month) == Period{day("2026-02-01"), day("2026-02-28")});
    CHECK(period_before({day("2026-11-16"), day("2026-11-18")}, PeriodSpan::week) == Period{day("2026-11-09"), day("2026-11-11")});
    const auto cut = cut_period({day("2026-03-01"), day("2026-03-31")}, PeriodStep::week);
    REQUIRE(cut.size() == 6);
    CHECK(cut[0].days() == 1);  // a Sunday
    CHECK(cut[1].days() == 7);
    CHECK(cut[5].days() == 2);
    CHECK(period_so_far(PeriodSpan::quarter, day("2026-05-17")) == Period{day("2026-04-01"), day("2026-05-17")});
    CHECK(whole_period(PeriodSpan::week, day("2026-03-04")) == Period{day("2026-03-02"), day("2026-03-08")});
    CHECK(whole_period(PeriodSpan::year, day("2026-03-04")) == Period{day("2026-01-01"), day("2026-12-31")});
}

TEST_CASE("A report that no longer fits says so when it is asked", "[model][report]") {
    Fixture s;
    s.must("define", {{"kind", "report"}, {"key", "t.r"}, {"body", Json::parse(R"({"label": "R", "tiles": [
        {"key": "a", "label": "A", "kind": "number", "pipeline": "t.orders", "measure": {}}]})")}});
    REQUIRE(report_of(s.ws->catalog(), "t.r").ok());
    s.must("undefine", {{"kind", "pipeline"}, {"key", "t.orders"}});
    const auto broken = report_of(s.ws->catalog(), "t.r");
    REQUIRE_FALSE(broken.ok());
    CHECK(broken.error().code == "pipeline.unknown");
    CHECK(broken.error().place == "/tiles/0/pipeline");
    CHECK(report_of(s.ws->catalog(), "t.none").error().code == "report.unknown");
}

TEST_CASE("A report refuses a period that ends before it begins", "[model][report]") {
    Story s(1);
    const auto report = report_of(s.ws->catalog(), "t.report");
    const auto data = ask_report(*s.ws, report->tiles.front(), {s.admin, s.now, {Date{10}, Date{9}}, {}});
    REQUIRE_FALSE(data.ok());
    CHECK(data.error().code == "report.period");
}
