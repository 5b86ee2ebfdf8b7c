// From the JSON body of a definition to its checked form. Errors name the JSON path inside the body ("/stages/2/gates/0/fields").
#pragma once

#include "model/catalog.h"

namespace potok::model {

Result<RecordType> parse_record_type(const Definition& definition);
Result<Pipeline> parse_pipeline(const Definition& definition, const Catalog& catalog);
Result<Role> parse_role(const Definition& definition);
Result<Setting> parse_setting(const Definition& definition);

// Lower-case ASCII letters, digits and underscores; words joined by dots.
bool is_key(std::string_view text);

}  // namespace potok::model
