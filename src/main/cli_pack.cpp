// potok check-pack: is a pack whole, does it install, do its scenarios hold, and would they notice a missing rule?
#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "main/cli.h"
#include "platform/common/library.h"
#include "main/scenarios.h"
#include "packs/mutate.h"

namespace potok::cli {
namespace {

struct Tally {
    int all = 0, noticed = 0, not_installable = 0;
};

enum class Verdict { noticed, survived, not_installable };

// Does any scenario fail once the pack is changed? Those that failed last are tried first.
Result<Verdict> verdict(const packs::Pack& pack, std::vector<const scenario::Script*>& scripts) {
    POTOK_TRY(const auto environment, scenario_environment(&pack));
    for (auto it = scripts.begin(); it != scripts.end(); ++it) {
        const auto report = scenario::run_script(**it, environment);
        if (report.passed) continue;
        const bool refused = report.failed_step.find("pack " + pack.key) != std::string::npos;
        std::rotate(scripts.begin(), it, it + 1);
        return refused ? Verdict::not_installable : Verdict::noticed;
    }
    return Verdict::survived;
}

// A whole number of an option; `otherwise` where it is not given. error: cli.usage
template <class T>
Result<T> number(const Arguments& a, std::string_view option, T otherwise) {
    const auto text = a.option(option);
    if (!text) return otherwise;
    T n = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), n);
    if (fault == std::errc{} && end == text->data() + text->size()) return n;
    return error("cli.usage", {{"message", std::string(option) + " needs a number"}});
}

Status mutate(const Arguments& a, const packs::Pack& pack, const std::vector<scenario::Script>& all, int& noticed, int& survivors) {
    // Only scenarios that show something count; samples and the stories that others tell would notice for the wrong reason.
    std::vector<const scenario::Script*> scripts;
    for (const auto& s : all) {
        if (!s.shows.empty()) scripts.push_back(&s);
    }
    auto mutations = packs::mutations(pack);
    const std::size_t count = mutations.size();
    POTOK_TRY(const auto most, number<std::size_t>(a, "--sample", count));
    POTOK_TRY(const auto seed, number<std::uint64_t>(a, "--seed", packs::seed_of(pack)));
    mutations = packs::sample(std::move(mutations), most, seed);
    if (mutations.size() < count) fmt::print("{} of {} mutations, drawn by seed {}\n", mutations.size(), count, seed);
    std::map<std::string, Tally> tallies;
    for (const auto& m : mutations) {
        Tally& tally = tallies[m.kind];
        ++tally.all;
        POTOK_TRY(const Verdict v, verdict(packs::mutated(pack, m), scripts));
        if (v == Verdict::noticed) ++tally.noticed;
        if (v == Verdict::not_installable) ++tally.not_installable;
        if (v != Verdict::survived) ++noticed;
        if (v == Verdict::survived) {
            ++survivors;
            fmt::print("survived  {}: {}\n", m.kind, m.name);
            std::fflush(stdout);
        }
    }
    for (const auto& [kind, t] : tallies) {
        fmt::print("{:<10} {} taken away: {} noticed, {} make the pack refuse to install, {} survived\n", kind, t.all,
                   t.noticed, t.not_installable, t.all - t.noticed - t.not_installable);
    }
    return {};
}

Status check(const Arguments& a, int& passed, int& failed) {
    POTOK_TRY(const std::string folder, a.word(0, "FOLDER"));
    POTOK_TRY(const packs::Pack pack, platform::pack_in(folder));
    fmt::print("{} {}: {} definitions, {} scenarios\n", pack.key, pack.version, pack.definitions.size(), pack.scenarios.size());
    POTOK_TRY(const auto environment, scenario_environment(&pack));

    // Installing it, in an empty workspace.
    const std::string begin = fmt::format("workspace \"check\" in {} zone {} currency {} at 2026-01-12 09:00\npack {}\n",
                                          pack.manifest["language"].get<std::string>(), pack.manifest["zone"].get<std::string>(),
                                          pack.manifest["currency"].get<std::string>(), pack.key);
    const std::string with_samples = begin + (pack.samples.is_null() ? "" : "samples of pack " + pack.key + "\n");
    std::vector<scenario::Script> scripts;
    for (const auto& [file, text] : pack.scenarios) {
        POTOK_TRY(auto script, scenario::parse_script(text, file, read_scenario));
        scripts.push_back(std::move(script));
    }
    std::vector<scenario::Report> reports = {scenario::run_text(with_samples, "installing", environment)};
    for (const auto& script : scripts) reports.push_back(scenario::run_script(script, environment));
    for (const auto& r : reports) {
        fmt::print("{}\n", scenario::to_line(r));
        ++(r.passed ? passed : failed);
    }
    if (!a.has("--mutate") || failed > 0) return {};
    return mutate(a, pack, scripts, passed, failed);
}

}  // namespace

int check_pack(const Arguments& a) {
    int passed = 0, failed = 0;
    const Status done = check(a, passed, failed);
    if (!done) return complain(done.error());
    fmt::print("{} passed, {} failed, 0 skipped\n", passed, failed);
    return failed == 0 ? 0 : 1;
}

}  // namespace potok::cli
