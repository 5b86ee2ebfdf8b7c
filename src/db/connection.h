// One SQLite database and the only way to talk to it.
//
//     open_file()        a plain file: WAL, synchronous=FULL. Desktop, server, command line.
//     open_store()       a PageStore: the whole file in memory, its commits handed on to be kept. Browser.
//     open_memory()      the same without keeping: tests, clones to run ahead with.
//
// A connection belongs to one thread. Expected failures come back as errors:
//   db.constraint   args: kind (unique, foreign_key, not_null, check, other), message, sql
//   store.limit   args: limit (MB), where the PageStore may not grow further
//   db.busy, db.read_only, db.full, db.io, db.corrupt, db.not_a_database, db.failed   args: message, code, sql
// SQL is our own text, never a user's; values always go through parameters.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "db/bytes.h"
#include "db/statement.h"

struct sqlite3;

namespace potok::db {

class Connection;
class PageStore;

enum class FileMode { create, existing, read_only };
enum class Sharing {
    alone,     // only this connection changes the store
    followed,  // its pages are replaced between transactions by whoever follows another's commits
};

// BEGIN IMMEDIATE ... COMMIT. Rolls back when it goes out of scope without commit().
class Transaction {
public:
    Transaction(Transaction&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    ~Transaction();
    // On an error the transaction stays open and can be rolled back (SQLite may have done so itself).
    Status commit();
    void rollback();

private:
    friend class Connection;
    explicit Transaction(detail::ConnectionState* state) : state_(state) {}
    detail::ConnectionState* state_;
};

// A part of a transaction that can fail by itself. Nests; must end in reverse order. Rolls back unless released.
class Savepoint {
public:
    Savepoint(Savepoint&& other) noexcept : state_(std::exchange(other.state_, nullptr)), depth_(other.depth_) {}
    Savepoint& operator=(Savepoint&&) = delete;
    Savepoint(const Savepoint&) = delete;
    ~Savepoint();
    Status release();
    void rollback();

private:
    friend class Connection;
    Savepoint(detail::ConnectionState* state, int depth) : state_(state), depth_(depth) {}
    detail::ConnectionState* state_;
    int depth_;
};

class Connection {
public:
    static Result<Connection> open_file(const std::string& path, FileMode mode = FileMode::create);
    // The store must outlive the connection; one connection per store.
    static Result<Connection> open_store(PageStore& store, Sharing sharing = Sharing::alone);
    static Result<Connection> open_memory();
    // A database in memory with the contents of a SQLite file of 4096-byte pages. errors: db.not_a_database,
    // db.page_size, db.corrupt (quick check)
    static Result<Connection> from_bytes(ByteView file);

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    // Cached by SQL text; the same text may be in use several times at once.
    Statement prepare(std::string_view sql);
    // Any number of statements without parameters.
    Status exec(std::string_view sql);
    template <class... Args>
    Status run(std::string_view sql, const Args&... args) {
        Statement s = prepare(sql);
        s.bind_all(args...);
        return s.run();
    }
    // First column of the first row; nothing if there is no row or it is null.
    template <class... Args>
    Result<std::optional<std::int64_t>> get_i64(std::string_view sql, const Args&... args) {
        return first<std::int64_t>(sql, [](const Statement& s) { return s.maybe_i64(0); }, args...);
    }
    template <class... Args>
    Result<std::optional<std::string>> get_text(std::string_view sql, const Args&... args) {
        return first<std::string>(sql, [](const Statement& s) { return s.maybe_string(0); }, args...);
    }

    Result<Transaction> begin();
    Result<Savepoint> savepoint();
    bool in_transaction() const;

    std::int64_t last_insert_id() const;
    std::int64_t changes() const;        // rows touched by the last INSERT, UPDATE or DELETE
    std::int64_t total_changes() const;  // since the connection was opened
    Result<std::int64_t> data_version();  // differs once another connection has changed the file
    // The pages of the store (Sharing::followed) are others now. Not inside a transaction, no statement under way.
    void pages_replaced();
    // While on, every write is refused with db.read_only.
    Status set_query_only(bool on);
    // error: db.corrupt with the first lines of SQLite's report
    Status integrity_check();

    // The last committed state as a plain SQLite file. Not inside a transaction.
    Result<Bytes> serialize();
    // A copy in memory that shares pages with a PageStore until either side writes. Not inside a transaction.
    Result<Connection> clone_to_memory();
    // Replaces all contents by those of a SQLite file, as one transaction. errors: as from_bytes
    Status restore(ByteView file);

    sqlite3* handle() const;

private:
    explicit Connection(std::unique_ptr<detail::ConnectionState> state);
    static Result<Connection> open_owned(std::unique_ptr<PageStore> store);

    template <class T, class Read, class... Args>
    Result<std::optional<T>> first(std::string_view sql, Read read, const Args&... args) {
        Statement s = prepare(sql);
        s.bind_all(args...);
        auto row = s.step();
        if (!row) return row.error();
        std::optional<T> value;
        if (*row) value = read(s);
        return value;
    }

    std::unique_ptr<detail::ConnectionState> state_;
};

}  // namespace potok::db
