// bench: Stores of SQL in a browser, in one run of Chromium: ours, wa-sqlite, the official SQLite, PGlite; and plain memory
// web targets: bench-page-storage
//
// Same schema, same statements, same values (storage/workload.mjs; ours in C++: storage/ours.cpp), what is read is compared.
// On a profile on disk: in a window without one (as tests use it) Chromium keeps both IndexedDB and OPFS in memory.
//
// Fair:    page_size 4096, locking_mode=EXCLUSIVE, temp_store in memory for every SQLite; statements prepared once and reused; loops
//          run where the store is (peers in a worker, ours in the page), so no messages are counted. The peers get a cache of
//          64 MiB, which holds everything here but the 100 MB file: for OPFS and wa-sqlite reads are then reads of memory.
//          Ours keeps SQLite's cache at 2 MiB, its pages lie in memory anyway.
// Differs: ours is called from C++, without strings going over from JavaScript; the official SQLite is called by
//          sqlite3.wasm.exports (its quickest way), wa-sqlite by its API. wa-sqlite's published build has no FTS5: a stage move
//          writes one row less there, and it has no figures of full text. PGlite is PostgreSQL: tsvector and GIN instead of
//          FTS5; loops are sent in messages of 500 statements.
// Kept:    what a store promises when a commit returns.
//          strict   flushed to the device: ours strict, wa-sqlite strict, opfs, opfs-sahpool (synchronous=FULL; with its rollback
//                   journal and with WAL, either being quicker somewhere). What that costs is the device's: told as a figure
//          relaxed  IndexedDB's transaction is complete, the operating system has it: ours relaxed, wa-sqlite default, PGlite
//          nothing  written later: wa-sqlite relaxed, PGlite relaxedDurability. Shown, not compared
//          Ours relaxed is compared with the first two, ours strict with the first.
//          Ours folds its log in quiet moments, not in the middle of these runs; how long that takes is a figure of its own.
// Warm: 1,000 operations (or as many as fit in 10 s) after the first 50, which are told apart as cold: code not compiled yet.
// 25,000 rows: the first in that page is cold, the second warm; 200,000 after that. Opening: a new page each time, from the start of
// navigation to the answer, program and worker started anew, best documented way; median of 5, the first told apart.
//
// POTOK_BENCH_STORES=ours,wa:strict leaves out the others; POTOK_BENCH_SCALE=0.1 does a tenth. For developing only.
import { closeSync, fsyncSync, mkdtempSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launchProfile } from "../tests/browser/support/browser.mjs";
import { serve } from "../tools/serve.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const only = process.env.POTOK_BENCH_STORES?.split(",");
const scale = Number(process.env.POTOK_BENCH_SCALE ?? 1);

// In this order. promise: see above; null for what keeps nothing.
const stores = [
  { key: "memory", name: "our build, memory only", ours: [null, false], promise: null },
  { key: "ours", name: "ours relaxed", ours: ["relaxed", false], promise: "relaxed", opened: true },
  { key: "ours:strict", name: "ours strict", ours: ["strict", true], promise: "strict" },
  { key: "wa:default", name: "wa-sqlite IDBBatchAtomic default", promise: "relaxed", opened: true },
  { key: "wa:strict", name: "wa-sqlite IDBBatchAtomic strict", promise: "strict" },
  { key: "wa:relaxed", name: "wa-sqlite IDBBatchAtomic relaxed", promise: "nothing" },
  { key: "sqlite:opfs", name: "sqlite-wasm opfs", promise: "strict", opened: true },
  { key: "sqlite:opfs-wal", name: "sqlite-wasm opfs, WAL", promise: "strict" },
  { key: "sqlite:sahpool", name: "sqlite-wasm opfs-sahpool", promise: "strict", opened: true },
  { key: "sqlite:sahpool-wal", name: "sqlite-wasm opfs-sahpool, WAL", promise: "strict" },
  { key: "pglite:kept", name: "PGlite", promise: "relaxed", opened: true },
  { key: "pglite:relaxed", name: "PGlite relaxedDurability", promise: "nothing" },
  { key: "sqlite:memory", name: "sqlite-wasm :memory:", promise: null },
].filter(({ key }) => !only || only.includes(key));

const say = (text) => process.stderr.write(text + "\n");
function figure(name, value, unit, goal = null, peer = null, ratio = null, holds = goal === null ? null : value <= goal) {
  const short = (v) => (v === null ? null : +v.toPrecision(4));
  console.log(JSON.stringify({ figure: name, value: short(value), unit, goal: short(goal), holds, peer: short(peer), ratio: short(ratio) }));
}
function at(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))];
}
const median = (values) => at(values, 0.5);

