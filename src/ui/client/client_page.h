// Everything about a client on one page: data and contact persons, the figures that matter, one timeline over all packs, deals, decisions,
// documents, offers and invoices, relations, and whether there is a second one of it. Below 1024 the sides become tabs, on the phone all is.
#pragma once

#include <optional>

#include "ui/card/decision_list.h"
#include "ui/card/field_sections.h"
#include "ui/card/money_tab.h"
#include "ui/card/paper_list.h"
#include "ui/client/client_timeline.h"
#include "ui/client/merge_dialog.h"
#include "ui/client/relation_map.h"

namespace potok::ui {

class ClientPage final : public PageView {
public:
    ClientPage(Desk& desk, model::RowId client);

    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    enum class Tab { timeline, data, deals, decisions, documents, money, relations };
    struct Deal {
        model::RowId row = 0;
        std::string title, pipeline, stage;
        int at = 0, stages = 0;         // place on the way; -1: lost
        bool open = false;
        std::optional<Money> amount;
    };
    struct Figure {
        std::string label, value, facts;
        Tone tone = Tone::neutral;      // of the facts
    };

    // client_page.cpp
    void follow_route(Desk& desk);
    void header(Desk& desk, Rect r);
    void title(Desk& desk, Rect r);
    void tab_strip(Desk& desk, Rect r, bool narrow, bool phone);
    void main_part(Desk& desk, Rect area);
    void menus(Desk& desk);
    void confirm_delete(Desk& desk);
    void follow_wish(Desk& desk);
    // client_read.cpp
    void read(Desk& desk);
    void read_deals(Desk& desk);
    void read_figures(Desk& desk);
    void look_for_twins(Desk& desk);
    void read_papers(Desk& desk);
    // client_parts.cpp
    float data(Desk& desk, Rect r);
    float contacts(Desk& desk, Rect r);
    float twins(Desk& desk, Rect r);
    float side(Desk& desk, Rect r);
    float deals(Desk& desk, Rect r, bool only_open);
    float deal_row(Desk& desk, Rect r, const Deal& deal);
    float paper_kinds(Desk& desk, Rect r);
    void documents(Desk& desk, Rect area);

    model::RowId client_;
    std::optional<model::Record> data_;
    std::optional<Error> refused_;
    model::ClientCircle circle_;
    FieldSections fields_;
    std::vector<model::Record> contacts_;
    std::vector<Deal> deals_;
    std::vector<Figure> figures_;
    std::vector<Decision> decisions_;
    ClientTimeline timeline_;
    MoneyTab money_;
    RelationMap relations_;
    PaperList papers_;
    bool papers_stale_ = true;
    std::string paper_kind_;            // shown alone; "": all
    std::vector<model::DuplicatePair> twins_;
    bool twins_known_ = false, looked_ = false;
    MergeDialog merge_;
    std::string new_contact_;
    bool adding_contact_ = false;
    bool beside_ = false;               // the graph of relations stands at the right
    Tab tab_ = Tab::timeline;
    std::optional<std::string> routed_;
    bool menu_open_ = false, new_open_ = false, confirm_delete_ = false;
    Rect menu_at_, new_at_;
};

}  // namespace potok::ui
