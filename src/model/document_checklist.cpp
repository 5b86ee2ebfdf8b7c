#include "model/document_checklist.h"

#include <algorithm>

#include "model/country.h"
#include "model/queries.h"
#include "model/record_context.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

struct Attached {
    RowId row = 0;
    std::string state;
    std::optional<std::int64_t> valid_until;  // days
};

std::vector<Attached> attached(const Workspace& ws, RowId record, const DocumentNeed& need) {
    const std::string column = !need.field.empty() ? "field" : !need.kind.empty() ? "kind" : "template";
    const std::string& wanted = !need.field.empty() ? need.field : !need.kind.empty() ? need.kind : need.source;
    std::vector<Attached> out;
    db::Statement s = ws.db().prepare("SELECT id, state, valid_until FROM r_attachment WHERE record = ?1 AND " + column +
                                      " = ?2 AND deleted_at IS NULL AND replaced_by IS NULL ORDER BY id");
    s.bind(1, record).bind(2, wanted);
    const Status read = s.each([&](db::Statement& row) { out.push_back({row.i64(0), row.string(1), row.maybe_i64(2)}); });
    return read.ok() ? out : std::vector<Attached>{};
}

bool holds(const Workspace& ws, const std::string& condition, RowId record, Instant now) {
    if (condition.empty()) return true;
    const auto v = evaluate(ws, condition, record, 0, now);
    const bool* b = v.ok() ? v->as<bool>() : nullptr;
    return b && *b;
}

}  // namespace

std::string_view word_for(DocumentState state) {
    switch (state) {
        case DocumentState::outdated: return "outdated";
        case DocumentState::signing: return "signing";
        case DocumentState::there: return "there";
        case DocumentState::missing: break;
    }
    return "missing";
}

ChecklistItem look_for(const Workspace& ws, RowId record, const DocumentNeed& need, Instant now) {
    ChecklistItem out;
    out.need = need;
    const std::int64_t today = local_day(ws, now).days;
    std::vector<RowId> good, unsigned_ones, old;
    for (const Attached& a : attached(ws, record, need)) {
        if (a.valid_until && *a.valid_until < today) old.push_back(a.row);
        else if (need.is_signed && a.state != "signed") unsigned_ones.push_back(a.row);
        else good.push_back(a.row);
    }
    const auto wanted = static_cast<std::size_t>(need.count);
    if (good.size() >= wanted) {
        out.state = DocumentState::there;
        out.documents = std::move(good);
        return out;
    }
    out.state = good.size() + unsigned_ones.size() >= wanted              ? DocumentState::signing
                : good.size() + unsigned_ones.size() + old.size() >= wanted ? DocumentState::outdated
                                                                            : DocumentState::missing;
    for (const auto* list : {&good, &unsigned_ones, &old}) out.documents.insert(out.documents.end(), list->begin(), list->end());
    return out;
}

std::vector<ChecklistItem> document_checklist(const Workspace& ws, RowId row, Instant now) {
    std::vector<ChecklistItem> out;
    const auto r = record(ws, row);
    const Pipeline* pipeline = r && r->type->on_pipeline ? ws.catalog().pipeline(r->text("pipeline")) : nullptr;
    if (!pipeline || ws.impl().listing_documents) return out;
    ws.impl().listing_documents = true;
    for (const Stage& stage : pipeline->stages) {
        for (const Gate& gate : stage.gates) {
            if (gate.documents.empty() || !holds(ws, gate.when, row, now)) continue;
            for (const DocumentNeed& need : gate.documents) {
                const bool known = std::any_of(out.begin(), out.end(), [&](const ChecklistItem& i) { return i.need.key == need.key; });
                if (known) continue;
                out.push_back(look_for(ws, row, need, now));
                out.back().stage = stage.key;
            }
        }
    }
    ws.impl().listing_documents = false;
    return out;
}

std::optional<Error> refusal_for(const ChecklistItem& item, Language language) {
    const auto refuse = [&](const char* code) {
        return error(code, {{"label", item.need.label.in(language)},
                            {"key", item.need.key},
                            {"count", std::to_string(item.need.count)},
                            {"found", std::to_string(item.documents.size())}}, item.need.key);
    };
    switch (item.state) {
        case DocumentState::there: return std::nullopt;
        case DocumentState::outdated: return refuse("gate.document_outdated");
        case DocumentState::signing: return refuse("gate.document_signing");
        case DocumentState::missing: break;
    }
    return refuse("gate.document_missing");
}

Value checklist_value(const Workspace& ws, RowId record, Instant now) {
    ValueList out;
    for (const ChecklistItem& item : document_checklist(ws, record, now)) {
        out.emplace_back(ValueContext{{"key", Value(item.need.key)},
                                      {"label", Value(item.need.label.in(ws.info().language))},
                                      {"stage", Value(item.stage)},
                                      {"state", Value(std::string(word_for(item.state)))}});
    }
    return out;
}

}  // namespace potok::model
