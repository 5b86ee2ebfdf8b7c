// Files of the person in the browser (src/platform/web/web_files.cpp): those chosen or dropped are read in pieces, those to be
// saved are put together from pieces. Neither is in memory as a whole: a File lies on the disk, and so does a large Blob.
addToLibrary({
  $PotokFiles__deps: ['$PotokStorage'],
  $PotokFiles: {
    chosen: new Map(),  // number -> File
    written: new Map(), // number -> array of Blob
    last: 0,

    hold(file) {
      PotokFiles.chosen.set(++PotokFiles.last, file);
      return PotokFiles.last;
    },
  },

  potok_file_read__deps: ['$PotokFiles'],
  potok_file_read: (call, number, offset, length) => {
    const file = PotokFiles.chosen.get(number);
    file.slice(offset, offset + length).arrayBuffer().then((bytes) => {
      if (bytes.byteLength === length) PotokStorage.reply(call, { bytes: new Uint8Array(bytes) });
      else PotokStorage.reply(call, { code: 'file.changed' });
    }, (error) => {
      // NotReadableError is what a browser says of a file that is not what it was when it was chosen.
      const code = error.name === 'NotReadableError' ? 'file.changed' : 'file.unreadable';
      PotokStorage.reply(call, { code, message: `${error.name}: ${error.message}` });
    });
  },

  potok_file_release__deps: ['$PotokFiles'],
  potok_file_release: (number) => {
    PotokFiles.chosen.delete(number);
  },

  potok_file_begin__deps: ['$PotokFiles'],
  potok_file_begin: () => {
    PotokFiles.written.set(++PotokFiles.last, []);
    return PotokFiles.last;
  },

  potok_file_append__deps: ['$PotokFiles'],
  potok_file_append: (number, ptr, size) => {
    PotokFiles.written.get(number).push(new Blob([PotokStorage.copy(ptr, size)]));
  },

  potok_file_save__deps: ['$PotokFiles', '$UTF8ToString'],
  potok_file_save: (number, name, type) => {
    const media = UTF8ToString(type) || 'application/octet-stream';
    const whole = new Blob(PotokFiles.written.get(number), { type: media });
    PotokFiles.written.delete(number);
    potokHost.saveFile(UTF8ToString(name), whole);
  },

  potok_file_drop__deps: ['$PotokFiles'],
  potok_file_drop: (number) => {
    PotokFiles.written.delete(number);
  },
});
