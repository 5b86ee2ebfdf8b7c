// bench: Board, list, calendar and crews at 100,000 deals in Chromium: the released app itself, real input, WebGL drawn by the processor
// web targets: potok-site
//
// The workspace is written by `bench-ui --save` (natively) and opened in the app's first page as any file is. Frames are those
// the app logs of itself (potok.frameCosts): building one is all processor time between two inputs, the mirror for screen readers
// included; handing it to WebGL is a figure of its own; drawing it is done by another process (SwiftShader: no graphics card
// here), and only the figures "to changed pixels" contain it, see ui/probe.js. Served with COOP and COEP, which the
// app does not need, because the browser then gives a clock of 5 µs instead of 100 µs.
//
// The peers, in the same browser: a board and a week as plain DOM of a careful hand (ui/dom_kanban.js), npm's jkanban and fullcalendar with
// as many items as they bear (ui/peers.js). fullcalendar's timeline of resources is not free, so the crews have no peer.
//
// Odoo 19 on such a machine: 100 ms a frame while dragging at 10,000 leads, 4.2 s to open that board.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { AppDriver } from "../tests/browser/support/app.mjs";
import { closePage, openPage, startBrowser, startSite } from "../tests/browser/support/browser.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const native = process.env.POTOK_NATIVE ?? path.join(here, "../build/native");
const words = JSON.parse(readFileSync(path.join(here, "../assets/locales/en.json"), "utf8"));
const helper = (name) => readFileSync(path.join(here, "ui", name), "utf8");

function figure(name, value, unit, goal = null, peer = null) {
  const holds = goal === null ? null : value <= goal;
  console.log(JSON.stringify({ figure: `${name} (Chromium)`, value: +value.toFixed(3), unit, goal, holds, peer: peer && +peer.toFixed(3), ratio: peer && peer / value }));
}
const at = (sorted, share) => sorted[Math.floor(share * (sorted.length - 1))];
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99), most: sorted.at(-1) };
}
function need(condition, what) {
  if (!condition) throw new Error(`nothing was measured: ${what}`);
}

const program = path.join(native, "bench-ui"), file = path.join(native, "../bench/ui.potok");
if (!existsSync(file) || statSync(file).mtimeMs < statSync(program).mtimeMs) {
  mkdirSync(path.dirname(file), { recursive: true });
  execFileSync(program, ["--save", file], { stdio: "inherit" });
}

