// Attachments in Chromium: on the store alone (pages/attachments.cpp), with what breaks off, damage and the layout of before; and in
// the app, from the person's disk and back to it.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { AppDriver } from "./support/app.mjs";
import { closePage, openPage, startBrowser, startSite } from "./support/browser.mjs";

const pages = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../build/wasm/pages");
const MiB = 1 << 20, day = 86_400_000, now = Date.parse("2026-11-23T08:00:00Z");
let server, site, browser, context;

before(async () => {
  server = await serve({ folder: pages, port: 0 });
  site = await startSite();
  browser = await startBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Warsaw", reducedMotion: "reduce" });
  await context.addInitScript(() => {
    delete window.showSaveFilePicker; // downloads
    if (location.pathname !== "/attachments.html") return;
    globalThis.heard = [];
    let waiting = [];
    globalThis.onPotok = (name, text) => {
      heard.push({ name, text });
      const here = waiting.filter((entry) => entry.name === name);
      waiting = waiting.filter((entry) => entry.name !== name);
      for (const { resolve } of here) resolve(text);
    };
    globalThis.nextOf = (name, from = 0) => {
      const found = heard.slice(from).find((entry) => entry.name === name);
      return found ? Promise.resolve(found.text) : new Promise((resolve) => waiting.push({ name, resolve }));
    };
    globalThis.stored = (names, mode, act) => new Promise((resolve, reject) => {
      const open = indexedDB.open("potok-blobs:" + globalThis.workspace);
      open.onerror = () => reject(open.error);
      open.onsuccess = () => {
        const tx = open.result.transaction(names, mode);
        const request = act(tx);
        tx.oncomplete = () => {
          open.result.close();
          resolve(request?.result);
        };
        tx.onabort = () => reject(tx.error);
      };
    });
  });
});
after(async () => {
  await browser?.close();
  await server?.close();
  await site?.close();
});

async function start(workspace) {
  const page = await openPage(context, server.url + "attachments.html");
  await page.evaluate(async (w) => {
    await nextOf("ready");
    globalThis.workspace = w;
    Module.ccall("page_start", null, ["string"], [w]);
  }, workspace);
  return page;
}
const types = (args) => args.map((arg) => (typeof arg === "string" ? "string" : "number"));
const callFor = (page, event, name, ...args) =>
  page.evaluate(([e, n, t, a]) => {
    const from = heard.length;
    Module.ccall("page_" + n, null, t, a);
    return nextOf(e, from);
  }, [event, name, types(args), args]);
const put = (page, size, seed = 1, at = now) => callFor(page, "put", "put", size, seed, at);
const get = (page, id) => callFor(page, "got", "get", id);
const list = (page) => callFor(page, "list", "list");
const count = (page, store) => page.evaluate((s) => stored([s], "readonly", (tx) => tx.objectStore(s).count()), store);

test("files of every size are kept by their hash, once, and read back", async () => {
  const page = await start("sizes");
  for (const size of [0, 1, MiB - 1, MiB, MiB + 1, 3_000_000]) {
    const id = await put(page, size, 3);
    assert.match(id, /^[0-9a-f]{64}$/);
    assert.equal(await put(page, size, 3, now + 1), id);
    assert.equal(await get(page, id), String(size));
    assert.ok((await list(page)).includes(`${id.slice(0, 8)}:${size}@${now + 1}`));
  }
  assert.equal(await count(page, "files"), 6);
  assert.equal(await count(page, "pieces"), 0 + 1 + 1 + 1 + 2 + 3);
  assert.equal(await count(page, "uploads"), 0);
  assert.equal(await get(page, "0".repeat(64)), `store.blob_missing id=${"0".repeat(64)}`);
  await closePage(page);
});

test("a file of the page is read in pieces, and let go", async () => {
  const page = await start("chosen");
  const bytes = randomBytes(2 * MiB + 5);
  const id = await page.evaluate(async ([text, at]) => {
    const file = new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], "plan.pdf");
    const from = heard.length;
    Module._page_put_file(PotokFiles.hold(file), file.size, at);
    return nextOf("put", from);
  }, [bytes.toString("base64"), now]);
  assert.equal(id, createHash("sha256").update(bytes).digest("hex"));
  assert.equal(await page.evaluate(() => PotokFiles.chosen.size), 0);
  await closePage(page);
});

