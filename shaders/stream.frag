// The stream: a band around the middle of its box whose half thickness runs smoothly from segment to segment, along cubic
// Bézier curves with level ends (the curves the design draws), and the stalled bed at its lower edge.
uniform vec4 u_box;
uniform int u_count;
uniform float u_half[24];  // half thickness at the middle of each segment
uniform float u_bed[24];   // thickness of the bed there
uniform vec4 u_from, u_to, u_bed_color;
uniform int u_highlight;   // a segment at full strength, or -1
uniform float u_pixel;     // logical pixels in one device pixel
in vec2 v_at;
out vec4 o_color;

float middle_of(int i) {  // of segment i; one beyond each end the curve goes on two pixels outside
    if (i < 0) return -2.0;
    if (i >= u_count) return u_box.z + 2.0;
    return (float(i) + 0.5) * u_box.z / float(u_count);
}

void main() {
    vec2 at = v_at - u_box.xy;
    int left = int(floor(at.x * float(u_count) / u_box.z - 0.5));
    left = clamp(left, -1, u_count - 1);
    float x0 = middle_of(left), x1 = middle_of(left + 1);
    float share = clamp((at.x - x0) / (x1 - x0), 0.0, 1.0);
    // Both handles stand halfway: x(t) = t³ - 1.5 t² + 1.5 t. A few steps of Newton's method give t.
    float t = share;
    for (int i = 0; i < 4; ++i) t -= (t * (t * (t - 1.5) + 1.5) - share) / (t * (3.0 * t - 3.0) + 1.5);
    float k = t * t * (3.0 - 2.0 * t);
    int a = clamp(left, 0, u_count - 1), b = clamp(left + 1, 0, u_count - 1);
    float reach = mix(u_half[a], u_half[b], k);
    float bed = mix(u_bed[a], u_bed[b], k);

    float slope = 6.0 * t * (1.0 - t) / max(0.25, 3.0 * t * t - 3.0 * t + 1.5) * (u_half[b] - u_half[a]) / (x1 - x0);
    float sharp = u_pixel * sqrt(1.0 + slope * slope);
    float y = at.y - u_box.w * 0.5;
    float inside = clamp((reach - abs(y)) / sharp + 0.5, 0.0, 1.0);
    vec4 color = mix(u_from, u_to, clamp(at.x / u_box.z, 0.0, 1.0));
    if (bed > 0.01) color = mix(color, u_bed_color, clamp((y - (reach - bed)) / sharp + 0.5, 0.0, 1.0) * clamp(bed, 0.0, 1.0));
    float strength = 1.0;
    if (u_highlight >= 0) {
        float from = float(u_highlight) * u_box.z / float(u_count), to = from + u_box.z / float(u_count);
        strength = at.x >= from && at.x < to ? 1.0 : 0.38;
    }
    o_color = vec4(color.rgb, color.a * inside * strength);
}
