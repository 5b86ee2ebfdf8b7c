// The step `plan`: an appointment of a timetable in the first free slot of whoever it may be (model/timetable.h).
#pragma once

#include <string>
#include <vector>

#include "automation/field_value.h"

namespace potok::automation {

struct PlanStep {
    std::string timetable;
    Formula people;              // a person or a list of them, whoever is named first going first among equals
    Formula place;               // may be empty
    Formula length;              // a duration
    Formula from, to;            // within which it lies; never before now
    std::vector<FieldValue> values;  // further fields of the appointment
    std::string into, person;    // fields of this record that get the appointment and the person; may be empty
};

}  // namespace potok::automation
