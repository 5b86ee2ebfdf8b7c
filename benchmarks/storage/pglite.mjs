// PGlite on IndexedDB. `kept`: what it does by default, a call returns when its files have been copied to IndexedDB; `relaxed`: its
// option relaxedDurability, a call returns before. Statements are prepared once; those of a loop go over in messages of 500, so that
// little is spent on calls. Full text is its own: a tsvector under a GIN index.
import { PGlite, protocol } from "./node_modules/@electric-sql/pglite/dist/index.js";

const { serialize } = protocol;
const dialect = (text) => text.replace(/\?(\d)/g, "$$$1");

export async function open(name, option) {
  const db = await PGlite.create(`idb://pg-${option}-${name}`, { relaxedDurability: option === "relaxed" });
  const send = async (parts, syncToFs) => {
    let size = 0;
    for (const part of parts) size += part.length;
    const message = new Uint8Array(size);
    size = 0;
    for (const part of parts) {
      message.set(part, size);
      size += part.length;
    }
    return (await db.execProtocol(message, { syncToFs })).messages;
  };
  let statements = 0;
  const call = (st, values) => [serialize.bind({ statement: st, values: values.map((v) => (typeof v === "number" ? String(v) : v)) }), serialize.execute({})];
  const run = async (st, n, values, alone = false) => {
    for (let from = 0; from < n; from += 500) {
      const parts = [];
      for (let i = from; i < Math.min(n, from + 500); i++) parts.push(...call(st, values(i)));
      await send([...parts, serialize.sync()], alone);
    }
  };
  return {
    has: { text: true },
    full_text: "CREATE TABLE search(id INTEGER PRIMARY KEY, v tsvector NOT NULL); CREATE INDEX search_v ON search USING gin(v)",
    statements: {
      text: "INSERT INTO search(id, v) VALUES(?1, to_tsvector('simple', ?2::text))",
      find: "SELECT id FROM search, to_tsquery('simple', ?1::text) q WHERE v @@ q ORDER BY ts_rank(v, q) DESC LIMIT 50",
    },
    async create(list) {
      for (const text of list) {
        const serial = /TABLE (history|task)\(/.test(text) ? text.replace("INTEGER PRIMARY KEY", "INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY") : text;
        await db.exec(serial.replace("BLOB", "BYTEA"));
      }
    },
    async prepare(text) {
      const name = `s${++statements}`;
      await send([serialize.parse({ name, text: dialect(text) }), serialize.sync()], false);
      return name;
    },
    run,
    begin: () => send([serialize.query("BEGIN")], false),
    commit: () => send([serialize.query("COMMIT")], true),
    async rows(st, n, values) {
      let rows = 0, sum = 0, first = null;
      for (let from = 0; from < n; from += 500) {
        const parts = [];
        for (let i = from; i < Math.min(n, from + 500); i++) parts.push(...call(st, values(i)));
        for (const message of await send([...parts, serialize.sync()], false)) {
          if (message.name !== "dataRow") continue;
          first ??= message.fields;
          sum += Number(message.fields[0]);
          rows++;
        }
      }
      return { rows, sum, first };
    },
    query: (a, b) => `${a}:* & ${b}:*`,
    close: () => db.close(),
  };
}
