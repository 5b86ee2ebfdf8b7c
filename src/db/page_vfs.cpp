// The VFS: one file per PageStore, one connection per file, no journal and no temporary files (those are in memory).
#include "db/page_vfs.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <map>

#include <sqlite3.h>

#include "db/page_store.h"

namespace potok::db {

namespace {

std::map<std::string, PageStore*, std::less<>>& stores() {
    static std::map<std::string, PageStore*, std::less<>> all;
    return all;
}

}  // namespace

struct PageStoreFile {
    sqlite3_file base;
    PageStore* store;
    sqlite3_int64 map_limit;  // 0: SQLite reads by copying

    static PageStoreFile& of(sqlite3_file* f) { return *reinterpret_cast<PageStoreFile*>(f); }

    static int close(sqlite3_file* f) {
        of(f).store->open_ = false;
        return SQLITE_OK;
    }

    static int read(sqlite3_file* f, void* out, int amount, sqlite3_int64 offset) {
        const PageStore& store = *of(f).store;
        auto* to = static_cast<std::uint8_t*>(out);
        auto left = static_cast<std::size_t>(amount);
        auto at = static_cast<std::uint64_t>(offset);
        const std::uint64_t size = std::uint64_t{store.page_count_} * page_size;
        while (left > 0 && at < size) {
            const std::size_t inside = at % page_size;
            const std::size_t n = std::min(left, page_size - inside);
            std::memcpy(to, store.page(static_cast<PageNo>(at / page_size + 1)).data() + inside, n);
            to += n;
            at += n;
            left -= n;
        }
        if (left == 0) return SQLITE_OK;
        std::memset(to, 0, left);
        return SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* f, const void* in, int amount, sqlite3_int64 offset) {
        PageStore& store = *of(f).store;
        const auto* from = static_cast<const std::uint8_t*>(in);
        auto left = static_cast<std::size_t>(amount);
        auto at = static_cast<std::uint64_t>(offset);
        const std::uint64_t last = (at + left + page_size - 1) / page_size;
        if (last > store.limit_) return SQLITE_FULL;
        try {
            store.grow_to(static_cast<PageNo>(last), true);
            while (left > 0) {
                const auto no = static_cast<PageNo>(at / page_size + 1);
                const std::size_t inside = at % page_size;
                const std::size_t n = std::min(left, page_size - inside);
                store.mark_dirty(no);
                std::memcpy(store.writable(no) + inside, from, n);
                from += n;
                at += n;
                left -= n;
            }
        } catch (const std::bad_alloc&) {
            return SQLITE_IOERR_NOMEM;
        }
        return SQLITE_OK;
    }

    static int truncate(sqlite3_file* f, sqlite3_int64 size) {
        of(f).store->shrink_to(static_cast<PageNo>((size + page_size - 1) / page_size));
        return SQLITE_OK;
    }

    static int sync(sqlite3_file*, int) { return SQLITE_OK; }

    static int file_size(sqlite3_file* f, sqlite3_int64* size) {
        *size = sqlite3_int64{of(f).store->page_count_} * page_size;
        return SQLITE_OK;
    }

    static int lock(sqlite3_file*, int) { return SQLITE_OK; }

    static int reserved_lock(sqlite3_file*, int* out) {
        *out = 0;
        return SQLITE_OK;
    }

    static int control(sqlite3_file* f, int op, void* arg) {
        if (op == SQLITE_FCNTL_COMMIT_PHASETWO) {
            of(f).store->committed();
            return SQLITE_OK;
        }
        if (op == SQLITE_FCNTL_MMAP_SIZE) {
            auto* limit = static_cast<sqlite3_int64*>(arg);
            if (*limit >= 0) of(f).map_limit = *limit;
            *limit = of(f).map_limit;
            return SQLITE_OK;
        }
        return SQLITE_NOTFOUND;
    }

