// Every shader compiles as the browser takes it (300 es) and as the desktop does (330 core). Needs a display.
#ifndef __EMSCRIPTEN__

#include <catch_amalgamated.hpp>

#include <array>
#include <string>

#include "platform/common/assets.h"
#include "platform/common/gl.h"
#include "platform/common/gl_effects.h"
#include "platform/desktop/desktop_host.h"

using namespace potok::platform;

namespace {

// The compiler's words, empty when it had none to say against it.
std::string compiled(std::string_view name, bool embedded) {
    const unsigned shader = glCreateShader(name.ends_with(".vert") ? GL_VERTEX_SHADER : GL_FRAGMENT_SHADER);
    const std::string source = shader_source(*asset(name), embedded);
    const char* text = source.c_str();
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    int good = 0;
    std::array<char, 1024> words{};
    glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
    glGetShaderInfoLog(shader, static_cast<int>(words.size()), nullptr, words.data());
    glDeleteShader(shader);
    return good ? std::string() : std::string("does not compile: ") + words.data();
}

bool can_embedded() {
    int count = 0;
    glGetIntegerv(GL_NUM_EXTENSIONS, &count);
    for (int i = 0; i < count; ++i)
        if (std::string_view(reinterpret_cast<const char*>(glGetStringi(GL_EXTENSIONS, static_cast<unsigned>(i)))) == "GL_ARB_ES3_compatibility")
            return true;
    return false;
}

}  // namespace

TEST_CASE("shaders compile for WebGL 2 and for OpenGL 3.3", "[platform][gl]") {
    auto host = DesktopHost::open({.width = 200, .height = 200, .visible = false});
    if (!host.ok()) SKIP("no display with OpenGL 3.3");
    const auto names = asset_names("shaders/");
    REQUIRE(names.size() >= 3);
    for (const auto name : names) {
        INFO(name);
        CHECK(compiled(name, false) == "");
        if (can_embedded()) CHECK(compiled(name, true) == "");
    }
}

#endif
