#include "platform/web/web_tab_link.h"

#include <emscripten.h>

#include <cstdlib>
#include <map>

extern "C" {
void potok_tabs_attach(int handle, const char* name);
void potok_tabs_send(int handle, const char* head, const std::uint8_t* bytes, std::uint32_t size);
void potok_tabs_detach(int handle);
}

namespace potok::platform {

namespace {

EM_JS_DEPS(potok_tab_link, "$stringToNewUTF8");
EM_JS(char*, build_of_page, (), { return stringToNewUTF8(typeof potokShell === "undefined" ? "" : potokShell.build); });

std::map<int, WebTabLink*>& tab_links() {
    static std::map<int, WebTabLink*> all;
    return all;
}

int next_tab_link() {
    static int last = 0;
    return ++last;
}

}  // namespace

WebTabLink::WebTabLink(const std::string& workspace) : handle_(next_tab_link()) {
    tab_links().emplace(handle_, this);
    potok_tabs_attach(handle_, ("potok-tabs:" + workspace).c_str());
}

WebTabLink::~WebTabLink() {
    tab_links().erase(handle_);
    potok_tabs_detach(handle_);
}

void WebTabLink::send(sync::Message message) {
    potok_tabs_send(handle_, message.head.c_str(), message.body.data(), static_cast<std::uint32_t>(message.body.size()));
}

std::string WebTabLink::build() {
    char* text = build_of_page();
    const std::string build = text;
    std::free(text);
    return build;
}

void WebTabLink::heard(const sync::Message& message) {
    if (!listener_) return;
    const auto listener = listener_;  // it may be replaced while it is called
    listener(message);
}

}  // namespace potok::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void potok_tabs_heard(int handle, const char* head, const std::uint8_t* bytes, std::uint32_t size) {
    const auto found = potok::platform::tab_links().find(handle);
    if (found != potok::platform::tab_links().end()) found->second->heard({head, potok::db::Bytes(bytes, bytes + size)});
}

}  // extern "C"
