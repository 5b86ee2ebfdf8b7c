#include "db/log_format.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <string>
#include <utility>

#include "db/checksum.h"

namespace potok::db {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t log_header_size = 72;
constexpr std::size_t log_chain_at = 56;
constexpr std::size_t segment_header_size = 48;
constexpr std::size_t header_size = 64;

constexpr std::size_t small_record = large_value - log_header_size;  // bytes of patches
constexpr std::size_t small_batch = 8 * large_value;                // up to here small records
constexpr std::size_t large_record = 1024 * 1024;

template <class T>
void put(Bytes& out, std::size_t at, T value) {
    std::memcpy(out.data() + at, &value, sizeof value);
}

template <class T>
T get(ByteView in, std::size_t at) {
    T value;
    std::memcpy(&value, in.data() + at, sizeof value);
    return value;
}

Bytes begin_record(std::string_view magic, std::size_t size, std::size_t own_header, std::uint64_t epoch) {
    Bytes out(size);
    std::memcpy(out.data(), magic.data(), 4);
    put(out, 4, log_format_version);
    put(out, 6, static_cast<std::uint16_t>(own_header));
    put(out, 8, epoch);
    return out;
}

Error damaged(std::string record, std::string why) {
    return error("store.damaged", {{"record", std::move(record)}, {"why", std::move(why)}});
}

// What all three kinds begin with. The version is looked at before the sizes, which a later one may change.
Status check_start(ByteView bytes, std::string_view magic, std::size_t own_header, const std::string& name) {
    if (bytes.size() < 8) return damaged(name, "cut off");
    if (as_text(bytes.first(4)) != magic) return damaged(name, "not such a record");
    const auto version = get<std::uint16_t>(bytes, 4);
    if (version > log_format_version)
        return error("store.newer_format",
                     {{"found", std::to_string(version)}, {"known", std::to_string(log_format_version)}});
    if (version != log_format_version || get<std::uint16_t>(bytes, 6) != own_header)
        return damaged(name, "unknown format");
    if (bytes.size() < own_header) return damaged(name, "cut off");
    return {};
}

ChainHash chain_of(const ChainHash& before, ByteView record) {
    const std::uint64_t head = xxh64(record.first(log_chain_at), xxh64(before));
    const std::uint64_t all = xxh64(record.subspan(log_header_size), head);
    ChainHash out;
    std::memcpy(out.data(), &all, sizeof all);
    std::memcpy(out.data() + sizeof all, &head, sizeof head);
    return out;
}

std::uint64_t segment_checksum(ByteView record) {
    return xxh64(record.subspan(segment_header_size), xxh64(record.first(40)));
}

// Puts the patches of one commit into records. A large commit goes out as it comes, so that it is not held once more as a whole.
class Parts {
public:
    Parts(const CommitBatch& batch, std::uint64_t epoch, const LogHead& before) : batch_(batch), epoch_(epoch), before_(before) {}

    void add(PageNo no, ByteView image_before, ByteView image) {
        const std::size_t from = patches_.size();
        append_patch(patches_, no, image_before, image);
        if (patches_.size() == from) return;
        ends_.push_back(patches_.size());
        large_ = large_ || patches_.size() > small_batch;
        if (large_) split(large_record, false);
    }

    std::vector<LogEntry> finish() {
        split(large_ ? large_record : small_record, true);
        ChainHash chain = before_.chain;
        for (LogEntry& entry : out_) {
            put(entry.bytes, 36, static_cast<std::uint32_t>(out_.size()));
            chain = chain_of(chain, entry.bytes);
            std::copy(chain.begin(), chain.end(), entry.bytes.begin() + log_chain_at);
        }
        return std::move(out_);
    }

private:
    // Records of at most `most` bytes of patches, or of one patch; what does not fill one stays, but at the end.
    void split(std::size_t most, bool end) {
        std::size_t from = 0, to = 0;
        std::uint32_t pages = 0, taken = 0;
        for (const std::size_t at : ends_) {
            if (at - from > most && pages > 0) {
                record(from, to, pages);
                from = to;
                taken += std::exchange(pages, 0);
            }
            to = at;
            ++pages;
        }
        // A commit that only cuts pages off has no patches, and is a record all the same.
        if (end && (pages > 0 || out_.empty())) return record(from, to, pages);
        patches_.erase(patches_.begin(), patches_.begin() + static_cast<std::ptrdiff_t>(from));
        ends_.erase(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(taken));
        for (std::size_t& at : ends_) at -= from;
    }

    void record(std::size_t from, std::size_t to, std::uint32_t pages) {
        LogEntry entry;
        entry.sequence = before_.sequence + 1 + out_.size();
        entry.bytes = begin_record("PTKL", log_header_size + (to - from), log_header_size, epoch_);
        Bytes& b = entry.bytes;
        put(b, 16, entry.sequence);
        put(b, 24, batch_.commit);
        put(b, 32, static_cast<std::uint32_t>(out_.size()));
        put(b, 40, page_size);
        put(b, 44, batch_.page_count);
        put(b, 48, pages);
        if (to > from) std::memcpy(b.data() + log_header_size, patches_.data() + from, to - from);
        out_.push_back(std::move(entry));
    }

    const CommitBatch& batch_;
    std::uint64_t epoch_;
    const LogHead& before_;
    Bytes patches_;                  // not in a record yet
    std::vector<std::size_t> ends_;  // of each of them
    bool large_ = false;
    std::vector<LogEntry> out_;
};

}  // namespace

