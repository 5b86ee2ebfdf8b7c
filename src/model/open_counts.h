// How many records of each pipeline are under way: in a stage that neither won nor lost. Counted once, then kept by what changes,
// so that a workspace of 100,000 deals pays for the number only when it is opened.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "model/workspace.h"

namespace potok::model {

class OpenCounts {
public:
    void count(const Workspace& ws);
    // Takes in an operation's changes. The catalog must be the one it was counted with.
    void take(const Workspace& ws, const Outcome& outcome);
    std::int64_t of(const std::string& pipeline) const;

private:
    std::map<std::string, std::int64_t> open_;  // by pipeline key
};

}  // namespace potok::model
