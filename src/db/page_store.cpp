#include "db/page_store.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "db/page_vfs.h"

namespace potok::db {

namespace {

constexpr std::string_view file_magic{"SQLite format 3\0", 16};

std::size_t block_of(PageNo no) { return (no - 1) / pages_per_block; }
std::size_t offset_in_block(PageNo no) { return std::size_t{(no - 1) % pages_per_block} * page_size; }
std::size_t blocks_for(PageNo count) { return (std::size_t{count} + pages_per_block - 1) / pages_per_block; }

}  // namespace

Error limit_error(PageNo pages) {
    return error("store.limit", {{"limit", std::to_string((std::uint64_t{pages} * page_size + 500'000) / 1'000'000)}});
}

CommitBatch merge(CommitBatch older, CommitBatch newer) {
    CommitBatch out;
    out.commit = newer.commit;
    out.page_count = newer.page_count;
    out.pages.reserve(older.pages.size() + newer.pages.size());
    out.bytes.reserve(older.bytes.size() + newer.bytes.size());
    out.before.reserve(older.before.size() + newer.before.size());
    // What came first tells how the page was before both, unless it began anew in the newer one.
    auto take = [&out](const CommitBatch& from, std::size_t i, ByteView before) {
        const ByteView image = from.image(i);
        out.pages.push_back(from.pages[i]);
        out.bytes.insert(out.bytes.end(), image.begin(), image.end());
        out.before_at.push_back(before.empty() ? CommitBatch::fresh : out.before.size());
        out.before.insert(out.before.end(), before.begin(), before.end());
    };
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < older.pages.size() || b < newer.pages.size()) {
        const bool from_newer = a == older.pages.size() ||
                                (b < newer.pages.size() && newer.pages[b] <= older.pages[a]);
        if (from_newer) {
            ByteView before = newer.image_before(b);
            if (a < older.pages.size() && older.pages[a] == newer.pages[b]) {
                if (!before.empty()) before = older.image_before(a);
                ++a;
            }
            take(newer, b++, before);
        } else {
            if (older.pages[a] <= newer.page_count) take(older, a, older.image_before(a));
            ++a;
        }
    }
    return out;
}

PageStore::PageStore() : file_name_(register_page_store(*this)) {}

PageStore::~PageStore() {
    assert(!open_ && "a connection outlives its store");
    forget_page_store(*this);
}

std::unique_ptr<PageStore> PageStore::clone() const {
    assert(dirty_.empty());
    auto copy = std::make_unique<PageStore>();
    copy->blocks_ = blocks_;
    copy->page_count_ = page_count_;
    copy->committed_count_ = copy->lowest_count_ = committed_count_;
    copy->dirty_flag_.resize(page_count_);
    copy->commit_ = commit_;
    return copy;
}

void PageStore::adopt(const PageStore& other) {
    assert(dirty_.empty() && other.dirty_.empty() && lent_ == 0);
    blocks_ = other.blocks_;
    page_count_ = other.page_count_;
    committed_count_ = lowest_count_ = other.committed_count_;
    dirty_flag_.assign(page_count_, false);
    commit_ = other.commit_;
}

Status PageStore::replace_by(const PageStore& other) {
    assert(!open_ && dirty_.empty() && other.dirty_.empty());
    if (other.page_count_ > limit_) return limit_error(limit_);
    const std::uint64_t before = commit_;
    adopt(other);
    commit_ = before + 1;
    if (!listener_) return {};
    CommitBatch batch;
    batch.commit = commit_;
    batch.page_count = page_count_;
    batch.pages.reserve(page_count_);
    batch.bytes.reserve(std::size_t{page_count_} * page_size);
    for (PageNo no = 1; no <= page_count_; ++no) {
        const ByteView image = page(no);
        batch.pages.push_back(no);
        batch.bytes.insert(batch.bytes.end(), image.begin(), image.end());
    }
    listener_(std::move(batch));
    return {};
}

ByteView PageStore::page(PageNo no) const {
    assert(no >= 1 && no <= page_count_);
    return ByteView(*blocks_[block_of(no)]).subspan(offset_in_block(no), page_size);
}

Bytes PageStore::image() const {
    Bytes out;
    out.reserve(std::size_t{page_count_} * page_size);
    for (PageNo no = 1; no <= page_count_; ++no) {
        const ByteView p = page(no);
        out.insert(out.end(), p.begin(), p.end());
    }
    return out;
}

// A block shared with a clone, or still looked at by SQLite after its replacement, lives on until nobody has it.
void PageStore::retire(std::shared_ptr<Block> block) {
    if (lent_ > 0) retired_.push_back(std::move(block));
}

std::uint8_t* PageStore::writable(PageNo no) {
    assert(no >= 1 && no <= page_count_);
    auto& block = blocks_[block_of(no)];
    if (block.use_count() > 1) {
        auto copy = std::make_shared<Block>(*block);
        retire(std::exchange(block, std::move(copy)));
    }
    return block->data() + offset_in_block(no);
}

// Before it is written to: the image that the last commit left is needed to tell what has changed.
void PageStore::mark_dirty(PageNo no) {
    if (dirty_flag_[no - 1]) return;
    dirty_flag_[no - 1] = true;
    if (no > lowest_count_ || !listener_) return dirty_.push_back({no, CommitBatch::fresh});
    dirty_.push_back({no, before_.size()});
    const ByteView image = page(no);
    before_.insert(before_.end(), image.begin(), image.end());
}

// New pages are zeros, and count as changed: SQLite may leave one unwritten (a page freed in the transaction that
// added it, the lock-byte page), and whoever keeps the pages must know every one of them.
void PageStore::grow_to(PageNo count, bool mark) {
    const PageNo before = page_count_;
    if (count <= before) return;
    while (blocks_.size() < blocks_for(count)) blocks_.push_back(std::make_shared<Block>());
    page_count_ = count;
    dirty_flag_.resize(count, false);
    if (mark)
        for (PageNo no = before + 1; no <= count; ++no) mark_dirty(no);
}

void PageStore::shrink_to(PageNo count) {
    if (count >= page_count_) return;
    const std::size_t keep = blocks_for(count);
    for (PageNo no = count + 1; no <= page_count_ && block_of(no) < keep; ++no)
        std::memset(writable(no), 0, page_size);
    while (blocks_.size() > keep) {
        retire(std::move(blocks_.back()));
        blocks_.pop_back();
    }
    std::erase_if(dirty_, [count](const Dirty& d) { return d.no > count; });
    page_count_ = count;
    lowest_count_ = std::min(lowest_count_, count);
    dirty_flag_.resize(count);
}

void PageStore::resize(PageNo count) {
    grow_to(count, false);
    shrink_to(count);
    committed_count_ = lowest_count_ = page_count_;
}

void PageStore::load_page(PageNo no, ByteView bytes) {
    assert(bytes.size() == page_size);
    std::memcpy(writable(no), bytes.data(), page_size);
}

void PageStore::apply(const CommitBatch& batch) {
    resize(batch.page_count);
    for (std::size_t i = 0; i < batch.pages.size(); ++i) load_page(batch.pages[i], batch.image(i));
    commit_ = batch.commit;
}

Status PageStore::load_file(ByteView file) {
    assert(!open_);
    if (file.size() < 512 || as_text(file.first(16)) != file_magic)
        return error("db.not_a_database", {{"message", "no SQLite header"}, {"code", "26"}});
    const unsigned stored = (unsigned{file[16]} << 8) | file[17];
    const unsigned bytes_per_page = stored == 1 ? 65536 : stored;
    if (bytes_per_page != page_size)
        return error("db.page_size", {{"found", std::to_string(bytes_per_page)}, {"wanted", std::to_string(page_size)}});
    if (file.size() % page_size != 0 || file.size() / page_size > max_pages)
        return error("db.corrupt", {{"message", "the file is cut off or too large"}, {"code", "11"}});
    resize(0);
    resize(static_cast<PageNo>(file.size() / page_size));
    for (PageNo no = 1; no <= page_count_; ++no)
        load_page(no, file.subspan(std::size_t{no - 1} * page_size, page_size));
    std::uint8_t* header = writable(1);
    if (header[18] == 2) header[18] = 1;
    if (header[19] == 2) header[19] = 1;
    return {};
}

void PageStore::committed() {
    if (dirty_.empty() && page_count_ == committed_count_) return;
    ++commit_;
    committed_count_ = lowest_count_ = page_count_;
    std::vector<Dirty> dirty = std::exchange(dirty_, {});
    for (const Dirty& d : dirty) dirty_flag_[d.no - 1] = false;
    Bytes before = std::exchange(before_, {});
    if (!listener_) return;
    std::sort(dirty.begin(), dirty.end(), [](const Dirty& a, const Dirty& b) { return a.no < b.no; });
    CommitBatch batch;
    batch.commit = commit_;
    batch.page_count = page_count_;
    batch.bytes.resize(dirty.size() * page_size);
    batch.before = std::move(before);
    for (std::size_t i = 0; i < dirty.size(); ++i) {
        batch.pages.push_back(dirty[i].no);
        batch.before_at.push_back(dirty[i].before_at);
        std::memcpy(batch.bytes.data() + i * page_size, page(dirty[i].no).data(), page_size);
    }
    listener_(std::move(batch));
}

}  // namespace potok::db
