// The workloads of ./bench storage, in terms of a store: statements, values and the order in which they run. They are the same for
// all stores; ours does them in C++ (ours.cpp), from the same values.
//
// A store: insert(i), bulk(from, n), move(i), texts(n), filler(from, n) each return when what they wrote is kept as that store
// promises; byKey(n, seed), bySecond(n, seed), text(i), board(), row() read and return a number that must be the same everywhere.
// `has.text`: it has full text.

export const sizes = { inserts: 1000, first: 50, bulk: 25_000, most: 200_000, texts: 25_000, moves: 1000, reads: 10_000, queries: 1000 };
// A workload of single operations ends after so long, however many are done.
const most_ms = 10_000;

// ---- values, from numbers only (see ours.cpp)
export function mix(n) {
  n = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  n = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  return (n ^ (n >>> 16)) >>> 0;
}
const syllables = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va"];
const word = (k) => syllables[(k >> 8) & 15] + syllables[(k >> 4) & 15] + syllables[k & 15];
export function words(seed, count) {
  let text = word(mix(seed * 16));
  for (let i = 1; i < count; i++) text += " " + word(mix(seed * 16 + i));
  return text;
}
export const deal = (i) => [i, mix(i) >>> 1, "Deal of customer " + i, 1 + (i % 7), mix(i + 500_000_000) % 1_000_000, i % 20, 1_700_000_000 + i, words(i, 6)];
// Two prefixes of four letters: each fits sixteen words of 4,096.
export const prefixes = (i) => [word(mix(2 * i + 700_000_000)).slice(0, 4), word(mix(2 * i + 700_000_001)).slice(0, 4)];
const filling = new Uint32Array(975); // 3,900 bytes: a page of SQLite holds one such row
export function filler(i) {
  let x = mix(i) | 1;
  for (let k = 0; k < filling.length; k++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    filling[k] = x;
  }
  return new Uint8Array(filling.buffer);
}

// ---- statements
export const schema = [
  "CREATE TABLE deal(id INTEGER PRIMARY KEY, number INTEGER NOT NULL, title TEXT NOT NULL, stage INTEGER NOT NULL, amount INTEGER NOT NULL, owner INTEGER NOT NULL, changed INTEGER NOT NULL, note TEXT NOT NULL)",
  "CREATE INDEX deal_number ON deal(number)",
  "CREATE INDEX deal_stage ON deal(stage, changed)",
  "CREATE TABLE history(id INTEGER PRIMARY KEY, deal INTEGER NOT NULL, field INTEGER NOT NULL, old TEXT, new TEXT, at INTEGER NOT NULL, actor INTEGER NOT NULL)",
  "CREATE INDEX history_deal ON history(deal)",
  "CREATE TABLE task(id INTEGER PRIMARY KEY, deal INTEGER NOT NULL, title TEXT NOT NULL, due INTEGER NOT NULL, state INTEGER NOT NULL)",
  "CREATE INDEX task_deal ON task(deal, state)",
  "CREATE INDEX task_due ON task(due)",
  "CREATE TABLE stage_total(stage INTEGER PRIMARY KEY, deals INTEGER NOT NULL, amount INTEGER NOT NULL)",
  "INSERT INTO stage_total(stage, deals, amount) VALUES(1,0,0),(2,0,0),(3,0,0),(4,0,0),(5,0,0),(6,0,0),(7,0,0)",
  "CREATE TABLE filler(id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
];
export const full_text = "CREATE VIRTUAL TABLE search USING fts5(body, content='', contentless_delete=1)";
export const statements = {
  insert: "INSERT INTO deal(id, number, title, stage, amount, owner, changed, note) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  by_key: "SELECT amount, title FROM deal WHERE id = ?1",
  by_second: "SELECT amount, title FROM deal WHERE number = ?1",
  look: "SELECT stage, amount FROM deal WHERE id = ?1",
  stage: "UPDATE deal SET stage = ?2, changed = ?3 WHERE id = ?1",
  history: "INSERT INTO history(deal, field, old, new, at, actor) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
  task: "INSERT INTO task(deal, title, due, state) VALUES(?1, ?2, ?3, 1)",
  close: "UPDATE task SET state = 2 WHERE deal = ?1 AND state = 1 AND due < ?2",
  total: "UPDATE stage_total SET deals = deals + ?2, amount = amount + ?3 WHERE stage = ?1",
  text: "INSERT INTO search(rowid, body) VALUES(?1, ?2)",
  find: "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT 50",
  filler: "INSERT INTO filler(id, body) VALUES(?1, ?2)",
  board: "SELECT count(*), stage, sum(amount) FROM deal GROUP BY stage",
};

