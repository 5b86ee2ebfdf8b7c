// A tab that nobody looks at: no frame is drawn in it, but what is due is done in time.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { AppDriver } from "./support/app.mjs";
import { spawnBrowser, startSite } from "./support/browser.mjs";

let profile, site, child, browser, context;

before(async () => {
  profile = mkdtempSync(path.join(os.tmpdir(), "potok-hidden-"));
  site = await startSite();
  ({ child, browser } = await spawnBrowser(profile));
  context = browser.contexts()[0];
});
after(async () => {
  const ended = child && new Promise((resolve) => child.once("exit", resolve));
  child?.kill();
  await ended;
  await site?.close();
  if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

// The sequence of the newest record of the log.
function lastRecord() {
  return new Promise((done, fail) => {
    const open = indexedDB.open("potok:main");
    open.onerror = () => fail(open.error);
    open.onsuccess = () => {
      const cursor = open.result.transaction("log").objectStore("log").openKeyCursor(null, "prev");
      cursor.onsuccess = () => {
        open.result.close();
        done(cursor.result?.key ?? 0);
      };
    };
  });
}

test("the owner runs its timers while another tab is looked at", async (t) => {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const now = Date.now;
    window.ahead = 0;
    Date.now = () => now() + window.ahead;
  });
  await page.goto(site.url);
  const app = new AppDriver(page);
  await app.settled();
  await app.click("button", "Start");
  await app.shown("navigation");
  const other = await context.newPage();
  await other.goto(`${site.url}licences.txt`);
  await other.bringToFront();
  await page.waitForFunction(() => document.hidden, null, { polling: 50 });
  await sleep(6000); // two beats of the metronome: nothing is due
  const quiet = await other.evaluate(lastRecord);
  await sleep(6000);
  assert.equal(await other.evaluate(lastRecord), quiet);
  await page.evaluate(() => { window.ahead = 5 * 86_400_000; });
  const begin = Date.now();
  while ((await other.evaluate(lastRecord)) === quiet) {
    assert.ok(Date.now() - begin < 15_000, "five days have passed, and nothing was done");
    await sleep(100);
  }
  t.diagnostic(`done ${((Date.now() - begin) / 1000).toFixed(1)} s after it was due`);
  assert.equal(await page.evaluate(() => document.hidden), true);
});
