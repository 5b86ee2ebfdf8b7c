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
  await app.shown("group", "Связаться с клиентом и уточнить дату предоплаты");
  assert.equal(await app.find("group", "Подписать договор").count(), 0);
  await app.shown("link", /договор-17\.pdf/);
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
  for (const [role, name] of [["textbox", "Сумма и валюта"], ["combobox", "Компания"], ["combobox", "Контакт"], ["button", "Добавить"]])
    await app.shown(role, name, { in: ["dialog"] });
  assert.equal(await (await app.shown("button", "Сохранить и перевести")).getAttribute("aria-disabled"), "true");
  await app.type("textbox", "Сумма и валюта", "12345");
  await app.click("button", "Сохранить без перевода");
  await app.gone("dialog");
  await app.shown("button", deal, { in: ["group", "Заключить договор"] });
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
  // The history tells of it, and the deal stays where it is: moving it is for people (J14).
  await app.shown("listitem", /Подписать договор/);
  await app.click("link", "Потолки");
  await app.shown("button", deal, { in: ["group", "Заключить договор"] });
});

test("dragged again and the form filled in, the deal is in the next stage, and the robots answer", async () => {
  await dragToSigned();
  const move = ["button", "Сохранить и перевести"];
  await app.shown("dialog");
  assert.equal(await app.find("textbox", "Сумма и валюта").count(), 0, "the amount has been kept");
  await app.click("combobox", "Компания");
  await app.click("option", await (await app.shown("option")).getAttribute("aria-label"));
  await app.attach(["button", "Добавить"], "договор-17.pdf", "%PDF-1.4 подписано");
  await app.gone("button", "Добавить", { in: ["dialog"] }); // the document is no longer missing
  assert.equal(await (await app.shown(...move)).getAttribute("aria-disabled"), "true"); // this stage asks for a comment
  await app.type("textbox", "Комментарий", "Київ підписав, zażółć gęślą jaźń");
  await app.click(...move);
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
  await app.click("button", "Добавить комментарий");
  await app.shown("listitem", /Без сети/);
  await page.reload();
  await app.settled();
  await app.shown("listitem", /Без сети/);
  await context.setOffline(false);
});

test("a second tab works beside the first, and goes on when that one is closed", async () => {
  const second = await openPage(context, site.url);
  const other = new AppDriver(second);
  await other.settled();
  await other.click("link", "Потолки");
  await other.click("button", deal);
  await other.shown("heading", deal, { level: 1 });
  await other.type("textbox", "Комментарий", "Из второй вкладки");
  await other.click("button", "Добавить комментарий");
  await other.shown("listitem", /Из второй вкладки/);
  // The first tab shows it without being asked, and the other way round.
  await page.bringToFront();
  await app.shown("listitem", /Из второй вкладки/);
  await app.type("textbox", "Комментарий", "Из первой вкладки");
  await app.click("button", "Добавить комментарий");
  await second.bringToFront();
  await other.shown("listitem", /Из первой вкладки/);
  await closePage(page);
  await other.settled();
  await other.type("textbox", "Комментарий", "Первой больше нет");
  await other.click("button", "Добавить комментарий");
  await other.shown("listitem", /Первой больше нет/);
  await second.reload();
  await other.settled();
  for (const said of [/Из второй вкладки/, /Из первой вкладки/, /Первой больше нет/]) await other.shown("listitem", said);
  await closePage(second);
});

test("where there is nothing to share yet, a second tab says who has the workspace, and takes it when asked", async () => {
  const fresh = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ru-RU", reducedMotion: "reduce" });
  const first = await openPage(fresh, site.url);
  const one = new AppDriver(first);
  await one.settled();
  const second = await openPage(fresh, site.url);
  const two = new AppDriver(second);
  await two.settled();
  await two.click("button", "Забрать сюда");
  await two.shown("textbox", "Компания");
  await first.bringToFront();
  await one.shown("button", "Забрать сюда");
  // Once the second has a workspace, the first has it, too.
  await second.bringToFront();
  await two.type("textbox", "Компания", "Водопад");
  await two.click("button", "Пустое пространство");
  await two.shown("heading", "Водопад");
  await first.bringToFront();
  await one.shown("heading", "Водопад");
  await fresh.close();
});
