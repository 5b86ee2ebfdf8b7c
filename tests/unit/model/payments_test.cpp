#include "commerce.h"
#include "model/schedule.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Shop;

TEST_CASE("an invoice is paid in parts, too much, and given back", "[model][payments]") {
    Shop s;
    const RowId invoice = s.invoice("Works", "100.00");  // 123.00
    const auto pay = [&](const char* amount) { return s.must("record_payment", {{"amount", s.money(amount)}, {"invoice", s.id(invoice)}}).record; };
    const RowId first = pay("23.00");
    CHECK(s.text(invoice, "state") == "partly_paid");
    CHECK(s.amount(invoice, "open") == "100.00 PLN");
    CHECK(s.get(first, "invoice") == Value(Ref{s.ws->id_of(invoice)}));
    const RowId second = pay("150.00");
    CHECK(s.text(invoice, "state") == "paid");
    CHECK(s.amount(invoice, "open") == "0.00 PLN");
    CHECK(*unallocated(*s.ws, second) == Money{5000, "PLN"});
    // More than was too much is not given back; what was is, and counts.
    CHECK(s.refused("record_payment", {{"amount", s.money("-50.01")}, {"refunds", s.id(second)}}).code == "payment.refund_exceeds");
    s.must("record_payment", {{"amount", s.money("-20.00")}, {"refunds", s.id(second)}});
    CHECK(*unallocated(*s.ws, second) == Money{3000, "PLN"});
    CHECK(s.refused("record_payment", {{"amount", s.money("-30.01")}, {"refunds", s.id(second)}}).code == "payment.refund_exceeds");
    // And of the invoice itself.
    s.must("record_payment", {{"amount", s.money("-23.00")}, {"invoice", s.id(invoice)}});
    CHECK(s.text(invoice, "state") == "partly_paid");
    CHECK(s.amount(invoice, "open") == "23.00 PLN");
    CHECK(s.refused("record_payment", {{"amount", s.money("-100.01")}, {"invoice", s.id(invoice)}}).code == "payment.refund_exceeds");
    CHECK(s.refused("record_payment", {{"amount", s.money("-1.00")}}).code == "payment.refund_of");
    CHECK(s.refused("record_payment", {{"amount", s.money("0.00")}}).code == "payment.zero");
    CHECK(s.refused("record_payment", {{"amount", s.money("5.00", "EUR")}, {"invoice", s.id(invoice)}}).code == "payment.currency");
}

TEST_CASE("one payment pays several invoices, or waits until it is known what it pays", "[model][payments]") {
    Shop s;
    const RowId a = s.invoice("A", "100.00"), b = s.invoice("B", "50.00");
    const auto part = [&](RowId invoice, const char* amount) { return Json{{"invoice", s.id(invoice)}, {"amount", s.money(amount)}}; };
    CHECK(s.refused("record_payment", {{"amount", s.money("200.00")}, {"parts", Json::array({part(a, "124.00")})}}).code == "payment.over_invoice");
    CHECK(s.refused("record_payment", {{"amount", s.money("10.00")}, {"parts", Json::array({part(a, "6.00"), part(b, "5.00")})}}).code ==
          "payment.over_payment");
    CHECK(s.text(a, "state") == "issued");  // a refusal leaves nothing behind
    const RowId both = s.must("record_payment", {{"amount", s.money("150.00")}, {"parts", Json::array({part(a, "123.00"), part(b, "7.00")})}}).record;
    CHECK(s.text(a, "state") == "paid");
    CHECK(s.amount(b, "open") == "54.50 PLN");
    CHECK(s.get(both, "invoice").is_null());
    CHECK(*unallocated(*s.ws, both) == Money{2000, "PLN"});
    s.must("allocate_payment", {{"payment", s.id(both)}, {"invoice", s.id(b)}});
    CHECK(s.amount(b, "open") == "34.50 PLN");
    CHECK(s.refused("allocate_payment", {{"payment", s.id(both)}, {"invoice", s.id(b)}}).code == "payment.nothing_left");
    const RowId draft = s.document("invoice", "Draft");
    CHECK(s.refused("record_payment", {{"amount", s.money("1.00")}, {"invoice", s.id(draft)}}).code == "document.not_issued");
}

