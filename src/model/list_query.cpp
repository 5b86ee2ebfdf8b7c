#include "model/list_query.h"

#include <algorithm>

#include "base/text.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

bool is_text(FieldKind kind) {
    switch (kind) {
        case FieldKind::text:
        case FieldKind::long_text:
        case FieldKind::choice:
        case FieldKind::multi:
        case FieldKind::phone:
        case FieldKind::email:
        case FieldKind::json:
            return true;
        default:
            return false;
    }
}

// A value as its column holds it: the end of a range.
std::optional<std::int64_t> stored(const Field& field, const Value& value) {
    if (const Decimal* n = value.as<Decimal>()) return n->to_scaled(field.kind == FieldKind::money ? 2 : field.decimals);
    if (const Money* m = value.as<Money>()) return m->minor;
    if (const Date* d = value.as<Date>()) return d->days;
    if (const Instant* i = value.as<Instant>()) return i->ms;
    if (const DayTimeDuration* d = value.as<DayTimeDuration>()) return d->ms;
    return {};
}

}  // namespace

void ListQuery::set(ListSpec spec) {
    if (type_ && spec == spec_) return;
    spec_ = std::move(spec);
    reload();
}

// Every column that order, groups, sums or filters read, once each.
void ListQuery::prepare() {
    type_ = ws_->catalog().type(spec_.type);
    columns_.clear();
    watched_.clear();
    folded_ = fold(spec_.text);
    if (!type_) return;
    const auto known = [&](const std::string& key) {
        const Field* f = type_->field(key);
        return f && storage::has_column(*f);
    };
    std::erase_if(spec_.filters, [&](const auto& f) { return !known(f.field); });
    std::erase_if(spec_.sort, [&](const auto& s) { return !known(s.field); });
    std::erase_if(spec_.sums, [&](const auto& key) { return !known(key); });
    if (!known(spec_.group)) spec_.group.clear();
    int at = 2;  // id and name come first
    const auto use = [&](const std::string& key) {
        if (column_of(key)) return;
        const Field* f = type_->field(key);
        columns_.push_back({f, at});
        at += f->kind == FieldKind::money || f->kind == FieldKind::reference ? 2 : 1;
        if (f->kind == FieldKind::reference && f->target != "*") watched_.push_back(f->target);
    };
    if (!spec_.group.empty()) use(spec_.group);
    for (const ListSort& s : spec_.sort) use(s.field);
    for (const std::string& key : spec_.sums) use(key);
    for (const ListFilter& f : spec_.filters) use(f.field);
}

std::string ListQuery::select() const {
    const Field* title = type_->field(type_->title_field);
    std::string sql = "SELECT id, " + (title ? storage::column(*title) : std::string("NULL"));
    for (const Column& c : columns_) {
        sql += ", " + storage::column(*c.field);
        if (c.field->kind == FieldKind::money) sql += ", " + storage::currency_column(*c.field);
        if (c.field->kind != FieldKind::reference) continue;
        const RecordType* target = ws_->catalog().type(c.field->target);
        const Field* name = target ? target->field(target->title_field) : nullptr;
        sql += name ? ", (SELECT x." + storage::column(*name) + " FROM " + storage::sql_name(target->table) + " x WHERE x.id = t." + storage::column(*c.field) + ")"
                    : std::string(", NULL");
    }
    sql += " FROM " + storage::sql_name(type_->table) + " t WHERE deleted_at IS NULL";
    if (!spec_.pipeline.empty() && type_->on_pipeline) sql += " AND pipeline = ?1";
    return sql;
}

const ListQuery::Column* ListQuery::column_of(std::string_view field) const {
    for (const Column& c : columns_)
        if (c.field->key == field) return &c;
    return nullptr;
}

