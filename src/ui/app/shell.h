// The frame around the pages: navigation at the left (208, folded 56), on the phone a bar above and one below; the workspace,
// search, counters, who acts, and whether what was done is safe.
#pragma once

#include "model/open_counts.h"
#include "ui/desk.h"

namespace potok::ui {

class Shell {
public:
    // Draws itself and returns what is left for the page: the sheet.
    Rect frame(Desk& desk);
    void take(Desk& desk, const model::Outcome& outcome);
    void forget() { known_ = records_known_ = false; }  // another workspace or another person: count anew

    // Asked for by a click in this frame.
    bool open_palette = false;
    bool open_person_menu = false;
    Rect person_anchor;

private:
    struct Entry {
        Route route;
        std::string key, label;
        std::string_view icon;
        std::int64_t count = -1;
        bool hot = false, sub = false;
    };
    void count(Desk& desk);
    std::vector<Entry> entries(Desk& desk);
    Rect wide(Desk& desk);
    Rect phone(Desk& desk);
    void navigation(Desk& desk, Rect nav, bool folded);
    void person_row(Desk& desk, Rect row, bool folded);
    void saving_state(Desk& desk, Rect row, bool folded);
    void more_sheet(Desk& desk);

    bool known_ = false;
    std::int64_t due_tasks_ = 0;   // mine, overdue or due today
    std::int64_t unread_ = 0;
    std::int64_t approvals_ = 0;   // waiting for me
    model::OpenCounts records_;    // under way, by pipeline
    bool records_known_ = false;
    bool has_crews_ = false;
    std::int64_t counted_day_ = 0;
    std::uint64_t catalog_version_ = 0;
    bool more_open_ = false;
};

}  // namespace potok::ui
