// What runs inside a page to look at, or to harm, the IndexedDB of a workspace (docs/formats.md) behind the app's back.

// Turns over one bit of one stored record. `which`: "any", or "newer": of the two images of a segment that is there twice, the
// newer one. Null: there is none such.
export async function turnOver({ workspace, which, dice: [first, second, third] }) {
  const wait = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
  const bytesOf = (value) => new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength);
  const db = await wait(indexedDB.open("potok:" + workspace));
  try {
    const tx = db.transaction(["header", "base", "log"], "readwrite");
    const stored = new Promise((done, fail) => { tx.oncomplete = done; tx.onabort = () => fail(tx.error); });
    const records = [];
    for (const name of ["header", "base", "log"])
      for (const key of await wait(tx.objectStore(name).getAllKeys())) if (key !== "epoch") records.push({ name, key });
    let found = null;
    if (which === "any") {
      found = records[first % records.length] ?? null;
    } else {
      const images = records.filter(({ name }) => name === "base").map(({ key }) => key);
      const twice = images.filter((key) => key % 2 === 0 && images.includes(key + 1));
      if (twice.length > 0) {
        const key = twice[first % twice.length];
        const folded = async (k) => {
          const bytes = bytesOf(await wait(tx.objectStore("base").get(k)));
          return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(16, true);
        };
        found = { name: "base", key: (await folded(key)) > (await folded(key + 1)) ? key : key + 1 };
      }
    }
    if (found) {
      const value = await wait(tx.objectStore(found.name).get(found.key));
      const bytes = bytesOf(value);
      const at = second % bytes.length;
      bytes[at] ^= 1 << third % 8;
      tx.objectStore(found.name).put(value, found.key);
      found = `${found.name} ${found.key}, byte ${at} of ${bytes.length}`;
    }
    await stored;
    return found;
  } finally {
    db.close();
  }
}

// Names of the databases of this origin.
export async function databases() {
  return (await indexedDB.databases()).map(({ name }) => name);
}

export function deleteDatabase(name) {
  return new Promise((done, fail) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => done(true);
    request.onerror = () => fail(request.error);
  });
}

// From now on the transaction that ends a fold aborts, so that what it should remove stays.
export function breakTrims() {
  const remove = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function (...words) {
    queueMicrotask(() => {
      try {
        this.transaction.abort();
      } catch { /* it has been */ }
    });
    return remove.apply(this, words);
  };
}

// A storage that lies: every tenth record of the log is reported written and is not.
export function loseRecords() {
  const add = IDBObjectStore.prototype.add;
  let n = 0;
  IDBObjectStore.prototype.add = function (...words) {
    return this.name === "log" && ++n % 10 === 0 ? this.count() : add.apply(this, words);
  };
}

// Before the scripts of a page below the app (pages/): hears what it tells, and has nextOf(name, from) wait for it.
export function listen() {
  globalThis.heard = [];
  const waiting = [];
  globalThis.onPotok = (name, text) => {
    globalThis.potokTell?.(`${name}\n${text}`);
    heard.push({ name, text });
    for (const entry of waiting.splice(0)) {
      if (entry.name === name) entry.resolve(text);
      else waiting.push(entry);
    }
  };
  globalThis.nextOf = (name, from = 0) => {
    const found = heard.slice(from).find((entry) => entry.name === name);
    return found ? Promise.resolve(found.text) : new Promise((resolve) => waiting.push({ name, resolve }));
  };
}
