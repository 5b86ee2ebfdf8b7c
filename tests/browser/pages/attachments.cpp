// The store of attachments over IndexedDB without the app, driven by tests/browser/attachments.test.mjs. What happens is told
// to the page as globalThis.onPotok(name, text); instants are given by it.
#include <emscripten.h>

#include <memory>
#include <string>

#include "page_support.h"
#include "platform/web/indexeddb_blobs.h"
#include "platform/web/web_files.h"

using namespace potok;
using namespace potok::test;

namespace {

std::shared_ptr<platform::IndexedDbBlobStore> store;
std::shared_ptr<platform::Transfer> transfer;

// Made as it is read: a test needs no file of that size.
class MadeUp final : public platform::FileSource {
public:
    MadeUp(std::uint64_t size, std::uint32_t seed) : size_(size), seed_(seed) {}
    std::uint64_t size() const override { return size_; }
    void read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override {
        db::Bytes bytes(length);
        for (std::size_t i = 0; i < length; ++i) {
            const auto n = static_cast<std::uint32_t>(offset + i);
            bytes[i] = static_cast<std::uint8_t>((n * 2654435761u + seed_ * 40503u) >> 13);
        }
        done(std::move(bytes));
    }

private:
    std::uint64_t size_;
    std::uint32_t seed_;
};

void put(std::shared_ptr<platform::FileSource> source, double now) {
    transfer = platform::put_blob(store, std::move(source), {static_cast<std::int64_t>(now)}, {.progress = [] { tell("moved", ""); }},
                                  [](const Result<platform::BlobId>& id) { tell("put", id ? hex(*id) : said(id.error())); });
}

// Reads to the end; tells how much there was.
class Reading final : public platform::PieceSink {
public:
    void append(db::Bytes piece, std::function<void(Status)> done) override {
        bytes += piece.size();
        done({});
    }
    void finish(std::function<void(Status)> done) override { done({}); }
    void drop() override {}
    std::uint64_t bytes = 0;
};

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void page_start(const char* workspace) { store = std::make_shared<platform::IndexedDbBlobStore>(workspace); }
EMSCRIPTEN_KEEPALIVE void page_put(double size, int seed, double now) {
    put(std::make_shared<MadeUp>(static_cast<std::uint64_t>(size), static_cast<std::uint32_t>(seed)), now);
}
// A File that the page holds (PotokFiles.hold).
EMSCRIPTEN_KEEPALIVE void page_put_file(int number, double size, double now) {
    put(std::make_shared<platform::WebFileSource>(number, "chosen", static_cast<std::uint64_t>(size)), now);
}
EMSCRIPTEN_KEEPALIVE void page_cancel() { transfer->cancel(); }

EMSCRIPTEN_KEEPALIVE void page_get(const char* id) {
    platform::open_blob(store, *platform::parse_blob_id(id), [](Result<std::shared_ptr<platform::FileSource>> source) {
        if (!source) return tell("got", said(source.error()));
        const auto into = std::make_shared<Reading>();
        platform::Transfer::start(*source, into, {}, [into](const Status& s) { tell("got", s ? std::to_string(into->bytes) : said(s.error())); });
    });
}

// To the person's disk, by a download.
EMSCRIPTEN_KEEPALIVE void page_save(const char* id, const char* name) {
    platform::open_blob(store, *platform::parse_blob_id(id), [name = std::string(name)](Result<std::shared_ptr<platform::FileSource>> source) {
        if (!source) return tell("saved", said(source.error()));
        platform::Transfer::start(*source, std::make_shared<platform::WebFileSink>(name, "application/pdf"), {},
                                  [](const Status& s) { tell("saved", s ? "ok" : said(s.error())); });
    });
}

EMSCRIPTEN_KEEPALIVE void page_list() {
    store->list([](const Result<std::vector<platform::BlobInfo>>& all) {
        if (!all) return tell("list", said(all.error()));
        std::string text;
        for (const auto& info : *all) text += hex(info.id).substr(0, 8) + ":" + std::to_string(info.size) + "@" + std::to_string(info.kept_at.ms) + " ";
        tell("list", text);
    });
}

// `keep`: one name, or none.
EMSCRIPTEN_KEEPALIVE void page_collect(const char* keep, double older_than) {
    std::set<platform::BlobId> ids;
    if (const auto id = platform::parse_blob_id(keep)) ids.insert(*id);
    platform::collect_blobs(store, std::move(ids), {static_cast<std::int64_t>(older_than)}, [](const Result<platform::Collected>& done) {
        if (!done) return tell("collected", said(done.error()));
        tell("collected", std::to_string(done->files) + " files, " + std::to_string(done->uploads) + " uploads, " + std::to_string(done->kept) + " left");
    });
}

}  // extern "C"

int main() {
    tell("ready", "");
    return 0;
}
