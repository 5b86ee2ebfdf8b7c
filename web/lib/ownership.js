// Which tab has the workspace: Web Locks and a BroadcastChannel (src/platform/web/web_ownership.cpp).
//
// Locks are given up by the browser when a tab dies, so an owner that crashed never stands in the way. Stealing does
// not stop the former holder: the epoch in every storage transaction does.
addToLibrary({
  $PotokOwnership__deps: ['potok_owner_state', 'potok_owner_asked'],
  $PotokOwnership: {
    // As in platform/common/ownership.h.
    idle: 0, acquiring: 1, owner: 2, elsewhere: 3, asking: 4, released: 5, lost: 6,
    patience: 3000, // ms that an owner has to save and let go
    tabs: new Map(), // handle -> tab

    make(handle, name) {
      const tab = { handle, name, state: 0, letGo: null, queued: null, timer: 0, round: 0 };
      tab.channel = globalThis.BroadcastChannel ? new BroadcastChannel(name) : null;
      if (tab.channel) {
        tab.channel.onmessage = ({ data }) => {
          if (data?.type === 'ask' && tab.state === PotokOwnership.owner) _potok_owner_asked(handle);
        };
      }
      tab.onhide = () => PotokOwnership.release(tab);
      tab.onshow = (event) => {
        if (event.persisted) location.reload();
      };
      addEventListener('pagehide', tab.onhide);
      addEventListener('pageshow', tab.onshow);
      PotokOwnership.tabs.set(handle, tab);
    },

    // Later than the call that caused it.
    enter(tab, state) {
      tab.state = state;
      queueMicrotask(() => {
        if (PotokOwnership.tabs.has(tab.handle)) _potok_owner_state(tab.handle, state);
      });
    },

    // Holds the lock until tab.letGo() is called. `round` tells answers to requests of an earlier attempt apart.
    request(tab, options, round) {
      return navigator.locks.request(tab.name, options, (lock) => {
        if (round !== tab.round) return undefined;
        if (!lock) return PotokOwnership.wait(tab, round);
        clearTimeout(tab.timer);
        tab.queued = null;
        const held = new Promise((resolve) => {
          tab.letGo = resolve;
        });
        PotokOwnership.enter(tab, PotokOwnership.owner);
        return held;
      }).catch((error) => {
        if (round !== tab.round) return;
        if (tab.state === PotokOwnership.owner) { // stolen
          tab.letGo = null;
          PotokOwnership.enter(tab, PotokOwnership.lost);
        } else if (error.name !== 'AbortError') {
          console.error('potok: lock', error);
          PotokOwnership.enter(tab, PotokOwnership.lost);
        }
      });
    },

    acquire(tab) {
      ++tab.round;
      PotokOwnership.enter(tab, PotokOwnership.acquiring);
      if (!globalThis.navigator?.locks) return PotokOwnership.enter(tab, PotokOwnership.owner);
      PotokOwnership.request(tab, { ifAvailable: true }, tab.round);
    },

    // In the queue: should the owner go away, this tab takes over without being asked.
    wait(tab, round) {
      PotokOwnership.enter(tab, PotokOwnership.elsewhere);
      tab.queued = new AbortController();
      PotokOwnership.request(tab, { signal: tab.queued.signal }, round);
    },

    ask(tab) {
      PotokOwnership.enter(tab, PotokOwnership.asking);
      tab.channel?.postMessage({ type: 'ask' });
      tab.timer = setTimeout(() => {
        if (tab.state !== PotokOwnership.asking) return;
        tab.queued?.abort();
        tab.queued = null;
        PotokOwnership.request(tab, { steal: true }, tab.round);
      }, PotokOwnership.patience);
    },

    release(tab) {
      ++tab.round;
      clearTimeout(tab.timer);
      tab.queued?.abort();
      tab.queued = null;
      tab.letGo?.();
      tab.letGo = null;
      if (tab.state !== PotokOwnership.idle) PotokOwnership.enter(tab, PotokOwnership.released);
    },
  },

  potok_owner_attach__deps: ['$PotokOwnership', '$UTF8ToString'],
  potok_owner_attach: (handle, name) => PotokOwnership.make(handle, UTF8ToString(name)),

  potok_owner_acquire__deps: ['$PotokOwnership'],
  potok_owner_acquire: (handle) => PotokOwnership.acquire(PotokOwnership.tabs.get(handle)),

  potok_owner_ask__deps: ['$PotokOwnership'],
  potok_owner_ask: (handle) => PotokOwnership.ask(PotokOwnership.tabs.get(handle)),

  potok_owner_release__deps: ['$PotokOwnership'],
  potok_owner_release: (handle) => PotokOwnership.release(PotokOwnership.tabs.get(handle)),

  potok_owner_detach__deps: ['$PotokOwnership'],
  potok_owner_detach: (handle) => {
    const tab = PotokOwnership.tabs.get(handle);
    PotokOwnership.tabs.delete(handle);
    PotokOwnership.release(tab);
    tab.channel?.close();
    removeEventListener('pagehide', tab.onhide);
    removeEventListener('pageshow', tab.onshow);
  },
});
