// Files on their way into the store, with everything that can break on it: nothing is left half kept.
#include <catch_amalgamated.hpp>

#include <deque>
#include <optional>

#include "platform/common/memory_blobs.h"

using namespace potok;
using namespace potok::platform;

namespace {

constexpr Instant monday{1'795'000'000'000};

// What answers later, in the order of asking, when told to.
struct Queue {
    std::deque<std::function<void()>> waiting;
    void add(std::function<void()> work) { waiting.push_back(std::move(work)); }
    bool one() {
        if (waiting.empty()) return false;
        const auto work = std::move(waiting.front());
        waiting.pop_front();
        work();
        return true;
    }
    void all() {
        while (one()) {}
    }
};

// A long file made as it is read; may fail from some offset on. Counts what is in memory of it.
class LongSource final : public FileSource {
public:
    LongSource(std::uint64_t size, Queue* queue) : size_(size), queue_(queue) {}
    std::uint64_t size() const override { return size_; }
    void read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override {
        ++reads;
        CHECK(offset == next_);  // from the beginning to the end, each byte once
        next_ = offset + length;
        const auto answer = [this, offset, length, done] {
            if (offset >= fails_from) return done(error("file.changed", {{"name", "long"}}));
            done(db::Bytes(length, static_cast<std::uint8_t>(offset >> 20)));
        };
        if (queue_) queue_->add(answer);
        else answer();
    }

    std::uint64_t fails_from = ~std::uint64_t{0};
    int reads = 0;

private:
    std::uint64_t size_, next_ = 0;
    Queue* queue_;
};

// A store in memory whose n-th step fails, and which answers later where a queue is given.
class FailingStore final : public BlobStore {
public:
    explicit FailingStore(Queue* queue = nullptr) : queue_(queue) {}

