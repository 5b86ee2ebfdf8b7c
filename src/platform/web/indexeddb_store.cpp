#include "platform/web/indexeddb_store.h"

#include <utility>
#include <vector>

#include "platform/web/indexeddb_calls.h"

extern "C" {
void potok_idb_attach(int handle, const char* name);
void potok_idb_open(int handle, int call, int follow);
void potok_idb_append(int handle, int call, int count, const double* sequences, const std::uint8_t* const* ptrs,
                      const std::uint32_t* sizes, int strict);
void potok_idb_put_segment(int handle, int call, double key, const std::uint8_t* ptr, std::uint32_t size);
void potok_idb_trim(int handle, int call, const std::uint8_t* ptr, std::uint32_t size, double keep_from,
                    double segments, int superseded_count, const double* superseded);
void potok_idb_read(int handle, int call, int kind, double key);
void potok_idb_sync(int handle, int call);
void potok_idb_watch(int handle, int call);
void potok_idb_reopen(int handle, int call, int attempt);
void potok_idb_detach(int handle);
}

namespace potok::platform {

namespace {

int next_handle() {
    static int last = 0;
    return ++last;
}

// The key of a segment's image in the store: two places for each.
double segment_number(db::SegmentKey key) { return static_cast<double>(key.index) * 2 + key.place; }

}  // namespace

db::Persister::Options saving_options() {
    db::Persister::Options options;
    options.pause = [](std::function<void()> callback) { call_later(250, std::move(callback)); };
    return options;
}

IndexedDbStore::IndexedDbStore(const std::string& workspace) : handle_(next_handle()) {
    potok_idb_attach(handle_, ("potok:" + workspace).c_str());
}

IndexedDbStore::~IndexedDbStore() {
    for (const int call : calls_) forget_js_call(call);
    potok_idb_detach(handle_);
}

int IndexedDbStore::begin(Done done) {
    auto number = std::make_shared<int>(0);
    *number = begin_js_call([this, number, done = std::move(done)](const JsReply& reply) {
        calls_.erase(*number);
        done(reply.status);
    });
    calls_.insert(*number);
    return *number;
}

void IndexedDbStore::open(db::LoadSink& sink, std::function<void(Result<std::uint64_t>)> done) {
    auto number = std::make_shared<int>(0);
    *number = begin_js_load(sink, [this, number, done = std::move(done)](const JsReply& reply) {
        calls_.erase(*number);
        if (reply.status) done(static_cast<std::uint64_t>(reply.a));
        else done(reply.status.error());
    });
    calls_.insert(*number);
    potok_idb_open(handle_, *number, 0);
}

void IndexedDbStore::follow(db::LoadSink& sink, Done done) {
    auto number = std::make_shared<int>(0);
    *number = begin_js_load(sink, [this, number, done = std::move(done)](const JsReply& reply) {
        calls_.erase(*number);
        done(reply.status);
    });
    calls_.insert(*number);
    potok_idb_open(handle_, *number, 1);
}

void IndexedDbStore::append(std::vector<db::LogEntry> records, db::Durability durability, Done done) {
    std::vector<double> sequences;
    std::vector<const std::uint8_t*> ptrs;
    std::vector<std::uint32_t> sizes;
    for (const db::LogEntry& r : records) {
        sequences.push_back(static_cast<double>(r.sequence));
        ptrs.push_back(r.bytes.data());
        sizes.push_back(static_cast<std::uint32_t>(r.bytes.size()));
    }
    potok_idb_append(handle_, begin(std::move(done)), static_cast<int>(records.size()), sequences.data(), ptrs.data(),
                     sizes.data(), durability == db::Durability::strict ? 1 : 0);
}

void IndexedDbStore::put_segment(db::SegmentKey key, db::Bytes bytes, Done done) {
    potok_idb_put_segment(handle_, begin(std::move(done)), segment_number(key), bytes.data(), static_cast<std::uint32_t>(bytes.size()));
}

void IndexedDbStore::trim(db::Trim what, Done done) {
    std::vector<double> superseded;
    for (const db::SegmentKey& key : what.superseded) superseded.push_back(segment_number(key));
    potok_idb_trim(handle_, begin(std::move(done)), what.header.data(), static_cast<std::uint32_t>(what.header.size()),
                   static_cast<double>(what.keep_from), segment_number({what.segments, 0}), static_cast<int>(superseded.size()),
                   superseded.data());
}

void IndexedDbStore::read(db::RecordKey key, std::function<void(Result<db::Bytes>)> done) {
    auto number = std::make_shared<int>(0);
    *number = begin_js_call([this, number, done = std::move(done)](const JsReply& reply) {
        calls_.erase(*number);
        if (!reply.status) return done(reply.status.error());
        done(db::Bytes(reply.bytes.begin(), reply.bytes.end()));
    });
    calls_.insert(*number);
    const double at = key.kind == db::RecordKey::Kind::segment ? segment_number(key.segment)
                      : key.kind == db::RecordKey::Kind::log   ? static_cast<double>(key.sequence)
                                                               : 0;
    potok_idb_read(handle_, *number, static_cast<int>(key.kind), at);
}

void IndexedDbStore::watch(std::function<void()> closed) {
    closed_ = std::move(closed);
    potok_idb_watch(handle_, begin([this](const Status&) { closed_(); }));
}

void IndexedDbStore::sync(Done done) { potok_idb_sync(handle_, begin(std::move(done))); }

void IndexedDbStore::reopen(int attempt, std::function<void(Result<db::StoreTail>)> done) {
    auto number = std::make_shared<int>(0);
    *number = begin_js_call([this, number, done = std::move(done)](const JsReply& reply) {
        calls_.erase(*number);
        if (!reply.status) return done(reply.status.error());
        if (closed_) watch(closed_);
        done(db::StoreTail{static_cast<std::uint64_t>(reply.a), static_cast<std::uint64_t>(reply.b)});
    });
    calls_.insert(*number);
    potok_idb_reopen(handle_, *number, attempt);
}

void IndexedDbStore::close() {
    potok_idb_detach(handle_);
}

}  // namespace potok::platform
