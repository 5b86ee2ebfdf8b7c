#include "commerce.h"

#include "model/numbering.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Shop;

TEST_CASE("patterns of numbers say their period, and what cannot be a number is refused", "[model][invoices]") {
    const Date day = *parse_date("2026-03-10");
    const auto written = [&](const char* text) { return NumberPattern::parse(text)->write(7, day) + " " + NumberPattern::parse(text)->period(day); };
    CHECK(written("FV/{n}/{month}/{year}") == "FV/7/03/2026 2026-03");
    CHECK(written("{n:4}/{yy}") == "0007/26 2026");
    CHECK(written("К-{n}") == "К-7 all");
    for (const char* bad : {"", "FV", "{n}{n}", "{n}/{month}", "{n", "n}", "{n}/{day}", "{n:0}", "{n:12}"}) {
        CAPTURE(bad);
        CHECK(NumberPattern::parse(bad).error().code == "numbering.bad_pattern");
    }
}

TEST_CASE("issuing gives number, amounts and due date, and keeps the buyer as he was", "[model][invoices]") {
    Shop s;
    const RowId invoice = s.document("invoice", "Works");
    s.line(invoice, "Ceiling", "1000.00", {{"quantity", {{"n", "2.5"}}}, {"vat", "8"}});
    s.line(invoice, "Lamp", "99.99");
    CHECK(s.text(invoice, "state") == "draft");
    CHECK(totals_of(*s.ws, invoice)->gross == 270000 + 12299);  // 2500 + 8 %; 99.99 + 23 % (22.9977 → 23.00)
    s.must("issue_invoice", {{"invoice", s.id(invoice)}});
    CHECK(s.text(invoice, "number") == "FV/1/03/2026");
    CHECK(s.amount(invoice, "net") == "2599.99 PLN");
    CHECK(s.amount(invoice, "tax") == "223.00 PLN");
    CHECK(s.amount(invoice, "gross") == "2822.99 PLN");
    CHECK(s.amount(invoice, "open") == "2822.99 PLN");
    CHECK(s.get(invoice, "date") == Value(*parse_date("2026-03-10")));
    CHECK(s.get(invoice, "due") == Value(*parse_date("2026-03-24")));
    CHECK(s.text(invoice, "state") == "issued");
    s.must("set_fields", {{"record", s.id(s.buyer)}, {"values", {{"title", "Kowalska"}}}});
    CHECK(Json::parse(s.text(invoice, "buyer"))["name"] == "Nowak");
}

TEST_CASE("what is not whole is not issued, and no number is used up", "[model][invoices]") {
    Shop s;
    const RowId empty = s.document("invoice", "Empty");
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(empty)}}).code == "document.no_lines");
    const RowId old_rate = s.document("invoice", "Old");
    s.line(old_rate, "Works", "100.00", {{"vat", "22"}});
    const Error rate = s.refused("issue_invoice", {{"invoice", s.id(old_rate)}});
    CHECK(rate.code == "vat.not_valid");
    CHECK(rate.args.at("date") == "2026-03-10");
    CHECK(rate.place == "lines/0");
    CHECK(s.refused("add_line", {{"document", s.id(old_rate)}, {"title", "X"}, {"price", s.money("1.00")}, {"vat", "19"}}).code == "vat.unknown");
    const RowId nobody = s.must("create", {{"type", "invoice"}, {"values", {{"title", "Nobody's"}}}}).record;
    s.line(nobody, "Works", "100.00");
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(nobody)}}).code == "document.no_client");
    const RowId mixed = s.document("invoice", "Mixed");
    s.line(mixed, "Works", "100.00");
    s.line(mixed, "Freight", "", {{"price", s.money("10.00", "EUR")}});
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(mixed)}}).code == "line.currency");
    const RowId back = s.document("invoice", "Back");
    s.line(back, "Works", "-100.00");
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(back)}}).code == "document.negative");
    const RowId good = s.document("invoice", "Good");
    s.line(good, "Works", "100.00");
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(good)}, {"date", "2026-03-11"}}).code == "document.date_ahead");
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(good)}, {"series", "export"}}).code == "numbering.no_series");
    s.must("issue_invoice", {{"invoice", s.id(good)}});
    CHECK(s.text(good, "number") == "FV/1/03/2026");
}

