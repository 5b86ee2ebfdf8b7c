#include "model/client_view.h"

#include <algorithm>

#include "model/queries.h"
#include "model/rights.h"
#include "model/search_terms.h"
#include "model/workspace_impl.h"

namespace potok::model {

namespace {

constexpr int steps = 4;
constexpr auto hangs_on = std::to_array<std::string_view>(
    {"task", "comment", "event", "booking", "attachment", "message", "payment", "decision", "instalment"});

bool hangs(const RecordType& type) {
    return std::find(hangs_on.begin(), hangs_on.end(), type.key) != hangs_on.end();
}

bool sells(const RecordType& type) {
    return type.key == "contact" || type.key == "offer" || type.key == "invoice";
}

// May its records belong to a client? Of the core's own types few may: lines and allocations are parts of an invoice, relations lead elsewhere.
bool belongs(const RecordType& type) {
    constexpr RowId first_definition = 1000;  // below are the core types
    return type.registered && (type.id >= first_definition || sells(type));
}

// Is what names its records theirs?
bool carries(const RecordType& type) {
    return type.on_pipeline || sells(type);
}

std::string list(const std::vector<RowId>& rows) {
    std::string out = "[";
    for (const RowId row : rows) out += (out.size() > 1 ? "," : "") + std::to_string(row);
    return out + "]";
}

const Field* activity_field(const Catalog& catalog, const RecordType& type) {
    const Definition* d = belongs(type) && !sells(type) ? catalog.definition("type", type.key) : nullptr;
    return d && d->body.contains("activity") ? type.field(d->body["activity"].get_ref<const std::string&>()) : nullptr;
}

// Living rows of `type` that name one of `rows` in a field that points at `target`, or at anything.
Result<std::vector<RowId>> naming(const Workspace& ws, const RecordType& type, const std::string& target, const std::vector<RowId>& rows, RowId client,
                                  bool direct) {
    // On the way through another record: what names a client, but not this one, is somebody else's.
    std::string own;
    for (const Field& f : type.fields)
        if (!direct && f.kind == FieldKind::reference && f.target == "client") own += (own.empty() ? "" : ", ") + storage::column(f);
    const std::string condition = own.empty() ? "" : " AND (?2 IN (" + own + ") OR COALESCE(" + own + ", NULL) IS NULL)";
    std::vector<RowId> found;
    for (const Field& f : type.fields) {
        if (f.kind != FieldKind::reference || (f.target != target && f.target != "*")) continue;
        db::Statement s = ws.db().prepare("SELECT id FROM " + storage::sql_name(type.table) + " WHERE " + storage::column(f) +
                                          " IN (SELECT value FROM json_each(?1)) AND deleted_at IS NULL" + condition);
        s.bind(1, list(rows));
        if (!own.empty()) s.bind(2, client);
        POTOK_CHECK(s.each([&](db::Statement& row) { found.push_back(row.i64(0)); }));
    }
    return found;
}

// How the entries of a type are read: SQL over its table.
struct Source {
    const RecordType* type = nullptr;
    std::string at, about, person, named;  // when; what it hangs on; who; the columns with people and contacts
    std::vector<RowId> rows;               // members: these; else what hangs on them
    bool member = false, read_all = false;
};

std::string first_of(std::initializer_list<const char*> columns) {
    std::string out;
    for (const char* c : columns) out += (out.empty() ? "" : ", ") + storage::sql_name(c);
    return "COALESCE(" + out + ")";
}

Source source_of(const Workspace& ws, const RecordType& type, RowId reader) {
    Source s;
    s.type = &type;
    s.read_all = reads_all(ws, reader, type);
    s.at = "created_at";
    s.person = first_of({"owner", "created_by"});
    s.about = "0";
    if (type.key == "event") s.at = first_of({"from", "created_at"}), s.person = first_of({"person", "created_by"});
    else if (type.key == "booking") s.at = first_of({"from", "created_at"});
    else if (type.key == "task") s.at = first_of({"done_at", "created_at"}), s.person = first_of({"done_by", "assignee", "created_by"});
    else if (type.key == "message") s.at = first_of({"sent_at", "created_at"});
    else if (type.key == "payment") s.at = first_of({"received_at", "created_at"});
    else if (type.key == "decision") s.person = first_of({"person", "created_by"});
    else if (const Field* f = activity_field(ws.catalog(), type)) s.at = "COALESCE(" + storage::column(*f) + ", created_at)";
    if (hangs(type)) s.about = storage::column(*type.field(type.subject_field));
    for (const Field& f : type.fields)
        if (f.kind == FieldKind::reference && (f.target == "person" || f.target == "contact"))
            s.named += (s.named.empty() ? "" : ", ") + storage::column(f);
    return s;
}

// Of every type that has something to show by the filter.
std::vector<Source> sources(const Workspace& ws, const ClientCircle& circle, const ClientFilter& filter, RowId reader, Instant now) {
    std::vector<Source> out;
    const auto wanted = [&](const RecordType& type) {
        return (filter.kinds.empty() || filter.kinds.contains(client_kind(ws.catalog(), type))) &&
               check_right(ws, reader, Verb::read, type, 0, {}, now).ok();
    };
    for (const auto& type : ws.catalog().types()) {
        if (hangs(*type)) {
            if (!wanted(*type)) continue;
            out.push_back(source_of(ws, *type, reader));
            out.back().rows = filter.about ? std::vector{filter.about} : circle.all;
        } else if (const auto members = circle.members.find(type.get()); members != circle.members.end() && wanted(*type)) {
            const std::vector<RowId>& rows = members->second;
            if (filter.about && !std::binary_search(rows.begin(), rows.end(), filter.about)) continue;
            out.push_back(source_of(ws, *type, reader));
            out.back().member = true;
            out.back().rows = filter.about ? std::vector{filter.about} : rows;
        }
    }
    return out;
}

std::string where(const Source& s, const ClientFilter& filter) {
    std::string sql = " FROM " + storage::sql_name(s.type->table) + " WHERE " + (s.member ? "id" : s.about) +
                      " IN (SELECT value FROM json_each(?1)) AND deleted_at IS NULL";
    if (filter.person) sql += " AND ?2 IN (" + s.named + ")";
    if (filter.from) sql += " AND " + s.at + " >= ?3";
    if (filter.to) sql += " AND " + s.at + " < ?4";
    if (!search_terms(filter.text).empty()) sql += " AND id IN (SELECT rowid FROM search WHERE search MATCH ?5)";
    return sql;
}

void bind(db::Statement& s, const Source& source, const ClientFilter& filter) {
    s.bind(1, list(source.rows));
    if (filter.person) s.bind(2, filter.person);
    if (filter.from) s.bind(3, *filter.from);
    if (filter.to) s.bind(4, *filter.to);
    if (const std::string terms = search_terms(filter.text); !terms.empty()) s.bind(5, terms);
}

// The members have been looked at when the circle was drawn.
bool readable(const Workspace& ws, const Source& s, RowId row, RowId reader, Instant now) {
    return s.member || s.read_all || check_right(ws, reader, Verb::read, *s.type, row, {}, now).ok();
}

void read_content(const Workspace& ws, ClientEntry& e) {
    const auto r = record(ws, e.row);
    if (!r) return;
    e.title = r->title();
    if (e.type->key == "task") e.text = r->text("comment");
    for (const char* key : {"text", "comment", "purpose", "reason", "note"})
        if (e.text.empty()) e.text = r->text(key);
    const std::string amount = e.type->amount_field.empty() ? "amount" : e.type->amount_field;
    if (const Money* m = r->get(amount).as<Money>()) e.amount = *m;
}

}  // namespace

ClientKind client_kind(const Catalog& catalog, const RecordType& type) {
    static const std::map<std::string_view, ClientKind> core{
        {"task", ClientKind::task},         {"comment", ClientKind::comment}, {"event", ClientKind::activity},
        {"booking", ClientKind::activity},  {"attachment", ClientKind::document}, {"message", ClientKind::correspondence},
        {"payment", ClientKind::money},     {"invoice", ClientKind::money},   {"instalment", ClientKind::money},
        {"decision", ClientKind::approval}, {"offer", ClientKind::offer},     {"contact", ClientKind::contact}};
    if (const auto known = core.find(type.key); known != core.end()) return known->second;
    if (activity_field(catalog, type)) return ClientKind::activity;
    return type.on_pipeline ? ClientKind::deal : ClientKind::other;
}

Result<ClientCircle> client_circle(const Workspace& ws, RowId client, RowId reader, Instant now) {
    const RecordType* type = ws.type_of(client);
    const auto found = type && type->key == "client" ? record(ws, client) : std::nullopt;
    if (!found || found->deleted) return error("record.missing");
    POTOK_CHECK(check_right(ws, reader, Verb::read, *type, client, {}, now));
    ClientCircle circle;
    circle.client = client;
    std::map<RowId, const RecordType*> seen{{client, type}};
    std::map<const RecordType*, std::vector<RowId>> edge{{type, {client}}};  // reached in the last step
    for (int step = 0; step < steps && !edge.empty(); ++step) {
        std::map<const RecordType*, std::vector<RowId>> next;
        for (const auto& t : ws.catalog().types()) {
            if (!belongs(*t) || !check_right(ws, reader, Verb::read, *t, 0, {}, now).ok()) continue;
            const bool all = reads_all(ws, reader, *t);
            for (const auto& of : ws.catalog().types()) {  // in the catalog's order, not in that of addresses
                const auto rows = edge.find(of.get());
                if (rows == edge.end()) continue;
                POTOK_TRY(const std::vector<RowId> naming_them, naming(ws, *t, of->key, rows->second, client, step == 0));
                for (const RowId row : naming_them) {
                    if (seen.contains(row)) continue;
                    seen.emplace(row, t.get());
                    if (!all && !check_right(ws, reader, Verb::read, *t, row, {}, now).ok()) continue;
                    circle.members[t.get()].push_back(row);
                    circle.all.push_back(row);
                    if (carries(*t)) next[t.get()].push_back(row);
                }
            }
        }
        edge = std::move(next);
    }
    circle.all.push_back(client);
    std::sort(circle.all.begin(), circle.all.end());
    for (auto& [t, rows] : circle.members) std::sort(rows.begin(), rows.end());
    return circle;
}

Result<ClientPage> client_page(const Workspace& ws, const ClientCircle& circle, const ClientFilter& filter, RowId reader, Instant now, int limit,
                               std::optional<ClientPlace> after) {
    ClientPage page;
    const auto from = sources(ws, circle, filter, reader, now);
    for (bool full = false; !full;) {
        std::vector<std::pair<ClientEntry, const Source*>> found;
        for (const Source& source : from) {
            db::Statement s = ws.db().prepare("SELECT id, " + source.at + " AS moment, " + source.about + ", " + source.person + where(source, filter) +
                                              (after ? " AND (" + source.at + ", id) < (?6, ?7)" : "") + " ORDER BY moment DESC, id DESC LIMIT ?8");
            bind(s, source, filter);
            if (after) s.bind(6, after->at).bind(7, after->row);
            s.bind(8, limit + 1);
            POTOK_CHECK(s.each([&](db::Statement& row) {
                ClientEntry e;
                e.row = row.i64(0);
                e.at = row.instant(1);
                e.about = row.i64(2);
                e.person = row.i64(3);
                e.type = source.type;
                found.emplace_back(std::move(e), &source);
            }));
        }
        std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
            return a.first.at != b.first.at ? a.first.at > b.first.at : a.first.row > b.first.row;
        });
        const std::size_t most = std::min(found.size(), static_cast<std::size_t>(limit) + 1);
        for (std::size_t i = 0; i < most && !full; ++i) {
            auto& [entry, source] = found[i];
            after = ClientPlace{entry.at, entry.row};
            if (!readable(ws, *source, entry.row, reader, now)) continue;
            full = page.more = page.entries.size() == static_cast<std::size_t>(limit);
            if (full) break;
            entry.kind = client_kind(ws.catalog(), *entry.type);
            read_content(ws, entry);
            page.entries.push_back(std::move(entry));
        }
        if (found.size() <= static_cast<std::size_t>(limit)) full = true;  // no more of any type
    }
    return page;
}