// --- the run
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const server = await serve({ folder: root, port: 0, headers });
const base = `${server.url}benchmarks/storage/`;
mkdirSync(path.join(root, "build/bench"), { recursive: true });
const profile = mkdtempSync(path.join(root, "build/bench/profile-"));
const context = await launchProfile(profile);

async function visit(address) {
  const page = await context.newPage();
  page.on("pageerror", (error) => say(`  uncaught: ${error.message}`));
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) say(`  console: ${message.text()}`); });
  await page.goto(base + address);
  if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error("no precise clock");
  return page;
}
const address = (store, name, more = "") =>
  store.ours ? `ours.html?name=${name}${more}` : `peer.html?peer=${store.key}&name=${name}${more}`;

async function working(store) {
  const page = await visit(address(store, "work"));
  const out = store.ours
    ? await page.evaluate(async ([[name, strict], s]) => {
      const { work } = await import("./workload.mjs"), { Ours } = await import("./ours.mjs");
      return work(new Ours(name, strict), s);
    }, [store.ours, scale])
    : await page.evaluate(async (s) => (await tell("work", s)).answer, scale);
  await page.close();
  return out;
}

async function opening(store, mib) {
  const name = `open${mib}`;
  const page = await visit(address(store, name));
  if (store.ours)
    await page.evaluate(async ([n, size]) => {
      const { fill } = await import("./workload.mjs"), { Ours } = await import("./ours.mjs");
      await fill(new Ours(n, false), size);
    }, [name, mib]);
  else await page.evaluate((size) => tell("fill", size), mib);
  const bytes = store.ours ? await page.evaluate(() => Module._bench_file_bytes()) : null;
  await page.close();
  const times = { bytes };
  for (const question of ["board", "row"]) {
    times[question] = [];
    for (let i = 0; i < 5; i++) {
      const opened = await visit(address(store, name, `&first=${question}`));
      const { answer, at: ms } = await opened.evaluate(() => answered);
      if (question === "board" && answer !== 25_000) throw new Error(`${store.name} opened with ${answer} deals`);
      times[question].push(ms);
      await opened.close();
    }
  }
  return times;
}

