// What benchmarks share: the clock they measure by, and a figure as ./bench reads it.
#pragma once

#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

namespace potok::bench {

// Natively the processor time of this thread, so that what else the machine does is left out; nothing here waits. WebAssembly has no
// such clock: there it is the time that passes.
inline double processor_ms() {
#ifdef __EMSCRIPTEN__
    return emscripten_get_now();
#else
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
#endif
}

#ifdef __EMSCRIPTEN__
inline constexpr bool native = false;
#else
inline constexpr bool native = true;
#endif

enum class Better { less, more };

inline void figure(const std::string& name, double value, const char* unit, std::optional<double> goal, std::optional<double> peer = {}, Better better = Better::less) {
    const bool less = better == Better::less;
    nlohmann::json line{{"figure", name + (native ? " (native)" : " (wasm)")}, {"value", value}, {"unit", unit}, {"goal", nullptr}, {"holds", nullptr}, {"peer", nullptr}, {"ratio", nullptr}};
    if (goal) line["goal"] = *goal, line["holds"] = less ? value <= *goal : value >= *goal;
    if (peer) line["peer"] = *peer, line["ratio"] = less ? *peer / value : value / *peer;
    std::printf("%s\n", line.dump().c_str());
    std::fflush(stdout);
}

}  // namespace potok::bench
