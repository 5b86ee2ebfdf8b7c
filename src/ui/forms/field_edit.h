// One field of a record being edited: what is typed so far, for every kind of field. Used by the card (in place), by the
// dialog that asks for what is missing, and by new records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/desk.h"

namespace potok::ui {

class FieldEdit {
public:
    FieldEdit() = default;
    FieldEdit(Desk& desk, const model::Field& field, const Value& value);

    const model::Field& field() const { return *field_; }
    // Takes another value from the record, unless the person is typing.
    void refresh(Desk& desk, const Value& value);

    // Draws the control. True when the person has finished an edit that changed something: typed and left or pressed
    // Enter, chose, ticked.
    bool draw(Desk& desk, const Rect& r, bool plain = false);
    float height(Desk& desk, float width) const;

    Value value() const;
    bool empty() const;
    bool editing() const { return editing_; }
    std::optional<Error> error;  // shown below by whoever draws it, taken away by the next edit

private:
    void load(Desk& desk, const Value& value);
    void load_options(Desk& desk);
    void list_option(Desk& desk, model::RowId row, const Uuid& current);
    bool draw_reference(Desk& desk, const Rect& r, bool plain);
    bool draw_choice(Desk& desk, const Rect& r, bool plain);
    bool draw_multi(Desk& desk, const Rect& r);
    bool draw_moment(Desk& desk, const Rect& r, bool plain);

    const model::Field* field_ = nullptr;
    Value kept_;                    // as loaded
    std::string key_;  // of its widgets: apart from the names that dialogs give their own parts
    std::string label_;
    std::string text_;
    std::optional<Decimal> number_;
    std::optional<std::int64_t> minor_;
    std::string currency_;
    std::optional<Date> date_;
    std::optional<TimeOfDay> time_;
    bool flag_ = false;
    int choice_ = -1;
    std::vector<bool> ticks_;
    std::vector<std::string> option_texts_;
    std::vector<Uuid> option_records_;
    int listed_ = -1;               // of a reference with many records: so many are listed for the query
    std::string query_, listed_query_;
    const Zone* zone_ = nullptr;
    bool editing_ = false;
    bool options_loaded_ = false;
};

Date today(Desk& desk);  // in the workspace's zone
// A day off that is no Saturday or Sunday: shown in red in months.
bool is_holiday(const WorkingCalendar& calendar, Date day);

}  // namespace potok::ui
