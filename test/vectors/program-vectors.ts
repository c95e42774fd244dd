/**
 * Vectors of whole programs: `test/golden/programs/*.json` has what each program of an object returned. For
 * helpers whose answer is a number of the run's own, a program returns what holds of it.
 */
import { readFileSync } from "node:fs";
import { CollectionSpec, type Machine } from "../../vm/index.ts";
import { bytes } from "../support/program.ts";
import type { Sockets } from "./namespace.ts";

export interface ProgramVectorFile {
  kernel: string;
  cpus: number;
  /** The path of the object, from the project's root. */
  object: string;
  packet: string;
  environment: { sockets: Sockets };
  /** What each program returned, as a hexadecimal number. */
  answers: Record<string, string>;
}

/** The answers of all programs of the object, in their order. */
export function answersOf(
  machine: Machine,
  { object, packet }: Pick<ProgramVectorFile, "object" | "packet">,
): Record<string, string> {
  const loaded = machine.load(CollectionSpec.parse(new Uint8Array(readFileSync(object))));
  for (const refused of loaded.refused.values()) throw refused;
  return Object.fromEntries(
    [...loaded.programs].map(([name, program]) => {
      const { retval, trap } = program.run({ data: bytes(packet) });
      return [name, trap ? `trap ${trap.code}` : `0x${retval!.toString(16)}`];
    }),
  );
}
