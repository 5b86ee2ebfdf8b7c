// Attachments: bytes kept outside the database under the SHA-256 of what they are. The same file attached twice is
// kept once, and a file cannot change without changing its name.
//
// A file comes in pieces, under an upload of its own; only when it is all there does it get its name. What breaks off
// before leaves an upload that nobody names, and is cleared away later.
//
// The stores offer small steps, each whole or not at all; put_blob(), open_blob() and collect_blobs() are made of them.
// Callbacks may come within the call or later. errors: store.* as in db/block_store.h; store.blob_missing (args id);
// store.blob_damaged (args id) when what is kept does not match its name
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/sha256.h"
#include "db/bytes.h"
#include "platform/common/transfer.h"

namespace potok::platform {

using BlobId = Sha256Digest;
using UploadId = std::uint64_t;

BlobId blob_id(db::ByteView bytes);
Result<BlobId> parse_blob_id(std::string_view hex);  // error: id.malformed

struct BlobInfo {
    BlobId id;
    std::uint64_t size = 0;  // bytes
    Instant kept_at;         // when it was attached last; long ago where nobody knows
};

class BlobStore {
public:
    virtual ~BlobStore() = default;

    virtual void begin(Instant now, std::function<void(Result<UploadId>)> done) = 0;
    // Piece number `n` of the upload, from 0 on in order; all but the last of piece_size.
    virtual void append(UploadId upload, std::uint32_t n, db::Bytes piece, std::function<void(Status)> done) = 0;
    // Gives it its name. What is kept under that name already is replaced by it: it is kept once, and kept anew.
    virtual void finish(UploadId upload, const BlobId& id, std::uint64_t size, Instant now, std::function<void(Status)> done) = 0;
    virtual void drop(UploadId upload, std::function<void(Status)> done) = 0;  // no error if it is not there

    virtual void find(const BlobId& id, std::function<void(Result<std::optional<BlobInfo>>)> done) = 0;
    // Not checked: open_blob() does that.
    virtual void read(const BlobId& id, std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) = 0;
    virtual void list(std::function<void(Result<std::vector<BlobInfo>>)> done) = 0;  // by ascending id

    // Unless it has been kept again since `kept_before`. Says whether it was removed.
    virtual void remove(const BlobId& id, Instant kept_before, std::function<void(Result<bool>)> done) = 0;
    // Uploads that were begun before and have no name. Says how many there were.
    virtual void drop_uploads(Instant begun_before, std::function<void(Result<std::size_t>)> done) = 0;
};

// Keeps a file. `done` gives its name once it is safe on the device; with an error nothing of it is kept.
std::shared_ptr<Transfer> put_blob(std::shared_ptr<BlobStore> store, std::shared_ptr<FileSource> content, Instant now,
                                   Transfer::Options options, std::function<void(Result<BlobId>)> done);

// A kept file, to be read from its beginning to its end, piece after piece: it is checked as it passes, and what does not
// match its name fails before its last piece is handed out. A read at 0 begins anew.
void open_blob(std::shared_ptr<BlobStore> store, const BlobId& id, std::function<void(Result<std::shared_ptr<FileSource>>)> done);

struct Collected {
    std::size_t files = 0, uploads = 0;  // removed
    std::size_t kept = 0;                // files that are left
    std::uint64_t bytes = 0;             // of these
};
// Removes files that nothing names any more (`keep` are those that something does) and broken-off uploads, but nothing that
// came after `older_than`: what names it may just be on its way.
void collect_blobs(std::shared_ptr<BlobStore> store, std::set<BlobId> keep, Instant older_than, std::function<void(Result<Collected>)> done);

}  // namespace potok::platform
