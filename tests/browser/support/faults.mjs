// The ways in which a workspace at work is struck, and what must hold after each.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Story } from "./fault_story.mjs";
import { breakTrims, databases, deleteDatabase, turnOver } from "./store_pages.mjs";

const killed = (name, strike) => ({ name, midFold: true, async strike(story, dice) {
  await strike(story, dice);
  await story.reopen();
} });

export const faults = [
  killed("page crashed", (story) => story.tab.crash()),
  killed("renderer killed", (story) => story.tab.killRenderer(story.browser)),
  killed("browser killed", (story) => story.browser.kill()),
  killed("tab closed", (story) => story.tab.close()),
  killed("page crashed in a large write", async (story) => {
    story.tab.page.evaluate(() => { for (let i = 0; i < 4; i++) Module._page_act(1_200_000); }).catch(() => {});
    await sleep(5);
    await story.tab.crash();
  }),
  killed("browser killed while folding", async (story, dice) => {
    await story.tab.call("fold");
    await sleep(dice() % 40);
    await story.browser.kill();
  }),

  { name: "left for another page", async strike(story, dice) {
    const { tab } = story;
    const how = dice() % 3;
    await tab.page.evaluate(() => { globalThis.left = true; });
    if (how === 0) await tab.page.reload();
    else await tab.page.goto("about:blank");
    if (how === 1) await tab.page.goto(story.url);
    if (how === 2) await tab.page.goBack();
    await tab.page.waitForFunction(() => !globalThis.left && globalThis.heard?.some(({ name }) => name === "ready"), null, { polling: 50, timeout: 10_000 });
    await story.reopen(tab);
  } },

  { name: "frozen and thawed", async strike(story) {
    const { tab } = story;
    await tab.cdp.send("Page.setWebLifecycleState", { state: "frozen" });
    // What it had said before may still be on its way; a page at work that is not frozen is never silent for so long.
    let rows = -1;
    for (const end = Date.now() + 10_000; story.rows !== rows; await sleep(450)) {
      assert.ok(Date.now() < end, "it was not frozen");
      ({ rows } = story);
    }
    await tab.cdp.send("Page.setWebLifecycleState", { state: "active" });
    await tab.page.bringToFront();
    await story.until("work after the thaw", () => story.rows > rows);
    await story.rest();
  } },

  { name: "frozen, and taken over by another tab meanwhile", async strike(story) {
    const frozen = story.tab;
    await frozen.cdp.send("Page.setWebLifecycleState", { state: "frozen" });
    await sleep(100);
    const thief = await story.visit();
    await thief.start(story.workspace);
    await thief.page.waitForFunction(() => heard.some(({ text }) => text === "elsewhere"), null, { polling: 50, timeout: 10_000 });
    const least = story.saved;
    await thief.call("ask");
    // A write that was under way when it froze holds the storage until the thaw.
    const opened = thief.heard("open");
    let thawed = false;
    if (!(await Promise.race([opened, sleep(4500, "")]))) {
      await frozen.cdp.send("Page.setWebLifecycleState", { state: "active" });
      thawed = true;
      story.count("taken over after the thaw");
    }
    assert.match(await opened, /^ok /);
    story.tab = thief;
    story.words = thief.words;
    const rows = await story.check();
    assert.ok(rows >= least, `${rows} rows came back, ${least} had been reported saved`);
    if (!thawed) await frozen.cdp.send("Page.setWebLifecycleState", { state: "active" });
    await frozen.page.bringToFront();
    await frozen.page.waitForFunction(() => heard.some(({ text }) => text === "lost" || text === "released"), null, { polling: 50, timeout: 10_000 });
    await frozen.call("act", 10); // it may have been asked, and have stopped by itself
    await story.until("word of the fence", () => story.failures.length > 0);
    assert.match(story.failures.pop(), /^store\.fenced/);
    assert.equal(await frozen.call("act", 10), -1, "read-only from then on");
    assert.ok((await thief.call("act", 10)) === rows + 1);
    assert.equal(await thief.callFor("flushed", "flush", 1), "ok");
    await frozen.close();
    await thief.page.bringToFront();
  } },

  // On an origin of its own: for 30 s the browser believes in the room that it has once found.
  { name: "no room left, and room again", async strike(story, dice) {
    const site = story.site.replace("127.0.0.1", "localhost");
    await story.rest();
    const full = new Story(story.browser, site, story.tally), { origin } = full;
    const { cdp, close } = await full.control();
    await cdp.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
    const { usage } = await cdp.send("Storage.getUsageAndQuota", { origin });
    await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + 1_500_000 + (dice() % 4_000_000) });
    await full.reopen();
    await full.works(dice);
    await full.until("word that there is no room", () => full.failures.length > 0, 20_000);
    assert.match(full.failures.pop(), /^store\.quota/);
    const rows = await full.check();
    assert.equal(await full.tab.call("act", 10), -1, "read-only");
    assert.equal(await full.check(), rows);
    if (dice() % 2 === 0) { // it dies of it, and is opened while there is still no room
      await full.tab.close();
      await full.reopen();
      await full.check();
      story.count("opened without room");
    }
    await cdp.send("Storage.overrideQuotaForOrigin", { origin });
    await full.tab.call("retry");
    await full.until("saving after there is room", () => full.saved === full.rows);
    await full.rest();
    assert.ok((await full.tab.call("act", 10)) > 0);
    await full.rest();
    assert.deepEqual(full.troubles, []);
    await full.forget();
    await close();
    await story.tab.page.bringToFront();
  } },

  ...["by the browser", "by another tab"].map((by) => ({ name: `database deleted ${by}`, async strike(story) {
    const other = await story.visit();
    await story.tab.page.bringToFront();
    if (by === "by the browser") await other.cdp.send("Storage.clearDataForOrigin", { origin: story.origin, storageTypes: "indexeddb" });
    else await other.page.evaluate(deleteDatabase, `potok:${story.workspace}`);
    await story.until("word of the loss", () => story.failures.length > 0);
    assert.match(story.failures.pop(), /^store\.closed/);
    const rows = await story.check();
    assert.ok(rows >= story.saved, "kept in memory");
    await story.tab.call("retry");
    await story.until("word of it again", () => story.failures.length > 0);
    story.failures = [];
    assert.ok(!(await other.page.evaluate(databases)).includes(`potok:${story.workspace}`), "an empty one in its place");
    await other.close();
    await story.forget();
  } })),

  { name: "byte turned over while open", async strike(story, dice) {
    const { tab } = story;
    await story.rest();
    await tab.call("fold");
    await tab.idle();
    for (let n = dice() % 6; n > 0; n--) await tab.call("act", dice() % 30_000);
    await story.rest();
    story.harmed = true;
    const what = await tab.page.evaluate(turnOver, { workspace: story.workspace, which: "any", dice: [dice(), dice(), dice()] });
    assert.ok(what, "nothing is stored");
    const found = await tab.callFor("scrubbed", "scrub");
    assert.match(found, /^ok \d+ [1-9]/, `a scrub passed over it: ${what}`);
    assert.match(await tab.callFor("scrubbed", "scrub"), /^ok \d+ 0$/, `not mended: ${what}`);
    story.harmed = false;
    await tab.close();
    await story.reopen();
    story.count("mended by a scrub");
  } },

  { name: "byte turned over while closed", async strike(story, dice) {
    await story.rest();
    await story.tab.close();
    const tab = await story.visit();
    const what = await tab.page.evaluate(turnOver, { workspace: story.workspace, which: "any", dice: [dice(), dice(), dice()] });
    const opened = await story.start(tab);
    story.tab = tab;
    if (opened.startsWith("ok ")) {
      assert.ok((await story.check()) >= story.saved, what);
      story.count("made good");
    } else {
      assert.match(opened, /^store\.(damaged record=(log|segment|header)|newer_format)/, what);
      story.count("refused by name");
      await story.forget();
    }
  } },

  { name: "the newer image of a segment damaged", async strike(story, dice) {
    await story.rest();
    await story.tab.call("act", 600_000); // in the base from now on
    await story.rest();
    await story.tab.call("fold");
    await story.tab.idle();
    await story.tab.page.evaluate(breakTrims);
    await story.tab.call("act", 50_000);
    await story.rest();
    await story.tab.call("fold");
    await story.tab.idle();
    await story.tab.close();
    const tab = await story.visit();
    const what = await tab.page.evaluate(turnOver, { workspace: story.workspace, which: "newer", dice: [dice(), dice(), dice()] });
    assert.ok(what, "no segment is there twice");
    await story.reopen(tab);
    await story.rest();
    story.count("made good");
  } },
];
