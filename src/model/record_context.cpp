#include "model/record_context.h"

#include <algorithm>

#include "model/document_checklist.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

struct RelatedList {
    std::string_view name, type, table;
    std::string_view by = "record";  // the reference to the record
};
constexpr RelatedList related_lists[] = {
    {"tasks", "task", "r_task"},          {"bookings", "booking", "r_booking"},    {"documents", "attachment", "r_attachment"},
    {"payments", "payment", "r_payment"}, {"comments", "comment", "r_comment"},
    {"claims", "handout", "r_handout"},
    {"offers", "offer", "r_offer"},       {"invoices", "invoice", "r_invoice"},    {"instalments", "instalment", "r_instalment"},
    {"lines", "line", "r_line", "document"},
};

// "ceilings.training" is read as settings.ceilings.training: contexts within contexts.
struct SettingTree {
    std::string key;
    const Setting* leaf = nullptr;
    std::vector<SettingTree> children;

    void add(std::string_view path, const Setting* setting) {
        const std::size_t dot = path.find('.');
        const std::string head(path.substr(0, dot));
        auto it = std::find_if(children.begin(), children.end(), [&](const SettingTree& c) { return c.key == head; });
        if (it == children.end()) it = children.insert(children.end(), SettingTree{head, nullptr, {}});
        if (dot == std::string_view::npos)
            it->leaf = setting;
        else
            it->add(path.substr(dot + 1), setting);
    }
    expr::Type type() const {
        if (leaf) {
            Field f;
            f.kind = leaf->kind;
            return type_of(f);
        }
        std::vector<std::pair<std::string, expr::Type>> fields;
        for (const SettingTree& child : children) fields.emplace_back(child.key, child.type());
        return expr::Type::context_of(std::move(fields));
    }
    Value value(const Workspace& ws) const {
        if (leaf) return ws.setting(leaf->key);
        ValueContext out;
        for (const SettingTree& child : children) out.emplace_back(child.key, child.value(ws));
        return out;
    }
};

SettingTree setting_tree(const Catalog& catalog) {
    SettingTree root;
    for (const Setting& s : catalog.settings()) root.add(s.key, &s);
    return root;
}

// Put together once, until a setting or a definition changes.
const Value& settings_of(const Workspace& ws) {
    const Workspace::Impl& impl = ws.impl();
    if (!impl.settings_tree || impl.settings_version != impl.catalog.version()) {
        impl.settings_tree = setting_tree(impl.catalog).value(ws);
        impl.settings_version = impl.catalog.version();
    }
    return *impl.settings_tree;
}

}  // namespace

expr::Type type_of(const Field& f) {
    using expr::Kind;
    switch (f.kind) {
        case FieldKind::number: return Kind::number;
        case FieldKind::money: return Kind::money;
        case FieldKind::boolean: return Kind::boolean;
        case FieldKind::date: return Kind::date;
        case FieldKind::datetime: return Kind::date_time;
        case FieldKind::duration: return Kind::days_duration;
        case FieldKind::multi: return expr::Type::list_of(Kind::string);
        case FieldKind::reference: return expr::Type::record_of(f.target == "*" ? std::string() : f.target);
        case FieldKind::files: return expr::Type::list_of(expr::Type::record_of("attachment"));
        case FieldKind::json:
        case FieldKind::text:
        case FieldKind::long_text:
        case FieldKind::choice:
        case FieldKind::phone:
        case FieldKind::email: return Kind::string;
    }
    return Kind::any;
}

std::optional<expr::Type> RecordSchema::name(std::string_view name) const {
    for (const auto& [key, type] : extra_) {
        if (key == name) return type;
    }
    if (name == "settings") return setting_tree(catalog_).type();
    if (name == "me") return expr::Type::record_of("person");
    if (!type_) return std::nullopt;
    if (const Field* f = type_->field(name)) return type_of(*f);
    if (name == "this") return expr::Type::record_of(type_->key);
    if (name == "checklist") {
        using expr::Kind;
        return expr::Type::list_of(expr::Type::context_of({{"key", Kind::string}, {"label", Kind::string}, {"stage", Kind::string}, {"state", Kind::string}}));
    }
    for (const RelatedList& list : related_lists) {
        if (list.name == name) return expr::Type::list_of(expr::Type::record_of(std::string(list.type)));
    }
    return std::nullopt;
}

