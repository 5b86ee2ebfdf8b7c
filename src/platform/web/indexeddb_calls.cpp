#include "platform/web/indexeddb_calls.h"

#include <emscripten.h>

#include <map>
#include <memory>
#include <utility>

namespace potok::platform {

namespace {

struct Pending {
    JsCallback callback;
    db::LoadSink* sink = nullptr;
    Status load_status;
};

std::map<int, Pending>& pending() {
    static std::map<int, Pending> calls;
    return calls;
}

int add(Pending call) {
    static int last = 0;
    pending().emplace(++last, std::move(call));
    return last;
}

}  // namespace

int begin_js_call(JsCallback callback) { return add({std::move(callback), nullptr, {}}); }

int begin_js_load(db::LoadSink& sink, JsCallback callback) { return add({std::move(callback), &sink, {}}); }

void forget_js_call(int call) { pending().erase(call); }

void call_later(int ms, std::function<void()> callback) {
    emscripten_async_call(
        [](void* held) {
            const std::unique_ptr<std::function<void()>> taken(static_cast<std::function<void()>*>(held));
            (*taken)();
        },
        new std::function<void()>(std::move(callback)), ms);
}

}  // namespace potok::platform

using potok::platform::JsReply;
using potok::platform::pending;

extern "C" {

EMSCRIPTEN_KEEPALIVE void potok_js_reply(int call, const char* code, const char* message, double a, double b,
                                         const std::uint8_t* bytes, std::uint32_t size) {
    const auto found = pending().find(call);
    if (found == pending().end()) return;
    auto taken = std::move(found->second);
    pending().erase(found);
    JsReply reply;
    if (!taken.load_status) reply.status = taken.load_status;
    else if (code[0] != '\0') reply.status = potok::error(code, {{"message", message}});
    reply.a = a;
    reply.b = b;
    reply.bytes = {bytes, size};
    taken.callback(reply);
}

// 1: go on. kind: 0 header, 1 segment, 2 log record; number: twice the segment's index plus its place, or the sequence
EMSCRIPTEN_KEEPALIVE int potok_js_load(int call, int kind, double number, const std::uint8_t* bytes,
                                       std::uint32_t size) {
    const auto found = pending().find(call);
    if (found == pending().end() || found->second.sink == nullptr) return 0;
    potok::db::LoadSink& sink = *found->second.sink;
    const potok::db::ByteView view(bytes, size);
    potok::Status status;
    // Keys may be anything that found its way into the database.
    const bool whole = number >= 0 && number < 9007199254740992.0;
    const auto n = whole ? static_cast<std::uint64_t>(number) : ~std::uint64_t{0};
    if (kind == 0) status = sink.header(view);
    else if (kind == 1) status = sink.segment({static_cast<std::uint32_t>(n / 2), static_cast<std::uint32_t>(n % 2)}, view);
    else status = sink.log(n, view);
    if (status) return 1;
    found->second.load_status = status;
    return 0;
}

}  // extern "C"
