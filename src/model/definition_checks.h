// What a definition says in FEEL, looked at when it is published: gates and their messages, grants of roles, checks and visibility of
// fields. Whatever cannot be read, names what is not there or can never have the type it should is refused, so that no gate refuses for
// ever and no right is denied because of a slip.
#pragma once

#include "model/catalog.h"

namespace potok::model {

// Of kinds without expressions nothing is asked. Errors: expr.* (place: JSON path, with line and column in brackets), field.unknown,
// type.unknown, automation.unclosed_brace
Status check_expressions(const Catalog& catalog, const Definition& definition);

}  // namespace potok::model
