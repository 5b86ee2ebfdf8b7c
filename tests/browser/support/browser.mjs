// Starts Chromium on the built site. Tests say what a person would: role, name, mouse, keyboard; never a position.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../../tools/serve.mjs";

// The site that was built.
export const built = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../build/web");

// Where Debian's Chromium lies; POTOK_CHROMIUM names another.
const executablePath = process.env.POTOK_CHROMIUM ?? "/usr/bin/chromium";

const switches = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
  // WebGL2 drawn in software: the same on every machine.
  "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
];

export async function startSite(options = {}) {
  assert.ok(existsSync(path.join(options.folder ?? built, "index.html")), "build/web is not built: ./test --browser builds it");
  return serve({ folder: built, port: 0, ...options });
}

export async function startBrowser() {
  return chromium.launch({ executablePath, args: switches });
}

// The same with a profile in a folder, which outlives it.
export async function launchProfile(folder) {
  return chromium.launchPersistentContext(folder, { executablePath, args: switches });
}

// A Chromium of its own process with a profile that outlives it, as a person has it: nothing emulated, a tab that is not looked
// at is hidden. Gives the process and the connection.
export async function spawnBrowser(profile) {
  const child = spawn(executablePath, [...switches, "--headless", "--window-size=1440,900", "--lang=en-GB", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: ["ignore", "ignore", "pipe"] });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (bytes) => {
      said += said.includes("DevTools listening") ? "" : bytes;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    child.once("exit", (code) => reject(new Error(`Chromium ended with ${code}: ${said}`)));
  });
  return { child, browser: await chromium.connectOverCDP(address, { noDefaults: true }) };
}

// A page whose errors fail the test: close it with closePage(), which looks at them.
// `at`: the instant at which the page's clock stands still.
export async function openPage(context, url, { at } = {}) {
  const page = await context.newPage();
  if (at) await page.addInitScript((ms) => { Date.now = () => ms; }, Date.parse(at)); // all the app asks for the time
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") page.faults.push(`console: ${message.text()}`);
  });
  await page.goto(url);
  return page;
}

export async function closePage(page) {
  const faults = page.faults;
  await page.close();
  assert.deepEqual(faults, []);
}
