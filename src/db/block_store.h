// Where the records of log_format.h are kept: IndexedDB in the browser, a fake in tests.
//
// Everything is asynchronous: a call returns at once, its callback comes later, never from within the call. The caller
// (persister.h) has at most one call under way. Each write is one storage transaction, whole or not at all, and fenced:
// opening raises the epoch, and whoever opened earlier is refused from then on (store.fenced). Folding and trimming read the
// epoch before they write. Appending need not wait for that: opening also takes the next place in the log with an opening mark
// (log_format.h), so the record of an earlier owner finds its place taken. Where the mark is trimmed already, it may find room below
// the beginning of the log, where nothing reads it; its owner is told store.fenced all the same.
//
// errors: store.fenced, store.quota (no room), store.aborted, store.closed (the handle died),
//         store.unavailable (no storage here, or blocked), args message
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "db/bytes.h"
#include "db/log_format.h"

namespace potok::db {

enum class Durability {
    relaxed,  // the operating system has it: survives the tab and the browser, not always a power cut
    strict,   // flushed to the device
};

// Takes records in this order: the header if there is one, base segments by key, log records by ascending sequence.
// The bytes hold only during the call. An error ends the loading and is what load() reports.
class LoadSink {
public:
    virtual ~LoadSink() = default;
    virtual Status header(ByteView bytes) = 0;
    virtual Status segment(SegmentKey key, ByteView bytes) = 0;
    virtual Status log(std::uint64_t sequence, ByteView bytes) = 0;
};

struct Trim {
    Bytes header;                  // the new one
    std::uint64_t keep_from = 0;   // log records before this sequence go; an opening mark in the place of the last of them stays
    std::uint32_t segments = 0;    // base segments from this index on go
    std::vector<SegmentKey> superseded;  // images that newer ones replace: they go
};

// One record, to be read back.
struct RecordKey {
    enum class Kind { header, segment, log };
    Kind kind = Kind::header;
    SegmentKey segment;
    std::uint64_t sequence = 0;
};

struct StoreTail {
    std::uint64_t epoch = 0;
    std::uint64_t last_sequence = 0;  // 0: the log is empty
};

class BlockStore {
public:
    using Done = std::function<void(Status)>;

    virtual ~BlockStore() = default;
    // Raises the epoch and adds an opening mark to the log, in one transaction; then hands everything to the sink, which must live
    // until `done`. Gives the new epoch.
    virtual void open(LoadSink& sink, std::function<void(Result<std::uint64_t>)> done) = 0;
    // Hands everything to the sink as well, but leaves the epoch alone: for who only reads. Nothing may be written after it.
    virtual void follow(LoadSink& sink, Done done) = 0;
    // Adds, never overwrites.
    virtual void append(std::vector<LogEntry> records, Durability durability, Done done) = 0;
    // Strict.
    virtual void put_segment(SegmentKey key, Bytes bytes, Done done) = 0;
    // Strict, so that what it removes is not missed.
    virtual void trim(Trim what, Done done) = 0;
    // As it is kept, not checked. Empty: there is none.
    virtual void read(RecordKey key, std::function<void(Result<Bytes>)> done) = 0;
    // Makes all earlier writes of small values strict (large ones are strict at once, see large_value).
    virtual void sync(Done done) = 0;
    // After a failure: a new handle without a new epoch, and where the log ends. Waits a little longer per attempt.
    virtual void reopen(int attempt, std::function<void(Result<StoreTail>)> done) = 0;
    // Lets the handle go. Callbacks still due come with store.closed.
    virtual void close() = 0;
};

}  // namespace potok::db
