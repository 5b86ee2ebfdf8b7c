// Verbs about calendar feeds, and calendar files that come in.
#include "scenario/verbs_calendar.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "exchange/calendar/calendar_file.h"
#include "exchange/calendar/feed.h"

namespace potok::scenario {
namespace {

// The feed with its folded lines put together, as a calendar program reads it.
Result<std::string> unfolded(World& world, const Match& m) {
    auto whom = world.resource(m.text("whom"));
    if (!whom.ok()) whom = world.person(m.text("whom"));
    if (!whom.ok()) return impossible(fmt::format("\"{}\" is neither a resource nor a person", m.text("whom")));
    POTOK_TRY(std::string feed, exchange::calendar_feed(world.workspace(), *whom, world.now()));
    for (const std::string_view fold : {"\r\n ", "\r\n\t"})
        for (std::size_t at = feed.find(fold); at != std::string::npos; at = feed.find(fold, at)) feed.erase(at, fold.size());
    std::erase(feed, '\r');
    return feed;
}

int count(const std::string& text, std::string_view what) {
    int n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

Status holds(World& world, const Match& m, const Step&) {
    POTOK_TRY(const std::string feed, unfolded(world, m));
    const int found = count(feed, "BEGIN:VEVENT\n");
    return std::to_string(found) == m.text("count") ? Status() : unmet(m.text("count"), std::to_string(found) + "\n" + feed);
}

// An entry that has each line of the block.
Status says(World& world, const Match& m, const Step& step) {
    POTOK_TRY(const std::string feed, unfolded(world, m));
    std::vector<std::string> wanted;
    std::string line;
    for (const char c : step.block + "\n") {
        if (c != '\n')
            line += c;
        else if (!line.empty())
            wanted.push_back(std::exchange(line, {}));
    }
    if (wanted.empty()) return impossible("a block of lines is needed: SEQUENCE:1");
    std::size_t at = feed.find("BEGIN:VEVENT\n");
    for (; at != std::string::npos; at = feed.find("BEGIN:VEVENT\n", at + 1)) {
        const std::string entry = feed.substr(at, feed.find("END:VEVENT\n", at) - at);
        if (std::ranges::all_of(wanted, [&](const std::string& w) { return entry.find("\n" + w) != std::string::npos; })) return {};
    }
    return unmet(fmt::format("an entry with {}", fmt::join(wanted, ", ")), feed);
}

Result<exchange::CalendarFile> read(World& world, const Step& step) {
    if (step.block.empty()) return impossible("a block with the file is needed");
    return exchange::read_calendar(step.block, *world.environment().zones, world.workspace().zone());
}

Status arrives(World& world, const Match&, const Step& step) {
    POTOK_TRY(const auto file, read(world, step));
    for (const auto& command : exchange::calendar_events(file, world.workspace()))
        POTOK_CHECK(world.must(world.workspace().robots(), command.name, command.args));
    return {};
}

Status refused(World& world, const Match& m, const Step& step) {
    const auto file = read(world, step);
    if (file.ok()) return unmet(m.text("code"), fmt::format("{} entries", file->events.size()));
    if (file.error().code != m.text("code") || (m.has("place") && file.error().place != m.text("place")))
        return unmet(m.text("code") + (m.has("place") ? " at " + m.text("place") : ""), describe(file.error()));
    return {};
}

}  // namespace

void add_calendar_verbs(std::vector<Verb>& t) {
    static constexpr std::string_view section = "Calendars as files";
    const auto add = [&t](std::string_view pattern, std::string_view what, Handler run) {
        t.emplace_back(Verb{section, Pattern(pattern), what, run});
    };
    add("expect feed of <whom:text> to have <count:number> entries", "The calendar of a resource or a person as other programs subscribe to it.", holds);
    add("expect feed of <whom:text> to say", "Some entry of it has each line of the block: SEQUENCE:1, STATUS:CANCELLED, the beginning of a line.", says);
    add("a calendar file arrives", "A calendar (the block, in iCalendar's format) is read; each entry is the event calendar_changed or calendar_deleted.", arrives);
    add("expect calendar file to be refused <code:name> [at <place:text>]", "The block is no calendar that can be taken.", refused);
}

}  // namespace potok::scenario
