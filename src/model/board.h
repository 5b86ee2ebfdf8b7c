// Board: the records of one pipeline in columns, kept current from the change stream. Holds per record only what sorting,
// sums and filters need (the folded title among it: a letter typed into the filter asks the database nothing); the faces of the
// few visible cards are read when asked for and cached.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "model/queries.h"

namespace potok::db {
class Statement;
}

namespace potok::model {

// A value as a card shows it: options by their label, references by their title, numbers with their unit.
std::string plain_text(const Workspace& ws, const RecordType& type, std::string_view field, const Value& value, Language language);

struct CardFace {
    RowId row = 0;
    std::string title, subtitle, place;     // name; second line; what stands at the right of the amount
    Money amount;
    bool has_amount = false;
    RowId owner = 0;
    std::string owner_name;
    std::string next_step, next_kind;        // earliest open task and its kind
    std::optional<Instant> next_due;
    int done = 0, total = 0;                 // completeness
    Instant stage_since;
    bool stalled = false;
    int open_tasks = 0;
};

struct BoardFilter {
    std::optional<RowId> owner;
    std::string text;           // folded match on the title
    bool only_stalled = false;
    bool only_incomplete = false;
    bool operator==(const BoardFilter&) const = default;
};

class Board {
public:
    struct Column {
        const Stage* stage = nullptr;
        std::vector<RowId> rows;                                   // newest in the stage first
        std::vector<std::pair<std::string, std::int64_t>> sums;    // currency → minor units, in order of first appearance
        std::vector<std::pair<std::string, std::int64_t>> stalled_sums;
        int stalled = 0;
    };

    Board(const Workspace& ws, const Pipeline& pipeline);

    const Pipeline& pipeline() const { return *pipeline_; }
    // Also with the same filter: what has stalled meanwhile is counted anew.
    void set_filter(BoardFilter filter, Instant now);
    Instant filled_at() const { return filled_at_; }
    const BoardFilter& filter() const { return filter_; }
    // Of the words on the cards' faces; the workspace's own until set.
    void set_language(Language language);
    // Takes in an operation's changes; only what they touch is read again. Returns whether anything on the board changed.
    bool take(const Outcome& outcome, Instant now);
    void reload(Instant now);

    const std::vector<Column>& columns() const { return columns_; }
    std::size_t size() const;
    // Cached; read from the database on a miss.
    const CardFace& face(RowId row, Instant now);
    const Stage* stage_of(RowId row) const;

private:
    struct Item {
        RowId row = 0;
        int stage = -1;
        std::int64_t stage_since = 0;
        std::int64_t minor = 0;
        std::int32_t currency = -1;
        RowId owner = 0;
        bool shown = false;            // passes the filter: is in its column
        bool counted_stalled = false;  // as it was when it entered the sums
        std::string title;             // folded
    };
    std::string select_items() const;
    Item read_item(const db::Statement& row);
    bool matches(const Item& item, Instant now) const;
    bool stalled(const Item& item, Instant now) const;
    static bool before(const Item* a, const Item* b);
    void add_sum(Column& column, const Item& item, bool is_stalled, std::int64_t sign);
    void show(Item& item, Instant now);
    void fill_columns(Instant now);
    void take_out(RowId row);
    void put_in(Item item, Instant now);

    const Workspace* ws_;
    const Pipeline* pipeline_;
    BoardFilter filter_;
    Instant filled_at_;
    std::vector<Column> columns_;
    std::string filter_text_;                    // folded
    std::unordered_map<RowId, Item> items_;      // of all records, whatever the filter; looked up, never iterated
    std::vector<std::vector<Item*>> stages_;     // the same by stage, in the order of the columns
    std::unordered_map<RowId, CardFace> faces_;  // looked up, never iterated
    std::vector<std::string> currencies_;
    std::uint64_t catalog_version_ = 0;
    Language language_;
};

}  // namespace potok::model
