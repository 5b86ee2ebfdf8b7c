// One workspace at a time, at work in a page of pages/faults.cpp: what it has told, what is found when it is opened again.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { deleteDatabase, loseRecords } from "./store_pages.mjs";

export class Story {
  static generation = 0;

  // splitmix32
  static dice(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x9e3779b9) >>> 0;
      let z = state;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return (z ^ (z >>> 15)) >>> 0;
    };
  }

  constructor(browser, site, tally) {
    this.browser = browser;
    this.site = site;
    this.tally = tally;
    this.rounds = 0;
    this.renew();
  }
  get url() {
    return `${this.site}faults.html`;
  }
  get origin() {
    return new URL(this.site).origin;
  }
  // Nothing is known of the next workspace.
  renew() {
    this.workspace = `w${process.pid}-${++Story.generation}`;
    this.words = { rows: 0 }; // of the tab that has the workspace, when last told
    this.saved = 0;           // the most rows that were reported saved
    this.failures = [];
    this.troubles = [];
    this.harmed = false;      // a scrub will find something
  }
  get rows() {
    return this.words.rows;
  }
  count(what, n = 1) {
    this.tally[what] = (this.tally[what] ?? 0) + n;
  }

  hear(words, name, text) {
    if (words.workspace !== this.workspace) return; // a page that was late to die
    if (name === "state" || (name === "open" && text.startsWith("ok"))) {
      const [rows, saved] = text.replace("ok ", "").split(" ").map(Number);
      words.rows = rows;
      this.saved = Math.max(this.saved, saved);
    } else if (name === "failed") {
      this.failures.push(text);
    } else if (name === "broken" || (name === "scrubbed" && /^ok \d+ [1-9]/.test(text) && !this.harmed)) {
      this.troubles.push(`${name} ${text}`);
    }
  }

  async visit() {
    const words = { rows: 0, workspace: this.workspace };
    const tab = await this.browser.open(this.url, (name, text) => this.hear(words, name, text));
    tab.words = words;
    await tab.heard("ready");
    return tab;
  }
  async start(tab) {
    await tab.start(this.workspace);
    return tab.heard("open");
  }
  // Opens the workspace and looks whether all is there that must be.
  async reopen(tab = null) {
    this.tab = tab ?? (await this.visit());
    const least = this.saved;
    const opened = await this.start(this.tab);
    assert.match(opened, /^ok /);
    this.words = this.tab.words;
    const rows = Number(opened.split(" ")[1]);
    assert.ok(rows >= least, `${rows} rows came back, ${least} had been reported saved`);
    this.count("rows survived beyond those reported saved", rows - least);
  }
  async check() {
    const found = await this.tab.callFor("checked", "check");
    assert.match(found, /^\d+$/);
    return Number(found);
  }
  async works(dice) {
    const before = this.rows;
    await this.tab.call("work", dice());
    await sleep(30 + (dice() % 200));
    this.count("acts", Math.max(0, this.rows - before));
  }
  // Until nothing is under way; all is saved then.
  async rest() {
    await this.tab.call("stop");
    assert.equal(await this.tab.callFor("flushed", "flush", 0), "ok");
    await this.tab.idle();
    assert.equal(this.saved, this.rows);
  }
  async until(what, condition, ms = 10_000) {
    for (const end = Date.now() + ms; !condition(); await sleep(10))
      if (Date.now() > end) throw new Error(`${what}: not within ${ms} ms`);
  }

  async tell(fault, seed) {
    const dice = Story.dice(seed);
    if (!this.tab) await this.reopen();
    if (++this.rounds % 3 === 0 && fault.midFold) await this.tab.call("fold");
    await this.works(dice);
    await fault.strike(this, dice);
    if (this.tab) await this.check();
    assert.deepEqual(this.troubles, []);
    assert.deepEqual(this.failures, []);
  }
  // Ends the workspace: the next round begins another.
  async forget() {
    await this.tab?.close();
    this.tab = null;
    const tab = await this.visit();
    await tab.page.evaluate(deleteDatabase, `potok:${this.workspace}`);
    await tab.close();
    this.renew();
  }
  // After a round that failed: whatever state the browser is in, the next finds a new one.
  async end() {
    this.tab = null;
    await this.browser.kill();
    const { cdp, close } = await this.control();
    await cdp.send("Storage.clearDataForOrigin", { origin: this.origin, storageTypes: "indexeddb" });
    await close();
  }
  // A tab that has nothing to do with the workspace, to pull the browser's strings.
  async control() {
    const tab = await this.browser.open("about:blank");
    return { cdp: tab.cdp, close: () => tab.close() };
  }

  // For the test of this test.
  async lied() {
    await this.reopen();
    await this.tab.page.evaluate(loseRecords);
    for (let i = 0; i < 30; i++) {
      await this.tab.call("act", 100);
      await this.tab.callFor("flushed", "flush", 0);
    }
    await this.tab.close();
    await this.reopen();
  }
}
