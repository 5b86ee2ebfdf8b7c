// One rectangle as a strip of four vertices made from their number: no vertex buffer. No #version here: the program puts
// "300 es" or "330 core" in front (platform/common/gl_effects.cpp).
uniform vec4 u_quad;  // x, y, width, height in logical pixels
uniform vec4 u_view;  // the same of the whole picture
out vec2 v_at;        // logical pixels

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    v_at = u_quad.xy + corner * u_quad.zw;
    vec2 unit = (v_at - u_view.xy) / u_view.zw;
    gl_Position = vec4(unit.x * 2.0 - 1.0, 1.0 - unit.y * 2.0, 0.0, 1.0);
}