    void begin(Instant now, std::function<void(Result<UploadId>)> done) override {
        if (fails()) return answer([done] { done(error("store.unavailable")); });
        answer([=, this] { inner.begin(now, done); });
    }
    void append(UploadId upload, std::uint32_t n, db::Bytes piece, std::function<void(Status)> done) override {
        CHECK(n == next_piece_[upload]++);
        if (fails()) return answer([done] { done(error("store.quota")); });
        answer([=, this] { inner.append(upload, n, piece, done); });
    }
    void finish(UploadId upload, const BlobId& id, std::uint64_t size, Instant now, std::function<void(Status)> done) override {
        if (fails()) return answer([done] { done(error("store.quota")); });
        answer([=, this] { inner.finish(upload, id, size, now, done); });
    }
    void drop(UploadId upload, std::function<void(Status)> done) override { inner.drop(upload, done); }
    void find(const BlobId& id, std::function<void(Result<std::optional<BlobInfo>>)> done) override { inner.find(id, done); }
    void read(const BlobId& id, std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override {
        if (fails()) return answer([done] { done(error("store.closed")); });
        answer([=, this] { inner.read(id, offset, length, done); });
    }
    void list(std::function<void(Result<std::vector<BlobInfo>>)> done) override { inner.list(done); }
    void remove(const BlobId& id, Instant kept_before, std::function<void(Result<bool>)> done) override {
        if (fails()) return answer([done] { done(error("store.aborted")); });
        inner.remove(id, kept_before, done);
    }
    void drop_uploads(Instant begun_before, std::function<void(Result<std::size_t>)> done) override { inner.drop_uploads(begun_before, done); }

    bool empty() {
        bool none = false;
        inner.list([&](const Result<std::vector<BlobInfo>>& all) { none = all->empty(); });
        return none && inner.uploads() == 0;
    }

    MemoryBlobStore inner;
    int steps = 0, fails_at = -1;

private:
    bool fails() { return steps++ == fails_at; }
    void answer(const std::function<void()>& work) {
        if (queue_) queue_->add(work);
        else work();
    }
    Queue* queue_;
    std::map<UploadId, std::uint32_t> next_piece_;
};

constexpr std::uint64_t long_size = 5 * piece_size + 17;

}  // namespace

TEST_CASE("a failing step of the storage leaves nothing of the file", "[platform][blob]") {
    const bool later = GENERATE(false, true);
    Queue queue;
    int steps = 0;
    {
        FailingStore counted;
        std::optional<Result<BlobId>> id;
        put_blob(std::shared_ptr<BlobStore>(&counted, [](auto*) {}), std::make_shared<LongSource>(long_size, nullptr), monday, {},
                 [&](Result<BlobId> r) { id = std::move(r); });
        REQUIRE(id->ok());
        steps = counted.steps;
        CHECK(steps == 1 + 6 + 1);  // begin, six pieces, finish
    }
    for (int at = 0; at < steps; ++at) {
        CAPTURE(at, later);
        const auto store = std::make_shared<FailingStore>(later ? &queue : nullptr);
        store->fails_at = at;
        int answers = 0;
        std::optional<Result<BlobId>> id;
        const auto done = [&](Result<BlobId> r) { ++answers, id = std::move(r); };
        put_blob(store, std::make_shared<LongSource>(long_size, later ? &queue : nullptr), monday, {}, done);
        queue.all();
        CHECK(answers == 1);
        REQUIRE(id);
        REQUIRE_FALSE(id->ok());
        CHECK(id->error().code == (at == 0 ? "store.unavailable" : "store.quota"));
        CHECK(store->empty());
        // The same file goes in once there is room.
        put_blob(store, std::make_shared<LongSource>(long_size, later ? &queue : nullptr), monday, {}, done);
        queue.all();
        CHECK(id->ok());
        CHECK(store->inner.uploads() == 0);
    }
}

TEST_CASE("a file that fails in its middle is not kept", "[platform][blob]") {
    const bool later = GENERATE(false, true);
    Queue queue;
    for (std::uint64_t from = 0; from < long_size; from += piece_size) {
        const auto store = std::make_shared<FailingStore>(later ? &queue : nullptr);
        const auto source = std::make_shared<LongSource>(long_size, later ? &queue : nullptr);
        source->fails_from = from;
        std::optional<Result<BlobId>> id;
        put_blob(store, source, monday, {}, [&](Result<BlobId> r) { id = std::move(r); });
        queue.all();
        REQUIRE(id);
        CHECK(id->error().code == "file.changed");
        CHECK(store->empty());
    }
}

TEST_CASE("a cancelled file is not kept, whenever it is cancelled", "[platform][blob]") {
    for (int after = 0;; ++after) {
        CAPTURE(after);
        Queue queue;
        const auto store = std::make_shared<FailingStore>(&queue);
        std::optional<Result<BlobId>> id;
        int progress = 0;
        const auto transfer = put_blob(store, std::make_shared<LongSource>(long_size, &queue), monday, {.progress = [&] { ++progress; }},
                                       [&](Result<BlobId> r) { id = std::move(r); });
        for (int i = 0; i < after && queue.one(); ++i) {}
        const bool through = id.has_value();
        transfer->cancel();
        queue.all();
        REQUIRE(id);
        CHECK(transfer->ended());
        if (through) {
            CHECK(after > 8);
            CHECK(progress == 6);
            CHECK(transfer->moved() == long_size);
            break;
        }
        if (id->ok()) continue;  // the last step was under way: too late
        CHECK(id->error().code == "file.cancelled");
        CHECK(store->empty());
    }
}

TEST_CASE("a transfer holds two pieces at most, and needs no stack for a long file", "[platform][blob]") {
    class Counting final : public PieceSink {
    public:
        void append(db::Bytes piece, std::function<void(Status)> done) override {
            bytes += piece.size();
            done({});
        }
        void finish(std::function<void(Status)> done) override { done({}); }
        void drop() override {}
        std::uint64_t bytes = 0;
    };
    // 20,000 pieces: were each a call within the call before, this would end badly.
    class Short final : public FileSource {
    public:
        std::uint64_t size() const override { return std::uint64_t{20'000} * piece_size; }
        void read(std::uint64_t, std::size_t, std::function<void(Result<db::Bytes>)> done) override { done(db::Bytes(1)); }
    };
    const auto sink = std::make_shared<Counting>();
    std::optional<Status> status;
    Transfer::start(std::make_shared<Short>(), sink, {}, [&](Status s) { status = s; });
    REQUIRE(status);
    CHECK(status->ok());
    CHECK(sink->bytes == 20'000);

    // While one piece is being written, one is read ahead and no more.
    Queue reading, writing;
    const auto store = std::make_shared<FailingStore>(&writing);
    const auto source = std::make_shared<LongSource>(long_size, &reading);
    std::optional<Result<BlobId>> id;
    put_blob(store, source, monday, {}, [&](Result<BlobId> r) { id = std::move(r); });
    reading.all();
    CHECK(source->reads == 2);
    while (!id) {
        const int before = source->reads;
        writing.one();
        reading.all();
        CHECK(source->reads <= before + 1);
    }
    CHECK(id->ok());
}

TEST_CASE("collecting that fails is told, and done the next time", "[platform][blob]") {
    const auto store = std::make_shared<FailingStore>();
    for (const char* text : {"a", "b", "c"})
        put_blob(store, std::make_shared<MemorySource>(text), monday, {}, [](const Result<BlobId>& id) { REQUIRE(id.ok()); });
    store->fails_at = store->steps + 1;
    std::optional<Result<Collected>> done;
    collect_blobs(store, {}, monday + 1, [&](Result<Collected> r) { done = std::move(r); });
    REQUIRE_FALSE(done->ok());
    CHECK(done->error().code == "store.aborted");
    collect_blobs(store, {}, monday + 1, [&](Result<Collected> r) { done = std::move(r); });
    REQUIRE(done->ok());
    CHECK((*done)->files == 2);
    CHECK((*done)->kept == 0);
}
