// Running scenarios: one world a file; the first step that fails ends it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/world.h"

namespace potok::scenario {

struct Report {
    std::string file;
    std::vector<std::string> shows;
    bool passed = false;
    int steps = 0;             // carried out, the failing one not counted
    std::string failed_file;   // where the failing step stands: the file, or one it tells
    int failed_line = 0;       // 0 when passed
    std::string failed_step;   // as written
    std::string why;           // one line of English
    std::string hash;          // of the workspace's history at the end; "" when it was never begun
};

Report run_script(const Script& script, const Environment& environment);
// Parses and runs. A file that cannot be read as a scenario fails with its line.
Report run_text(std::string_view text, std::string file, const Environment& environment, const ReadFile& read_file = {});

// {"file","shows","passed","steps","failed_step","why"}; with_hash adds "hash".
Json to_json(const Report& report, bool with_hash = false);
// "passed  file  (12 steps)  J3 J4", or where and why it failed.
std::string to_line(const Report& report);

}  // namespace potok::scenario
