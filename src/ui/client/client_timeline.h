// One timeline of everything about a client, from every pack: filtered by kind, person, period and text. Read a page at a time as one
// scrolls; only what is in sight is drawn.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/client_view.h"
#include "ui/desk.h"

namespace potok::ui {

class ClientTimeline {
public:
    // Anew from the newest, by the filters as they stand.
    void read(Desk& desk, const model::ClientCircle& circle);
    void draw(Desk& desk, Rect area, const model::ClientCircle& circle);
    std::int64_t total() const { return total_; }  // of all kinds, by the other filters
    // What a click on an entry asks for: the record whose page it is on, and which tab of it. Taken once.
    struct Wish {
        model::RowId record = 0;
        std::string tab;
    };
    std::optional<Wish> take_wish();

private:
    struct Item {
        model::ClientEntry entry;
        std::string day;                  // heading above it; of the first of a day
        std::string sentence, facts, time, person;
        double top = 0;
        float height = 0;
    };
    void load_more(Desk& desk, const model::ClientCircle& circle);
    Item item_from(Desk& desk, model::ClientEntry entry) const;
    void measure(Desk& desk, float width);
    float filters(Desk& desk, Rect r, const model::ClientCircle& circle);
    void draw_item(Desk& desk, const Item& item, Rect r, std::size_t index);
    model::ClientFilter filter(Desk& desk) const;
    Wish wish_for(Desk& desk, const model::ClientEntry& entry) const;

    model::RowId client_ = 0;
    std::vector<Item> items_;
    bool more_ = false;
    std::optional<Error> problem_;
    std::array<std::int64_t, model::client_kinds> counts_{};
    std::int64_t total_ = 0;
    std::vector<model::RowId> people_;
    std::vector<std::string> people_names_;
    std::string text_;
    int kind_ = -1, person_ = -1, period_ = -1;  // -1: all
    float measured_for_ = 0;
    std::size_t measured_ = 0;
    std::optional<Wish> wish_;
};

// "Deals", "Documents": what a kind of entries is called; its glyph.
std::string kind_label(Desk& desk, model::ClientKind kind);
std::string_view kind_icon(model::ClientKind kind);

}  // namespace potok::ui
