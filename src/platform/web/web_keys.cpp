#include "platform/web/web_keys.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <utility>

namespace potok::platform {

namespace {

constexpr auto named = std::to_array<std::pair<std::string_view, ImGuiKey>>({
    {"AltLeft", ImGuiKey_LeftAlt},         {"AltRight", ImGuiKey_RightAlt},         {"ArrowDown", ImGuiKey_DownArrow},
    {"ArrowLeft", ImGuiKey_LeftArrow},     {"ArrowRight", ImGuiKey_RightArrow},     {"ArrowUp", ImGuiKey_UpArrow},
    {"Backquote", ImGuiKey_GraveAccent},   {"Backslash", ImGuiKey_Backslash},       {"Backspace", ImGuiKey_Backspace},
    {"BracketLeft", ImGuiKey_LeftBracket}, {"BracketRight", ImGuiKey_RightBracket}, {"CapsLock", ImGuiKey_CapsLock},
    {"Comma", ImGuiKey_Comma},             {"ContextMenu", ImGuiKey_Menu},          {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ControlRight", ImGuiKey_RightCtrl},  {"Delete", ImGuiKey_Delete},             {"End", ImGuiKey_End},
    {"Enter", ImGuiKey_Enter},             {"Equal", ImGuiKey_Equal},               {"Escape", ImGuiKey_Escape},
    {"Home", ImGuiKey_Home},               {"Insert", ImGuiKey_Insert},             {"MetaLeft", ImGuiKey_LeftSuper},
    {"MetaRight", ImGuiKey_RightSuper},    {"Minus", ImGuiKey_Minus},               {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadDecimal", ImGuiKey_KeypadDecimal}, {"NumpadDivide", ImGuiKey_KeypadDivide}, {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"NumpadMultiply", ImGuiKey_KeypadMultiply}, {"NumpadSubtract", ImGuiKey_KeypadSubtract}, {"PageDown", ImGuiKey_PageDown},
    {"PageUp", ImGuiKey_PageUp},           {"Pause", ImGuiKey_Pause},               {"Period", ImGuiKey_Period},
    {"Quote", ImGuiKey_Apostrophe},        {"Semicolon", ImGuiKey_Semicolon},       {"ShiftLeft", ImGuiKey_LeftShift},
    {"ShiftRight", ImGuiKey_RightShift},   {"Slash", ImGuiKey_Slash},               {"Space", ImGuiKey_Space},
    {"Tab", ImGuiKey_Tab},
});

}  // namespace

int imgui_key_of(std::string_view code) {
    if (code.size() == 4 && code.starts_with("Key")) return ImGuiKey_A + (code[3] - 'A');
    if (code.size() == 6 && code.starts_with("Digit")) return ImGuiKey_0 + (code[5] - '0');
    if (code.size() == 7 && code.starts_with("Numpad") && code[6] >= '0' && code[6] <= '9') return ImGuiKey_Keypad0 + (code[6] - '0');
    if (code.size() >= 2 && code.size() <= 3 && code[0] == 'F' && code[1] >= '1' && code[1] <= '9') {
        const int n = code.size() == 2 ? code[1] - '0' : (code[1] - '0') * 10 + (code[2] - '0');
        if (n <= 24) return ImGuiKey_F1 + (n - 1);
    }
    const auto it = std::find_if(named.begin(), named.end(), [&](const auto& k) { return k.first == code; });
    return it == named.end() ? ImGuiKey_None : it->second;
}

}  // namespace potok::platform
