// The designer: what the workspace's definitions are, and changing them. `#/designer` is the overview, `#/designer/pipeline/KEY` the stages and robots
// of a pipeline.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ui/desk.h"

namespace potok::ui {

// Those who may change definitions (right `admin`).
bool may_design(Desk& desk);
// `key` as in Route: "", "pipeline/KEY". Null: no such page.
std::unique_ptr<PageView> make_designer_page(Desk& desk, const std::string& key);

}  // namespace potok::ui