test("a file that cannot be read to its end is refused, and nothing of it is kept", async () => {
  const page = await start("changed");
  for (const [name, code] of [["NotReadableError", "file.changed"], ["NotFoundError", "file.unreadable"], ["", "file.changed"]]) {
    const said = await page.evaluate(async ([n, at]) => {
      const file = new File([new Uint8Array(3 << 20)], "plan.pdf");
      const slice = file.slice.bind(file);
      file.slice = (from, to) => (from === 0 ? slice(from, to) // the first piece is there
        : n ? { arrayBuffer: () => Promise.reject(new DOMException("changed", n)) } : slice(from, to - 1));
      const begun = heard.length;
      Module._page_put_file(PotokFiles.hold(file), file.size, at);
      return nextOf("put", begun);
    }, [name, now]);
    assert.ok(said.startsWith(code) && said.includes("name=chosen"), said);
    await page.waitForFunction(() => stored(["uploads"], "readonly", (tx) => tx.objectStore("uploads").count()).then((n) => n === 0));
    assert.equal(await count(page, "pieces"), 0);
    assert.equal(await list(page), "");
  }
  await closePage(page);
});

test("without room, and when cancelled, nothing of a file is kept", async () => {
  const page = await start("full");
  await page.evaluate(() => {
    const write = IDBObjectStore.prototype.put;
    globalThis.room = 2; // pieces
    IDBObjectStore.prototype.put = function (...words) {
      if (this.name !== "pieces" || globalThis.room-- > 0) return write.apply(this, words);
      const tx = this.transaction;
      Object.defineProperty(tx, "error", { value: new DOMException("no room", "QuotaExceededError") });
      queueMicrotask(() => tx.abort());
      return this.count();
    };
  });
  assert.match(await put(page, 5 * MiB), /^store\.quota/);
  const empty = async () => {
    await page.waitForFunction(() => stored(["uploads"], "readonly", (tx) => tx.objectStore("uploads").count()).then((n) => n === 0));
    assert.equal(await count(page, "pieces"), 0);
    assert.equal(await count(page, "files"), 0);
  };
  await empty();
  await page.evaluate(() => { globalThis.room = 1e9; });
  const said = await page.evaluate(async (at) => {
    const from = heard.length;
    Module._page_put(50 * (1 << 20), 2, at);
    await nextOf("moved", from);
    Module._page_cancel();
    return nextOf("put", from);
  }, now);
  assert.equal(said, "file.cancelled");
  await empty();
  assert.match(await put(page, 5 * MiB), /^[0-9a-f]{64}$/);
  await closePage(page);
});

test("a tab that dies while it reads a file in leaves an upload, which is cleared away", async () => {
  let page = await start("broken");
  const kept = await put(page, 2 * MiB, 1), orphan = await put(page, 3 * MiB, 2);
  await page.evaluate(async (at) => {
    Module._page_put(500 * (1 << 20), 3, at);
    for (let i = 0; i < 3; ++i) await nextOf("moved", heard.length);
  }, now);
  await page.goto("about:blank"); // in the middle
  await page.close();

  page = await start("broken");
  assert.equal(await count(page, "uploads"), 1);
  assert.ok((await count(page, "pieces")) >= 5 + 3);
  assert.equal(await callFor(page, "collected", "collect", kept, now), "0 files, 0 uploads, 2 left"); // all of it came since
  assert.equal(await callFor(page, "collected", "collect", kept, now + day), "1 files, 1 uploads, 1 left");
  assert.equal(await count(page, "uploads"), 0);
  assert.equal(await count(page, "pieces"), 2);
  assert.equal(await get(page, kept), String(2 * MiB));
  assert.match(await get(page, orphan), /^store\.blob_missing/);
  await closePage(page);
});

