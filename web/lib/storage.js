// IndexedDB for the page store (src/platform/web/indexeddb_store.cpp). Attachments: attachments.js.
//
// A workspace is the database "potok:<name>" with three stores:
//   header   "epoch": number, raised by every opening; "header": bytes (db/log_format.h)
//   log      sequence -> bytes, added and never overwritten
//   base     twice the segment's index, plus 1 for its second place -> bytes
//
// Each call has a number, answered once by potok_js_reply(call, code, message, a, b, bytes, size), what follows is passed
// over; an empty code is success. WebAssembly memory may grow in any call into C++, so bytes are copied on the way in and on the way out
// and no view of memory is kept.
addToLibrary({
  $PotokStorage__deps: ['malloc', 'free', 'potok_js_reply', 'potok_js_load', '$stringToNewUTF8'],
  $PotokStorage: {
    stores: new Map(), // handle -> { name, db, epoch, marked, dead, calls }

    reply(call, { code = '', message = '', a = 0, b = 0, bytes = null } = {}) {
      const codePtr = stringToNewUTF8(code);
      const messagePtr = stringToNewUTF8(message);
      const size = bytes ? bytes.byteLength : 0;
      const ptr = size ? _malloc(size) : 0;
      if (size) HEAPU8.set(bytes, ptr);
      _potok_js_reply(call, codePtr, messagePtr, a, b, ptr, size);
      if (ptr) _free(ptr);
      _free(messagePtr);
      _free(codePtr);
      for (const store of PotokStorage.stores.values()) store.calls.delete(call);
    },

    // What went wrong, in the words of db/block_store.h.
    failure(error) {
      const name = error?.name ?? 'Error';
      const code = name === 'QuotaExceededError' ? 'store.quota'
        : name === 'PotokFenced' ? 'store.fenced'
        : name === 'InvalidStateError' || name === 'UnknownError' ? 'store.closed'
        : name === 'SecurityError' || name === 'PotokUnavailable' ? 'store.unavailable'
        : 'store.aborted';
      return { code, message: `${name}: ${error?.message ?? error}` };
    },

    named(name, message) {
      const error = new Error(message);
      error.name = name;
      return error;
    },

    closedByBrowser() {
      return PotokStorage.named('InvalidStateError', 'the browser has closed the storage');
    },

    // `create` is null where the database must already be there: an empty one never takes the place of a lost one.
    openDatabase(name, create, version = 1) {
      return new Promise((resolve, reject) => {
        if (typeof indexedDB === 'undefined' || indexedDB === null) {
          return reject(PotokStorage.named('PotokUnavailable', 'no IndexedDB'));
        }
        let missing = false;
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => {
          if (create) return create(request.result);
          missing = true;
          request.transaction.abort();
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(missing
          ? PotokStorage.named('InvalidStateError', 'the stored workspace has been deleted')
          : request.error);
      });
    },

    attach(handle, store, db) {
      if (PotokStorage.stores.get(handle) !== store) { // let go meanwhile
        db.close();
        throw PotokStorage.named('InvalidStateError', 'closed');
      }
      store.db = db;
      store.dead = false;
      const died = () => {
        if (store.db === db) store.dead = true;
      };
      // Chromium, when the person clears the site's data: a transaction under way may end without a word.
      db.onclose = () => {
        if (store.db !== db) return;
        died();
        for (const call of [...store.calls]) PotokStorage.reply(call, PotokStorage.failure(PotokStorage.closedByBrowser()));
      };
      db.onversionchange = () => { // somebody deletes the database: do not stand in the way
        died();
        db.close();
        if (store.db === db && store.watch) PotokStorage.reply(store.watch);
      };
    },

    finished(tx) {
      return new Promise((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error ?? PotokStorage.named('AbortError', 'transaction aborted'));
      });
    },

    wait(request) {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    },

    async open(handle, call, follow) {
      const store = PotokStorage.stores.get(handle);
      const db = await PotokStorage.openDatabase(store.name, follow ? null : (fresh) => {
        for (const name of ['header', 'log', 'base']) fresh.createObjectStore(name);
      });
      store.db?.close(); // a follower reads anew
      PotokStorage.attach(handle, store, db);
      if (follow) {
        await PotokStorage.load(store, call);
        return PotokStorage.reply(call);
      }
      const raise = db.transaction(['header', 'log'], 'readwrite');
      const raised = PotokStorage.finished(raise);
      const header = raise.objectStore('header');
      const epoch = header.get('epoch');
      epoch.onsuccess = () => {
        store.epoch = (epoch.result ?? 0) + 1;
        header.put(store.epoch, 'epoch');
      };
      // The next place in the log is taken as well. A log trimmed to nothing, as an earlier version did it, does not tell where
      // it goes on: then appending waits for the fence.
      const trimmed = header.getKey('header');
      const last = raise.objectStore('log').openKeyCursor(null, 'prev');
      last.onsuccess = () => {
        store.marked = Boolean(last.result) || trimmed.result === undefined;
        if (store.marked) raise.objectStore('log').add(PotokStorage.mark(), (last.result?.key ?? 0) + 1);
      };
      await raised;
      await PotokStorage.load(store, call);
      PotokStorage.reply(call, { a: store.epoch });
    },

    mark() {
      return Uint8Array.of(0x4f); // opening_mark of db/log_format.h
    },

    // Hands header, base segments and log records to C++, in this order. Values are asked for in chunks, several
    // requests ahead; IndexedDB answers in the order of asking.
    async load(store, call) {
      const tx = store.db.transaction(['header', 'base', 'log'], 'readonly');
      const done = PotokStorage.finished(tx);
      let buffer = 0;
      let capacity = 0;
      let stopped = false; // requests still under way must not touch the buffer
      const hand = (kind, number, value) => {
        if (stopped) throw PotokStorage.named('AbortError', 'loading has stopped');
        const bytes = new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength);
        if (bytes.byteLength > capacity) {
          _free(buffer);
          capacity = Math.max(bytes.byteLength, 1 << 16);
          buffer = _malloc(capacity);
          if (!buffer) {
            capacity = 0;
            throw PotokStorage.named('PotokNoMemory', 'no memory left to load the workspace');
          }
        }
        HEAPU8.set(bytes, buffer);
        if (!_potok_js_load(call, kind, number, buffer, bytes.byteLength)) {
          throw PotokStorage.named('PotokRefused', 'refused');
        }
      };
      const readAll = (name, kind, chunk) => PotokStorage.wait(tx.objectStore(name).getAllKeys()).then((keys) => {
        const from = (i) => IDBKeyRange.bound(keys[i], keys[Math.min(i + chunk, keys.length) - 1]);
        return new Promise((resolve, reject) => {
          let asked = 0;
          let handed = 0;
          const ask = () => {
            if (asked >= keys.length) return;
            const start = asked;
            asked += chunk;
            const request = tx.objectStore(name).getAll(from(start));
            request.onerror = () => reject(request.error);
            request.onsuccess = () => {
              ask();
              try {
                request.result.forEach((value, i) => hand(kind, keys[start + i], value));
              } catch (error) {
                return reject(error);
              }
              handed += request.result.length;
              if (handed === keys.length) resolve();
            };
          };
          for (let i = 0; i < 4; ++i) ask();
          if (keys.length === 0) resolve();
        });
      });
      try {
        const header = await PotokStorage.wait(tx.objectStore('header').get('header'));
        if (header) hand(0, 0, header);
        await readAll('base', 1, 8);
        await readAll('log', 2, 16);
        await done;
      } catch (error) {
        done.catch(() => {});
        throw error;
      } finally {
        stopped = true;
        _free(buffer);
      }
    },

    // One transaction that reads the fence. `act` issues the writes; once the fence holds, the transaction is committed without waiting
    // for their events. What the log's own places fence does not wait for that either: the epoch is compared when all is over.
    write(handle, call, names, durability, act, appends = false) {
      const store = PotokStorage.stores.get(handle);
      const fail = (error) => PotokStorage.reply(call, PotokStorage.failure(error));
      // A promise, not a direct answer: the caller is not to be called back from within its own call.
      if (!store?.db || store.dead) {
        return void Promise.resolve().then(() => fail(PotokStorage.named('InvalidStateError', 'the handle is gone')));
      }
      let fenced = false;
      try {
        const tx = store.db.transaction(['header', ...names], 'readwrite', { durability });
        const epoch = tx.objectStore('header').get('epoch');
        const waits = !(appends && store.marked && tx.commit);
        const taken = () => PotokStorage.named('PotokFenced', 'another tab has taken the workspace');
        epoch.onsuccess = () => {
          fenced = epoch.result !== store.epoch;
          if (waits && fenced) tx.abort();
          else if (waits) tx.commit?.();
        };
        tx.oncomplete = () => (fenced ? fail(taken()) : PotokStorage.reply(call));
        tx.onabort = () => fail(fenced ? taken() : tx.error ?? PotokStorage.named('AbortError', 'transaction aborted'));
        store.calls.add(call);
        act(tx, store);
        if (!waits) tx.commit();
      } catch (error) {
        store.dead = error.name === 'InvalidStateError';
        Promise.resolve().then(() => fail(error));
      }
    },

    async reopen(handle, call, attempt) {
      const store = PotokStorage.stores.get(handle);
      store.db?.close();
      store.db = null;
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, attempt * 150));
      const db = await PotokStorage.openDatabase(store.name, null);
      PotokStorage.attach(handle, store, db);
      const tx = db.transaction(['header', 'log'], 'readonly');
      const epoch = PotokStorage.wait(tx.objectStore('header').get('epoch'));
      const last = PotokStorage.wait(tx.objectStore('log').openKeyCursor(null, 'prev'));
      PotokStorage.reply(call, { a: (await epoch) ?? 0, b: (await last)?.key ?? 0 });
    },

    answer(call, promise, handle = 0) {
      PotokStorage.stores.get(handle)?.calls.add(call);
      promise.catch((error) => PotokStorage.reply(call, PotokStorage.failure(error)));
    },

    copy(ptr, size) {
      return HEAPU8.slice(ptr >>> 0, (ptr >>> 0) + size);
    },
  },

  potok_idb_attach__deps: ['$PotokStorage', '$UTF8ToString'],
  potok_idb_attach: (handle, name) => {
    PotokStorage.stores.set(handle, { name: UTF8ToString(name), db: null, epoch: 0, marked: false, dead: false, calls: new Set() });
  },

  potok_idb_open__deps: ['$PotokStorage'],
  potok_idb_open: (handle, call, follow) => {
    PotokStorage.answer(call, PotokStorage.open(handle, call, follow), handle);
  },

  // `sequences` doubles, `ptrs` and `sizes` 32-bit, `count` of each.
  potok_idb_append__deps: ['$PotokStorage'],
  potok_idb_append: (handle, call, count, sequences, ptrs, sizes, strict) => {
    const records = [];
    for (let i = 0; i < count; ++i) {
      records.push({
        key: HEAPF64[(sequences >>> 3) + i],
        bytes: PotokStorage.copy(HEAPU32[(ptrs >>> 2) + i], HEAPU32[(sizes >>> 2) + i]),
      });
    }
    PotokStorage.write(handle, call, ['log'], strict ? 'strict' : 'relaxed', (tx) => {
      const log = tx.objectStore('log');
      for (const { key, bytes } of records) log.add(bytes, key);
    }, true);
  },

  potok_idb_put_segment__deps: ['$PotokStorage'],
  potok_idb_put_segment: (handle, call, key, ptr, size) => {
    const bytes = PotokStorage.copy(ptr, size);
    PotokStorage.write(handle, call, ['base'], 'strict', (tx) => tx.objectStore('base').put(bytes, key));
  },

  potok_idb_trim__deps: ['$PotokStorage'],
  potok_idb_trim: (handle, call, ptr, size, keepFrom, segments, count, superseded) => {
    const header = PotokStorage.copy(ptr, size);
    const gone = HEAPF64.slice(superseded >>> 3, (superseded >>> 3) + count);
    PotokStorage.write(handle, call, ['log', 'base'], 'strict', (tx) => {
      tx.objectStore('header').put(header, 'header');
      tx.objectStore('log').delete(IDBKeyRange.upperBound(keepFrom, true));
      tx.objectStore('log').put(PotokStorage.mark(), keepFrom - 1); // so that a log is never empty
      tx.objectStore('base').delete(IDBKeyRange.lowerBound(segments));
      for (const key of gone) tx.objectStore('base').delete(key);
    });
  },

  // kind: 0 header, 1 segment, 2 log record. No bytes: there is none.
  potok_idb_read__deps: ['$PotokStorage'],
  potok_idb_read: (handle, call, kind, key) => {
    PotokStorage.answer(call, (async () => {
      const store = PotokStorage.stores.get(handle);
      if (!store?.db || store.dead) throw PotokStorage.named('InvalidStateError', 'the handle is gone');
      const name = ['header', 'base', 'log'][kind];
      const value = await PotokStorage.wait(store.db.transaction(name).objectStore(name).get(kind === 0 ? 'header' : key));
      PotokStorage.reply(call, { bytes: value ? new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength) : null });
    })(), handle);
  },

  // Answered when the browser closes the storage by itself.
  potok_idb_watch__deps: ['$PotokStorage'],
  potok_idb_watch: (handle, call) => {
    const store = PotokStorage.stores.get(handle);
    if (!store) return;
    store.watch = call;
    store.calls.add(call);
  },

  // A strict write flushes every earlier one with it.
  potok_idb_sync__deps: ['$PotokStorage'],
  potok_idb_sync: (handle, call) => {
    PotokStorage.write(handle, call, [], 'strict', (tx, store) => tx.objectStore('header').put(store.epoch, 'epoch'));
  },

  potok_idb_reopen__deps: ['$PotokStorage'],
  potok_idb_reopen: (handle, call, attempt) => {
    PotokStorage.answer(call, PotokStorage.reopen(handle, call, attempt), handle);
  },

  potok_idb_detach__deps: ['$PotokStorage'],
  potok_idb_detach: (handle) => {
    PotokStorage.stores.get(handle)?.db?.close();
    PotokStorage.stores.delete(handle);
  },

  // Names of the workspaces on this device, joined by line feeds.
  potok_idb_list__deps: ['$PotokStorage'],
  potok_idb_list: (call) => {
    PotokStorage.answer(call, (async () => {
      if (typeof indexedDB === 'undefined' || indexedDB === null) {
        throw PotokStorage.named('PotokUnavailable', 'no IndexedDB');
      }
      const names = (await indexedDB.databases())
        .map(({ name }) => name)
        .filter((name) => name.startsWith('potok:'))
        .map((name) => name.slice('potok:'.length))
        .sort();
      PotokStorage.reply(call, { bytes: new TextEncoder().encode(names.join('\n')) });
    })());
  },

  potok_idb_delete__deps: ['$PotokStorage', '$UTF8ToString'],
  potok_idb_delete: (call, name) => {
    const workspace = UTF8ToString(name);
    PotokStorage.answer(call, (async () => {
      for (const prefix of ['potok:', 'potok-blobs:']) {
        await PotokStorage.wait(indexedDB.deleteDatabase(prefix + workspace));
      }
      PotokStorage.reply(call);
    })());
  },

  // Asks the browser not to evict what is stored; a: 1 if it agrees.
  potok_storage_persist__deps: ['$PotokStorage'],
  potok_storage_persist: (call) => {
    PotokStorage.answer(call, (async () => {
      const storage = globalThis.navigator?.storage;
      const agreed = storage?.persist ? (await storage.persisted()) || (await storage.persist()) : false;
      PotokStorage.reply(call, { a: agreed ? 1 : 0 });
    })());
  },
});
