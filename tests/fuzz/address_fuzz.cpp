// libFuzzer: any bytes as an address of the app, and as a text with marks. What is accepted as an address is written and read
// back the same; taking the marks out of a text leaves what its runs say.
#include <cstdint>
#include <cstdlib>

#include "ui/rich_text.h"
#include "ui/route.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace potok::ui;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto route = parse_route(text)) {
        const auto again = parse_route(format_route(*route));
        if (!again || !(*again == *route)) std::abort();
    }
    std::string all;
    for (const MarkedRun& run : marked_runs(text)) all += run.text;
    if (all != without_marks(text)) std::abort();
    return 0;
}
