// Which of several tabs has the workspace. Only the owner opens its storage; the others show the hand-over page.
//
//     acquiring ──> owner ──> released          gave it up, by itself or because another tab asked
//         │           └─────> lost              another tab took it without an answer
//         └──> elsewhere ──> asking ──> owner   asked, or taken over when the owner did not answer in time
//                  └────────────────> owner     the owner went away by itself
//
// Whoever becomes the owner opens the block store, which raises the epoch: an owner of before, even one that does not
// know of its loss yet, can write nothing from then on.
#pragma once

#include <functional>

namespace potok::platform {

enum class OwnershipState { idle, acquiring, owner, elsewhere, asking, released, lost };

class Ownership {
public:
    virtual ~Ownership() = default;
    virtual OwnershipState state() const = 0;
    // Called after every change of the state, never from within a call.
    virtual void set_listener(std::function<void(OwnershipState)> listener) = 0;
    // Another tab asks for the workspace: save what is to be saved, then call release(). The other waits 3 s.
    virtual void set_handover_handler(std::function<void()> handler) = 0;

    // From idle, released or lost.
    virtual void acquire() = 0;
    // From elsewhere: asks the owner; takes the workspace after 3 s without an answer.
    virtual void ask() = 0;
    // Lets go, from any state.
    virtual void release() = 0;
};

}  // namespace potok::platform
