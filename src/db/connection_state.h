// Inside of db/: what Connection, Statement and Transaction share. Not for other floors.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <sqlite3.h>

#include "base/result.h"
#include "db/page_store.h"

namespace potok::db::detail {

struct CachedStatement {
    std::string sql;
    sqlite3_stmt* stmt = nullptr;
    bool in_use = false;
    std::uint64_t last_use = 0;
};

struct ConnectionState {
    ConnectionState() = default;
    ConnectionState(const ConnectionState&) = delete;
    ConnectionState& operator=(const ConnectionState&) = delete;
    ~ConnectionState();

    // An idle statement of this text, or a new one. Idle ones beyond the limit are let go, the longest unused first.
    Result<CachedStatement*> take(std::string_view sql);
    void give_back(CachedStatement* cached);
    Error failure(int code, std::string_view sql) const;
    Status exec(const char* sql);
    // For fixed statements without rows, through the cache.
    Status run_cached(std::string_view sql);

    sqlite3* db = nullptr;
    PageStore* store = nullptr;               // null for a plain file
    std::unique_ptr<PageStore> owned_store;   // of open_memory()
    int savepoint_depth = 0;

private:
    void evict();

    // Looked up several hundred times a command, by texts that begin alike. Nothing depends on its order.
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_multimap<std::string, std::unique_ptr<CachedStatement>, TextHash, std::equal_to<>> cache_;
    std::uint64_t uses_ = 0;
};

Error sqlite_error(sqlite3* db, int code, std::string_view sql);

}  // namespace potok::db::detail
