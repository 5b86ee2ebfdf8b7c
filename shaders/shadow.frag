// The shadow of a box with rounded corners, blurred by a Gaussian: exact along x (the Gaussian's integral), sampled along y
// where the corners change the width. After Evan Wallace, "Fast rounded rectangle shadows".
uniform vec4 u_box;     // x, y, width, height of the box
uniform float u_radius;
uniform float u_sigma;
uniform vec4 u_color;
in vec2 v_at;
out vec4 o_color;

vec2 error_function(vec2 x) {  // Abramowitz and Stegun 7.1.27
    vec2 s = sign(x), a = abs(x);
    vec2 r = 1.0 + (0.278393 + (0.230389 + 0.078108 * (a * a)) * a) * a;
    r *= r;
    return s - s / (r * r);
}

float row(vec2 at, vec2 half_size, float y) {
    float beyond = min(half_size.y - u_radius - abs(y), 0.0);
    float reach = half_size.x - u_radius + sqrt(max(0.0, u_radius * u_radius - beyond * beyond));
    vec2 ends = error_function((at.x + vec2(-reach, reach)) * (0.70710678 / u_sigma));
    return 0.5 * (ends.y - ends.x);
}

void main() {
    vec2 half_size = u_box.zw * 0.5;
    vec2 at = v_at - u_box.xy - half_size;
    float low = max(-half_size.y, at.y - 3.0 * u_sigma);
    float high = min(half_size.y, at.y + 3.0 * u_sigma);
    float coverage = 0.0;
    if (high > low) {
        const int steps = 8;
        float part = (high - low) / float(steps);
        for (int i = 0; i < steps; ++i) {
            float y = low + (float(i) + 0.5) * part;
            float away = (at.y - y) / u_sigma;
            coverage += row(at, half_size, y) * exp(-0.5 * away * away) * part;
        }
        coverage /= 2.5066283 * u_sigma;
    }
    o_color = vec4(u_color.rgb, u_color.a * clamp(coverage, 0.0, 1.0));
}