Result<std::array<std::int64_t, client_kinds>> client_counts(const Workspace& ws, const ClientCircle& circle, const ClientFilter& filter, RowId reader,
                                                             Instant now) {
    std::array<std::int64_t, client_kinds> counts{};
    ClientFilter of_all = filter;
    of_all.kinds.clear();
    for (const Source& source : sources(ws, circle, of_all, reader, now)) {
        const bool every = source.member || source.read_all;
        db::Statement s = ws.db().prepare((every ? "SELECT count(*)" : "SELECT id") + where(source, of_all));
        bind(s, source, of_all);
        std::int64_t& count = counts[static_cast<std::size_t>(client_kind(ws.catalog(), *source.type))];
        POTOK_CHECK(s.each([&](db::Statement& row) {
            if (every) count += row.i64(0);
            else count += readable(ws, source, row.i64(0), reader, now) ? 1 : 0;
        }));
    }
    return counts;
}

Result<std::vector<RowId>> client_people(const Workspace& ws, const ClientCircle& circle, RowId reader, Instant now) {
    std::map<RowId, std::int64_t> entries;
    for (const Source& source : sources(ws, circle, {}, reader, now)) {
        db::Statement s = ws.db().prepare("SELECT " + source.person + " AS who, count(*)" + where(source, {}) + " GROUP BY who");
        bind(s, source, {});
        POTOK_CHECK(s.each([&](db::Statement& row) { entries[row.i64(0)] += row.i64(1); }));
    }
    entries.erase(0);
    entries.erase(ws.robots());
    std::vector<RowId> out;
    for (const auto& [person, count] : entries) out.push_back(person);
    std::stable_sort(out.begin(), out.end(), [&](RowId a, RowId b) { return entries[a] > entries[b]; });
    return out;
}

}  // namespace potok::model