test("a flipped byte and a missing piece are found, nothing is handed out, and attaching again mends them", async () => {
  const page = await start("damaged");
  const id = await put(page, 3 * MiB, 1);
  await page.evaluate(() => { globalThis.potokHost = { saveFile: (name, blob) => { globalThis.given = `${name} ${blob.size} ${blob.type}`; } }; });
  assert.equal(await callFor(page, "saved", "save", id, "plan.pdf"), "ok");
  assert.equal(await page.evaluate(() => given), `plan.pdf ${3 * MiB} application/pdf`);
  await page.evaluate(() => { globalThis.given = null; });
  for (const damage of ["flip", "remove"]) {
    await page.evaluate((how) => stored(["files", "pieces"], "readwrite", (tx) => {
      tx.objectStore("files").getAll().onsuccess = ({ target }) => {
        const pieces = tx.objectStore("pieces"), key = [target.result[0].upload, 1];
        if (how === "remove") return pieces.delete(key);
        pieces.get(key).onsuccess = (event) => {
          event.target.result[1000] ^= 1;
          pieces.put(event.target.result, key);
        };
      };
    }), damage);
    assert.equal(await get(page, id), `store.blob_damaged id=${id}`);
    assert.match(await callFor(page, "saved", "save", id, "plan.pdf"), /^store\.blob_damaged/);
    assert.equal(await page.evaluate(() => given), null);
    assert.equal(await put(page, 3 * MiB, 1), id);
    assert.equal(await get(page, id), String(3 * MiB));
    assert.equal(await count(page, "pieces"), 3);
  }
  assert.equal(await page.evaluate(() => PotokFiles.written.size), 0);
  await closePage(page);
});

test("what the first version has kept is read, replaced when attached again, and cleared away", async () => {
  const page = await start("old");
  const bytes = [randomBytes(2 * MiB + 7), Buffer.from("short")];
  const ids = bytes.map((b) => createHash("sha256").update(b).digest("hex"));
  await page.evaluate(([names, texts]) => new Promise((resolve, reject) => {
    const open = indexedDB.open("potok-blobs:old", 1);
    open.onupgradeneeded = () => { for (const name of ["bytes", "sizes"]) open.result.createObjectStore(name); };
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const tx = open.result.transaction(["bytes", "sizes"], "readwrite");
      names.forEach((name, i) => {
        const value = Uint8Array.from(atob(texts[i]), (c) => c.charCodeAt(0));
        tx.objectStore("bytes").put(value, name);
        tx.objectStore("sizes").put(value.byteLength, name);
      });
      tx.oncomplete = () => {
        open.result.close();
        resolve();
      };
    };
  }), [ids, bytes.map((b) => b.toString("base64"))]);
  for (const [i, id] of ids.entries()) assert.equal(await get(page, id), String(bytes[i].length));
  assert.equal((await list(page)).trim().split(" ").length, 2);
  const again = await page.evaluate(async ([text, at]) => {
    const file = new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], "again");
    const from = heard.length;
    Module._page_put_file(PotokFiles.hold(file), file.size, at);
    return nextOf("put", from);
  }, [bytes[0].toString("base64"), now]);
  assert.equal(again, ids[0]);
  assert.equal(await count(page, "bytes"), 1);
  assert.equal(await get(page, ids[0]), String(bytes[0].length));
  assert.equal(await callFor(page, "collected", "collect", ids[0], now), "1 files, 0 uploads, 1 left");
  assert.equal(await count(page, "bytes"), 0);
  await closePage(page);
});

// ---- in the app

test("a file goes from the person's disk into a record and back, across a reload, and is kept once", async () => {
  const page = await openPage(context, site.url);
  const app = new AppDriver(page);
  await app.settled();
  await app.type("textbox", "Company", "Wodospad");
  await app.click("button", "Start");
  const kept = async () => {
    await page.goto(site.url + "#/settings");
    await app.settled();
    return Number(/(\d+) files attached/.exec(await app.snapshot())?.[1]);
  };
  const before = await kept(); // documents that were made for the samples
  assert.ok(before >= 0);
  await app.click("link", "Ceilings");
  await app.click("button", /^New: /);
  await app.type("textbox", "Name", "Marina");
  await app.click("button", "Create");
  await app.gone("dialog");
  await app.click("button", "Marina");
  await app.shown("heading", "Marina", { level: 1 });
  const plan = randomBytes(5_000_000), attach = ["button", "Attach a file"];
  await app.attach(attach, "plan.pdf", plan);
  await app.shown("link", "plan.pdf");
  await app.attach(attach, "the same plan.pdf", plan);
  await app.shown("link", "the same plan.pdf");
  await app.attach(attach, "empty.txt", "");
  await app.shown("link", "empty.txt");
  await page.reload();
  await app.settled();
  await app.shown("heading", "Marina", { level: 1 });
  for (const [name, bytes] of [["plan.pdf", plan], ["empty.txt", Buffer.alloc(0)]]) {
    const download = page.waitForEvent("download");
    await app.click("link", name);
    const file = await download;
    assert.equal(file.suggestedFilename(), name);
    assert.ok(readFileSync(await file.path()).equals(bytes), name);
  }
  assert.equal(await kept(), before + 2);
  await closePage(page);
});
