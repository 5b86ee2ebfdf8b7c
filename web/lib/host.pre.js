// The browser's side of the host (src/platform/web/web_host.cpp): the canvas and its size, pointer and keys, frames only when
// asked for, files, the clipboard, the address, small settings, and the page that tells of a crash.
const potokHost = {
  canvas: null,
  started: false,
  crashed: false,
  framePending: false,
  frames: 0, // drawn since start; tests and benchmarks wait for it to stand still
  timer: 0,
  timerAt: Infinity,
  keyBefore: '',
  lines: [], // last log lines, for the crash page
  scale: 1,

  start(canvas) {
    this.canvas = canvas;
    this.listenToSize();
    this.listenToPointer();
    this.listenToKeys();
    this.listenToFiles();
    this.listenToPage();
    this.started = true;
  },

  // --- frames ----------------------------------------------------------------------------------------------------------
  requestFrame() {
    if (this.framePending || this.crashed) return;
    this.framePending = true;
    // A hidden tab gets no animation frames, but what is due must still be done.
    if (document.hidden) setTimeout(() => this.frame(performance.now()), 0);
    else requestAnimationFrame((t) => this.frame(t));
  },
  frame(t) {
    this.framePending = false;
    if (this.crashed) return;
    this.frames++;
    _potok_frame(t);
  },
  // Inside a gesture: what the frame asks for (focus of a field, a file dialog) may only be done while it lasts.
  frameNow() {
    if (!this.crashed && this.started) {
      this.frames++;
      _potok_frame(performance.now());
    }
  },
  redrawAfter(seconds) {
    const at = performance.now() + seconds * 1000;
    if (at >= this.timerAt) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    this.timer = setTimeout(() => {
      this.timerAt = Infinity;
      this.requestFrame();
    }, Math.max(0, Math.min(seconds * 1000, 0x7fffffff)));
  },

  // --- size ------------------------------------------------------------------------------------------------------------
  listenToSize() {
    const resize = (entry) => {
      const box = this.canvas.getBoundingClientRect();
      const density = window.devicePixelRatio || 1;
      const exact = entry && entry.devicePixelContentBoxSize && entry.devicePixelContentBoxSize[0];
      const near = (a, b) => Math.abs(a - b) < 2; // an emulated screen reports the pixels of the real one
      const whole = { inlineSize: Math.round(box.width * density), blockSize: Math.round(box.height * density) };
      const good = exact && near(exact.inlineSize, whole.inlineSize) && near(exact.blockSize, whole.blockSize);
      const w = good ? exact.inlineSize : whole.inlineSize;
      const h = good ? exact.blockSize : whole.blockSize;
      if (w === 0 || h === 0) return;
      _potok_resized(box.width, box.height, w, h);
    };
    const observer = new ResizeObserver((entries) => resize(entries[0]));
    try {
      observer.observe(this.canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(this.canvas);
    }
    // Moving to a screen of another density does not always resize the box.
    const watchDensity = () => {
      matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener('change', () => {
        resize(null);
        watchDensity();
      }, { once: true });
    };
    watchDensity();
    resize(null);
  },
  setCanvasSize(w, h) {
    if (this.canvas.width !== w) this.canvas.width = w;
    if (this.canvas.height !== h) this.canvas.height = h;
  },

  // --- pointer ---------------------------------------------------------------------------------------------------------
  listenToPointer() {
    const c = this.canvas;
    const kinds = { mouse: 0, touch: 1, pen: 2 };
    const position = (e) => _potok_pointer_moved(e.clientX, e.clientY, kinds[e.pointerType] ?? 0);
    let finger = null; // one finger at a time drives the pointer
    c.addEventListener('pointerdown', (e) => {
      if (e.pointerType === 'touch') {
        if (finger !== null) return;
        finger = e.pointerId;
      } else {
        e.preventDefault(); // keeps the focus where the app puts it
      }
      try { c.setPointerCapture(e.pointerId); } catch { /* the pointer is already gone */ }
      position(e);
      _potok_pointer_button(e.button, 1);
    });
    c.addEventListener('pointermove', (e) => {
      if (e.pointerType === 'touch' && e.pointerId !== finger) return;
      position(e);
    });
    const up = (e, cancelled) => {
      if (e.pointerType === 'touch') {
        if (e.pointerId !== finger) return;
        finger = null;
      }
      position(e);
      _potok_pointer_button(cancelled ? 0 : e.button, 0);
      // The soft keyboard opens only for a focus set inside the gesture.
      if (e.pointerType === 'touch') {
        this.frameNow();
        _potok_pointer_left();
      }
    };
    c.addEventListener('pointerup', (e) => up(e, false));
    c.addEventListener('pointercancel', (e) => up(e, true));
    c.addEventListener('pointerleave', (e) => { if (e.pointerType !== 'touch') _potok_pointer_left(); });
    c.addEventListener('contextmenu', (e) => e.preventDefault());
    c.addEventListener('wheel', (e) => {
      if (e.ctrlKey) return; // the browser's zoom
      e.preventDefault();
      const unit = e.deltaMode === 1 ? 20 : e.deltaMode === 2 ? c.clientHeight : 1;
      // ImGui counts wheel clicks, a hundred pixels each.
      _potok_wheel(-e.deltaX * unit / 100, -e.deltaY * unit / 100);
    }, { passive: false });
  },
  setCursor(name) {
    if (this.canvas.style.cursor !== name) this.canvas.style.cursor = name;
  },

  // --- keys ------------------------------------------------------------------------------------------------------------
  listenToKeys() {
    const forward = (e, down) => {
      const code = stringToNewUTF8(e.code || e.key);
      _potok_key(code, down ? 1 : 0, e.ctrlKey ? 1 : 0, e.shiftKey ? 1 : 0, e.altKey ? 1 : 0, e.metaKey ? 1 : 0);
      _potok_free(code);
    };
    // What the browser keeps: reload, developer tools, tabs and windows, zoom, the address bar, copy and paste.
    const browsers = (e) => {
      if (/^F(5|6|11|12)$/.test(e.key)) return true;
      if (e.altKey && /^Arrow(Left|Right)$/.test(e.key)) return true;
      if (!(e.ctrlKey || e.metaKey)) return false;
      if (e.shiftKey && /^[ijcrtn]$/i.test(e.key)) return true;
      return /^[rtnwlqcxv0=+\-]$/i.test(e.key);
    };
    window.addEventListener('keydown', (e) => {
      if (this.crashed || e.isComposing || e.keyCode === 229) return; // the input method's own
      if (!this.isOurs(e.target)) return;
      const before = this.keyBefore;
      this.keyBefore = e.key;
      // Escape, then Tab, leads out of the page into the browser's own controls.
      if (e.key === 'Tab' && before === 'Escape') return;
      const editing = potokMirror.isTextElement(e.target);
      const types = e.key.length === 1 && !e.ctrlKey && !e.metaKey && !(e.altKey && !e.getModifierState('AltGraph') && e.key.charCodeAt(0) < 128);
      if (!browsers(e)) {
        // Typed letters reach a text field through the field itself.
        if (!(editing && (types || e.key === 'Dead'))) e.preventDefault();
      }
      if (editing && (types || e.key === 'Dead')) return;
      forward(e, true);
    });
    window.addEventListener('keyup', (e) => { if (!this.crashed) forward(e, false); });
    window.addEventListener('blur', () => { if (!this.crashed) _potok_window_focused(0); });
    window.addEventListener('focus', () => { if (!this.crashed) _potok_window_focused(1); });
  },
  isOurs(target) {
    return target === document.body || target === document.documentElement || target === this.canvas || potokMirror.contains(target);
  },

  // --- clipboard and files ---------------------------------------------------------------------------------------------
  setClipboard(text) {
    const byHand = () => { // without a secure context: select it in an element of its own and copy that
      const area = document.createElement('textarea');
      area.value = text;
      area.className = 'live';
      const before = document.activeElement;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      before?.focus?.({ preventScroll: true });
    };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).catch(byHand);
    else byHand();
  },
  handOver(request, files) {
    for (const file of files) {
      const name = stringToNewUTF8(file.name), type = stringToNewUTF8(file.type || '');
      _potok_file(request, name, type, PotokFiles.hold(file), file.size);
      _potok_free(name); _potok_free(type);
    }
    _potok_files_done(request);
  },
  openFiles(request, accept, several) {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = several;
    input.hidden = true;
    document.body.append(input);
    input.addEventListener('change', () => {
      input.remove();
      this.handOver(request, [...input.files]);
    });
    input.addEventListener('cancel', () => {
      input.remove();
      this.handOver(request, []);
    });
    input.click();
  },
  saveFile(name, blob) {
    if (!window.showSaveFilePicker) return this.download(name, blob);
    window.showSaveFilePicker({ suggestedName: name }).then(async (handle) => {
      const stream = await handle.createWritable();
      await stream.write(blob);
      await stream.close();
    }).catch((e) => { if (e.name !== 'AbortError') this.download(name, blob); });
  },
  download(name, blob) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  },
  listenToFiles() {
    window.addEventListener('dragover', (e) => e.preventDefault());
    window.addEventListener('drop', (e) => {
      e.preventDefault();
      if (!e.dataTransfer || e.dataTransfer.files.length === 0) return;
      _potok_pointer_moved(e.clientX, e.clientY, 0);
      this.handOver(-1, [...e.dataTransfer.files]);
    });
  },

  // --- the page: address, visibility, preferences, errors ---------------------------------------------------------------
  route() {
    return decodeURI(location.hash.replace(/^#/, ''));
  },
  setRoute(route, push) {
    const url = '#' + encodeURI(route);
    if (url === location.hash) return;
    if (push) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  },
  listenToPage() {
    window.addEventListener('popstate', () => {
      const route = stringToNewUTF8(this.route());
      _potok_route(route);
      _potok_free(route);
    });
    document.addEventListener('visibilitychange', () => {
      if (!this.crashed) _potok_visibility(document.hidden ? 0 : 1);
      this.keepTime(document.hidden);
      if (!document.hidden) this.requestFrame();
    });
    // The last words before the browser stops the page, for a while (freeze) or for good.
    document.addEventListener('freeze', () => { if (!this.crashed) _potok_visibility(0); });
    window.addEventListener('pagehide', () => { if (!this.crashed) _potok_visibility(0); });
    for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(prefers-reduced-motion: reduce)'])
      matchMedia(query).addEventListener('change', () => _potok_preferences_changed());
    this.canvas.addEventListener('webglcontextlost', (e) => {
      e.preventDefault();
      _potok_gl_lost();
    });
    this.canvas.addEventListener('webglcontextrestored', () => _potok_gl_restored());
  },
  // A hidden page gets no frames, and its timers soon come once a minute: a worker's come in time.
  keepTime(hidden) {
    this.metronome?.terminate();
    this.metronome = null;
    if (!hidden || this.crashed) return;
    const beat = URL.createObjectURL(new Blob(['setInterval(() => postMessage(0), 5000)'], { type: 'text/javascript' }));
    try {
      this.metronome = new Worker(beat);
      this.metronome.onmessage = () => { if (!this.crashed) _potok_wake(); };
    } catch { /* no workers here: what is due waits until the page is looked at */ }
    URL.revokeObjectURL(beat);
  },
  matches(query) {
    return matchMedia(query).matches;
  },
  setting(key) {
    try { return localStorage.getItem('potok:' + key) ?? ''; } catch { return ''; }
  },
  setSetting(key, value) {
    try { localStorage.setItem('potok:' + key, value); } catch { /* private mode: the setting lives as long as the tab */ }
  },
  log(line) {
    this.lines.push(line);
    if (this.lines.length > 200) this.lines.shift();
    console.log(line);
  },
  crash(reason) {
    if (this.crashed) return;
    this.crashed = true;
    const text = String((reason && reason.stack) || reason);
    document.dispatchEvent(new CustomEvent('potok:crash', { detail: { text, lines: this.lines.slice(-40) } }));
  },
};

Module.onAbort = (reason) => potokHost.crash(reason);
window.addEventListener('error', (e) => { if (potokHost.started) potokHost.crash(e.error || e.message); });
window.addEventListener('unhandledrejection', (e) => { if (potokHost.started) potokHost.crash(e.reason); });
Module.printErr = (line) => potokHost.log(line);

// For whoever looks from outside: tests wait for frames to stop, benchmarks count them.
window.potok = {
  get frames() { return potokHost.frames; },
  get started() { return potokHost.started; },
  get busy() { return potokHost.framePending; },
  // No frame is due: what is drawn is what there is.
  idle() { return potokHost.started && !potokHost.framePending; },
  // What the last 1024 frames cost, oldest first (src/platform/common/frame_log.h): when each began, ms to build it and to hand
  // it over, vertices, draw lists, draw calls.
  frameCosts() {
    return JSON.parse(UTF8ToString(_potok_frame_costs()))
      .map(([at, build, submit, vertices, lists, calls]) => ({ at, build, submit, vertices, lists, calls }));
  },
  // The app's tree as JSON, to be compared with that of another build.
  tree() { return UTF8ToString(_potok_tree()); },
};
document.addEventListener('potok:new-version', () => { if (potokHost.started) _potok_update_available(); });
document.addEventListener('potok:ready', () => { if (potokShell.worker) _potok_update_available(); });
