// Routes: which page is shown, as a value and as the part of the address after '#'. Deep links, Back and the command palette
// all speak in routes.
//
//   /board/ceilings.deal            a pipeline's board
//   /record/<public id>?tab=data    a record's card
//   /reports/ceilings.sales         a report; without a key the first one
//   /queue/field_sales.phone        a queue
//   /client/<public id>?tab=deals   everything about a client; /duplicates: clients entered twice
//   /list/ceilings.deal             a pipeline or a record type as a table; /list: the tables there are
//   /designer   /designer/pipeline/ceilings.deals   /designer/flow/ceilings.terms
//   /today   /approvals   /tasks   /calendar/month?day=2026-11-18   /crews?day=2026-11-16   /settings/people   /notifications
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/value.h"

namespace potok::ui {

enum class Page { start, board, record, client, duplicates, tasks, calendar, crews, notifications, settings, reports, queue, today, approvals, list, designer };

struct Route {
    Page page = Page::start;
    std::string key;           // board: pipeline; settings: section; reports, queue: its key; list: type or pipeline; calendar: view;
                               // designer: "<part>/<key>", empty = the overview
    Uuid record;               // record, client
    std::string tab;           // record, client: open tab, empty = the first
    std::optional<Date> day;   // calendar, crews: a day in the period shown; nothing = today
    bool operator==(const Route&) const = default;

    static Route board(std::string pipeline) { return {Page::board, std::move(pipeline), {}, {}, {}}; }
    static Route queue(std::string key) { return {Page::queue, std::move(key), {}, {}, {}}; }
    static Route list(std::string pipeline_or_type) { return {Page::list, std::move(pipeline_or_type), {}, {}, {}}; }
    static Route designer(std::string_view part, std::string_view of) { return {Page::designer, std::string(part) + "/" + std::string(of), {}, {}, {}}; }
    static Route of_record(Uuid id) { return {Page::record, {}, id, {}, {}}; }
    static Route of_client(Uuid id) { return {Page::client, {}, id, {}, {}}; }
    static Route to(Page page) { return {page, {}, {}, {}, {}}; }
};

// "/board/ceilings.deal", as platform::Host takes it
std::string format_route(const Route& route);
// Takes the text with or without '#'. An empty text is the start page. error: route.unknown with the text
Result<Route> parse_route(std::string_view text);

}  // namespace potok::ui
