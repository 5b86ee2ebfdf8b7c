// What the pages of this folder share: telling the test what happens, and a workspace's store without the app over it.
#pragma once

#include <emscripten.h>

#include <memory>
#include <optional>
#include <string>

#include "db/connection.h"
#include "db/persister.h"
#include "platform/web/indexeddb_store.h"
#include "platform/web/web_ownership.h"

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

// Tells how it goes as "owner", and calls back whenever the workspace is this page's.
inline std::unique_ptr<platform::WebOwnership> stand_in_line(const std::string& workspace, void (*owned)()) {
    auto ownership = std::make_unique<platform::WebOwnership>(workspace);
    ownership->set_listener([owned](platform::OwnershipState state) {
        static constexpr const char* names[] = {"idle", "acquiring", "owner", "elsewhere", "asking", "released", "lost"};
        if (state == platform::OwnershipState::owner) owned();
        tell("owner", names[static_cast<int>(state)]);
    });
    return ownership;
}

struct Workspace {
    explicit Workspace(const std::string& name) : blocks(name), persister(blocks, pages, options()) {}

    static db::Persister::Options options() { return {3, 1024 * 1024}; }

    platform::IndexedDbStore blocks;
    db::PageStore pages;
    std::optional<db::Connection> connection;
    db::Persister persister;
};

}  // namespace potok::test
