// The peers from npm, driven on an empty page: jkanban and fullcalendar, with as many items as they bear within some seconds.
(() => {
  const host = document.createElement("div");
  host.id = "host";
  host.style.cssText = "width: 1200px; height: 700px; overflow: auto";
  document.body.append(host);
  const timed = (act) => {
    const start = performance.now();
    act();
    host.getBoundingClientRect();
    document.body.offsetHeight;
    return performance.now() - start;
  };
  const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const pause = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  globalThis.peers = {
    // Eight columns. Ten times as many cards as long as opening them takes less than five seconds, at most 100,000.
    async kanban() {
      let items = 0, open = 0, board;
      for (let n = 1000; n <= 100_000; n *= 10) {
        host.innerHTML = "";
        await pause();
        const columns = Array.from({ length: 8 }, (_, s) => ({
          id: `s${s}`, title: `Stage ${s + 1}`,
          item: Array.from({ length: n / 8 }, (_, i) => ({ id: `c${s}-${i}`, title: `<b>Deal of customer ${i * 8 + s}</b><br>Tarnów · ${1000 + i} PLN` })),
        }));
        open = timed(() => (board = new jKanban({ element: "#host", boards: columns })));
        items = n;
        if (open > 1500) break;
      }
      const moves = [];
      for (let i = 0; i < 30; i++) {
        await pause();
        moves.push(timed(() => {
          board.removeElement(`c0-${i}`);
          board.addElement("s1", { id: `m${i}`, title: `<b>Deal of customer ${i}</b>` }, 0);
        }));
      }
      return { items, open, move: median(moves) };
    },
    // A week by the hour among 20,000 events, 25 a day as the app's; turned to the next one.
    async calendar() {
      const start = Date.UTC(2025, 9, 14), hour = 3_600_000, events = [];
      for (let d = 0; d < 800; d++)
        for (let i = 0; i < 25; i++) {
          const at = start + d * 24 * hour + (i % 2 ? (i % 8) + 10 : 6) * hour;
          events.push({ id: `${d}-${i}`, title: i % 2 ? `Visit ${d * 25 + i}` : `Deal of customer ${d}`, start: new Date(at), end: new Date(at + (i % 2 ? 1.5 : 7) * hour) });
        }
      const calendar = new FullCalendar.Calendar(host, { initialView: "timeGridWeek", initialDate: "2026-11-18", timeZone: "UTC", height: 700, events });
      const open = timed(() => calendar.render());
      await pause();
      const visits = () => host.innerText.split("Visit").length - 1;
      if (visits() < 50) throw new Error("the calendar of the peer is empty");
      const turns = [], first = () => host.querySelector("[role=columnheader][data-date]").dataset.date;
      for (let i = 0; i < 30; i++) {
        const before = first();
        turns.push(timed(() => calendar.next()));
        if (first() === before) throw new Error("the calendar of the peer turns later than it says"); // what was timed would not be it
        await pause();
        if (visits() < 50) throw new Error("another week of the peer is empty");
      }
      return { items: events.length, open, turns };
    },
  };
})();
