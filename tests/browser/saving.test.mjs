// What happens when the browser has no room left: nothing more is taken in, what is only in memory can be saved as a file,
// that file opens elsewhere, and once there is room again the work goes on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";

let site, browser, context, page, app, copy;

// A storage that is full when told so, and a browser that downloads instead of asking where to save.
function fakeFullStorage() {
  window.storageIsFull = localStorage.getItem("full") === "yes";
  for (const name of ["add", "put"]) {
    const write = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...words) {
      if (!window.storageIsFull) return write.apply(this, words);
      const tx = this.transaction;
      Object.defineProperty(tx, "error", { value: new DOMException("no room", "QuotaExceededError") });
      Object.defineProperty(tx, "commit", { value: () => {} }); // what has no room is not committed
      queueMicrotask(() => tx.abort());
      return this.count();
    };
  }
  delete window.showSaveFilePicker;
}

async function newTask(name) {
  await app.click("button", "New task");
  await app.type("textbox", "What is to be done", name);
  await app.click("button", "Create task");
}

before(async () => {
  site = await startSite();
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Warsaw", reducedMotion: "reduce" });
  await context.addInitScript(fakeFullStorage);
  page = await openPage(context, site.url);
  app = new AppDriver(page);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("while there is room, all is saved", async () => {
  await app.settled();
  await app.type("textbox", "Company", "Wodospad");
  await app.click("button", "Empty workspace");
  await app.click("link", "My tasks");
  await newTask("First");
  await app.shown("button", /First/);
  await app.gone("button", "Save a copy…");
});

test("without room the page says so, and nothing more is taken in", async () => {
  await page.evaluate(() => { window.storageIsFull = true; });
  await newTask("Only in memory");
  await app.shown("status", /^Read only\. The browser has no room left/);
  await app.shown("button", /Only in memory/); // it is still there to be seen
  await page.keyboard.press("Control+Z"); // the notice that answers goes away by itself
  await app.shown("alert", /^Nothing can be changed at the moment/);
  await app.shown("button", /Only in memory/);
});

test("a copy is saved as a file, and holds what the storage does not", async () => {
  const download = page.waitForEvent("download");
  await app.click("button", "Save a copy…");
  const file = await download;
  assert.equal(file.suggestedFilename(), "Wodospad.potok");
  copy = readFileSync(await file.path());
  assert.equal(copy.subarray(0, 15).toString(), "SQLite format 3");
});

test("the copy opens in another browser; a damaged or foreign one does not, and is told why", async () => {
  const elsewhere = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", reducedMotion: "reduce" });
  const other = await openPage(elsewhere, site.url);
  const there = new AppDriver(other);
  await there.settled();
  const open = ["button", "Open a workspace file…"];
  const damaged = Buffer.from(copy);
  damaged.fill(0xa5, 3 * 4096, 5 * 4096);
  const foreign = Buffer.from(copy);
  foreign.writeUInt32BE(0x12345678, 68); // application id
  const newer = Buffer.from(copy);
  newer.writeUInt32BE(999, 60); // user version
  for (const [bytes, why] of [[Buffer.from("no database at all"), /^This file is not a Potok workspace/], [damaged, /^The file is damaged/],
    [foreign, /^This file is not a Potok workspace/], [newer, /^This workspace was last used by a newer version/]]) {
    await there.attach(open, "workspace.potok", bytes);
    await there.shown("alert", why);
    await there.shown(...open);
  }
  await there.attach(open, "workspace.potok", copy);
  await there.click("link", "My tasks");
  await there.shown("button", /Only in memory/);
  await other.reload();
  await there.settled();
  await there.shown("button", /Only in memory/);
  await closePage(other);
  await elsewhere.close();
});

test("with room again the work goes on, and is there after a reload", async () => {
  await page.evaluate(() => { window.storageIsFull = false; });
  await app.click("button", "Try again");
  await app.gone("button", "Try again");
  await newTask("Third");
  await app.shown("button", /Third/);
  await page.reload();
  await app.settled();
  for (const name of [/First/, /Only in memory/, /Third/]) await app.shown("button", name);
});

test("opened while there is no room it can be read; with room again the work goes on", async () => {
  await page.evaluate(() => localStorage.setItem("full", "yes"));
  await page.reload();
  await app.settled();
  await app.shown("status", /^Read only\. The browser has no room left/);
  for (const name of [/First/, /Only in memory/, /Third/]) await app.shown("button", name);
  await app.shown("button", "Save a copy…");
  await app.click("button", "Try again");
  await app.shown("status", /^Read only\. The browser has no room left/);
  await page.evaluate(() => {
    localStorage.removeItem("full");
    window.storageIsFull = false;
  });
  await app.click("button", "Try again");
  await app.gone("button", "Try again");
  await newTask("Fourth");
  await page.reload();
  await app.settled();
  for (const name of [/First/, /Third/, /Fourth/]) await app.shown("button", name);
  await closePage(page);
});
