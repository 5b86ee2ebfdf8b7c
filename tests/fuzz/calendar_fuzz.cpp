// libFuzzer: any bytes as a calendar file: refused with a code and a line, or read; what was read is in order and of bounded size.
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "exchange/calendar/calendar_file.h"
#include "exchange/calendar/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace potok;
    static const ZoneTable no_zones;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto file = exchange::read_calendar(text, no_zones, *utc_zone());
    if (!file.ok()) {
        if (!file.error().code.starts_with("ics.") || !file.error().place.starts_with("line ")) std::abort();
        return 0;
    }
    if (file->events.size() > 5000) std::abort();
    for (const auto& e : file->events) {
        if (e.uid.empty() || e.to < e.from || !is_valid_utf8(e.summary)) std::abort();
        // What is written again is read again as the same text.
        const std::string line = exchange::content_line("SUMMARY", exchange::escaped_text(e.summary));
        for (std::size_t at = 0; at < line.size(); at = line.find("\r\n", at) + 2)
            if (line.find("\r\n", at) - at > 75) std::abort();
    }
    return 0;
}
