// The card's messages: what went out, or is to, with how far each has come. What nobody knows, or what failed, a person settles here.
#pragma once

#include "ui/card/card_tab.h"

namespace potok::ui {

class MessagesTab final : public CardTab {
public:
    using CardTab::CardTab;
    void read(Desk& desk) override;
    void draw(Desk& desk, Rect area) override;
    int count() const override { return static_cast<int>(items_.size()); }
    int unsettled() const;  // uncertain or failed

private:
    struct Item {
        model::RowId row = 0;
        std::string channel, to, text, state, why, automation;
        int attempts = 0;
        bool connector = false;       // somebody delivers what goes by this channel
        Instant created;
        std::optional<Instant> sent, next;
    };
    float item(Desk& desk, Rect r, const Item& item);
    float actions(Desk& desk, Rect r, const Item& item);
    std::vector<Item> items_;
};

}  // namespace potok::ui
