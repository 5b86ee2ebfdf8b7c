#include "model/relations.h"

#include <algorithm>
#include <map>

#include "model/handlers.h"
#include "model/json_reader.h"
#include "model/rights.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

Label label(const char* en, const char* pl, const char* ru) {
    return Label::parse(Json{{"en", en}, {"pl", pl}, {"ru", ru}}, "").value();
}

std::vector<RelationKind> own_kinds() {
    return {{"holding", label("holding", "spółka dominująca", "головная компания"), label("subsidiary", "spółka zależna", "дочерняя компания"), false},
            {"partner", label("partner", "partner", "партнёр"), label("partner", "partner", "партнёр"), true},
            {"same_person", label("the same person", "ta sama osoba", "то же лицо"), label("the same person", "ta sama osoba", "то же лицо"), true}};
}

Label read_label(const JsonReader& r, std::string_view key) {
    if (!r.has(key)) {
        r.fail("json.missing_key", {{"key", std::string(key)}}, key);
        return {};
    }
    const JsonReader at = r.child(key);
    auto read = Label::parse(at.json(), at.path());
    if (read.ok()) return std::move(read).value();
    at.fail(read.error().code, read.error().args);
    return {};
}

}  // namespace

Result<RelationKind> parse_relation_kind(const Definition& definition) {
    Error problem;
    const JsonReader r(definition.body, "", &problem);
    r.only({"key", "label", "inverse", "symmetric"});
    RelationKind kind;
    kind.key = definition.key;
    kind.label = read_label(r, "label");
    kind.symmetric = r.boolean("symmetric", false);
    kind.inverse = kind.symmetric && !r.has("inverse") ? kind.label : read_label(r, "inverse");
    if (!problem.code.empty()) return problem;
    return kind;
}

std::vector<RelationKind> relation_kinds(const Workspace& ws) {
    std::vector<RelationKind> out = own_kinds();
    for (const Definition* d : ws.catalog().definitions_of("relation")) {
        auto kind = parse_relation_kind(*d);
        if (!kind.ok()) continue;
        const auto same = std::find_if(out.begin(), out.end(), [&](const RelationKind& k) { return k.key == d->key; });
        if (same == out.end())
            out.push_back(std::move(*kind));
        else
            *same = std::move(*kind);
    }
    return out;
}

Result<RowId> relate(Operation& op, RowId from, RowId to, const std::string& kind_key, const std::string& note) {
    const Workspace& ws = op.workspace();
    if (from == to) return error("relation.itself", {{"record", title_of(ws, from)}}, "to");
    const auto kinds = relation_kinds(ws);
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const RelationKind& k) { return k.key == kind_key; });
    if (kind == kinds.end()) return error("relation.kind", {{"kind", kind_key}}, "kind");
    for (const RowId end : {from, to}) {
        const auto r = record(ws, end);
        if (!r || r->deleted) return error("record.missing", {{"type", "client"}}, end == from ? "from" : "to");
        if (r->type->key != "client" && r->type->key != "contact")
            return error("relation.not_between", {{"record", r->title()}}, end == from ? "from" : "to");
    }
    db::Statement s = op.db().prepare(
        "SELECT 1 FROM r_relation WHERE kind = ?3 AND deleted_at IS NULL AND ((\"from\" = ?1 AND \"to\" = ?2) OR (?4 AND \"from\" = ?2 AND \"to\" = ?1)) LIMIT 1");
    s.bind(1, from).bind(2, to).bind(3, kind_key).bind(4, kind->symmetric ? 1 : 0);
    POTOK_TRY(const bool there, s.step());
    if (there) return error("relation.there", {{"from", title_of(ws, from)}, {"to", title_of(ws, to)}}, "to");
    s.reset();
    return op.insert(*op.catalog().type("relation"),
                     {{"from", Value(from)}, {"to", Value(to)}, {"kind", Value(kind_key)}, {"note", Value(note)}});
}

RelationGraph relation_graph(const Workspace& ws, RowId start, int depth, std::size_t most) {
    RelationGraph out;
    std::map<RowId, int> seen = {{start, 0}};
    std::map<RowId, Relation> relations;
    out.nodes.push_back({start, 0, title_of(ws, start)});
    for (std::size_t i = 0; i < out.nodes.size(); ++i) {
        const RelationGraph::Node at = out.nodes[i];
        std::vector<Relation> here;
        db::Statement s = ws.db().prepare("SELECT id, \"from\", \"to\", kind, note FROM r_relation WHERE (\"from\" = ?1 OR \"to\" = ?1) "
                                          "AND deleted_at IS NULL ORDER BY id");
        s.bind(1, at.record);
        const Status read = s.each([&](db::Statement& row) {
            here.push_back({row.i64(0), row.i64(1), row.i64(2), row.string(3), row.string(4)});
        });
        if (!read.ok()) return out;
        for (Relation& r : here) {
            const RowId other = r.from == at.record ? r.to : r.from;
            const RecordType* type = ws.type_of(other);
            const auto gone = type ? ws.db().get_i64("SELECT deleted_at FROM " + storage::sql_name(type->table) + " WHERE id = ?1", other)
                                   : Result<std::optional<std::int64_t>>(std::optional<std::int64_t>(1));
            if (!gone.ok() || *gone) continue;
            if (!seen.contains(other)) {
                if (at.depth >= depth) continue;
                if (out.nodes.size() >= most) {
                    out.cut = true;
                    continue;
                }
                seen[other] = at.depth + 1;
                out.nodes.push_back({other, at.depth + 1, title_of(ws, other)});
            }
            relations.emplace(r.row, std::move(r));
        }
    }
    for (auto& [row, r] : relations) out.relations.push_back(std::move(r));
    return out;
}

namespace handlers {

Status relate(Operation& op) {
    Args args(op);
    const RowId from = args.record("from");
    const RowId to = args.record("to");
    const std::string kind = args.text("kind");
    const std::string note = args.text("note", true);
    POTOK_CHECK(args.status());
    POTOK_CHECK(require_right(op, Verb::create, *op.catalog().type("relation"), 0, {}));
    POTOK_TRY(op.result, model::relate(op, from, to, kind, note));
    return {};
}

Status unrelate(Operation& op) {
    Args args(op);
    const RowId relation = args.record("relation", "relation");
    POTOK_CHECK(args.status());
    const RecordType& type = *op.catalog().type("relation");
    POTOK_CHECK(require_right(op, Verb::remove, type, relation, {}));
    op.result = relation;
    return op.remove(type, relation);
}

}  // namespace handlers

}  // namespace potok::model
