// The page store over IndexedDB in Chromium: what was reported saved is there after a reload, one tab owns a workspace,
// an owner of before writes nothing. Without the app, on pages/storage.cpp.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { closePage, openPage, startBrowser } from "./support/browser.mjs";
import { listen } from "./support/store_pages.mjs";

const pages = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../build/wasm/pages");
let server, browser, context;

before(async () => {
  server = await serve({ folder: pages, port: 0 });
  browser = await startBrowser();
  context = await browser.newContext();
  await context.addInitScript(listen);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const heard = (page, name) => page.evaluate((n) => nextOf(n), name);
const call = (page, name, ...args) => page.evaluate(([n, a]) => Module["_page_" + n](...a), [name, args]);
// Calls, then waits for the next `event` it leads to.
const callFor = (page, event, name, ...args) =>
  page.evaluate(([e, n, a]) => {
    const from = heard.length;
    Module["_page_" + n](...a);
    return nextOf(e, from);
  }, [event, name, args]);
const flush = (page, strict = 0) => callFor(page, "flushed", "flush", strict);
const idle = (page) => page.waitForFunction(() => Module._page_idle() === 1);

async function visit(where = context) {
  const page = await openPage(where, server.url + "storage.html");
  await heard(page, "ready");
  return page;
}

async function start(workspace, where = context) {
  const page = await visit(where);
  await page.evaluate((w) => Module.ccall("page_start", null, ["string"], [w]), workspace);
  return page;
}

async function startOwner(workspace) {
  const page = await start(workspace);
  assert.equal(await heard(page, "open"), "ok");
  return page;
}

test("1,000 commits, each saved before the next, are there after a reload", async (t) => {
  let page = await startOwner("thousand");
  const times = await page.evaluate(async () => {
    const all = [];
    for (let i = 0; i < 1000; ++i) {
      const from = heard.length;
      const begin = performance.now();
      Module._page_write(1, 100);
      Module._page_flush(0);
      await nextOf("flushed", from);
      all.push(performance.now() - begin);
    }
    return all.sort((a, b) => a - b);
  });
  t.diagnostic(`commit to saved, relaxed: p50 ${times[500].toFixed(2)} ms, p99 ${times[990].toFixed(2)} ms`);
  assert.equal(await call(page, "saved"), 1001);
  await closePage(page);

  page = await startOwner("thousand");
  assert.equal(await call(page, "check"), 1000);
  assert.equal(await call(page, "epoch"), 2);
  await closePage(page);
});

test("commits that run ahead of the storage are coalesced, and nothing is lost", async () => {
  let page = await startOwner("ahead");
  assert.equal(await call(page, "write", 1000, 200), 1000);
  assert.equal(await flush(page), "ok");
  const records = await page.evaluate(() => new Promise((resolve, reject) => {
    const open = indexedDB.open("potok:ahead");
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const count = open.result.transaction("log").objectStore("log").count();
      count.onsuccess = () => {
        open.result.close();
        resolve(count.result);
      };
    };
  }));
  assert.ok(records < 20, `${records} log records for 1,001 commits`);
  await closePage(page);
  page = await startOwner("ahead");
  assert.equal(await call(page, "check"), 1000);
  await closePage(page);
});

test("a long log is folded into base segments, and the file is the same after it", async (t) => {
  let page = await startOwner("folded");
  for (let i = 0; i < 10; ++i) {
    await call(page, "write", 100, 5000);
    assert.equal(await flush(page), "ok");
  }
  await idle(page);
  assert.ok((await call(page, "base_bytes")) > 4e6);
  assert.ok((await call(page, "log_bytes")) < 4e6);
  await closePage(page);
  page = await startOwner("folded");
  assert.equal(await call(page, "check"), 1000);
  await call(page, "fold");
  await idle(page);
  assert.equal(await call(page, "log_bytes"), 0);
  await closePage(page);
  const begin = performance.now();
  page = await startOwner("folded");
  t.diagnostic(`open page and 6 MB workspace: ${(performance.now() - begin).toFixed(0)} ms`);
  assert.equal(await call(page, "check"), 1000);
  await call(page, "write", 1, 0);
  assert.equal(await flush(page, 1), "ok");
  await closePage(page);
});

test("a tab closed in the middle of its work loses nothing that was reported saved", async () => {
  for (let round = 0; round < 5; ++round) {
    const page = await startOwner("torn");
    const rows = await call(page, "check");
    assert.ok(rows >= 0);
    await call(page, "write", 50, 3000);
    assert.equal(await flush(page), "ok");
    const saved = (await call(page, "saved")) - 1;
    assert.ok(saved >= rows + 50);
    await call(page, "write", 200, 3000);
    await page.close();
    const next = await startOwner("torn");
    assert.ok((await call(next, "check")) >= saved);
    await closePage(next);
  }
});

test("a second tab waits, gets the workspace on asking, and the first has saved before", async (t) => {
  const first = await startOwner("shared");
  const second = await start("shared");
  await second.waitForFunction(() => heard.some(({ text }) => text === "elsewhere"));
  assert.equal(await second.evaluate(() => heard.some(({ name }) => name === "open")), false);
  await call(first, "write", 300, 1000);
  const begin = performance.now();
  assert.equal(await callFor(second, "open", "ask"), "ok");
  t.diagnostic(`hand-over: ${(performance.now() - begin).toFixed(0)} ms`);
  assert.ok(performance.now() - begin < 2500, "handed over, not stolen");
  assert.equal(await call(second, "check"), 300);
  await first.waitForFunction(() => heard.some(({ text }) => text === "released"));
  await closePage(first);
  await closePage(second);
});

test("when the owner goes away the waiting tab takes over by itself", async () => {
  const first = await startOwner("orphan");
  await call(first, "write", 3, 10);
  await flush(first);
  const second = await start("orphan");
  await second.waitForFunction(() => heard.some(({ text }) => text === "elsewhere"));
  await closePage(first);
  assert.equal(await heard(second, "open"), "ok");
  assert.equal(await call(second, "check"), 3);
  await closePage(second);
});

test("an owner that does not answer loses the workspace after 3 s and writes nothing more", async () => {
  const first = await startOwner("hung");
  await call(first, "write", 5, 10);
  await flush(first);
  await call(first, "deaf");
  const second = await start("hung");
  await second.waitForFunction(() => heard.some(({ text }) => text === "elsewhere"));
  const begin = performance.now();
  assert.equal(await callFor(second, "open", "ask"), "ok");
  assert.ok(performance.now() - begin >= 2900);
  await first.waitForFunction(() => heard.some(({ text }) => text === "lost"));
  await call(first, "write", 1, 10);
  assert.match(await heard(first, "failed"), /^store\.fenced/);
  assert.equal(await call(first, "write", 1, 10), -1, "read-only from then on");
  await call(second, "write", 1, 10);
  assert.equal(await flush(second), "ok");
  assert.equal(await call(second, "check"), 6);
  await closePage(first);
  await closePage(second);
});

test("storage deleted under the app: told, kept in memory, never replaced by an empty one", async () => {
  const page = await startOwner("vanishing");
  await call(page, "write", 10, 10);
  await flush(page);
  const other = await visit();
  await other.evaluate(() => Module.ccall("page_delete", null, ["string"], ["vanishing"]));
  assert.equal(await heard(other, "deleted"), "ok");
  await call(page, "write", 1, 10);
  assert.match(await heard(page, "failed"), /^store\.closed/);
  assert.equal(await call(page, "check"), 11);
  assert.equal(await callFor(other, "list", "list").then((names) => names.split(",").includes("vanishing")), false);
  await closePage(page);
  await closePage(other);
});

test("a damaged record is refused by name", async () => {
  const page = await startOwner("damaged");
  await call(page, "write", 10, 10);
  await flush(page);
  await page.evaluate(() => new Promise((resolve) => {
    const open = indexedDB.open("potok:damaged");
    open.onsuccess = () => {
      const log = open.result.transaction("log", "readwrite").objectStore("log");
      // The first entry is the mark of the opening.
      log.get(2).onsuccess = (event) => {
        const bytes = event.target.result;
        bytes[bytes.length >> 1] ^= 4;
        log.put(bytes, 2).onsuccess = resolve;
      };
    };
  }));
  await closePage(page);
  const next = await start("damaged");
  assert.match(await heard(next, "open"), /^store\.damaged record=log 2 why=hash/);
  await closePage(next);
});

test("workspaces are listed and deleted", async () => {
  const page = await startOwner("alpha");
  const names = (await callFor(page, "list", "list")).split(",");
  assert.ok(names.includes("alpha") && names.includes("thousand"));
  await page.evaluate(() => Module.ccall("page_delete", null, ["string"], ["thousand"]));
  assert.equal(await heard(page, "deleted"), "ok");
  const left = (await callFor(page, "list", "list")).split(",");
  assert.ok(left.includes("alpha") && !left.includes("thousand"));
  await closePage(page);
});
