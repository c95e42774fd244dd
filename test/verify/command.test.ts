import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { skbox } from "../cli/skbox.ts";
import { needsSamples, samples } from "../loader/support.ts";

const bundled = new URL("../../bpf-objects/lxc.o", import.meta.url).pathname;

describe("prog verify", () => {
  it("counts what is proved, for one program and for all", async () => {
    const one = await skbox(["prog", "verify", bundled, "cil_from_container"]);
    expect(one.code).toBe(0);
    expect(one.out).toMatch(/^cil_from_container +\d+ +\d+ +\d+ +\d+ +100% +\d+ +100%$/m);
    const all = await skbox(["prog", "verify", bundled]);
    expect(all.out).toMatch(/^total .* 100% .* 100%$/m);
    expect(all.out).toMatch(/^tail_handle_arp /m);
  });

  it("says in JSON what is left to check, and why", async () => {
    const traps = new URL("../cli/objects/traps.o", import.meta.url).pathname;
    const { code, out } = await skbox(["prog", "verify", traps, "--json"]);
    expect(code).toBe(0);
    const { programs, totals } = JSON.parse(out);
    expect(totals.accesses_proved).toBeLessThan(totals.accesses);
    const checked = programs.flatMap((program: { checked: { reason: string }[] }) => program.checked);
    expect(checked.length).toBe(
      totals.accesses - totals.accesses_proved + totals.arguments - totals.arguments_proved,
    );
    for (const place of checked) {
      expect(place).toMatchObject({
        pc: expect.any(Number),
        disasm: expect.any(String),
        message: expect.any(String),
      });
      expect(place.message).not.toBe(place.reason);
    }
  });

  it("folds variables as they are set", async () => {
    const decided = async (...more: string[]) => {
      const { out } = await skbox(["prog", "verify", bundled, "--json", ...more]);
      return JSON.parse(out).totals.jumps_decided;
    };
    // No packet is shorter than nothing: what a notification takes of one needs no comparison then.
    expect(await decided("--set", "trace_payload_len=0")).not.toBe(await decided());
    expect((await skbox(["prog", "verify", bundled, "--set", "nothing=1"])).code).toBe(2);
  });

  it("refuses a program that is not there", async () => {
    expect((await skbox(["prog", "verify", bundled, "nothing"])).code).toBe(2);
  });
});

describe.skipIf(samples === null)(`objects of Cilium${needsSamples}`, () => {
  for (const object of [
    "bpf_lxc",
    "bpf_host",
    "bpf_overlay",
    "bpf_xdp",
    "bpf_wireguard",
    "bpf_network",
    "bpf_sock",
  ]) {
    it(`${object}.o: at least 99 % of the accesses are proved`, async () => {
      const { out } = await skbox(["prog", "verify", join(samples!, "cilium-core", `${object}.o`), "--json"]);
      const { totals } = JSON.parse(out);
      expect(totals.accesses).toBeGreaterThan(100);
      expect(totals.accesses_proved / totals.accesses).toBeGreaterThanOrEqual(0.99);
      expect(totals.arguments_proved / totals.arguments).toBeGreaterThanOrEqual(0.99);
    });
  }
});
