#include "platform/web/indexeddb_blobs.h"

#include <charconv>
#include <utility>

#include "platform/web/indexeddb_calls.h"

// web/lib/attachments.js
extern "C" {
void potok_blob_begin(int call, const char* workspace, double now);
void potok_blob_append(int call, const char* workspace, double upload, std::uint32_t n, const std::uint8_t* ptr, std::uint32_t size);
void potok_blob_finish(int call, const char* workspace, double upload, const char* key, double size, double now);
void potok_blob_drop(int call, const char* workspace, double upload);
void potok_blob_find(int call, const char* workspace, const char* key);
void potok_blob_read(int call, const char* workspace, const char* key, double offset, double length);
void potok_blob_list(int call, const char* workspace);
void potok_blob_remove(int call, const char* workspace, const char* key, double kept_before);
void potok_blob_drop_uploads(int call, const char* workspace, double begun_before);
}

namespace potok::platform {

namespace {

double js(Instant t) { return static_cast<double>(t.ms); }
double js(std::uint64_t n) { return static_cast<double>(n); }

int status_call(std::function<void(Status)> done) {
    return begin_js_call([done = std::move(done)](const JsReply& reply) { done(reply.status); });
}

// Lines of "<hex> <size> <kept>".
std::vector<BlobInfo> infos_of(std::string_view text) {
    std::vector<BlobInfo> all;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.size() < 66) continue;
        const auto id = parse_blob_id(line.substr(0, 64));
        if (!id) continue;
        BlobInfo info{*id, 0, {}};
        const char* end = line.data() + line.size();
        const auto size = std::from_chars(line.data() + 65, end, info.size);
        if (size.ptr != end) std::from_chars(size.ptr + 1, end, info.kept_at.ms);
        all.push_back(info);
    }
    return all;
}

}  // namespace

void IndexedDbBlobStore::begin(Instant now, std::function<void(Result<UploadId>)> done) {
    const int call = begin_js_call([done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        done(static_cast<UploadId>(reply.a));
    });
    potok_blob_begin(call, workspace_.c_str(), js(now));
}

void IndexedDbBlobStore::append(UploadId upload, std::uint32_t n, db::Bytes piece, std::function<void(Status)> done) {
    potok_blob_append(status_call(std::move(done)), workspace_.c_str(), js(upload), n, piece.data(), static_cast<std::uint32_t>(piece.size()));
}

void IndexedDbBlobStore::finish(UploadId upload, const BlobId& id, std::uint64_t size, Instant now, std::function<void(Status)> done) {
    potok_blob_finish(status_call(std::move(done)), workspace_.c_str(), js(upload), hex(id).c_str(), js(size), js(now));
}

void IndexedDbBlobStore::drop(UploadId upload, std::function<void(Status)> done) {
    potok_blob_drop(status_call(std::move(done)), workspace_.c_str(), js(upload));
}

void IndexedDbBlobStore::find(const BlobId& id, std::function<void(Result<std::optional<BlobInfo>>)> done) {
    const int call = begin_js_call([done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        const auto found = infos_of(db::as_text(reply.bytes));
        done(found.empty() ? std::optional<BlobInfo>() : std::optional(found.front()));
    });
    potok_blob_find(call, workspace_.c_str(), hex(id).c_str());
}

void IndexedDbBlobStore::read(const BlobId& id, std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) {
    const int call = begin_js_call([id, done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        if (reply.a == 0) return done(error("store.blob_missing", {{"id", hex(id)}}));
        done(db::Bytes(reply.bytes.begin(), reply.bytes.end()));
    });
    potok_blob_read(call, workspace_.c_str(), hex(id).c_str(), js(offset), static_cast<double>(length));
}

void IndexedDbBlobStore::list(std::function<void(Result<std::vector<BlobInfo>>)> done) {
    const int call = begin_js_call([done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        done(infos_of(db::as_text(reply.bytes)));
    });
    potok_blob_list(call, workspace_.c_str());
}

void IndexedDbBlobStore::remove(const BlobId& id, Instant kept_before, std::function<void(Result<bool>)> done) {
    const int call = begin_js_call([done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        done(reply.a != 0);
    });
    potok_blob_remove(call, workspace_.c_str(), hex(id).c_str(), js(kept_before));
}

void IndexedDbBlobStore::drop_uploads(Instant begun_before, std::function<void(Result<std::size_t>)> done) {
    const int call = begin_js_call([done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        done(static_cast<std::size_t>(reply.a));
    });
    potok_blob_drop_uploads(call, workspace_.c_str(), js(begun_before));
}

}  // namespace potok::platform