// The workloads on a store of SQL statements: what the peers are. `sql` has
//   create(list of statements), prepare(text) -> statement, run(statement, n, values of i), begin(), commit() (returns when it is
//   kept), rows(statement, n, values of i) -> {rows, sum of the first column}, has: {text}, query(prefix, prefix) -> its parameter
export class SqlStore {
  constructor(sql) {
    this.sql = sql;
    this.has = sql.has;
  }
  async create() {
    await this.sql.create(this.has.text ? [...schema, sql_text(this.sql)] : schema);
    await this.prepare();
  }
  async prepare() {
    this.s = {};
    for (const [name, text] of Object.entries({ ...statements, ...this.sql.statements })) {
      if (this.has.text || !/search/.test(text)) this.s[name] = await this.sql.prepare(text);
    }
  }
  async insert(i) {
    await this.sql.run(this.s.insert, 1, () => deal(i), true);
  }
  async bulk(from, n) {
    await this.sql.begin();
    await this.sql.run(this.s.insert, n, (i) => deal(from + i));
    await this.sql.commit();
  }
  // What a stage move leads to, in one transaction: reads the deal, changes it (an index entry moves), three history rows, three tasks
  // (each with index entries), closes the earlier tasks, changes the totals of two stages, one row of full text: 12 statements.
  async move(i) {
    const { sql, s } = this, now = 1_800_000_000 + i, id = 1 + (mix(i + 900_000_000) % sizes.bulk);
    await sql.begin();
    const { first } = await sql.rows(s.look, 1, () => [id]);
    const stage = Number(first[0]), amount = Number(first[1]), to = 1 + (stage % 7);
    await sql.run(s.stage, 1, () => [id, to, now]);
    await sql.run(s.history, 3, (k) => [id, k, String(stage), String(to), now, 1 + k]);
    await sql.run(s.close, 1, () => [id, now]);
    await sql.run(s.task, 3, (k) => [id, words(i + k, 4), now + 86_400 * (k + 1)]);
    await sql.run(s.total, 2, (k) => (k ? [to, 1, amount] : [stage, -1, -amount]));
    if (this.has.text) await sql.run(s.text, 1, () => [1_000_000 + i, words(i + 300_000, 10)]);
    await sql.commit();
  }
  async texts(n) {
    await this.sql.begin();
    await this.sql.run(this.s.text, n, (i) => [i + 1, words(i + 1, 10)]);
    await this.sql.commit();
  }
  async filler(from, n) {
    await this.sql.begin();
    await this.sql.run(this.s.filler, n, (i) => [from + i, filler(from + i)]);
    await this.sql.commit();
  }
  async byKey(n, seed) {
    return (await this.sql.rows(this.s.by_key, n, (i) => [1 + (mix(seed + i) % sizes.bulk)])).sum;
  }
  async bySecond(n, seed) {
    return (await this.sql.rows(this.s.by_second, n, (i) => [mix(1 + (mix(seed + i) % sizes.bulk)) >>> 1])).sum;
  }
  async text(i) {
    return (await this.sql.rows(this.s.find, 1, () => [this.sql.query(...prefixes(i))])).rows;
  }
  async board() {
    return (await this.sql.rows(this.s.board, 1, () => [])).sum;
  }
  async row(i) {
    return (await this.sql.rows(this.s.by_key, 1, () => [i])).sum;
  }
}
const sql_text = (sql) => sql.full_text ?? full_text;

// ---- the runs
async function each(n, act, limit = most_ms) {
  const times = [], from = performance.now();
  for (let i = 0; i < n && performance.now() - from < limit; i++) {
    const begin = performance.now();
    await act(i);
    times.push(performance.now() - begin);
  }
  return times;
}
async function timed(act) {
  const begin = performance.now();
  const result = await act();
  return { ms: performance.now() - begin, result };
}

// All that happens on one database that is made for it. Gives times in ms, and what was read.
export async function work(store, scale = 1) {
  const n = Object.fromEntries(Object.entries(sizes).map(([k, v]) => [k, Math.max(1, Math.round(v * (k === "bulk" || k === "texts" ? 1 : scale)))]));
  const out = { read: {} };
  await store.create();
  let next = 1_000_000;
  out.insert = { cold: await each(n.first, () => store.insert(next++)) };
  out.insert.warm = await each(n.inserts, () => store.insert(next++));
  out.bulk = { cold: (await timed(() => store.bulk(1, n.bulk))).ms };
  out.bulk.warm = (await timed(() => store.bulk(2_000_000, n.bulk))).ms;
  if (store.has.text) { // before the moves, which add as many rows as they have time for
    await store.texts(n.texts);
    let found = 0;
    const find = async (i) => { found += Number(await store.text(i)); };
    out.text = { cold: await each(n.first, find) };
    out.read.text = found;
    out.text.warm = await each(n.queries, find);
  }
  let moved = 0;
  out.move = { cold: await each(n.first, () => store.move(moved++)) };
  out.move.warm = await each(n.moves, () => store.move(moved++));
  await store.settled?.();
  for (const [name, read] of [["key", (seed) => store.byKey(n.reads, seed)], ["second", (seed) => store.bySecond(n.reads, seed)]]) {
    const cold = await timed(() => read(0)), warm = [];
    for (let i = 0; i < 5; i++) warm.push(await timed(() => read(0)));
    out[name] = { cold: cold.ms, warm: warm.map((w) => w.ms) };
    out.read[name] = cold.result;
  }
  out.most = (await timed(() => store.bulk(4_000_000, n.most))).ms;
  return out;
}

// A database of about so many MiB to be opened later.
export async function fill(store, mib) {
  await store.create();
  await store.bulk(1, sizes.bulk);
  const rows = mib * 256 - 1300; // the deals and their indexes take that many pages
  for (let from = 1; from <= rows; from += 2048) await store.filler(from, Math.min(2048, rows - from + 1));
  await store.settled?.();
}
