// Letters drawn by the browser, for platform/web/browser_glyphs.cpp: the same outlines, weight and widths as in the page's
// own text, and the system's fonts for every script that the app's face does not have.
addToLibrary({
  $PotokGlyphs: {
    canvas: null,
    context: null,
    font: "",
    prepare(family, pixels) {
      if (!PotokGlyphs.context) {
        const canvas = typeof OffscreenCanvas === "undefined" ? document.createElement("canvas") : new OffscreenCanvas(96, 96);
        PotokGlyphs.canvas = canvas;
        PotokGlyphs.context = canvas.getContext("2d", { willReadFrequently: true });
      }
      const font = `${family ? 600 : 400} ${pixels}px Potok, Inter, system-ui, sans-serif`;
      const context = PotokGlyphs.context;
      if (PotokGlyphs.font !== font) {
        context.font = PotokGlyphs.font = font;
        context.fontKerning = "none";
        context.textBaseline = "alphabetic";
        context.fillStyle = "#000"; // dark letters come out a little stronger than white ones, as they are on the page
      }
      return context;
    },
  },
  potok_fonts_load__deps: ["$PotokGlyphs"],
  potok_fonts_load: (regular, regularSize, semibold, semiboldSize) => {
    const face = (at, size, weight) => new FontFace("Potok", HEAPU8.slice(at, at + size), { weight: String(weight) });
    const faces = [face(regular, regularSize, 400), face(semibold, semiboldSize, 600)];
    Promise.allSettled(faces.map((f) => f.load())).then((results) => {
      for (const r of results) if (r.status === "fulfilled") document.fonts.add(r.value);
      Module["_potok_fonts_ready"](results.every((r) => r.status === "fulfilled") ? 1 : 0);
    });
  },
  potok_glyph_advance__deps: ["$PotokGlyphs"],
  potok_glyph_advance: (family, pixels, codepoint) => PotokGlyphs.prepare(family, pixels).measureText(String.fromCodePoint(codepoint)).width,
  // The letter twice as wide as it is, so that it can stand between two pixels. Writes left, top (from the baseline, down),
  // width, height of that picture as four int32 at `box`, left and width in half pixels; the picture (RGBA) at `out` as
  // far as there is room. Returns 1 when there is anything to see, 2 when it has colours of its own.
  potok_glyph_draw__deps: ["$PotokGlyphs"],
  potok_glyph_draw: (family, pixels, codepoint, box, out, room) => {
    let context = PotokGlyphs.prepare(family, pixels);
    const letter = String.fromCodePoint(codepoint);
    const m = context.measureText(letter);
    const left = Math.floor(-m.actualBoundingBoxLeft) * 2 - 2, right = Math.ceil(m.actualBoundingBoxRight) * 2 + 2;
    const top = Math.floor(-m.actualBoundingBoxAscent) - 1, bottom = Math.ceil(m.actualBoundingBoxDescent) + 1;
    const width = right - left, height = bottom - top;
    if (width <= 4 || height <= 2 || width * height * 4 > room) return 0;
    if (PotokGlyphs.canvas.width < width || PotokGlyphs.canvas.height < height) {
      PotokGlyphs.canvas.width = Math.max(PotokGlyphs.canvas.width, width);
      PotokGlyphs.canvas.height = Math.max(PotokGlyphs.canvas.height, height);
      PotokGlyphs.font = ""; // a new size resets the context
      context = PotokGlyphs.prepare(family, pixels);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(2, 0, 0, 1, -left, -top);
    context.fillText(letter, 0, 0);
    const image = context.getImageData(0, 0, width, height).data;
    HEAPU8.set(image, out);
    HEAP32.set([left, top, width, height], box >> 2);
    let seen = 0;
    for (let i = 0; i < image.length; i += 4) {
      if (!image[i + 3]) continue;
      seen = 1;
      // Black letters stay black; only a face with colours of its own does not.
      if (image[i + 3] > 200 && (image[i] > 60 || image[i + 1] > 60 || image[i + 2] > 60)) return 2;
    }
    return seen;
  },
});
