import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../examples", import.meta.url));
const said: Record<string, string[]> = {
  "arp.mjs": ["TC_ACT_REDIRECT to interface 14 after tail_handle_arp", "2e:e6:8a:a2:06:1e"],
  "batch.mjs": ["10000 of 10000 redirected"],
  "policy.mjs": ["empty policy: TC_ACT_SHOT", "reason 133", "allow-all policy: TC_ACT_OK"],
};

describe("examples", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".mjs")))("%s", (name) => {
    const output = execFileSync(process.execPath, [`${folder}/${name}`], { encoding: "utf8" });
    expect(said[name]).toBeDefined();
    for (const text of said[name]!) expect(output).toContain(text);
  });
});
