#include "platform/common/memory_blobs.h"

#include <algorithm>
#include <utility>

namespace potok::platform {

namespace {

Error upload_gone() { return error("store.aborted", {{"message", "the upload is gone"}}); }

}  // namespace

void MemoryBlobStore::begin(Instant now, std::function<void(Result<UploadId>)> done) {
    uploads_[++last_] = {{}, now};
    done(last_);
}

void MemoryBlobStore::append(UploadId upload, std::uint32_t, db::Bytes piece, std::function<void(Status)> done) {
    const auto it = uploads_.find(upload);
    if (it == uploads_.end()) return done(upload_gone());
    it->second.bytes.insert(it->second.bytes.end(), piece.begin(), piece.end());
    done({});
}

void MemoryBlobStore::finish(UploadId upload, const BlobId& id, std::uint64_t, Instant now, std::function<void(Status)> done) {
    const auto it = uploads_.find(upload);
    if (it == uploads_.end()) return done(upload_gone());
    blobs_[id] = {std::move(it->second.bytes), now};
    uploads_.erase(it);
    done({});
}

void MemoryBlobStore::drop(UploadId upload, std::function<void(Status)> done) {
    uploads_.erase(upload);
    done({});
}

void MemoryBlobStore::find(const BlobId& id, std::function<void(Result<std::optional<BlobInfo>>)> done) {
    const auto it = blobs_.find(id);
    if (it == blobs_.end()) return done(std::optional<BlobInfo>());
    done(std::optional(BlobInfo{id, it->second.bytes.size(), it->second.at}));
}

void MemoryBlobStore::read(const BlobId& id, std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) {
    const auto it = blobs_.find(id);
    if (it == blobs_.end()) return done(error("store.blob_missing", {{"id", hex(id)}}));
    const db::Bytes& all = it->second.bytes;
    const std::size_t from = std::min(static_cast<std::size_t>(offset), all.size());
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from);
    done(db::Bytes(begin, begin + static_cast<std::ptrdiff_t>(std::min(length, all.size() - from))));
}

void MemoryBlobStore::list(std::function<void(Result<std::vector<BlobInfo>>)> done) {
    std::vector<BlobInfo> all;
    for (const auto& [id, blob] : blobs_) all.push_back({id, blob.bytes.size(), blob.at});
    done(std::move(all));
}

void MemoryBlobStore::remove(const BlobId& id, Instant kept_before, std::function<void(Result<bool>)> done) {
    const auto it = blobs_.find(id);
    const bool gone = it != blobs_.end() && it->second.at < kept_before;
    if (gone) blobs_.erase(it);
    done(gone);
}

void MemoryBlobStore::drop_uploads(Instant begun_before, std::function<void(Result<std::size_t>)> done) {
    done(std::erase_if(uploads_, [&](const auto& entry) { return entry.second.at < begun_before; }));
}

db::Bytes* MemoryBlobStore::bytes_of(const BlobId& id) {
    const auto it = blobs_.find(id);
    return it == blobs_.end() ? nullptr : &it->second.bytes;
}

}  // namespace potok::platform
