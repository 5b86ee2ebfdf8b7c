#include <catch_amalgamated.hpp>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "platform/common/memory_blobs.h"
#ifndef __EMSCRIPTEN__
#include "platform/desktop/disk_file.h"
#include "platform/desktop/file_store.h"
#endif

using namespace potok;
using namespace potok::platform;

namespace {

constexpr Instant monday{1'795'000'000'000};
constexpr std::int64_t day = 86'400'000;

// The stores tested here answer within the call.
template <class T>
std::function<void(T)> into(std::optional<T>& out) {
    return [&out](T value) { out = std::move(value); };
}

std::string text_of(std::size_t size, unsigned seed = 1) {
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>((i * 31 + i / 256 * seed) & 0xff);
    return out;
}

Result<BlobId> put(std::shared_ptr<BlobStore> store, std::shared_ptr<FileSource> content, Instant at = monday) {
    std::optional<Result<BlobId>> id;
    put_blob(std::move(store), std::move(content), at, {}, into(id));
    REQUIRE(id);
    return *id;
}
Result<BlobId> put(std::shared_ptr<BlobStore> store, std::string bytes, Instant at = monday) {
    return put(std::move(store), std::make_shared<MemorySource>(std::move(bytes)), at);
}

Result<std::string> get(std::shared_ptr<BlobStore> store, const BlobId& id) {
    std::optional<Result<std::shared_ptr<FileSource>>> opened;
    open_blob(std::move(store), id, into(opened));
    REQUIRE(opened);
    if (!opened->ok()) return opened->error();
    std::optional<Result<std::string>> bytes;
    read_all(**opened, into(bytes));
    REQUIRE(bytes);
    return *bytes;
}

std::vector<BlobInfo> list(BlobStore& store) {
    std::optional<Result<std::vector<BlobInfo>>> all;
    store.list(into(all));
    REQUIRE(all);
    REQUIRE(all->ok());
    return **all;
}

Collected collect(std::shared_ptr<BlobStore> store, std::set<BlobId> keep, Instant older_than) {
    std::optional<Result<Collected>> done;
    collect_blobs(std::move(store), std::move(keep), older_than, into(done));
    REQUIRE(done);
    REQUIRE(done->ok());
    return **done;
}

void behaves(const std::shared_ptr<BlobStore>& store) {
    CHECK(list(*store).empty());
    const auto id = put(store, "abc");
    REQUIRE(id.ok());
    CHECK(hex(*id) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(*put(store, "abc") == *id);
    const auto empty = put(store, "");
    REQUIRE(empty.ok());
    CHECK(*empty == blob_id({}));
    REQUIRE(list(*store).size() == 2);
    CHECK(list(*store)[0].id == *id);
    CHECK(list(*store)[0].size == 3);
    CHECK(list(*store)[0].kept_at == monday);
    CHECK(list(*store)[1].size == 0);
    CHECK(*get(store, *id) == "abc");
    CHECK(*get(store, *empty) == "");

    // Of one piece to the byte, of one more and one less, of several.
    for (const std::size_t size : {piece_size - 1, piece_size, piece_size + 1, 3 * piece_size, 3 * piece_size + 4711}) {
        CAPTURE(size);
        const std::string bytes = text_of(size);
        const auto large = put(store, bytes);
        REQUIRE(large.ok());
        CHECK(*large == blob_id(db::as_bytes(bytes)));
        CHECK((*get(store, *large) == bytes));
    }

    // Removed only when it was not kept again meanwhile.
    std::optional<Result<bool>> removed;
    store->remove(*id, monday, into(removed));
    CHECK_FALSE(**removed);
    CHECK(get(store, *id).ok());
    store->remove(*id, monday + 1, into(removed));
    CHECK(**removed);
    store->remove(*id, monday + 1, into(removed));
    CHECK_FALSE(**removed);
    CHECK(get(store, *id).error().code == "store.blob_missing");
    CHECK(get(store, *empty).ok());
}

void collects(const std::shared_ptr<BlobStore>& store) {
    const BlobId named = *put(store, "named", monday), orphan = *put(store, text_of(2 * piece_size), monday);
    const BlobId fresh = *put(store, "its command is on its way", monday + 2 * day);
    const BlobId again = *put(store, "attached again lately", monday);
    CHECK(*put(store, "attached again lately", monday + 2 * day) == again);
    // Two uploads without a name: one broke off long ago, one is under way.
    std::optional<Result<UploadId>> broken, under_way;
    std::optional<Status> appended;
    store->begin(monday, into(broken));
    store->append(**broken, 0, db::Bytes(piece_size), into(appended));
    REQUIRE(appended->ok());
    store->begin(monday + 2 * day, into(under_way));

    const Collected done = collect(store, {named}, monday + day);
    CHECK(done.files == 1);
    CHECK(done.uploads == 1);
    CHECK(done.kept == 3);
    CHECK(done.bytes == 5 + 25 + 21);
    CHECK(get(store, orphan).error().code == "store.blob_missing");
    for (const BlobId& id : {named, fresh, again}) CHECK(get(store, id).ok());
    // Whoever still writes to what was cleared away is told; the other one goes on.
    store->append(**broken, 1, db::Bytes(1), into(appended));
    CHECK(appended->error().code == "store.aborted");
    store->append(**under_way, 0, db::Bytes(3), into(appended));
    CHECK(appended->ok());
    std::optional<Status> finished;
    store->finish(**under_way, blob_id(db::Bytes(3)), 3, monday + 2 * day, into(finished));
    CHECK(finished->ok());
    CHECK(*get(store, blob_id(db::Bytes(3))) == std::string(3, '\0'));
    CHECK(collect(store, {}, monday + 3 * day).kept == 0);
}

}  // namespace

TEST_CASE("blobs in memory", "[platform][blob]") {
    behaves(std::make_shared<MemoryBlobStore>());
    collects(std::make_shared<MemoryBlobStore>());
}

TEST_CASE("names of blobs", "[platform][blob]") {
    const BlobId id = blob_id(db::as_bytes("abc"));
    CHECK(*parse_blob_id(hex(id)) == id);
    for (const char* bad : {"", "ba78", "zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                            "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
        CHECK_FALSE(parse_blob_id(bad).ok());
}

TEST_CASE("what does not match its name is not handed out", "[platform][blob]") {
    const auto store = std::make_shared<MemoryBlobStore>();
    const std::string bytes = text_of(2 * piece_size + 5);
    const BlobId id = *put(store, bytes);
    const auto fails = [&] { return get(store, id).error().code == "store.blob_damaged"; };
    for (const std::size_t at : {std::size_t{0}, piece_size, 2 * piece_size + 4}) {
        store->bytes_of(id)->at(at) ^= 1;
        CHECK(fails());
        store->bytes_of(id)->at(at) ^= 1;
        CHECK(get(store, id).ok());
    }
    // A piece is gone while it is being read.
    std::optional<Result<std::shared_ptr<FileSource>>> opened;
    open_blob(store, id, into(opened));
    store->bytes_of(id)->resize(piece_size + 1);
    std::optional<Result<std::string>> read;
    read_all(**opened, into(read));
    CHECK(read->error().code == "store.blob_damaged");
    // Attached again it is whole again, and still there once.
    CHECK(*put(store, bytes) == id);
    CHECK((*get(store, id) == bytes));
    CHECK(list(*store).size() == 1);
}

#ifndef __EMSCRIPTEN__
namespace {

std::filesystem::path fresh_folder(const char* name) {
    const auto folder = std::filesystem::temp_directory_path() / name;
    std::filesystem::remove_all(folder);
    return folder;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

TEST_CASE("blobs in a folder", "[platform][blob]") {
    namespace fs = std::filesystem;
    const fs::path folder = fresh_folder("potok_blob_store_test");
    behaves(std::make_shared<FileBlobStore>(folder));
    fs::remove_all(folder);
    collects(std::make_shared<FileBlobStore>(folder));

    // What somebody has changed on the disk is not handed out.
    const auto store = std::make_shared<FileBlobStore>(folder);
    const BlobId id = *put(store, "contract");
    const std::string name = hex(id);
    const fs::path path = folder / name.substr(0, 2) / name.substr(2);
    REQUIRE(fs::exists(path));
    fs::resize_file(path, 3);
    CHECK(get(store, id).error().code == "store.blob_damaged");
    CHECK(*put(store, "contract") == id);
    CHECK(*get(store, id) == "contract");

    // Another process that broke off left its part: it is cleared away by its age.
    write_file(folder / (std::to_string(monday.ms) + "-1-1.part"), "half of");
    write_file(folder / "notes.part", "not ours");
    CHECK(collect(store, {id}, monday).uploads == 0);
    CHECK(collect(store, {id}, monday + 1).uploads == 1);
    CHECK(fs::exists(folder / "notes.part"));
    fs::remove_all(folder);
}

TEST_CASE("a file on the disk is read as it was when it was chosen, or refused", "[platform][blob]") {
    namespace fs = std::filesystem;
    const fs::path folder = fresh_folder("potok_disk_file_test");
    fs::create_directories(folder);
    const auto store = std::make_shared<MemoryBlobStore>();
    const std::string bytes = text_of(2 * piece_size + 1);
    write_file(folder / "plan.pdf", bytes);
    const File chosen = disk_file(folder / "plan.pdf");
    CHECK(chosen.name == "plan.pdf");
    CHECK(chosen.size() == bytes.size());
    CHECK(*put(store, chosen.content) == blob_id(db::as_bytes(bytes)));

    const auto refused = [&](const fs::path& path, auto change) {
        const File file = disk_file(path);
        change();
        const auto put_ = put(store, file.content);
        REQUIRE_FALSE(put_.ok());
        CHECK(put_.error().args.at("name") == path.filename().string());
        CHECK(list(*store).size() == 1);
        CHECK(store->uploads() == 0);
        return put_.error().code;
    };
    CHECK(refused(folder / "plan.pdf", [&] { write_file(folder / "plan.pdf", bytes + "more"); }) == "file.changed");
    CHECK(refused(folder / "plan.pdf", [&] { fs::resize_file(folder / "plan.pdf", 7); }) == "file.changed");
    CHECK(refused(folder / "plan.pdf", [&] { fs::last_write_time(folder / "plan.pdf", fs::file_time_type::clock::now() + std::chrono::hours(1)); }) == "file.changed");
    CHECK(refused(folder / "plan.pdf", [&] { fs::remove(folder / "plan.pdf"); }) == "file.changed");
    CHECK(refused(folder, [] {}) == "file.unreadable");
    CHECK(refused(folder / "not there", [] {}) == "file.unreadable");

    // Saved: beside the target first; what was there stays until the new one is whole.
    const auto save = [&](const fs::path& target, const std::string& content, bool whole) {
        DiskSink sink(target);
        std::optional<Status> status;
        sink.append(db::Bytes(content.begin(), content.end()), into(status));
        REQUIRE(status->ok());
        if (!whole) return;
        sink.finish(into(status));
        CHECK(status->ok());
    };
    const auto content = [&](const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    save(folder / "copy.pdf", "first", true);
    save(folder / "copy.pdf", "broken off", false);
    CHECK(content(folder / "copy.pdf") == "first");
    save(folder / "copy.pdf", "second", true);
    CHECK(content(folder / "copy.pdf") == "second");
    CHECK(std::distance(fs::directory_iterator(folder), {}) == 1);
    DiskSink nowhere(folder / "no such folder" / "copy.pdf");
    std::optional<Status> status;
    nowhere.append(db::Bytes(1), into(status));
    CHECK(status->error().code == "db.io");
    fs::remove_all(folder);
}
#endif
