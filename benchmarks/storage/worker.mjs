// A peer in its worker. ?peer=NAME&name=DATABASE
import { SqlStore, fill, work } from "./workload.mjs";

const words = new URLSearchParams(location.search);
const [kind, option] = words.get("peer").split(":");
// Not awaited here: a worker that does so loses what is told to it meanwhile.
const adapter = import({ wa: "./wa_sqlite.mjs", sqlite: "./sqlite_wasm.mjs", pglite: "./pglite.mjs" }[kind]);

async function open() {
  return new SqlStore(await (await adapter).open(words.get("name"), option));
}
const acts = {
  work: async (scale) => work(await open(), scale),
  fill: async (mib) => {
    const store = await open();
    await fill(store, mib);
    await store.sql.close();
  },
  first: async (question) => {
    const store = await open();
    await store.prepare();
    return Number(question === "board" ? await store.board() : await store.row(12_345));
  },
};
let ready = Promise.resolve();
onmessage = ({ data: { call, what, rest } }) => {
  ready = ready.then(() => acts[what](...rest)).then(
    (answer) => postMessage({ call, answer }),
    (error) => postMessage({ call, error: String(error?.stack ?? error) }),
  );
};
