// IndexedDB for attachments (src/platform/web/indexeddb_blobs.cpp): the database "potok-blobs:<workspace>", version 2.
//   uploads  number -> when it was begun, ms: those that have no name (yet)
//   pieces   [upload, n] -> bytes, 1 MiB but for the last
//   files    SHA-256 in hex -> { upload, size, kept }: kept is when it was attached last, ms
//   bytes, sizes   version 1 kept whole files here, by the same names; they are read, and replaced when attached again
//
// Pieces are written strict: values of more than 64 KiB lie in files of their own, which a later strict write of something
// else does not flush. Each transaction is a short one; replies as in storage.js.
addToLibrary({
  $PotokBlobs__deps: ['$PotokStorage'],
  $PotokBlobs: {
    piece: 1 << 20,
    stores: ['uploads', 'pieces', 'files', 'bytes', 'sizes'],
    databases: new Map(), // workspace -> promise of its database
    old: null,            // { id, bytes }: a file of version 1 while it is being read

    database(workspace) {
      let opened = PotokBlobs.databases.get(workspace);
      if (!opened) {
        opened = PotokStorage.openDatabase('potok-blobs:' + workspace, (db) => {
          for (const name of PotokBlobs.stores) {
            if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, name === 'uploads' ? { autoIncrement: true } : {});
          }
        }, 2).then((db) => {
          const forget = () => PotokBlobs.databases.delete(workspace);
          db.potokWaiting = new Set();
          db.onclose = () => {
            forget();
            for (const reject of db.potokWaiting) reject(PotokStorage.closedByBrowser());
          };
          db.onversionchange = () => {
            forget();
            db.close();
          };
          return db;
        });
        opened.catch(() => PotokBlobs.databases.delete(workspace));
        PotokBlobs.databases.set(workspace, opened);
      }
      return opened;
    },

    // `act(tx)` gives the reply, or a promise of it; it is sent when the transaction is through. What it throws undoes all.
    transact(workspace, call, mode, names, act) {
      PotokStorage.answer(call, PotokBlobs.database(workspace).then(async (db) => {
        const through = async () => {
          const tx = db.transaction(names, mode, { durability: 'strict' });
          const done = PotokStorage.finished(tx);
          done.catch(() => {});
          let answer;
          try {
            answer = await act(tx);
          } catch (error) {
            try { tx.abort(); } catch { /* it is over already, and has said why */ }
            throw tx.error ?? error;
          }
          await done;
          return answer;
        };
        PotokStorage.reply(call, await new Promise((resolve, reject) => {
          db.potokWaiting.add(reject);
          through().then(resolve, reject).finally(() => db.potokWaiting.delete(reject));
        }));
      }));
    },

    get(tx, store, key) {
      return PotokStorage.wait(tx.objectStore(store).get(key));
    },
    allOf(upload) {
      return IDBKeyRange.bound([upload], [upload, []]);
    },
    // Somebody may have cleared it away meanwhile.
    async mustBeThere(tx, upload) {
      if (await PotokBlobs.get(tx, 'uploads', upload) === undefined) throw PotokStorage.named('AbortError', 'the upload is gone');
    },
    bytesOf(value) {
      return new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength);
    },

    async read(tx, id, offset, length) {
      const file = await PotokBlobs.get(tx, 'files', id);
      if (!file) {
        if (PotokBlobs.old?.id !== id) {
          const bytes = await PotokBlobs.get(tx, 'bytes', id);
          if (!bytes) return null;
          PotokBlobs.old = { id, bytes: PotokBlobs.bytesOf(bytes) };
        }
        const { bytes } = PotokBlobs.old;
        if (offset + length >= bytes.byteLength) PotokBlobs.old = null;
        return bytes.subarray(offset, offset + length);
      }
      const first = Math.floor(offset / PotokBlobs.piece), last = Math.floor((offset + length - 1) / PotokBlobs.piece);
      const range = IDBKeyRange.bound([file.upload, first], [file.upload, last]);
      const pieces = (await PotokStorage.wait(tx.objectStore('pieces').getAll(range))).map(PotokBlobs.bytesOf);
      const from = offset - first * PotokBlobs.piece;
      if (pieces.length === 1) return pieces[0].subarray(from, from + length);
      const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
      let at = 0;
      for (const piece of pieces) {
        out.set(piece, at);
        at += piece.byteLength;
      }
      return out.subarray(from, from + length);
    },
  },

  // a: the number of the upload.
  potok_blob_begin__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_begin: (call, workspace, now) => {
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readwrite', ['uploads'], async (tx) => (
      { a: await PotokStorage.wait(tx.objectStore('uploads').add(now)) }));
  },

  potok_blob_append__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_append: (call, workspace, upload, n, ptr, size) => {
    const bytes = PotokStorage.copy(ptr, size);
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readwrite', ['uploads', 'pieces'], async (tx) => {
      await PotokBlobs.mustBeThere(tx, upload);
      tx.objectStore('pieces').put(bytes, [upload, n]);
      return {};
    });
  },

  potok_blob_finish__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_finish: (call, workspace, upload, key, size, now) => {
    const id = UTF8ToString(key);
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readwrite', PotokBlobs.stores, async (tx) => {
      await PotokBlobs.mustBeThere(tx, upload);
      const before = await PotokBlobs.get(tx, 'files', id);
      if (before) tx.objectStore('pieces').delete(PotokBlobs.allOf(before.upload));
      tx.objectStore('files').put({ upload, size, kept: now }, id);
      tx.objectStore('uploads').delete(upload);
      tx.objectStore('bytes').delete(id);
      tx.objectStore('sizes').delete(id);
      return {};
    });
  },

  potok_blob_drop__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_drop: (call, workspace, upload) => {
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readwrite', ['uploads', 'pieces'], async (tx) => {
      if (await PotokBlobs.get(tx, 'uploads', upload) === undefined) return {}; // it has its name
      tx.objectStore('uploads').delete(upload);
      tx.objectStore('pieces').delete(PotokBlobs.allOf(upload));
      return {};
    });
  },

  // "<size> <kept>", or nothing.
  potok_blob_find__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_find: (call, workspace, key) => {
    const id = UTF8ToString(key);
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readonly', ['files', 'sizes'], async (tx) => {
      const file = await PotokBlobs.get(tx, 'files', id);
      const size = file ? file.size : await PotokBlobs.get(tx, 'sizes', id);
      return { bytes: size === undefined ? null : new TextEncoder().encode(`${id} ${size} ${file?.kept ?? 0}\n`) };
    });
  },

  // a: 1 if it is there. Fewer bytes than asked for where some are missing.
  potok_blob_read__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_read: (call, workspace, key, offset, length) => {
    const id = UTF8ToString(key);
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readonly', ['files', 'pieces', 'bytes'], async (tx) => {
      const bytes = await PotokBlobs.read(tx, id, offset, length);
      return { a: bytes ? 1 : 0, bytes };
    });
  },

  // Lines of "<hex> <size> <kept>", by ascending name.
  potok_blob_list__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_list: (call, workspace) => {
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readonly', ['files', 'sizes'], async (tx) => {
      const all = (store) => [tx.objectStore(store).getAllKeys(), tx.objectStore(store).getAll()].map(PotokStorage.wait);
      const [names, files, oldNames, sizes] = await Promise.all([...all('files'), ...all('sizes')]);
      const lines = [
        ...names.map((id, i) => `${id} ${files[i].size} ${files[i].kept}\n`),
        ...oldNames.map((id, i) => `${id} ${sizes[i]} 0\n`),
      ];
      return { bytes: new TextEncoder().encode(lines.sort().join('')) };
    });
  },

  // a: 1 if it was removed.
  potok_blob_remove__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_remove: (call, workspace, key, keptBefore) => {
    const id = UTF8ToString(key);
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readwrite', ['files', 'pieces', 'bytes', 'sizes'], async (tx) => {
      const file = await PotokBlobs.get(tx, 'files', id);
      const old = file ? undefined : await PotokBlobs.get(tx, 'sizes', id);
      if ((!file && old === undefined) || (file?.kept ?? 0) >= keptBefore) return { a: 0 };
      if (file) tx.objectStore('pieces').delete(PotokBlobs.allOf(file.upload));
      for (const store of ['files', 'bytes', 'sizes']) tx.objectStore(store).delete(id);
      return { a: 1 };
    });
  },

  // a: how many there were.
  potok_blob_drop_uploads__deps: ['$PotokBlobs', '$UTF8ToString'],
  potok_blob_drop_uploads: (call, workspace, begunBefore) => {
    PotokBlobs.transact(UTF8ToString(workspace), call, 'readwrite', ['uploads', 'pieces'], async (tx) => {
      const uploads = tx.objectStore('uploads');
      const [numbers, begun] = await Promise.all([PotokStorage.wait(uploads.getAllKeys()), PotokStorage.wait(uploads.getAll())]);
      const gone = numbers.filter((_, i) => begun[i] < begunBefore);
      for (const upload of gone) {
        uploads.delete(upload);
        tx.objectStore('pieces').delete(PotokBlobs.allOf(upload));
      }
      return { a: gone.length };
    });
  },
});
