// A person's way through the app in Chromium: by role and name, with the real mouse and keyboard, on the release build.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";

const deal = "Zażółć Киев";
let site, browser, context, page, app;

before(async () => {
  site = await startSite();
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ru-RU", timezoneId: "Europe/Samara", reducedMotion: "reduce" });
  page = await openPage(context, site.url);
  app = new AppDriver(page);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("first start installs the pack with its samples", async () => {
  await app.settled();
  await app.fill("textbox", "Компания", "Светлый потолок");
  await app.fill("textbox", "Ваше имя", "Ольга Соколова");
  await app.click("button", "Начать");
  await app.click("link", "Потолки");
  await app.shown("heading", "Потолки");
  await app.shown("group", "Заключить договор");
});

test("a deal is created under a Polish and a Russian word", async () => {
  await app.click("button", "Создать: Сделка");
  await app.fill("textbox", "Название", deal);
  await app.click("button", "Создать");
  await app.gone("dialog");
  await app.shown("button", deal);
});

test("dragged on, it is refused, and the refusal is a form", async () => {
  const to = await app.box("group", "Договор подписан, счет отправлен");
  await app.drag(await app.point("button", deal), { x: to.x + to.width / 2, y: to.y + 200 });
  const dialog = page.getByRole("dialog");
  await dialog.waitFor({ state: "attached" });
  await app.shown("textbox", "Сумма и валюта");
  await app.shown("button", "Добавить");
  assert.equal(await (await app.shown("button", "Сохранить и перевести")).getAttribute("aria-disabled"), "true");
  await app.fill("textbox", "Сумма и валюта", "12345");
  await app.click("button", "Сохранить без перевода");
  await app.gone("dialog");
});

test("its page has an address of its own, and Back leads to the board", async () => {
  await app.click("button", deal);
  await app.shown("heading", deal, { level: 1 });
  await page.waitForFunction(() => /^#\/.+\/[0-9a-f-]{36}/.test(location.hash));
  const address = page.url();
  await page.goBack();
  await app.settled();
  await app.shown("heading", "Потолки");
  await page.goto("about:blank");
  await page.goto(address);
  await app.settled();
  await app.shown("heading", deal, { level: 1 });
  await page.goBack();
  await page.goto(address.replace(/#.*/, ""));
  await app.settled();
  await app.click("link", "Потолки");
});

test("undo takes the last act back", async () => {
  await app.click("button", "Создать: Сделка");
  await app.fill("textbox", "Название", "Лишняя");
  await app.click("button", "Создать");
  await app.shown("button", "Лишняя");
  await app.press("Control+Z");
  await app.gone("button", "Лишняя");
  await app.shown("button", deal);
});

test("nothing is drawn while nothing changes", async () => {
  await page.mouse.move(700, 880);
  await app.settled();
  await page.waitForTimeout(6000); // what fades away, has
  const frames = await page.evaluate(() => window.potok.frames);
  await page.waitForTimeout(10_000);
  assert.equal(await page.evaluate(() => window.potok.frames), frames);
});

test("closed and opened without a network, everything is there", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await closePage(page);
  page = await openPage(context, site.url);
  app = new AppDriver(page);
  await app.settled();
  await app.click("link", "Потолки");
  await app.shown("button", deal);
  await context.setOffline(false);
});

test("a second tab waits its turn, and takes over when asked", async () => {
  const second = await openPage(context, site.url);
  const other = new AppDriver(second);
  await other.settled();
  await other.click("button", "Забрать сюда");
  await other.shown("link", "Потолки");
  await second.bringToFront();
  await other.click("link", "Потолки");
  await other.shown("button", deal);
  await page.bringToFront();
  await app.settled();
  await app.shown("button", "Забрать сюда");
  await closePage(second);
});
