// What steps leave to be done once their firing has been written: other firings to begin, to wake or to end. The engine works it
// off between rounds (agenda.cpp). Inside automation/ only.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <variant>

#include "automation/tables.h"

namespace potok::automation {

// A definition set off by a step, for its trigger `called` (a call activity, which waits for it) or `manual`.
struct Begin {
    std::string automation;
    RowId record = 0;
    ValueContext vars;
    std::string occasion;     // makes its key unlike that of any other run
    RowId from = 0;           // the firing whose step it was
    RowId caller = 0;         // the token that waits; 0 = nobody does
};
// A called firing is over.
struct Return {
    RowId token = 0;          // that waited for it
    ValueContext vars;
    std::optional<Error> error;
};
struct Throw {                // a signal
    std::string name;
    RowId record = 0;         // whose step threw it
    RowId from = 0;
};
struct End {                  // firings to be withdrawn
    RowId firing = 0;         // this one; or
    std::string automation;   // all of this definition for the record
    RowId record = 0;
    std::string reason;       // key of the locale files, or the words themselves
};

using Errand = std::variant<Begin, Return, Throw, End>;
using Agenda = std::deque<Errand>;

}  // namespace potok::automation
