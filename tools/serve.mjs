#!/usr/bin/env node
// Serves the built site on 127.0.0.1 the way a good static host does: right MIME types, precompressed files, lasting
// caching of hashed names.
//
//   node tools/serve.mjs [FOLDER] [--port N] [--base /sub/path/]
//
// FOLDER defaults to build/web. Port 0 takes any free one; a taken port is an error unless --port was left out (then the
// next free one from 8080 on). Prints "http://127.0.0.1:PORT/" and serves until it is ended. As a module: serve(options).
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".md": "text/markdown; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

async function isFile(name) {
  try {
    return (await stat(name)).isFile();
  } catch {
    return false;
  }
}

function accepts(request, encoding) {
  return (request.headers["accept-encoding"] ?? "").split(",").some((part) => {
    const [name, ...parameters] = part.trim().split(/\s*;\s*/);
    return name === encoding && !parameters.some((p) => /^q=0(\.0*)?$/.test(p));
  });
}

async function answer(request, response, root, base) {
  if (request.method !== "GET" && request.method !== "HEAD") return response.writeHead(405).end();
  let name;
  try {
    name = decodeURIComponent(new URL(request.url, "http://host").pathname);
  } catch {
    return response.writeHead(400).end();
  }
  if (!name.startsWith(base)) return response.writeHead(404).end("not here\n");
  name = name.slice(base.length);
  if (name === "" || name.endsWith("/")) name += "index.html";
  const file = path.resolve(root, name);
  if (!file.startsWith(root + path.sep) || !(await isFile(file))) return response.writeHead(404).end("no such file\n");

  const headers = {
    "content-type": types[path.extname(file)] ?? "application/octet-stream",
    "cache-control": /\.[0-9a-f]{12}\.\w+$/.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
  };
  let body = file;
  for (const [encoding, end] of [["br", ".br"], ["gzip", ".gz"]]) {
    if (accepts(request, encoding) && (await isFile(file + end))) {
      headers["content-encoding"] = encoding;
      body = file + end;
      break;
    }
  }
  const { size, mtimeMs } = await stat(body);
  headers.etag = `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
  if (request.headers["if-none-match"] === headers.etag) return response.writeHead(304, headers).end();
  headers["content-length"] = size;
  response.writeHead(200, headers);
  if (request.method === "HEAD") return response.end();
  createReadStream(body).on("error", () => response.destroy()).pipe(response);
}

// Resolves to {url, close}. Without a port the first free one from 8080 on is taken. `headers` go with every answer.
export async function serve({ folder, port, base = "/", headers = {} }) {
  const root = path.resolve(folder);
  if (!base.startsWith("/") || !base.endsWith("/")) throw new Error("--base begins and ends with a slash");
  const listen = (wanted) =>
    new Promise((resolve, reject) => {
      const server = createServer((request, response) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        answer(request, response, root, base).catch((error) => {
          console.error(error);
          response.destroy();
        });
      });
      server.once("error", reject);
      server.listen(wanted, "127.0.0.1", () => resolve(server));
    });
  let server;
  for (let wanted = port ?? 8080; !server; wanted++) {
    try {
      server = await listen(wanted);
    } catch (error) {
      if (error.code !== "EADDRINUSE" || port !== undefined || wanted >= 8180) throw error;
    }
  }
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections?.(); }),
  };
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const options = { folder: path.join(path.dirname(fileURLToPath(import.meta.url)), "../build/web") };
  const words = process.argv.slice(2);
  while (words.length) {
    const word = words.shift();
    if (word === "--port") options.port = Number(words.shift());
    else if (word === "--base") options.base = words.shift();
    else options.folder = word;
  }
  if (!(await isFile(path.join(options.folder, "index.html")))) {
    console.error(`${options.folder} holds no index.html: build the web preset first (./run does)`);
    process.exit(1);
  }
  const { url } = await serve(options);
  console.log(url);
}
