// How texts with values in them write dates and amounts. A reactor that has words is one of these too; without one they are written the
// way machines write them.
#pragma once

#include "base/locale.h"

namespace potok::model {

class Writing {
public:
    virtual ~Writing() = default;
    virtual const Locale& locale(Language language) const = 0;
};

}  // namespace potok::model
