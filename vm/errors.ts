import { errno } from "../spec/errno.ts";

/** What the harness refuses, as data. A stopped run is no error: it is a `Trap` in the result. */
export type MachineErrorCode =
  /** An object uses something that is not there yet: a map type, a program type. */
  | "UNSUPPORTED"
  /** The kernel would not make this map: a size or a flag outside its type's rules. */
  | "BAD_MAP"
  /** An instruction, a jump or a register that no program may have. */
  | "BAD_PROGRAM"
  /** No program, map or variable of that name. */
  | "NOT_FOUND"
  /** A key, value, packet or context of the wrong size or shape. */
  | "BAD_INPUT"
  /** A map operation that the map refuses; `errno` is the kernel's. */
  | "MAP_OPERATION"
  | "OUT_OF_MEMORY"
  /** The kernel's verifier refuses the program: `pc`, `line`, and in `log` the end of what it says. */
  | "VERIFIER_REFUSED"
  /** The kernel's test-run takes no such packet or context; `errno` is its answer. */
  | "TEST_RUN_REFUSED"
  /** An object, or a test of it, lacks the sections of Cilium's unit tests; `expected` says which. */
  | "NO_UNIT_TESTS"
  /** An environment that cannot be; `path` says where in it. */
  | "BAD_ENVIRONMENT"
  /** A document that is no coverage of an object; `path` says where in it. */
  | "BAD_COVERAGE"
  /** Invariants that cannot be read; `path` says where in the document. */
  | "BAD_INVARIANTS"
  | "CLOSED";

/** What the code is about; it says which of them there are. */
export interface MachineErrorFields {
  program?: string;
  map?: string;
  /** Index of the instruction slot. */
  pc?: number;
  /** Its line of C. */
  line?: { file: string; line: number; text: string };
  /** Lines of the kernel's verifier. */
  log?: string;
  errno?: number;
  /** Where in the input: names of members and numbers of items. */
  path?: readonly (string | number)[];
  /** What was found and, where that helps, what is allowed. */
  found?: string | number;
  expected?: string | number;
}

export class MachineError extends Error {
  override readonly name = "MachineError";
  readonly code: MachineErrorCode;
  readonly fields: MachineErrorFields;

  constructor(code: MachineErrorCode, message: string, fields: MachineErrorFields = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

const names = new Map<number, string>(Object.entries(errno).map(([name, number]) => [number, name]));

/** The kernel's name of an error number that a map operation or a helper gave: `ENOENT` for 2. */
export const errnoName = (number: number): string => names.get(number) ?? `error ${number}`;
