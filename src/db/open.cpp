// Opening, copying and replacing databases.
#include <cassert>
#include <cstring>

#include "db/connection.h"
#include "db/connection_state.h"
#include "db/page_vfs.h"

namespace potok::db {

namespace {

// Files come from anywhere: nothing in a schema may reach outside, damaged cells are noticed early.
constexpr const char* common_settings =
    "PRAGMA trusted_schema=0;"
    "PRAGMA cell_size_check=1;"
    "PRAGMA foreign_keys=1;"
    "PRAGMA temp_store=2;";

Result<std::unique_ptr<detail::ConnectionState>> open_handle(const std::string& name, int flags, const char* vfs) {
    auto state = std::make_unique<detail::ConnectionState>();
    const int rc = sqlite3_open_v2(name.c_str(), &state->db, flags | SQLITE_OPEN_EXRESCODE, vfs);
    if (rc != SQLITE_OK) {
        Error e = detail::sqlite_error(state->db, rc, {});
        e.place = name;
        return e;
    }
    sqlite3_db_config(state->db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    POTOK_CHECK(state->exec(common_settings));
    return state;
}

// The first read finds out whether it is a database at all.
Status look(detail::ConnectionState& state) { return state.exec("SELECT count(*) FROM sqlite_schema"); }

}  // namespace

Result<Connection> Connection::open_file(const std::string& path, FileMode mode) {
    int flags = SQLITE_OPEN_READWRITE;
    if (mode == FileMode::create) flags |= SQLITE_OPEN_CREATE;
    if (mode == FileMode::read_only) flags = SQLITE_OPEN_READONLY;
    POTOK_TRY(auto state, open_handle(path, flags, file_vfs_name()));
    sqlite3_busy_timeout(state->db, 5000);
    if (Status s = look(*state); !s) {
        Error e = s.error();
        e.place = path;
        return e;
    }
    if (mode != FileMode::read_only) {
#ifdef __EMSCRIPTEN__
        POTOK_CHECK(state->exec("PRAGMA journal_mode=DELETE;"));  // a WAL needs shared memory
#else
        POTOK_CHECK(state->exec("PRAGMA journal_mode=WAL;"));
#endif
        POTOK_CHECK(state->exec("PRAGMA synchronous=FULL;"));
    }
    return Connection(std::move(state));
}

Result<Connection> Connection::open_store(PageStore& store, Sharing sharing) {
    POTOK_TRY(auto state, open_handle(store.file_name(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                      PageStore::vfs_name()));
    state->store = &store;
    POTOK_CHECK(state->exec(
        "PRAGMA page_size=4096;"
        "PRAGMA journal_mode=MEMORY;"
        "PRAGMA cell_size_check=0;"  // every page has been checked by hash, or the whole file by from_bytes
        "PRAGMA cache_spill=0;"
        "PRAGMA cache_size=-2048;"
        "PRAGMA mmap_size=1073741824;"));
    // In exclusive mode SQLite never looks whether the file has changed.
    if (sharing == Sharing::alone) POTOK_CHECK(state->exec("PRAGMA locking_mode=EXCLUSIVE;"));
    POTOK_CHECK(look(*state));
    return Connection(std::move(state));
}

Result<Connection> Connection::open_owned(std::unique_ptr<PageStore> store) {
    auto opened = open_store(*store);
    if (!opened) return opened.error();
    Connection connection = std::move(opened).value();
    connection.state_->owned_store = std::move(store);
    return connection;
}

Result<Connection> Connection::open_memory() { return open_owned(std::make_unique<PageStore>()); }

Result<Connection> Connection::from_bytes(ByteView file) {
    auto store = std::make_unique<PageStore>();
    POTOK_CHECK(store->load_file(file));
    POTOK_TRY(Connection connection, open_owned(std::move(store)));
    auto verdict = connection.get_text("PRAGMA quick_check(1)");
    if (!verdict) return verdict.error();
    if (verdict->value_or("") != "ok")
        return error("db.corrupt", {{"message", verdict->value_or("")}, {"code", "11"}});
    return connection;
}

Result<Bytes> Connection::serialize() {
    assert(!in_transaction());
    if (state_->store != nullptr) return state_->store->image();
    sqlite3_int64 size = 0;
    unsigned char* data = sqlite3_serialize(state_->db, "main", &size, 0);
    if (data == nullptr) {
        if (size == 0) return Bytes{};  // nothing written yet
        return state_->failure(SQLITE_NOMEM, {});
    }
    Bytes bytes(data, data + size);
    sqlite3_free(data);
    return bytes;
}

Result<Connection> Connection::clone_to_memory() {
    assert(!in_transaction());
    if (state_->store != nullptr) return open_owned(state_->store->clone());
    POTOK_TRY(Bytes bytes, serialize());
    auto store = std::make_unique<PageStore>();
    if (!bytes.empty()) POTOK_CHECK(store->load_file(bytes));
    return open_owned(std::move(store));
}

Status Connection::restore(ByteView file) {
    assert(!in_transaction());
    POTOK_TRY(Connection source, from_bytes(file));
    sqlite3_backup* backup = sqlite3_backup_init(handle(), "main", source.handle(), "main");
    if (backup == nullptr) return state_->failure(sqlite3_errcode(handle()), {});
    const int rc = sqlite3_backup_step(backup, -1);
    const int end = sqlite3_backup_finish(backup);
    if (rc != SQLITE_DONE) return state_->failure(rc, {});
    if (end != SQLITE_OK) return state_->failure(end, {});
    return {};
}

}  // namespace potok::db
