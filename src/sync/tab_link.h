// How two windows on the same workspace, on the same device, speak to each other: in a browser by a BroadcastChannel.
//
// Everybody hears everything that others send, in the order of sending. A message is small JSON and, for pages, bytes.
// Whatever comes in is checked: the other side may be another version of the program.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "db/bytes.h"

namespace potok::sync {

struct Message {
    std::string head;  // JSON, see shared_workspace.h
    db::Bytes body;
};

class TabLink {
public:
    virtual ~TabLink() = default;
    virtual void send(Message message) = 0;
    // Called for each message of others, never within send().
    virtual void set_listener(std::function<void(const Message&)> listener) = 0;
};

}  // namespace potok::sync
