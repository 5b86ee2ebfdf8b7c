// Which page belongs to a route, and small pages of the app itself.
#pragma once

#include <memory>

#include "ui/desk.h"

namespace potok::ui {

// Null where the route has no page (start).
std::unique_ptr<PageView> make_page(Desk& desk, const Route& route);

// The list of keyboard shortcuts. False when it was closed.
bool shortcut_help(Desk& desk);

}  // namespace potok::ui
