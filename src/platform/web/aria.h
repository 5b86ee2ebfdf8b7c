// The page's ARIA elements (web/lib/mirror.pre.js), without knowing what the app's tree is: records of text go over, calls with
// ids come back. main/ joins it with the tree of the app.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace potok::platform::aria {

struct Handlers {
    std::function<void(std::uint64_t id)> activate, focus;
    // Selection in UTF-8 bytes of `text`.
    std::function<void(std::uint64_t id, std::string_view text, int start, int end)> value;
};

// `roles`: ARIA names in the order of their numbers, separated by spaces.
void start(std::string_view roles, Handlers handlers);
// Records as web/lib/mirror.pre.js describes them.
void update(std::string_view records);
void text_input(std::uint64_t id, std::string_view text, int start, int end);
void announce(std::string_view sentence, bool assertive);

}  // namespace potok::platform::aria
