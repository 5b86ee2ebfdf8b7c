#include "base/result.h"

namespace potok {

std::string describe(const Error& e) {
    std::string out = e.code;
    if (!e.args.empty()) {
        out += '(';
        bool first = true;
        for (const auto& [name, value] : e.args) {
            if (!first) out += ", ";
            first = false;
            out += name + "=" + value;
        }
        out += ')';
    }
    if (!e.place.empty()) out += " at " + e.place;
    for (const Error& detail : e.details) out += "; " + describe(detail);
    return out;
}

}  // namespace potok
