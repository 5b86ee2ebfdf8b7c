#include <catch_amalgamated.hpp>

#include "ui/reports/charts.h"
#include "ui/reports/figure_text.h"
#include "ui/reports/period_presets.h"
#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

void begin(AppDriver& d, std::string_view pack = "Suspended ceilings", bool samples = true) {
    d.click(Role::radio, pack);
    if (d.get(Role::checkbox, "sample").has(state_checked) != samples) d.click(Role::checkbox, "sample");
    d.click(Role::button, "Start");
}

void open(AppDriver& d) {
    d.click(Role::link, "Reports");
    d.settle();
}

}  // namespace

TEST_CASE("a report is in the navigation and shows its tiles", "[ui][report]") {
    AppDriver d;
    begin(d);
    open(d);
    CHECK(d.host.route_.starts_with("/reports"));
    CHECK(d.find(Role::heading, "Sales"));
    for (const char* tile : {"From contract to accepted works", "Managers", "Revenue over time"}) {
        INFO(tile);
        CHECK(d.find(Role::region, tile));
    }
    INFO(d.dump());
    CHECK(d.ui().lint() == std::vector<std::string>{});
    CHECK(d.ui().tree().duplicates() == 0);
}

TEST_CASE("a figure opens the records behind it, a record its card", "[ui][report]") {
    AppDriver d;
    begin(d);
    open(d);
    d.click(Role::button, "In progress");
    const Node* list = d.find(Role::list, "");
    REQUIRE(list);
    const auto open_deals = [&] {
        std::size_t n = 0;
        for (const model::RowId row : model::all_records(d.ws(), "ceilings.deal")) {
            const auto r = model::record(d.ws(), row);
            n += d.ws().catalog().pipeline("ceilings.deals")->stage(r->text("stage"))->kind == model::StageKind::open;
        }
        return n;
    }();
    const Node* first = d.find(Role::listitem, "");
    REQUIRE(first);
    CHECK(first->set_size == static_cast<int>(open_deals));
    d.press(first->rect.center());
    CHECK(d.host.route_.starts_with("/record/"));
}

TEST_CASE("a chart has a table form", "[ui][report]") {
    AppDriver d;
    begin(d);
    open(d);
    CHECK_FALSE(d.find(Role::columnheader, "Went on"));
    d.click(Role::button, "Show as a table");
    CHECK(d.find(Role::columnheader, "Went on"));
    d.click(Role::button, "Show as a chart");
    CHECK_FALSE(d.find(Role::columnheader, "Went on"));
}

TEST_CASE("the period is chosen, and an empty one says so", "[ui][report]") {
    AppDriver d;
    begin(d);
    open(d);
    d.click(Role::button, "1 Nov");
    d.click(Role::button, "Last year");
    d.settle();
    CHECK(d.find(Role::button, "2025"));
    CHECK(d.find(Role::text, "Nothing in this period"));
}

TEST_CASE("comparison can be left out", "[ui][report]") {
    AppDriver d;
    begin(d);
    open(d);
    REQUIRE(d.find(Role::button, "against"));
    d.click(Role::button, "against");
    CHECK(d.find(Role::button, "no comparison"));
}

TEST_CASE("what is done meanwhile shows in the figures", "[ui][report]") {
    AppDriver d;
    begin(d, "Suspended ceilings", false);
    open(d);
    CHECK(d.get(Role::button, "In progress").value == "0");
    const auto client = d.ws().apply({"create", {{"type", "client"}, {"values", {{"title", "Marina"}}}}}, d.ws().administrator(), d.host.now());
    REQUIRE(client.ok());
    const auto made = d.ws().apply({"create", {{"type", "ceilings.deal"}, {"values", {{"title", "Hall"}, {"client", {{"ref", d.ws().id_of(client->record).str()}}}}}}}, d.ws().administrator(), d.host.now());
    if (!made.ok()) FAIL(describe(made.error()));
    d.settle();
    CHECK(d.get(Role::button, "In progress").value == "1, change +\u00a01");
}

