// Dear ImGui's compile-time settings, read through IMGUI_USER_CONFIG by its sources and by everything that includes it.
#pragma once

// WebGL has no base vertex: with 16-bit indices a draw list would end at 65,536 vertices.
#define ImDrawIdx unsigned int

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS

// The hooks that report every item drawn; the ui floor defines them (semantics lint).
#define IMGUI_ENABLE_TEST_ENGINE