const site = await startSite({ headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" } });
const browser = await startBrowser();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Warsaw" });
await context.addInitScript(helper("probe.js"));
const page = await openPage(context, site.url);
const app = new AppDriver(page);

// --- the workspace, opened as a file
await app.settled();
need(await page.evaluate(() => crossOriginIsolated), "a precise clock");
const [chooser] = await Promise.all([page.waitForEvent("filechooser"), app.click("button", words["start.open_file"])]);
const importing = Date.now();
await chooser.setFiles(file);
await page.getByRole("group", { name: "Stage 1" }).first().waitFor({ state: "attached", timeout: 120_000 });
await app.settled();
figure("a file of 100,000 deals opened: chosen to settled board", Date.now() - importing, "ms");
await page.waitForFunction((w) => document.getElementById("mirror").textContent.includes(w), words["save.on_device"], { timeout: 120_000, polling: 200 });

// Until the app has drawn nothing for 40 ms: much sooner known than by AppDriver.settled, which asks from outside.
const rest = () =>
  page.evaluate(async () => {
    for (let quiet = 0, seen = potok.frames; quiet < 4; quiet = potok.idle() && potok.frames === seen ? quiet + 1 : 0, seen = potok.frames)
      await new Promise((done) => setTimeout(done, 10));
  });

// --- frames: what building them takes while the hand is busy
async function frames(act) {
  const from = await page.evaluate(() => performance.now());
  await act();
  const all = await page.evaluate((since) => potok.frameCosts().filter((f) => f.at >= since), from);
  need(all.length > 100, `only ${all.length} frames`);
  return all;
}
let vertices = 0, lists = 0, calls = 0;
function told(name, all, peer = null, goal = [2.5, 2.5, 5]) {
  const build = spread(all.map((f) => f.build)), submit = spread(all.map((f) => f.submit));
  vertices = Math.max(vertices, ...all.map((f) => f.vertices));
  lists = Math.max(lists, ...all.map((f) => f.lists));
  calls = Math.max(calls, ...all.map((f) => f.calls));
  figure(`frame while ${name}, p50`, build.p50, "ms", goal[0], peer?.p50);
  figure(`frame while ${name}, p95`, build.p95, "ms", goal[1], peer?.p95);
  figure(`frame while ${name}, p99`, build.p99, "ms", goal[2], peer?.p99);
  figure(`handing it to WebGL while ${name}, p95`, submit.p95, "ms");
}

const column = await app.box("group", "Stage 3");
const middle = { x: Math.round(column.x + column.width / 2), y: Math.round(column.y + 300) };
const deepest = () =>
  page.evaluate(() => Math.max(0, ...[...document.querySelectorAll("#mirror [data-position]")].map((e) => +e.dataset.position)));

// A peer on a page of its own. What is timed is its script with style and layout, which reading a box at the end forces.
async function peers(which) {
  const own = await context.newPage();
  await own.goto(`${site.url}licences.txt`);
  const [script, style] = { kanban: ["jkanban/dist/jkanban.js", "jkanban/dist/jkanban.css"], calendar: ["fullcalendar/all/global.js", "fullcalendar/skeleton.css"] }[which];
  const there = (file) => path.join(here, "ui/node_modules", file);
  await own.evaluate(() => (document.body.innerHTML = ""));
  await own.addStyleTag({ content: readFileSync(there(style), "utf8") });
  await own.addScriptTag({ content: readFileSync(there(script), "utf8") });
  await own.evaluate(helper("peers.js"));
  const told_ = await own.evaluate((w) => globalThis.peers[w](), which);
  await own.close();
  await page.bringToFront();
  return told_.turns ? { ...told_, turn: spread(told_.turns) } : told_;
}

const blank = await context.newPage();
await blank.goto(`${site.url}licences.txt`);
await blank.evaluate(helper("dom_kanban.js"));
const peer = {};
for (const way of ["scroll", "drag"])
  peer[way] = spread(await blank.evaluate(async (w) => {
    const times = [];
    for (let i = 0; i < 250; i++) {
      await new Promise((done) => requestAnimationFrame(done));
      times.push(globalThis.peer[w](i));
    }
    return times;
  }, way));
await blank.close();
await page.bringToFront();

const wheeling = async (count) => {
  for (let i = 0; i < count; i++) await page.mouse.wheel(0, i % 200 < 190 ? 70 : -600);
  await rest();
};
await page.mouse.move(middle.x, middle.y);
await wheeling(30); // the compiler of the browser warms up
told("scrolling", await frames(() => wheeling(250)), peer.scroll);
need((await deepest()) > 30, "the board did not scroll");

const card = async () => {
  const box = await page.getByRole("button", { name: /^Deal of customer/ }).nth(1).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
async function takeHold() {
  const from = await card();
  await page.mouse.move(from.x, from.y);
  await app.frame();
  await page.mouse.down();
  await app.frame();
  await page.mouse.move(from.x + 30, from.y + 10);
  await app.frame();
  return from;
}
async function letGo() {
  await page.keyboard.press("Escape");
  await app.frame();
  await page.mouse.up();
  await app.settled();
}
await takeHold();
told("dragging", await frames(async () => {
  for (let i = 0; i < 250; i++) if (i % 90 < 60) await page.mouse.move(330 + ((i * 3) % 1000), 420 + (i % 50));
    else await app.frame();
}), peer.drag);
await letGo();
figure("vertices of a frame, most", vertices, "", 40_000);
figure("draw lists of a frame, most", lists, "", 12);
figure("draw calls of a frame, most", calls, "");

// --- the other pages: opened, frames while the hand is busy, the next week
const since = () => page.evaluate(() => performance.now());
const costliest = (from) => page.evaluate((s) => Math.max(...potok.frameCosts().filter((f) => f.at >= s).map((f) => f.build)), from);
async function go(route) {
  const from = await since();
  await page.evaluate((r) => (location.hash = r), route);
  await app.frame();
  await rest();
  return costliest(from);
}
await go("/list/deals");
const openings = [];
for (let i = 0; i < 5; i++) {
  openings.push(await go("/board/deals"));
  await go("/list/deals");
}
const jkanban = await peers("kanban");
figure(`board of 100,000 deals gone back to from another page: the longest frame, median; peer: jkanban opening ${jkanban.items} cards`,
  spread(openings).p50, "ms", 1000, jkanban.open);
figure("  jkanban, a card moved to another column, p50", jkanban.move, "ms");
await page.mouse.move(700, 600);
await wheeling(30);
told("scrolling the list", await frames(() => wheeling(250)));
const weeks = (count, first) => Array.from({ length: count }, (_, i) => new Date(Date.UTC(2026, 10, first + 7 * i)).toISOString().slice(0, 10));
const fullcalendar = await peers("calendar");
for (const [name, route] of [["calendar", "/calendar"], ["crews", "/crews"]]) {
  const peer = name === "calendar" ? fullcalendar : null;
  await go(`${route}?day=2026-11-18`);
  const shown = await page.getByRole("button", { name: /^(Visit|Deal of customer)/ }).count();
  need(shown > 20, `${name} shows ${shown} entries`);
  await page.mouse.move(700, 500);
  told(`pointing and scrolling on ${name}`, await frames(async () => {
    for (let i = 0; i < 250; i++) {
      await page.mouse.move(300 + ((i * 7) % 1000), 300 + ((i * 3) % 450));
      if (i % 10 === 0) await page.mouse.wheel(0, i % 20 ? 80 : -80);
      if (i % 5 === 0) await app.frame();
    }
    await rest();
  }));
  const turned = [];
  for (const day of weeks(30, 25)) turned.push(await go(`${route}?day=${day}`));
  const t = spread(turned);
  figure(`${name}: the frame that reads and shows another week, p50${peer ? `; peer: fullcalendar with ${peer.items} events` : ""}`, t.p50, "ms", 33.4, peer?.turn.p50);
  figure(`${name}: the frame that reads and shows another week, p95`, t.p95, "ms", 33.4, peer?.turn.p95);
}
await go("/board/deals");

// --- filtering: the longest frame after each letter is the one that filters
const find = await app.box("searchbox", words["board.find"]);
await app.clickAt({ x: find.x + find.width / 2, y: find.y + find.height / 2 });
const letters = [];
for (const text of ["9", "99", "990", "9901"]) {
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < text.length; n++) {
      const since = await page.evaluate(() => performance.now());
      await page.keyboard.insertText(text[n]);
      await rest();
      letters.push(Math.max(...(await page.evaluate((s) => potok.frameCosts().filter((f) => f.at >= s).map((f) => f.build), since))));
    }
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await rest();
  }
}
const filtering = spread(letters);
figure("frame that filters 100,000 deals, p50", filtering.p50, "ms", 50);
figure("frame that filters 100,000 deals, p95", filtering.p95, "ms", 50);

// --- from a real input to changed pixels, one at a time, the app at rest before it
async function pixels(name, type, region, times, act, pause = rest) {
  await page.evaluate(([t, r]) => Object.assign(probe, { type: t, region: r, samples: [], pending: null, before: null }), [type, region]);
  for (let i = 0; i < times; i++) {
    const known = await page.evaluate(() => probe.samples.length);
    await act(i);
    await page.waitForFunction((n) => probe.samples.length > n, known, { polling: 20, timeout: 3000 }).catch(() => {});
    await pause();
  }
  const { samples, frames: drawn } = await page.evaluate(() => ({ samples: probe.samples, frames: probe.frames }));
  await page.evaluate(() => Object.assign(probe, { type: null, region: null, pending: null }));
  need(samples.length > times * 0.8 && drawn > 0, `${name}: ${samples.length} of ${times} inputs changed the picture`);
  const total = spread(samples.map((s) => s.total)), app_ = spread(samples.map((s) => s.app)), draw = spread(samples.map((s) => s.draw));
  const wait = spread(samples.map((s) => s.wait));
  figure(`${name} to changed pixels, p50`, total.p50, "ms", 33.4);
  figure(`${name} to changed pixels, p95`, total.p95, "ms", 33.4);
  figure(`  of it waiting for the animation frame, p50`, wait.p50, "ms");
  figure(`  of it the app, p50`, app_.p50, "ms");
  figure(`  of it drawing by the processor and reading back, p50`, draw.p50, "ms");
  figure(`  frames drawn until the pixels change, most`, Math.max(...samples.map((s) => s.frames)), "", 2);
}
const strip = { x: middle.x, y: middle.y - 100, w: 1, h: 300 };
await page.mouse.move(middle.x, middle.y);
await page.mouse.wheel(0, 100);
await app.settled();
await pixels("wheel", "wheel", strip, 40, (i) => page.mouse.wheel(0, i % 40 < 20 ? 90 : -90));
// A card in the hand is drawn all the time: what moves by itself has come to rest after the pause.
const held = await takeHold();
await page.waitForTimeout(1500);
await pixels("dragging pointer", "pointermove", { x: 300, y: Math.round(held.y), w: 1000, h: 1 }, 40, (i) => page.mouse.move(500 + (i % 2) * 60 + (i % 7), held.y),
  () => page.waitForTimeout(700));
await letGo();
await app.clickAt({ x: find.x + find.width / 2, y: find.y + find.height / 2 });
await pixels("letter in the filter", "input", { x: Math.round(find.x), y: Math.round(find.y + find.height / 2), w: Math.round(find.width), h: 1 }, 24, (i) =>
  i % 2 ? page.keyboard.press("Backspace") : page.keyboard.insertText("7"));
const shown = await page.evaluate(() => probe.shown.filter((e) => e.name === "keydown" || e.name === "pointerdown").map((e) => e.ms));
if (shown.length) figure("key or press to next picture shown, as the browser counts it (those from 16 ms on), p50", spread(shown).p50, "ms");
await page.keyboard.press("Control+A");
await page.keyboard.press("Delete");
await app.settled();

// --- opened anew, from IndexedDB: the first frame that holds the cards (more vertices than any page without them)
const opened = [], painted = [];
for (let i = 0; i < 5; i++) {
  await page.reload();
  await app.settled();
  await page.getByRole("group", { name: "Stage 1" }).first().waitFor({ state: "attached", timeout: 60_000 });
  const first = await page.evaluate(() => potok.frameCosts().find((f) => f.vertices > 5000));
  need(first, "a first frame with cards");
  opened.push(first.at + first.build + first.submit);
  painted.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN));
}
figure("reload to the board of 100,000, all from IndexedDB, median of 5", spread(opened).p50, "ms", 1000, 4200);
figure("reload to first paint, median of 5", spread(painted).p50, "ms", 300);

await closePage(page);
await browser.close();
await site.close();
