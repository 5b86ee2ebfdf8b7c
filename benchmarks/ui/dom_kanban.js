// The peer: the same board in plain DOM, as a careful hand would write it. Only the cards in view are elements, they are reused,
// a scroll sets their texts and places. Nothing of what the app's frame does beside it: no accessibility tree of its own to keep
// (the DOM is one), no sums, no preview of a drop. What is timed is the script with style and layout, which reading a box at the
// end forces; painting and compositing come on top, as drawing does for the app.
(() => {
  const stages = 8, cards = 12_500, height = 132, gap = 8, width = 264;
  const towns = ["Tarnów", "Brzesko", "Bochnia", "Самара", "Dębica"];
  document.body.innerHTML = "";
  const style = document.createElement("style");
  style.textContent = `
    body { margin: 0; font: 13px Inter, system-ui, sans-serif; background: #f4f4f2; overflow: hidden }
    .board { display: flex; gap: 12px; padding: 200px 16px 0 240px; height: 700px }
    .column { width: ${width}px; flex: none; position: relative; overflow: hidden; background: #e9e9e6; border-radius: 10px }
    .card { position: absolute; left: 8px; right: 8px; height: ${height - 2}px; background: #fff; border: 1px solid #ddd;
      border-radius: 8px; box-shadow: 0 1px 2px #0002; padding: 10px 12px; box-sizing: border-box }
    .title { font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
    .row { display: flex; justify-content: space-between; margin-top: 6px; color: #555 }
    .bar { height: 4px; border-radius: 2px; background: #ddd; margin-top: 10px } .bar i { display: block; height: 100%; background: #3a6; border-radius: 2px }
    .ghost { position: fixed; width: ${width - 16}px; left: 0; top: 0; will-change: transform }`;
  document.head.append(style);
  const board = document.createElement("div");
  board.className = "board";
  document.body.append(board);
  const seen = Math.ceil(700 / (height + gap)) + 1;
  const make = () => {
    const card = document.createElement("div");
    card.className = "card";
    card.tabIndex = 0;
    card.setAttribute("role", "button");
    card.innerHTML = `<div class="title"></div><div class="row"><span></span><b></b></div><div class="row"><span></span><span></span></div><div class="bar"><i></i></div>`;
    return card;
  };
  const fill = (card, stage, index) => {
    const n = index * stages + stage;
    const [title, first, second, bar] = card.children;
    title.textContent = `Deal of customer ${n}`;
    first.firstChild.textContent = towns[n % 5];
    first.lastChild.textContent = `${(1000 + (n % 90_000)).toLocaleString("en")} PLN`;
    second.firstChild.textContent = "2 of 2";
    second.lastChild.textContent = `${n % 30} d`;
    bar.firstChild.style.width = `${50 + (n % 2) * 50}%`;
    card.setAttribute("aria-posinset", index + 1);
    card.setAttribute("aria-setsize", cards);
  };
  const columns = [];
  for (let s = 0; s < stages; s++) {
    const column = document.createElement("div");
    column.className = "column";
    board.append(column);
    const pool = Array.from({ length: seen }, make);
    column.append(...pool);
    columns.push({ column, pool, first: -1, offset: 0 });
  }
  const place = (c, stage) => {
    const first = Math.floor(c.offset / (height + gap));
    for (let i = 0; i < seen; i++) {
      const index = first + i, card = c.pool[index % seen];
      if (card.index !== index) {
        fill(card, stage, index);
        card.index = index;
      }
      card.style.top = `${index * (height + gap) - c.offset}px`;
    }
  };
  const ghost = make();
  ghost.classList.add("ghost");
  fill(ghost, 0, 0);
  board.append(ghost);
  columns.forEach(place);
  const timed = (act) => {
    const start = performance.now();
    act();
    columns.at(-1).pool[0].getBoundingClientRect();
    ghost.getBoundingClientRect();
    return performance.now() - start;
  };
  // One frame each, a wheel's notch further in one column; and a held card carried over the columns, the one below opening a gap.
  globalThis.peer = {
    scroll: (i) => timed(() => { columns[2].offset += i % 400 < 380 ? 56 : -480; columns[2].offset = Math.max(0, columns[2].offset); place(columns[2], 2); }),
    drag: (i) => timed(() => {
      ghost.style.transform = `translate(${330 + ((i * 3) % 1000)}px, ${420 + (i % 50)}px)`;
      const over = columns[Math.min(stages - 1, Math.floor(((i * 3) % 1000) / (width + 12)))];
      for (const c of columns) for (const card of c.pool) card.style.marginTop = c === over && card.index > 2 ? "20px" : "";
    }),
  };
})();
