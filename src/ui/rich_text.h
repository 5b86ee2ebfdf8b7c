// Sentences with words that stand out: names and values in semibold, a value that was replaced struck through. The marks are
// put around arguments of a locale's sentence, so that the sentence itself stays plain in every language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/text.h"

namespace potok::ui {

std::string strong(std::string_view text);  // to be used as an argument of Ui::tr
std::string struck(std::string_view text);
std::string without_marks(std::string_view marked);  // for the tree and for screen readers

struct MarkedRun {
    std::string_view text;
    bool strong = false, struck = false;
};
std::vector<MarkedRun> marked_runs(std::string_view marked);

// Wrapped to the rectangle's width; returns the height taken. `draw` false only measures.
float rich_paragraph(Ui& ui, const Rect& r, std::string_view marked, const TextSpec& spec = {}, bool draw = true);

}  // namespace potok::ui
