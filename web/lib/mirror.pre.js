// The mirror: the app's tree of widgets as ARIA elements laid over the canvas, invisible and out of the pointer's way. Screen
// readers walk it, DOM focus follows the app's focus, and the element of a text field takes keys and input methods.
const potokMirror = {
  root: null,
  elements: new Map(), // id → element
  polite: null,
  assertive: null,
  focused: '',
  composing: false,
  editing: null, // id of the text field that is being edited
  shown: { text: '', from: 0, to: 0 }, // what the app last said of it

  roles: [],
  touched: new Set(), // elements whose role or children changed in this update
  // What ARIA wants below each of these; without it the element is a group.
  OWNS: { list: ['listitem'], grid: ['row', 'rowgroup'], table: ['row', 'rowgroup'], tree: ['treeitem', 'group'], listbox: ['option', 'group'], tablist: ['tab'] },
  ITEMS: ['listitem', 'option', 'radio', 'tab', 'treeitem', 'menuitem', 'menuitemcheckbox'],
  CELLS: ['gridcell', 'cell', 'columnheader', 'rowheader'],
  FLAGS: {
    disabled: 1 << 0, checked: 1 << 1, mixed: 1 << 2, expandable: 1 << 3, expanded: 1 << 4, selected: 1 << 5, pressable: 1 << 6,
    pressed: 1 << 7, required: 1 << 8, invalid: 1 << 9, readonly: 1 << 10, multiline: 1 << 11, modal: 1 << 12, busy: 1 << 13,
    current: 1 << 14, popup: 1 << 15, focusable: 1 << 16, tabStop: 1 << 17, polite: 1 << 18, assertive: 1 << 19, draggable: 1 << 20,
  },

  start(roles) {
    this.roles = roles.split(' ');
    this.root = document.getElementById('mirror');
    this.polite = document.getElementById('live-polite');
    this.assertive = document.getElementById('live-assertive');
    this.root.addEventListener('focusin', (e) => {
      const id = e.target.dataset.id;
      if (id && id !== this.focused) this.send('_potok_mirror_focus', id);
    });
    // Assistive technology clicks elements; the pointer never does, it goes to the canvas.
    this.root.addEventListener('click', (e) => {
      const id = e.target.closest('[data-id]')?.dataset.id;
      if (id) this.send('_potok_mirror_activate', id);
    });
    this.root.addEventListener('compositionstart', () => { this.composing = true; });
    this.root.addEventListener('compositionend', (e) => {
      this.composing = false;
      this.sendValue(e.target);
    });
    this.root.addEventListener('input', (e) => this.sendValue(e.target));
    // A phone's handles, or a script, move the selection without an input event.
    document.addEventListener('selectionchange', () => {
      const e = document.activeElement;
      if (!this.isTextElement(e) || this.composing || this.editing !== e.dataset.id || e.value !== this.shown.text) return;
      if (e.selectionStart === this.shown.from && e.selectionEnd === this.shown.to) return;
      this.sendValue(e);
    });
  },
  contains(node) {
    return this.root !== null && this.root.contains(node);
  },
  isTextElement(node) {
    return node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;
  },
  send(name, id) {
    const text = stringToNewUTF8(id);
    (name === '_potok_mirror_focus' ? _potok_mirror_focus : _potok_mirror_activate)(text);
    _potok_free(text);
  },
  // UTF-16 offsets of the element, UTF-8 offsets of the app.
  sendValue(element) {
    if (!this.isTextElement(element) || potokHost.crashed) return;
    const bytes = (text) => new TextEncoder().encode(text).length;
    const id = stringToNewUTF8(element.dataset.id), text = stringToNewUTF8(element.value);
    const from = element.selectionStart ?? element.value.length, to = element.selectionEnd ?? element.value.length;
    this.shown = { text: element.value, from, to };
    const backward = element.selectionDirection === 'backward';
    const start = bytes(element.value.slice(0, backward ? to : from)), end = bytes(element.value.slice(0, backward ? from : to));
    _potok_mirror_value(id, text, start, end);
    _potok_free(id); _potok_free(text);
  },

  element(role, flags) {
    if (role === 'textbox' || role === 'searchbox' || role === 'spinbutton' || (role === 'combobox' && !(flags & this.FLAGS.popup))) {
      const field = document.createElement(flags & this.FLAGS.multiline ? 'textarea' : 'input');
      field.autocomplete = 'off';
      field.spellcheck = false;
      if (field instanceof HTMLInputElement) field.type = 'text';
      return field;
    }
    return document.createElement('div');
  },

  // Records are separated by U+001E, their members by U+001F:
  //   R id                      removed
  //   N id what parent role flags level position size x y w h name value description
  //   O id id id …              the order of all elements
  //   F id                      who has the focus
  update(message) {
    let focused = null;
    for (const record of message.split('\x1e')) {
      const m = record.split('\x1f');
      if (m[0] === 'N') this.put(m);
      else if (m[0] === 'R') this.remove(m[1]);
      else if (m[0] === 'O') this.reorder(m);
      else if (m[0] === 'F') focused = m[1];
    }
    for (const e of this.touched) this.complete(e);
    this.touched.clear();
    if (focused !== null) this.focus(focused); // last: moving an element drops its focus
  },
  // The app says what things are; what ARIA demands of their surroundings is seen to here. A row that tells its cells only while it is
  // looked at has one that bears its name.
  complete(e) {
    const role = e.dataset?.role;
    if (!role || !e.isConnected) return;
    const children = [...e.children].filter((c) => !c.dataset.filler);
    let said = role;
    if (this.OWNS[role] && !children.some((c) => this.OWNS[role].includes(c.dataset.role))) said = 'group';
    // A list in which other things stand, too, is a group, and so are its items.
    if (role === 'list' && !children.every((c) => c.dataset.role === 'listitem')) said = 'group';
    if (role === 'listitem' && this.parentOf(e).getAttribute('role') === 'group') said = 'group';
    const before = e.getAttribute('role');
    if (role === 'listitem' && said === 'group') for (const a of ['aria-posinset', 'aria-setsize']) e.removeAttribute(a);
    if (said === 'generic') e.removeAttribute('role');
    else if (before !== said) e.setAttribute('role', said);
    if (role === 'list' && before !== said) for (const c of children) this.complete(c);
    if (role !== 'row') return;
    const filler = e.querySelector(':scope > [data-filler]');
    const others = children.filter((c) => !this.CELLS.includes(c.dataset.role)), celled = others.length < children.length;
    if (celled && others.length === 0 && !filler?.childElementCount) return filler?.remove();
    const cell = filler ?? e.insertBefore(document.createElement('div'), e.firstChild);
    cell.dataset.filler = '1';
    cell.setAttribute('role', e.parentElement.dataset.role === 'table' ? 'cell' : 'gridcell');
    if (celled) cell.removeAttribute('aria-label');
    else cell.setAttribute('aria-label', e.getAttribute('aria-label') ?? '');
    cell.append(...others);
  },
  // A filler is no place of the app's: what lies in it belongs to the row.
  parentOf(e) {
    return e.parentElement?.dataset.filler ? e.parentElement.parentElement : e.parentElement;
  },
  childrenOf(e) {
    return [...e.querySelectorAll(':scope > :not([data-filler]), :scope > [data-filler] > *')];
  },
  remove(id) {
    const element = this.elements.get(id);
    if (!element) return;
    this.elements.delete(id);
    // Children that live on have been, or will be, put elsewhere: keep them alive.
    for (const child of this.childrenOf(element)) this.root.append(child);
    this.touched.add(this.parentOf(element));
    element.remove();
  },
  put(m) {
    const [, id, what, parent, roleIndex, flagText, level, position, size, x, y, w, h, name, value, description] = m;
    const role = this.roles[+roleIndex];
    const flags = +flagText;
    const kind = role + (flags & this.FLAGS.multiline ? '+' : '') + (flags & this.FLAGS.popup ? '^' : '');
    let e = this.elements.get(id);
    if (!e || e.dataset.kind !== kind) {
      const fresh = this.element(role, flags);
      fresh.dataset.id = id;
      fresh.dataset.kind = kind;
      if (e) {
        for (const child of this.childrenOf(e)) fresh.append(child);
        e.replaceWith(fresh);
      }
      this.elements.set(id, fresh);
      e = fresh;
    }
    const above = (parent !== '0' && this.elements.get(parent)) || this.root;
    if (this.parentOf(e) !== above && !this.isTextElement(above)) {
      if (e.parentElement) this.touched.add(this.parentOf(e));
      above.append(e);
      this.touched.add(above);
      this.touched.add(e);
    }
    e.rect = [x, y, w, h];
    this.place(e);
    if (+what === 4) return; // only moved
    this.touched.add(above);
    this.touched.add(e);
    this.describe(e, role, flags, { level: +level, position: +position, size: +size, name, value, description });
  },
  // The app counts its own pixels: CSS pixels divided by the person's scale.
  place(e) {
    const k = potokHost.scale, s = e.style;
    [s.left, s.top, s.width, s.height] = e.rect.map((v) => v * k + 'px');
  },
  rescale() {
    for (const e of this.elements.values()) this.place(e);
  },
  describe(e, role, flags, n) {
    const F = this.FLAGS;
    const set = (attribute, value) => {
      if (value === null || value === undefined || value === '') e.removeAttribute(attribute);
      else if (e.getAttribute(attribute) !== String(value)) e.setAttribute(attribute, value);
    };
    const state = (attribute, applies, flag) => set(attribute, applies ? String(!!(flags & flag)) : null);
    if (role === 'text') {
      if (e.textContent !== n.name) e.textContent = n.name;
      return;
    }
    e.dataset.role = role; // the attribute follows in complete()
    set('aria-label', n.name);
    // Its place among many: items of lists and rows of grids have attributes for it, anything else says it.
    const item = this.ITEMS.includes(role), placed = n.position && !item && role !== 'row' ? `${n.position} / ${n.size}` : '';
    set('aria-description', [n.description, placed].filter(Boolean).join(', '));
    set('aria-level', n.level || null);
    set('aria-posinset', item ? n.position || null : null);
    set('aria-setsize', item && n.position ? n.size : null);
    set('aria-rowindex', role === 'row' ? n.position || null : null);
    if (role === 'row' && n.position) e.parentElement?.closest('[data-role="grid"], [data-role="table"]')?.setAttribute('aria-rowcount', n.size);
    set('data-position', n.position || null);
    set('aria-disabled', flags & F.disabled ? 'true' : null);
    const checks = ['checkbox', 'radio', 'switch', 'menuitemcheckbox'].includes(role);
    set('aria-checked', checks ? (flags & F.mixed ? 'mixed' : String(!!(flags & F.checked))) : null);
    state('aria-expanded', flags & F.expandable, F.expanded);
    state('aria-selected', ['option', 'tab', 'row', 'gridcell', 'treeitem'].includes(role), F.selected);
    state('aria-pressed', flags & F.pressable, F.pressed);
    set('aria-required', flags & F.required ? 'true' : null);
    set('aria-invalid', flags & F.invalid ? 'true' : null);
    set('aria-readonly', flags & F.readonly ? 'true' : null);
    set('aria-modal', flags & F.modal ? 'true' : null);
    set('aria-busy', flags & F.busy ? 'true' : null);
    set('aria-current', flags & F.current ? (role === 'gridcell' ? 'date' : role === 'link' ? 'page' : 'true') : null);
    if (role === 'columnheader') set('aria-sort', n.value);
    set('aria-haspopup', flags & F.popup ? 'true' : null);
    set('aria-live', flags & F.assertive ? 'assertive' : flags & F.polite ? 'polite' : null);
    if (flags & F.focusable) e.tabIndex = flags & F.tabStop ? 0 : -1;
    else e.removeAttribute('tabindex');
    if (this.isTextElement(e)) {
      if (this.editing !== e.dataset.id && e.value !== n.value) e.value = n.value;
      e.readOnly = !!(flags & F.readonly);
      e.disabled = !!(flags & F.disabled);
    } else if (role === 'separator') {
      set('aria-valuenow', flags & F.focusable ? n.value || '0' : null);
    } else if (role === 'combobox') {
      if (e.childElementCount === 0 && e.textContent !== n.value) e.textContent = n.value;
    } else if (['progressbar', 'meter', 'spinbutton', 'slider'].includes(role)) {
      set('aria-valuetext', n.value);
    } else if (e.childElementCount === 0 && ['status', 'alert'].includes(role) && e.textContent !== n.name) {
      e.textContent = n.name; // live regions are read from their contents
    }
  },
  reorder(m) {
    const next = new Map(); // parent → the child that should come now
    for (let i = 1; i < m.length; i++) {
      const e = this.elements.get(m[i]);
      if (!e || !e.parentElement) continue;
      const parent = e.parentElement;
      const expected = next.has(parent) ? next.get(parent) : parent.firstElementChild;
      if (expected === e) {
        next.set(parent, e.nextElementSibling);
      } else {
        const active = document.activeElement === e; // moving an element drops its focus
        parent.insertBefore(e, expected);
        if (active) e.focus({ preventScroll: true });
        next.set(parent, expected);
      }
    }
  },
  focus(id) {
    this.focused = id;
    const e = this.elements.get(id);
    if (e) {
      if (document.activeElement !== e) e.focus({ preventScroll: true });
    } else if (this.contains(document.activeElement)) {
      document.activeElement.blur();
    }
  },
  // The field that is edited: its text and selection as the app has them. `id` 0: none.
  textInput(id, text, start, end) {
    this.editing = id === '0' ? null : id;
    const e = this.elements.get(id);
    if (!e || !this.isTextElement(e) || this.composing) return;
    if (document.activeElement !== e) e.focus({ preventScroll: true });
    if (e.value !== text) e.value = text;
    const units = (bytes) => new TextDecoder().decode(new TextEncoder().encode(text).slice(0, bytes)).length;
    const from = units(Math.min(start, end)), to = units(Math.max(start, end));
    this.shown = { text, from, to };
    if (e.selectionStart !== from || e.selectionEnd !== to) e.setSelectionRange(from, to, start > end ? 'backward' : 'forward');
  },
  announce(sentence, assertive) {
    const region = assertive ? this.assertive : this.polite;
    region.textContent = '';
    requestAnimationFrame(() => { region.textContent = sentence; });
  },
};
