// Attachments in IndexedDB, database "potok-blobs:<workspace>".
#pragma once

#include <string>

#include "platform/common/blob_store.h"

namespace potok::platform {

class IndexedDbBlobStore final : public BlobStore {
public:
    explicit IndexedDbBlobStore(std::string workspace) : workspace_(std::move(workspace)) {}

    void begin(Instant now, std::function<void(Result<UploadId>)> done) override;
    void append(UploadId upload, std::uint32_t n, db::Bytes piece, std::function<void(Status)> done) override;
    void finish(UploadId upload, const BlobId& id, std::uint64_t size, Instant now, std::function<void(Status)> done) override;
    void drop(UploadId upload, std::function<void(Status)> done) override;
    void find(const BlobId& id, std::function<void(Result<std::optional<BlobInfo>>)> done) override;
    void read(const BlobId& id, std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override;
    void list(std::function<void(Result<std::vector<BlobInfo>>)> done) override;
    void remove(const BlobId& id, Instant kept_before, std::function<void(Result<bool>)> done) override;
    void drop_uploads(Instant begun_before, std::function<void(Result<std::size_t>)> done) override;

private:
    std::string workspace_;
};

}  // namespace potok::platform
