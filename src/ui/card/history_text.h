// Sentences of the timeline: who did what, in the reader's language, with the names of fields, stages and tasks.
#pragma once

#include "ui/card/timeline_model.h"
#include "ui/desk.h"

namespace potok::ui {

struct HistoryText {
    std::string sentence;               // with marks of rich_text.h
    std::vector<std::string> lines;     // further fields changed, one a line, with marks
    std::string_view icon;              // Lucide glyph
};

HistoryText history_text(Desk& desk, const TimelineItem& item);
// "Sign the contract": label of an automation, its key where it is gone.
std::string automation_label(const model::Workspace& ws, std::string_view key, Language language);

}  // namespace potok::ui
