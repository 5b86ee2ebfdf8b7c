// A person's way through the app in Debian's Firefox: by role and name, with the real mouse and keyboard, on the release build.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AppDriver } from "./support/app.mjs";
import { startSite } from "./support/browser.mjs";
import { installed, startFirefox } from "./support/firefox.mjs";

const skip = installed ? false : "firefox-esr is not installed";
const deal = "Zażółć Київ";
let site, browser, page, app;

before(async () => {
  if (skip) return;
  site = await startSite();
  browser = await startFirefox({ language: "ru-RU", timeZone: "Europe/Samara" });
  ({ page, app } = await visit());
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function visit() {
  const fresh = await browser.newPage();
  await fresh.goto(site.url);
  const driver = new AppDriver(fresh);
  await driver.settled();
  return { page: fresh, app: driver };
}

async function openDeal(driver) {
  await driver.click("link", "Потолки");
  await driver.click("button", deal);
  await driver.shown("heading", deal, { level: 1 });
}

async function comment(driver, text) {
  await driver.type("textbox", "Комментарий", text);
  await driver.click("button", "Добавить комментарий");
  await driver.shown("listitem", new RegExp(text));
}

test("first start installs the pack with its samples", { skip }, async () => {
  await app.type("textbox", "Компания", "Светлый потолок");
  await app.type("textbox", "Ваше имя", "Ольга Соколова");
  await app.click("button", "Начать");
  await app.click("link", "Потолки");
  await app.shown("heading", "Потолки");
  await app.shown("group", "Заключить договор");
});

test("a deal is created under a Polish and a Ukrainian word, and commented", { skip }, async () => {
  await app.click("button", "Создать: Сделка");
  await app.type("textbox", "Название", deal);
  await app.click("button", "Создать");
  await app.gone("dialog");
  await openDeal(app);
  await comment(app, "Zażółć gęślą jaźń, Київ");
});

test("reloaded, all is there", { skip }, async () => {
  await page.reload();
  await app.settled();
  await app.click("link", "Потолки");
  await app.shown("button", deal, { in: ["group", "Заключить договор"] });
  await openDeal(app);
  await app.shown("listitem", /Zażółć gęślą jaźń, Київ/);
});

test("a second tab works beside the first, and goes on when that one is closed", { skip }, async () => {
  const second = await visit();
  await openDeal(second.app);
  await comment(second.app, "Из второй вкладки");
  await page.bringToFront();
  await app.shown("listitem", /Из второй вкладки/);
  await comment(app, "Из первой вкладки");
  await second.page.bringToFront();
  await second.app.shown("listitem", /Из первой вкладки/);
  await page.close();
  await second.app.settled();
  await comment(second.app, "Первой больше нет");
  await second.page.reload();
  await second.app.settled();
  for (const said of [/Из второй вкладки/, /Из первой вкладки/, /Первой больше нет/]) await second.app.shown("listitem", said);
  assert.deepEqual([...page.faults, ...second.page.faults], []);
  await second.page.close();
});
