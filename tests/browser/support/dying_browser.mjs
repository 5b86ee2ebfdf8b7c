// A Chromium with a profile on disk that can be killed and started again, and pages in it that can die at any moment: what a page
// told before is kept here.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawnBrowser } from "./browser.mjs";
import { listen } from "./store_pages.mjs";

// A promise that must not be waited for without end: the page may be dead.
export async function within(ms, what, promise) {
  const timer = new AbortController();
  try {
    return await Promise.race([
      promise,
      sleep(ms, null, { signal: timer.signal }).then(() => { throw new Error(`${what}: not within ${ms} ms`); }),
    ]);
  } finally {
    timer.abort();
  }
}

export class DyingBrowser {
  constructor() {
    this.profile = mkdtempSync(path.join(os.tmpdir(), "potok-profile-"));
  }

  async start() {
    const { child, browser } = await spawnBrowser(this.profile);
    this.process = child;
    this.browser = browser;
    this.ended = new Promise((resolve) => child.once("exit", resolve));
    this.context = browser.contexts()[0];
    this.session = await browser.newBrowserCDPSession();
    await this.context.addInitScript(listen);
  }
  async renderers() {
    const { processInfo } = await within(10_000, "the list of processes", this.session.send("SystemInfo.getProcessInfo"));
    return processInfo.filter((p) => p.type === "renderer").map((p) => p.id);
  }
  // The browser dies on the spot, with all that it has not handed to the operating system, and is started again.
  async kill() {
    this.process.kill("SIGKILL");
    await within(20_000, "the browser's end", this.ended);
    await this.start();
  }
  async close() {
    this.process?.kill("SIGTERM");
    await Promise.race([this.ended, sleep(5000)]);
    this.process?.kill("SIGKILL");
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  // `tells(name, text)` hears what the page says, over the browser's own channel: once heard, it was said.
  // Whoever kills renderers may hit the one that the next page was to have: such a page never answers, and another is opened.
  async open(url, tells = () => {}) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await within(10_000, "opening a page", this.openOnce(url, tells));
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }
  async openOnce(url, tells) {
    const page = await this.context.newPage();
    const cdp = await this.context.newCDPSession(page);
    const gone = new Promise((resolve) => {
      page.once("crash", resolve);
      page.once("close", resolve);
    });
    cdp.on("Runtime.bindingCalled", ({ name, payload }) => {
      if (name !== "potokTell") return;
      const end = payload.indexOf("\n");
      tells(payload.slice(0, end), payload.slice(end + 1));
    });
    await cdp.send("Runtime.enable");
    await cdp.send("Runtime.addBinding", { name: "potokTell" });
    await page.goto(url);
    return new Tab(page, cdp, gone);
  }
}

export class Tab {
  constructor(page, cdp, gone) {
    this.page = page;
    this.cdp = cdp;
    this.gone = gone; // resolves when it has crashed or was closed
  }

  heard(name) {
    return within(20_000, name, this.page.evaluate((n) => nextOf(n), name));
  }
  call(name, ...args) {
    return within(20_000, name, this.page.evaluate(([n, a]) => Module["_page_" + n](...a), [name, args]));
  }
  // Calls, then waits for the next `event` it leads to.
  callFor(event, name, ...args) {
    return within(20_000, name, this.page.evaluate(([e, n, a]) => {
      const from = heard.length;
      Module["_page_" + n](...a);
      return nextOf(e, from);
    }, [event, name, args]));
  }
  start(workspace) {
    return within(20_000, "start", this.page.evaluate((w) => Module.ccall("page_start", null, ["string"], [w]), workspace));
  }
  idle() {
    return this.page.waitForFunction(() => Module._page_idle() === 1, null, { polling: 20, timeout: 20_000 });
  }
  // A dead page answers nothing, not even that it closes.
  async close() {
    await Promise.race([this.page.close().catch(() => {}), sleep(3000)]);
  }

  async crash() {
    this.cdp.send("Page.crash").catch(() => {});
    await within(10_000, "the page's end", this.gone);
    await this.close();
  }
  async killRenderer(browser) {
    for (const pid of await browser.renderers()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch { /* it has ended by itself */ }
    }
    await within(10_000, "the page's end", this.gone);
    await this.close();
  }
}
