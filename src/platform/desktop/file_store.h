// Attachments in a folder beside the workspace file: DIR/ab/cdef... by the hex digits of the SHA-256.
//
// A file is written under a temporary name, flushed and renamed, so that one of the right name is always whole.
#pragma once

#include <filesystem>

#include "platform/common/blob_store.h"

namespace potok::platform {

class FileBlobStore final : public BlobStore {
public:
    // The folder is made with the first attachment.
    explicit FileBlobStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void put(db::Bytes bytes, std::function<void(Result<BlobId>)> done) override;
    void get(const BlobId& id, std::function<void(Result<db::Bytes>)> done) override;
    void has(const BlobId& id, std::function<void(Result<bool>)> done) override;
    void remove(const BlobId& id, std::function<void(Status)> done) override;
    void list(std::function<void(Result<std::vector<BlobInfo>>)> done) override;

private:
    std::filesystem::path path_of(const BlobId& id) const;
    Status write(const BlobId& id, const db::Bytes& bytes) const;

    std::filesystem::path folder_;
};

}  // namespace potok::platform
