// A storage to test with: what IndexedDB may do, decided by the test. Operations wait until step() lets them happen.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "db/block_store.h"

namespace potok::db::test {

// What outlives a tab.
struct FakeDisk {
    struct Value {
        std::shared_ptr<const Bytes> bytes;
        bool flushed = false;  // a power cut cannot tear it

        Value() = default;
        Value(Bytes b, bool strict) : bytes(std::make_shared<const Bytes>(std::move(b))), flushed(strict) {}
        const Bytes& operator*() const { return *bytes; }
        std::size_t size() const { return bytes ? bytes->size() : 0; }
    };
    struct Contents {
        std::uint64_t epoch = 0;
        Value header;
        std::map<std::uint64_t, Value> log;
        std::map<SegmentKey, Value> segments;

        std::size_t size() const {
            std::size_t sum = header.size();
            for (const auto& [key, value] : log) sum += value.size();
            for (const auto& [key, value] : segments) sum += value.size();
            return sum;
        }
        // Of the log what is no opening mark.
        std::vector<Value*> records() {
            std::vector<Value*> all;
            for (auto& [key, value] : log)
                if (!is_opening_mark(*value)) all.push_back(&value);
            return all;
        }
        std::vector<Value*> values() {
            std::vector<Value*> all;
            if (header.size() > 0) all.push_back(&header);
            for (auto& [key, value] : log) all.push_back(&value);
            for (auto& [key, value] : segments) all.push_back(&value);
            return all;
        }
    };
    Contents now;
    std::size_t capacity = ~std::size_t{0};  // bytes; a write that leads beyond fails for lack of room
    // Power may go back to any of these: the states since the last strict write.
    std::vector<Contents> unflushed;
    bool risked = false;  // an image was overwritten that the log could not have made up for: a torn write would have cost it

