// Serves the page, and the files of skbox as they are: nothing is bundled. `node serve.mjs [PORT]`.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const page = new URL("./", import.meta.url);
const skbox = new URL("./", import.meta.resolve("skbox/package.json"));
const loader = new URL("./", import.meta.resolve("@assemblyscript/loader"));

/** Folders by the beginning of the path. */
const folders = {
  "/dist/": new URL("dist/", skbox),
  "/bpf-objects/": new URL("bpf-objects/", skbox),
  "/packets/": new URL("../", page),
  "/loader/": loader,
  "/": page,
};
const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".hex": "text/plain; charset=utf-8",
};

const server = createServer(async ({ url }, response) => {
  const { pathname } = new URL(url, "http://localhost");
  const [prefix, folder] = Object.entries(folders).find(([start]) => pathname.startsWith(start));
  const file = new URL(`./${pathname.slice(prefix.length) || "index.html"}`, folder);
  try {
    if (!file.href.startsWith(folder.href)) throw new Error("outside of the folder");
    const bytes = await readFile(fileURLToPath(file));
    response.setHeader(
      "content-type",
      types[/\.\w+$/.exec(file.pathname)?.[0]] ?? "application/octet-stream",
    );
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/`),
);
