// What becomes of an offer: versions, the client's answer, the invoice made from it.
#include "model/invoicing.h"

namespace potok::model {

namespace {

// "accepted", as the workspace's people say it.
std::string said(const Workspace& ws, const Record& offer) {
    const std::string state = offer.text("state");
    for (const Option& o : offer.type->field("state")->options) {
        if (o.key == state) return o.label.in(ws.info().language);
    }
    return state;
}

// An issued offer that still waits for its answer.
Result<Record> waiting_offer(const Workspace& ws, RowId offer) {
    auto r = record(ws, offer);
    if (!r || r->deleted || r->text("number").empty()) return error("document.not_issued", {{"document", r ? r->title() : ""}}, "offer");
    const std::string state = r->text("state");
    if (state == "replaced") return error("offer.replaced", {{"number", r->text("number")}}, "offer");
    if (state != "sent") return error("offer.decided", {{"number", r->text("number")}, {"state", said(ws, *r)}}, "offer");
    return std::move(*r);
}

}  // namespace

Result<RowId> revise_offer(Operation& op, RowId offer) {
    const Workspace& ws = op.workspace();
    POTOK_TRY(const Record r, waiting_offer(ws, offer));
    const Decimal* version = r.get("version").as<Decimal>();
    NewDocument draft;
    draft.type = "offer";
    draft.title = r.title();
    draft.record = row_of(ws, r.get("record"));
    draft.client = row_of(ws, r.get("client"));
    for (const char* field : {"prices", "country", "note", "valid_until", "owner"}) draft.more.emplace_back(field, r.get(field));
    draft.more.emplace_back("previous", Value(offer));
    draft.more.emplace_back("version", Value((version ? version->to_int64().value_or(1) : 1) + 1));
    POTOK_TRY(const RowId made, draft_document(op, draft));
    POTOK_CHECK(copy_lines(op, offer, made));
    return made;
}

Status decide_offer(Operation& op, RowId offer, bool accepted, const std::string& reason) {
    const Workspace& ws = op.workspace();
    POTOK_TRY(const Record r, waiting_offer(ws, offer));
    const auto until = date_of(r.get("valid_until"));
    if (accepted && until && *until < local_day(ws, op.now()))
        return error("offer.expired", {{"number", r.text("number")}, {"date", format_iso(*until)}}, "offer");
    if (!accepted && reason.empty()) return error("offer.reason", {{"number", r.text("number")}}, "reason");
    return op.update(*r.type, offer, {{"state", Value(accepted ? "accepted" : "rejected")},
                                      {"decided_at", Value(op.now())},
                                      {"reason", Value(reason)}});
}

Result<RowId> invoice_offer(Operation& op, RowId offer, const std::optional<Uuid>& id, const MakeId& ids) {
    const Workspace& ws = op.workspace();
    const auto r = record(ws, offer);
    if (!r || r->deleted || r->type->key != "offer" || r->text("state") != "accepted")
        return error("offer.not_accepted", {{"document", r ? r->title() : ""}}, "offer");
    NewDocument draft;
    draft.title = r->title();
    draft.record = row_of(ws, r->get("record"));
    draft.client = row_of(ws, r->get("client"));
    for (const char* field : {"prices", "country", "owner"}) draft.more.emplace_back(field, r->get(field));
    draft.more.emplace_back("offer", Value(offer));
    POTOK_TRY(const RowId made, draft_document(op, draft, id));
    POTOK_CHECK(copy_lines(op, offer, made, ids));
    return made;
}

}  // namespace potok::model
