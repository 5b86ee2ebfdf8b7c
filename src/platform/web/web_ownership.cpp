#include "platform/web/web_ownership.h"

#include <emscripten.h>

#include <map>

extern "C" {
void potok_owner_attach(int handle, const char* name);
void potok_owner_acquire(int handle);
void potok_owner_ask(int handle);
void potok_owner_release(int handle);
void potok_owner_detach(int handle);
}

namespace potok::platform {

namespace {

std::map<int, WebOwnership*>& instances() {
    static std::map<int, WebOwnership*> all;
    return all;
}

int next_handle() {
    static int last = 0;
    return ++last;
}

}  // namespace

WebOwnership::WebOwnership(const std::string& workspace) : handle_(next_handle()) {
    instances().emplace(handle_, this);
    potok_owner_attach(handle_, ("potok:" + workspace).c_str());
}

WebOwnership::~WebOwnership() {
    instances().erase(handle_);
    potok_owner_detach(handle_);
}

void WebOwnership::acquire() {
    const bool may = state_ == OwnershipState::idle || state_ == OwnershipState::released || state_ == OwnershipState::lost;
    if (may) potok_owner_acquire(handle_);
}

void WebOwnership::ask() {
    if (state_ == OwnershipState::elsewhere) potok_owner_ask(handle_);
}

void WebOwnership::release() { potok_owner_release(handle_); }

void WebOwnership::on_state(OwnershipState state) {
    if (state == state_) return;
    state_ = state;
    if (listener_) listener_(state);
}

void WebOwnership::on_asked() {
    if (state_ == OwnershipState::owner && handover_) handover_();
}

}  // namespace potok::platform

extern "C" {

// The numbers are those of OwnershipState.
EMSCRIPTEN_KEEPALIVE void potok_owner_state(int handle, int state) {
    const auto found = potok::platform::instances().find(handle);
    if (found != potok::platform::instances().end())
        found->second->on_state(static_cast<potok::platform::OwnershipState>(state));
}

EMSCRIPTEN_KEEPALIVE void potok_owner_asked(int handle) {
    const auto found = potok::platform::instances().find(handle);
    if (found != potok::platform::instances().end()) found->second->on_asked();
}

}  // extern "C"
