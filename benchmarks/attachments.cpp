// bench: 1,000 attachments of 2 MB: put into the store and read back; what it takes of memory
// web targets: bench-page-attachments
//
// Native: from files on the disk into a folder, each flushed. Under node only the hash, which is most of the work of the browser's
// part, is measured. Chromium: attachments.mjs.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <nlohmann/json.hpp>

#include <chrono>

#include "base/clock.h"
#include "base/sha256.h"
#include "platform/common/blob_store.h"
#ifndef __EMSCRIPTEN__
#include "platform/desktop/disk_file.h"
#include "platform/desktop/file_store.h"
#endif

using namespace potok;
using Json = nlohmann::json;

namespace {

constexpr double mb = 1e6;
#ifdef __EMSCRIPTEN__
constexpr const char* where = " (wasm)";
#else
constexpr const char* where = " (native)";
#endif

void figure(const std::string& name, double value, const char* unit, double goal = -1) {
    Json line{{"figure", name + where}, {"value", value}, {"unit", unit}, {"goal", nullptr}, {"holds", nullptr}, {"peer", nullptr}, {"ratio", nullptr}};
    if (goal >= 0) line["goal"] = goal, line["holds"] = value <= goal;
    std::printf("%s\n", line.dump().c_str());
    std::fflush(stdout);
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void hashing() {
    const std::string piece(platform::piece_size, 'x');
    Sha256 hash;
    const double begun = seconds();
    for (int i = 0; i < 256; ++i) hash.update(piece);
    const Sha256Digest digest = hash.finish();
    figure("SHA-256", 256 * static_cast<double>(piece.size()) / mb / (seconds() - begun), "MB/s");
    if (digest == Sha256Digest{}) std::exit(1);  // so that it is not optimised away
}

#ifndef __EMSCRIPTEN__
namespace fs = std::filesystem;
constexpr int files = 1000, duplicates = 100;
constexpr std::size_t file_size = 2'000'000;

// Heap in use, and the most the process has had of memory, MB.
double in_use() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / mb;
}
double most_resident() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) * 1024 / mb;
    return 0;
}

class Nowhere final : public platform::PieceSink {
public:
    void append(db::Bytes piece, std::function<void(Status)> done) override {
        bytes += static_cast<double>(piece.size());
        done({});
    }
    void finish(std::function<void(Status)> done) override { done({}); }
    void drop() override {}
    double bytes = 0;
};

int fail(const Error& e) {
    std::fprintf(stderr, "%s\n", describe(e).c_str());
    return 1;
}

int stored() {
    const fs::path folder = "build/bench/attachments";
    fs::remove_all(folder);
    fs::create_directories(folder / "chosen");
    SeededRandom random(7);
    std::vector<std::uint64_t> words(file_size / 8);
    for (int i = 0; i < files; ++i) {
        for (auto& word : words) word = random.next();
        std::ofstream(folder / "chosen" / std::to_string(i), std::ios::binary).write(reinterpret_cast<const char*>(words.data()), file_size);
    }
    const auto store = std::make_shared<platform::FileBlobStore>(folder / "kept");
    const double heap = in_use(), resident = most_resident();
    std::vector<platform::BlobId> ids;
    std::optional<Error> failed;
    const Instant now{1'795'000'000'000};
    const auto put = [&](int i) {
        platform::put_blob(store, platform::disk_file(folder / "chosen" / std::to_string(i)).content, now, {}, [&](Result<platform::BlobId> id) {
            if (id.ok()) ids.push_back(*id);
            else failed = id.error();
        });
    };
    double begun = seconds();
    for (int i = 0; i < files && !failed; ++i) put(i);
    const double total = files * static_cast<double>(file_size) / mb;
    figure("1,000 files of 2 MB put, each flushed", total / (seconds() - begun), "MB/s");
    for (int i = 0; i < duplicates && !failed; ++i) put(i);
    if (failed) return fail(*failed);
    const auto sink = std::make_shared<Nowhere>();
    begun = seconds();
    for (int i = 0; i < files; ++i)
        platform::open_blob(store, ids[static_cast<std::size_t>(i)], [&](Result<std::shared_ptr<platform::FileSource>> source) {
            if (!source.ok()) return void(failed = source.error());
            platform::Transfer::start(*source, sink, {}, [&](Status s) {
                if (!s.ok()) failed = s.error();
            });
        });
    if (failed) return fail(*failed);
    figure("the same read back and checked", sink->bytes / mb / (seconds() - begun), "MB/s");
    std::size_t kept = 0;
    store->list([&](const Result<std::vector<platform::BlobInfo>>& all) { kept = all.ok() ? all->size() : 0; });
    if (kept < files) return fail(error("store.lost"));
    figure("files kept twice after 100 of them were put again", static_cast<double>(kept) - files, "", 0);
    figure("heap in use grew by", in_use() - heap, "MB", 8);
    figure("most of memory grew by", most_resident() - resident, "MB", 8);
    begun = seconds();
    platform::collect_blobs(store, {}, now + 1, [&](Result<platform::Collected> done) { kept = done.ok() ? done->kept : 1; });
    figure("1,000 orphans cleared away", (seconds() - begun) * 1000, "ms");
    fs::remove_all(folder);
    return kept == 0 ? 0 : 1;
}
#endif

}  // namespace

int main() {
    hashing();
#ifdef __EMSCRIPTEN__
    return 0;
#else
    return stored();
#endif
}
