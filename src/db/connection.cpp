#include "db/connection.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "db/connection_state.h"

namespace potok::db {

namespace detail {

namespace {

constexpr std::size_t cache_limit = 512;

const char* constraint_kind(int extended) {
    switch (extended) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID: return "unique";
        case SQLITE_CONSTRAINT_FOREIGNKEY: return "foreign_key";
        case SQLITE_CONSTRAINT_NOTNULL: return "not_null";
        case SQLITE_CONSTRAINT_CHECK: return "check";
        default: return "other";
    }
}

const char* error_code(int primary) {
    switch (primary) {
        case SQLITE_CONSTRAINT: return "db.constraint";
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return "db.busy";
        case SQLITE_READONLY: return "db.read_only";
        case SQLITE_FULL: return "db.full";
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN: return "db.io";
        case SQLITE_CORRUPT: return "db.corrupt";
        case SQLITE_NOTADB: return "db.not_a_database";
        default: return "db.failed";
    }
}

}  // namespace

Error sqlite_error(sqlite3* db, int code, std::string_view sql) {
    const int extended = db != nullptr ? sqlite3_extended_errcode(db) : code;
    Error e = error(error_code(code & 0xff));
    e.args["message"] = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    if (!sql.empty()) e.args["sql"] = std::string(sql.substr(0, 200));
    if ((code & 0xff) == SQLITE_CONSTRAINT) e.args["kind"] = constraint_kind(extended);
    else e.args["code"] = std::to_string(extended);
    return e;
}

ConnectionState::~ConnectionState() {
    for (auto& [sql, cached] : cache_) {
        assert(!cached->in_use && "a statement outlives its connection");
        sqlite3_finalize(cached->stmt);
    }
    [[maybe_unused]] const int rc = sqlite3_close(db);
    assert(rc == SQLITE_OK);
}

Error ConnectionState::failure(int code, std::string_view sql) const {
    if ((code & 0xff) == SQLITE_FULL && store != nullptr)
        return limit_error(store->limit());
    return sqlite_error(db, code, sql);
}

Status ConnectionState::exec(const char* sql) {
    const int rc = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    if (rc != SQLITE_OK) return failure(rc, sql);
    return {};
}

Status ConnectionState::run_cached(std::string_view sql) {
    auto cached = take(sql);
    if (!cached) return cached.error();
    const int rc = sqlite3_step((*cached)->stmt);
    Status status;
    if (rc != SQLITE_DONE && rc != SQLITE_ROW) status = failure(rc, sql);
    sqlite3_reset((*cached)->stmt);
    give_back(*cached);
    return status;
}

Result<CachedStatement*> ConnectionState::take(std::string_view sql) {
    auto [first, last] = cache_.equal_range(sql);
    for (; first != last; ++first) {
        CachedStatement* cached = first->second.get();
        if (cached->in_use) continue;
        cached->in_use = true;
        cached->last_use = ++uses_;
        return cached;
    }
    auto made = std::make_unique<CachedStatement>();
    made->sql = std::string(sql);
    const int rc = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &made->stmt, nullptr);
    if (rc != SQLITE_OK) return failure(rc, sql);
    if (made->stmt == nullptr) return error("db.failed", {{"message", "empty statement"}, {"code", "1"}});
    made->in_use = true;
    made->last_use = ++uses_;
    CachedStatement* cached = made.get();
    cache_.emplace(made->sql, std::move(made));
    if (cache_.size() > cache_limit) evict();
    return cached;
}

void ConnectionState::give_back(CachedStatement* cached) {
    assert(cached->in_use);
    cached->in_use = false;
}

