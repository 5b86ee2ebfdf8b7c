// Routes: which page is shown, as a value and as the part of the address after '#'. Deep links, Back and the command palette
// all speak in routes.
//
//   /board/ceilings.deal            a pipeline's board
//   /record/<public id>?tab=data    a record's card
//   /list/ceilings.deal             a pipeline or a record type as a table; /list: the tables there are
//   /today   /approvals   /tasks   /calendar?day=2026-11-18   /crews?day=2026-11-16   /settings/people   /notifications
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/value.h"

namespace potok::ui {

enum class Page { start, today, approvals, board, list, record, tasks, calendar, crews, notifications, settings };

struct Route {
    Page page = Page::start;
    std::string key;           // board: pipeline; list: record type; settings: section
    Uuid record;               // record
    std::string tab;           // record: open tab, empty = the first
    std::optional<Date> day;   // calendar, crews: a day in the period shown; nothing = today
    bool operator==(const Route&) const = default;

    static Route board(std::string pipeline) { return {Page::board, std::move(pipeline), {}, {}, {}}; }
    static Route list(std::string pipeline_or_type) { return {Page::list, std::move(pipeline_or_type), {}, {}, {}}; }
    static Route of_record(Uuid id) { return {Page::record, {}, id, {}, {}}; }
    static Route to(Page page) { return {page, {}, {}, {}, {}}; }
};

// "/board/ceilings.deal", as platform::Host takes it
std::string format_route(const Route& route);
// Takes the text with or without '#'. An empty text is the start page. error: route.unknown with the text
Result<Route> parse_route(std::string_view text);

}  // namespace potok::ui