TEST_CASE("a payment that was a mistake is undone or deleted, and the invoice is open again", "[model][payments]") {
    Shop s;
    const RowId invoice = s.invoice("A", "100.00");
    const Outcome paid = s.must("record_payment", {{"amount", s.money("123.00")}, {"invoice", s.id(invoice)}});
    s.must("undo", {{"operation", paid.operation_id.str()}});
    CHECK(s.text(invoice, "state") == "issued");
    CHECK(s.amount(invoice, "open") == "123.00 PLN");
    const RowId again = s.must("record_payment", {{"amount", s.money("123.00")}, {"invoice", s.id(invoice)}}).record;
    CHECK(s.refused("set_fields", {{"record", s.id(again)}, {"values", {{"amount", s.money("1.00")}}}}).code == "payment.allocated");
    s.must("delete", {{"record", s.id(again)}});
    CHECK(s.text(invoice, "state") == "issued");
    s.must("restore", {{"record", s.id(again)}});
    CHECK(s.text(invoice, "state") == "paid");
}

TEST_CASE("what a payment pays can be taken off an invoice, and put against another", "[model][payments]") {
    Shop s;
    const RowId a = s.invoice("A", "100.00"), b = s.invoice("B", "100.00");
    const RowId payment = s.must("record_payment", {{"amount", s.money("123.00")}, {"invoice", s.id(a)}}).record;
    const RowId allocation = all_records(*s.ws, "allocation").front();
    s.must("delete", {{"record", s.id(allocation)}});
    CHECK(s.text(a, "state") == "issued");
    CHECK(s.get(payment, "invoice").is_null());
    s.must("allocate_payment", {{"payment", s.id(payment)}, {"invoice", s.id(b)}});
    CHECK(s.text(b, "state") == "paid");
    CHECK(s.refused("restore", {{"record", s.id(allocation)}}).code == "payment.over_payment");  // it is spent
    CHECK(s.text(a, "state") == "issued");
}

TEST_CASE("a correction of a paid invoice leaves it overpaid until the money goes back", "[model][payments]") {
    Shop s;
    const RowId invoice = s.invoice("A", "100.00");
    s.must("record_payment", {{"amount", s.money("123.00")}, {"invoice", s.id(invoice)}});
    s.must("correct_invoice", {{"invoice", s.id(invoice)}, {"reason", "Returned"}});
    CHECK(s.text(invoice, "state") == "overpaid");
    CHECK(s.amount(invoice, "open") == "-123.00 PLN");
    s.must("record_payment", {{"amount", s.money("-123.00")}, {"invoice", s.id(invoice)}});
    CHECK(s.text(invoice, "state") == "cancelled");
}

TEST_CASE("a bank names the invoice by its number; an unknown number does not lose the money", "[model][payments]") {
    Shop s;
    const RowId invoice = s.invoice("A", "100.00");
    const auto arrives = [&](const char* id, const char* number) {
        s.must("receive_event", {{"event", "payment"}, {"external_id", id}, {"data", {{"amount", s.money("23.00")}, {"invoice", number}}}});
    };
    arrives("1", "FV/1/03/2026");
    CHECK(s.amount(invoice, "paid") == "23.00 PLN");
    arrives("1", "FV/1/03/2026");
    CHECK(s.amount(invoice, "paid") == "23.00 PLN");
    arrives("2", "FV/77/03/2026");
    CHECK(s.amount(invoice, "paid") == "23.00 PLN");
    CHECK(all_records(*s.ws, "payment").size() == 2);
}

