// What the app says and does when the browser has lost its storage, or has no time left to write to it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";
import { databases, deleteDatabase } from "./support/store_pages.mjs";

const lost = "The browser no longer has the workspace that was stored here.";
let site, browser, context;

before(async () => {
  site = await startSite();
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Warsaw", reducedMotion: "reduce" });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function visit() {
  const page = await openPage(context, site.url);
  const app = new AppDriver(page);
  await app.settled();
  return { page, app };
}

async function firstStart(app, company) {
  await app.type("textbox", "Company", company);
  await app.click("button", "Empty workspace");
  await app.shown("heading", company);
}

async function newTask(app, name) {
  await app.click("button", "New task");
  await app.type("textbox", "What is to be done", name);
  await app.click("button", "Create task");
  await app.shown("button", new RegExp(name));
}

// A page of the same site without the app.
async function beside() {
  const page = await context.newPage();
  await page.goto(`${site.url}licences.txt`);
  return page;
}

async function clearIndexedDb(page) {
  const cdp = await context.newCDPSession(page);
  await cdp.send("Storage.clearDataForOrigin", { origin: new URL(site.url).origin, storageTypes: "indexeddb" });
}

async function saysItIsLost(app) {
  await app.shown("heading", lost);
  await app.shown("button", "Open a workspace file…");
  await app.shown("button", "Start anew");
  assert.equal(await app.find("textbox", "Company").count(), 0, "the first-start page in place of a lost workspace");
}

test("cleared between two visits: it is said, again and again, and never looks like a first start", async () => {
  const first = await visit();
  await firstStart(first.app, "Wodospad");
  await closePage(first.page);
  const bare = await beside();
  await bare.evaluate(deleteDatabase, "potok:main");
  await bare.close();
  const { page, app } = await visit();
  await saysItIsLost(app);
  await page.reload();
  await app.settled();
  await saysItIsLost(app);
  await closePage(page);
});

test("Start anew leads to the first start, and what is begun there stays", async () => {
  const { page, app } = await visit();
  await app.click("button", "Start anew");
  await app.gone("heading", lost);
  await firstStart(app, "Strumień");
  await page.reload();
  await app.settled();
  await app.shown("heading", "Strumień");
  await closePage(page);
});

test("cleared while it is open: told at once, kept in memory, no empty one in its place", async () => {
  const { page, app } = await visit();
  await app.click("link", "My tasks");
  await newTask(app, "Before");
  await app.shown("status", /^On this device/);
  await clearIndexedDb(page); // and nothing is done after it
  await app.shown("status", /^Read only\. The browser closed the storage/);
  await app.shown("button", /Before/);
  await app.shown("button", "Save a copy…");
  await app.click("button", "Try again");
  await app.shown("status", /^Read only\. The browser closed the storage/);
  assert.ok(!(await page.evaluate(databases)).includes("potok:main"));
  await closePage(page);
  const next = await visit();
  await saysItIsLost(next.app);
  await next.app.click("button", "Start anew");
  await firstStart(next.app, "Źródło");
  await closePage(next.page);
});

// Holds a write transaction open over all stores: every other one waits behind it, until release() is called.
function holdStorage() {
  return new Promise((held) => {
    const open = indexedDB.open("potok:main");
    open.onsuccess = () => {
      const db = open.result, store = db.transaction(["header", "log", "base"], "readwrite").objectStore("header");
      let on = true;
      window.release = () => { on = false; db.close(); };
      const again = () => {
        const request = store.get("epoch");
        request.onsuccess = () => { if (on) again(); };
      };
      again();
      store.get("epoch").onsuccess = () => held();
    };
  });
}

const drafts = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("potok:drafts") || '{"commands":[]}').commands.length);

for (const how of ["closed", "reloaded"]) {
  test(`storage hangs and the tab is ${how}: the work is noted, and done again once by the next`, async () => {
    const name = `Unsaved, ${how}`;
    let { page, app } = await visit();
    await app.click("link", "My tasks");
    await newTask(app, `Saved, ${how}`);
    const bare = await beside();
    await bare.evaluate(holdStorage);
    await page.bringToFront();
    await newTask(app, name);
    assert.equal(await drafts(page), 0);
    const left = how === "closed" ? page.close({ runBeforeUnload: true }) : page.goto(`${site.url}licences.txt`);
    await left;
    await bare.waitForFunction(() => (localStorage.getItem("potok:drafts") ?? "").includes("Unsaved"), null, { polling: 50 });
    assert.ok((await drafts(bare)) > 0);
    await bare.evaluate(() => window.release());
    if (how === "reloaded") await page.close();
    for (let visits = 0; visits < 2; visits++) {
      ({ page, app } = await visit());
      await app.click("link", "My tasks");
      await app.shown("button", new RegExp(`^Saved, ${how}|Saved, ${how}`));
      await app.shown("button", new RegExp(name));
      assert.equal(await page.getByRole("button", { name: new RegExp(name) }).count(), 1, "done once");
      assert.equal(await drafts(page), 0);
      if (visits === 0) await closePage(page);
    }
    await bare.close();
    await closePage(page);
  });
}