TEST_CASE("a workspace without a country profile says so", "[model][invoices]") {
    test::Fixture f;
    const RowId invoice = f.must("create", {{"type", "invoice"}, {"values", {{"title", "X"}}}}).record;
    CHECK(f.refused("add_line", {{"document", f.id(invoice)}, {"title", "X"}, {"price", f.money("1.00")}}).code == "country.missing");
}

TEST_CASE("numbers run without gaps, each month anew, and never backwards in time", "[model][invoices]") {
    Shop s;
    const RowId a = s.invoice("A", "10.00"), b = s.invoice("B", "10.00");
    CHECK(s.text(a, "number") == "FV/1/03/2026");
    CHECK(s.text(b, "number") == "FV/2/03/2026");
    s.day("2026-04-02");
    const RowId c = s.invoice("C", "10.00");
    CHECK(s.text(c, "number") == "FV/1/04/2026");
    // A late one of March goes on where March stands, but not before its last one.
    const RowId late = s.document("invoice", "Late");
    s.line(late, "X", "10.00");
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(late)}, {"date", "2026-03-09"}}).code == "numbering.before_last");
    s.must("issue_invoice", {{"invoice", s.id(late)}, {"date", "2026-03-31"}});
    CHECK(s.text(late, "number") == "FV/3/03/2026");
    s.day("2027-04-02");
    CHECK(s.text(s.invoice("D", "10.00"), "number") == "FV/1/04/2027");
}

TEST_CASE("an issued invoice is not changed, deleted or undone", "[model][invoices]") {
    Shop s;
    const RowId invoice = s.document("invoice", "Works");
    const RowId line = s.line(invoice, "Ceiling", "100.00");
    const Outcome issued = s.must("issue_invoice", {{"invoice", s.id(invoice)}});
    const Error undo = s.refused("undo", {{"operation", issued.operation_id.str()}});
    CHECK(undo.code == "undo.issued");
    CHECK(undo.args.at("number") == "FV/1/03/2026");
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(invoice)}}).code == "document.issued");
    CHECK(s.refused("delete", {{"record", s.id(invoice)}}).code == "document.issued");
    CHECK(s.refused("delete", {{"record", s.id(line)}}).code == "document.issued");
    CHECK(s.refused("remove_line", {{"line", s.id(line)}}).code == "document.issued");
    CHECK(s.refused("change_line", {{"line", s.id(line)}, {"values", {{"price", s.money("1.00")}}}}).code == "document.issued");
    CHECK(s.refused("add_line", {{"document", s.id(invoice)}, {"title", "More"}, {"price", s.money("1.00")}}).code == "document.issued");
    CHECK(s.refused("set_fields", {{"record", s.id(invoice)}, {"values", {{"due", {{"d", "2027-01-01"}}}}}}).code == "document.issued");
    CHECK(s.refused("set_fields", {{"record", s.id(line)}, {"values", {{"quantity", 2}}}}).code == "document.issued");
    CHECK(s.refused("set_fields", {{"record", s.id(invoice)}, {"values", {{"number", "FV/9"}}}}).code == "field.system");
    s.must("set_fields", {{"record", s.id(invoice)}, {"values", {{"note", "Sent by post"}}}});
}