std::vector<LogEntry> encode_batch(const CommitBatch& batch, std::uint64_t epoch, const LogHead& before) {
    Parts parts(batch, epoch, before);
    for (std::size_t i = 0; i < batch.pages.size(); ++i) parts.add(batch.pages[i], batch.image_before(i), batch.image(i));
    return parts.finish();
}

LogHead head_after(const CommitBatch& batch, const std::vector<LogEntry>& records) {
    assert(!records.empty());
    LogHead head;
    head.sequence = records.back().sequence;
    head.commit = batch.commit;
    head.page_count = batch.page_count;
    std::copy_n(records.back().bytes.begin() + log_chain_at, head.chain.size(), head.chain.begin());
    return head;
}

Result<LogRecord> decode_log_record(ByteView bytes, const LogHead& before) {
    const std::string name = "log " + std::to_string(before.sequence + 1);
    POTOK_CHECK(check_start(bytes, "PTKL", log_header_size, name));
    LogRecord r;
    r.epoch = get<std::uint64_t>(bytes, 8);
    r.sequence = get<std::uint64_t>(bytes, 16);
    r.commit = get<std::uint64_t>(bytes, 24);
    r.part = get<std::uint32_t>(bytes, 32);
    r.parts = get<std::uint32_t>(bytes, 36);
    r.page_count = get<std::uint32_t>(bytes, 44);
    const auto n = get<std::uint32_t>(bytes, 48);
    std::copy_n(bytes.begin() + log_chain_at, r.chain.size(), r.chain.begin());
    if (get<std::uint32_t>(bytes, 40) != page_size) return damaged(name, "page size");
    if (r.sequence != before.sequence + 1) return damaged(name, "out of sequence");
    if (chain_of(before.chain, bytes) != r.chain) return damaged(name, "hash");
    // From here on the bytes are as written; what follows guards against a writer's mistake.
    if (r.parts == 0 || r.part >= r.parts || r.page_count > max_pages) return damaged(name, "header");
    if (r.commit < before.commit) return damaged(name, "commit number");
    ByteView rest = bytes.subspan(log_header_size);
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto patch = take_patch(rest);
        if (!patch) return damaged(name, "patches");
        if (patch->no > r.page_count || (i > 0 && patch->no <= r.patches.back().no)) return damaged(name, "page numbers");
        r.patches.push_back(*patch);
    }
    if (!rest.empty()) return damaged(name, "length");
    return r;
}

Bytes encode_segment(const PageStore& store, std::uint32_t index, std::uint64_t epoch, std::uint64_t folded_through) {
    const PageNo first = index * pages_per_segment + 1;
    assert(first <= store.page_count());
    const std::uint32_t n = std::min(pages_per_segment, store.page_count() - first + 1);
    Bytes out = begin_record("PTKB", segment_header_size + std::size_t{n} * page_size, segment_header_size, epoch);
    put(out, 16, folded_through);
    put(out, 24, index);
    put(out, 28, page_size);
    put(out, 32, n);
    for (std::uint32_t i = 0; i < n; ++i) {
        const ByteView image = store.page(first + i);
        std::copy(image.begin(), image.end(),
                  out.begin() + static_cast<std::ptrdiff_t>(segment_header_size + std::size_t{i} * page_size));
    }
    put(out, 40, segment_checksum(out));
    return out;
}

Result<SegmentRecord> decode_segment(ByteView bytes, std::uint32_t index) {
    const std::string name = "segment " + std::to_string(index);
    POTOK_CHECK(check_start(bytes, "PTKB", segment_header_size, name));
    SegmentRecord r;
    r.epoch = get<std::uint64_t>(bytes, 8);
    r.folded_through = get<std::uint64_t>(bytes, 16);
    r.index = get<std::uint32_t>(bytes, 24);
    r.pages = get<std::uint32_t>(bytes, 32);
    if (r.index != index || index >= segments_for(max_pages)) return damaged(name, "index");
    if (get<std::uint32_t>(bytes, 28) != page_size) return damaged(name, "page size");
    if (r.pages == 0 || r.pages > pages_per_segment ||
        bytes.size() != segment_header_size + std::size_t{r.pages} * page_size)
        return damaged(name, "length");
    if (get<std::uint64_t>(bytes, 40) != segment_checksum(bytes)) return damaged(name, "checksum");
    r.images = bytes.subspan(segment_header_size);
    return r;
}

Bytes encode_header(const HeaderRecord& header) {
    Bytes out = begin_record("PTKH", header_size, header_size, header.epoch);
    put(out, 16, header.log_start);
    put(out, 24, header.commit);
    put(out, 32, page_size);
    put(out, 36, header.page_count);
    std::copy(header.chain.begin(), header.chain.end(), out.begin() + 40);
    put(out, 56, xxh64(ByteView(out).first(56)));
    return out;
}

Result<HeaderRecord> decode_header(ByteView bytes) {
    const std::string name = "header";
    POTOK_CHECK(check_start(bytes, "PTKH", header_size, name));
    if (bytes.size() != header_size) return damaged(name, "length");
    if (get<std::uint64_t>(bytes, 56) != xxh64(bytes.first(56))) return damaged(name, "checksum");
    HeaderRecord h;
    h.epoch = get<std::uint64_t>(bytes, 8);
    h.log_start = get<std::uint64_t>(bytes, 16);
    h.commit = get<std::uint64_t>(bytes, 24);
    h.page_count = get<std::uint32_t>(bytes, 36);
    std::copy_n(bytes.begin() + 40, h.chain.size(), h.chain.begin());
    if (get<std::uint32_t>(bytes, 32) != page_size || h.page_count > max_pages || h.log_start == 0)
        return damaged(name, "contents");
    return h;
}

}  // namespace potok::db
