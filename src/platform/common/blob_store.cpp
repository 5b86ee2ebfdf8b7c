#include "platform/common/blob_store.h"

#include <cassert>
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

namespace {

// One upload: hashes what passes.
class UploadSink final : public PieceSink, public std::enable_shared_from_this<UploadSink> {
public:
    UploadSink(std::shared_ptr<BlobStore> store, Instant now) : store_(std::move(store)), now_(now) {}

    void append(db::Bytes piece, std::function<void(Status)> done) override {
        hash_.update(db::as_text(piece));
        size_ += piece.size();
        begun([self = shared_from_this(), piece = std::move(piece), done](Status status) mutable {
            if (!status.ok()) return done(std::move(status));
            self->store_->append(*self->upload_, self->pieces_++, std::move(piece), std::move(done));
        });
    }

    void finish(std::function<void(Status)> done) override {
        id = hash_.finish();
        begun([self = shared_from_this(), done](Status status) {
            if (!status.ok()) return done(std::move(status));
            self->store_->finish(*self->upload_, self->id, self->size_, self->now_, std::move(done));
        });
    }

    void drop() override {
        // Where even that fails, it is an upload that nobody names, and is collected later.
        if (upload_) store_->drop(*upload_, [](Status) {});
    }

    BlobId id{};

private:
    void begun(std::function<void(Status)> next) {
        if (upload_) return next({});
        store_->begin(now_, [self = shared_from_this(), next = std::move(next)](Result<UploadId> upload) {
            if (!upload.ok()) return next(upload.error());
            self->upload_ = *upload;
            next({});
        });
    }

    std::shared_ptr<BlobStore> store_;
    Instant now_;
    std::optional<UploadId> upload_;
    std::uint32_t pieces_ = 0;
    std::uint64_t size_ = 0;
    Sha256 hash_;
};

class BlobSource final : public FileSource, public std::enable_shared_from_this<BlobSource> {
public:
    BlobSource(std::shared_ptr<BlobStore> store, const BlobInfo& info) : store_(std::move(store)), info_(info) {}

    std::uint64_t size() const override { return info_.size; }

    void read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override {
        if (offset == 0) hash_ = Sha256(), next_ = 0;
        assert(offset == next_ && length <= info_.size - offset);
        store_->read(info_.id, offset, length, [self = shared_from_this(), length, done = std::move(done)](Result<db::Bytes> piece) {
            if (!piece.ok()) return done(std::move(piece));
            if (piece->size() != length) return done(self->damaged());
            self->hash_.update(db::as_text(*piece));
            self->next_ += length;
            if (self->next_ == self->info_.size && self->hash_.finish() != self->info_.id) return done(self->damaged());
            done(std::move(piece));
        });
    }

private:
    Error damaged() const { return error("store.blob_damaged", {{"id", hex(info_.id)}}); }

    std::shared_ptr<BlobStore> store_;
    BlobInfo info_;
    Sha256 hash_;
    std::uint64_t next_ = 0;
};

// One blob after the other, so that whatever else is to be stored gets its turn.
class Collection final : public std::enable_shared_from_this<Collection> {
public:
    Collection(std::shared_ptr<BlobStore> store, std::set<BlobId> keep, Instant older_than, std::function<void(Result<Collected>)> done)
        : store_(std::move(store)), keep_(std::move(keep)), older_than_(older_than), done_(std::move(done)) {}

    void start() {
        store_->drop_uploads(older_than_, [self = shared_from_this()](Result<std::size_t> dropped) {
            if (!dropped.ok()) return self->done_(dropped.error());
            self->report_.uploads = *dropped;
            self->store_->list([self](Result<std::vector<BlobInfo>> all) {
                if (!all.ok()) return self->done_(all.error());
                for (const BlobInfo& blob : *all) {
                    const bool orphan = !self->keep_.contains(blob.id) && blob.kept_at < self->older_than_;
                    if (orphan) self->orphans_.push_back(blob);
                    ++self->report_.kept;
                    self->report_.bytes += blob.size;
                }
                self->go_on();
            });
        });
    }

private:
    void go_on() {
        if (going_on_) {
            again_ = true;
            return;
        }
        going_on_ = true;
        do {
            again_ = false;
            if (orphans_.empty()) return done_(report_);
            const BlobInfo blob = orphans_.back();
            orphans_.pop_back();
            store_->remove(blob.id, older_than_, [self = shared_from_this(), blob](Result<bool> removed) {
                if (!removed.ok()) return self->done_(removed.error());
                if (*removed) {
                    ++self->report_.files;
                    --self->report_.kept;
                    self->report_.bytes -= blob.size;
                }
                self->go_on();
            });
        } while (again_);
        going_on_ = false;
    }

    std::shared_ptr<BlobStore> store_;
    std::set<BlobId> keep_;
    Instant older_than_;
    std::function<void(Result<Collected>)> done_;
    std::vector<BlobInfo> orphans_;
    Collected report_;
    bool going_on_ = false, again_ = false;
};

}  // namespace

std::shared_ptr<Transfer> put_blob(std::shared_ptr<BlobStore> store, std::shared_ptr<FileSource> content, Instant now,
                                   Transfer::Options options, std::function<void(Result<BlobId>)> done) {
    const auto sink = std::make_shared<UploadSink>(std::move(store), now);
    return Transfer::start(std::move(content), sink, std::move(options), [sink, done = std::move(done)](Status status) {
        if (!status.ok()) return done(status.error());
        done(sink->id);
    });
}

void open_blob(std::shared_ptr<BlobStore> store, const BlobId& id, std::function<void(Result<std::shared_ptr<FileSource>>)> done) {
    store->find(id, [store, id, done = std::move(done)](Result<std::optional<BlobInfo>> found) {
        if (!found.ok()) return done(found.error());
        if (!*found) return done(error("store.blob_missing", {{"id", hex(id)}}));
        if ((*found)->size == 0 && id != blob_id({})) return done(error("store.blob_damaged", {{"id", hex(id)}}));
        done(std::shared_ptr<FileSource>(std::make_shared<BlobSource>(store, **found)));
    });
}

void collect_blobs(std::shared_ptr<BlobStore> store, std::set<BlobId> keep, Instant older_than, std::function<void(Result<Collected>)> done) {
    std::make_shared<Collection>(std::move(store), std::move(keep), older_than, std::move(done))->start();
}

}  // namespace potok::platform
