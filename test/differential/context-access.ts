/** Reads and writes of context fields, as the rows of spec/contexts.ts allow them. */
import { type Context, type ContextField, contexts, fieldFor } from "../../spec/contexts.ts";
import { address, type FunctionGenerator } from "./generator.ts";
import type { Piece } from "./program.ts";
import type { Scope } from "./scope.ts";

const LOADS: Readonly<Record<number, string>> = { 1: "ldxb", 2: "ldxh", 4: "ldxw", 8: "ldxdw" };
const STORES: Readonly<Record<number, readonly [reg: string, imm: string]>> = {
  1: ["stxb", "stb"],
  2: ["stxh", "sth"],
  4: ["stxw", "stw"],
  8: ["stxdw", "stdw"],
};

export function contextAccess(make: FunctionGenerator, scope: Scope): Piece | null {
  const { random, type } = make;
  const context = contexts.find(({ programType }) => programType === type)!;
  const scalars = context.fields.filter(({ kind }) => kind === "scalar");
  const writes = scalars.filter(({ write }) => write);
  const write = writes.length > 0 && random.chance(0.4);
  const field = random.pick(write ? writes : scalars.filter(({ read }) => read));
  const [size, offset] = random.pick(accesses(context, field, write));
  const place = address(scope.context, offset);
  if (write) {
    const [reg, imm] = STORES[size]!;
    return random.chance(0.7)
      ? make.piece(scope, `${reg} ${place}, %r${random.pick(scope.scalars)}`)
      : make.piece(scope, `${imm} ${place}, ${random.i32()}`);
  }
  const dst = random.pick(scope.usable);
  scope.set("scalar", dst);
  return make.piece(scope, `${LOADS[size]} %r${dst}, ${place}`);
}

/** Every width and offset in the context at which the field may be accessed. */
function accesses(context: Context, { offset, size }: ContextField, write: boolean): [number, number][] {
  return [1, 2, 4, 8].flatMap((width) =>
    Array.from({ length: Math.ceil(size / width) }, (_, i): [number, number] => [
      width,
      offset + width * i,
    ]).filter(([, at]) => fieldFor(context, at, width, write) !== null),
  );
}
