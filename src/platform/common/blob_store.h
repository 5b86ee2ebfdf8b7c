// Attachments: bytes kept outside the database under the SHA-256 of what they are. The same file attached twice is
// kept once, and a file cannot change without changing its name.
//
// Callbacks may come within the call or later. errors: store.* as in db/block_store.h; store.blob_missing;
// store.damaged (args record, why) when what is kept does not match its name
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sha256.h"
#include "db/bytes.h"

namespace potok::platform {

using BlobId = Sha256Digest;

BlobId blob_id(db::ByteView bytes);
Result<BlobId> parse_blob_id(std::string_view hex);  // error: id.malformed

struct BlobInfo {
    BlobId id;
    std::uint64_t size = 0;  // bytes
};

class BlobStore {
public:
    virtual ~BlobStore() = default;
    virtual void put(db::Bytes bytes, std::function<void(Result<BlobId>)> done) = 0;
    virtual void get(const BlobId& id, std::function<void(Result<db::Bytes>)> done) = 0;
    virtual void has(const BlobId& id, std::function<void(Result<bool>)> done) = 0;
    virtual void remove(const BlobId& id, std::function<void(Status)> done) = 0;  // no error if it is not there
    virtual void list(std::function<void(Result<std::vector<BlobInfo>>)> done) = 0;  // by ascending id
};

// Checks fetched bytes against their name.
Result<db::Bytes> checked_blob(const BlobId& id, db::Bytes bytes);

// For tests and simulations.
class MemoryBlobStore final : public BlobStore {
public:
    void put(db::Bytes bytes, std::function<void(Result<BlobId>)> done) override;
    void get(const BlobId& id, std::function<void(Result<db::Bytes>)> done) override;
    void has(const BlobId& id, std::function<void(Result<bool>)> done) override;
    void remove(const BlobId& id, std::function<void(Status)> done) override;
    void list(std::function<void(Result<std::vector<BlobInfo>>)> done) override;

private:
    std::map<BlobId, db::Bytes> blobs_;
};

}  // namespace potok::platform
