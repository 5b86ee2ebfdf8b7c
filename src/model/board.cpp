#include "model/board.h"

#include <algorithm>
#include <cassert>

#include "base/text.h"
#include "model/workspace_impl.h"

namespace potok::model {

Board::Board(const Workspace& ws, const Pipeline& pipeline) : ws_(&ws), pipeline_(&pipeline), language_(ws.info().language) {}

std::size_t Board::size() const {
    std::size_t n = 0;
    for (const Column& c : columns_) n += c.rows.size();
    return n;
}

const Stage* Board::stage_of(RowId row) const {
    const auto it = items_.find(row);
    return it == items_.end() || !it->second.shown ? nullptr : &pipeline_->stages[static_cast<std::size_t>(it->second.stage)];
}

void Board::set_filter(BoardFilter filter, Instant now) {
    if (filter == filter_ && now == filled_at_) return;
    filter_ = std::move(filter);
    filter_text_ = fold(filter_.text);
    if (stages_.empty() || catalog_version_ != ws_->catalog().version())
        reload(now);
    else
        fill_columns(now);
}

void Board::set_language(Language language) {
    if (language == language_) return;
    language_ = language;
    faces_.clear();
}

std::string Board::select_items() const {
    const RecordType& type = *ws_->catalog().type(pipeline_->type);
    std::string sql = "SELECT id, stage, stage_since, owner, " + storage::column(*type.field(type.title_field));
    if (const Field* amount = type.amount_field.empty() ? nullptr : type.field(type.amount_field))
        sql += ", " + storage::column(*amount) + ", " + storage::currency_column(*amount);
    else
        sql += ", NULL, NULL";
    return sql + " FROM " + storage::sql_name(type.table) + " WHERE pipeline = ?1 AND deleted_at IS NULL";
}

Board::Item Board::read_item(const db::Statement& row) {
    Item item;
    item.row = row.i64(0);
    item.stage = pipeline_->index_of(row.text(1));
    item.stage_since = row.i64(2);
    item.owner = row.i64(3);
    item.title = fold(row.text(4));
    if (!row.is_null(5)) {
        item.minor = row.i64(5);
        const std::string_view currency = row.text(6);
        const auto it = std::find(currencies_.begin(), currencies_.end(), currency);
        item.currency = static_cast<std::int32_t>(it - currencies_.begin());
        if (it == currencies_.end()) currencies_.emplace_back(currency);
    }
    return item;
}

bool Board::matches(const Item& item, Instant now) const {
    if (filter_.owner && item.owner != *filter_.owner) return false;
    if (item.title.find(filter_text_) == std::string::npos) return false;
    if (filter_.only_stalled && !stalled(item, now)) return false;
    if (filter_.only_incomplete) {
        const auto r = record(*ws_, item.row);
        if (!r || completeness(*ws_, *r).missing.empty()) return false;
    }
    return true;
}

bool Board::stalled(const Item& item, Instant now) const {
    const Stage& stage = pipeline_->stages[static_cast<std::size_t>(item.stage)];
    return stage.kind == StageKind::open && stage.stalled_after_ms > 0 && now.ms - item.stage_since > stage.stalled_after_ms;
}

void Board::add_sum(Column& column, const Item& item, bool is_stalled, std::int64_t sign) {
    const auto add = [&](std::vector<std::pair<std::string, std::int64_t>>& sums) {
        if (item.currency < 0) return;
        const std::string& currency = currencies_[static_cast<std::size_t>(item.currency)];
        for (auto& [code, minor] : sums) {
            if (code != currency) continue;
            minor += sign * item.minor;
            return;
        }
        sums.emplace_back(currency, sign * item.minor);
    };
    add(column.sums);
    if (!is_stalled) return;
    column.stalled += static_cast<int>(sign);
    add(column.stalled_sums);
}

void Board::reload(Instant now) {
    catalog_version_ = ws_->catalog().version();
    items_.clear();
    faces_.clear();
    currencies_.clear();
    stages_.assign(pipeline_->stages.size(), {});
    db::Statement s = ws_->db().prepare(select_items());
    s.bind(1, pipeline_->key);
    const Status read = s.each([&](db::Statement& row) {
        Item item = read_item(row);
        if (item.stage < 0) return;
        const auto at = items_.emplace(item.row, std::move(item)).first;
        stages_[static_cast<std::size_t>(at->second.stage)].push_back(&at->second);
    });
    if (!read.ok()) {
        items_.clear();
        stages_.assign(pipeline_->stages.size(), {});
    }
    for (auto& stage : stages_) std::sort(stage.begin(), stage.end(), before);
    fill_columns(now);
}

void Board::fill_columns(Instant now) {
    filled_at_ = now;
    columns_.assign(pipeline_->stages.size(), {});
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        columns_[i].stage = &pipeline_->stages[i];
        columns_[i].rows.reserve(stages_[i].size());
        for (Item* item : stages_[i]) {
            item->shown = matches(*item, now);
            if (!item->shown) continue;
            columns_[i].rows.push_back(item->row);
            show(*item, now);
        }
    }
}

// Into the sums of its column.
void Board::show(Item& item, Instant now) {
    item.counted_stalled = stalled(item, now);
    add_sum(columns_[static_cast<std::size_t>(item.stage)], item, item.counted_stalled, +1);
}

