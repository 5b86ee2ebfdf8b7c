#include "platform/common/system.h"

#include <chrono>
#include <random>

namespace potok::platform {

Instant SystemClock::now() {
    using namespace std::chrono;
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::uint64_t SystemRandom::next() {
    static std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32) | device();
}

}  // namespace potok::platform
