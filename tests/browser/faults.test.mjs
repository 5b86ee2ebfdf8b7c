// Faults in a real Chromium: a workspace is written to, and its page, its renderer, its browser or its storage fails in the
// middle. What is found afterwards is a prefix of what was done, and at least what had been reported saved.
//
//   POTOK_FAULTS   how many rounds (50)
//   POTOK_SEED     of the first round (1): which fault, when, what was being written; the browser's own timing is its own
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { DyingBrowser } from "./support/dying_browser.mjs";
import { Story } from "./support/fault_story.mjs";
import { faults } from "./support/faults.mjs";

const rounds = Number(process.env.POTOK_FAULTS ?? 50);
const seed = Number(process.env.POTOK_SEED ?? 1);
const pages = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../build/wasm/pages");
const tally = { acts: 0 };
let server, browser, story;

before(async () => {
  server = await serve({ folder: pages, port: 0 });
  browser = new DyingBrowser();
  await browser.start();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

// Every fault comes up once before one comes up again, in an order of its own each time.
function faultOf(round) {
  const cycle = Math.floor(round / faults.length), dice = Story.dice(seed * 1000 + cycle), order = [...faults];
  for (let i = order.length - 1; i > 0; i--) {
    const j = dice() % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order[round % faults.length];
}

for (let round = 0; round < rounds; round++) {
  const fault = faultOf(round);
  test(`round ${round}: ${fault.name}`, { timeout: 120_000 }, async () => {
    story ??= new Story(browser, server.url, tally);
    try {
      await story.tell(fault, seed * 1_000_000 + round);
      tally[fault.name] = (tally[fault.name] ?? 0) + 1;
    } catch (error) {
      await story.end();
      story = null;
      throw error;
    }
  });
}

test("what has been seen", (t) => {
  for (const [what, n] of Object.entries(tally)) t.diagnostic(`${n} ${what}`);
  assert.ok(tally.acts > rounds, "hardly anything was written");
});

test("a storage that lies would have been noticed", async () => {
  const liar = new Story(browser, server.url, {});
  await assert.rejects(liar.lied(), /reported saved|store\.damaged/);
  await liar.end();
});
