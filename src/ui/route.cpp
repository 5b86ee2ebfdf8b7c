#include "ui/route.h"

#include "base/calendar.h"

namespace potok::ui {

namespace {

struct Word {
    Page page;
    std::string_view word;
};
constexpr Word page_words[] = {
    {Page::start, ""},          {Page::board, "board"}, {Page::record, "record"},
    {Page::client, "client"},   {Page::duplicates, "duplicates"},
    {Page::today, "today"},     {Page::approvals, "approvals"}, {Page::list, "list"},
    {Page::tasks, "tasks"},     {Page::calendar, "calendar"}, {Page::crews, "crews"},
    {Page::notifications, "notifications"}, {Page::settings, "settings"}, {Page::reports, "reports"}, {Page::queue, "queue"},
    {Page::designer, "designer"},
};

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

bool is_key(std::string_view text) {
    for (const char c : text)
        if (!is_key_character(c)) return false;
    return true;
}

std::string_view take_until(std::string_view& rest, char end) {
    const auto at = rest.find(end);
    const auto head = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    return head;
}

}  // namespace

std::string format_route(const Route& route) {
    std::string out = "/";
    for (const Word& w : page_words)
        if (w.page == route.page) out += w.word;
    if (route.page == Page::record || route.page == Page::client) out += "/" + route.record.str();
    else if (!route.key.empty()) out += "/" + route.key;
    if (!route.tab.empty()) out += "?tab=" + route.tab;
    else if (route.day) out += "?day=" + format_iso(*route.day);
    return out;
}

Result<Route> parse_route(std::string_view text) {
    const auto unknown = [&] { return error("route.unknown", {{"route", std::string(text)}}); };
    std::string_view query = text;
    std::string_view path = take_until(query, '?');
    if (path.starts_with('#')) path.remove_prefix(1);
    if (path.starts_with('/')) path.remove_prefix(1);

    Route route;
    std::string_view rest = path;
    const std::string_view head = take_until(rest, '/');
    bool known = false;
    for (const Word& w : page_words)
        if (w.word == head) route.page = w.page, known = true;
    if (!known) return unknown();

    switch (route.page) {
    case Page::client:
    case Page::record: {
        auto id = Uuid::parse(rest);
        if (!id) return unknown();
        route.record = *id;
        break;
    }
    case Page::queue:
    case Page::board:
        if (rest.empty() || !is_key(rest)) return unknown();
        route.key = rest;
        break;
    case Page::designer: {
        std::string_view of = rest;
        const std::string_view part = take_until(of, '/');
        if (!is_key(part) || !is_key(of) || part.empty() != of.empty()) return unknown();
        route.key = rest;
        break;
    }
    case Page::list:
    case Page::settings:
    case Page::reports:
    case Page::calendar:
        if (!is_key(rest)) return unknown();
        route.key = rest;
        break;
    default:
        if (!rest.empty()) return unknown();
    }

    while (!query.empty()) {
        std::string_view pair = take_until(query, '&');
        const std::string_view name = take_until(pair, '=');
        if (name == "tab" && (route.page == Page::record || route.page == Page::client) && is_key(pair)) {
            route.tab = pair;
        } else if (name == "day" && (route.page == Page::calendar || route.page == Page::crews)) {
            auto day = parse_date(pair);
            if (!day) return unknown();
            route.day = *day;
        }  // other parameters belong to newer versions
    }
    return route;
}

}  // namespace potok::ui
