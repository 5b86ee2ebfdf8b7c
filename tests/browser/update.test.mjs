// A newer build of the site: it is fetched in the background, offered, and used only when the person says so.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { built, closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";

let folder, site, browser, context, page, app;

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "potok-site-"));
  cpSync(built, folder, { recursive: true });
  site = await startSite({ folder });
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Warsaw", reducedMotion: "reduce" });
  page = await openPage(context, site.url);
  app = new AppDriver(page);
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

// The same program in a new shell: the site is made again from what it was made of, with one more line in a script of the page.
function publishNewBuild() {
  const root = path.resolve(built, "../..");
  const web = path.join(folder, "../", path.basename(folder) + "-web");
  cpSync(path.join(root, "web"), web, { recursive: true });
  const shell = path.join(web, "shell.js");
  writeFileSync(shell, readFileSync(shell, "utf8") + "// another build\n");
  execFileSync("/usr/bin/python3", [path.join(root, "tools/make_site.py"), "--version", "0.0.0-next", "--web", web,
    "--program", path.join(root, "build/wasm/site"), "--licences", path.join(built, "licences.txt"), "--out", folder]);
  rmSync(web, { recursive: true });
}

const build = (p) => p.evaluate("potokShell.build");

test("a workspace is begun on the first build", async () => {
  await app.settled();
  await app.type("textbox", "Company", "Wodospad");
  await app.click("button", "Empty workspace");
  await app.shown("heading", "Wodospad");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
});

test("a newer build is offered, and nothing happens by itself", async () => {
  const first = await build(page);
  publishNewBuild();
  await page.reload();
  await app.settled();
  await app.shown("button", "Use it");
  await app.shown("status", /./);
  assert.equal(await build(page), first);
  await app.click("button", "Later");
  await app.gone("button", "Use it");
  await page.reload();
  await app.shown("button", "Use it");
  assert.equal(await build(page), first);
});

test("pressed, the page is the new build, and the workspace is whole", async () => {
  const first = await build(page);
  const second = await openPage(context, site.url); // a tab that works through the first
  await new AppDriver(second).shown("heading", "Wodospad");
  await page.bringToFront();
  await app.settled();
  await app.click("button", "Use it");
  await page.waitForFunction((old) => potokShell.build !== old && window.potok?.started, first);
  // Nobody has asked the other tab: it runs what it ran. It has the workspace now, being the next in line, and does not share it with
  // another build.
  assert.equal(await build(second), first);
  await app.click("button", "Take over here");
  await app.shown("heading", "Wodospad");
  assert.equal(await app.find("button", "Use it").count(), 0);
  assert.equal(await build(second), first);
  await closePage(second);
  // With the last tab of it the old build's files go; without a network the new one is there whole.
  await page.reload();
  await app.settled();
  await page.waitForFunction(async () => (await caches.keys()).filter((name) => name.startsWith("potok-")).length === 1);
  await context.setOffline(true);
  await page.reload();
  await app.settled();
  await app.shown("heading", "Wodospad");
  assert.notEqual(await build(page), first);
  await context.setOffline(false);
  await closePage(page);
});
