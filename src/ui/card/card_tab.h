// One tab of a record's card. What it shows is read when the card is, and again whenever something of the record changes.
#pragma once

#include <span>

#include "ui/desk.h"
#include "ui/kit/choice.h"

namespace potok::ui {

class CardTab {
public:
    explicit CardTab(model::RowId record) : record_(record) {}
    virtual ~CardTab() = default;
    CardTab(const CardTab&) = delete;
    CardTab& operator=(const CardTab&) = delete;

    virtual void read(Desk& desk) = 0;
    virtual void draw(Desk& desk, Rect area) = 0;
    virtual int count() const = 0;  // behind the tab's name; -1: none

protected:
    model::RowId record_;
};

// Tabs that are pushed aside with a finger where they are wider than their place; the open one comes into sight. True when another one
// was chosen.
bool tab_strip(Ui& ui, const Rect& r, std::string_view name, std::span<const Choice> choices, int& current);
// Title of a part of a tab, with a note at the right. Returns the height taken.
float tab_heading(Ui& ui, Rect r, std::string_view key, std::string_view title, std::string_view note = {}, bool good = false);
// A quiet sentence where there is nothing yet. Returns the height taken.
float tab_nothing(Ui& ui, Rect r, std::string_view key, std::string_view sentence);

}  // namespace potok::ui