std::optional<expr::Type> RecordSchema::member(const expr::Type& record, std::string_view name) const {
    if (record.record.empty()) return expr::Type(expr::Kind::any);  // of whatever type: known only when it runs
    const RecordType* type = catalog_.type(record.record);
    const Field* f = type ? type->field(name) : nullptr;
    return f ? std::optional(type_of(*f)) : std::nullopt;
}

bool RecordSchema::has_type(std::string_view type) const {
    const RecordType* known = catalog_.type(type);
    return known && known->registered;
}

RecordContext::RecordContext(const Workspace& ws, RowId record, RowId actor, Instant now)
    : ws_(ws), record_(record), type_(record != 0 ? ws.type_of(record) : nullptr), actor_(actor), now_(now) {}

std::optional<Value> RecordContext::field(RowId row, const RecordType& type, std::string_view key) const {
    const Field* f = type.field(key);
    if (!f) return std::nullopt;
    db::Connection& db = ws_.db();
    if (f->kind == FieldKind::files) {
        ValueList files;
        db::Statement s = db.prepare(
            "SELECT uid FROM r_attachment JOIN record USING(id) WHERE record = ?1 AND field = ?2 AND deleted_at IS NULL ORDER BY id");
        s.bind(1, row).bind(2, key);
        const Status read = s.each([&](db::Statement& r) { files.emplace_back(Ref{r.uuid(0)}); });
        return read.ok() ? Value(std::move(files)) : Value();
    }
    db::Statement s = db.prepare(ws_.impl().sql.of(type, *f));
    s.bind(1, row);
    const auto found = s.step();
    return found.ok() && *found ? storage::read(*ws_.impl().ids, s, 0, *f) : Value();
}

std::optional<Value> RecordContext::name(std::string_view name) const {
    if (name == "settings") return settings_of(ws_);
    if (name == "me") return actor_ != 0 ? Value(Ref{ws_.id_of(actor_)}) : Value();
    if (!type_) return std::nullopt;
    if (auto value = field(record_, *type_, name)) return value;
    if (name == "this") return Value(Ref{ws_.id_of(record_)});
    if (name == "checklist") return checklist_value(ws_, record_, now_);
    for (const RelatedList& list : related_lists) {
        if (list.name != name) continue;
        ValueList items;
        const std::string table(list.table);
        db::Statement s = ws_.db().prepare("SELECT uid FROM " + table + " JOIN record ON record.id = " + table + ".id WHERE " + table +
                                           "." + std::string(list.by) + " = ?1 AND deleted_at IS NULL ORDER BY " + table + ".id");
        s.bind(1, record_);
        const Status read = s.each([&](db::Statement& r) { items.emplace_back(Ref{r.uuid(0)}); });
        return read.ok() ? Value(std::move(items)) : Value();
    }
    return std::nullopt;
}

std::optional<Value> RecordContext::member(const Ref& record, std::string_view name) const {
    const auto row = ws_.row_of(record.id);
    const RecordType* type = row ? ws_.type_of(*row) : nullptr;
    return type ? field(*row, *type, name) : std::nullopt;
}

// The pipeline's own, where it names one: companies of one workspace may keep different holidays.
const WorkingCalendar* RecordContext::working_calendar(std::string_view name) const {
    if (!name.empty()) return ws_.catalog().definition("calendar", name) ? &ws_.working_calendar(name) : nullptr;
    if (type_ && type_->on_pipeline) {
        const auto key = field(record_, *type_, "pipeline");
        const std::string* text = key ? key->as<std::string>() : nullptr;
        const Pipeline* pipeline = text ? ws_.catalog().pipeline(*text) : nullptr;
        if (pipeline) return &ws_.working_calendar(pipeline->calendar);
    }
    return &ws_.working_calendar();
}

