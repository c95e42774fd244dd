import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { example, lxc, skbox, temporaryFolder } from "./skbox.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const object = relative("", lxc);
const TAG = /tag [0-9a-f]{16} /g;

describe("net show", () => {
  it("lists what hangs where, by name and tag", async () => {
    const { code, out } = await skbox(["net", "show", "--env", example("two-pods.yaml")]);
    expect(code).toBe(0);
    expect(out.replace(TAG, "tag T ")).toBe(`xdp:

tc:
lxcb50b1869cfd2(14) tcx/ingress cil_from_container tag T ${object}
lxcb50b1869cfd2(14) tcx/egress cil_to_container tag T ${object}
lxc-coredns(10) tcx/ingress cil_from_container tag T ${object}
lxc-coredns(10) tcx/egress cil_to_container tag T ${object}
`);
  });

  it("has the tags of prog show, and the same as JSON", async () => {
    const shown = JSON.parse((await skbox(["prog", "show", lxc, "--json"])).out);
    const tag = shown.programs.find(({ name }: { name: string }) => name === "cil_to_container").tag;
    const { out } = await skbox(["net", "show", "--env", example("two-pods.yaml"), "--json"]);
    const [{ xdp, tc }] = JSON.parse(out);
    expect(xdp).toEqual([]);
    expect(tc[1]).toEqual({
      devname: "lxcb50b1869cfd2",
      kind: "tcx/egress",
      ifindex: 14,
      name: "cil_to_container",
      tag,
      object,
    });
  });

  it("takes the object on the command line where the environment names none", async () => {
    const env = folder.path("env.yaml");
    writeFileSync(
      env,
      "interfaces:\n  - { index: 2, attach: { ingress: { program: cil_from_container } } }\n",
    );
    const { err } = await skbox(["net", "show", "--env", env]);
    expect(err).toBe(`skbox: ${env} names no object for cil_from_container; name it on the command line\n`);
    const { out } = await skbox(["net", "show", lxc, "--env", env]);
    expect(out).toContain("(2) tcx/ingress cil_from_container tag ");
  });
});
