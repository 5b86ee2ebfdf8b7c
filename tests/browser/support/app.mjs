// Drives the app the way a person does: finds a widget by role and name in the ARIA mirror, takes its box, uses the real mouse
// and keyboard, then waits until the app draws no more.
import assert from "node:assert/strict";

export class AppDriver {
  constructor(page) {
    this.page = page;
  }

  // Until the app has started and no frame is due. What only a timer will draw (a notice that goes away) is not waited for.
  async settled() {
    await this.page.waitForFunction(() => window.potok?.started === true, null, { timeout: 60_000 });
    await this.page.waitForFunction(
      () => {
        const now = window.potok.frames;
        const still = window.__frames === now && !window.potok.busy;
        window.__frames = now;
        return still;
      },
      null,
      { polling: 40, timeout: 60_000 },
    );
  }

  // `in: [role, name]` looks inside that widget only.
  find(role, name, { in: inside, ...options } = {}) {
    const where = inside ? this.find(...inside) : this.page;
    return where.getByRole(role, name === undefined ? options : { name, exact: typeof name === "string", ...options }).first();
  }
  async shown(role, name, options = {}) {
    await this.waitFor(this.find(role, name, options), "attached");
    return this.find(role, name, options);
  }
  async gone(role, name, options = {}) {
    await this.waitFor(this.find(role, name, options), "detached");
  }
  // Says what was there instead when it waited in vain.
  async waitFor(locator, state) {
    try {
      await locator.waitFor({ state, timeout: 20_000 });
    } catch (error) {
      throw new Error(`${error.message}\nThe page:\n${await this.snapshot()}`);
    }
  }
  async box(role, name, options = {}) {
    const box = await (await this.shown(role, name, options)).boundingBox();
    assert.ok(box, `${role} "${name}" has no box`);
    return box;
  }
  async point(role, name, options = {}) {
    const b = await this.box(role, name, options);
    return { x: b.x + b.width / 2, y: b.y + b.height / 2 };
  }

  // ImGui looks at the mouse once a frame: move, let it see, press, let it see, release.
  async frame() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  async clickAt({ x, y }) {
    await this.page.mouse.move(x, y);
    await this.frame();
    await this.page.mouse.down();
    await this.frame();
    await this.page.mouse.up();
    await this.settled();
  }
  async click(role, name, options = {}) {
    await this.clickAt(await this.point(role, name, options));
  }
  async fill(role, name, text) {
    await this.click(role, name);
    await this.page.keyboard.press("Control+A");
    await this.settled();
    await this.page.keyboard.insertText(text);
    await this.settled();
    assert.equal(await this.find(role, name).inputValue(), text);
  }
  // Key by key, what the keyboard lacks as an input method gives it.
  async type(role, name, text) {
    await this.click(role, name);
    await this.page.keyboard.press("Control+A");
    await this.settled();
    await this.page.keyboard.type(text);
    await this.settled();
    // An amount shows its thousands apart.
    const plain = (value) => value.replace(/(\d)[\u2009\u202f\u00a0 ](?=\d)/g, "$1");
    assert.equal(plain(await this.find(role, name).inputValue()), text);
  }
  // Presses what asks for a file and chooses one.
  async attach(button, name, text) {
    const asked = this.page.waitForEvent("filechooser");
    await this.click(...button);
    const chooser = await asked;
    await chooser.setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.isBuffer(text) ? text : Buffer.from(text) });
    await this.settled();
  }
  async press(keys) {
    await this.page.keyboard.press(keys);
    await this.settled();
  }
  // Drags slowly enough for the app to see it; returns before the drop when `hold` is asked for.
  async drag(from, to, { hold } = {}) {
    await this.page.mouse.move(from.x, from.y);
    await this.frame();
    await this.page.mouse.down();
    await this.frame();
    for (let i = 1; i <= 8; i++) {
      await this.page.mouse.move(from.x + ((to.x - from.x) * i) / 8, from.y + ((to.y - from.y) * i) / 8);
      await this.frame();
    }
    if (hold) await hold();
    await this.page.mouse.up();
    await this.settled();
  }
  async snapshot() {
    return this.page.locator("#mirror").ariaSnapshot();
  }
}
