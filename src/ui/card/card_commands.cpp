#include "ui/card/card_commands.h"

#include <nlohmann/json.hpp>

namespace potok::ui::commands {

namespace {

Json ref(const Workspace& ws, RowId row) { return to_json(Value(ws.id_of(row))); }

Json values_json(const FieldValues& values) {
    Json out = Json::object();
    for (const auto& [key, value] : values) out[key] = to_json(value);
    return out;
}

Command about(const Workspace& ws, const char* name, const char* argument, RowId row) { return {name, {{argument, ref(ws, row)}}}; }

}  // namespace

Command make_document(const Workspace& ws, RowId record, std::string_view key) {
    return {"make_document", {{"record", ref(ws, record)}, {"template", key}}};
}

Command add_line(const Workspace& ws, RowId document, std::string_view title, const Money& price, const std::optional<Decimal>& quantity,
                 std::string_view unit, std::string_view vat) {
    Command c{"add_line", {{"document", ref(ws, document)}, {"title", title}, {"price", to_json(Value(price))}}};
    if (quantity) c.args["quantity"] = to_json(Value(*quantity));
    if (!unit.empty()) c.args["unit"] = unit;
    if (!vat.empty()) c.args["vat"] = vat;
    return c;
}

Command change_line(const Workspace& ws, RowId line, const FieldValues& values) {
    return {"change_line", {{"line", ref(ws, line)}, {"values", values_json(values)}}};
}

Command remove_line(const Workspace& ws, RowId line) { return about(ws, "remove_line", "line", line); }

Command issue_offer(const Workspace& ws, RowId offer) { return about(ws, "issue_offer", "offer", offer); }
Command revise_offer(const Workspace& ws, RowId offer) { return about(ws, "revise_offer", "offer", offer); }
Command invoice_offer(const Workspace& ws, RowId offer) { return about(ws, "invoice_offer", "offer", offer); }

Command decide_offer(const Workspace& ws, RowId offer, bool accepted, std::string_view reason) {
    Command c = about(ws, "decide_offer", "offer", offer);
    c.args["accepted"] = accepted;
    if (!reason.empty()) c.args["reason"] = reason;
    return c;
}

Command issue_invoice(const Workspace& ws, RowId invoice) { return about(ws, "issue_invoice", "invoice", invoice); }

Command correct_invoice(const Workspace& ws, RowId invoice, const std::vector<CorrectedLine>& lines, std::string_view reason) {
    Command c = about(ws, "correct_invoice", "invoice", invoice);
    c.args["reason"] = reason;
    c.args["lines"] = Json::array();
    for (const CorrectedLine& line : lines) {
        Json one = values_json(line.values);
        one["line"] = ws.id_of(line.line).str();
        c.args["lines"].push_back(std::move(one));
    }
    return c;
}

Command issue_instalment(const Workspace& ws, RowId instalment) { return about(ws, "issue_instalment", "instalment", instalment); }

Command set_schedule(const Workspace& ws, RowId record, const Money& total, std::int64_t parts, Date start) {
    Command c = about(ws, "set_schedule", "record", record);
    c.args["total"] = to_json(Value(total));
    c.args["start"] = to_json(Value(start));
    c.args["every"] = {{"count", to_json(Value(parts))}, {"months", to_json(Value(1))}};
    return c;
}

Command record_payment(const Workspace& ws, const Money& amount, RowId record, RowId invoice, Instant received, std::string_view purpose) {
    Command c{"record_payment", {{"amount", to_json(Value(amount))}, {"received_at", to_json(Value(received))}}};
    if (record != 0) c.args["record"] = ref(ws, record);
    if (invoice != 0) c.args["invoice"] = ref(ws, invoice);
    if (!purpose.empty()) c.args["purpose"] = purpose;
    return c;
}

Command allocate_payment(const Workspace& ws, RowId payment, RowId invoice) {
    Command c = about(ws, "allocate_payment", "payment", payment);
    c.args["invoice"] = ref(ws, invoice);
    return c;
}

Command settle_message(const Workspace& ws, RowId message, std::string_view verdict) {
    Command c = about(ws, "settle_message", "message", message);
    c.args["verdict"] = verdict;
    return c;
}

Command start(const Workspace& ws, std::string_view automation, RowId record) {
    Command c = about(ws, "start", "record", record);
    c.args["automation"] = automation;
    return c;
}

Command stop(std::int64_t firing, std::string_view comment) {
    Command c{"stop", {{"firing", firing}}};
    if (!comment.empty()) c.args["comment"] = comment;
    return c;
}

Command retry(std::int64_t firing) { return {"retry", {{"firing", firing}}}; }

Command relate(const Workspace& ws, RowId from, RowId to, std::string_view kind, std::string_view note) {
    Command c{"relate", {{"from", ref(ws, from)}, {"to", ref(ws, to)}, {"kind", kind}}};
    if (!note.empty()) c.args["note"] = note;
    return c;
}

Command unrelate(const Workspace& ws, RowId relation) { return about(ws, "unrelate", "relation", relation); }

Command merge(const Workspace& ws, RowId keep, RowId merge, const FieldValues& fields) {
    Command c{"merge_records", {{"keep", ref(ws, keep)}, {"merge", ref(ws, merge)}}};
    if (!fields.empty()) c.args["fields"] = values_json(fields);
    return c;
}

}  // namespace potok::ui::commands