std::shared_ptr<const Zone> RecordContext::zone_named(std::string_view name) const {
    if (name == "UTC" || name == "Z") return utc_zone();
    const auto& zones = ws_.impl().environment.zones;
    if (!zones) return nullptr;
    const auto found = zones->find(name);
    return found.ok() ? *found : nullptr;
}

namespace {

// The public ids that a query gives.
std::optional<ValueList> references(db::Statement& s) {
    ValueList out;
    const Status read = s.each([&](db::Statement& row) { out.emplace_back(Ref{row.uuid(0)}); });
    return read.ok() ? std::optional(std::move(out)) : std::nullopt;
}

std::string living(const RecordType& type, const std::string& condition) {
    const std::string table = storage::sql_name(type.table);
    return "SELECT uid FROM " + table + " JOIN record ON record.id = " + table + ".id WHERE deleted_at IS NULL AND (" + condition +
           ") ORDER BY " + table + ".id LIMIT ";
}

}  // namespace

std::optional<ValueList> RecordContext::records(std::string_view type_key, std::string_view key, const Value& value,
                                                std::size_t most) const {
    const RecordType* type = ws_.catalog().type(type_key);
    const Field* f = type && type->registered ? type->field(key) : nullptr;
    if (!f || !storage::has_column(*f)) return std::nullopt;
    const Workspace::Impl& impl = ws_.impl();
    const auto wanted = storage::coerce(*impl.ids, ws_.catalog(), *f, value, ws_.info().currency);
    if (!wanted.ok() || !(*wanted == value)) return ValueList();  // no record can have it
    const std::string table = storage::sql_name(type->table) + ".";
    std::string condition = table + storage::column(*f) + " IS ?1";
    if (f->kind == FieldKind::money) condition += " AND " + table + storage::currency_column(*f) + " IS ?2";
    db::Statement s = ws_.db().prepare(living(*type, condition) + std::to_string(most));
    storage::bind(*impl.ids, s, 1, *f, *wanted);
    return references(s);
}

std::optional<ValueList> RecordContext::related(const Ref& record, std::string_view type_key, std::size_t most) const {
    const RecordType* type = ws_.catalog().type(type_key);
    const auto row = ws_.row_of(record.id);
    const RecordType* of = row ? ws_.type_of(*row) : nullptr;
    if (!type || !type->registered || !of) return std::nullopt;
    std::string condition;
    for (const Field& f : type->fields) {
        const bool fits = f.target.empty() || f.target == "*" || f.target == of->key;
        if (f.kind != FieldKind::reference || !fits || !storage::has_column(f)) continue;
        condition += (condition.empty() ? "" : " OR ") + storage::sql_name(type->table) + "." + storage::column(f) + " = ?1";
    }
    if (condition.empty()) return ValueList();
    db::Statement s = ws_.db().prepare(living(*type, condition) + std::to_string(most));
    s.bind(1, *row);
    return references(s);
}

Result<Value> evaluate(const Workspace& ws, const std::string& feel, RowId record, RowId actor, Instant now) {
    Workspace::Impl& impl = ws.impl();
    if (impl.expressions_version != impl.catalog.version()) {
        impl.expressions.clear();
        impl.expressions_version = impl.catalog.version();
    }
    const RecordType* type = record != 0 ? ws.type_of(record) : nullptr;
    const auto key = std::pair(type ? type->id : RowId{0}, feel);
    auto it = impl.expressions.find(key);
    if (it == impl.expressions.end()) {
        const RecordSchema schema(impl.catalog, type);
        POTOK_TRY(auto compiled, expr::Expression::compile(feel, &schema));
        it = impl.expressions.emplace(key, std::move(compiled)).first;
    }
    return expr::evaluate(it->second, RecordContext(ws, record, actor, now)).value;
}

}  // namespace potok::model
