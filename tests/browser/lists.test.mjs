// Approvals, a universal list and the day's page in Chromium: by role and name, with the real mouse and keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { openPage, startBrowser, startSite } from "./support/browser.mjs";

let site, browser, page, app;

before(async () => {
  site = await startSite();
  browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Warsaw", reducedMotion: "reduce" });
  page = await openPage(context, site.url);
  app = new AppDriver(page);
  await app.settled();
  await app.click("radio", /Power tools/);
  await app.click("button", "Start");
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("a table of the pack is found under Lists and edited in place", async () => {
  await app.click("link", /^Lists/);
  await app.click("listitem", /Branches/);
  await app.shown("heading", "Branches");
  await app.click("textbox", /^Add: /);
  await page.keyboard.type("Bochnia");
  await app.press("Enter");
  await app.shown("row", "Bochnia");
  await app.press("Escape");
});

test("a pipeline's list is grouped by stage, and everything in it selected with one key", async () => {
  await app.click("link", "Wholesale orders");
  await app.click("tab", "List");
  await app.shown("grid");
  await app.click("checkbox", "Select all rows");
  await app.shown("toolbar", "What is selected");
  await app.press("Escape");
});

test("today and approvals say what there is to do", async () => {
  await app.click("link", /^Today/);
  await app.shown("heading", "Today", { level: 1 });
  await app.click("link", /^Approvals/);
  await app.shown("heading", "Approvals", { level: 1 });
  assert.equal(await app.find("tab", "Waiting for me").count(), 1);
  await app.click("button", "Substitutions");
  await app.shown("dialog", "Substitutions");
  await app.press("Escape");
  await app.gone("dialog", "Substitutions");
});