    void wrote(Contents before, bool strict) {
        if (strict) {
            unflushed.clear();
            for (Value* value : now.values())
                if (value->size() <= large_value) value->flushed = true;
        } else {
            unflushed.push_back(std::move(before));
        }
    }
    // Back to one of the states that `choice` picks from, 0 … unflushed.size(); the last is that of now. Large values
    // that were not flushed themselves lose their end where `torn` says so.
    void power_cut(std::size_t choice, const std::function<bool()>& torn) {
        if (choice < unflushed.size()) now = unflushed[choice];
        unflushed.clear();
        for (Value* value : now.values())
            if (!value->flushed && value->size() > large_value && torn())
                *value = Value(Bytes(value->bytes->begin(), value->bytes->begin() + static_cast<std::ptrdiff_t>(value->size() / 2)), true);
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

    std::size_t waiting() const { return queue_.size() + (heard_ ? 1 : 0); }
    int writes = 0;  // that took effect

    // The next operation happens, with this outcome, and its end is heard.
    void step(Outcome outcome = Outcome::works) {
        if (!heard_) act(outcome);
        hear();
    }
    // Until nothing is under way. Whoever asks for more at every answer never comes to rest: that ends here, not in an endless test.
    void run() {
        constexpr int most = 100'000;
        for (int steps = 0; waiting() > 0; ++steps) {
            if (steps == most) {
                std::fprintf(stderr, "the storage does not come to rest\n");
                std::abort();
            }
            step();
        }
    }
    // The same in two steps: what happens, and the word of it. Between them a tab may die.
    bool has_acted() const { return static_cast<bool>(heard_); }
    void act(Outcome outcome = Outcome::works) {
        auto op = std::move(queue_.front());
        queue_.pop_front();
        heard_ = op(outcome);
    }
    void hear() {
        auto heard = std::exchange(heard_, nullptr);
        heard();
    }

    void open(LoadSink& sink, std::function<void(Result<std::uint64_t>)> done) override {
        queue_.push_back([this, &sink, done](Outcome outcome) -> Heard {
            if (outcome != Outcome::works) return [done, e = failure(outcome)] { done(e); };
            FakeDisk::Contents before = disk_.now;
            epoch_ = ++disk_.now.epoch;
            marked_ = mark(disk_.now);
            disk_.wrote(std::move(before), false);
            return [this, &sink, done] { done(load(sink)); };
        });
    }
    void follow(LoadSink& sink, Done done) override {
        queue_.push_back([this, &sink, done](Outcome outcome) -> Heard {
            if (outcome != Outcome::works) return [done, e = failure(outcome)] { done(e); };
            return [this, &sink, done] {
                auto loaded = load(sink);
                done(loaded.ok() ? Status{} : Status{loaded.error()});
            };
        });
    }
    void append(std::vector<LogEntry> records, Durability durability, Done done) override {
        const bool strict = durability == Durability::strict;
        write(strict, std::move(done), [records, strict](FakeDisk::Contents& c) {
            for (const LogEntry& r : records)
                if (c.log.contains(r.sequence)) return false;
            for (const LogEntry& r : records) c.log[r.sequence] = {r.bytes, strict};
            return true;
        }, !marked_);
    }
    void put_segment(SegmentKey key, Bytes bytes, Done done) override {
        write(true, std::move(done), [this, key, bytes](FakeDisk::Contents& c) {
            disk_.risked = disk_.risked || needed(c, key);
            c.segments[key] = {bytes, true};
            return true;
        });
    }
    void trim(Trim what, Done done) override {
        write(true, std::move(done), [what](FakeDisk::Contents& c) {
            c.header = {what.header, true};
            c.log.erase(c.log.begin(), c.log.lower_bound(what.keep_from));
            c.log[what.keep_from - 1] = {Bytes(opening_mark.begin(), opening_mark.end()), true};
            c.segments.erase(c.segments.lower_bound({what.segments, 0}), c.segments.end());
            for (const SegmentKey& key : what.superseded) c.segments.erase(key);
            return true;
        });
    }
    void read(RecordKey key, std::function<void(Result<Bytes>)> done) override {
        queue_.push_back([this, key, done](Outcome outcome) -> Heard {
            if (dead_ || outcome != Outcome::works)
                return [done, e = failure(dead_ || outcome == Outcome::unheard ? Outcome::lost : outcome)] { done(e); };
            return [done, bytes = kept(key)] { done(bytes); };
        });
    }
    void sync(Done done) override {
        write(true, std::move(done), [](FakeDisk::Contents&) { return true; });
    }
    void reopen(int, std::function<void(Result<StoreTail>)> done) override {
        queue_.push_back([this, done](Outcome outcome) -> Heard {
            if (outcome != Outcome::works) return [done, e = failure(outcome)] { done(e); };
            dead_ = false;
            const auto& log = disk_.now.log;
            return [done, tail = StoreTail{disk_.now.epoch, log.empty() ? 0 : log.rbegin()->first}] { done(tail); };
        });
    }
    void close() override { dead_ = true; }

    // Puts everything on the disk into the sink.
    Result<std::uint64_t> load(LoadSink& sink) const {
        const FakeDisk::Contents& c = disk_.now;
        if (c.header.size() > 0) POTOK_CHECK(sink.header(*c.header));
        for (const auto& [key, value] : c.segments) POTOK_CHECK(sink.segment(key, *value));
        for (const auto& [sequence, value] : c.log) POTOK_CHECK(sink.log(sequence, *value));
        return epoch_;
    }

private:
    using Heard = std::function<void()>;

    Error failure(Outcome outcome) {
        if (outcome == Outcome::lost || outcome == Outcome::unheard) dead_ = true;
        const char* code = outcome == Outcome::quota     ? "store.quota"
                           : outcome == Outcome::aborted ? "store.aborted"
                                                         : "store.closed";
        return error(code, {{"message", "by the test"}});
    }

    static bool sound(const FakeDisk::Contents& c, SegmentKey key) {
        const auto found = c.segments.find(key);
        return found != c.segments.end() && decode_segment(*found->second, key.index).ok();
    }

    // The only sound image of the segment, older than what is left of the log, of pages that were there when that begins: what came
    // later is in the log from its first byte.
    static bool needed(const FakeDisk::Contents& c, SegmentKey key) {
        if (!sound(c, key) || sound(c, {key.index, 1 - key.place}) || c.header.size() == 0) return false;
        const auto header = decode_header(*c.header);
        if (!header.ok() || key.index >= segments_for(header->page_count)) return false;
        return decode_segment(*c.segments.at(key), key.index)->folded_through < header->log_start;
    }

    Bytes kept(RecordKey key) const {
        const FakeDisk::Contents& c = disk_.now;
        const auto segment = c.segments.find(key.segment);
        const auto record = c.log.find(key.sequence);
        switch (key.kind) {
        case RecordKey::Kind::header: return c.header.size() > 0 ? *c.header : Bytes{};
        case RecordKey::Kind::segment: return segment == c.segments.end() ? Bytes{} : *segment->second;
        case RecordKey::Kind::log: return record == c.log.end() ? Bytes{} : *record->second;
        }
        return {};
    }

    // As storage.js does it: a log that was trimmed to nothing by an earlier version does not tell where it goes on.
    static bool mark(FakeDisk::Contents& c) {
        if (c.log.empty() && c.header.size() > 0) return false;
        const std::uint64_t next = c.log.empty() ? 1 : c.log.rbegin()->first + 1;
        c.log[next] = {Bytes(opening_mark.begin(), opening_mark.end()), false};
        return true;
    }

    // `gated`: nothing happens once the epoch is another one. Else that is found out afterwards.
    void write(bool strict, Done done, std::function<bool(FakeDisk::Contents&)> effect, bool gated = true) {
        queue_.push_back([this, strict, done, effect, gated](Outcome outcome) -> Heard {
            const auto says = [done](Status s) -> Heard { return [done, s] { done(s); }; };
            if (dead_) return says(error("store.closed", {{"message", "dead handle"}}));
            if (outcome == Outcome::works || outcome == Outcome::unheard) {
                const bool fenced = disk_.now.epoch != epoch_;
                if (fenced && gated) return says(error("store.fenced", {{"message", "newer epoch"}}));
                FakeDisk::Contents before = disk_.now;
                if (!effect(disk_.now)) return says(error("store.aborted", {{"message", "sequence taken"}}));
                if (disk_.now.size() > disk_.capacity && disk_.now.size() > before.size()) {
                    disk_.now = std::move(before);
                    return says(failure(Outcome::quota));
                }
                disk_.wrote(std::move(before), strict);
                ++writes;
                if (fenced) return says(error("store.fenced", {{"message", "newer epoch"}}));
            }
            return says(outcome == Outcome::works ? Status{} : Status{failure(outcome)});
        });
    }

    FakeDisk& disk_;
    std::deque<std::function<Heard(Outcome)>> queue_;
    Heard heard_;
    std::uint64_t epoch_ = 0;
    bool marked_ = false;  // the log has the mark of this opening
    bool dead_ = false;
};

}  // namespace potok::db::test
