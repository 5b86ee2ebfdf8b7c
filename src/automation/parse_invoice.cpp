#include "automation/parser.h"

namespace potok::automation {

InvoiceStep Parser::invoice(const JsonReader& r, bool offer) {
    InvoiceStep s;
    s.offer = offer;
    if (offer)
        r.only({"title", "client", "lines", "lines_of", "prices", "series", "issue", "link", "note", "valid_until"});
    else
        r.only({"title", "client", "lines", "lines_of", "prices", "series", "issue", "link", "note"});
    s.title = text(r, "title", false);
    s.note = text(r, "note", false);
    s.client = formula(r, "client");
    for (const JsonReader& item : r.items("lines")) {
        item.only({"title", "quantity", "price", "discount", "vat", "unit", "each", "as"});
        InvoiceStep::Line line;
        line.each = formula(item, "each");
        line.as = item.text("as", "item");
        if (!line.each.empty()) items_.emplace_back(line.as, item_type_of(line.each));
        line.title = text(item, "title", true);
        line.quantity = formula(item, "quantity");
        item.required_text("price");
        line.price = formula(item, "price");
        line.discount = formula(item, "discount");
        rate(item, line.vat, line.rate);
        if (!line.each.empty()) items_.pop_back();
        line.unit = item.text("unit");
        if (r.failed()) return s;
        s.lines.push_back(std::move(line));
    }
    s.lines_of = formula(r, "lines_of");
    s.valid_until = formula(r, "valid_until");
    s.prices = r.word("prices", {"net", "gross"}, 0) == 1 ? "gross" : "net";
    s.series = r.text("series");
    s.issue = r.boolean("issue", true);
    s.link = r.text("link");
    const bool instalment = !offer && type_.key == "instalment";
    const int sources = (s.lines.empty() ? 0 : 1) + (s.lines_of.empty() ? 0 : 1);
    if (sources != (instalment ? 0 : 1)) r.fail(instalment ? "automation.invoice_instalment" : "automation.invoice_lines", {}, "lines");
    if (!s.link.empty()) {
        const std::string made = offer ? "offer" : "invoice";
        const model::Field* f = type_.field(s.link);
        if (!f || f->kind != model::FieldKind::reference || (f->target != made && f->target != "*") || f->system)
            r.fail("automation.not_a_link", {{"field", s.link}, {"type", made}}, "link");
    }
    return s;
}

void Parser::rate(const JsonReader& r, std::string& code, Formula& formula) {
    const std::string text = r.text("vat");
    if (text.starts_with('='))
        formula = compile(r.child("vat"), text.substr(1), Formula::Expect::anything);
    else
        code = text;
}

IssueStep Parser::issue(const JsonReader& r) {
    IssueStep s;
    r.only({"record", "series"});
    r.required_text("record");
    s.record = formula(r, "record");
    s.series = r.text("series");
    const expr::Type type = s.record.type();
    const bool other = type.kind == expr::Kind::record && !type.record.empty() && type.record != "offer" && type.record != "invoice" && type.record != "instalment";
    if (other || (type.kind != expr::Kind::record && type.kind != expr::Kind::any)) r.fail("document.not_one", {{"type", type.str()}}, "record");
    return s;
}

ScheduleStep Parser::schedule(const JsonReader& r) {
    ScheduleStep s;
    r.only({"record", "client", "total", "start", "parts", "prices", "vat"});
    s.record = formula(r, "record");
    s.client = formula(r, "client");
    s.total = formula(r, "total");
    s.start = formula(r, "start");
    r.required_text("parts");
    s.parts = formula(r, "parts");
    const expr::Kind parts = s.parts.type().kind;
    if (!r.failed() && parts != expr::Kind::list && parts != expr::Kind::any) r.fail("automation.not_a_list", {{"expression", s.parts.source()}}, "parts");
    s.prices = r.word("prices", {"net", "gross"}, 1) == 0 ? "net" : "gross";
    rate(r, s.vat, s.rate);
    return s;
}

}  // namespace potok::automation
