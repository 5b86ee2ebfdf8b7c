// wa-sqlite, its build for asynchronous VFS (Asyncify) with IDBBatchAtomicVFS. Its options of durability:
//   default  a commit returns when IndexedDB's transaction is complete: what we call relaxed
//   strict   the same with {durability: "strict"}
//   relaxed  a commit returns before anything is written
// Its published build has no FTS5.
import SQLiteESMFactory from "./node_modules/wa-sqlite/dist/wa-sqlite-async.mjs";
import { IDBBatchAtomicVFS } from "./node_modules/wa-sqlite/src/examples/IDBBatchAtomicVFS.js";
import * as SQLite from "./node_modules/wa-sqlite/src/sqlite-api.js";

export async function open(name, durability) {
  const sqlite3 = SQLite.Factory(await SQLiteESMFactory());
  const vfs = new IDBBatchAtomicVFS(`wa-${durability}-${name}`, { durability });
  sqlite3.vfs_register(vfs, true);
  const db = await sqlite3.open_v2("bench.db", undefined, vfs.name);
  await sqlite3.exec(db, "PRAGMA page_size=4096; PRAGMA cache_size=-65536; PRAGMA temp_store=2; PRAGMA locking_mode=EXCLUSIVE");
  const prepare = async (text) => (await sqlite3.prepare_v2(db, sqlite3.str_value(sqlite3.str_new(db, text)))).stmt;
  const bind = (st, values) => { for (let i = 0; i < values.length; i++) sqlite3.bind(st, i + 1, values[i]); };
  const run = async (st, n, values) => {
    for (let i = 0; i < n; i++) {
      bind(st, values(i));
      await sqlite3.step(st);
      await sqlite3.reset(st);
    }
  };
  const begin = await prepare("BEGIN IMMEDIATE"), commit = await prepare("COMMIT");
  return {
    has: { text: false },
    create: async (list) => { for (const text of list) await sqlite3.exec(db, text); },
    prepare,
    run,
    begin: () => run(begin, 1, () => []),
    commit: () => run(commit, 1, () => []),
    async rows(st, n, values) {
      let rows = 0, sum = 0, first = null;
      for (let i = 0; i < n; i++) {
        bind(st, values(i));
        while ((await sqlite3.step(st)) === SQLite.SQLITE_ROW) {
          const row = sqlite3.row(st);
          first ??= row;
          sum += row[0];
          rows++;
        }
        await sqlite3.reset(st);
      }
      return { rows, sum, first };
    },
    async close() {
      for (const st of [begin, commit]) await sqlite3.finalize(st);
      await vfs.close(); // waits for what is under way
    },
  };
}
