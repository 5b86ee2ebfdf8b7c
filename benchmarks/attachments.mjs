// web targets: bench-page-attachments
// Chromium on a profile on disk: files chosen from the disk, kept in IndexedDB by the code of the app, read back and checked. All
// writes are strict. Memory: the heap of the program (it never shrinks, so its end is the most it had), the JavaScript heap with its
// buffers and the resident memory of the renderer, both looked at every 100 ms.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { randomFillSync } from "node:crypto";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { spawnBrowser } from "../tests/browser/support/browser.mjs";
import { serve } from "../tools/serve.mjs";

const files = Number(process.env.POTOK_BENCH_FILES ?? 1000), size = 2_000_000, duplicates = files / 10, large = 512e6;
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const mb = (bytes) => bytes / 1e6;
function figure(name, value, unit, goal = null, holds = goal === null ? null : value <= goal) {
  console.log(JSON.stringify({ figure: `${name} (Chromium)`, value: +value.toPrecision(4), unit, goal, holds, peer: null, ratio: null }));
}

mkdirSync(path.join(root, "build/bench"), { recursive: true });
const folder = mkdtempSync(path.join(root, "build/bench/attachments-"));
const chosen = Array.from({ length: files }, (_, i) => path.join(folder, `file${i}`));
const bytes = Buffer.alloc(size);
for (const name of chosen) writeFileSync(name, randomFillSync(bytes));
const big = path.join(folder, "large");
writeFileSync(big, "a large file, zeros but for this");
truncateSync(big, large);

const server = await serve({ folder: root, port: 0 });
const { child, browser } = await spawnBrowser(path.join(folder, "profile"));
try {
  const [context] = browser.contexts();
  const page = await context.newPage();
  page.on("pageerror", (error) => process.stderr.write(`  uncaught: ${error.message}\n`));
  await page.goto(`${server.url}benchmarks/attachments/ours.html`);
  await page.evaluate(() => ready.then(() => Module.ccall("bench_open", null, ["string"], ["bench"])));
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  const { processInfo } = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  const resident = () => Math.max(...renderers.map((id) => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) * 1024;
    } catch {
      return 0;
    }
  }));
  const seen = { js: 0, resident: 0 };
  async function look() {
    const { metrics } = await cdp.send("Performance.getMetrics");
    seen.js = Math.max(seen.js, metrics.find(({ name }) => name === "JSHeapUsedSize").value);
    seen.resident = Math.max(seen.resident, resident());
  }
  async function watched(work) {
    seen.js = seen.resident = 0;
    let going = true;
    const looking = (async () => {
      while (going) {
        await look();
        await new Promise((done) => setTimeout(done, 100));
      }
    })();
    const out = await work;
    going = false;
    await looking;
    return out;
  }
  const heap = () => page.evaluate(() => Module._bench_heap());
  async function choose(names) {
    const { result } = await cdp.send("Runtime.evaluate", { expression: 'document.querySelector("input")' });
    await cdp.send("DOM.setFileInputFiles", { files: names, objectId: result.objectId });
  }
  // One file first, so that code is compiled and the database is there.
  await choose([chosen[0]]);
  await page.evaluate(async () => get(await put(chosen()[0])));
  await look();
  const before = { heap: await heap(), ...seen };

  await choose(chosen);
  const putting = await watched(page.evaluate(async () => {
    const begin = performance.now();
    globalThis.ids = [];
    for (const file of chosen()) ids.push(await put(file));
    return performance.now() - begin;
  }));
  figure(`${files} files of 2 MB put, strict`, mb(files * size) / (putting / 1000), "MB/s");
  figure("  heap of the program grew by", mb((await heap()) - before.heap), "MB", 8);
  figure("  JavaScript heap, most over that before", mb(seen.js - before.js), "MB", 8);
  figure("  renderer resident, most over that before", mb(seen.resident - before.resident), "MB");
  const reading = await watched(page.evaluate(async () => {
    const begin = performance.now();
    for (const id of ids) await get(id);
    return performance.now() - begin;
  }));
  figure("the same read back and checked", mb(files * size) / (reading / 1000), "MB/s");
  figure("  heap of the program grew by", mb((await heap()) - before.heap), "MB", 8);
  figure("  renderer resident, most over that before", mb(seen.resident - before.resident), "MB");
  await page.evaluate(async (n) => { for (const file of chosen().slice(0, n)) await put(file); }, duplicates);
  const kept = await page.evaluate(() => tellsNumber("_bench_count", "count"));
  if (kept < files) throw new Error(`only ${kept} files kept`);
  figure(`files kept twice after ${duplicates} of them were put again`, kept - files, "", 0);

  await choose([big]);
  const one = await watched(page.evaluate(async () => {
    const begin = performance.now();
    globalThis.id = await put(chosen()[0]);
    return performance.now() - begin;
  }));
  figure("one file of 512 MB put, strict", mb(large) / (one / 1000), "MB/s");
  figure("  renderer resident, most over that before", mb(seen.resident - before.resident), "MB");
  const saving = await watched(page.evaluate(async () => {
    const begin = performance.now();
    await get(id, "large");
    return performance.now() - begin;
  }));
  if ((await page.evaluate(() => saved)) !== large) throw new Error("not saved whole");
  figure("the same read back, checked and put together for the person's disk", mb(large) / (saving / 1000), "MB/s");
  figure("  renderer resident, most over that before", mb(seen.resident - before.resident), "MB");
  figure("  heap of the program grew by, in all", mb((await heap()) - before.heap), "MB", 8);
  const clearing = await page.evaluate(async () => {
    const begin = performance.now();
    await tellsNumber("_bench_collect", "collected");
    return performance.now() - begin;
  });
  figure(`${files + 1} orphans cleared away`, clearing, "ms");
} finally {
  await browser.close();
  child.kill();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
