#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch_amalgamated.hpp>

#include "scenario/script.h"

using namespace potok;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream in(path);
    REQUIRE(in);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("docs/systems.md lists what the scenarios show, and every line is shown", "[packs]") {
    std::map<std::string, std::set<std::string>> shown, listed;
    const scenario::ReadFile nothing_told = [](const std::string&) { return std::optional<std::string>(""); };
    for (const char* folder : {"tests/scenarios", "assets/packs"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.path().extension() != ".scenario") continue;
            const auto script = scenario::parse_script(text_of(entry.path()), entry.path().string(), nothing_told);
            REQUIRE(script.ok());
            for (const auto& line : script->shows) {
                if (!line.starts_with("engine/")) shown[line].insert(entry.path().stem().string());  // those are in docs/automation.md
            }
        }
    }
    std::istringstream lines(text_of("docs/systems.md"));
    for (std::string row; std::getline(lines, row);) {
        if (!row.starts_with("| ") || row.starts_with("| line")) continue;
        std::istringstream cells(row.substr(2));
        std::string line, files, file;
        std::getline(cells, line, ' ');
        std::getline(cells, files, '|');
        std::getline(cells, files, '|');
        std::istringstream names(files);
        while (std::getline(names, file, ',')) {
            file.erase(0, file.find_first_not_of(' '));
            file.erase(file.find_last_not_of(' ') + 1);
            listed[line].insert(file);
        }
    }
    CHECK(shown == listed);
    std::istringstream wanted(text_of("tests/scenarios/lines.txt"));
    std::set<std::string> known;
    for (std::string row; std::getline(wanted, row);) {
        if (row.empty() || row.starts_with("#")) continue;
        known.insert(row.substr(0, row.find(' ')));
    }
    CHECK(known.size() == 88);
    for (const std::string& line : known) {
        INFO(line);
        CHECK(shown.contains(line));
    }
    for (const auto& [line, files] : shown) {
        INFO(line);
        CHECK(known.contains(line));
    }
}
