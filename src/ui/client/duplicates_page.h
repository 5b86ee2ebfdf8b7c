// Clients that may be entered twice: pairs over all of them with the reasons, compared and merged one by one.
#pragma once

#include <string>
#include <vector>

#include "ui/client/merge_dialog.h"

namespace potok::ui {

class DuplicatesPage final : public PageView {
public:
    explicit DuplicatesPage(Desk& desk);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    struct Pair {
        model::DuplicatePair found;
        std::string first, second, reasons;
    };
    void read(Desk& desk);
    void row(Desk& desk, Rect r, const Pair& pair, std::size_t index);

    std::vector<Pair> pairs_;
    std::optional<Error> problem_;
    bool stale_ = false;
    MergeDialog merge_;
};

}  // namespace potok::ui
