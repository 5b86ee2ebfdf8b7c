// The card's documents: what the stages ask for and how it stands with each, what can be made from templates, and all there is.
#pragma once

#include "model/document_checklist.h"
#include "ui/card/card_tab.h"
#include "ui/card/paper_list.h"

namespace potok::ui {

class DocumentsTab final : public CardTab {
public:
    using CardTab::CardTab;
    void read(Desk& desk) override;
    void draw(Desk& desk, Rect area) override;
    int count() const override { return static_cast<int>(papers_.size()); }

private:
    struct Needed {
        model::ChecklistItem item;
        std::string label, stage;
    };
    struct Template {
        std::string key, label;
        int version = 0;  // of the latest document made from it; 0: none yet
    };
    float checklist(Desk& desk, Rect r);
    float needed_row(Desk& desk, Rect r, const Needed& needed);
    float templates(Desk& desk, Rect r);
    float documents(Desk& desk, Rect r, const Rect& view);
    void make(Desk& desk, const std::string& key);
    void read_checklist(Desk& desk);

    std::vector<Needed> needed_;
    std::vector<Template> templates_;
    PaperList papers_;
    Date checked_on_;  // days on which documents cease to hold pass by themselves
};

}  // namespace potok::ui
