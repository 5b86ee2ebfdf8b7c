// ImGui's renderer asks OpenGL in every frame for the state it is about to change, and puts it back afterwards. WebGL lives in another
// process: each of these questions waits until that process has worked off everything before it, with software drawing a whole
// frame (measured: 180 ms of 180.5 ms a frame on a busy machine). Nothing but that renderer and our own effects, which run inside it,
// draws here, so there is nothing to put back: the questions are answered with the state of a fresh context.
// imgui_impl_opengl3.cpp is compiled with glGetIntegerv named potok_gl_state (cmake/ThirdParty.cmake).
#include <GLES3/gl3.h>

#include <algorithm>

extern "C" void potok_gl_state(GLenum name, GLint* out) {
    switch (name) {
        case GL_ACTIVE_TEXTURE: *out = GL_TEXTURE0; return;
        case GL_CURRENT_PROGRAM:
        case GL_TEXTURE_BINDING_2D:
        case GL_SAMPLER_BINDING:
        case GL_ARRAY_BUFFER_BINDING:
        case GL_ELEMENT_ARRAY_BUFFER_BINDING:
        case GL_PIXEL_UNPACK_BUFFER_BINDING:
        case GL_VERTEX_ARRAY_BINDING: *out = 0; return;
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX: std::fill(out, out + 4, 0); return;  // the host sets the one before each frame, the renderer the other
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA: *out = GL_ONE; return;
        case GL_BLEND_DST_RGB:
        case GL_BLEND_DST_ALPHA: *out = GL_ZERO; return;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA: *out = GL_FUNC_ADD; return;
        default: glGetIntegerv(name, out);  // versions and limits, asked for once
    }
}
