// Attachments in IndexedDB, database "potok-blobs:<workspace>".
#pragma once

#include <string>

#include "platform/common/blob_store.h"

namespace potok::platform {

class IndexedDbBlobStore final : public BlobStore {
public:
    explicit IndexedDbBlobStore(std::string workspace) : workspace_(std::move(workspace)) {}

    void put(db::Bytes bytes, std::function<void(Result<BlobId>)> done) override;
    void get(const BlobId& id, std::function<void(Result<db::Bytes>)> done) override;
    void has(const BlobId& id, std::function<void(Result<bool>)> done) override;
    void remove(const BlobId& id, std::function<void(Status)> done) override;
    void list(std::function<void(Result<std::vector<BlobInfo>>)> done) override;

private:
    std::string workspace_;
};

}  // namespace potok::platform
