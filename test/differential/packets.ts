/** Accesses to the packet: behind a check, and by the legacy instructions that check on their own. */
import { instructions } from "../../spec/isa.ts";
import type { FunctionGenerator } from "./generator.ts";
import type { Piece } from "./program.ts";
import { MIN_LENGTH } from "./scene.ts";
import type { Region, Scope } from "./scope.ts";

const packetLoads = instructions.filter((row) => row.form === "packet_load");

/** Offsets in the context (spec/contexts.ts has the rows). */
const packetFields = { SCHED_CLS: { data: 76, dataEnd: 80 }, XDP: { data: 0, dataEnd: 4 } } as const;

/** The packet behind a check, at a constant offset or at a bounded one. */
export function packetBlock(make: FunctionGenerator, scope: Scope): Piece | null {
  const { random } = make;
  const taken = scope.take(random, 3, { calls: true });
  if (!taken) return null;
  const [start, end, checked] = taken as [number, number, number];
  const { data, dataEnd } = packetFields[make.type];
  const size = random.pick([8, 14, 20, 34, 54, 80]);
  const lines = [
    `ldxw %r${start}, [%r${scope.context}+${data}]`,
    `ldxw %r${end}, [%r${scope.context}+${dataEnd}]`,
  ];
  const sources = scope.scalars.filter((r) => !taken.includes(r));
  if (random.chance(0.3) && sources.length > 0) {
    lines.push(`mov64_reg %r${checked}, %r${random.pick(sources)}`);
    lines.push(`and64_imm %r${checked}, ${random.pick([3, 7, 31])}`, `add64_reg %r${start}, %r${checked}`);
  }
  lines.push(`mov64_reg %r${checked}, %r${start}`, `add64_imm %r${checked}, ${size}`);
  const out = make.label();
  lines.push(
    random.pick([
      `jgt64_reg %r${checked}, %r${end}, ${out}`,
      `jge64_reg %r${checked}, %r${end}, ${out}`,
      `jlt64_reg %r${end}, %r${checked}, ${out}`,
      `jle64_reg %r${end}, %r${checked}, ${out}`,
    ]),
  );
  scope.set("reserved", start);
  const region: Region = { register: start, from: 0, size, aligned: false, atomic: false, movable: false };
  const inner = scope.inner({ regions: [...scope.regions, region], packet: true });
  // The length, as a number.
  const first = random.chance(0.5) ? [`sub64_reg %r${end}, %r${start}`] : make.clean(inner, end);
  inner.set("scalar", end);
  first.push(...make.clean(inner, checked));
  const body = make.pieces(inner, random.between(2, 6));
  scope.merge(inner, scope.inner());
  return make.piece(
    scope,
    ...lines,
    { parts: [...first, ...body] },
    `${out}:`,
    ...make.clean(scope, start, end, checked),
  );
}

/** Clobbers what a call clobbers, and ends the program where there is no such byte. */
export function packetLoad(make: FunctionGenerator, scope: Scope): Piece | null {
  const { random } = make;
  if (!scope.mayCall) return null;
  const row = random.pick(packetLoads);
  // Mostly inside of every packet: outside, the program ends.
  const offset =
    scope.certain || random.chance(0.9) ? random.below(MIN_LENGTH - 40) : random.between(-16, 2000);
  const lines: string[] = [];
  if (row.source === "imm") lines.push(`${row.name} ${offset}`);
  else {
    const index = random.pick(scope.scalars.filter((r) => r !== 6));
    if (index === undefined) return null;
    lines.push(`and64_imm %r${index}, 31`, `${row.name} %r${index}, ${offset}`);
  }
  scope.afterCall();
  return make.piece(scope, ...lines);
}
