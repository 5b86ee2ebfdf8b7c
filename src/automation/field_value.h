// What a step writes into a field: a value, or of a field of text a text by languages.
#pragma once

#include <string>

#include "automation/formula.h"

namespace potok::automation {

struct FieldValue {
    std::string field;
    Formula value;
    Text text;
    Formula of;  // the record whose field it is; empty: this one, or the one being made
};

}  // namespace potok::automation
