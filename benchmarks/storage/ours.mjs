// Our store behind the interface of workload.mjs. In the page, not in a worker: so it is in the app.
/* global open, next, Module */
import { full_text, schema, sizes } from "./workload.mjs";

export class Ours {
  has = { text: true };
  // name null: in memory only
  constructor(name, strict, folded = true) {
    Object.assign(this, { name, strict, folded });
  }
  async create() {
    await open(this.name ?? "", this.name === null ? 0 : this.folded ? 1 : 2, this.strict);
    for (const sql of [...schema, full_text]) Module.ccall("bench_run", null, ["string"], [sql]);
    await this.kept();
  }
  kept() {
    const kept = next("kept");
    Module._bench_keep(this.strict ? 1 : 0);
    return kept;
  }
  insert(i) {
    Module._bench_insert(i);
    return this.kept();
  }
  bulk(from, n) {
    Module._bench_bulk(from, n);
    return this.kept();
  }
  move(i) {
    Module._bench_move(i, sizes.bulk);
    return this.kept();
  }
  texts(n) {
    Module._bench_texts(n);
    return this.kept();
  }
  filler(from, n) {
    Module._bench_filler(from, n);
    return this.kept();
  }
  byKey = (n, seed) => Module._bench_by_key(n, seed, sizes.bulk);
  bySecond = (n, seed) => Module._bench_by_second(n, seed, sizes.bulk);
  text = (i) => Module._bench_text(i);
  // Until the log is folded.
  async settled() {
    while (!Module._bench_idle()) await new Promise((done) => setTimeout(done, 5));
  }
}

// Records in the log of a workspace.
function records(name) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`potok:${name}`);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result, count = db.transaction("log").objectStore("log").count();
      count.onsuccess = () => {
        db.close();
        resolve(count.result);
      };
    };
  });
}

// What one stage move writes, and how long folding takes.
export async function written() {
  const store = new Ours("written", false, false);
  await store.create();
  await store.bulk(1, sizes.bulk);
  await store.texts(sizes.texts);
  for (let i = 0; i < 100; i++) await store.move(i);
  Module._bench_pages_written();
  const log = Module._bench_log_bytes(), commits = Module._bench_commit(), before = await records("written");
  for (let i = 100; i < 600; i++) await store.move(i);
  const n = Module._bench_commit() - commits;
  const out = { commits: n, pages: Module._bench_pages_written() / n, bytes: (Module._bench_log_bytes() - log) / n,
    records: ((await records("written")) - before) / n };
  const fold = async () => {
    const begin = performance.now();
    Module._bench_fold();
    await store.settled();
    return performance.now() - begin;
  };
  await fold();
  let row = 1;
  while (Module._bench_log_bytes() < 10 * 1024 * 1024) {
    await store.filler(row, 100);
    row += 100;
  }
  return { ...out, folded: Module._bench_log_bytes(), fold: await fold() };
}
