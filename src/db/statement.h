// A prepared SQL statement, borrowed from the connection's cache and given back when it goes out of scope.
//
//     Statement s = conn.prepare("SELECT id, title FROM deal WHERE stage = ?1");
//     s.bind(1, stage_id);
//     for (;;) {
//         POTOK_TRY(bool row, s.step());
//         if (!row) break;
//         use(s.i64(0), s.text(1));
//     }
//
// Errors are sticky: a failed prepare or bind is reported by the next step() or run(), so that calls can be chained.
// A statement must not outlive its connection. Binary floats cannot be bound: there are none in stored data.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "db/bytes.h"

struct sqlite3_stmt;

namespace potok::db {

namespace detail {
struct ConnectionState;
struct CachedStatement;
}  // namespace detail

class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    // Parameters count from 1. Text and bytes are copied. Binding after a step starts the statement anew.
    template <std::integral T>
    Statement& bind(int index, T value) {
        return bind_i64(index, static_cast<std::int64_t>(value));
    }
    Statement& bind(int index, std::nullptr_t);
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    Statement& bind(int index, const std::string& text) { return bind(index, std::string_view(text)); }
    Statement& bind(int index, ByteView bytes);
    Statement& bind(int index, const Bytes& bytes) { return bind(index, ByteView(bytes)); }
    Statement& bind(int index, const Uuid& id) { return bind(index, ByteView(id.bytes)); }
    Statement& bind(int index, Instant t) { return bind_i64(index, t.ms); }
    template <class T>
    Statement& bind(int index, const std::optional<T>& value) {
        return value ? bind(index, *value) : bind(index, nullptr);
    }
    template <class... Args>
    Statement& bind_all(const Args&... args) {
        int index = 0;
        (bind(++index, args), ...);
        return *this;
    }

    // True: a row is there to be read. False: no (more) rows; the statement has been reset, bindings stay.
    Result<bool> step();
    // Runs to the end, rows are dropped. For INSERT, UPDATE, DELETE and DDL.
    Status run();
    // Calls f(*this) per row; f returns void, or a Status whose error ends the walk.
    template <class F>
    Status each(F&& f) {
        for (;;) {
            auto row = step();
            if (!row) return row.error();
            if (!*row) return {};
            if constexpr (std::is_void_v<std::invoke_result_t<F&, Statement&>>) {
                f(*this);
            } else if (Status s = f(*this); !s) {
                reset();
                return s;
            }
        }
    }
    // Ends the run; bindings are cleared, a failed bind is forgotten.
    void reset();

    // The current row; columns count from 0. Views hold until the next step, bind or reset.
    int columns() const;
    std::string_view column_name(int column) const;
    bool is_null(int column) const;
    bool is_integer(int column) const;
    bool is_text(int column) const;
    bool is_blob(int column) const;
    std::int64_t i64(int column) const;  // null reads as 0
    int i32(int column) const;           // asserts that it fits
    bool boolean(int column) const { return i64(column) != 0; }
    std::string_view text(int column) const;  // null reads as ""
    std::string string(int column) const { return std::string(text(column)); }
    ByteView blob(int column) const;  // null reads as empty
    Uuid uuid(int column) const;      // nil unless the column holds 16 bytes
    Instant instant(int column) const { return {i64(column)}; }
    std::optional<std::int64_t> maybe_i64(int column) const;
    std::optional<std::string> maybe_string(int column) const;
    std::optional<Uuid> maybe_uuid(int column) const;
    std::optional<Instant> maybe_instant(int column) const;

private:
    friend class Connection;
    Statement(detail::ConnectionState* state, detail::CachedStatement* cached) : state_(state), cached_(cached) {}
    Statement(detail::ConnectionState* state, Error e);
    Statement& bind_i64(int index, std::int64_t value);
    bool begin_bind();
    void check_bind(int code, int index);
    void give_back();
    sqlite3_stmt* stmt() const;

    detail::ConnectionState* state_ = nullptr;
    detail::CachedStatement* cached_ = nullptr;  // null: prepare failed
    bool stepped_ = false;
    std::unique_ptr<Error> error_;
};

}  // namespace potok::db
