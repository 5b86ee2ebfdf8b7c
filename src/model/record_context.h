// What names mean in an expression over a record: its fields, the lists that belong to it, settings, who asks.
//
//   amount, client.phone, owner …   the fields of the record, paths through references
//   this                            the record itself
//   tasks, bookings, documents, payments, comments, claims, offers, invoices, instalments, lines   living records that belong to it, in order of creation
//   checklist                       the documents its pipeline's stages ask for: [{key, label, stage, state}] (document_checklist.h)
//   settings.<key>                  settings of the workspace
//   me                              the person who asks; null for automation
//
// lookup(type, field, value), records(type, field, value) and related(record, type) find living records of any type, in order of
// creation; whoever may use the expression sees what it finds.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "expr/expression.h"
#include "model/workspace.h"

namespace potok::model {

class RecordSchema final : public expr::Schema {
public:
    // `type` may be null: then only settings and `me` are known. `extra` are names of the place (event, old, task …).
    RecordSchema(const Catalog& catalog, const RecordType* type, std::vector<std::pair<std::string, expr::Type>> extra = {})
        : catalog_(catalog), type_(type), extra_(std::move(extra)) {}

    std::optional<expr::Type> name(std::string_view name) const override;
    std::optional<expr::Type> member(const expr::Type& record, std::string_view name) const override;
    bool has_type(std::string_view type) const override;

private:
    const Catalog& catalog_;
    const RecordType* type_;
    std::vector<std::pair<std::string, expr::Type>> extra_;
};

class RecordContext final : public expr::EvalContext {
public:
    RecordContext(const Workspace& ws, RowId record, RowId actor, Instant now);

    std::optional<Value> name(std::string_view name) const override;
    std::optional<Value> member(const Ref& record, std::string_view name) const override;
    Instant now() const override { return now_; }
    const Zone& zone() const override { return ws_.zone(); }
    const WorkingCalendar* working_calendar(std::string_view name) const override;
    std::shared_ptr<const Zone> zone_named(std::string_view name) const override;
    std::optional<ValueList> records(std::string_view type, std::string_view field, const Value& value,
                                     std::size_t most) const override;
    std::optional<ValueList> related(const Ref& record, std::string_view type, std::size_t most) const override;

private:
    const Workspace& ws_;
    RowId record_;
    const RecordType* type_;
    RowId actor_;
    Instant now_;
    std::optional<Value> field(RowId record, const RecordType& type, std::string_view key) const;
};

expr::Type type_of(const Field& field);

// Compiles (once: expressions are kept until a definition changes) and evaluates. Errors: those of Expression::compile.
Result<Value> evaluate(const Workspace& ws, const std::string& feel, RowId record, RowId actor, Instant now);

}  // namespace potok::model
