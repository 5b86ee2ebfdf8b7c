// Who is away, from when to when, and who stands in: a sheet at the side. What waits for an absent person's decision is shown to
// their substitute in the meantime.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/absences.h"
#include "ui/desk.h"

namespace potok::ui {

class AbsencesSheet {
public:
    void open(Desk& desk);
    void frame(Desk& desk);
    void take(Desk& desk, const model::Outcome& outcome);
    bool is_open() const { return open_; }

private:
    void read(Desk& desk);
    float row(Desk& desk, const model::Absence& absence, Rect r);
    float form(Desk& desk, Rect r);
    void add(Desk& desk);

    bool open_ = false;
    std::vector<model::Absence> absences_;
    std::vector<model::Person> people_;
    int person_ = -1, substitute_ = -1;  // index into people_
    std::optional<Date> from_, to_;
    std::optional<Error> refusal_;
};

}  // namespace potok::ui
