#include "platform/common/blob_store.h"

#include <utility>

namespace potok::platform {

BlobId blob_id(db::ByteView bytes) { return sha256(db::as_text(bytes)); }

Result<BlobId> parse_blob_id(std::string_view hex) {
    BlobId id;
    auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return -1;
    };
    const auto malformed = [hex] { return error("id.malformed", {{"text", std::string(hex.substr(0, 80))}}); };
    if (hex.size() != 2 * id.size()) return malformed();
    for (std::size_t i = 0; i < id.size(); ++i) {
        const int high = digit(hex[2 * i]);
        const int low = digit(hex[2 * i + 1]);
        if (high < 0 || low < 0) return malformed();
        id[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return id;
}

Result<db::Bytes> checked_blob(const BlobId& id, db::Bytes bytes) {
    if (blob_id(bytes) != id) return error("store.damaged", {{"record", "attachment " + hex(id)}, {"why", "hash"}});
    return bytes;
}

void MemoryBlobStore::put(db::Bytes bytes, std::function<void(Result<BlobId>)> done) {
    const BlobId id = blob_id(bytes);
    blobs_.emplace(id, std::move(bytes));
    done(id);
}

void MemoryBlobStore::get(const BlobId& id, std::function<void(Result<db::Bytes>)> done) {
    const auto found = blobs_.find(id);
    if (found == blobs_.end()) return done(error("store.blob_missing", {{"id", hex(id)}}));
    done(found->second);
}

void MemoryBlobStore::has(const BlobId& id, std::function<void(Result<bool>)> done) { done(blobs_.contains(id)); }

void MemoryBlobStore::remove(const BlobId& id, std::function<void(Status)> done) {
    blobs_.erase(id);
    done({});
}

void MemoryBlobStore::list(std::function<void(Result<std::vector<BlobInfo>>)> done) {
    std::vector<BlobInfo> all;
    for (const auto& [id, bytes] : blobs_) all.push_back({id, bytes.size()});
    done(std::move(all));
}

}  // namespace potok::platform
