/**
 * Every way in which the loader refuses an object. An error is data: a coarse `code`, the exact `problem` and
 * its fields. The prose is made here and nowhere else.
 */

export type LoadErrorCode =
  | "NOT_ELF"
  | "TRUNCATED"
  | "BAD_SECTION"
  | "BAD_STRING"
  | "BAD_SYMBOL"
  | "BAD_RELOCATION"
  | "BAD_INSTRUCTION"
  | "BAD_MAP"
  | "BAD_BTF"
  | "BAD_TAIL_CALL"
  | "BAD_VALUE"
  | "NOT_FOUND"
  | "TOO_LARGE"
  | "UNREADABLE"
  | "UNSUPPORTED";

/** Where in the object it is, and what is there; the code says which of them there are. */
export interface LoadErrorFields {
  /** The section it was found in. */
  section?: string;
  /** Byte offset in that section, or in the file when there is no section. */
  offset?: number;
  /** The symbol, map, variable, program or type concerned. */
  name?: string;
  /** What was found. */
  value?: number | string;
  /** What would have been right, or the limit that was passed. */
  limit?: number | string;
  /** The missing feature, with code UNSUPPORTED. */
  feature?: string;
}

type Row = readonly [LoadErrorCode, (fields: LoadErrorFields) => string];

const unsupported = (feature: string): Row => [
  "UNSUPPORTED",
  (f) => `needs ${feature}${f.name === undefined ? "" : ` (${f.name})`}, which is not supported`,
];

/** Numbers of machines (ELF, e_machine) that objects are often made for by mistake. */
const machines: Readonly<Record<number, string>> = {
  3: "x86",
  40: "ARM",
  62: "x86-64",
  183: "AArch64",
  243: "RISC-V",
};

