// Finding and running scenario files, for `potok scenario` and `potok check-pack`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/runner.h"

namespace potok::cli {

// The environment scenarios run in: packs by key, from the assets; `instead` stands for the pack of its key.
Result<scenario::Environment> scenario_environment(const packs::Pack* instead = nullptr);

// A scenario file that another one tells: from disk, or from the assets.
std::optional<std::string> read_scenario(const std::string& path);

struct ScenarioFile {
    std::string name, text;
};
// Files, and all *.scenario below folders. error: cli.no_file
Result<std::vector<ScenarioFile>> scenario_files(const std::vector<std::string>& paths);
// Those of tests/scenarios in the working directory, and of all packs.
Result<std::vector<ScenarioFile>> all_scenario_files();

}  // namespace potok::cli
