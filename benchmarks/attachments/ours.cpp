// The store of attachments in ./bench attachments, as the app uses it: from files that the page holds into IndexedDB, and back.
// What happens later is told to the page as globalThis.onBench(what, text).
#include <emscripten.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <string>

#include "platform/web/indexeddb_blobs.h"
#include "platform/web/web_files.h"

EM_JS_DEPS(potok_bench, "$UTF8ToString");

using namespace potok;

namespace {

EM_JS(void, tell_js, (const char* what, const char* text), { globalThis.onBench(UTF8ToString(what), UTF8ToString(text)); });

void tell(const char* what, const std::string& text) { tell_js(what, text.c_str()); }

// Any failure ends the measurement.
void failed(const Error& e) { tell("failed", describe(e)); }

std::shared_ptr<platform::IndexedDbBlobStore> store;
constexpr Instant now{1'795'000'000'000};

class Nowhere final : public platform::PieceSink {
public:
    void append(db::Bytes, std::function<void(Status)> done) override { done({}); }
    void finish(std::function<void(Status)> done) override { done({}); }
    void drop() override {}
};

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void bench_open(const char* workspace) { store = std::make_shared<platform::IndexedDbBlobStore>(workspace); }

EMSCRIPTEN_KEEPALIVE void bench_put(int number, double size) {
    platform::put_blob(store, std::make_shared<platform::WebFileSource>(number, "file", static_cast<std::uint64_t>(size)), now, {},
                       [](const Result<platform::BlobId>& id) { id ? tell("put", hex(*id)) : failed(id.error()); });
}

// Reads it through and checks it; with a name it is saved as well, as the app does.
EMSCRIPTEN_KEEPALIVE void bench_get(const char* id, const char* name) {
    platform::open_blob(store, *platform::parse_blob_id(id), [name = std::string(name)](Result<std::shared_ptr<platform::FileSource>> source) {
        if (!source) return failed(source.error());
        std::shared_ptr<platform::PieceSink> sink;
        if (name.empty()) sink = std::make_shared<Nowhere>();
        else sink = std::make_shared<platform::WebFileSink>(name, "");
        platform::Transfer::start(*source, sink, {}, [](const Status& s) { s ? tell("got", "") : failed(s.error()); });
    });
}

EMSCRIPTEN_KEEPALIVE void bench_count() {
    store->list([](const Result<std::vector<platform::BlobInfo>>& all) { all ? tell("count", std::to_string(all->size())) : failed(all.error()); });
}

EMSCRIPTEN_KEEPALIVE void bench_collect() {
    platform::collect_blobs(store, {}, now + 1, [](const Result<platform::Collected>& done) {
        done ? tell("collected", std::to_string(done->files)) : failed(done.error());
    });
}

// The most that the heap has reached: it never shrinks.
EMSCRIPTEN_KEEPALIVE double bench_heap() { return static_cast<double>(reinterpret_cast<std::uintptr_t>(sbrk(0))); }

}  // extern "C"

int main() {
    tell("ready", "");
    return 0;
}
