#include "platform/web/indexeddb_workspaces.h"

#include <utility>

#include "platform/web/indexeddb_calls.h"

extern "C" {
void potok_idb_list(int call);
void potok_idb_delete(int call, const char* name);
void potok_storage_persist(int call);
}

namespace potok::platform {

void list_workspaces(std::function<void(Result<std::vector<std::string>>)> done) {
    potok_idb_list(begin_js_call([done = std::move(done)](const JsReply& reply) {
        if (!reply.status) return done(reply.status.error());
        std::vector<std::string> names;
        std::string_view rest = db::as_text(reply.bytes);
        while (!rest.empty()) {
            const std::size_t end = rest.find('\n');
            names.emplace_back(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        }
        done(std::move(names));
    }));
}

void delete_workspace(const std::string& name, std::function<void(Status)> done) {
    potok_idb_delete(begin_js_call([done = std::move(done)](const JsReply& reply) { done(reply.status); }),
                     name.c_str());
}

void request_persistence(std::function<void(bool)> done) {
    potok_storage_persist(begin_js_call([done = std::move(done)](const JsReply& reply) {
        done(reply.status.ok() && reply.a == 1);
    }));
}

}  // namespace potok::platform
