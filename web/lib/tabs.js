// What tabs on the same workspace say to each other (src/platform/web/web_tab_link.cpp): a BroadcastChannel that carries a
// short text and bytes.
addToLibrary({
  $PotokTabs__deps: ['malloc', 'free', 'potok_tabs_heard', '$stringToNewUTF8'],
  $PotokTabs: {
    channels: new Map(), // handle -> BroadcastChannel

    heard(handle, data) {
      if (typeof data?.head !== 'string' || !(data.body instanceof Uint8Array)) return;
      const { head, body } = data;
      const headPtr = stringToNewUTF8(head);
      const ptr = body.byteLength ? _malloc(body.byteLength) : 0;
      if (ptr) HEAPU8.set(body, ptr);
      _potok_tabs_heard(handle, headPtr, ptr, body.byteLength);
      if (ptr) _free(ptr);
      _free(headPtr);
    },
  },

  potok_tabs_attach__deps: ['$PotokTabs', '$UTF8ToString'],
  potok_tabs_attach: (handle, name) => {
    if (!globalThis.BroadcastChannel) return;
    const channel = new BroadcastChannel(UTF8ToString(name));
    channel.onmessage = ({ data }) => PotokTabs.heard(handle, data);
    PotokTabs.channels.set(handle, channel);
  },

  potok_tabs_send__deps: ['$PotokTabs', '$UTF8ToString'],
  potok_tabs_send: (handle, head, ptr, size) => {
    const body = HEAPU8.slice(ptr >>> 0, (ptr >>> 0) + size);
    PotokTabs.channels.get(handle)?.postMessage({ head: UTF8ToString(head), body });
  },

  potok_tabs_detach__deps: ['$PotokTabs'],
  potok_tabs_detach: (handle) => {
    PotokTabs.channels.get(handle)?.close();
    PotokTabs.channels.delete(handle);
  },
});