    static int sector_size(sqlite3_file*) { return static_cast<int>(page_size); }
    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int fetch(sqlite3_file* f, sqlite3_int64 offset, int amount, void** out) {
        PageStore& store = *of(f).store;
        *out = nullptr;
        const sqlite3_int64 end = offset + amount;
        const bool one_page = offset / page_size == (end - 1) / page_size;
        if (!one_page || end > of(f).map_limit || end > sqlite3_int64{store.page_count_} * page_size) return SQLITE_OK;
        const auto no = static_cast<PageNo>(offset / page_size + 1);
        // SQLite does not write through what it fetches: PRAGMA mmap_size only serves reading.
        *out = const_cast<std::uint8_t*>(store.page(no).data() + offset % page_size);
        ++store.lent_;
        return SQLITE_OK;
    }

    static int unfetch(sqlite3_file* f, sqlite3_int64, void* page) {
        PageStore& store = *of(f).store;
        if (page == nullptr) return SQLITE_OK;  // "the mapping may shrink": there is none
        assert(store.lent_ > 0);
        if (--store.lent_ == 0) store.retired_.clear();
        return SQLITE_OK;
    }

    static int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* f, int flags, int* out_flags) {
        f->pMethods = nullptr;
        if (name == nullptr || (flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
        const auto found = stores().find(std::string_view(name));
        if (found == stores().end()) return SQLITE_CANTOPEN;
        if (found->second->open_) return SQLITE_BUSY;
        of(f).store = found->second;
        of(f).map_limit = 0;
        found->second->open_ = true;
        static const sqlite3_io_methods methods = {
            3,        close,           read,           write,       truncate,        sync,    file_size,
            lock,     lock,            reserved_lock,  control,     sector_size,     characteristics,
            nullptr,  nullptr,         nullptr,        nullptr,     fetch,           unfetch,
        };
        f->pMethods = &methods;
        if (out_flags != nullptr) *out_flags = flags;
        return SQLITE_OK;
    }
};

namespace {

int no_delete(sqlite3_vfs*, const char*, int) { return SQLITE_OK; }

int no_access(sqlite3_vfs*, const char* name, int, int* out) {
    *out = stores().contains(std::string_view(name)) ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

// Time and randomness come in as arguments, never from inside a statement.
int no_randomness(sqlite3_vfs*, int n, char* out) {
    std::memset(out, 0, static_cast<std::size_t>(n));
    return n;
}
int no_sleep(sqlite3_vfs*, int) { return 0; }
int no_time(sqlite3_vfs*, double*) { return SQLITE_ERROR; }
int last_error(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs* file_vfs = nullptr;

sqlite3_vfs* vfs() {
    static sqlite3_vfs* registered = [] {
        static sqlite3_vfs made{};
        made.iVersion = 1;
        made.szOsFile = sizeof(PageStoreFile);
        made.mxPathname = 64;
        made.zName = PageStore::vfs_name();
        made.xOpen = PageStoreFile::open;
        made.xDelete = no_delete;
        made.xAccess = no_access;
        made.xFullPathname = full_path;
        made.xRandomness = no_randomness;
        made.xSleep = no_sleep;
        made.xCurrentTime = no_time;
        made.xGetLastError = last_error;
        sqlite3_initialize();
        file_vfs = sqlite3_vfs_find(nullptr);
#ifdef __EMSCRIPTEN__
        // SQLite asks the default VFS for randomness. In a page without file system the one for files would look for
        // /dev/urandom for ever.
        constexpr int make_default = 1;
#else
        constexpr int make_default = 0;
#endif
        [[maybe_unused]] const int rc = sqlite3_vfs_register(&made, make_default);
        assert(rc == SQLITE_OK);
        return &made;
    }();
    return registered;
}

}  // namespace

const char* PageStore::vfs_name() { return "potok-pages"; }

const char* file_vfs_name() {
    vfs();
    return file_vfs != nullptr ? file_vfs->zName : nullptr;
}

std::string register_page_store(PageStore& store) {
    vfs();
    static std::uint64_t made = 0;
    std::string name = "pages-" + std::to_string(++made);
    stores().emplace(name, &store);
    return name;
}

void forget_page_store(PageStore& store) { stores().erase(store.file_name()); }

}  // namespace potok::db
