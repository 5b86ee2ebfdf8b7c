// A storage to test with: what IndexedDB may do, decided by the test. Operations wait until step() lets them happen.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "db/block_store.h"

namespace potok::db::test {

// What outlives a tab.
struct FakeDisk {
    struct Contents {
        std::uint64_t epoch = 0;
        Bytes header;
        std::map<std::uint64_t, Bytes> log;
        std::map<std::uint32_t, Bytes> segments;
    };
    Contents now;
    // Power may go back to any of these: the states since the last strict write.
    std::vector<Contents> unflushed;

    void wrote(Contents before, bool strict) {
        if (strict) unflushed.clear();
        else unflushed.push_back(std::move(before));
    }
};

enum class Outcome {
    works,
    aborted,      // no effect, and said so
    quota,        // the same, for lack of room
    lost,         // no effect, the handle is dead from here on
    unheard,      // took effect, but the handle died before that was heard
};

class FakeBlockStore final : public BlockStore {
public:
    explicit FakeBlockStore(FakeDisk& disk) : disk_(disk) {}

    std::size_t waiting() const { return queue_.size(); }
    int writes = 0;  // that took effect

    // The next operation happens, with this outcome.
    void step(Outcome outcome = Outcome::works) {
        auto op = std::move(queue_.front());
        queue_.pop_front();
        op(outcome);
    }
    void run() {
        while (!queue_.empty()) step();
    }

    void open(LoadSink& sink, std::function<void(Result<std::uint64_t>)> done) override {
        queue_.push_back([this, &sink, done](Outcome outcome) {
            if (outcome != Outcome::works) return done(failure(outcome));
            FakeDisk::Contents& c = disk_.now;
            epoch_ = ++c.epoch;
            done(load(sink));
        });
    }
    void append(std::vector<LogEntry> records, Durability durability, Done done) override {
        write(durability == Durability::strict, std::move(done), [records](FakeDisk::Contents& c) {
            for (const LogEntry& r : records)
                if (c.log.contains(r.sequence)) return false;
            for (const LogEntry& r : records) c.log[r.sequence] = r.bytes;
            return true;
        });
    }
    void put_segment(std::uint32_t index, Bytes bytes, Done done) override {
        write(false, std::move(done), [index, bytes](FakeDisk::Contents& c) {
            c.segments[index] = bytes;
            return true;
        });
    }
    void trim(Trim what, Done done) override {
        write(true, std::move(done), [what](FakeDisk::Contents& c) {
            c.header = what.header;
            c.log.erase(c.log.begin(), c.log.lower_bound(what.keep_from));
            c.segments.erase(c.segments.lower_bound(what.segments), c.segments.end());
            return true;
        });
    }
    void sync(Done done) override {
        write(true, std::move(done), [](FakeDisk::Contents&) { return true; });
    }
    void reopen(int, std::function<void(Result<StoreTail>)> done) override {
        queue_.push_back([this, done](Outcome outcome) {
            if (outcome != Outcome::works) return done(failure(outcome));
            dead_ = false;
            const auto& log = disk_.now.log;
            done(StoreTail{disk_.now.epoch, log.empty() ? 0 : log.rbegin()->first});
        });
    }
    void close() override { dead_ = true; }

    // Puts everything on the disk into the sink.
    Result<std::uint64_t> load(LoadSink& sink) const {
        const FakeDisk::Contents& c = disk_.now;
        if (!c.header.empty()) POTOK_CHECK(sink.header(c.header));
        for (const auto& [index, bytes] : c.segments) POTOK_CHECK(sink.segment(index, bytes));
        for (const auto& [sequence, bytes] : c.log) POTOK_CHECK(sink.log(sequence, bytes));
        return c.epoch;
    }

private:
    Error failure(Outcome outcome) {
        if (outcome == Outcome::lost || outcome == Outcome::unheard) dead_ = true;
        const char* code = outcome == Outcome::quota     ? "store.quota"
                           : outcome == Outcome::aborted ? "store.aborted"
                                                         : "store.closed";
        return error(code, {{"message", "by the test"}});
    }

    void write(bool strict, Done done, std::function<bool(FakeDisk::Contents&)> act) {
        queue_.push_back([this, strict, done, act](Outcome outcome) {
            if (dead_) return done(error("store.closed", {{"message", "dead handle"}}));
            if (outcome == Outcome::works || outcome == Outcome::unheard) {
                if (disk_.now.epoch != epoch_) return done(error("store.fenced", {{"message", "newer epoch"}}));
                FakeDisk::Contents before = disk_.now;
                if (!act(disk_.now)) return done(error("store.aborted", {{"message", "sequence taken"}}));
                disk_.wrote(std::move(before), strict);
                ++writes;
            }
            if (outcome == Outcome::works) return done({});
            done(failure(outcome));
        });
    }

    FakeDisk& disk_;
    std::deque<std::function<void(Outcome)>> queue_;
    std::uint64_t epoch_ = 0;
    bool dead_ = false;
};

}  // namespace potok::db::test
