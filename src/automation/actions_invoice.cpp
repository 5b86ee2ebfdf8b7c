#include "automation/action_parts.h"
#include "model/invoicing.h"
#include "model/schedule.h"

namespace potok::automation::action {

Result<std::string> rate_of(const ActionContext& c, const std::string& code, const Formula& formula) {
    if (formula.empty()) return code;
    POTOK_TRY(const Value rate, value_of(c, formula));
    const std::string* text = rate.as<std::string>();
    if (!text && !rate.is_null()) return error("automation.no_value", {{"expression", formula.source()}});
    return text ? *text : std::string();
}

namespace {

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

Status add_line(const ActionContext& c, const InvoiceStep::Line& l, RowId document, const Uuid& id) {
    model::NewLine line;
    line.title = written(c, l.title);
    line.unit = l.unit;
    POTOK_TRY(const std::string vat, rate_of(c, l.vat, l.rate));
    if (!vat.empty()) line.vat = vat;
    POTOK_TRY(line.price, needed(c, l.price));
    if (!l.quantity.empty()) {
        POTOK_TRY(line.quantity, needed(c, l.quantity));
    }
    if (!l.discount.empty()) {
        POTOK_TRY(line.discount, needed(c, l.discount));
    }
    POTOK_CHECK(model::add_line(c.op, document, line, id));
    return {};
}

constexpr std::size_t most_lines = 1000;

Status add_lines(const ActionContext& c, const InvoiceStep& s, RowId document, const model::MakeId& ids) {
    int n = 0;
    for (const InvoiceStep::Line& l : s.lines) {
        if (l.each.empty()) {
            POTOK_CHECK(add_line(c, l, document, ids("line/" + std::to_string(++n))));
            continue;
        }
        POTOK_TRY(const Value over, needed(c, l.each));
        const ValueList one{over};
        const ValueList* items = over.as<ValueList>();
        if (!items) items = &one;
        if (items->size() > most_lines) return error("automation.too_many_items", {{"most", std::to_string(most_lines)}});
        for (const Value& item : *items) {
            ValueContext locals = c.moment.locals ? *c.moment.locals : ValueContext{};
            put(locals, l.as, item);
            ActionContext at = c;
            at.moment.locals = &locals;
            POTOK_CHECK(add_line(at, l, document, ids("line/" + std::to_string(++n))));
        }
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
    if (c.moment.type->key == "instalment" && !s.offer) {
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
    if (source_type && source_type->key == "offer" && !s.offer) {
        POTOK_TRY(made, model::invoice_offer(c.op, source, ids("invoice"), ids));
    } else {
        model::NewDocument draft;
        draft.record = c.moment.record;
        POTOK_TRY(draft.client, client_of(c, s));
        draft.title = written(c, s.title);
        draft.more = {{"prices", Value(s.prices)}};
        if (s.offer) draft.type = "offer";
        if (!s.note.empty()) draft.more.emplace_back("note", Value(written(c, s.note)));
        if (!s.valid_until.empty()) {
            POTOK_TRY(const Value until, needed(c, s.valid_until));
            draft.more.emplace_back("valid_until", until);
        }
        POTOK_TRY(made, model::draft_document(c.op, draft, ids(draft.type)));
        POTOK_CHECK(source != 0 ? model::copy_lines(c.op, source, made, ids) : add_lines(c, s, made, ids));
    }
    if (s.issue) POTOK_CHECK(model::issue_document(c.op, made, options));
    if (s.link.empty()) return {};
    return c.op.update(*c.moment.type, c.moment.record, {{s.link, Value(made)}});
}

Status perform_step(const ActionContext& c, const IssueStep& s, RowId& made) {
    POTOK_TRY(const RowId document, record_of(c, s.record));
    model::IssueOptions options;
    options.now = c.moment.now;
    options.series = s.series;
    made = document;
    if (c.moment.workspace->type_of(document)->key != "instalment") return model::issue_document(c.op, document, options);
    made = model::invoice_of_instalment(*c.moment.workspace, document);
    if (made != 0) return {};
    POTOK_TRY(made, model::issue_instalment(c.op, document, options, [&](const std::string& part) { return id_for(c, c.step + "/" + part); }));
    return {};
}

}  // namespace potok::automation::action