// An eighth at a time, so that a flow of ever new texts does not pay for the search at each.
void ConnectionState::evict() {
    std::vector<std::uint64_t> idle;
    for (const auto& [sql, cached] : cache_)
        if (!cached->in_use) idle.push_back(cached->last_use);
    const std::size_t drop = std::min(idle.size(), cache_limit / 8);
    if (drop == 0) return;
    std::nth_element(idle.begin(), idle.begin() + static_cast<std::ptrdiff_t>(drop - 1), idle.end());
    const std::uint64_t oldest_kept = idle[drop - 1];
    std::erase_if(cache_, [&](const auto& entry) {
        if (entry.second->in_use || entry.second->last_use > oldest_kept) return false;
        sqlite3_finalize(entry.second->stmt);
        return true;
    });
}

}  // namespace detail

Transaction::~Transaction() { rollback(); }

Status Transaction::commit() {
    assert(state_ != nullptr);
    POTOK_CHECK(state_->run_cached("COMMIT"));
    state_ = nullptr;
    return {};
}

void Transaction::rollback() {
    if (state_ == nullptr) return;
    // A full disk or lack of memory may have made SQLite roll back already.
    if (sqlite3_get_autocommit(state_->db) == 0) (void)state_->run_cached("ROLLBACK");
    state_ = nullptr;
}

Savepoint::~Savepoint() { rollback(); }

Status Savepoint::release() {
    assert(state_ != nullptr && depth_ == state_->savepoint_depth && "savepoints end in reverse order");
    POTOK_CHECK(state_->run_cached("RELEASE potok_" + std::to_string(depth_)));
    --state_->savepoint_depth;
    state_ = nullptr;
    return {};
}

void Savepoint::rollback() {
    if (state_ == nullptr) return;
    assert(depth_ == state_->savepoint_depth && "savepoints end in reverse order");
    const std::string name = "potok_" + std::to_string(depth_);
    if (sqlite3_get_autocommit(state_->db) == 0) {
        (void)state_->run_cached("ROLLBACK TO " + name);
        (void)state_->run_cached("RELEASE " + name);
    }
    --state_->savepoint_depth;
    state_ = nullptr;
}

Connection::Connection(std::unique_ptr<detail::ConnectionState> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

sqlite3* Connection::handle() const { return state_->db; }

Statement Connection::prepare(std::string_view sql) {
    auto cached = state_->take(sql);
    if (!cached) return Statement(state_.get(), cached.error());
    return Statement(state_.get(), *cached);
}

Status Connection::exec(std::string_view sql) { return state_->exec(std::string(sql).c_str()); }

Result<Transaction> Connection::begin() {
    POTOK_CHECK(state_->run_cached("BEGIN IMMEDIATE"));
    return Transaction(state_.get());
}

Result<Savepoint> Connection::savepoint() {
    const int depth = state_->savepoint_depth + 1;
    POTOK_CHECK(state_->run_cached("SAVEPOINT potok_" + std::to_string(depth)));
    state_->savepoint_depth = depth;
    return Savepoint(state_.get(), depth);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(state_->db) == 0; }
std::int64_t Connection::last_insert_id() const { return sqlite3_last_insert_rowid(state_->db); }
std::int64_t Connection::changes() const { return sqlite3_changes64(state_->db); }
std::int64_t Connection::total_changes() const { return sqlite3_total_changes64(state_->db); }

Result<std::int64_t> Connection::data_version() {
    POTOK_TRY(auto version, get_i64("PRAGMA data_version"));
    return version.value_or(0);
}

// SQLite looks at the file's change counter before each transaction, and drops what it holds if that is another. Two states
// that grew apart may count alike: so all it holds and does not use is dropped here.
void Connection::pages_replaced() {
    assert(!in_transaction());
    sqlite3_db_release_memory(handle());
}

Status Connection::set_query_only(bool on) {
    return state_->exec(on ? "PRAGMA query_only=1" : "PRAGMA query_only=0");
}

Status Connection::integrity_check() {
    std::string report;
    Statement s = prepare("PRAGMA integrity_check(20)");
    POTOK_CHECK(s.each([&](Statement& row) {
        if (row.text(0) == "ok") return;
        if (!report.empty()) report += "; ";
        report += row.text(0);
    }));
    if (!report.empty()) return error("db.corrupt", {{"message", report}, {"code", "11"}});
    return {};
}

}  // namespace potok::db
