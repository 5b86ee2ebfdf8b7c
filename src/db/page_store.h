// The whole database file in memory, as pages, behind a synchronous SQLite VFS.
//
// Pages lie in arena blocks of 64 and are lent to SQLite in place (xFetch), so that reading holds nothing twice. When a
// transaction commits, the pages it changed are copied, at that very moment, into a CommitBatch and handed to the
// listener, who keeps them (see persister.h). A clone shares blocks with its origin until either side writes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "db/bytes.h"

namespace potok::db {

using PageNo = std::uint32_t;  // counts from 1, as SQLite does

inline constexpr std::uint32_t page_size = 4096;
inline constexpr std::uint32_t pages_per_block = 64;
inline constexpr PageNo max_pages = 1u << 18;  // 1 GiB; the stated limit of a workspace is far below

// What one or several commits in a row changed. Applied as a whole it leads from one committed state to another.
struct CommitBatch {
    std::uint64_t commit = 0;      // number of the last commit within; 1 is the first since the store was made
    std::uint32_t page_count = 0;  // of the whole file, after it
    std::vector<PageNo> pages;     // ascending
    Bytes bytes;                   // page images, in the order of `pages`
    Bytes before;                  // page images before it, of those that are not fresh, in any order
    std::vector<std::size_t> before_at;  // for each of `pages` where its image lies in `before`, or `fresh`; empty: all are

    // The page was not there before, or was cut off in between: it began as zeros.
    static constexpr std::size_t fresh = ~std::size_t{0};

    bool empty() const { return pages.empty() && page_count == 0; }
    ByteView image(std::size_t i) const { return ByteView(bytes).subspan(i * page_size, page_size); }
    // Empty when the page is fresh.
    ByteView image_before(std::size_t i) const {
        return before_at.empty() || before_at[i] == fresh ? ByteView() : ByteView(before).subspan(before_at[i], page_size);
    }
};

// `newer` laid over `older`: what both hold is taken from `newer`, what lies beyond its page count is dropped.
CommitBatch merge(CommitBatch older, CommitBatch newer);

Error limit_error(PageNo pages);  // store.limit, args: limit (MB)

class PageStore {
public:
    using CommitListener = std::function<void(CommitBatch)>;

    PageStore();
    ~PageStore();
    PageStore(const PageStore&) = delete;
    PageStore& operator=(const PageStore&) = delete;

    // The last committed state, blocks shared copy-on-write; without listener. Not inside a transaction.
    std::unique_ptr<PageStore> clone() const;

    PageNo page_count() const { return page_count_; }
    ByteView page(PageNo no) const;
    Bytes image() const;
    // Loading, before a connection is opened: not reported to the listener.
    void resize(PageNo count);
    void load_page(PageNo no, ByteView bytes);
    void apply(const CommitBatch& batch);
    // Takes over another store's committed state, blocks shared copy-on-write. A connection may have this store open (as
    // Sharing::followed, without a statement under way) and must be told: Connection::pages_replaced().
    void adopt(const PageStore& other);
    // One commit that leaves another store's committed state in place of this one's, blocks shared copy-on-write: no more is held
    // than its pages and what the listener keeps. Before a connection is opened. error: store.limit
    Status replace_by(const PageStore& other);
    // A whole SQLite file. WAL files are marked as rollback ones (a WAL needs a file beside it).
    // errors: db.not_a_database, db.page_size (only 4096 bytes are taken)
    Status load_file(ByteView file);

    // No more pages than this: a transaction that needs more fails with store.limit and is rolled back.
    void set_limit(PageNo pages) { limit_ = pages; }
    PageNo limit() const { return limit_; }

    // Number of the last commit; a loaded store continues where the kept one ended.
    std::uint64_t commit() const { return commit_; }
    void set_commit(std::uint64_t n) { commit_ = n; }
    // Called inside SQLite's commit: must not call SQLite.
    void set_commit_listener(CommitListener listener) { listener_ = std::move(listener); }

    // Pages that SQLite looks at in place right now.
    std::size_t lent() const { return lent_; }

    // What to hand to sqlite3_open_v2 together with vfs_name().
    const std::string& file_name() const { return file_name_; }
    static const char* vfs_name();

private:
    friend struct PageStoreFile;
    using Block = std::array<std::uint8_t, std::size_t{page_size} * pages_per_block>;

    std::uint8_t* writable(PageNo no);
    void grow_to(PageNo count, bool mark);
    void shrink_to(PageNo count);
    void mark_dirty(PageNo no);
    void committed();
    void retire(std::shared_ptr<Block> block);

    std::vector<std::shared_ptr<Block>> blocks_;
    PageNo page_count_ = 0;
    PageNo limit_ = max_pages;
    struct Dirty {
        PageNo no;
        std::size_t before_at;  // as in CommitBatch
    };
    std::vector<bool> dirty_flag_;
    std::vector<Dirty> dirty_;
    Bytes before_;
    PageNo committed_count_ = 0;  // page_count_ at the last commit
    PageNo lowest_count_ = 0;     // and the lowest since: pages beyond it are fresh
    std::uint64_t commit_ = 0;
    CommitListener listener_;
    std::string file_name_;
    bool open_ = false;                           // a connection has it
    std::size_t lent_ = 0;
    std::vector<std::shared_ptr<Block>> retired_;  // replaced while pages of them may still be looked at
};

}  // namespace potok::db
