// Money in a leg of a sample: offers and what the client says, invoices, payments.
#include "packs/sample_player.h"

namespace potok::packs {

namespace {

using model::RowId;

// Of the record a document is about: its field for a client.
Result<RowId> client_of(const SamplePlayer& p, const SampleLeg& leg, const Json& document, const std::string& where) {
    if (document.contains("client")) return p.named(document["client"], where);
    const auto r = model::record(p.ws, leg.row);
    if (r && r->type->key == "client") return leg.row;
    for (const auto& field : r ? r->type->fields : std::vector<model::Field>{}) {
        const Ref* client = field.target == "client" ? r->get(field.key).as<Ref>() : nullptr;
        if (client) return p.ws.row_of(client->id).value_or(0);
    }
    return p.refused(error("document.no_client", {{"document", r ? r->title() : ""}}), where);
}

Status add_lines(SamplePlayer& p, const SampleLeg& leg, RowId document, const Json& lines, const std::string& where) {
    const model::RecordType& type = *p.ws.catalog().type("line");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string place = where + "/lines/" + std::to_string(i);
        Json args = {{"document", p.ref(document)}, {"title", lines[i]["title"]}};
        for (const char* key : {"unit", "vat"})
            if (lines[i].contains(key)) args[key] = lines[i][key];
        Json amounts = lines[i];
        for (const char* key : {"title", "unit", "vat"}) amounts.erase(key);
        POTOK_TRY(const Json typed, p.values(type, amounts, place));
        args.update(typed);
        POTOK_CHECK(p.must(leg.who, {"add_line", args}, place));
    }
    return {};
}

Status issue(SamplePlayer& p, const SampleLeg& leg, RowId document, const std::string& where) {
    const std::string kind = p.ws.type_of(document)->key;
    if (kind == "instalment") return p.must(leg.who, {"issue_instalment", {{"instalment", p.ref(document)}}}, where);
    return p.must(leg.who, {kind == "offer" ? "issue_offer" : "issue_invoice", {{kind, p.ref(document)}}}, where);
}

// An offer or invoice with its lines; an invoice may be that of an accepted offer.
Status document(SamplePlayer& p, const SampleLeg& leg, const char* kind) {
    const Json& d = leg.json[kind];
    const std::string where = leg.where + "/" + kind;
    RowId made = 0;
    if (d.contains("offer")) {
        POTOK_TRY(const RowId offer, p.named(d["offer"], where));
        POTOK_CHECK(p.must(leg.who, {"invoice_offer", {{"offer", p.ref(offer)}}}, where));
        made = p.last;
    } else {
        POTOK_TRY(const RowId client, client_of(p, leg, d, where));
        Json values = {{"record", p.ref(leg.row)}, {"client", p.ref(client)}};
        values["title"] = d.contains("title") ? d["title"] : Json(model::title_of(p.ws, leg.row));
        if (d.contains("prices")) values["prices"] = d["prices"];
        if (d.contains("note")) values["note"] = d["note"];
        for (const char* day : {"valid_until", "due", "sale_date"}) {
            if (!d.contains(day)) continue;
            POTOK_TRY(values[day], p.date(d[day], where));
        }
        POTOK_CHECK(p.must(leg.who, {"create", {{"type", kind}, {"values", values}}}, where));
        made = p.last;
        POTOK_CHECK(add_lines(p, leg, made, d["lines"], where));
    }
    p.name(d, made);
    return d.value("issue", true) ? issue(p, leg, made, where) : Status();
}

Status answer(SamplePlayer& p, const SampleLeg& leg, const Json& offer, bool accepted, const std::string& reason) {
    POTOK_TRY(const RowId row, p.named(offer, leg.where));
    return p.must(leg.who, {"decide_offer", {{"offer", p.ref(row)}, {"accepted", accepted}, {"reason", reason}}}, leg.where);
}

// Comes in from the bank; with the number of an invoice it pays that one, by default all that is open.
Status payment(SamplePlayer& p, const SampleLeg& leg) {
    const Json& payment = leg.json["payment"];
    const std::string where = leg.where + "/payment";
    Json data = {{"source", "bank"}};
    if (payment.contains("invoice")) {
        POTOK_TRY(const RowId row, p.named(payment["invoice"], where));
        const auto invoice = model::record(p.ws, row);
        if (!invoice || invoice->text("number").empty())
            return p.refused(error("document.not_issued", {{"document", model::title_of(p.ws, row)}}), where);
        data["invoice"] = invoice->text("number");
        data["amount"] = to_json(invoice->get("open"));
    }
    if (payment.contains("amount")) {
        POTOK_TRY(data["amount"], p.money(payment["amount"], where));
    }
    // Two packs' samples do not pay each other's bills; put in again after having been taken out, they are other payments.
    const std::string external = p.pack.key + "/" + payment["id"].get<std::string>() + "/" + std::to_string(p.now.ms);
    if (payment.contains("purpose")) data["purpose"] = payment["purpose"];
    return p.must(p.ws.robots(), {"receive_event", {{"event", "payment"}, {"external_id", external}, {"record", p.ref(leg.row)}, {"data", data}}}, where);
}

}  // namespace

Status play_money(SamplePlayer& p, const SampleLeg& leg) {
    if (leg.has("lines")) POTOK_CHECK(add_lines(p, leg, leg.row, leg.json["lines"], leg.where));
    if (leg.has("offer")) POTOK_CHECK(document(p, leg, "offer"));
    if (leg.has("accept")) POTOK_CHECK(answer(p, leg, leg.json["accept"], true, {}));
    if (leg.has("reject")) POTOK_CHECK(answer(p, leg, leg.json["reject"]["offer"], false, leg.json["reject"]["reason"].get<std::string>()));
    if (leg.has("invoice")) POTOK_CHECK(document(p, leg, "invoice"));
    if (leg.has("issue")) {
        for (const Json& name : leg.json["issue"]) {
            POTOK_TRY(const RowId row, p.named(name, leg.where + "/issue"));
            POTOK_CHECK(issue(p, leg, row, leg.where + "/issue"));
        }
    }
    return leg.has("payment") ? payment(p, leg) : Status();
}

}  // namespace potok::packs
