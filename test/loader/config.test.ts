import { describe, expect, test } from "vitest";
import { CollectionSpec, LoadError } from "../../loader/index.ts";
import { testObject } from "./support.ts";

const load = (name: string) => CollectionSpec.parse(testObject(name));

function refused(set: () => void): string | undefined {
  try {
    set();
    return undefined;
  } catch (error) {
    return error instanceof LoadError ? error.code : String(error);
  }
}

describe("styles", () => {
  test.each([
    ["config-load", "load", [".rodata.config"]],
    ["config-address", "immediate", [".data", ".bss"]],
    ["config-immediate", "immediate", [".rodata.config"]],
    ["linking", "load", [".data", ".rodata", ".bss"]],
  ])("%s: %s", (name, style, sections) => {
    const variables = [...load(name).variables.values()];
    expect(variables.length).toBeGreaterThan(0);
    expect(new Set(variables.map((variable) => variable.style))).toEqual(new Set([style]));
    expect([...new Set(variables.map((variable) => variable.map))]).toEqual(sections);
  });

  test("a loaded variable is a reference into its map", () => {
    const { programs, variables } = load("config-load");
    const { offset } = variables.get("endpoint_ipv4")!;
    expect(programs.get("tail_global")!.references).toContainEqual({
      kind: "map_value",
      insn: expect.any(Number),
      map: ".rodata.config",
      offset,
    });
  });

  test("an immediate variable is a reference by name, and its lddw a plain constant", () => {
    const program = load("config-immediate").programs.get("cil_from_container")!;
    expect(
      program.references.map((reference) => reference.kind === "variable" && reference.variable),
    ).toEqual(["LXC_IPV4", "LXC_ID", "LXC_IP_1"]);
    for (const { insn } of program.references) {
      expect(program.instructions[insn * 8]).toBe(0x18);
      expect(program.instructions[insn * 8 + 1]! >> 4).toBe(0);
    }
  });
});

describe("values", () => {
  test("defaults are those of the object", () => {
    const { variables } = load("config-load");
    expect([...variables.get("interface_mac")!.bytes]).toEqual([0xde, 0xad, 0xbe, 0xef, 0xc0, 0xde, 0, 0]);
    expect([...variables.get("enabled")!.bytes]).toEqual([1]);
    expect(variables.get("interface_mac")).toMatchObject({ size: 8, typeId: expect.any(Number) });
  });

  test.each([
    ["interface_mac", "0a:1b:2c:3d:4e:5f", [0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0x5f, 0, 0]],
    ["endpoint_ipv4", "10.0.1.5", [10, 0, 1, 5]],
    ["endpoint_ipv4", 0x10042, [0x42, 0, 1, 0]],
    ["endpoint_ipv4", "0x10042", [0x42, 0, 1, 0]],
    ["endpoint_ipv4", -1, [255, 255, 255, 255]],
    ["endpoint_ipv4", "-2", [254, 255, 255, 255]],
    ["endpoint_id", "4660", [0x34, 0x12]],
    ["endpoint_id", 65_535n, [255, 255]],
    ["enabled", new Uint8Array([9]), [9]],
    ["router_ipv6", "f00d::a10:0:0:1", [0xf0, 0x0d, 0, 0, 0, 0, 0, 0, 0x0a, 0x10, 0, 0, 0, 0, 0, 1]],
    ["router_ipv6", "::ffff:10.0.1.5", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 1, 5]],
    ["router_ipv6", "::", new Array(16).fill(0)],
    ["router_ipv6", "1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
  ])("%s = %s", (name, value, bytes) => {
    const spec = load("config-load");
    const variable = spec.variables.get(name)!;
    variable.set(value);
    expect([...variable.bytes]).toEqual(bytes);
    const { data } = spec.maps.get(".rodata.config")!;
    expect([...data!.subarray(variable.offset, variable.offset + variable.size)]).toEqual(bytes);
  });

  test.each([
    ["endpoint_id", 65_536],
    ["endpoint_id", -32_769],
    ["endpoint_id", 1.5],
    ["endpoint_id", Number.NaN],
    ["endpoint_id", "10.0.1.5"],
    ["endpoint_id", "0a:1b:2c:3d:4e:5f"],
    ["endpoint_id", new Uint8Array(3)],
    ["endpoint_id", "lxc"],
    ["endpoint_id", ""],
    ["endpoint_id", "0x"],
    ["endpoint_ipv4", "10.0.1.256"],
    ["endpoint_ipv4", "10.0.1"],
    ["endpoint_ipv4", "::1"],
    ["router_ipv6", "1::2::3"],
    ["router_ipv6", "1:2:3:4:5:6:7"],
    ["router_ipv6", "1:2:3:4:5:6:7:8::"],
    ["router_ipv6", "12345::"],
    ["router_ipv6", ":::"],
  ])("%s cannot be %s", (name, value) => {
    const variable = load("config-load").variables.get(name)!;
    const before = variable.bytes;
    expect(refused(() => variable.set(value))).toBe("BAD_VALUE");
    expect(variable.bytes).toEqual(before);
  });

  test("two specs of one object do not share values", () => {
    const bytes = testObject("config-load");
    const [one, two] = [CollectionSpec.parse(bytes), CollectionSpec.parse(bytes)];
    one.variables.get("enabled")!.set(5);
    expect([...two.variables.get("enabled")!.bytes]).toEqual([1]);
    expect([...CollectionSpec.parse(bytes).variables.get("enabled")!.bytes]).toEqual([1]);
  });
});
