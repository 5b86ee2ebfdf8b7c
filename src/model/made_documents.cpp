#include "model/made_documents.h"

#include "base/sha256.h"
#include "model/documents.h"
#include "model/invoicing.h"
#include "model/numbering.h"
#include "model/sample_numbers.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

int version_of(const Workspace& ws, RowId document) {
    const auto r = record(ws, document);
    const Decimal* n = r ? r->get("version").as<Decimal>() : nullptr;
    return n ? static_cast<int>(n->to_int64().value_or(1)) : 1;
}

// The client that a record names, 0 where it has none.
RowId subject_client(const Workspace& ws, RowId row) {
    const auto r = record(ws, row);
    return r && r->type->field("client") ? row_of(ws, r->get("client")) : 0;
}

Status keep(Operation& op, const std::string& name, const std::string& bytes) {
    return op.db().run("INSERT OR IGNORE INTO made_file(sha256, bytes) VALUES(?1, ?2)", name, db::as_bytes(bytes));
}

}  // namespace

RowId latest_document(const Workspace& ws, RowId record, std::string_view template_key) {
    const auto row = ws.db().get_i64("SELECT max(id) FROM r_attachment WHERE record = ?1 AND template = ?2 AND replaced_by IS NULL "
                                     "AND deleted_at IS NULL", record, template_key);
    return row.ok() ? row->value_or(0) : 0;
}

Result<RowId> make_document(Operation& op, std::string_view template_key, RowId record, const MakeDocument& how) {
    Workspace& ws = op.workspace();
    POTOK_TRY(const DocumentTemplate source, document_template(op.catalog(), template_key));
    const RecordType* of = ws.type_of(record);
    if (!of || of->key != source.type)
        return error("template.other_type", {{"template", source.label.in(ws.info().language)}, {"type", source.type}}, "template");
    const DocumentMaker* maker = ws.documents();
    if (!maker) return error("template.no_maker", {{"template", source.label.in(ws.info().language)}}, "template");

    const RecordType& type = *op.catalog().type("attachment");
    const RowId previous = how.replace ? latest_document(ws, record, template_key) : 0;
    DocumentOrder order;
    order.source = &source;
    order.definition = op.catalog().definition("document_template", template_key);
    order.record = record;
    order.now = how.now.value_or(op.now());
    Values values = {{"record", Value(record)}, {"field", Value(source.field)}, {"kind", Value(source.kind)}, {"template", Value(source.key)}};
    if (how.author != 0) values.emplace_back("created_by", Value(how.author));
    if (previous != 0) {
        order.version = version_of(ws, previous) + 1;
        POTOK_TRY(const Value number, op.get(previous, type, "number"));
        if (const std::string* text = number.as<std::string>()) order.number = *text;
        values.emplace_back("previous", Value(previous));
    }
    if (order.number.empty() && !source.pattern.empty()) {
        const Date day = local_day(ws, order.now);
        const NumberSeries own = series_for(ws, {record, subject_client(ws, record)}, source.series, source.pattern, op.now());
        POTOK_TRY(const DocumentNumber number, next_number(op, type, own.series, own.pattern, day));
        order.number = number.text;
        values.emplace_back("series", Value(number.series));
        values.emplace_back("period", Value(number.period));
        values.emplace_back("n", Value(number.n));
        values.emplace_back("date", Value(day));
    }
    if (!order.number.empty()) values.emplace_back("number", Value(order.number));
    values.emplace_back("version", Value(order.version));

    POTOK_TRY(MadeDocument made, maker->make(ws, order));
    const std::string name = hex(sha256(made.bytes));
    POTOK_CHECK(keep(op, name, made.bytes));
    if (!how.as.empty()) {
        const std::size_t dot = made.name.rfind('.');
        const std::string ending = dot == std::string::npos ? "" : made.name.substr(dot);
        made.name = how.as.ends_with(ending) ? how.as : how.as + ending;
    }
    values.emplace_back("title", Value(std::move(made.name)));
    values.emplace_back("media_type", Value(std::move(made.media_type)));
    values.emplace_back("size", Value(static_cast<std::int64_t>(made.bytes.size())));
    values.emplace_back("sha256", Value(name));
    if (made.valid_until) values.emplace_back("valid_until", Value(*made.valid_until));
    POTOK_TRY(const RowId row, op.insert(type, values, how.id));
    if (previous != 0) POTOK_CHECK(op.update(type, previous, {{"replaced_by", Value(row)}}));
    return row;
}

std::vector<std::string> made_files(const Workspace& ws) {
    std::vector<std::string> out;
    db::Statement s = ws.db().prepare("SELECT sha256 FROM made_file ORDER BY sha256");
    const Status read = s.each([&](db::Statement& row) { out.push_back(row.string(0)); });
    return read.ok() ? out : std::vector<std::string>{};
}

std::optional<std::string> made_file(const Workspace& ws, std::string_view sha256) {
    db::Statement s = ws.db().prepare("SELECT bytes FROM made_file WHERE sha256 = ?1");
    s.bind(1, sha256);
    const auto found = s.step();
    if (!found.ok() || !*found) return std::nullopt;
    return std::string(db::as_text(s.blob(0)));
}

Status forget_made_file(Workspace& ws, std::string_view sha256) {
    if (ws.read_only()) return {};
    return ws.db().run("DELETE FROM made_file WHERE sha256 = ?1", sha256);
}

}  // namespace potok::model
