// The official SQLite build for WebAssembly: `opfs` (by its worker, SharedArrayBuffer), `sahpool` and `memory`. With `-wal` its log
// is a write-ahead one, which it takes since locking is exclusive: quicker for small commits, slower for large ones.
// Statements are bound through sqlite3.wasm.exports, which is several times faster than its oo1 interface.
import sqlite3InitModule from "./node_modules/@sqlite.org/sqlite-wasm/dist/index.mjs";

export async function open(name, option) {
  const [vfs, log] = option.split("-");
  const sqlite3 = await sqlite3InitModule();
  const { capi, wasm } = sqlite3, x = wasm.exports;
  let db;
  if (vfs === "opfs") db = new sqlite3.oo1.OpfsDb(`/${option}-${name}.db`, "c");
  else if (vfs === "memory") db = new sqlite3.oo1.DB(":memory:", "c");
  else {
    const pool = await sqlite3.installOpfsSAHPoolVfs({ name: `${option}-${name}`, directory: `.${option}-${name}` });
    db = new pool.OpfsSAHPoolDb(`/${name}.db`);
  }
  db.exec("PRAGMA page_size=4096; PRAGMA cache_size=-65536; PRAGMA temp_store=2; PRAGMA locking_mode=EXCLUSIVE");
  if (log) {
    const mode = db.selectValue("PRAGMA journal_mode=WAL");
    if (mode !== "wal") throw new Error(`the journal is ${mode}`);
  }
  db.exec("PRAGMA synchronous=FULL");
  const check = (code) => {
    if (code !== capi.SQLITE_OK && code !== capi.SQLITE_DONE && code !== capi.SQLITE_ROW) throw new Error(`SQLite ${code}: ${capi.sqlite3_errmsg(db)}`);
    return code;
  };
  const encoder = new TextEncoder(), decoder = new TextDecoder();
  const room = wasm.alloc(1 << 16);
  // Bindings lie in one piece of memory that holds for the step.
  const bind = (st, values) => {
    let at = room;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (typeof value === "number") check(x.sqlite3_bind_int(st, i + 1, value));
      else if (typeof value === "string") {
        const { written } = encoder.encodeInto(value, wasm.heap8u().subarray(at, room + 65536));
        check(x.sqlite3_bind_text(st, i + 1, at, written, 0));
        at += written;
      } else {
        wasm.heap8u().set(value, at);
        check(x.sqlite3_bind_blob(st, i + 1, at, value.length, 0));
        at += value.length;
      }
    }
  };
  const run = (st, n, values) => {
    for (let i = 0; i < n; i++) {
      bind(st, values(i));
      check(x.sqlite3_step(st));
      check(x.sqlite3_reset(st));
    }
  };
  const column = (st, i) => {
    if (x.sqlite3_column_type(st, i) === capi.SQLITE_INTEGER) return Number(x.sqlite3_column_int64(st, i));
    const ptr = x.sqlite3_column_text(st, i);
    // A view of shared memory is not what the decoder takes; this build has none.
    return decoder.decode(wasm.heap8u().subarray(ptr, ptr + x.sqlite3_column_bytes(st, i)));
  };
  const prepared = [];
  const prepare = (text) => {
    const st = db.prepare(text);
    prepared.push(st);
    return st.pointer;
  };
  const begin = prepare("BEGIN IMMEDIATE"), commit = prepare("COMMIT");
  return {
    has: { text: true },
    create: (list) => list.forEach((text) => db.exec(text)),
    prepare,
    run,
    begin: () => run(begin, 1, () => []),
    commit: () => run(commit, 1, () => []),
    rows(st, n, values) {
      let rows = 0, sum = 0, first = null;
      for (let i = 0; i < n; i++) {
        bind(st, values(i));
        while (check(x.sqlite3_step(st)) === capi.SQLITE_ROW) {
          const row = [];
          for (let c = 0, count = x.sqlite3_column_count(st); c < count; c++) row.push(column(st, c));
          first ??= row;
          sum += row[0];
          rows++;
        }
        check(x.sqlite3_reset(st));
      }
      return { rows, sum, first };
    },
    query: (a, b) => `${a}* ${b}*`,
    close() {
      prepared.forEach((st) => st.finalize());
      db.close();
    },
  };
}
