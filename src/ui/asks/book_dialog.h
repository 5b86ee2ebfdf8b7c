// Booking a crew by hand: who, on which day, from when till when. Says at once when that time is taken.
#pragma once

#include <optional>

#include "ui/desk.h"

namespace potok::ui {

class BookDialog {
public:
    void begin(Desk& desk, model::RowId record);
    void frame(Desk& desk);

private:
    void submit(Desk& desk);
    std::optional<Instant> moment(Desk& desk, const std::optional<TimeOfDay>& time) const;
    std::string taken_by(Desk& desk) const;

    bool open_ = false;
    model::RowId record_ = 0;
    std::string record_title_, title_;
    std::vector<model::Resource> resources_;
    int resource_ = 0;
    std::optional<Date> day_;
    std::optional<TimeOfDay> from_, to_;
    std::optional<Error> refusal_;
};

}  // namespace potok::ui