TEST_CASE("a correction states the difference, rounding and all", "[model][invoices]") {
    Shop s;
    const RowId invoice = s.document("invoice", "Works");
    s.line(invoice, "A", "10.02");
    const RowId second = s.line(invoice, "B", "5.01");
    s.must("issue_invoice", {{"invoice", s.id(invoice)}});
    CHECK(s.amount(invoice, "gross") == "18.49 PLN");  // 15.03 + 23 % = 3.4569 → 3.46
    CHECK(s.refused("correct_invoice", {{"invoice", s.id(invoice)}}).code == "correction.reason");
    CHECK(s.refused("correct_invoice", {{"invoice", s.id(invoice)}, {"reason", "x"}, {"lines", Json::array({{{"line", s.id(second)}, {"quantity", 1}}})}}).code ==
          "correction.nothing");
    const RowId correction = s.must("correct_invoice", {{"invoice", s.id(invoice)},
                                                        {"reason", "Not delivered"},
                                                        {"lines", Json::array({{{"line", s.id(second)}}})}}).record;
    CHECK(s.text(correction, "number") == "KOR/1/03/2026");
    CHECK(s.amount(correction, "gross") == "-6.17 PLN");  // 10.02 + 2.30 = 12.32; less 18.49. The line alone would have given −6.16
    CHECK(s.amount(correction, "tax") == "-1.16 PLN");
    CHECK(s.amount(invoice, "open") == "12.32 PLN");
    CHECK(effective_lines(*s.ws, invoice).size() == 1);
    // And the price of what is left; then all of it.
    const RowId first = effective_lines(*s.ws, invoice).front().row;
    CHECK(s.refused("correct_invoice", {{"invoice", s.id(invoice)}, {"reason", "x"}, {"lines", Json::array({{{"line", s.id(second)}}})}}).code ==
          "correction.line");
    s.must("correct_invoice", {{"invoice", s.id(invoice)}, {"reason", "Discount"}, {"lines", Json::array({{{"line", s.id(first)}, {"price", s.money("9.00")}}})}});
    CHECK(s.amount(invoice, "open") == "11.07 PLN");  // 9.00 + 2.07
    CHECK(s.refused("correct_invoice", {{"invoice", s.id(correction)}, {"reason", "x"}}).code == "correction.of_correction");
    s.must("correct_invoice", {{"invoice", s.id(invoice)}, {"reason", "Cancelled"}});
    CHECK(s.amount(invoice, "open") == "0.00 PLN");
    CHECK(s.text(invoice, "state") == "cancelled");
    CHECK(effective_lines(*s.ws, invoice).empty());
    CHECK(s.refused("correct_invoice", {{"invoice", s.id(invoice)}, {"reason", "Again"}}).code == "correction.nothing");
}

TEST_CASE("an offer has versions, one answer, and becomes an invoice", "[model][invoices]") {
    Shop s;
    const RowId offer = s.document("offer", "House", {{"valid_until", {{"d", "2026-03-20"}}}});
    s.line(offer, "Ceiling", "100.00", {{"vat", "8"}, {"unit", "m²"}});
    CHECK(s.refused("decide_offer", {{"offer", s.id(offer)}, {"accepted", true}}).code == "document.not_issued");
    s.must("issue_offer", {{"offer", s.id(offer)}});
    CHECK(s.text(offer, "number") == "OF/1/2026");
    const RowId second = s.must("revise_offer", {{"offer", s.id(offer)}}).record;
    CHECK(s.get(second, "version") == Value(2));
    s.must("change_line", {{"line", s.id(lines_of(*s.ws, second).front().row)}, {"values", {{"price", s.money("90.00")}}}});
    CHECK(s.text(offer, "state") == "sent");  // until the new one goes out
    s.must("issue_offer", {{"offer", s.id(second)}});
    CHECK(s.text(offer, "state") == "replaced");
    CHECK(s.text(second, "number") == "OF/1/2026");
    CHECK(s.amount(offer, "gross") == "108.00 PLN");  // the old version is kept
    CHECK(s.amount(second, "gross") == "97.20 PLN");
    CHECK(s.refused("decide_offer", {{"offer", s.id(offer)}, {"accepted", true}}).code == "offer.replaced");
    CHECK(s.refused("decide_offer", {{"offer", s.id(second)}, {"accepted", false}}).code == "offer.reason");
    CHECK(s.refused("invoice_offer", {{"offer", s.id(second)}}).code == "offer.not_accepted");
    s.day("2026-03-21");
    CHECK(s.refused("decide_offer", {{"offer", s.id(second)}, {"accepted", true}}).code == "offer.expired");
    s.day("2026-03-20");
    s.must("decide_offer", {{"offer", s.id(second)}, {"accepted", true}});
    CHECK(s.refused("decide_offer", {{"offer", s.id(second)}, {"accepted", false}, {"reason", "x"}}).code == "offer.decided");
    CHECK(s.refused("revise_offer", {{"offer", s.id(second)}}).code == "offer.decided");
    const RowId invoice = s.must("invoice_offer", {{"offer", s.id(second)}}).record;
    REQUIRE(lines_of(*s.ws, invoice).size() == 1);
    CHECK(lines_of(*s.ws, invoice).front().unit == "m²");
    s.must("issue_invoice", {{"invoice", s.id(invoice)}});
    CHECK(s.amount(invoice, "gross") == "97.20 PLN");
    // The lines of an offer on a contract, too.
    const RowId contract = s.order("Contract");
    s.must("copy_lines", {{"from", s.id(second)}, {"to", s.id(contract)}});
    CHECK(lines_of(*s.ws, contract).size() == 1);
}

