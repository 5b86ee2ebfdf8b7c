// potok scenario, potok verbs.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "automation/explain.h"
#include "main/cli.h"
#include "platform/common/library.h"
#include "main/scenarios.h"
#include "platform/common/assets.h"
#include "scenario/verbs.h"

namespace potok::cli {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return error("cli.no_file", {{"file", path}});
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

Status run(const Arguments& a, int& failed) {
    POTOK_TRY(const auto files, a.words.empty() ? all_scenario_files() : scenario_files(a.words));
    POTOK_TRY(const auto environment, scenario_environment());
    std::vector<scenario::Report> reports;
    for (const ScenarioFile& file : files) {
        reports.push_back(scenario::run_text(file.text, file.name, environment, read_scenario));
        const auto& r = reports.back();
        if (!r.passed) ++failed;
        if (a.has("--json")) {
            fmt::print("{}\n", scenario::to_json(r, a.has("--hash")).dump());
        } else {
            fmt::print("{}{}\n", scenario::to_line(r), a.has("--hash") ? "  " + r.hash : "");
        }
    }
    if (!a.has("--json")) {
        fmt::print("{} scenarios: {} passed, {} failed\n", reports.size(), reports.size() - static_cast<std::size_t>(failed),
                   failed);
    }
    return {};
}

}  // namespace

Result<scenario::Environment> scenario_environment(const packs::Pack* instead) {
    scenario::Environment environment;
    POTOK_TRY(environment.zones, platform::zones());
    environment.make_reactor = platform::make_reactor;
    environment.documents = platform::documents();
    environment.pack = [instead](std::string_view key) -> Result<packs::Pack> {
        if (instead && instead->key == key) return *instead;
        if (key.find('/') != std::string_view::npos) return platform::pack_in(std::string(key));
        return platform::pack(key);
    };
    const auto shared = [](std::string_view folder, std::string_view key) -> Result<Json> {
        const std::string file = fmt::format("{}/{}.json", folder, key);
        const auto text = platform::asset(file);
        if (!text) return error("asset.missing", {{"file", file}});
        return packs::parse_json(*text, file);
    };
    environment.country = [shared](std::string_view key) { return shared("countries", key); };
    environment.document_template = [shared](std::string_view key) { return shared("documents", key); };
    environment.calendar = [shared](std::string_view country) { return shared("calendars", country); };
    environment.failed_firing = [](model::Workspace& ws) -> std::optional<model::RowId> {
        const auto failed = automation::failed_firings(ws, 1);
        return failed.empty() ? std::nullopt : std::optional(failed.front().row);
    };
    for (const Language language : {Language::en, Language::pl, Language::ru}) {
        POTOK_TRY(environment.locales[language], platform::locale(language));
    }
    return environment;
}

std::optional<std::string> read_scenario(const std::string& path) {
    if (auto text = read_file(path)) return std::move(*text);
    if (path.starts_with("assets/")) {
        if (const auto bytes = platform::asset(path.substr(std::string_view("assets/").size()))) return std::string(*bytes);
    }
    return std::nullopt;
}

Result<std::vector<ScenarioFile>> scenario_files(const std::vector<std::string>& paths) {
    std::vector<std::string> names;
    for (const std::string& path : paths) {
        if (!fs::is_directory(path)) {
            names.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (const auto& entry : fs::recursive_directory_iterator(path)) {
            if (entry.path().extension() == ".scenario") inside.push_back(entry.path().generic_string());
        }
        std::ranges::sort(inside);
        names.insert(names.end(), inside.begin(), inside.end());
    }
    std::vector<ScenarioFile> files;
    for (const std::string& name : names) {
        POTOK_TRY(std::string text, read_file(name));
        files.push_back({name, std::move(text)});
    }
    return files;
}

Result<std::vector<ScenarioFile>> all_scenario_files() {
    std::vector<ScenarioFile> files;
    if (fs::is_directory("tests/scenarios")) {
        POTOK_TRY(files, scenario_files({"tests/scenarios"}));
    }
    for (const std::string_view name : platform::asset_names("packs/")) {
        if (!name.ends_with(".scenario")) continue;
        files.push_back({"assets/" + std::string(name), std::string(*platform::asset(name))});
    }
    return files;
}

int run_scenarios(const Arguments& a) {
    int failed = 0;
    const Status done = run(a, failed);
    if (!done) return complain(done.error());
    return failed == 0 ? 0 : 1;
}

int list_verbs(const Arguments&) {
    std::string_view section;
    for (const auto& verb : scenario::verbs()) {
        if (verb.section != section) fmt::print("\n## {}\n\n", verb.section);
        section = verb.section;
        fmt::print("- `{}`\n  {}\n", verb.pattern.source(), verb.what);
    }
    return 0;
}

}  // namespace potok::cli
