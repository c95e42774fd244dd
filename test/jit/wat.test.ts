import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import wabtInit from "wabt";
import { CoreEngine } from "../../vm/engines/core.ts";
import { CollectionSpec, Machine } from "../../vm/index.ts";
import { Linker } from "../../vm/jit/link.ts";
import { printModule } from "../../vm/jit/wat.ts";

/** A module without its custom sections: wabt writes names of its own. */
function bare(module: Uint8Array): Uint8Array {
  const kept: number[] = [...module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const start = at;
    const id = module[at++]!;
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++]!;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    at += size;
    if (id !== 0) for (const byte of module.subarray(start, at)) kept.push(byte);
  }
  return Uint8Array.from(kept);
}

describe("the text of a compiled program", () => {
  it("is read by another tool as the same module", async () => {
    const wabt = await wabtInit();
    const object = readFileSync(new URL("../../bpf-objects/lxc.o", import.meta.url));
    const texts: [string, Uint8Array, string][] = [];
    const { create } = CoreEngine;
    CoreEngine.create = async (settings) => {
      const engine = await create.call(CoreEngine, settings);
      const linker = new Linker(engine.host.core.memory, engine.host.core.raw);
      const load = engine.loadProgram.bind(engine);
      engine.loadProgram = (program) => {
        const loaded = load(program);
        const { spec } = program;
        const linked = {
          name: spec.name,
          address: loaded.address,
          link: () => loaded.link(),
          facts: null,
          mapNamed: () => null,
        };
        const compiled = linker.compile(linked);
        texts.push([spec.name, compiled.module, printModule(compiled, (pc) => `instruction ${pc}`)]);
        return loaded;
      };
      return engine;
    };
    try {
      using machine = await Machine.create({ engine: "interpreter" });
      machine.load(CollectionSpec.parse(new Uint8Array(object)));
    } finally {
      CoreEngine.create = create;
    }
    expect(texts.length).toBeGreaterThan(5);
    for (const [name, module, text] of texts) {
      const parsed = wabt.parseWat(name, text, { tail_call: true, simd: true, multi_value: true });
      expect(bare(parsed.toBinary({}).buffer)).toEqual(bare(module));
      expect(text).toContain(";; 0: instruction 0\n");
    }
  });
});
