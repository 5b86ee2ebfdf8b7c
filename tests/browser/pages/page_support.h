// What the pages of this folder share: telling the test what happens, and a workspace's store without the app over it.
#pragma once

#include <emscripten.h>

#include <optional>
#include <string>

#include "db/connection.h"
#include "db/persister.h"
#include "platform/web/indexeddb_store.h"

EM_JS_DEPS(potok_page, "$UTF8ToString");

// One page is one translation unit: this file is included once.
EM_JS(void, tell_js, (const char* name, const char* text), {
    globalThis.onPotok?.(UTF8ToString(name), UTF8ToString(text));
});

namespace potok::test {

// Calls globalThis.onPotok(name, text).
inline void tell(const char* name, const std::string& text) { tell_js(name, text.c_str()); }

inline std::string said(const Error& e) {
    std::string text = e.code;
    for (const auto& [key, value] : e.args) text += " " + key + "=" + value;
    return text;
}
inline std::string said(const Status& s) { return s ? "ok" : said(s.error()); }

struct Workspace {
    explicit Workspace(const std::string& name) : blocks(name), persister(blocks, pages, options()) {}

    static db::Persister::Options options() { return {3, 1024 * 1024}; }

    platform::IndexedDbStore blocks;
    db::PageStore pages;
    std::optional<db::Connection> connection;
    db::Persister persister;
};

}  // namespace potok::test
