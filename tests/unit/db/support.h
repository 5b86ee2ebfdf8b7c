// What the tests of this floor share.
#pragma once

#include <catch_amalgamated.hpp>

#include <string>

#include "base/result.h"
#include "db/connection.h"
#include "db/page_store.h"
#include "support/dice.h"

namespace potok::db::test {

inline void must(const Status& s) {
    std::string why;
    if (!s.ok()) {
        why = s.error().code;
        for (const auto& [name, value] : s.error().args) why += " " + name + "=" + value;
        for (const Error& d : s.error().details) why += "; " + d.code;
    }
    INFO(why);
    REQUIRE(s.ok());
}

template <class T>
T must(Result<T> r) {
    must(r.ok() ? Status{} : Status{r.error()});
    return std::move(r).value();
}

}  // namespace potok::db::test
