#include "expr/function_list.h"

#include "expr/function.h"

namespace potok::expr {

std::string function_list() {
    std::string out = "| function | parameters | of |\n|---|---|---|\n";
    for (const Function& f : functions()) {
        std::string names(f.names);
        if (f.most == variadic) names += names.ends_with("list") ? " (or its items one by one)" : " …";
        for (std::size_t bar = names.find('|'); bar != std::string::npos; bar = names.find('|', bar + 4)) {
            names.replace(bar, 1, "*or*");
        }
        out += "| `" + std::string(f.name) + "` | " + names + " | " + (f.has(Trait::own) ? "**Potok**" : "FEEL") + " |\n";
    }
    return out;
}

}  // namespace potok::expr
