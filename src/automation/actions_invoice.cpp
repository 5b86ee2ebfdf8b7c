#include "automation/action_parts.h"
#include "model/invoicing.h"
#include "model/schedule.h"

namespace potok::automation::action {

namespace {

// A value, or why there is none.
Result<Value> needed(const ActionContext& c, const Formula& formula) {
    Evaluated e = formula.evaluate(c.moment);
    if (!e.value.is_null()) return std::move(e.value);
    Error failed = error("automation.no_value", {{"expression", formula.source()}});
    failed.details = std::move(e.diagnostics);
    return failed;
}

Result<RowId> client_of(const ActionContext& c, const InvoiceStep& s) {
    const Workspace& ws = *c.moment.workspace;
    if (!s.client.empty()) {
        POTOK_TRY(const Value client, needed(c, s.client));
        return model::row_of(ws, client);
    }
    if (c.moment.type->key == "client") return c.moment.record;
    const model::Field* f = c.moment.type->field("client");
    if (!f || f->kind != model::FieldKind::reference) return RowId{0};
    POTOK_TRY(const Value client, c.op.get(c.moment.record, *c.moment.type, "client"));
    return model::row_of(ws, client);
}

Status add_lines(const ActionContext& c, const InvoiceStep& s, RowId invoice, const model::MakeId& ids) {
    int n = 0;
    for (const InvoiceStep::Line& l : s.lines) {
        model::NewLine line;
        line.title = written(c, l.title);
        line.unit = l.unit;
        if (!l.vat.empty()) line.vat = l.vat;
        POTOK_TRY(line.price, needed(c, l.price));
        if (!l.quantity.empty()) {
            POTOK_TRY(line.quantity, needed(c, l.quantity));
        }
        if (!l.discount.empty()) {
            POTOK_TRY(line.discount, needed(c, l.discount));
        }
        POTOK_CHECK(model::add_line(c.op, invoice, line, ids("line/" + std::to_string(++n))));
    }
    return {};
}

}  // namespace

Status perform_step(const ActionContext& c, const InvoiceStep& s, RowId& made) {
    const Workspace& ws = *c.moment.workspace;
    const model::MakeId ids = [&](const std::string& part) { return id_for(c, c.step + "/" + part); };
    model::IssueOptions options;
    options.now = c.moment.now;  // a timer that is caught up issues on the day it was due
    options.series = s.series;
    if (c.moment.type->key == "instalment") {
        made = model::invoice_of_instalment(ws, c.moment.record);
        if (made != 0) return {};  // issued already: once is enough
        POTOK_TRY(made, model::issue_instalment(c.op, c.moment.record, options, ids));
        return {};
    }
    RowId source = 0;
    if (!s.lines_of.empty()) {
        POTOK_TRY(const Value from, needed(c, s.lines_of));
        source = model::row_of(ws, from);
        if (source == 0) return error("automation.no_value", {{"expression", s.lines_of.source()}});
    }
    const RecordType* source_type = source != 0 ? ws.type_of(source) : nullptr;
    if (source_type && source_type->key == "offer") {
        POTOK_TRY(made, model::invoice_offer(c.op, source, ids("invoice"), ids));
    } else {
        model::NewDocument draft;
        draft.record = c.moment.record;
        POTOK_TRY(draft.client, client_of(c, s));
        draft.title = written(c, s.title);
        draft.more = {{"prices", Value(s.prices)}};
        POTOK_TRY(made, model::draft_document(c.op, draft, ids("invoice")));
        POTOK_CHECK(source != 0 ? model::copy_lines(c.op, source, made, ids) : add_lines(c, s, made, ids));
    }
    if (s.issue) POTOK_CHECK(model::issue_document(c.op, made, options));
    if (s.link.empty()) return {};
    return c.op.update(*c.moment.type, c.moment.record, {{s.link, Value(made)}});
}

}  // namespace potok::automation::action
