#include "platform/common/gl_effects.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <imgui.h>

#include "platform/common/assets.h"
#include "platform/common/gl.h"

namespace potok::platform {

namespace {

#ifdef __EMSCRIPTEN__
constexpr bool embedded_gl = true;
#else
constexpr bool embedded_gl = false;
#endif

Result<unsigned> compile(unsigned kind, std::string_view name) {
    const auto file = asset(name);
    if (!file) return error("graphics.shader", {{"why", "missing"}}, std::string(name));
    const std::string source = shader_source(*file, embedded_gl);
    const unsigned shader = glCreateShader(kind);
    const char* text = source.c_str();
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    int good = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
    if (good) return shader;
    std::array<char, 1024> words{};
    glGetShaderInfoLog(shader, static_cast<int>(words.size()), nullptr, words.data());
    glDeleteShader(shader);
    return error("graphics.shader", {{"why", words.data()}}, std::string(name));
}

Result<unsigned> link(std::string_view fragment_file) {
    POTOK_TRY(const unsigned vertex, compile(GL_VERTEX_SHADER, "shaders/quad.vert"));
    POTOK_TRY(const unsigned fragment, compile(GL_FRAGMENT_SHADER, fragment_file));
    const unsigned program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glLinkProgram(program);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    int good = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &good);
    if (good) return program;
    std::array<char, 1024> words{};
    glGetProgramInfoLog(program, static_cast<int>(words.size()), nullptr, words.data());
    glDeleteProgram(program);
    return error("graphics.shader", {{"why", words.data()}}, std::string(fragment_file));
}

void set_color(unsigned program, const char* name, std::uint32_t color) {
    const auto channel = [&](int shift) { return static_cast<float>((color >> shift) & 0xffu) / 255.f; };
    glUniform4f(glGetUniformLocation(program, name), channel(0), channel(8), channel(16), channel(24));
}

// Program, scissor and the two rectangles that every effect needs. False when nothing of it can be seen.
bool begin(unsigned program, unsigned vertices, const ImDrawCmd& command, float x, float y, float w, float h) {
    const ImDrawData* data = ImGui::GetDrawData();
    if (program == 0 || !data || data->DisplaySize.x <= 0) return false;
    const ImVec2 origin = data->DisplayPos, scale = data->FramebufferScale;
    const float left = std::max(0.f, (command.ClipRect.x - origin.x) * scale.x);
    const float top = std::max(0.f, (command.ClipRect.y - origin.y) * scale.y);
    const float right = std::min(data->DisplaySize.x * scale.x, (command.ClipRect.z - origin.x) * scale.x);
    const float bottom = std::min(data->DisplaySize.y * scale.y, (command.ClipRect.w - origin.y) * scale.y);
    if (right <= left || bottom <= top) return false;
    const float height = data->DisplaySize.y * scale.y;
    glScissor(static_cast<int>(left), static_cast<int>(height - bottom), static_cast<int>(right - left),
              static_cast<int>(bottom - top));
    glUseProgram(program);
    glBindVertexArray(vertices);
    glUniform4f(glGetUniformLocation(program, "u_quad"), x, y, w, h);
    glUniform4f(glGetUniformLocation(program, "u_view"), origin.x, origin.y, data->DisplaySize.x, data->DisplaySize.y);
    return true;
}

}  // namespace

struct GlEffects::Calls {
    struct Shadow {
        GlEffects* effects;
        ShadowShape shape;
    };
    struct Stream {
        GlEffects* effects;
        float x, y, w, h;
        int count, highlight;
        std::uint32_t from, to, bed_color;
        std::array<float, StreamShape::max_segments> half, bed;
    };

    static void shadow(const ImDrawList*, const ImDrawCmd* command) {
        const auto& call = *static_cast<const Shadow*>(command->UserCallbackData);
        const ShadowShape& s = call.shape;
        const unsigned program = call.effects->shadow_;
        const float reach = std::ceil(3 * s.sigma);
        if (!begin(program, call.effects->vertices_, *command, s.x - reach, s.y - reach, s.w + 2 * reach, s.h + 2 * reach)) return;
        glUniform4f(glGetUniformLocation(program, "u_box"), s.x, s.y, s.w, s.h);
        glUniform1f(glGetUniformLocation(program, "u_radius"), std::min(s.radius, std::min(s.w, s.h) / 2));
        glUniform1f(glGetUniformLocation(program, "u_sigma"), std::max(0.2f, s.sigma));
        set_color(program, "u_color", s.color);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }

    static void stream(const ImDrawList*, const ImDrawCmd* command) {
        const auto& s = *static_cast<const Stream*>(command->UserCallbackData);
        const unsigned program = s.effects->stream_;
        if (!begin(program, s.effects->vertices_, *command, s.x, s.y, s.w, s.h)) return;
        glUniform4f(glGetUniformLocation(program, "u_box"), s.x, s.y, s.w, s.h);
        glUniform1i(glGetUniformLocation(program, "u_count"), s.count);
        glUniform1fv(glGetUniformLocation(program, "u_half"), s.count, s.half.data());
        glUniform1fv(glGetUniformLocation(program, "u_bed"), s.count, s.bed.data());
        glUniform1i(glGetUniformLocation(program, "u_highlight"), s.highlight);
        glUniform1f(glGetUniformLocation(program, "u_pixel"), 1 / ImGui::GetDrawData()->FramebufferScale.x);
        set_color(program, "u_from", s.from);
        set_color(program, "u_to", s.to);
        set_color(program, "u_bed_color", s.bed_color);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }
};

std::string shader_source(std::string_view file, bool embedded) {
    std::string text = embedded ? "#version 300 es\nprecision highp float;\nprecision highp int;\n" : "#version 330 core\n";
    text += "#line 1\n";
    text += file;
    return text;
}

Status GlEffects::create() {
    forget();
    POTOK_TRY(shadow_, link("shaders/shadow.frag"));
    POTOK_TRY(stream_, link("shaders/stream.frag"));
    glGenVertexArrays(1, &vertices_);
    return {};
}

void GlEffects::forget() { shadow_ = stream_ = vertices_ = 0; }

void GlEffects::destroy() {
    if (shadow_) glDeleteProgram(shadow_);
    if (stream_) glDeleteProgram(stream_);
    if (vertices_) glDeleteVertexArrays(1, &vertices_);
    forget();
}

void GlEffects::shadow(ImDrawList& list, const ShadowShape& shape) {
    Calls::Shadow call{this, shape};
    list.AddCallback(&Calls::shadow, &call, sizeof call);
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void GlEffects::stream(ImDrawList& list, const StreamShape& shape) {
    const std::size_t n = std::min<std::size_t>(shape.half_thickness.size(), StreamShape::max_segments);
    if (n == 0) return;
    Calls::Stream call{this,       shape.x, shape.y, shape.w, shape.h, static_cast<int>(n), shape.highlight, shape.color_from,
                       shape.color_to, shape.color_bed, {}, {}};
    for (std::size_t i = 0; i < n; ++i) {
        call.half[i] = shape.half_thickness[i];
        call.bed[i] = i < shape.bed.size() ? shape.bed[i] : 0;
    }
    list.AddCallback(&Calls::stream, &call, sizeof call);
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace potok::platform
