// A copy takes the place of the workspace that is open: asked for, there after a reload, and in the other tabs, too.
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

async function newTask(name) {
  await app.click("link", "My tasks");
  await app.click("button", "New task");
  await app.type("textbox", "What is to be done", name);
  await app.click("button", "Create task");
  await app.shown("button", new RegExp(name));
}

async function toStorage() {
  await app.click("button", "Settings");
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 5000);
  await app.settled();
}

test("a copy is saved, and the work goes on", async () => {
  await app.settled();
  await app.type("textbox", "Company", "Wodospad");
  await app.click("button", "Empty workspace");
  await app.shown("heading", "Wodospad");
  await newTask("In the copy");
  await toStorage();
  const download = page.waitForEvent("download");
  await app.click("button", "Save a copy…");
  copy = readFileSync(await (await download).path());
  await newTask("Since the copy");
});

test("what is not a workspace, or is damaged, changes nothing", async () => {
  const damaged = Buffer.from(copy);
  damaged.fill(0xa5, 3 * 4096, 5 * 4096);
  for (const [bytes, why] of [[Buffer.from("no database at all"), /^This file is not a Potok workspace/], [damaged, /^The file is damaged/]]) {
    await toStorage();
    await app.attach(["button", "Restore from a copy…"], "workspace.potok", bytes);
    await app.click("button", "Replace");
    await app.shown("alert", why);
    await page.keyboard.press("Escape");
    await app.settled();
    await app.click("link", "My tasks");
    await app.shown("button", /Since the copy/);
  }
});

test("asked first; then the copy is what there is, in another tab as well, and after a reload", async () => {
  const second = await openPage(context, site.url);
  const other = new AppDriver(second);
  await other.settled();
  await other.click("link", "My tasks");
  await other.shown("button", /Since the copy/);
  await page.bringToFront();
  await toStorage();
  await app.attach(["button", "Restore from a copy…"], "Wodospad.potok", copy);
  await app.shown("alertdialog", "Replace this workspace?");
  await app.click("button", "Cancel");
  await app.click("link", "My tasks");
  await app.shown("button", /Since the copy/);
  await toStorage();
  await app.attach(["button", "Restore from a copy…"], "Wodospad.potok", copy);
  await app.click("button", "Replace");
  await app.click("link", "My tasks");
  await app.shown("button", /In the copy/);
  await app.gone("button", /Since the copy/);

  await second.bringToFront();
  await other.gone("button", /Since the copy/);
  await other.shown("button", /In the copy/);
  await other.click("button", "New task");
  await other.type("textbox", "What is to be done", "After the restoring");
  await other.click("button", "Create task");
  await page.bringToFront();
  await app.shown("button", /After the restoring/);
  await closePage(second);

  await page.reload();
  await app.settled();
  await app.shown("button", /In the copy/);
  await app.shown("button", /After the restoring/);
  assert.equal(await app.find("button", /Since the copy/).count(), 0);
  await closePage(page);
});
