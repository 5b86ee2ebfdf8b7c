// Full text over every record: folded words in an FTS5 table without content of its own.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "model/queries.h"
#include "model/search_terms.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

bool touches_text(const Change& c) {
    return std::any_of(c.deltas.begin(), c.deltas.end(), [&](const auto& d) {
        const Field* f = c.type->field(d.field);
        return d.field == "deleted_at" || (f && f->searchable);
    });
}

std::string digits(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
    return out;
}

// A phone number is found by what people type of it: as written, in one piece, and without the country's prefix.
std::string searchable_text(RecordIds& ids, const RecordType& type, const db::Statement& row) {
    std::string out;
    int column = 1;
    for (const Field& f : type.fields) {
        if (!storage::has_column(f)) continue;
        if (f.searchable) {
            const Value v = storage::read(ids, row, column, f);
            if (const std::string* t = v.as<std::string>()) {
                out += fold(*t) + "\n";
                if (f.kind == FieldKind::phone) {
                    const std::string d = digits(*t);
                    out += d + "\n";
                    if (d.size() > 9) out += d.substr(d.size() - 9) + "\n" + d.substr(d.size() - 10) + "\n";
                }
            }
        }
        column += storage::width(f);
    }
    return out;
}

}  // namespace

Status index_for_search(Workspace::Impl& impl, const std::vector<Change>& changes) {
    struct Dirty {
        const RecordType* type = nullptr;
        bool added = false;  // nothing of it can be there yet
    };
    std::map<RowId, Dirty> dirty;
    for (const Change& c : changes) {
        if (!c.type->registered || !c.type->searchable || !touches_text(c)) continue;
        Dirty& d = dirty[c.row];
        d.type = c.type;
        d.added = d.added || c.kind == Change::Kind::inserted;
    }
    db::Connection& db = *impl.db;
    for (const auto& [row, d] : dirty) {
        const RecordType* type = d.type;
        db::Statement s = db.prepare(impl.sql.of(*type).row);
        s.bind(1, row);
        POTOK_TRY(const bool there, s.step());
        const Field* deleted_at = type->field("deleted_at");
        const bool living = there && s.is_null(impl.sql.column(*type, *deleted_at));
        if (!living) {
            if (d.added) continue;
            s.reset();
            POTOK_CHECK(db.run("DELETE FROM search WHERE rowid = ?1", row));
            continue;
        }
        const std::string text = searchable_text(*impl.ids, *type, s);
        s.reset();
        POTOK_CHECK(db.run(d.added ? "INSERT INTO search(rowid, text) VALUES(?1, ?2)"
                                   : "INSERT OR REPLACE INTO search(rowid, text) VALUES(?1, ?2)", row, text));
    }
    return {};
}

std::string search_terms(std::string_view text) {
    std::string query;
    std::string word;
    const auto flush = [&] {
        if (word.empty()) return;
        query += (query.empty() ? "\"" : " \"") + word + "\"*";
        word.clear();
    };
    for (const char c : fold(text)) {
        const bool separator = static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c));
        if (separator) flush(); else word += c;
    }
    flush();
    return query;
}

std::vector<SearchHit> search(const Workspace& ws, std::string_view text, int limit, std::string_view type) {
    std::vector<SearchHit> out;
    const RecordType* only = type.empty() ? nullptr : ws.catalog().type(type);
    if (!type.empty() && !only) return out;
    const std::string query = search_terms(text);
    if (query.empty()) return out;
    db::Connection& db = ws.db();
    db::Statement s = db.prepare(
        "SELECT record.id, record.type FROM search JOIN record ON record.id = search.rowid WHERE search MATCH ?1 "
        "AND (?3 = 0 OR record.type = ?3) ORDER BY search.rank LIMIT ?2");
    s.bind(1, query).bind(2, limit).bind(3, only ? only->id : RowId{0});
    const Status read = s.each([&](db::Statement& row) {
        SearchHit hit;
        hit.row = row.i64(0);
        hit.type = ws.catalog().type(row.i64(1));
        if (!hit.type) return;
        hit.title = title_of(ws, hit.row);
        if (!hit.type->subject_field.empty()) {
            const auto r = record(ws, hit.row);
            if (const Ref* ref = r ? r->get(hit.type->subject_field).as<Ref>() : nullptr) {
                if (const auto subject = ws.row_of(ref->id)) hit.context = title_of(ws, *subject);
            }
            if (hit.title.empty() && r) hit.title = r->text("text");
        }
        out.push_back(std::move(hit));
    });
    return read.ok() ? out : std::vector<SearchHit>{};
}

}  // namespace potok::model
