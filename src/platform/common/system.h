// The system's own clock and randomness: what main/ hands to the engine.
#pragma once

#include "base/clock.h"

namespace potok::platform {

class SystemClock final : public Clock {
public:
    Instant now() override;
};

class SystemRandom final : public Random {
public:
    std::uint64_t next() override;
};

}  // namespace potok::platform
