// Choosing one of a list, with search where the list is long.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/kit/ui.h"

namespace potok::ui {

struct Option {
    std::string_view label;
    std::string_view detail = {};  // second-level text behind it
    std::string_view icon = {};
    int hue = -1;                  // a stage dot before it
    bool disabled = false;
};

struct SelectSpec {
    std::string_view key;
    std::string_view label;
    std::string_view placeholder = {};
    std::string_view description = {};
    std::string_view clear = {};      // caption of an entry that chooses nothing; empty: there is none
    bool searchable = false;          // also switched on by more than ten options
    std::string_view search_hint = {};
    std::string_view nothing_found = {};
    // A list too long to hold is found by whoever holds it: what is typed goes there, and the first `listed` options are what
    // was found for it (a further one is `current`).
    std::string* query = nullptr;
    int listed = -1;
    bool disabled = false, required = false, error = false, plain = false;
};

// `current` is an index into options or -1. True when it changed.
bool select(Ui& ui, const Rect& r, const SelectSpec& spec, std::span<const Option> options, int& current);

}  // namespace potok::ui