bool ListQuery::passes(const db::Statement& row, const ListFilter& filter, const Column& column) const {
    const Field& f = *column.field;
    const bool filled = !row.is_null(column.at) && !(is_text(f.kind) && row.text(column.at).empty());
    switch (filter.kind) {
        case ListFilter::Kind::filled: return filled;
        case ListFilter::Kind::empty: return !filled;
        case ListFilter::Kind::between: {
            if (!filled) return false;
            const std::int64_t n = row.i64(column.at);
            const auto from = stored(f, filter.from), to = stored(f, filter.to);
            return (!from || n >= *from) && (!to || n <= *to);
        }
        case ListFilter::Kind::one_of: break;
    }
    if (!filled) return false;
    const Value value = storage::read(*ws_->impl().ids, row, column.at, f);
    const auto wanted = [&](const Value& v) { return std::find(filter.values.begin(), filter.values.end(), v) != filter.values.end(); };
    if (const ValueList* list = value.as<ValueList>()) return std::any_of(list->begin(), list->end(), wanted);
    return wanted(value);
}

bool ListQuery::passes(const db::Statement& row) const {
    for (const ListFilter& filter : spec_.filters)
        if (!passes(row, filter, *column_of(filter.field))) return false;
    return folded_.empty() || fold(row.text(1)).find(folded_) != std::string::npos;
}

// Options and stages stand in their own order, not in that of the alphabet.
std::int64_t ListQuery::rank(const Field& field, std::string_view text) const {
    for (std::size_t i = 0; i < field.options.size(); ++i)
        if (field.options[i].key == text) return static_cast<std::int64_t>(i);
    if (field.key != "stage") return -1;
    std::int64_t from = 0;
    for (const auto& pipeline : ws_->catalog().pipelines()) {
        if (pipeline->type != type_->key || (!spec_.pipeline.empty() && pipeline->key != spec_.pipeline)) continue;
        if (const int at = pipeline->index_of(text); at >= 0) return from + at;
        from += static_cast<std::int64_t>(pipeline->stages.size());
    }
    return from;
}

ListQuery::Key ListQuery::key(const db::Statement& row, const Column& column) const {
    Key k;
    const Field& f = *column.field;
    if (row.is_null(column.at)) return k;
    k.null = false;
    if (f.kind == FieldKind::choice || (f.key == "stage" && type_->on_pipeline)) k.number = rank(f, row.text(column.at));
    else if (is_text(f.kind)) k.text = sort_key(row.text(column.at));
    else k.number = row.i64(column.at);
    if (f.kind == FieldKind::reference) k.text = sort_key(row.text(column.at + 1));
    return k;
}

ListQuery::Item ListQuery::read(const db::Statement& row) {
    Item item;
    item.row = row.i64(0);
    if (!spec_.group.empty()) {
        const Column& c = *column_of(spec_.group);
        item.keys.push_back(key(row, c));
        item.group = storage::read(*ws_->impl().ids, row, c.at, *c.field);
    }
    for (const ListSort& s : spec_.sort) item.keys.push_back(key(row, *column_of(s.field)));
    for (const std::string& sum : spec_.sums) {
        const Column& c = *column_of(sum);
        item.amounts.push_back(row.i64(c.at));
        if (row.is_null(c.at)) {
            item.currencies.push_back(-1);
            continue;
        }
        const std::string_view currency = c.field->kind == FieldKind::money ? row.text(c.at + 1) : std::string_view();
        const auto it = std::find(currencies_.begin(), currencies_.end(), currency);
        item.currencies.push_back(static_cast<std::int16_t>(it - currencies_.begin()));
        if (it == currencies_.end()) currencies_.emplace_back(currency);
    }
    return item;
}

// What has no value comes last, whichever way it is sorted; references by name, then by their own row.
bool ListQuery::before(const Item* a, const Item* b) const {
    const std::size_t groups = spec_.group.empty() ? 0 : 1;
    for (std::size_t i = 0; i < a->keys.size(); ++i) {
        const Key &x = a->keys[i], &y = b->keys[i];
        if (x == y) continue;
        if (x.null != y.null) return y.null;
        const bool down = i >= groups && spec_.sort[i - groups].descending;
        const int by_text = x.text.compare(y.text);
        const bool less = by_text != 0 ? by_text < 0 : x.number < y.number;
        return less != down;
    }
    return a->row > b->row;
}

