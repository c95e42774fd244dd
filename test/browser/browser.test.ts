import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const executable = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path && existsSync(path));
const types: Record<string, string> = {
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".html": "text/html",
};
const page = `<!doctype html><script type="importmap">
{ "imports": { "@assemblyscript/loader": "/node_modules/@assemblyscript/loader/index.js" } }
</script><script type="module">
import * as loader from "/dist/loader/index.js";
globalThis.loader = loader;
globalThis.skbox = await import("/dist/vm/index.js");
</script>`;

describe.skipIf(!executable)(
  `in Chromium${executable ? "" : " (skipped: no Chromium found; set CHROMIUM)"}`,
  () => {
    let server: Server;
    let browser: Browser;
    let tab: Page;

    beforeAll(async () => {
      server = createServer((request, response) => {
        const path = normalize(new URL(request.url!, "http://localhost").pathname);
        const file = join(root, path);
        if (path === "/") {
          response.setHeader("content-type", "text/html").end(page);
        } else if (existsSync(file)) {
          const type = types[extname(file)] ?? "application/octet-stream";
          response.setHeader("content-type", type).end(readFileSync(file));
        } else {
          response.writeHead(404).end();
        }
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      browser = await chromium.launch({
        executablePath: executable!,
        args: [
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
        ],
      });
      tab = await browser.newPage();
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await tab.waitForFunction(() => "skbox" in globalThis);
    }, 60_000);

    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    it("the loader reads an object", async () => {
      const found = await tab.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: the page's global, not this module's
        const { CollectionSpec, LoadError } = (globalThis as any).loader;
        const spec = await CollectionSpec.load(new URL("/bpf-objects/lxc.o", location.href));
        let code = "";
        try {
          CollectionSpec.parse(new Uint8Array(7));
        } catch (error) {
          code = error instanceof LoadError ? "LoadError" : String(error);
        }
        return { tail: spec.programs.get("tail_handle_arp").tailCall, maps: spec.maps.size, code };
      });
      expect(found).toMatchObject({ tail: { map: "cilium_calls", slot: 6 }, code: "LoadError" });
      expect(found.maps).toBeGreaterThan(10);
    });

    it("a machine answers the ARP request", async () => {
      const request = readFileSync(join(root, "examples/arp-request.hex"), "utf8").replace(/\s/g, "");
      const run = await tab.evaluate(async (frame) => {
        // biome-ignore lint/suspicious/noExplicitAny: the page's global, not this module's
        const { CollectionSpec, Machine } = (globalThis as any).skbox;
        const machine = await Machine.create();
        const lxc = machine.load(await CollectionSpec.load(new URL("/bpf-objects/lxc.o", location.href)));
        const data = Uint8Array.from(frame.match(/../g)!, (byte) => Number.parseInt(byte, 16));
        const { action, redirect, dataOut } = lxc.program("cil_from_container").run({ data });
        return { action, ifindex: redirect.ifindex, operation: dataOut[21] };
      }, request);
      expect(run).toEqual({ action: "TC_ACT_REDIRECT", ifindex: 14, operation: 2 });
    });

    it("examples/browser tells what becomes of packets, and what is wrong with an object", async () => {
      const serving = spawn(process.execPath, [join(root, "examples/browser/serve.mjs"), "0"]);
      try {
        const [address] = await once(serving.stdout, "data");
        const errors: string[] = [];
        const page = await browser.newPage();
        page.on("pageerror", ({ message }) => errors.push(message));
        page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
        const told = () => page.textContent("#told");
        await page.goto(String(address).trim());
        await page.waitForSelector(".verdict");
        expect(await told()).toContain("TC_ACT_REDIRECT, to interface 14 (bpf_redirect)");
        // Both MAC addresses, the operation, both pairs of addresses in the body.
        expect(await page.locator("mark").count()).toBe(27);

        await page.selectOption("#example", { label: "TCP SYN to another pod" });
        await page.waitForFunction(() =>
          document.querySelector<HTMLTextAreaElement>("#packet")!.value.includes("2e e6 8a"),
        );
        await page.click("text=Run");
        await page.waitForSelector(".verdict.bad");
        expect(await told()).toMatch(/TC_ACT_SHOT.*Policy denied DROPPED \(TCP Flags: SYN\)/s);

        await page.fill("#packet", "0");
        await page.click("text=Run");
        await page.waitForFunction(() => document.querySelector("#told")!.textContent!.includes("pairs"));
        await page.setInputFiles("#file", join(root, "package.json"));
        await page.waitForFunction(() => document.querySelector("#told")!.textContent!.includes("ELF"));
        expect(errors).toEqual([]);
      } finally {
        serving.kill();
      }
    });
  },
);

describe("what a browser is given", () => {
  it("no module of the loader imports from node:", () => {
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, specifier] of readFileSync(file, "utf8").matchAll(
        /(?:from|import)\s*\(?\s*["']([^"']+)["']/g,
      )) {
        expect(specifier, file).toMatch(/^\.\.?\//);
        visit(join(file, "..", specifier!));
      }
    };
    visit(join(root, "dist/loader/index.js"));
    expect(seen.size).toBeGreaterThan(10);
  });
});
