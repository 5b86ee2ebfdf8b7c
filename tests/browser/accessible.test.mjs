// What a screen reader gets: axe-core over the mirror of every page, of a card with its tabs, of the palette and the list of keys.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const words = JSON.parse(readFileSync(new URL("../../assets/locales/en.json", import.meta.url), "utf8"));
let site, browser, context, page, app;

before(async () => {
  site = await startSite();
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Warsaw", reducedMotion: "reduce" });
  page = await openPage(context, site.url);
  app = new AppDriver(page);
  await app.settled();
});
after(async () => {
  await closePage(page);
  await browser?.close();
  await site?.close();
});

// The picture is drawn on a canvas, so contrast is not axe's to see: tests/unit/ui/tokens_test.cpp works it out from the tokens.
const bad = {};
async function look(where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } }));
  for (const v of found.violations) {
    if (v.impact !== "serious" && v.impact !== "critical") continue;
    const known = (bad[`${v.id} (${v.impact}): ${v.help}`] ??= { at: [], such_as: v.nodes.slice(0, 2).map((n) => `${n.target} ${n.html.slice(0, 200)}`) });
    known.at.push(`${where}: ${v.nodes.length}`);
  }
}
const none = () => assert.equal(Object.keys(bad).length, 0, JSON.stringify(bad, null, 1));
async function go(route) {
  await page.evaluate((r) => (location.hash = r), route);
  await app.frame();
  await app.settled();
}

test("no serious violation on the first page", async () => {
  await look("first page");
  none();
});

// A company with the samples of a pack; the first page asks for it.
async function company() {
  if (await app.find("navigation").count()) return;
  await app.click("radio", /^Power tools/);
  await app.click("button", words["start.begin"]);
  await app.shown("navigation");
  await app.settled();
}

test("no serious violation on any page of a company", async () => {
  await company();
  const routes = ["/today", "/approvals", "/tasks", "/board/wholesale.tenders", "/board/wholesale.purchasing", "/list/wholesale.tenders", "/list/client", "/lists", "/calendar/month", "/calendar/week",
    "/calendar/day", "/calendar/agenda", "/calendar/plan", "/crews", "/reports", "/notifications", "/designer", "/designer/pipeline/wholesale.tenders", "/duplicates", "/settings", "/settings/people", "/settings/packs", "/settings/storage"];
  for (const route of routes) {
    await go(route);
    await look(route);
  }
  none();
});

test("no serious violation on a card, its dialogs and the palette", async () => {
  await company();
  await go("/board/wholesale.tenders");
  await app.click("button", "Триммеры для парков");
  await app.shown("heading", "Триммеры для парков", { level: 1 });
  const tabs = await page.getByRole("tablist", { name: words["card.tabs"] }).getByRole("tab").evaluateAll((all) => all.map((e) => e.getAttribute("aria-label")));
  assert.ok(tabs.length > 2, "a card has tabs");
  for (const tab of tabs) {
    await app.click("tab", tab);
    await look(`card, ${tab}`);
  }
  for (const keys of ["Control+K", "?"]) {
    await app.press("Escape");
    await app.press(keys);
    await look(keys);
    await app.press("Escape");
  }
  none();
});
