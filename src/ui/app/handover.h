// The page of a second tab: the workspace is open elsewhere and can be taken over.
#pragma once

#include "ui/kit/ui.h"
#include "ui/workspaces.h"

namespace potok::ui {

void handover_page(Ui& ui, Workspaces& keeper);

}  // namespace potok::ui
