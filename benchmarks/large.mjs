// bench: The largest workspace a browser takes: opened from a file, worked in, opened again; and one beyond the limit
//
// The released app in Chromium on a profile on disk. Memory is that of the tab's own process (resident, Linux).
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { AppDriver } from "../tests/browser/support/app.mjs";
import { closePage, launchProfile, openPage, startSite } from "../tests/browser/support/browser.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const words = JSON.parse(readFileSync(path.join(root, "assets/locales/en.json"), "utf8"));
const folder = path.join(root, "build/bench");
mkdirSync(folder, { recursive: true });

function figure(name, value, unit, goal = null, holds = goal === null ? null : value <= goal) {
  console.log(JSON.stringify({ figure: name, value: +value.toFixed(1), unit, goal, holds, peer: null, ratio: null }));
}

// A workspace of so many deals with their history and full text.
function workspace(deals) {
  const file = path.join(folder, `deals-${deals}.potok`), program = path.join(process.env.POTOK_NATIVE ?? path.join(root, "build/native"), "bench-ui");
  if (!existsSync(file) || statSync(file).mtimeMs < statSync(program).mtimeMs) execFileSync(program, ["--save", file, String(deals)], { stdio: "inherit" });
  return file;
}

// The largest resident set of a renderer of the browser that has this profile, in MB.
function resident(profile) {
  const all = execFileSync("ps", ["-ewwo", "pid=,ppid=,rss=,args="], { encoding: "utf8", maxBuffer: 1 << 24 }).split("\n").map((line) => {
    const [pid, parent, kilobytes, ...args] = line.trim().split(/\s+/);
    return { pid, parent, megabytes: Number(kilobytes) * 1.024e-3, args: args.join(" ") };
  });
  const ours = new Set(all.filter(({ args }) => args.includes(profile)).map(({ pid }) => pid));
  for (let before = -1; before !== ours.size;) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return Math.max(0, ...all.filter(({ pid, args }) => ours.has(pid) && args.includes("--type=renderer")).map(({ megabytes }) => megabytes));
}

const full = workspace(260_000), beyond = workspace(290_000);
const site = await startSite();
const profile = mkdtempSync(path.join(folder, "large-"));
const context = await launchProfile(profile);
try {
  const size = statSync(full).size / 1e6;
  figure("workspace of 260,000 deals with history and full text", size, "MB", 250);
  let page = await openPage(context, site.url);
  let app = new AppDriver(page);
  await app.settled();
  let most = 0;
  const looking = setInterval(() => { most = Math.max(most, resident(profile)); }, 250);

  const choose = async (file) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), app.click("button", words["start.open_file"])]);
    const began = Date.now();
    await chooser.setFiles(file);
    return began;
  };
  await choose(beyond);
  const said = page.getByRole("alert").first();
  await said.waitFor({ state: "attached", timeout: 120_000 });
  const text = await said.textContent();
  figure(`one of ${(statSync(beyond).size / 1e6).toFixed(0)} MB is refused in words`, text.includes("250") ? 1 : 0, "said", 1, text.includes("250"));

  const began = await choose(full);
  await page.getByRole("group", { name: "Stage 1" }).first().waitFor({ state: "attached", timeout: 300_000 });
  await app.settled();
  figure("chosen as a file: to the settled board", Date.now() - began, "ms");
  await page.waitForFunction((w) => document.getElementById("mirror").textContent.includes(w), words["save.on_device"], { timeout: 300_000, polling: 100 });
  figure("chosen as a file: to being stored", Date.now() - began, "ms");
  await new Promise((done) => setTimeout(done, 15_000)); // folded
  figure("most memory of the tab while it was taken in", most, "MB");
  await closePage(page);

  for (const time of ["the first time", "again"]) {
    most = 0;
    const start = Date.now();
    page = await openPage(context, site.url + "#/board/deals");
    app = new AppDriver(page);
    await page.getByRole("group", { name: "Stage 1" }).first().waitFor({ state: "attached", timeout: 300_000 });
    await app.settled();
    figure(`opened ${time}: address entered to settled board`, Date.now() - start, "ms");
    await new Promise((done) => setTimeout(done, 3000));
    if (time === "again") figure("memory of the tab, most since it was opened", most, "MB");
    if (time !== "again") await closePage(page);
  }
  clearInterval(looking);
} finally {
  await context.close();
  await site.close();
  rmSync(profile, { recursive: true, force: true });
}
