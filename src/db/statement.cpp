#include "db/statement.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "db/connection_state.h"

namespace potok::db {

Statement::Statement(detail::ConnectionState* state, Error e)
    : state_(state), error_(std::make_unique<Error>(std::move(e))) {}

Statement::Statement(Statement&& other) noexcept
    : state_(std::exchange(other.state_, nullptr)),
      cached_(std::exchange(other.cached_, nullptr)),
      stepped_(other.stepped_),
      error_(std::move(other.error_)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    if (this != &other) {
        give_back();
        state_ = std::exchange(other.state_, nullptr);
        cached_ = std::exchange(other.cached_, nullptr);
        stepped_ = other.stepped_;
        error_ = std::move(other.error_);
    }
    return *this;
}

Statement::~Statement() { give_back(); }

void Statement::give_back() {
    if (cached_ == nullptr) return;
    sqlite3_reset(cached_->stmt);
    sqlite3_clear_bindings(cached_->stmt);
    state_->give_back(cached_);
    cached_ = nullptr;
}

sqlite3_stmt* Statement::stmt() const {
    assert(cached_ != nullptr);
    return cached_->stmt;
}

bool Statement::begin_bind() {
    if (cached_ == nullptr) return false;
    if (stepped_) {
        sqlite3_reset(cached_->stmt);
        stepped_ = false;
    }
    return true;
}

void Statement::check_bind(int code, int index) {
    if (code == SQLITE_OK || error_ != nullptr) return;
    error_ = std::make_unique<Error>(state_->failure(code, cached_->sql));
    error_->args["parameter"] = std::to_string(index);
}

Statement& Statement::bind_i64(int index, std::int64_t value) {
    if (begin_bind()) check_bind(sqlite3_bind_int64(cached_->stmt, index, value), index);
    return *this;
}

Statement& Statement::bind(int index, std::nullptr_t) {
    if (begin_bind()) check_bind(sqlite3_bind_null(cached_->stmt, index), index);
    return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
    if (!begin_bind()) return *this;
    const char* data = text.data() != nullptr ? text.data() : "";  // a null pointer would bind NULL
    check_bind(sqlite3_bind_text64(cached_->stmt, index, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8), index);
    return *this;
}

Statement& Statement::bind(int index, ByteView bytes) {
    if (!begin_bind()) return *this;
    if (bytes.empty()) check_bind(sqlite3_bind_zeroblob(cached_->stmt, index, 0), index);
    else check_bind(sqlite3_bind_blob64(cached_->stmt, index, bytes.data(), bytes.size(), SQLITE_TRANSIENT), index);
    return *this;
}

Result<bool> Statement::step() {
    if (error_ != nullptr) return *error_;
    const int rc = sqlite3_step(stmt());
    stepped_ = true;
    if (rc == SQLITE_ROW) return true;
    if (rc == SQLITE_DONE) {
        sqlite3_reset(cached_->stmt);
        stepped_ = false;
        return false;
    }
    Error e = state_->failure(rc, cached_->sql);
    sqlite3_reset(cached_->stmt);
    stepped_ = false;
    return e;
}

Status Statement::run() {
    for (;;) {
        POTOK_TRY(const bool row, step());
        if (!row) return {};
    }
}

void Statement::reset() {
    if (cached_ == nullptr) return;
    sqlite3_reset(cached_->stmt);
    sqlite3_clear_bindings(cached_->stmt);
    stepped_ = false;
    error_.reset();
}

int Statement::columns() const { return sqlite3_column_count(stmt()); }
std::string_view Statement::column_name(int column) const { return sqlite3_column_name(stmt(), column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(stmt(), column) == SQLITE_NULL; }
bool Statement::is_integer(int column) const { return sqlite3_column_type(stmt(), column) == SQLITE_INTEGER; }
bool Statement::is_text(int column) const { return sqlite3_column_type(stmt(), column) == SQLITE_TEXT; }
bool Statement::is_blob(int column) const { return sqlite3_column_type(stmt(), column) == SQLITE_BLOB; }
std::int64_t Statement::i64(int column) const { return sqlite3_column_int64(stmt(), column); }

int Statement::i32(int column) const {
    const std::int64_t v = i64(column);
    assert(v >= std::numeric_limits<int>::min() && v <= std::numeric_limits<int>::max());
    return static_cast<int>(v);
}

std::string_view Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(stmt(), column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(stmt(), column))};
}

ByteView Statement::blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(stmt(), column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(stmt(), column))};
}

Uuid Statement::uuid(int column) const {
    Uuid id;
    const ByteView bytes = blob(column);
    if (bytes.size() == id.bytes.size()) std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
}

std::optional<std::int64_t> Statement::maybe_i64(int column) const {
    if (is_null(column)) return std::nullopt;
    return i64(column);
}

std::optional<std::string> Statement::maybe_string(int column) const {
    if (is_null(column)) return std::nullopt;
    return string(column);
}

std::optional<Uuid> Statement::maybe_uuid(int column) const {
    if (is_null(column)) return std::nullopt;
    return uuid(column);
}

std::optional<Instant> Statement::maybe_instant(int column) const {
    if (is_null(column)) return std::nullopt;
    return instant(column);
}

}  // namespace potok::db