TEST_CASE("in Russia each line is rounded, and the rate follows the date of supply", "[model][invoices]") {
    Shop s("ru");
    s.day("2026-01-12");
    const RowId invoice = s.document("invoice", "Потолок", {{"sale_date", {{"d", "2025-12-30"}}}});
    for (const char* title : {"A", "B", "C"}) s.line(invoice, title, "", {{"price", s.money("2.97", "RUB")}, {"vat", "20"}});
    s.must("issue_invoice", {{"invoice", s.id(invoice)}});  // supplied in 2025: 20 % still
    CHECK(s.amount(invoice, "tax") == "1.77 RUB");          // 3 × 0.594 → 0.59
    CHECK(s.text(invoice, "number") == "1/26");
    const RowId now = s.document("invoice", "Now");
    s.line(now, "A", "", {{"price", s.money("100.00", "RUB")}});
    s.must("issue_invoice", {{"invoice", s.id(now)}});
    CHECK(s.amount(now, "tax") == "22.00 RUB");
    const RowId wrong = s.document("invoice", "Wrong");
    s.line(wrong, "A", "", {{"price", s.money("100.00", "RUB")}, {"vat", "20"}});
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(wrong)}}).code == "vat.not_valid");
}

TEST_CASE("a faulty country profile is refused with its place", "[model][invoices]") {
    Shop s;
    const auto refuse = [&](const char* patch) {
        Json body = test::shared_country("pl");
        body.merge_patch(Json::parse(patch));
        return s.refused("define", {{"kind", "country"}, {"key", "x"}, {"body", body}});
    };
    CHECK(refuse(R"({"currency": "zł"})").code == "money.currency");
    CHECK(refuse(R"({"rounding": "up"})").code == "json.not_one_of");
    CHECK(refuse(R"({"vat": [{"code": "a", "label": "a", "percent": "101"}]})").place == "/vat/0/percent");
    CHECK(refuse(R"({"vat": [{"code": "a", "label": "a", "from": "2026-02-30"}]})").code == "date.malformed");
    CHECK(refuse(R"({"vat": [{"code": "a", "label": "a"}, {"code": "a", "label": "b"}]})").code == "definition.duplicate_key");
    CHECK(refuse(R"({"numbering": {"invoice": "FV/{month}"}})").place == "/numbering/invoice");
    CHECK(refuse(R"({"vta": []})").code == "json.unknown_key");
    CHECK(country(*s.ws)->fits_tax_number("521-301-72-28"));
    CHECK_FALSE(country(*s.ws)->fits_tax_number("521-301-72-29"));
    CHECK(country(*s.ws)->is_mistyped_tax_number("521-301-72-29"));
    CHECK_FALSE(country(*s.ws)->is_mistyped_tax_number("DE521301729"));
    CHECK_FALSE(country(*s.ws)->is_mistyped_tax_number(""));
    s.must("set_fields", {{"record", s.id(s.buyer)}, {"values", {{"tax_number", "5213017229"}}}});
    const RowId invoice = s.document("invoice", "X");
    s.line(invoice, "X", "1.00");
    CHECK(s.refused("issue_invoice", {{"invoice", s.id(invoice)}}).code == "document.tax_number");
    s.must("set_fields", {{"record", s.id(s.buyer)}, {"values", {{"tax_number", "RU7707083893"}}}});
    s.must("issue_invoice", {{"invoice", s.id(invoice)}});
}
