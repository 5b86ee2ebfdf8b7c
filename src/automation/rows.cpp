// The engine's rows in and out of the database.
#include "automation/tables.h"
#include "db/connection.h"

namespace potok::automation {

namespace {

using model::RecordType;
using model::Values;

constexpr std::string_view wait_words[] = {"time", "task", "event", "condition", "date", "overdue", "signal", "period", "claim"};
constexpr std::string_view token_words[] = {"ready", "waiting", "joining", "failed", "holding"};

template <class E, std::size_t N>
E from_word(const std::string_view (&words)[N], std::string_view word) {
    for (std::size_t i = 0; i < N; ++i)
        if (words[i] == word) return static_cast<E>(i);
    return static_cast<E>(0);
}

template <class E, std::size_t N>
Value word(const std::string_view (&words)[N], E e) {
    return Value(std::string(words[static_cast<std::size_t>(e)]));
}

Value row(RowId id) {
    return id == 0 ? Value() : Value(id);
}
Value text(const std::string& s) {
    return s.empty() ? Value() : Value(s);
}
Value instant(const std::optional<Instant>& t) {
    return t ? Value(*t) : Value();
}
Value error_text(const std::optional<Error>& e) {
    return e ? Value(to_json(*e).dump()) : Value();
}
std::optional<Error> read_error(std::string_view json) {
    if (json.empty()) return {};
    const Json parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_object()) return {};
    return error_from_json(parsed);
}

Value json_text(const Json& json) {
    return json.is_null() ? Value() : Value(json.dump());
}

ValueContext read_context(const Json& json, const char* key) {
    if (!json.is_object() || !json.contains(key)) return {};
    const auto value = value_from_json(json[key]);
    const ValueContext* context = value.ok() ? value->as<ValueContext>() : nullptr;
    return context ? *context : ValueContext();
}

std::vector<FiringRow::Done> read_done(const Json& data) {
    std::vector<FiringRow::Done> out;
    if (!data.is_object() || !data.contains("done")) return out;
    for (const Json& entry : data["done"]) out.push_back({entry.value("node", ""), read_context(entry, "locals")});
    return out;
}

Value data_text(const FiringRow& f) {
    if (f.data.empty() && f.done.empty()) return {};
    Json json = f.data.json();
    for (const FiringRow::Done& d : f.done) {
        Json entry = {{"node", d.node}};
        if (!d.locals.empty()) entry["locals"] = to_json(Value(d.locals));
        json["done"].push_back(std::move(entry));
    }
    return Value(json.dump());
}

constexpr std::string_view firing_columns =
    "SELECT id, key, automation, version, flow, record, state, at, ended_at, visit, ground, acted, data, reason, error, caller, set_off_by, undone FROM e_firing ";
constexpr std::string_view wait_columns =
    "SELECT id, firing, token, automation, record, kind, node, \"index\", name, task, due, value FROM e_wait ";

FiringRow read_firing(const db::Statement& s) {
    FiringRow f;
    f.row = s.i64(0);
    f.key = s.string(1);
    f.automation = s.string(2);
    f.version = s.i32(3);
    f.flow = s.i64(4);
    f.record = s.i64(5);
    f.state = s.string(6);
    f.at = s.instant(7);
    f.ended_at = s.maybe_instant(8);
    f.visit = s.i64(9);
    f.ground = s.string(10);
    f.acted = s.boolean(11);
    const Json data = Json::parse(s.text(12), nullptr, false);
    f.data = RunData::parse(data);
    f.done = read_done(data);
    f.reason = s.string(13);
    f.error = read_error(s.text(14));
    f.caller = s.i64(15);
    f.set_off_by = s.i64(16);
    f.undone = s.i64(17);
    return f;
}

WaitRow read_wait(const db::Statement& s) {
    WaitRow w;
    w.row = s.i64(0);
    w.firing = s.i64(1);
    w.token = s.i64(2);
    w.automation = s.string(3);
    w.record = s.i64(4);
    w.kind = from_word<WaitRow::Kind>(wait_words, s.text(5));
    w.node = s.string(6);
    w.index = s.i32(7);
    w.name = s.string(8);
    w.task = s.i64(9);
    w.due = s.maybe_instant(10);
    w.value = s.string(11);
    return w;
}

template <class Read, class... Args>
auto all(db::Connection& db, const std::string& sql, Read read, const Args&... args) {
    std::vector<decltype(read(std::declval<const db::Statement&>()))> out;
    db::Statement s = db.prepare(sql);
    s.bind_all(args...);
    while (true) {
        const auto found = s.step();
        if (!found.ok() || !*found) break;
        out.push_back(read(s));
    }
    return out;
}

template <class Read, class... Args>
auto first(db::Connection& db, const std::string& sql, Read read, const Args&... args) {
    std::optional<decltype(read(std::declval<const db::Statement&>()))> out;
    db::Statement s = db.prepare(sql);
    s.bind_all(args...);
    const auto found = s.step();
    if (found.ok() && *found) out = read(s);
    return out;
}

const RecordType& type(model::Operation& op, std::string_view key) {
    const RecordType* t = op.catalog().type(key);
    assert(t);
    return *t;
}

Values firing_values(const FiringRow& f) {
    return {{"key", text(f.key)},
            {"automation", Value(f.automation)},
            {"version", Value(f.version)},
            {"flow", row(f.flow)},
            {"record", row(f.record)},
            {"state", Value(f.state)},
            {"at", Value(f.at)},
            {"ended_at", instant(f.ended_at)},
            {"visit", Value(f.visit)},
            {"ground", text(f.ground)},
            {"acted", Value(f.acted)},
            {"data", data_text(f)},
            {"reason", text(f.reason)},
            {"error", error_text(f.error)},
            {"caller", row(f.caller)},
            {"set_off_by", row(f.set_off_by)},
            {"undone", row(f.undone)}};
}

Values token_values(const TokenRow& t) {
    return {{"node", Value(t.node)},
            {"arrived_by", Value(t.arrived_by)},
            {"state", word(token_words, t.state)},
            {"task", row(t.task)},
            {"error", error_text(t.error)},
            {"parent", row(t.parent)},
            {"data", json_text(t.data.json())}};
}

}  // namespace

