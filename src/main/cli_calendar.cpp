// Calendars as files: the feed of a resource or a person, and files that come in.
#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "exchange/calendar/calendar_file.h"
#include "exchange/calendar/feed.h"
#include "main/cli.h"
#include "main/open_file.h"
#include "model/queries.h"
#include "platform/common/library.h"

namespace potok::cli {
namespace {

Result<model::RowId> whose(const model::Workspace& ws, const Arguments& a) {
    const bool resource = a.option("--resource").has_value();
    if (resource == a.option("--person").has_value()) return error("cli.usage", {{"message", "--resource NAME or --person NAME is missing"}});
    const std::string name = *a.option(resource ? "--resource" : "--person");
    std::string known;
    const auto found = [&](model::RowId row, const std::string& title) {
        known += (known.empty() ? "" : ", ") + title;
        return title == name ? row : 0;
    };
    if (resource) {
        for (const auto& r : model::resources(ws))
            if (const auto row = found(r.row, r.name)) return row;
        return error("cli.no_resource", {{"name", name}, {"known", known}});
    }
    for (const auto& p : model::people(ws))
        if (const auto row = found(p.row, p.name)) return row;
    return error("cli.no_person", {{"name", name}, {"known", known}});
}

Status do_feed(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    POTOK_TRY(const Instant now, a.at());
    OpenFile w;
    POTOK_CHECK(w.open(file));
    POTOK_TRY(const auto whom, whose(*w.workspace, a));
    POTOK_TRY(const std::string feed, exchange::calendar_feed(*w.workspace, whom, now));
    std::cout << feed;
    return {};
}

Status do_read(const Arguments& a) {
    POTOK_TRY(const std::string file, a.word(0, "FILE"));
    POTOK_TRY(const std::string calendar, a.word(1, "CALENDAR.ics"));
    POTOK_TRY(const Instant now, a.at());
    std::ifstream in(calendar, std::ios::binary);
    if (!in) return error("cli.no_file", {{"file", calendar}});
    std::ostringstream text;
    text << in.rdbuf();
    OpenFile w;
    POTOK_CHECK(w.open(file));
    POTOK_TRY(const auto zones, platform::zones());
    POTOK_TRY(const auto read, exchange::read_calendar(text.str(), *zones, w.workspace->zone()));
    for (const Error& e : read.passed_over) fmt::print(stderr, "potok: {}\n", describe(e));
    for (const model::Command& command : exchange::calendar_events(read, *w.workspace)) {
        if (a.has("--dry-run")) {
            fmt::print("{}\n", command.args.dump());
            continue;
        }
        POTOK_CHECK(w.workspace->apply(command, w.workspace->robots(), now));
    }
    fmt::print("{} entries, {} passed over\n", read.events.size(), read.passed_over.size());
    return {};
}

}  // namespace

int calendar_feed(const Arguments& a) { return finish(do_feed(a)); }
int calendar_read(const Arguments& a) { return finish(do_read(a)); }

}  // namespace potok::cli
