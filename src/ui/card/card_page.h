// The card of a record: who and what at the top, the stages, then its data, its work (tasks, comments, timeline) and its side
// (contacts, documents, bookings) in the first tab; process, documents, offers and invoices, messages in tabs of their own. Below 1024
// the side becomes a tab, on the phone the data as well.
#pragma once

#include <optional>

#include "ui/card/documents_tab.h"
#include "ui/card/field_sections.h"
#include "ui/card/messages_tab.h"
#include "ui/card/money_tab.h"
#include "ui/card/process_tab.h"

#include "ui/card/task_panel.h"
#include "ui/card/timeline_model.h"

namespace potok::ui {

class CardPage final : public PageView {
public:
    CardPage(Desk& desk, model::RowId record);

    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    enum class Tab { work, data, process, documents, money, messages, side };

    void read(Desk& desk);             // the record and all around it
    void read_timeline(Desk& desk);
    // card_page.cpp
    void wide(Desk& desk, Rect area);
    void tab_strip(Desk& desk, Rect r, bool with_data, bool with_side);
    bool own_tab(Desk& desk, Rect area);  // draws the open tab where it is one of those with a class of their own
    void follow_route(Desk& desk);
    void phone(Desk& desk, Rect area);
    void header(Desk& desk, Rect r);
    void title_block(Desk& desk, Rect r);
    void stages(Desk& desk, Rect r);
    void more_menu(Desk& desk);
    bool next_button(Desk& desk, const Rect& r, bool small);
    const model::Stage* next_stage(Desk& desk) const;
    // card_work.cpp
    void work(Desk& desk, Rect area);
    float comment_box(Desk& desk, Rect r);
    float timeline(Desk& desk, Rect r);
    float timeline_item(Desk& desk, const TimelineItem& item, Rect r, bool last);
    // card_side.cpp
    float side(Desk& desk, Rect r);
    float documents(Desk& desk, Rect r);
    float bookings(Desk& desk, Rect r);
    float related(Desk& desk, Rect r);

    model::RowId record_;
    std::optional<model::Record> data_;
    const model::Pipeline* pipeline_ = nullptr;
    FieldSections fields_;
    std::vector<model::Attachment> files_;
    std::vector<model::Booking> bookings_;
    std::vector<model::Record> contacts_;
    std::vector<TaskPanel> tasks_;
    std::vector<TimelineItem> timeline_;
    int timeline_limit_ = 200;         // history rows read
    bool more_history_ = false;
    bool undo_of_others_ = false;      // the person may take back what others did
    std::vector<std::pair<std::string, std::int64_t>> spent_;  // ms in stages it has left, as far as history is read
    int filter_ = 0;                   // of TimelineFilter
    std::string comment_;
    DocumentsTab documents_;
    MoneyTab money_;
    MessagesTab messages_;
    ProcessTab process_;
    Tab tab_ = Tab::work;
    std::optional<std::string> routed_;  // the address's tab, as last seen
    bool menu_open_ = false;
    Rect menu_anchor_;
    bool confirm_delete_ = false;
};

}  // namespace potok::ui