Json TokenData::json() const {
    Json j;
    if (!locals.empty()) j["locals"] = to_json(Value(locals));
    if (inner) j["inner"] = true;
    if (!items.empty()) j["items"] = to_json(Value(items));
    if (!plan.empty()) j["plan"] = plan;
    for (const auto& [key, n] : {std::pair{"begun", begun}, {"done", done}, {"yes", yes}, {"no", no}})
        if (n != 0) j[key] = n;
    return j;
}

TokenData TokenData::parse(const Json& json) {
    TokenData d;
    if (!json.is_object()) return d;
    d.locals = read_context(json, "locals");
    d.inner = json.value("inner", false);
    if (json.contains("items")) {
        const auto items = value_from_json(json["items"]);
        if (const ValueList* list = items.ok() ? items->as<ValueList>() : nullptr) d.items = *list;
    }
    if (json.contains("plan")) d.plan = json["plan"].get<std::vector<std::string>>();
    d.begun = json.value("begun", 0);
    d.done = json.value("done", 0);
    d.yes = json.value("yes", 0);
    d.no = json.value("no", 0);
    return d;
}

std::optional<FiringRow> load_firing(db::Connection& db, RowId id) {
    return first(db, std::string(firing_columns) + "WHERE id = ?1", read_firing, id);
}

std::optional<FiringRow> find_firing(db::Connection& db, const std::string& key) {
    return first(db, std::string(firing_columns) + "WHERE key = ?1", read_firing, key);
}

std::vector<RowId> live_firings(db::Connection& db, RowId record) {
    return all(db, "SELECT id FROM e_firing WHERE record = ?1 AND state IN ('running', 'failed') ORDER BY id",
               [](const db::Statement& s) { return s.i64(0); }, record);
}

std::vector<FiringRow> last_firings(db::Connection& db, std::string_view automation, RowId record, int limit) {
    return all(db, std::string(firing_columns) + "WHERE record = ?1 AND automation = ?2 ORDER BY id DESC LIMIT ?3", read_firing,
               record, automation, limit);
}

std::vector<TokenRow> load_tokens(db::Connection& db, RowId firing) {
    const auto read = [](const db::Statement& s) {
        TokenRow t;
        t.row = s.i64(0);
        t.node = s.string(1);
        t.arrived_by = s.i32(2);
        t.state = from_word<TokenRow::State>(token_words, s.text(3));
        t.task = s.i64(4);
        t.error = read_error(s.text(5));
        t.parent = s.i64(6);
        t.data = TokenData::parse(Json::parse(s.text(7), nullptr, false));
        return t;
    };
    return all(db, "SELECT id, node, arrived_by, state, task, error, parent, data FROM e_token WHERE firing = ?1 ORDER BY id", read, firing);
}

std::optional<WaitRow> next_wait(db::Connection& db, Instant until, RowId after) {
    return first(db, std::string(wait_columns) + "WHERE due <= ?1 AND id > ?2 ORDER BY due, id LIMIT 1", read_wait, until, after);
}

