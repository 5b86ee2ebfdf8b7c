#include "scenario/runner.h"

#include <fmt/format.h>

#include "scenario/verbs.h"

namespace potok::scenario {
namespace {

std::string sentence(const Error& e) {
    const auto arg = [&](const char* key) { return e.args.contains(key) ? e.args.at(key) : std::string(); };
    if (e.code == "scenario.unmet") return fmt::format("expected: {}; found: {}", arg("expected"), arg("found"));
    if (e.code == "scenario.impossible" || e.code == "scenario.unreadable") return arg("why");
    if (e.code == "scenario.no_verb") {
        return "no verb reads like this" + (arg("nearest").empty() ? "" : "; nearest: " + arg("nearest"));
    }
    return describe(e);
}

// Runs one step; what is wrong with it, if anything.
Status run_step(World& world, const Reading& reading, const Step& step) {
    if (!world.started() && !reading.verb->before_workspace) return impossible("no workspace has begun yet");
    if (world.refusal() && !reading.verb->looks_at_refusal) return impossible("a refusal was not looked at");
    return reading.verb->run(world, reading.match, step);
}

}  // namespace

Report run_script(const Script& script, const Environment& environment) {
    Report report;
    report.file = script.file;
    report.shows = script.shows;
    const auto fail = [&](const Step& step, std::string why) {
        report.failed_file = step.file;
        report.failed_line = step.line;
        report.failed_step = step.source;
        report.why = std::move(why);
    };

    // All steps are read before any is run: a misspelt one is found at once.
    std::vector<Reading> readings;
    for (const Step& step : script.steps) {
        auto reading = read_step(step);
        if (!reading) {
            fail(step, sentence(reading.error()));
            return report;
        }
        readings.push_back(std::move(*reading));
    }

    World world(environment);
    for (std::size_t i = 0; i < script.steps.size() && report.failed_line == 0; ++i) {
        const Step& step = script.steps[i];
        auto done = run_step(world, readings[i], step);
        const bool looked_at_next = i + 1 < script.steps.size() && readings[i + 1].verb->looks_at_refusal;
        if (!done) {
            fail(step, sentence(done.error()));
        } else if (world.refusal() && !looked_at_next) {
            fail(step, "refused: " + describe(*world.refusal()));
        } else {
            ++report.steps;
        }
    }
    if (script.steps.empty()) report.why = "the file has no steps";
    report.passed = report.failed_line == 0 && !script.steps.empty();
    if (world.started()) report.hash = world.workspace().history_hash();
    return report;
}

Report run_text(std::string_view text, std::string file, const Environment& environment, const ReadFile& read_file) {
    auto script = parse_script(text, file, read_file);
    if (script) return run_script(*script, environment);
    Report report;
    report.file = std::move(file);
    const std::string& place = script.error().place;
    report.failed_file = place.substr(0, place.rfind(':'));
    report.failed_line = std::stoi(place.substr(place.rfind(':') + 1));
    report.why = sentence(script.error());
    return report;
}

Json to_json(const Report& report, bool with_hash) {
    Json json = {{"file", report.file},   {"shows", report.shows}, {"passed", report.passed},
                 {"steps", report.steps}, {"failed_step", nullptr}, {"why", nullptr}};
    if (report.failed_line > 0) json["failed_step"] = fmt::format("{}:{}: {}", report.failed_file, report.failed_line, report.failed_step);
    if (!report.passed) json["why"] = report.why;
    if (with_hash) json["hash"] = report.hash;
    return json;
}

std::string to_line(const Report& report) {
    if (report.passed) {
        return fmt::format("passed  {}  ({} steps)  {}", report.file, report.steps, fmt::join(report.shows, " "));
    }
    return fmt::format("FAILED  {}\n        {}:{}: {}\n        {}", report.file, report.failed_file, report.failed_line,
                       report.failed_step, report.why);
}

}  // namespace potok::scenario
