// sync::TabLink over a BroadcastChannel. Without one (an old browser) nothing is sent and nothing heard: the other tab waits.
#pragma once

#include <string>

#include "sync/tab_link.h"

namespace potok::platform {

class WebTabLink final : public sync::TabLink {
public:
    explicit WebTabLink(const std::string& workspace);
    ~WebTabLink() override;
    WebTabLink(const WebTabLink&) = delete;
    WebTabLink& operator=(const WebTabLink&) = delete;

    void send(sync::Message message) override;
    void set_listener(std::function<void(const sync::Message&)> listener) override { listener_ = std::move(listener); }

    // Which build of the app this page runs, "" outside of it: tabs of different ones do not share a workspace.
    static std::string build();

    void heard(const sync::Message& message);  // from JavaScript

private:
    int handle_;
    std::function<void(const sync::Message&)> listener_;
};

}  // namespace potok::platform
