#include "ui/board/effects_summary.h"

#include <algorithm>

#include "automation/effects.h"

namespace potok::ui {

std::string effects_sentence(Desk& desk, const model::Outcome& outcome) {
    using Kind = automation::Effect::Kind;
    const auto effects = automation::effects(desk.ws(), outcome, desk.language());
    std::string parts;
    const auto add = [&](const char* key, Kind kind) {
        const auto n = std::count_if(effects.begin(), effects.end(), [&](const auto& e) { return e.kind == kind; });
        if (n == 0) return;
        if (!parts.empty()) parts += ", ";
        parts += desk.plural(key, n);
    };
    add("effects.tasks", Kind::task);
    add("effects.messages", Kind::message);
    add("effects.records", Kind::record);
    add("effects.comments", Kind::comment);
    add("effects.notifications", Kind::notification);
    return parts.empty() ? parts : desk.tr("effects.by_robots", {{"what", parts}});
}

}  // namespace potok::ui
