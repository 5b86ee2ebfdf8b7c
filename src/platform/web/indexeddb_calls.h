// Calls into JavaScript that answer later (web/lib/storage.js): each gets a number, its answer comes once.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "db/block_store.h"
#include "db/bytes.h"

namespace potok::platform {

struct JsReply {
    Status status;
    double a = 0;
    double b = 0;
    db::ByteView bytes;  // holds during the callback only
};

using JsCallback = std::function<void(const JsReply&)>;

// The number to hand to JavaScript.
int begin_js_call(JsCallback callback);
// The same for a call that hands records to `sink` before it answers. What the sink refuses is the answer's status.
int begin_js_load(db::LoadSink& sink, JsCallback callback);
// The answer will be ignored.
void forget_js_call(int call);

// Calls back after so many milliseconds (a hidden page may be given them late), never at once.
void call_later(int ms, std::function<void()> callback);

}  // namespace potok::platform
