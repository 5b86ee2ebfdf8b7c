// The step `document`: a document made from a template and attached to the record (model/made_documents.h).
#pragma once

#include <string>

#include "automation/formula.h"

namespace potok::automation {

struct DocumentStep {
    std::string source;   // key of the template
    Formula record;       // of which record; the firing's own when empty
    Text as;              // name of the file; the template's when empty
    bool replace = true;  // a new version of the one made before; false: another one beside it
};

}  // namespace potok::automation
