// Attachments in a folder beside the workspace file: DIR/ab/cdef... by the hex digits of the SHA-256. When a file was kept
// last is the time of its last change.
//
// A file is written as DIR/<begun, ms>-<process>-<n>.part, flushed and renamed, so that one of the right name is always whole.
// errors: db.io; store.quota when the disk is full
#pragma once

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>

#include "platform/common/blob_store.h"

namespace potok::platform {

class FileBlobStore final : public BlobStore {
public:
    // The folder is made with the first attachment.
    explicit FileBlobStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

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
    struct CloseFile {
        void operator()(std::FILE* f) const { std::fclose(f); }
    };
    struct Upload {
        std::filesystem::path path;
        std::unique_ptr<std::FILE, CloseFile> file;
    };

    std::filesystem::path path_of(const BlobId& id) const;
    Status name(Upload& upload, const BlobId& id, Instant now) const;

    std::filesystem::path folder_;
    std::map<UploadId, Upload> uploads_;
    UploadId last_ = 0;
};

}  // namespace potok::platform
