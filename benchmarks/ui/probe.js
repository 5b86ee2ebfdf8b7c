// Runs in the app's page before the app does. Measures from a real input event to the pixels it changes.
//
// The way of one sample: the browser stamps the input when it takes it from the system (event.timeStamp), hands it to the page,
// the app's handler asks for an animation frame, the frame is built and handed to WebGL, and then this probe, in the same animation
// frame, reads a small part of the picture back. Reading waits until everything drawn so far is drawn. If that part differs from
// what it was before the input, the sample ends here; if not, the next frame is looked at.
//
// It includes: the way of the event between the browser's processes, waiting for the animation frame, building, submitting,
// drawing (here by a processor: SwiftShader), and the reading itself. It does not include: the system's own way of an input
// before the browser, and showing the finished picture on a screen (one refresh at most).
(() => {
  const probe = (globalThis.probe = {
    type: null, // of the event that is waited for
    region: null, // {x, y, w, h} in CSS pixels from the top left
    samples: [], // {wait, app, draw, total, frames} in ms
    pending: null,
    before: null,
    frames: 0, // animation frames that the app has drawn with a region set
  });

  const read = () => {
    const canvas = document.getElementById("canvas");
    const gl = canvas.getContext("webgl2");
    const { x, y, w, h } = probe.region;
    const pixels = new Uint8Array(w * h * 4);
    gl.readPixels(x, canvas.height - y - h, w, h, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return pixels;
  };
  const differ = (a, b) => !a || a.length !== b.length || a.some((byte, i) => byte !== b[i]);

  const native = requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) =>
    native((now) => {
      const begun = performance.now();
      callback(now);
      if (!probe.region) return;
      const submitted = performance.now();
      const pixels = read();
      const drawn = performance.now();
      probe.frames++;
      const pending = probe.pending;
      if (pending) {
        pending.frames++;
        if (differ(pending.before, pixels)) {
          probe.samples.push({
            wait: begun - pending.at, app: submitted - begun, draw: drawn - submitted, total: drawn - pending.at, frames: pending.frames,
          });
          probe.pending = null;
        }
      }
      probe.before = pixels;
    });

  for (const type of ["pointermove", "pointerdown", "wheel", "keydown", "input"])
    addEventListener(type, (event) => {
      if (probe.type !== type || probe.pending || !probe.before || !event.isTrusted) return;
      probe.pending = { at: event.timeStamp, before: probe.before, frames: 0 };
    }, { capture: true, passive: true });

  // The browser's own measure for keys and presses: from the input to the next picture shown, in steps of 8 ms, from 16 ms on.
  probe.shown = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) probe.shown.push({ name: entry.name, ms: entry.duration });
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
})();
