// libFuzzer: any bytes as a scenario file. Reading must refuse or accept; what is accepted reads the same again, and every
// step it holds can be cut into words once more.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "scenario/script.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace potok::scenario;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // "told in" reads the same text as a file of its own name: a story that tells itself must not go on for ever.
    const ReadFile itself = [&](const std::string&) { return std::optional<std::string>(text); };
    const auto script = parse_script(text, "fuzz.scenario", itself);
    if (!script) {
        if (script.error().code.empty() || script.error().place.empty()) std::abort();
        return 0;
    }
    const auto again = parse_script(text, "fuzz.scenario", itself);
    if (!again || again->steps.size() != script->steps.size() || again->shows != script->shows) std::abort();
    for (std::size_t i = 0; i < script->steps.size(); ++i) {
        const Step& step = script->steps[i];
        if (step.tokens.empty() || step.line < 1 || step.tokens != again->steps[i].tokens) std::abort();
        if (!tokenize(step.source)) std::abort();
    }
    return 0;
}
