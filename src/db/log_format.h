// The three kinds of records in which a page store is kept, as bytes. All numbers little-endian.
//
// log record   what a commit (or several, coalesced) changed; possibly in parts, each a record of its own, written
//              in one storage transaction. Records form a hash chain of XXH64, with the seed after the semicolon:
//              h = (chain(n-1); 0), head = (bytes 0..55 of record n; h), all = (bytes from 72 on; head), chain(n) = all, head.
//   0  "PTKL"            24 u64 last commit within       48 u32 pages in this record
//   4  u16 format        32 u32 part, from 0             52 u32 zero
//   6  u16 header size   36 u32 parts                    56 16 bytes chain
//   8  u64 epoch         40 u32 page size                72 a patch for each page (page_patch.h), by ascending
//   16 u64 sequence      44 u32 pages in the file after     page number
//
// base segment 256 pages (1 MiB) as they were after the log record `folded_through`.
//   0  "PTKB"            16 u64 folded_through           32 u32 pages in this segment
//   4  u16 format        24 u32 index: holds pages       36 u32 zero
//   6  u16 header size          256*index + 1 ...        40 u64 XXH64 of bytes 0..39, then of the images with it as seed
//   8  u64 epoch         28 u32 page size                48 page images
//
// header       where the log begins: everything before it is in the base segments.
//   0  "PTKH"            16 u64 first sequence kept      36 u32 pages in the file at that point
//   4  u16 format        24 u64 last commit before it    40 16 bytes chain before it
//   6  u16 header size   32 u32 page size                56 u64 XXH64 of bytes 0..55
//   8  u64 epoch that wrote it
//
// Reading takes hostile bytes. errors: store.damaged (args record, why), store.newer_format (args found, known)
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "db/bytes.h"
#include "db/page_patch.h"
#include "db/page_store.h"

namespace potok::db {

inline constexpr std::uint16_t log_format_version = 2;  // 1 had whole pages in the log
inline constexpr std::uint32_t pages_per_segment = 256;

using ChainHash = std::array<std::uint8_t, 16>;

inline std::uint32_t segment_of(PageNo no) { return (no - 1) / pages_per_segment; }
inline std::uint32_t segments_for(std::uint32_t page_count) {
    return (page_count + pages_per_segment - 1) / pages_per_segment;
}

// Where a base segment lies. There are two places for each, so that folding never overwrites the image it replaces: that
// one stays until the trim that makes the new one count.
struct SegmentKey {
    std::uint32_t index = 0;
    std::uint32_t place = 0;  // 0 or 1

    auto operator<=>(const SegmentKey&) const = default;
};

struct LogEntry {
    std::uint64_t sequence = 0;
    Bytes bytes;
};

struct LogHead {  // where the log stands: what the next record needs to know of those before it
    std::uint64_t sequence = 0;  // of the last record, 0 before the first
    ChainHash chain{};
    std::uint64_t commit = 0;
    std::uint32_t page_count = 0;
};

// A batch of larger records than this is written strict at once: such values may lie in files of their own, which a later
// strict write does not flush.
inline constexpr std::size_t large_value = 60 * 1024;

// A log entry that holds nothing but its place: put there when a workspace is opened (block_store.h) and where a trim ends, so
// that a log is never empty. It is no part of the chain.
inline constexpr std::array<std::uint8_t, 1> opening_mark{'O'};
inline bool is_opening_mark(ByteView bytes) { return bytes.size() == 1 && bytes[0] == opening_mark[0]; }

// Records below 60 KiB, which the browser keeps inline; a batch above 480 KiB goes into records of about 1 MiB, which
// it writes twice as fast. Pages that have not changed after all are left out.
std::vector<LogEntry> encode_batch(const CommitBatch& batch, std::uint64_t epoch, const LogHead& before);
LogHead head_after(const CommitBatch& batch, const std::vector<LogEntry>& records);

struct LogRecord {
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;
    std::uint64_t commit = 0;
    std::uint32_t part = 0;
    std::uint32_t parts = 0;
    std::uint32_t page_count = 0;
    ChainHash chain{};
    std::vector<PagePatch> patches;  // into the bytes it was read from
};
// Checked against what came before: sequence and chain must follow.
Result<LogRecord> decode_log_record(ByteView bytes, const LogHead& before);

struct SegmentRecord {
    std::uint64_t epoch = 0;
    std::uint64_t folded_through = 0;
    std::uint32_t index = 0;
    std::uint32_t pages = 0;
    ByteView images;

    PageNo first_page() const { return index * pages_per_segment + 1; }
};
// The pages of `store` that fall into the segment. At least one must.
Bytes encode_segment(const PageStore& store, std::uint32_t index, std::uint64_t epoch, std::uint64_t folded_through);
Result<SegmentRecord> decode_segment(ByteView bytes, std::uint32_t index);

struct HeaderRecord {
    std::uint64_t epoch = 0;
    std::uint64_t log_start = 1;
    std::uint64_t commit = 0;
    std::uint32_t page_count = 0;
    ChainHash chain{};
};
Bytes encode_header(const HeaderRecord& header);
Result<HeaderRecord> decode_header(ByteView bytes);

}  // namespace potok::db
