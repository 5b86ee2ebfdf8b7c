#include "platform/web/indexeddb_blobs.h"

#include <charconv>
#include <utility>

#include "platform/web/indexeddb_calls.h"

extern "C" {
void potok_blob_put(int call, const char* workspace, const char* key, const std::uint8_t* ptr, std::uint32_t size);
void potok_blob_get(int call, const char* workspace, const char* key);
void potok_blob_has(int call, const char* workspace, const char* key);
void potok_blob_remove(int call, const char* workspace, const char* key);
void potok_blob_list(int call, const char* workspace);
}

namespace potok::platform {

void IndexedDbBlobStore::put(db::Bytes bytes, std::function<void(Result<BlobId>)> done) {
    const BlobId id = blob_id(bytes);
    const int call = begin_js_call([id, done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        done(id);
    });
    potok_blob_put(call, workspace_.c_str(), hex(id).c_str(), bytes.data(), static_cast<std::uint32_t>(bytes.size()));
}

void IndexedDbBlobStore::get(const BlobId& id, std::function<void(Result<db::Bytes>)> done) {
    const int call = begin_js_call([id, done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        if (reply.a == 0) return done(error("store.blob_missing", {{"id", hex(id)}}));
        done(checked_blob(id, db::Bytes(reply.bytes.begin(), reply.bytes.end())));
    });
    potok_blob_get(call, workspace_.c_str(), hex(id).c_str());
}

void IndexedDbBlobStore::has(const BlobId& id, std::function<void(Result<bool>)> done) {
    const int call = begin_js_call([done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        done(reply.a != 0);
    });
    potok_blob_has(call, workspace_.c_str(), hex(id).c_str());
}

void IndexedDbBlobStore::remove(const BlobId& id, std::function<void(Status)> done) {
    const int call = begin_js_call([done = std::move(done)](const JsReply& reply) { done(reply.status); });
    potok_blob_remove(call, workspace_.c_str(), hex(id).c_str());
}

void IndexedDbBlobStore::list(std::function<void(Result<std::vector<BlobInfo>>)> done) {
    const int call = begin_js_call([done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        std::vector<BlobInfo> all;
        std::string_view rest = db::as_text(reply.bytes);
        while (!rest.empty()) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
            const std::size_t space = line.find(' ');
            if (space == std::string_view::npos) continue;
            const auto id = parse_blob_id(line.substr(0, space));
            if (!id) continue;
            BlobInfo info{*id, 0};
            std::from_chars(line.data() + space + 1, line.data() + line.size(), info.size);
            all.push_back(info);
        }
        done(std::move(all));
    });
    potok_blob_list(call, workspace_.c_str());
}

}  // namespace potok::platform
