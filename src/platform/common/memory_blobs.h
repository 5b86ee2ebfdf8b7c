// Attachments in memory: for tests and simulations.
#pragma once

#include <map>

#include "platform/common/blob_store.h"

namespace potok::platform {

class MemoryBlobStore final : public BlobStore {
public:
    void begin(Instant now, std::function<void(Result<UploadId>)> done) override;
    void append(UploadId upload, std::uint32_t n, db::Bytes piece, std::function<void(Status)> done) override;
    void finish(UploadId upload, const BlobId& id, std::uint64_t size, Instant now, std::function<void(Status)> done) override;
    void drop(UploadId upload, std::function<void(Status)> done) override;
    void find(const BlobId& id, std::function<void(Result<std::optional<BlobInfo>>)> done) override;
    void read(const BlobId& id, std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override;
    void list(std::function<void(Result<std::vector<BlobInfo>>)> done) override;
    void remove(const BlobId& id, Instant kept_before, std::function<void(Result<bool>)> done) override;
    void drop_uploads(Instant begun_before, std::function<void(Result<std::size_t>)> done) override;

    std::size_t uploads() const { return uploads_.size(); }  // without a name
    db::Bytes* bytes_of(const BlobId& id);                    // for tests that damage it; null if it is not there

private:
    struct Blob {
        db::Bytes bytes;
        Instant at;  // begun, or kept
    };
    std::map<UploadId, Blob> uploads_;
    std::map<BlobId, Blob> blobs_;
    UploadId last_ = 0;
};

}  // namespace potok::platform
