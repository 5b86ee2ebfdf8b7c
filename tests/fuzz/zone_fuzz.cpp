// libFuzzer: any bytes as the TZif data of a time zone (RFC 9636). Build with -DPOTOK_FUZZ=ON.
#include <cstdint>
#include <cstdlib>

#include "base/calendar.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace potok;
    const auto zone = parse_tzif("x", std::string_view(reinterpret_cast<const char*>(data), size));
    if (!zone) return 0;
    for (const std::int64_t ms : {INT64_MIN, std::int64_t{-5'000'000'000'000}, std::int64_t{0},
                                  std::int64_t{1'795'000'000'000}, std::int64_t{9'000'000'000'000}, INT64_MAX}) {
        const LocalDateTime local = (*zone)->to_local(Instant{ms});
        if (local.date < min_date || max_date < local.date || local.time.ms < 0 || local.time.ms >= ms_per_day) {
            std::abort();
        }
        (void)(*zone)->to_instant(local);
    }
    return 0;
}