const results = new Map();
let written = null;
try {
  for (const store of stores) {
    const began = Date.now();
    const r = { work: await working(store) };
    if (store.opened) for (const mib of [10, 100]) r[`open${mib}`] = await opening(store, mib);
    if (store.key === "ours") {
      const page = await visit("ours.html?name=written");
      written = await page.evaluate(async () => (await import("./ours.mjs")).written());
      await page.close();
    }
    results.set(store.key, r);
    say(`${store.name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
    await new Promise((done) => setTimeout(done, 1000));
  }
} finally {
  await context.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
}

writeFileSync(path.join(root, "build/bench/storage.json"), JSON.stringify([...results]));

// --- what flushing costs here
function flushes() {
  const file = path.join(root, "build/bench/flushed"), handle = openSync(file, "w"), times = [], bytes = Buffer.alloc(4096);
  for (let i = 0; i < 200; i++) {
    bytes.writeUInt32LE(i);
    writeSync(handle, bytes, 0, 4096, (i % 50) * 4096);
    const begin = performance.now();
    fsyncSync(handle);
    times.push(performance.now() - begin);
  }
  closeSync(handle);
  rmSync(file);
  return times;
}
figure("fsync of 4 KiB on this disk, p50 (no browser)", median(flushes()), "ms");

// --- all have read the same
const read = [...results].map(([key, r]) => [key, r.work.read]);
for (const [key, sums] of read)
  for (const [what, sum] of Object.entries(sums))
    for (const [other, theirs] of read)
      if (theirs[what] !== undefined && theirs[what] !== sum) throw new Error(`${key} and ${other} have read different things by ${what}: ${sum}, ${theirs[what]}`);

// --- figures
// writes: compared by promise; goals: [relaxed, strict] of the design
const p = (share) => (times) => times && at(times, share);
const rows = [
  { name: "autocommit insert, each kept, p50", unit: "ms", writes: true, of: (r) => p(0.5)(r.work.insert.warm), goals: [2, 3] },
  { name: "autocommit insert, each kept, p99", unit: "ms", writes: true, of: (r) => p(0.99)(r.work.insert.warm) },
  { name: "autocommit insert, each kept, cold, p50 of the first 50", unit: "ms", writes: true, cold: true, of: (r) => p(0.5)(r.work.insert.cold) },
  { name: "25,000 rows in one transaction, kept", unit: "ms", writes: true, of: (r) => r.work.bulk.warm },
  { name: "25,000 rows in one transaction, kept, cold", unit: "ms", writes: true, cold: true, of: (r) => r.work.bulk.cold },
  { name: "200,000 rows in one transaction, kept", unit: "ms", writes: true, of: (r) => r.work.most, goals: [2000, 2000] },
  { name: "stage move, 12 statements in one transaction, kept, p50", unit: "ms", writes: true, of: (r) => p(0.5)(r.work.move.warm) },
  { name: "stage move, 12 statements in one transaction, kept, p99", unit: "ms", writes: true, of: (r) => p(0.99)(r.work.move.warm) },
  { name: "stage move, cold, p50 of the first 50", unit: "ms", writes: true, cold: true, of: (r) => p(0.5)(r.work.move.cold) },
  { name: "10,000 reads by key", unit: "ms", of: (r) => median(r.work.key.warm), memory: true },
  { name: "10,000 reads by key, cold", unit: "ms", cold: true, of: (r) => r.work.key.cold },
  { name: "10,000 reads by second index", unit: "ms", of: (r) => median(r.work.second.warm), memory: true },
  { name: "10,000 reads by second index, cold", unit: "ms", cold: true, of: (r) => r.work.second.cold },
  { name: "full text, two prefixes, ranked, first 50, p50", unit: "ms", of: (r) => p(0.5)(r.work.text?.warm), memory: true },
  { name: "full text, two prefixes, ranked, first 50, p99", unit: "ms", of: (r) => p(0.99)(r.work.text?.warm) },
  { name: "full text, cold, p50 of the first 50", unit: "ms", cold: true, of: (r) => p(0.5)(r.work.text?.cold) },
  ...[10, 100].flatMap((mib) => [["board", "stage counts and sums of 25,000 deals"], ["row", "one row by its key"]].flatMap(([question, what]) => [
    { name: `cold open at ${mib} MB to ${what}, median of 5`, unit: "ms", of: (r) => r[`open${mib}`] && median(r[`open${mib}`][question]),
      goals: mib === 100 ? [800] : undefined },
    { name: `cold open at ${mib} MB to ${what}, the first`, unit: "ms", cold: true, of: (r) => r[`open${mib}`]?.[question][0] },
  ])),
];

let ahead = 0, behind = [];
const get = (key, row) => (results.has(key) ? row.of(results.get(key)) : undefined);
for (const row of rows) {
  const variants = row.writes ? stores.filter((s) => s.ours && s.promise) : stores.filter((s) => s.key === "ours");
  for (const store of variants) {
    const value = get(store.key, row);
    if (value === undefined) continue;
    const peers = stores.filter((s) => !s.ours && (row.writes ? s.promise === "strict" || s.promise === store.promise : s.promise && s.promise !== "nothing"))
      .map((s) => ({ name: s.name, value: get(s.key, row) })).filter((s) => s.value !== undefined).sort((a, b) => a.value - b.value);
    const best = peers[0];
    const goals = [row.goals?.[store.promise === "strict" ? 1 : 0], row.cold ? undefined : best?.value].filter((g) => g !== undefined);
    const against = best ? `, against ${best.name}` : "";
    figure(`${row.name}: ${store.name}${against}`, value, row.unit, goals.length ? Math.min(...goals) : null, best?.value ?? null, best ? best.value / value : null);
    if (best && !row.cold) best.value >= value ? ahead++ : behind.push(`${row.name} (${store.name}, ${best.name})`);
  }
  for (const store of stores.filter((s) => !s.ours || !s.promise)) {
    const value = get(store.key, row);
    if (value !== undefined) figure(`${row.name}: ${store.name}${row.writes && store.promise === "nothing" ? " (returns before it is written)" : ""}`, value, row.unit);
  }
  if (row.memory && results.has("memory") && results.has("ours"))
    figure(`${row.name}: ours by our build in memory only`, get("ours", row) / get("memory", row), "times", 1.3);
}
const most = rows.find((r) => r.name.startsWith("200,000"));
for (const [key, goal] of [["wa:default", 1.5], ["wa:relaxed", 1.5], ["sqlite:opfs", 5], ["sqlite:sahpool", 5]]) {
  if (!results.has(key) || !results.has("ours")) continue;
  const times = get(key, most) / get("ours", most);
  figure(`200,000 rows: ours relaxed faster than ${stores.find((s) => s.key === key).name}`, times, "times", goal, null, null, times >= goal);
}
if (results.has("ours")) {
  figure("200,000 rows in one transaction, kept: ours relaxed", 2e8 * scale / get("ours", most), "rows/s", 100_000, null, null, 2e8 * scale / get("ours", most) >= 100_000);
  figure("rows of this table in which a persistent peer is ahead of ours", behind.length, "", 0);
  for (const name of behind) say(`  behind: ${name}`);
}
if (written) {
  figure("stage move: pages written", written.pages, "");
  figure("stage move: bytes of log", written.bytes / 1024, "KiB");
  figure("stage move: log records for a commit", written.records, "");
  figure(`folding ${(written.folded / 2 ** 20).toFixed(1)} MiB of log`, written.fold, "ms");
}
