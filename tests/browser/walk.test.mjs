// A person's way through the app in Chromium: by role and name, with the real mouse and keyboard, on the release build.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";

const deal = "Zażółć Київ";
const signed = "Договор подписан, счет отправлен";
const checklist = ["Оформить", "Согласовать", "Подписать", "Выставить счет", "Вручить или отправить счет"];
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

// From the card to the next stage of its board, as a hand does it.
async function dragToSigned() {
  const to = await app.box("group", signed);
  await app.drag(await app.point("button", deal), { x: to.x + to.width / 2, y: to.y + 200 });
}

// What has been done by now: the deal in its second stage, with its document, and the next task.
async function everythingIsThere() {
  await app.settled();
  await app.click("link", "Потолки");
  await app.shown("button", deal, { in: ["group", signed] });
  await app.click("button", deal);
  await app.shown("heading", deal, { level: 1 });
  await app.shown("group", "Уточнить дату предоплаты");
  assert.equal(await app.find("group", "Подписать договор").count(), 0);
  await app.shown("button", /договор-17\.pdf/);
  await app.shown("listitem", /Київ підписав, zażółć gęślą jaźń/);
}

test("first start installs the pack with its samples", async () => {
  await app.settled();
  await app.type("textbox", "Компания", "Светлый потолок");
  await app.type("textbox", "Ваше имя", "Ольга Соколова");
  await app.click("button", "Начать");
  await app.click("link", "Потолки");
  await app.shown("heading", "Потолки");
  await app.shown("group", "Заключить договор");
});

test("a deal is created under a Polish and a Ukrainian word", async () => {
  await app.click("button", "Создать: Сделка");
  await app.type("textbox", "Название", deal);
  await app.click("button", "Создать");
  await app.gone("dialog");
  await app.shown("button", deal);
});

test("dragged on, it is refused, and the refusal is a form", async () => {
  await dragToSigned();
  await app.shown("dialog");
  await app.shown("textbox", "Сумма и валюта");
  const move = await app.shown("button", "Сохранить и перевести");
  assert.equal(await move.getAttribute("aria-disabled"), "true");
  await app.type("textbox", "Сумма и валюта", "12345");
  await app.attach(["button", "Добавить"], "договор-17.pdf", "%PDF-1.4 подписано");
  await app.gone("button", "Добавить"); // the document is no longer missing
  assert.equal(await (await app.shown("button", "Сохранить и перевести")).getAttribute("aria-disabled"), "true");
  await app.click("button", "Сохранить без перевода");
  await app.gone("dialog");
});

test("a checklist is completed to its end with the mouse, and the task closed", async () => {
  await app.click("button", deal);
  await app.shown("heading", deal, { level: 1 });
  const panel = ["group", "Подписать договор"];
  assert.equal(await (await app.shown("button", "Завершить", { in: panel })).getAttribute("aria-disabled"), "true");
  for (const [i, item] of checklist.entries()) {
    await app.click("checkbox", item, { in: panel });
    assert.equal(await (await app.shown("checkbox", item, { in: panel })).getAttribute("aria-checked"), "true");
    await app.shown("progressbar", `${i + 1} из ${checklist.length}`, { in: panel });
  }
  assert.notEqual(await (await app.shown("button", "Завершить", { in: panel })).getAttribute("aria-disabled"), "true");
  await app.click("button", "Завершить", { in: panel });
  await app.gone(...panel);
  // J14: closing a task moves nothing; J3: the history tells of it.
  await app.shown("listitem", /Подписать договор/);
  await app.click("link", "Потолки");
  await app.shown("button", deal, { in: ["group", "Заключить договор"] });
});

test("with the contact and a comment the deal goes over to the next stage, and the robots answer", async () => {
  await app.click("button", deal);
  await app.click("combobox", "Контакт");
  const first = await app.shown("option");
  const contact = await first.getAttribute("aria-label");
  await app.click("option", contact);
  await page.goBack();
  await app.settled();
  await dragToSigned();
  await app.shown("dialog");
  assert.equal(await (await app.shown("button", "Перевести")).getAttribute("aria-disabled"), "true");
  await app.type("textbox", "Комментарий", "Київ підписав, zażółć gęślą jaźń");
  await app.click("button", "Перевести");
  await app.gone("dialog");
  await everythingIsThere();
});

test("its page has an address of its own, and Back leads to the board", async () => {
  await app.click("link", "Потолки");
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
  await app.type("textbox", "Название", "Лишняя");
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

test("reloaded in the same tab, everything is there", async () => {
  await page.reload();
  await everythingIsThere();
});

test("reloaded without a network, everything is there", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.reload();
  await everythingIsThere();
});

test("closed and opened without a network, everything is there, and goes on", async () => {
  await closePage(page);
  page = await openPage(context, site.url);
  app = new AppDriver(page);
  await everythingIsThere();
  await app.type("textbox", "Комментарий", "Без сети");
  await app.click("button", "Отправить");
  await app.shown("listitem", /Без сети/);
  await page.reload();
  await app.settled();
  await app.shown("listitem", /Без сети/);
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
