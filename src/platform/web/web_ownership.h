// Ownership by Web Locks (lock "potok:<workspace>"); the tabs talk over a BroadcastChannel of the same name.
//
// A page that is left (pagehide) lets go at once; one that comes back from the back/forward cache is reloaded. Where a
// browser has no Web Locks the page becomes the owner right away and the epoch alone keeps others out.
#pragma once

#include <string>

#include "platform/common/ownership.h"

namespace potok::platform {

class WebOwnership final : public Ownership {
public:
    explicit WebOwnership(const std::string& workspace);
    ~WebOwnership() override;
    WebOwnership(const WebOwnership&) = delete;
    WebOwnership& operator=(const WebOwnership&) = delete;

    OwnershipState state() const override { return state_; }
    void set_listener(std::function<void(OwnershipState)> listener) override { listener_ = std::move(listener); }
    void set_handover_handler(std::function<void()> handler) override { handover_ = std::move(handler); }
    void acquire() override;
    void ask() override;
    void release() override;

    // From JavaScript.
    void on_state(OwnershipState state);
    void on_asked();

private:
    int handle_;
    OwnershipState state_ = OwnershipState::idle;
    std::function<void(OwnershipState)> listener_;
    std::function<void()> handover_;
};

}  // namespace potok::platform