// Newest in the stage first: the moment of entering orders them, so that a place is found by halving.
bool Board::before(const Item* a, const Item* b) {
    return a->stage_since != b->stage_since ? a->stage_since > b->stage_since : a->row > b->row;
}

void Board::take_out(RowId row) {
    const auto it = items_.find(row);
    if (it == items_.end()) return;
    Item& item = it->second;
    const auto by_item = [&](RowId a, const Item& b) { return before(&items_.at(a), &b); };
    if (item.shown) {
        Column& column = columns_[static_cast<std::size_t>(item.stage)];
        const auto place = std::lower_bound(column.rows.begin(), column.rows.end(), item, by_item);
        assert(place != column.rows.end() && *place == row);
        column.rows.erase(place);
        add_sum(column, item, item.counted_stalled, -1);
    }
    auto& stage = stages_[static_cast<std::size_t>(item.stage)];
    const auto place = std::lower_bound(stage.begin(), stage.end(), &item, before);
    assert(place != stage.end() && *place == &item);
    stage.erase(place);
    items_.erase(it);
}

void Board::put_in(Item read, Instant now) {
    if (read.stage < 0) return;
    Item& item = items_.emplace(read.row, std::move(read)).first->second;
    auto& stage = stages_[static_cast<std::size_t>(item.stage)];
    stage.insert(std::lower_bound(stage.begin(), stage.end(), &item, before), &item);
    item.shown = matches(item, now);
    if (!item.shown) return;
    auto& rows = columns_[static_cast<std::size_t>(item.stage)].rows;
    const auto by_item = [&](RowId a, const Item& b) { return before(&items_.at(a), &b); };
    rows.insert(std::lower_bound(rows.begin(), rows.end(), item, by_item), item.row);
    show(item, now);
}

bool Board::take(const Outcome& outcome, Instant now) {
    if (catalog_version_ != ws_->catalog().version()) {
        reload(now);
        return true;
    }
    bool changed = false;
    std::vector<RowId> mine;
    for (const Change& c : outcome.changes) {
        // What belongs to a card (its tasks, its files) changes its face; the record itself also its place.
        if (faces_.erase(c.subject) + faces_.erase(c.row) > 0) changed = true;
        if (c.type->key == pipeline_->type && std::find(mine.begin(), mine.end(), c.row) == mine.end()) mine.push_back(c.row);
        if (c.type->key == "person" && !faces_.empty()) {
            faces_.clear();
            changed = true;
        }
    }
    for (const RowId row : mine) {
        take_out(row);
        db::Statement s = ws_->db().prepare(select_items() + " AND id = ?2");
        s.bind(1, pipeline_->key).bind(2, row);
        const auto found = s.step();
        changed = true;
        if (found.ok() && *found) put_in(read_item(s), now);
    }
    return changed;
}

const CardFace& Board::face(RowId row, Instant now) {
    const auto cached = faces_.find(row);
    if (cached != faces_.end()) return cached->second;
    if (faces_.size() > 4096) faces_.clear();
    CardFace face;
    face.row = row;
    if (const auto r = record(*ws_, row)) {
        face.title = r->title();
        if (const Money* m = r->type->amount_field.empty() ? nullptr : r->get(r->type->amount_field).as<Money>()) {
            face.amount = *m;
            face.has_amount = true;
        }
        const auto line = [&](const std::vector<std::string>& fields) {
            std::string out;
            for (const std::string& field : fields) {
                const std::string text = plain_text(*ws_, *r->type, field, r->get(field), language_);
                if (!text.empty()) out += (out.empty() ? "" : ", ") + text;
            }
            return out;
        };
        face.subtitle = line(pipeline_->card_second);
        face.place = line(pipeline_->card_aside);
        if (const Ref* owner = r->get("owner").as<Ref>()) {
            face.owner = ws_->row_of(owner->id).value_or(0);
            face.owner_name = title_of(*ws_, face.owner);
        }
        const Completeness c = completeness(*ws_, *r);
        face.done = c.done;
        face.total = c.total;
    }
    if (const auto it = items_.find(row); it != items_.end()) {
        face.stage_since = {it->second.stage_since};
        face.stalled = stalled(it->second, now);
    }
    const std::vector<Task> open = tasks(*ws_, {std::nullopt, row, true});
    face.open_tasks = static_cast<int>(open.size());
    if (!open.empty()) {
        face.next_step = open.front().title;
        face.next_kind = open.front().kind;
        face.next_due = open.front().due;
    }
    return faces_.emplace(row, std::move(face)).first->second;
}

std::string plain_text(const Workspace& ws, const RecordType& type, std::string_view field, const Value& value, Language language) {
    const Field* f = type.field(field);
    if (const std::string* t = value.as<std::string>()) {
        if (f) {
            for (const Option& o : f->options)
                if (o.key == *t) return o.label.in(language);
        }
        return *t;
    }
    if (const Ref* r = value.as<Ref>()) {
        const auto row = ws.row_of(r->id);
        return row ? title_of(ws, *row) : std::string();
    }
    if (const Decimal* n = value.as<Decimal>()) {
        std::string out = n->str();
        if (language != Language::en) std::replace(out.begin(), out.end(), '.', ',');
        return f && !f->unit.empty() ? out + "\u00a0" + f->unit.in(language) : out;
    }
    if (const Date* d = value.as<Date>()) return format_iso(*d);
    return {};
}

}  // namespace potok::model
