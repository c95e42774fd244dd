/** The rows of `spec/contexts.ts` as constant tables: for each byte of a context the field it lies in, if any. */
import {
  type ContextField,
  contexts,
  type FieldKind,
  type Parts,
  type StoreRule,
  socketPointer,
} from "../spec/contexts.ts";

const kinds: Record<FieldKind, number> = { scalar: 0, packet: 1, packet_end: 2, packet_meta: 3, socket: 4 };
const parts: Record<Parts, number> = { none: 0, narrow: 1, start: 2, kept: 3, words: 4, any: 5 };
const stores: Record<StoreRule, number> = { all: 0, queue: 1 };
const rights = { READ: 1, WRITE: 2 } as const;
/** One byte each. */
const members = ["OFFSET", "SIZE", "KEPT", "RIGHTS", "PARTS", "KIND", "STORE"] as const;

const record = (field: ContextField): number[] => [
  field.offset,
  field.size,
  field.kept,
  (field.read ? rights.READ : 0) | (field.write ? rights.WRITE : 0),
  parts[field.parts],
  kinds[field.kind],
  stores[field.store],
];

const upper = (name: string) => name.toUpperCase();

export function generateContexts(): string {
  const lines = [
    ...Object.entries(kinds).map(
      ([name, value]) => `export const FIELD_KIND_${upper(name)}: u32 = ${value};`,
    ),
    ...Object.entries(parts).map(
      ([name, value]) => `export const FIELD_PARTS_${upper(name)}: u32 = ${value};`,
    ),
    ...Object.entries(stores).map(
      ([name, value]) => `export const FIELD_STORE_${upper(name)}: u32 = ${value};`,
    ),
    ...Object.entries(rights).map(([name, value]) => `export const FIELD_${name}: u32 = ${value};`),
    "/** What `fieldAt` knows the fields behind a socket's pointer by. */",
    `export const SOCKET_POINTER: u32 = ${contexts.length};`,
    "",
    "// A field's record, one byte each.",
    ...members.map((name, at) => `export const FIELD_${name}: usize = ${at};`),
    "",
  ];
  const structures = [
    ...contexts.map((context) => ({ ...context, of: context.programType })),
    { ...socketPointer, of: "pointers" },
  ];
  for (const [index, context] of structures.entries()) {
    const map = new Array<number>(context.size).fill(0);
    for (const [i, field] of context.fields.entries())
      map.fill(i + 1, field.offset, field.offset + field.size);
    lines.push(`// ${context.structure} for ${context.of}`);
    lines.push(`const BYTES_${index}: usize = memory.data<u8>([${map.join(", ")}]);`);
    lines.push(
      `const FIELDS_${index}: usize = memory.data<u8>([${context.fields.flatMap(record).join(", ")}]);`,
      "",
    );
  }
  lines.push(
    "/** The record of the field that byte `offset` of a context lies in, or 0. */",
    "export function fieldAt(context: u32, offset: u64): usize {",
    "  switch (context) {",
  );
  for (const [index, context] of structures.entries()) {
    lines.push(
      `    case ${index}: {`,
      `      if (offset >= ${context.size}) return 0;`,
      `      const field = <usize>load<u8>(BYTES_${index} + <usize>offset);`,
      `      return field ? FIELDS_${index} + (field - 1) * ${members.length} : 0;`,
      "    }",
    );
  }
  lines.push("    default: return 0;", "  }", "}", "");
  return lines.join("\n");
}
