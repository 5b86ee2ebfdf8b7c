// From KeyboardEvent.code (UI Events specification: where a key is) to ImGui's keys.
#pragma once

#include <string_view>

namespace potok::platform {

int imgui_key_of(std::string_view code);  // ImGuiKey_None when it has none

}  // namespace potok::platform
