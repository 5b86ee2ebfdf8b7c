// The local server: types, precompressed files, sub-paths, and nothing from outside its folder.
import assert from "node:assert/strict";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { serve } from "../../tools/serve.mjs";

const page = "<!doctype html><title>x</title>";
let folder, server;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "potok-serve-"));
  const root = path.join(folder, "site");
  await mkdir(root);
  await writeFile(path.join(folder, "secret.txt"), "outside");
  await writeFile(path.join(root, "index.html"), page);
  await writeFile(path.join(root, "app.0123456789ab.wasm"), "wasm bytes");
  await writeFile(path.join(root, "app.0123456789ab.wasm.br"), brotliCompressSync("wasm bytes"));
  server = await serve({ folder: root, port: 0, base: "/below/" });
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

// The path goes out as written: fetch() would tidy it up and unpack the answer.
function get(name, headers = {}) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: name, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    }).on("error", reject).end();
  });
}

test("a folder answers with its index.html, never cached for good", async () => {
  const answer = await get("/below/");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(answer.headers["cache-control"], "no-cache");
  assert.equal(answer.body.toString(), page);
});

test("WebAssembly has its type, travels squeezed where asked for, and may be kept", async () => {
  const plain = await get("/below/app.0123456789ab.wasm");
  assert.equal(plain.headers["content-type"], "application/wasm");
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.match(plain.headers["cache-control"], /immutable/);
  const packed = await get("/below/app.0123456789ab.wasm", { "accept-encoding": "gzip, br" });
  assert.equal(packed.headers["content-encoding"], "br");
  assert.equal(packed.headers["content-type"], "application/wasm");
  assert.equal(brotliDecompressSync(packed.body).toString(), plain.body.toString());
  assert.equal((await get("/below/app.0123456789ab.wasm", { "accept-encoding": "br;q=0" })).headers["content-encoding"], undefined);
});

test("an unchanged file is answered with 304", async () => {
  const first = await get("/below/index.html");
  assert.equal((await get("/below/index.html", { "if-none-match": first.headers.etag })).status, 304);
});

test("nothing from outside the folder, or outside the base", async () => {
  for (const name of ["/below/../secret.txt", "/below/%2e%2e/secret.txt", "/below/..%2fsecret.txt", "/index.html", "/below/none"]) {
    const answer = await get(name);
    assert.equal(answer.status, 404, name);
    assert.ok(!answer.body.includes("outside"), name);
  }
});
