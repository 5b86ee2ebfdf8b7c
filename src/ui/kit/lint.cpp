// Dear ImGui tells its test engine about every item. Here that serves to find interactive items which no widget of the
// kit has announced to the tree: nobody could reach those without a pointer.
#include <algorithm>

#include <imgui_internal.h>

#include "ui/kit/ui.h"

#ifdef IMGUI_ENABLE_TEST_ENGINE
namespace {
// The hooks are C functions without a user pointer. One context draws at a time.
std::vector<ImGuiID>& items_of_frame() {
    static std::vector<ImGuiID> items;
    return items;
}
}  // namespace

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect&, const ImGuiLastItemData* data) {
    // Without data it is a window; ImGui's own fallback window is never seen.
    if (data && !context->CurrentWindow->IsFallbackWindow) items_of_frame().push_back(id);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
#endif

namespace potok::ui {

void Ui::check_items() {
    lint_.clear();
#ifdef IMGUI_ENABLE_TEST_ENGINE
    std::vector<ImGuiID>& items = items_of_frame();
    std::sort(announced_.begin(), announced_.end());
    for (const ImGuiID id : items)
        if (id != 0 && !std::binary_search(announced_.begin(), announced_.end(), id))
            lint_.push_back("item " + std::to_string(id) + " was not announced");
    items.clear();
#endif
}

}  // namespace potok::ui
