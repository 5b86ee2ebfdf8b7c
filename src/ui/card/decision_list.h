// What people have decided about a record: every run of every approval, who, when, how, why, and what they changed with it.
#pragma once

#include "ui/desk.h"

namespace potok::ui {

struct Decision {
    model::RowId row = 0, person = 0, run = 0;
    std::string title, step, automation, verdict, comment, person_name, instead_of;
    Instant at;
    struct ChangedField {
        std::string label, before, after;
    };
    std::vector<ChangedField> changes;
};

std::vector<Decision> decisions_of(Desk& desk, model::RowId record);  // latest first
std::string verdict_label(Desk& desk, std::string_view verdict);

// Returns the height taken. `runs`: what runs are called; decisions of each under its heading. Empty: no headings.
struct NamedRun {
    model::RowId run = 0;
    std::string name;
};
float decision_list(Desk& desk, Rect r, const std::vector<Decision>& decisions, const std::vector<NamedRun>& runs);

}  // namespace potok::ui
