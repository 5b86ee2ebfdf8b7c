// Before a draft is published: what the checks say, what runs, what it would have done to what has happened; then publishing it, as one command.
#pragma once

#include <string>
#include <vector>

#include "ui/designer/trial.h"
#include "ui/desk.h"

namespace potok::ui {

class PublishDialog {
public:
    void begin(Desk& desk, const Draft& draft);
    // True in the frame in which the draft was published.
    bool frame(Desk& desk, const Draft& draft);
    bool open() const { return open_; }

private:
    struct Line {
        enum class Kind { heading, text, fault, doubt } kind = Kind::text;
        std::string title, detail;
    };
    void describe(Desk& desk, const Draft& draft);
    void look_back(Desk& desk, const Draft& draft);

    bool open_ = false, refused_ = false, looked_back_ = false;
    Trial trial_;
    std::vector<Line> lines_;
};

// "Ceilings › Won" of a place like "pipeline/ceilings.deals#/stages/3/label"; what cannot be named stays as it is.
std::string place_words(Desk& desk, const Draft& draft, const std::string& place);

}  // namespace potok::ui