void ListQuery::add_sums(std::vector<Sums>& sums, const Item& item, std::int64_t sign) const {
    sums.resize(spec_.sums.size());
    for (std::size_t i = 0; i < item.amounts.size(); ++i) {
        if (item.currencies[i] < 0) continue;
        const std::string& currency = currencies_[static_cast<std::size_t>(item.currencies[i])];
        const auto at = std::find_if(sums[i].begin(), sums[i].end(), [&](const auto& s) { return s.first == currency; });
        if (at != sums[i].end()) at->second += sign * item.amounts[i];
        else sums[i].emplace_back(currency, sign * item.amounts[i]);
    }
}

void ListQuery::regroup() {
    groups_.clear();
    const bool grouped = !spec_.group.empty();
    for (std::size_t i = 0; i < order_.size(); ++i) {
        if (groups_.empty() || (grouped && !(order_[i]->keys.front() == order_[groups_.back().first]->keys.front()))) groups_.push_back({order_[i]->group, i, 0, {}});
        ++groups_.back().count;
        add_sums(groups_.back().sums, *order_[i], 1);
    }
}

void ListQuery::reload() {
    prepare();
    items_.clear();
    order_.clear();
    currencies_.clear();
    if (type_ && type_->registered) {
        db::Statement s = ws_->db().prepare(select());
        if (!spec_.pipeline.empty() && type_->on_pipeline) s.bind(1, spec_.pipeline);
        const Status done = s.each([&](db::Statement& row) {
            if (!passes(row)) return;
            Item item = read(row);
            const RowId id = item.row;
            order_.push_back(&items_.emplace(id, std::move(item)).first->second);
        });
        if (!done.ok()) items_.clear(), order_.clear();
    }
    std::sort(order_.begin(), order_.end(), [&](const Item* a, const Item* b) { return before(a, b); });
    regroup();
}

std::size_t ListQuery::index_of(RowId row) const {
    const auto it = items_.find(row);
    if (it == items_.end()) return order_.size();
    const auto at = std::lower_bound(order_.begin(), order_.end(), &it->second, [&](const Item* a, const Item* b) { return before(a, b); });
    return static_cast<std::size_t>(at - order_.begin());
}

std::vector<ListQuery::Sums> ListQuery::sums_of(const std::vector<RowId>& rows) const {
    std::vector<Sums> out(spec_.sums.size());
    for (const RowId row : rows)
        if (const auto it = items_.find(row); it != items_.end()) add_sums(out, it->second, 1);
    return out;
}

void ListQuery::take_out(RowId row) {
    const auto it = items_.find(row);
    if (it == items_.end()) return;
    order_.erase(order_.begin() + static_cast<std::ptrdiff_t>(index_of(row)));
    items_.erase(it);
}

void ListQuery::put_in(Item item) {
    const RowId id = item.row;
    Item* placed = &items_.insert_or_assign(id, std::move(item)).first->second;
    order_.insert(std::lower_bound(order_.begin(), order_.end(), placed, [&](const Item* a, const Item* b) { return before(a, b); }), placed);
}

bool ListQuery::take(const Outcome& outcome) {
    if (!type_) return false;
    std::vector<RowId> touched;
    for (const Change& change : outcome.changes) {
        if (!change.type) continue;
        const RecordType& changed = *change.type;
        if (&changed != type_ && changed.key != type_->key) {
            // The name of something that rows are sorted or grouped by.
            if (change.delta(changed.title_field) && change.kind == Change::Kind::updated &&
                std::find(watched_.begin(), watched_.end(), changed.key) != watched_.end()) {
                reload();
                return true;
            }
            continue;
        }
        if (std::find(touched.begin(), touched.end(), change.row) == touched.end()) touched.push_back(change.row);
    }
    if (touched.empty()) return false;
    if (touched.size() > 200) {  // one by one would cost more than all of them
        reload();
        return true;
    }
    const std::string one = select() + " AND id = ?2";
    for (const RowId row : touched) {
        take_out(row);
        db::Statement s = ws_->db().prepare(one);
        if (!spec_.pipeline.empty() && type_->on_pipeline) s.bind(1, spec_.pipeline);
        s.bind(2, row);
        const auto found = s.step();
        if (found.ok() && *found && passes(s)) put_in(read(s));
    }
    regroup();
    return true;
}

}  // namespace potok::model