const PROBLEMS = {
  "not-elf": ["NOT_ELF", () => "not an ELF file"],
  unreadable: ["UNREADABLE", (f) => `cannot read ${f.name}: ${f.value}`],
  "out-of-bounds": [
    "TRUNCATED",
    (f) => {
      const missing = `${f.value} bytes are needed, ${f.limit} are there`;
      return f.section === undefined ? `the file ends too early: ${missing}` : missing;
    },
  ],

  "32-bit": unsupported("a 32-bit object"),
  "big-endian": unsupported("a big-endian object"),
  "not-bpf": [
    "UNSUPPORTED",
    (f) =>
      `made for ${machines[Number(f.value)] ?? "another machine"} (${f.value}), not for BPF (${f.limit})`,
  ],
  "not-relocatable": ["UNSUPPORTED", (f) => `the ELF type is ${f.value}, not ${f.limit} (relocatable)`],
  "section-numbering": unsupported("extended section numbering"),
  compressed: unsupported("a compressed section"),
  rela: unsupported("relocations with addends (RELA)"),
  "co-re": unsupported("CO-RE relocations"),
  kconfig: unsupported("an extern of .kconfig"),
  ksyms: unsupported("an extern of .ksyms"),
  kfunc: unsupported("a kernel function (kfunc)"),
  "extern-function": unsupported("an extern function"),
  "extern-variable": unsupported("an extern variable"),
  "data-pointer": unsupported("a pointer inside a data section"),
  "struct-ops": unsupported("struct_ops"),
  "map-field": ["UNSUPPORTED", (f) => `map ${f.name} has the unknown field ${f.value}`],
  "map-type": ["UNSUPPORTED", (f) => `map ${f.name} has the unknown type ${f.value}`],

  "entry-size": ["BAD_SECTION", (f) => `entries of ${f.value} bytes, expected ${f.limit}`],
  "section-size": ["BAD_SECTION", (f) => `a size of ${f.value} bytes is no multiple of ${f.limit}`],
  "section-index": ["BAD_SECTION", (f) => `there is no section ${f.value}`],
  "section-kind": ["BAD_SECTION", (f) => `section ${f.value} is not a ${f.limit}`],
  "section-overlap": ["BAD_SECTION", (f) => `shares bytes of the file with ${f.value}`],
  "duplicate-section": ["BAD_SECTION", (f) => `a second ${f.name}`],
  "section-data": ["BAD_SECTION", () => "has no contents in the file"],
  "no-string": ["BAD_STRING", () => "no terminated string starts here"],
  "too-many-strings": ["TOO_LARGE", () => "overlapping strings add up to far more than their table"],
  "too-large": ["TOO_LARGE", (f) => `${f.name ?? "it"} takes ${f.value} bytes, the limit is ${f.limit}`],
  "number-range": ["TOO_LARGE", () => "a 64-bit number is beyond any file"],

  "symbol-index": ["BAD_SYMBOL", (f) => `there is no symbol ${f.value}`],
  "symbol-range": ["BAD_SYMBOL", (f) => `${f.name} does not lie in its section`],
  "symbol-alignment": ["BAD_SYMBOL", (f) => `function ${f.name} does not start and end between instructions`],
  "symbol-overlap": ["BAD_SYMBOL", (f) => `function ${f.name} overlaps ${f.value}`],
  "duplicate-name": ["BAD_SYMBOL", (f) => `a second ${f.value} named ${f.name}`],

  "relocation-type": ["BAD_RELOCATION", (f) => `relocation type ${f.value} has no meaning here`],
  "relocation-place": ["BAD_RELOCATION", () => "nothing at this place can be relocated"],
  "relocation-twice": ["BAD_RELOCATION", () => "relocated twice"],
  "relocation-missing": [
    "BAD_RELOCATION",
    (f) => `the instruction names object ${f.value} of a running kernel and has no relocation`,
  ],
  "relocation-target": ["BAD_RELOCATION", (f) => `${f.name} is not something that can be referred to here`],
  "no-map-here": ["BAD_RELOCATION", (f) => `no map starts at ${f.name}+${f.value}`],
  "no-function-here": ["BAD_RELOCATION", (f) => `no function starts at ${f.name}+${f.value}`],
  "no-variable-here": ["BAD_RELOCATION", (f) => `no variable covers ${f.name}+${f.value}`],
  "lddw-incomplete": ["BAD_INSTRUCTION", () => "lddw without its second half"],

  "map-size": ["BAD_MAP", (f) => `definitions of ${f.value} bytes in ${f.limit}`],
  "map-overlap": ["BAD_MAP", (f) => `map ${f.name} does not start at a definition`],
  "map-no-btf": ["BAD_MAP", (f) => `map ${f.name} has no BTF variable`],
  "map-no-type": ["BAD_MAP", (f) => `map ${f.name} states no type`],
  "map-shape": ["BAD_MAP", (f) => `map ${f.name}: ${f.value} has the wrong BTF shape`],
  "map-sizes-differ": ["BAD_MAP", (f) => `map ${f.name}: ${f.value} is stated twice and differs`],
  "map-values": ["BAD_MAP", (f) => `map ${f.name} cannot hold values`],
  "map-nested": ["BAD_MAP", (f) => `map ${f.name}: a map of maps of maps`],
  "inner-missing": ["BAD_MAP", (f) => `map ${f.name}: no map has the inner id ${f.value}`],

  "btf-magic": ["BAD_BTF", (f) => `magic ${f.value}, expected ${f.limit}`],
  "btf-version": ["BAD_BTF", (f) => `version ${f.value}, expected ${f.limit}`],
  "btf-header": ["BAD_BTF", (f) => `a header of ${f.value} bytes`],
  "btf-record-size": ["BAD_BTF", (f) => `records of ${f.value} bytes, at least ${f.limit} are needed`],
  "btf-kind": ["BAD_BTF", (f) => `unknown kind ${f.value}`],
  "btf-type-id": ["BAD_BTF", (f) => `there is no type ${f.value}`],
  "btf-cycle": ["BAD_BTF", (f) => `type ${f.value} contains itself`],
  "btf-depth": ["BAD_BTF", (f) => `type ${f.value} is nested deeper than ${f.limit}`],
  "btf-no-size": ["BAD_BTF", (f) => `type ${f.value} has no size`],
  "btf-insn": ["BAD_BTF", (f) => `an instruction offset of ${f.value} in ${f.name}`],

  "tail-call-map": [
    "BAD_TAIL_CALL",
    (f) => `${f.name} wants a slot of ${f.value}, which is no program array`,
  ],
  "tail-call-tag": ["BAD_TAIL_CALL", (f) => `${f.name} has the tag ${f.value}`],

  "value-size": ["BAD_VALUE", (f) => `${f.value} does not fit the ${f.limit} bytes of ${f.name}`],
  "value-text": ["BAD_VALUE", (f) => `${f.name} cannot be set to ${f.value}`],
  "no-variable": ["NOT_FOUND", (f) => `no variable ${f.name}; there are ${f.limit || "none"}`],
} as const satisfies Record<string, Row>;

export type LoadProblem = keyof typeof PROBLEMS;

/** An object that cannot be loaded, or a value that a variable cannot take. */
export class LoadError extends Error {
  override readonly name = "LoadError";
  readonly code: LoadErrorCode;
  readonly problem: LoadProblem;
  readonly section: string | undefined;
  readonly offset: number | undefined;
  /** All fields, `section` and `offset` among them. */
  readonly fields: LoadErrorFields;

  constructor(problem: LoadProblem, fields: LoadErrorFields = {}, options?: ErrorOptions) {
    const row: Row = PROBLEMS[problem];
    super(place(fields) + row[1](fields), options);
    this.code = row[0];
    this.problem = problem;
    this.section = fields.section;
    this.offset = fields.offset;
    this.fields = fields;
  }
}

/** Throws LoadError. */
export function fail(problem: LoadProblem, fields: LoadErrorFields = {}): never {
  throw new LoadError(problem, fields);
}

function place({ section, offset }: LoadErrorFields): string {
  const hex = offset === undefined ? "" : `0x${offset.toString(16)}`;
  if (section !== undefined) return `${section}${hex && `+${hex}`}: `;
  return hex && `offset ${hex}: `;
}
