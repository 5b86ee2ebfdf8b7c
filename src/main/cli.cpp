// potok: the command line.
#include <fmt/format.h>

#include "main/cli.h"

namespace {

constexpr const char* usage = R"(potok COMMAND ...

  init FILE --pack NAME|FOLDER [--samples] [--name TEXT] [--admin NAME] [--at INSTANT]
        a new workspace file with a pack installed; --samples puts its sample records in
  info FILE
        what the workspace holds
  apply FILE COMMAND-JSON --as PERSON [--at INSTANT]
        carries out one command: {"name": "...", "args": {...}}; prints what changed
  tick FILE [--at INSTANT]
        runs the timers that are due
  export FILE
        the workspace as canonical JSON
  calendar-feed FILE --resource NAME | --person NAME [--at INSTANT]
        the bookings of a resource or the appointments of a person as iCalendar, for any calendar program
  calendar-read FILE CALENDAR.ics [--dry-run] [--at INSTANT]
        reads a calendar: each entry comes in as an event; --dry-run prints them and changes nothing
  dry-run FILE DEFINITION.json [--key KEY] [--at INSTANT]
        tries a changed automation (as packs have them; --key chooses one of several) out on the recorded history:
        what it would have done to each record, beside what was done
  simulate FILE [--days N] [--times N] [--seed N] [--arrivals PIPELINE=PERCENT,...] [--more KIND=N,...] [--people ROLE=N,...]
        [--automation DEFINITION.json] [--json] [--at INSTANT]
        the work of the days ahead by what the recorded history teaches, N times over: the median of each figure, and the
        10th and the 90th percentile; the file stays as it is
  scenario [FILES|FOLDERS ...] [--json] [--hash]
        runs scenarios; without arguments all of tests/scenarios and of the packs
  check-pack FOLDER [--mutate [--sample N [--seed S]]]
        reads, checks and installs a pack and runs its scenarios; --mutate takes away each rule in turn and
        prints those that no scenario misses; with --sample only N of them, drawn by a seed that without --seed
        follows from the pack itself
  update FILE --pack FOLDER|NAME [--preview] [--take theirs|mine [PLACE ...]] [--migrate] [--at INSTANT]
        updates an installed pack to the version in the folder, or to the one that comes with the program; prints what is
        added, changed, removed, left as it was changed here, kept because records use it, and what both sides have
        changed: such places stay as they are here, unless "--take theirs" names them (without PLACE: all of them), or,
        with "--take mine", all but these are taken. Runs go on as they began; --migrate takes over those that can be.
        With --preview nothing is changed
  verbs
        the verbs of the scenario language, as docs/scenarios.md has them
  feel [--functions]
        evaluates expressions, one JSON object a line of the standard input: {"expression": "a + 1", "context": {"ctx": {"a": 1}}}
        or {"tests": "< 5", "input": 3}; --functions prints the functions as docs/feel.md has them

INSTANT is ISO 8601 in UTC: 2026-03-02T05:00:00Z. Without --at it is now.
)";

}  // namespace

int main(int argc, char** argv) {
    using namespace potok::cli;
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty() || words[0] == "help" || words[0] == "--help") {
        fmt::print("{}", usage);
        return words.empty() ? 2 : 0;
    }
    const std::vector<std::string> rest(words.begin() + 1, words.end());
    for (const Tool& tool : tools()) {
        if (tool.name != words[0]) continue;
        auto arguments = Arguments::parse(rest, tool.options, tool.flags);
        if (!arguments) return complain(arguments.error());
        return tool.run(*arguments);
    }
    fmt::print(stderr, "potok: there is no command {}\n\n{}", words[0], usage);
    return 2;
}
