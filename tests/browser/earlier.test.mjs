// A workspace stored by an earlier version of the app: it lies in a whole checkpoint before it is brought up, and nothing is lost.
// One of a later version is refused by name and left alone.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { built, closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";
import { listen } from "./support/store_pages.mjs";

const pages = path.resolve(built, "../wasm/pages");
let site, browser, context, page, app;

before(async () => {
  site = await startSite();
  browser = await startBrowser();
  // Without the service worker, the page below the app can be served in the app's own origin.
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", serviceWorkers: "block", reducedMotion: "reduce" });
  await context.route(`${site.url}below/*`, (route) => route.fulfill({ path: path.join(pages, path.basename(new URL(route.request().url()).pathname)) }));
  page = await openPage(context, site.url);
  app = new AppDriver(page);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

// Carries out SQL on the stored workspace, behind the app's back.
async function execute(sql) {
  await page.goto(`${site.url}licences.txt`); // the app lets go of its storage
  const below = await context.newPage();
  await below.addInitScript(listen);
  await below.goto(`${site.url}below/storage.html`);
  const said = (name) => below.evaluate((n) => nextOf(n), name);
  await said("ready");
  await below.evaluate(() => Module.ccall("page_open_as_it_is", null, ["string"], ["main"]));
  assert.equal(await said("open"), "ok");
  assert.equal(await below.evaluate((text) => Module.ccall("page_exec", "number", ["string"], [text]), sql), 1);
  await below.evaluate(() => Module._page_flush(1));
  assert.equal(await said("flushed"), "ok");
  await below.close();
}

// Numbers of the log records, without the marks of openings and trims, and keys of the base segments.
const stored = () => page.evaluate(async () => {
  const wait = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
  const db = await wait(indexedDB.open("potok:main"));
  const tx = db.transaction(["log", "base"]);
  const [keys, values] = [await wait(tx.objectStore("log").getAllKeys()), await wait(tx.objectStore("log").getAll())];
  const found = { log: keys.filter((_, i) => values[i].byteLength > 1), base: await wait(tx.objectStore("base").getAllKeys()) };
  db.close();
  return found;
});

test("a workspace is begun and left", async () => {
  await app.settled();
  await app.type("textbox", "Company", "Wodospad");
  await app.click("button", "Empty workspace");
  await app.shown("heading", "Wodospad");
  await app.click("button", "New task");
  await app.type("textbox", "What is to be done", "Call back");
  await app.click("button", "Create task");
  await app.shown("button", /Call back/);
});

test("of an earlier version: folded, brought up in one record, and all is there", async () => {
  await execute("INSERT INTO search(search, rank) VALUES('automerge', 4); PRAGMA user_version = 1");
  const before = await stored();
  assert.ok(before.log.length > 1 && before.base.length === 0, "its log has not been folded yet");
  await page.goto(site.url);
  await app.settled();
  await app.shown("button", /Call back/);
  await page.waitForFunction(() => window.potok?.started);
  const after = await stored();
  assert.ok(after.base.length > 0, "no checkpoint before the schema was changed");
  assert.ok(after.log.length >= 1 && after.log[0] > before.log.at(-1), "what was there is not in the checkpoint");
});

test("of a later version: refused by name, and left as it is", async () => {
  await execute("PRAGMA user_version = 99");
  const before = await stored();
  await page.goto(site.url);
  await app.settled();
  await app.shown("heading", /^This workspace was last used by a newer version/);
  assert.deepEqual(await stored(), before);
  await execute("PRAGMA user_version = 4");
  await page.goto(site.url);
  await app.settled();
  await app.shown("button", /Call back/);
  await closePage(page);
});
