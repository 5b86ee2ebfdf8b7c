#include "platform/web/aria.h"

#include <emscripten.h>

#include <cstdlib>
#include <string>

// clang-format off
EM_JS_DEPS(potok_aria, "$stringToNewUTF8,$UTF8ToString");
EM_JS(void, js_aria_start, (const char* roles), { potokMirror.start(UTF8ToString(roles)); });
EM_JS(void, js_aria_update, (const char* records, int size), { potokMirror.update(UTF8ToString(records, size)); });
EM_JS(void, js_aria_text, (const char* id, const char* text, int start, int end), { potokMirror.textInput(UTF8ToString(id), UTF8ToString(text), start, end); });
EM_JS(void, js_aria_announce, (const char* text, int assertive), { potokMirror.announce(UTF8ToString(text), !!assertive); });
// clang-format on

namespace potok::platform::aria {

namespace {
Handlers handlers;
}

void start(std::string_view roles, Handlers given) {
    handlers = std::move(given);
    js_aria_start(std::string(roles).c_str());
}

void update(std::string_view records) {
    js_aria_update(records.data(), static_cast<int>(records.size()));
}

void text_input(std::uint64_t id, std::string_view text, int start, int end) {
    js_aria_text(std::to_string(id).c_str(), std::string(text).c_str(), start, end);
}

void announce(std::string_view sentence, bool assertive) {
    js_aria_announce(std::string(sentence).c_str(), assertive ? 1 : 0);
}

}  // namespace potok::platform::aria

using potok::platform::aria::handlers;

extern "C" {

EMSCRIPTEN_KEEPALIVE void potok_mirror_activate(const char* id) {
    if (handlers.activate) handlers.activate(std::strtoull(id, nullptr, 10));
}
EMSCRIPTEN_KEEPALIVE void potok_mirror_focus(const char* id) {
    if (handlers.focus) handlers.focus(std::strtoull(id, nullptr, 10));
}
EMSCRIPTEN_KEEPALIVE void potok_mirror_value(const char* id, const char* text, int start, int end) {
    if (handlers.value) handlers.value(std::strtoull(id, nullptr, 10), text, start, end);
}

}
