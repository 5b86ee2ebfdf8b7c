// What is stored in the browser has been damaged: the app says so, leaves it as it is, and works on from a copy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";

let site, browser, context, page, app, copy;

before(async () => {
  site = await startSite();
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", reducedMotion: "reduce" });
  await context.addInitScript(() => { delete window.showSaveFilePicker; });
  page = await openPage(context, site.url);
  app = new AppDriver(page);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

// Turns over a byte in the middle of every log record of every workspace; returns how many there were.
function damageStore() {
  const wait = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
  return (async () => {
    let changed = 0;
    for (const { name } of await indexedDB.databases()) {
      const db = await wait(indexedDB.open(name));
      if (db.objectStoreNames.contains("log")) {
        const store = db.transaction("log", "readwrite").objectStore("log");
        for (const key of await wait(store.getAllKeys())) {
          const kept = await wait(store.get(key));
          const bytes = new Uint8Array(kept.buffer ?? kept);
          bytes[bytes.length >> 1] ^= 0xff;
          await wait(store.put(kept, key));
          changed++;
        }
      }
      db.close();
    }
    return changed;
  })();
}

test("a copy is saved from the settings", async () => {
  await app.settled();
  await app.type("textbox", "Company", "Wodospad");
  await app.click("button", "Empty workspace");
  await app.click("button", "Settings");
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 5000);
  await app.settled();
  const download = page.waitForEvent("download");
  await app.click("button", "Save a copy…");
  copy = readFileSync(await (await download).path());
});

test("damage is noticed and told, and nothing is overwritten", async () => {
  await page.goto(`${site.url}licences.txt`); // the app lets go of its storage
  assert.ok((await page.evaluate(damageStore)) > 0);
  await page.goto(site.url);
  await app.settled();
  await app.shown("heading", /^The stored workspace is damaged/);
});

test("a copy takes its place, and is there after a reload", async () => {
  await app.attach(["button", "Open a workspace file…"], "Wodospad.potok", copy);
  await app.shown("heading", "Wodospad");
  const kept = await page.evaluate(async () => (await indexedDB.databases()).map((db) => db.name));
  assert.ok(kept.includes("potok:main"), "the damaged store has been left");
  await page.reload();
  await app.settled();
  await app.shown("heading", "Wodospad");
  await closePage(page);
});
