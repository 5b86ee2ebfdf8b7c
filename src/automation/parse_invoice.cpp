#include "automation/parser.h"

namespace potok::automation {

InvoiceStep Parser::invoice(const JsonReader& r) {
    InvoiceStep s;
    r.only({"title", "client", "lines", "lines_of", "prices", "series", "issue", "link"});
    s.title = text(r, "title", false);
    s.client = formula(r, "client");
    for (const JsonReader& item : r.items("lines")) {
        item.only({"title", "quantity", "price", "discount", "vat", "unit"});
        InvoiceStep::Line line;
        line.title = text(item, "title", true);
        line.quantity = formula(item, "quantity");
        if (item.required_text("price").empty()) return s;
        line.price = formula(item, "price");
        line.discount = formula(item, "discount");
        line.vat = item.text("vat");
        line.unit = item.text("unit");
        s.lines.push_back(std::move(line));
    }
    s.lines_of = formula(r, "lines_of");
    s.prices = r.word("prices", {"net", "gross"}, 0) == 1 ? "gross" : "net";
    s.series = r.text("series");
    s.issue = r.boolean("issue", true);
    s.link = r.text("link");
    const bool instalment = type_.key == "instalment";
    const int sources = (s.lines.empty() ? 0 : 1) + (s.lines_of.empty() ? 0 : 1);
    if (sources != (instalment ? 0 : 1)) r.fail(instalment ? "automation.invoice_instalment" : "automation.invoice_lines", {}, "lines");
    if (!s.link.empty()) {
        const model::Field* f = type_.field(s.link);
        if (!f || f->kind != model::FieldKind::reference || (f->target != "invoice" && f->target != "*") || f->system)
            r.fail("automation.not_a_link", {{"field", s.link}, {"type", "invoice"}}, "link");
    }
    return s;
}

}  // namespace potok::automation
