// Firefox by Puppeteer over WebDriver BiDi, with as much of Playwright's page as AppDriver uses.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

// Where Debian's Firefox lies; POTOK_FIREFOX names another.
const executablePath = process.env.POTOK_FIREFOX ?? "/usr/bin/firefox-esr";
export const installed = existsSync(executablePath);

// Without a display Firefox has no WebGL 2: it gets a screen of its own, drawn by the processor.
async function startScreen() {
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    screen.stdio[3].once("data", (bytes) => resolve(String(bytes).trim()));
    screen.once("error", reject);
    screen.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { screen, display: `:${number}` };
}

export async function startFirefox({ language, timeZone }) {
  const { default: puppeteer } = await import("puppeteer-core");
  const { screen, display } = await startScreen();
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath, headless: false, defaultViewport: { width: 1440, height: 900 },
    env: { ...process.env, DISPLAY: display, TZ: timeZone, LIBGL_ALWAYS_SOFTWARE: "1", WAYLAND_DISPLAY: "" },
    extraPrefsFirefox: { "intl.accept_languages": language, "ui.prefersReducedMotion": 1, "webgl.force-enabled": true },
  });
  return {
    newPage: async () => new FirefoxPage(await browser.newPage()),
    async close() {
      await browser.close();
      screen.kill();
    },
  };
}

// Runs in the page: the mirror's elements that the steps lead to, and what is asked of the first.
function ask(steps, question) {
  const root = document.getElementById("mirror");
  const nameOf = (e) => (e.getAttribute("aria-label") ?? e.textContent).trim();
  const fits = ({ role, name, level }) => (e) => {
    if (e.getAttribute("role") !== role) return false;
    if (level !== undefined && e.getAttribute("aria-level") !== String(level)) return false;
    if (name === undefined) return true;
    return typeof name === "string" ? nameOf(e) === name : new RegExp(name.source, name.flags).test(nameOf(e));
  };
  let found = root ? [root] : [];
  for (const step of steps) found = [...new Set(found.slice(0, step.first ? 1 : undefined).flatMap((e) => [...e.querySelectorAll("[role]")].filter(fits(step))))];
  if (question === "count") return found.length;
  const e = found[0];
  if (!e) return null;
  if (question === "value") return e.value;
  if (question === "box") {
    const { x, y, width, height } = e.getBoundingClientRect();
    return { x, y, width, height };
  }
  return e.getAttribute(question);
}

function outline() {
  const line = (e) => `${e.getAttribute("role")} "${e.getAttribute("aria-label") ?? ""}"`;
  return [...document.querySelectorAll("#mirror [role]")].map(line).join("\n");
}

class Found {
  constructor(page, steps) {
    this.page = page;
    this.steps = steps;
  }
  getByRole(role, { name, level } = {}) {
    const plain = name instanceof RegExp ? { source: name.source, flags: name.flags } : name;
    return new Found(this.page, [...this.steps, { role, name: plain, level }]);
  }
  first() {
    return this;
  }
  ask(question) {
    return this.page.evaluate(ask, this.steps, question);
  }
  count() { return this.ask("count"); }
  inputValue() { return this.ask("value"); }
  boundingBox() { return this.ask("box"); }
  getAttribute(name) { return this.ask(name); }
  async waitFor({ state, timeout }) {
    for (const end = Date.now() + timeout; (await this.count()) > 0 !== (state === "attached"); await sleep(40))
      if (Date.now() > end) throw new Error(`${state}: not within ${timeout} ms: ${JSON.stringify(this.steps)}`);
  }
}

export class FirefoxPage {
  constructor(page) {
    this.puppet = page;
    this.mouse = page.mouse;
    this.faults = [];
    page.on("pageerror", (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${message.text()}`);
    });
    this.keyboard = {
      // "Control+A"
      press: async (keys) => {
        const all = keys.split("+"), last = all.pop();
        for (const key of all) await page.keyboard.down(key);
        await page.keyboard.press(all.length > 0 && last.length === 1 ? last.toLowerCase() : last);
        for (const key of all.reverse()) await page.keyboard.up(key);
      },
      type: (text) => page.keyboard.type(text),
      insertText: (text) => page.keyboard.sendCharacter(text),
    };
  }
  goto(url) { return this.puppet.goto(url); }
  reload() { return this.puppet.reload(); }
  bringToFront() { return this.puppet.bringToFront(); }
  close() { return this.puppet.close(); }
  url() { return this.puppet.url(); }
  // By the page's own timers: its injected helpers are not needed, and a policy of the site cannot forbid them.
  evaluate(f, ...args) { return this.puppet.evaluate(f, ...args); }
  async waitForFunction(f, argument, { timeout = 20_000, polling = 40 } = {}) {
    for (const end = Date.now() + timeout; !(await this.evaluate(f, argument)); await sleep(polling))
      if (Date.now() > end) throw new Error(`not within ${timeout} ms: ${f}`);
  }
  getByRole(role, options) { return new Found(this, []).getByRole(role, options); }
  locator() { return { ariaSnapshot: () => this.evaluate(outline) }; }
}