TEST_CASE("overdue is asked for a day, and what is open stands in its bucket", "[model][payments]") {
    Shop s;
    const RowId a = s.invoice("A", "100.00");  // due 2026-03-24
    s.day("2026-03-20");
    const RowId b = s.invoice("B", "10.00");   // due 2026-04-03
    const RowId c = s.invoice("C", "1.00");
    s.must("record_payment", {{"amount", s.money("1.23")}, {"invoice", s.id(c)}});
    s.must("record_payment", {{"amount", s.money("23.00")}, {"invoice", s.id(a)}});
    const auto day = [](const char* text) { return *parse_date(text); };
    CHECK(state_on(*record(*s.ws, a), day("2026-03-24")) == "partly_paid");
    CHECK(state_on(*record(*s.ws, a), day("2026-03-25")) == "overdue");
    CHECK(state_on(*record(*s.ws, c), day("2027-03-25")) == "paid");
    const Ageing now = ageing(*s.ws, day("2026-04-23"));  // A 30 days late, B 20
    REQUIRE(now.items.size() == 2);
    CHECK(now.items[0].invoice == a);
    CHECK(now.items[0].days == 30);
    CHECK(now.items[0].bucket == 1);
    CHECK(now.items[1].bucket == 1);
    REQUIRE(now.sums.size() == 1);
    CHECK(now.sums[0].buckets == std::vector<std::int64_t>{0, 11230, 0, 0, 0});
    CHECK(ageing(*s.ws, day("2026-04-24")).sums[0].buckets == std::vector<std::int64_t>{0, 1230, 10000, 0, 0});
    CHECK(ageing(*s.ws, day("2026-04-03")).sums[0].buckets == std::vector<std::int64_t>{1230, 10000, 0, 0, 0});
    CHECK(ageing(*s.ws, day("2026-12-31"), {365}).sums[0].buckets == std::vector<std::int64_t>{0, 11230, 0});
    CHECK(b != a);
}

TEST_CASE("a schedule divides the whole, to the last unit", "[model][payments]") {
    const auto parts = [](std::vector<const char*> percents) {
        std::vector<SchedulePart> out;
        for (const char* p : percents) {
            SchedulePart part;
            if (*p) part.percent = *Decimal::parse(p);
            out.push_back(part);
        }
        return out;
    };
    // A third of 100.00 is 33.33: the last part takes the rest.
    CHECK(*split({10000, "PLN"}, parts({"", "", ""})) == std::vector<std::int64_t>{3333, 3333, 3334});
    CHECK(*split({10001, "PLN"}, parts({"33.33", "33.33", "33.34"})) == std::vector<std::int64_t>{3333, 3333, 3335});
    CHECK(*split({9999, "PLN"}, parts({"40", "60"})) == std::vector<std::int64_t>{4000, 5999});  // 39.996 → 40.00
    CHECK(split({10000, "PLN"}, parts({"40", "50"})).error().code == "schedule.percent_sum");
    CHECK(split({10000, "PLN"}, parts({"40", "60.0001"})).error().args.at("sum") == "100.0001");
    CHECK(split({10000, "PLN"}, parts({"40", ""})).error().code == "schedule.mixed");
    CHECK(split({2, "PLN"}, parts({"", "", ""})).error().code == "schedule.amount");
    CHECK(split({10000, "PLN"}, {}).error().code == "schedule.empty");
    SchedulePart fixed;
    fixed.amount = Money{4000, "PLN"};
    CHECK(split({10000, "PLN"}, {fixed, fixed}).error().code == "schedule.amount_sum");
}

