#include <catch_amalgamated.hpp>

#include <filesystem>
#include <memory>
#include <optional>

#include "platform/common/blob_store.h"
#ifndef __EMSCRIPTEN__
#include "platform/desktop/file_store.h"
#endif

using namespace potok;
using namespace potok::platform;

namespace {

// The stores tested here answer within the call.
template <class T>
std::function<void(T)> into(std::optional<T>& out) {
    return [&out](T value) { out = std::move(value); };
}

db::Bytes bytes_of(std::string_view text) {
    const db::ByteView view = db::as_bytes(text);
    return {view.begin(), view.end()};
}

void behaves(BlobStore& store) {
    std::optional<Result<BlobId>> id;
    store.put(bytes_of("abc"), into(id));
    REQUIRE(id->ok());
    CHECK(hex(**id) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    std::optional<Result<BlobId>> again;
    store.put(bytes_of("abc"), into(again));
    CHECK(**again == **id);
    std::optional<Result<BlobId>> empty;
    store.put({}, into(empty));
    REQUIRE(empty->ok());

    std::optional<Result<std::vector<BlobInfo>>> all;
    store.list(into(all));
    REQUIRE(all->ok());
    REQUIRE((*all)->size() == 2);
    CHECK((**all)[0].id == **id);
    CHECK((**all)[0].size == 3);
    CHECK((**all)[1].size == 0);

    std::optional<Result<db::Bytes>> back;
    store.get(**id, into(back));
    REQUIRE(back->ok());
    CHECK(**back == bytes_of("abc"));

    std::optional<Status> removed;
    store.remove(**id, into(removed));
    CHECK(removed->ok());
    store.remove(**id, into(removed));
    CHECK(removed->ok());
    std::optional<Result<bool>> has;
    store.has(**id, into(has));
    CHECK_FALSE(**has);
    store.has(**empty, into(has));
    CHECK(**has);
    store.get(**id, into(back));
    REQUIRE_FALSE(back->ok());
    CHECK(back->error().code == "store.blob_missing");
}

}  // namespace

TEST_CASE("blobs in memory", "[platform][blob]") {
    MemoryBlobStore store;
    behaves(store);
}

TEST_CASE("names of blobs", "[platform][blob]") {
    const BlobId id = blob_id(db::as_bytes("abc"));
    CHECK(*parse_blob_id(hex(id)) == id);
    for (const char* bad : {"", "ba78", "zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                            "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
        CHECK_FALSE(parse_blob_id(bad).ok());
}

#ifndef __EMSCRIPTEN__
TEST_CASE("blobs in a folder", "[platform][blob]") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "potok_blob_store_test";
    fs::remove_all(folder);
    FileBlobStore store(folder);
    std::optional<Result<std::vector<BlobInfo>>> none;
    store.list(into(none));
    CHECK((*none)->empty());
    behaves(store);

    // What somebody has changed on the disk is not handed out.
    std::optional<Result<BlobId>> id;
    store.put(bytes_of("contract"), into(id));
    const std::string name = hex(**id);
    const fs::path path = folder / name.substr(0, 2) / name.substr(2);
    REQUIRE(fs::exists(path));
    fs::resize_file(path, 3);
    std::optional<Result<db::Bytes>> back;
    store.get(**id, into(back));
    REQUIRE_FALSE(back->ok());
    CHECK(back->error().code == "store.damaged");
    fs::remove_all(folder);
}
#endif
