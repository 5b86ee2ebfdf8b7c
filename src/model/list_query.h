// A list: the records of one type as rows, filtered, sorted by several fields, grouped with subtotals, kept current from the change
// stream. Holds per row only what order, groups and sums need; what a row shows is read by whoever draws the few that are visible.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "model/queries.h"

namespace potok::db {
class Statement;
}

namespace potok::model {

struct ListFilter {
    enum class Kind { one_of, between, filled, empty };
    std::string field;
    Kind kind = Kind::one_of;
    std::vector<Value> values;  // one_of: option keys, stages, references, true or false
    Value from, to;             // between: both ends included; null is open. Amounts: the number before the currency
    bool operator==(const ListFilter&) const = default;
};

struct ListSort {
    std::string field;
    bool descending = false;
    bool operator==(const ListSort&) const = default;
};

struct ListSpec {
    std::string type;
    std::string pipeline;             // only its records; empty: all of the type
    std::vector<ListFilter> filters;  // all of them hold
    std::string text;                 // folded match on the name
    std::vector<ListSort> sort;       // then by age, newest first
    std::string group;                // field; empty: none
    std::vector<std::string> sums;    // money and number fields
    bool operator==(const ListSpec&) const = default;
};

class ListQuery {
public:
    // Of one field: an amount for each currency; of a number field one, without currency. Minor units, or at the field's decimals.
    using Sums = std::vector<std::pair<std::string, std::int64_t>>;
    struct Group {
        Value value;                 // of its records; null: those without
        std::size_t first = 0, count = 0;
        std::vector<Sums> sums;      // as ListSpec::sums
    };

    explicit ListQuery(const Workspace& ws) : ws_(&ws) {}

    const ListSpec& spec() const { return spec_; }
    const RecordType* type() const { return type_; }
    // What is unknown to the type (a field that is gone) counts for nothing. Rows are read anew where the spec is another one.
    void set(ListSpec spec);
    void reload();
    // Only what the changes touch is read again. Returns whether any row came, went, moved or changed.
    bool take(const Outcome& outcome);

    std::size_t size() const { return order_.size(); }
    RowId row(std::size_t index) const { return order_[index]->row; }
    std::size_t index_of(RowId row) const;  // size() when it is not in the list
    // In their order; where there is no grouping the only one, with all rows.
    const std::vector<Group>& groups() const { return groups_; }
    std::vector<Sums> sums_of(const std::vector<RowId>& rows) const;

private:
    struct Key {
        std::int64_t number = 0;
        std::string text;
        bool null = true;
        bool operator==(const Key&) const = default;
    };
    struct Item {
        RowId row = 0;
        std::vector<Key> keys;   // the group's, when there is one, then those of the sort
        std::vector<std::int64_t> amounts;
        std::vector<std::int16_t> currencies;  // index into currencies_, -1: nothing there
        Value group;
    };
    struct Column {
        const Field* field = nullptr;
        int at = 0;              // column of the statement
    };
    void prepare();
    std::string select() const;
    const Column* column_of(std::string_view field) const;
    bool passes(const db::Statement& row) const;
    bool passes(const db::Statement& row, const ListFilter& filter, const Column& column) const;
    Key key(const db::Statement& row, const Column& column) const;
    Item read(const db::Statement& row);
    std::int64_t rank(const Field& field, std::string_view text) const;
    bool before(const Item* a, const Item* b) const;
    void add_sums(std::vector<Sums>& sums, const Item& item, std::int64_t sign) const;
    void regroup();
    void put_in(Item item);
    void take_out(RowId row);

    const Workspace* ws_;
    ListSpec spec_;
    const RecordType* type_ = nullptr;
    std::vector<Column> columns_;
    std::vector<std::string> watched_;           // types whose names are part of the order
    std::string folded_;
    std::vector<std::string> currencies_;
    std::unordered_map<RowId, Item> items_;      // looked up, never iterated
    std::vector<Item*> order_;
    std::vector<Group> groups_;
};

}  // namespace potok::model
