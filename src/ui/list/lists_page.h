// The lists there are: small tables of the packs that people keep by hand, then the records that every workspace has.
#pragma once

#include <string>
#include <vector>

#include "ui/desk.h"

namespace potok::ui {

class ListsPage final : public PageView {
public:
    explicit ListsPage(Desk& desk) { read(desk); }
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    struct Entry {
        const model::RecordType* type = nullptr;
        std::size_t count = 0;
        bool may_edit = false;
    };
    void read(Desk& desk);
    float section(Desk& desk, Rect r, const char* key, const std::vector<Entry>& entries);

    std::vector<Entry> of_packs_, of_core_;
};

// A table that people keep by hand: a pack's type that goes through no pipeline.
bool is_universal_list(const model::RecordType& type);

}  // namespace potok::ui
