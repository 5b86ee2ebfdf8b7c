// store_faults [FIRST [LAST]]: tells the stories of these seeds, on all processors; prints what happened in them, and last
// "N passed, N failed, N skipped".
#include <charconv>
#include <cstdio>
#include <cstring>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "faults/story.h"

namespace {

using namespace potok::db::test;

struct Report {
    Tally tally;
    std::uint64_t passed = 0, failed = 0;
};

Report tell(std::uint64_t first, std::uint64_t last, std::uint64_t step) {
    Report report;
    for (std::uint64_t seed = first; seed <= last; seed += step) {
        const std::string why = tell_story(seed, report.tally);
        if (why.empty()) {
            ++report.passed;
            continue;
        }
        if (++report.failed <= 10) std::fprintf(stderr, "seed %llu: %s\n", static_cast<unsigned long long>(seed), why.c_str());
    }
    return report;
}

bool number(const char* text, std::uint64_t& out) {
    const char* end = text + std::strlen(text);
    return std::from_chars(text, end, out).ptr == end;
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t first = 1, last = 10'000;
    if (argc > 3 || (argc > 1 && !number(argv[1], first)) || (argc > 2 && !number(argv[2], last)) || last < first) {
        std::fprintf(stderr, "store_faults [FIRST [LAST]]: the stories of these seeds, 1 to 10000 when nothing is said\n");
        return 2;
    }
    // Processes, not threads: a connection and its page store belong to one thread, and so does their registry.
    const auto workers = static_cast<std::uint64_t>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
    std::vector<std::pair<pid_t, int>> children;
    for (std::uint64_t i = 0; i < workers; ++i) {
        int ends[2];
        if (pipe(ends) != 0) return 2;
        const pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            const Report report = tell(first + i, last, workers);
            _exit(write(ends[1], &report, sizeof report) == sizeof report ? 0 : 1);
        }
        close(ends[1]);
        children.emplace_back(child, ends[0]);
    }
    Report all;
    for (const auto& [child, end] : children) {
        Report report;
        if (read(end, &report, sizeof report) != sizeof report) report = {{}, 0, 1};  // it crashed
        close(end);
        waitpid(child, nullptr, 0);
        all.tally.add(report.tally);
        all.passed += report.passed;
        all.failed += report.failed;
    }
    std::printf("%s\n", all.tally.text().c_str());
    std::printf("%llu passed, %llu failed, 0 skipped\n", static_cast<unsigned long long>(all.passed),
                static_cast<unsigned long long>(all.failed));
    return all.failed == 0 && all.passed > 0 ? 0 : 1;
}
