// The commands of `potok`, and reading their arguments.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace potok::cli {

struct Arguments {
    std::vector<std::string> words;
    std::map<std::string, std::string, std::less<>> options;  // "--as" → value
    std::set<std::string, std::less<>> flags;

    // error: cli.usage
    static Result<Arguments> parse(const std::vector<std::string>& given, const std::vector<std::string_view>& options,
                                   const std::vector<std::string_view>& flags);
    bool has(std::string_view flag) const { return flags.contains(flag); }
    std::optional<std::string> option(std::string_view name) const;
    // The n-th word. error: cli.usage naming what is missing
    Result<std::string> word(std::size_t n, std::string_view what) const;
    Result<Instant> at() const;  // --at, else the system's clock
};

struct Tool {
    std::string_view name;
    std::vector<std::string_view> options, flags;
    int (*run)(const Arguments&);  // exit status
};

const std::vector<Tool>& tools();

// Prints an error with its details and what to do, to stderr; the exit status to return.
int complain(const Error& error);
// Status 0, or the complaint's.
int finish(const Status& status);

// cli_workspace.cpp
int init(const Arguments&);
int info(const Arguments&);
int apply(const Arguments&);
int tick(const Arguments&);
int export_file(const Arguments&);
// cli_calendar.cpp
int calendar_feed(const Arguments&);
int calendar_read(const Arguments&);
// cli_ahead.cpp
int dry_run(const Arguments&);
int simulate(const Arguments&);
// cli_scenario.cpp
int run_scenarios(const Arguments&);
int list_verbs(const Arguments&);
// cli_pack.cpp
int check_pack(const Arguments&);
// cli_update.cpp
int update_file(const Arguments&);
// cli_feel.cpp
int feel(const Arguments&);

}  // namespace potok::cli