TEST_CASE("on a phone a report is one column without overlap", "[ui][report]") {
    AppDriver d(390, 844);
    begin(d);
    d.host.route_ = "/reports";
    d.app.on_route("/reports");
    d.settle();
    INFO(d.dump());
    REQUIRE(d.find(Role::region, "From contract to accepted works"));
    float x = -1;
    for (const Node& n : d.ui().tree().nodes()) {
        if (n.role != Role::region) continue;
        if (x < 0) x = n.rect.x;
        CHECK(n.rect.x == x);
        CHECK(n.rect.right() <= 390);
    }
    CHECK(d.ui().tree().duplicates() == 0);
}

TEST_CASE("an unknown report says so", "[ui][report]") {
    AppDriver d;
    begin(d);
    d.app.on_route("/reports/ceilings.none");
    d.settle();
    CHECK(d.find(Role::heading, "No report here"));
}

TEST_CASE("axes have at most five round steps", "[ui][report]") {
    CHECK(axis_steps(0) == std::vector<double>{0, 1});
    CHECK(axis_steps(3) == std::vector<double>{0, 1, 2, 3});
    CHECK(axis_steps(300) == std::vector<double>{0, 100, 200, 300});
    for (const double largest : {1.0, 4.0, 5.0, 7.0, 11.0, 99.0, 101.0, 2'568'100.0}) {
        const auto steps = axis_steps(largest);
        CHECK(steps.size() <= 6);
        CHECK(steps.back() >= largest);
    }
}

TEST_CASE("figures read as people write them", "[ui][report]") {
    const auto text = platform::asset("locales/pl.json");
    REQUIRE(text);
    const Locale pl = *Locale::load(Language::pl, *text);
    using Unit = model::ReportMeasure::Unit;
    model::ReportFigure figure;
    CHECK(figure_text(pl, Unit::money, figure) == "\u2013");
    figure.money = {{50000, "EUR"}, {256'810'000, "PLN"}};
    CHECK(figure_text(pl, Unit::money, figure).find(" + ") != std::string::npos);
    CHECK(stay_text(pl, 4LL * 86'400'000 + 17'280'000) == "4,2 dnia");
    CHECK(stay_text(pl, 46LL * 86'400'000) == "46 dni");
    CHECK(stay_text(pl, 90 * 60'000) == "1,5 godz.");
    CHECK(stay_text(pl, 5 * 60'000) == "5 min");
    model::ReportFigure now, before;
    now.value = Value(*Decimal::parse("52.5"));
    before.value = Value(*Decimal::parse("54.3"));
    const FigureChange change = figure_change(pl, Unit::percent, now, before, false);
    CHECK(change.text == "\u2212\u00a01,8\u00a0pp");
    CHECK(change.tone == Tone::danger);
    CHECK(figure_change(pl, Unit::percent, now, before, true).tone == Tone::success);
    CHECK(figure_change(pl, Unit::count, now, now, false).text.empty());
}

TEST_CASE("a report opens with the period before while its own has hardly begun", "[ui][report]") {
    using model::PeriodSpan;
    const auto opens = [](PeriodSpan span, int year, int month, int day) {
        const Date today = *date_of(year, month, day);
        return preset_period(presets[opening_preset(span, today)], today);
    };
    CHECK(opens(PeriodSpan::month, 2026, 12, 1) == model::Period{*date_of(2026, 11, 1), *date_of(2026, 11, 30)});
    CHECK(opens(PeriodSpan::month, 2026, 12, 6) == model::Period{*date_of(2026, 11, 1), *date_of(2026, 11, 30)});
    CHECK(opens(PeriodSpan::month, 2026, 12, 7) == model::Period{*date_of(2026, 12, 1), *date_of(2026, 12, 7)});
    CHECK(opens(PeriodSpan::week, 2026, 11, 30) == model::Period{*date_of(2026, 11, 23), *date_of(2026, 11, 29)});  // a Monday
    CHECK(opens(PeriodSpan::week, 2026, 12, 1) == model::Period{*date_of(2026, 11, 30), *date_of(2026, 12, 1)});
    CHECK(opens(PeriodSpan::year, 2027, 1, 15) == model::Period{*date_of(2026, 1, 1), *date_of(2026, 12, 31)});
}