RowId last_wait(db::Connection& db) {
    const auto last = db.get_i64("SELECT max(id) FROM e_wait");
    return last.ok() ? last->value_or(0) : 0;
}

std::optional<WaitRow> load_wait(db::Connection& db, RowId id) {
    return first(db, std::string(wait_columns) + "WHERE id = ?1", read_wait, id);
}

std::vector<WaitRow> waits_of_record(db::Connection& db, RowId record) {
    return all(db, std::string(wait_columns) + "WHERE record = ?1 ORDER BY id", read_wait, record);
}

std::vector<WaitRow> waits_of_firing(db::Connection& db, RowId firing) {
    return all(db, std::string(wait_columns) + "WHERE firing = ?1 ORDER BY id", read_wait, firing);
}

std::vector<WaitRow> clocks_of_triggers(db::Connection& db) {
    return all(db, std::string(wait_columns) + "WHERE firing IS NULL ORDER BY id", read_wait);
}

std::vector<WaitRow> waits_for_signal(db::Connection& db, std::string_view name) {
    return all(db, std::string(wait_columns) + "WHERE kind = 'signal' AND name = ?1 ORDER BY id", read_wait, name);
}

std::vector<RowId> live_firings_of(db::Connection& db, std::string_view automation, RowId record) {
    return all(db, "SELECT id FROM e_firing WHERE automation = ?1 AND (?2 = 0 OR record = ?2) AND state IN ('running', 'failed') ORDER BY id",
               [](const db::Statement& s) { return s.i64(0); }, automation, record);
}

RowId called_by(db::Connection& db, RowId token) {
    const auto found = db.get_i64("SELECT id FROM e_firing WHERE caller = ?1 AND state IN ('running', 'failed')", token);
    return found.ok() ? found->value_or(0) : 0;
}

RowId firing_of(db::Connection& db, RowId token) {
    const auto found = db.get_i64("SELECT firing FROM e_token WHERE id = ?1", token);
    return found.ok() ? found->value_or(0) : 0;
}

std::optional<Instant> first_due(db::Connection& db) {
    const auto due = db.get_i64("SELECT min(due) FROM e_wait");
    if (!due.ok() || !*due) return {};
    return Instant{**due};
}

Result<RowId> insert_firing(model::Operation& op, const FiringRow& f) {
    return op.insert(type(op, "firing"), firing_values(f));
}

Status save_firing(model::Operation& op, const FiringRow& f) {
    return op.update(type(op, "firing"), f.row, firing_values(f));
}

Result<RowId> insert_token(model::Operation& op, RowId firing, const TokenRow& t) {
    Values v = token_values(t);
    v.emplace(v.begin(), "firing", Value(firing));
    return op.insert(type(op, "token"), v);
}

Status save_token(model::Operation& op, const TokenRow& t) {
    return op.update(type(op, "token"), t.row, token_values(t));
}

Status remove_token(model::Operation& op, RowId token) {
    return op.remove(type(op, "token"), token);
}

Result<RowId> insert_wait(model::Operation& op, const WaitRow& w) {
    return op.insert(type(op, "wait"), {{"firing", row(w.firing)},
                                        {"token", row(w.token)},
                                        {"automation", text(w.automation)},
                                        {"record", row(w.record)},
                                        {"kind", word(wait_words, w.kind)},
                                        {"node", text(w.node)},
                                        {"index", Value(w.index)},
                                        {"name", text(w.name)},
                                        {"task", row(w.task)},
                                        {"due", instant(w.due)},
                                        {"value", text(w.value)}});
}

Status remove_wait(model::Operation& op, RowId wait) {
    return op.remove(type(op, "wait"), wait);
}

Result<RowId> keep_flow(model::Operation& op, const Automation& automation) {
    auto existing = op.db().get_i64("SELECT id FROM e_flow WHERE hash = ?1 AND automation = ?2", automation.body_hash, automation.key);
    if (!existing.ok()) return existing.error();
    if (*existing) return **existing;
    return op.insert(type(op, "flow"), {{"automation", Value(automation.key)},
                                        {"hash", Value(automation.body_hash)},
                                        {"body", Value(automation.body)}});
}

std::optional<KeptFlow> load_flow(db::Connection& db, RowId id) {
    const auto read = [](const db::Statement& s) { return KeptFlow{s.string(0), s.string(1), s.string(2)}; };
    return first(db, "SELECT automation, hash, body FROM e_flow WHERE id = ?1", read, id);
}

}  // namespace potok::automation
