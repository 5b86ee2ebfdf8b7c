// The tree of the page as text, one node a line, indented: to be read by people and compared between builds.
#pragma once

#include <string>

#include "ui/semantics.h"

namespace potok::ui {

struct DumpOptions {
    bool rects = false;    // whole logical pixels; off where different font rasterisers are compared
    bool generic = false;  // also nodes without a role of their own
};

//   dialog "Delete 2 deals?" modal
//     button "Keep" focused
std::string dump_text(const SemanticsTree& tree, NodeId focused, DumpOptions options = {});
// [{"role","name","value","description","states":[...],"level","position","set_size","rect":[x,y,w,h],"children":[...]}]
std::string dump_json(const SemanticsTree& tree, NodeId focused, DumpOptions options = {});

}  // namespace potok::ui