TEST_CASE("instalments fall due by date, interval, stage and task, and are invoiced once", "[model][payments]") {
    Shop s;
    const RowId order = s.order("House");
    s.must("set_fields", {{"record", s.id(order)}, {"values", {{"amount", s.money("1000.00")}, {"client", s.ref(s.buyer)}}}});
    const auto schedule = [&](const char* parts, Json more = Json::object()) {
        more["record"] = s.id(order);
        more["parts"] = Json::parse(parts);
        return more;
    };
    CHECK(s.refused("set_schedule", schedule(R"([{"percent": 100}])")).code == "schedule.when");
    CHECK(s.refused("set_schedule", schedule(R"([{"percent": 100, "stage": "nowhere"}])")).code == "stage.unknown");
    CHECK(s.refused("set_schedule", schedule(R"([{"percent": 90, "stage": "paid"}])")).code == "schedule.percent_sum");
    s.must("set_schedule", schedule(R"([{"title": "Advance", "percent": 40, "due": "2026-03-12"}, {"percent": 20, "months": 1},
                                        {"percent": 25, "task": "Hand over"}, {"percent": 15, "stage": "signed"}])"));
    const auto instalments = find_records(*s.ws, "instalment", "record", Value(order));
    REQUIRE(instalments.size() == 4);
    CHECK(s.get(instalments[1], "due") == Value(*parse_date("2026-04-10")));
    CHECK(s.get(instalments[2], "due").is_null());
    CHECK(s.refused("issue_instalment", {{"instalment", s.id(instalments[0])}}).code == "instalment.not_due");
    s.day("2026-03-12");
    const RowId invoice = s.must("issue_instalment", {{"instalment", s.id(instalments[0])}}).record;
    CHECK(s.amount(invoice, "gross") == "400.00 PLN");
    CHECK(s.amount(invoice, "tax") == "74.80 PLN");  // 400 × 23 ÷ 123 = 74.7967
    CHECK(s.text(invoice, "title") == "House: Advance");
    CHECK(s.refused("issue_instalment", {{"instalment", s.id(instalments[0])}}).code == "instalment.invoiced");
    CHECK(s.refused("set_fields", {{"record", s.id(instalments[0])}, {"values", {{"amount", s.money("1.00")}}}}).code == "instalment.invoiced");
    CHECK(s.refused("set_schedule", schedule(R"([{"due": "2026-05-01"}])")).code == "schedule.invoiced");
    const RowId task = s.must("create_task", {{"title", "Hand over"}, {"record", s.id(order)}}).record;
    const Outcome done = s.must("complete_task", {{"task", s.id(task)}});
    CHECK(s.get(instalments[2], "due") == Value(*parse_date("2026-03-12")));
    s.must("undo", {{"operation", done.operation_id.str()}});
    CHECK(s.get(instalments[2], "due").is_null());
    s.attach(order);
    s.must("move", {{"record", s.id(order)}, {"to", "signed"}});
    CHECK(s.get(instalments[3], "due") == Value(*parse_date("2026-03-12")));
    // A cancelled invoice makes room for another.
    s.must("correct_invoice", {{"invoice", s.id(invoice)}, {"reason", "Wrong buyer"}});
    s.must("issue_instalment", {{"instalment", s.id(instalments[0])}});
}

TEST_CASE("equal parts at an interval keep to the ends of months", "[model][payments]") {
    Shop s;
    const RowId order = s.order("Lease");
    s.must("set_schedule", {{"record", s.id(order)}, {"client", s.id(s.buyer)}, {"total", s.money("100.00")}, {"start", "2026-01-31"},
                            {"every", {{"count", 3}, {"months", 1}}}});
    const auto made = find_records(*s.ws, "instalment", "record", Value(order));
    REQUIRE(made.size() == 3);
    CHECK(s.get(made[1], "due") == Value(*parse_date("2026-02-28")));
    CHECK(s.get(made[2], "due") == Value(*parse_date("2026-03-31")));
    CHECK(s.amount(made[2], "amount") == "33.34 PLN");
    CHECK(s.refused("set_schedule", {{"record", s.id(order)}, {"total", s.money("1.00")}, {"every", {{"count", 0}, {"days", 1}}}}).code == "schedule.empty");
    CHECK(s.refused("set_schedule", {{"record", s.id(order)}, {"total", s.money("1.00")}, {"every", {{"count", 2}}}}).code == "schedule.when");
    CHECK(s.refused("set_schedule", {{"record", s.id(order)}, {"every", {{"count", 2}, {"days", 1}}}}).code == "schedule.no_total");
}
