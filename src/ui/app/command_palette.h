// The command palette (Ctrl+K): pages, actions and records, found by typing.
#pragma once

#include "ui/desk.h"

namespace potok::ui {

class CommandPalette {
public:
    void open() { open_ = true, fresh_ = true; }
    bool is_open() const { return open_; }
    void frame(Desk& desk);

private:
    struct Entry {
        std::string label, detail;
        std::string_view icon;
        std::function<void(Desk&)> act;
    };
    void look_up(Desk& desk);
    std::vector<Entry> actions(Desk& desk);

    bool open_ = false, fresh_ = false;
    std::string text_;
    std::vector<Entry> entries_;
    int current_ = 0;
};

}  // namespace potok::ui
