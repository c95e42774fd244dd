import { INT_ENCODING } from "../spec/btf.ts";
import type { Btf, BtfType } from "./btf.ts";

/**
 * All types, one per line with their members below, as `bpftool btf dump file OBJ format raw` prints them.
 */
export function formatBtf(btf: Btf): string {
  return btf.types
    .slice(1)
    .map((type) => `${formatType(btf, type)}\n`)
    .join("");
}

function formatType(btf: Btf, type: BtfType): string {
  const head = `[${type.id}] ${type.kind} ${quote(type.name)}`;
  switch (type.kind) {
    case "VOID":
      return head;
    case "INT":
      return (
        `${head} size=${type.size} bits_offset=${type.bitOffset} nr_bits=${type.bits}` +
        ` encoding=${INT_ENCODINGS.get(type.encoding) ?? "UNKN"}`
      );
    case "PTR":
    case "TYPEDEF":
    case "VOLATILE":
    case "CONST":
    case "RESTRICT":
    case "TYPE_TAG":
      return `${head} type_id=${type.type}`;
    case "ARRAY":
      return `${head} type_id=${type.type} index_type_id=${type.indexType} nr_elems=${type.length}`;
    case "STRUCT":
    case "UNION":
      return lines(
        `${head} size=${type.size} vlen=${type.members.length}`,
        type.members.map(({ name, type: member, bitOffset, bitSize }) => {
          const width = bitSize === 0 ? "" : ` bitfield_size=${bitSize}`;
          return `${quote(name)} type_id=${member} bits_offset=${bitOffset}${width}`;
        }),
      );
    case "ENUM":
    case "ENUM64": {
      const suffix = type.kind === "ENUM" ? "" : type.signed ? "LL" : "ULL";
      return lines(
        `${head} encoding=${type.signed ? "SIGNED" : "UNSIGNED"} size=${type.size} vlen=${type.values.length}`,
        type.values.map(({ name, value }) => `${quote(name)} val=${value}${suffix}`),
      );
    }
    case "FWD":
      return `${head} fwd_kind=${type.union ? "union" : "struct"}`;
    case "FUNC":
      return `${head} type_id=${type.type} linkage=${LINKAGES[type.linkage] ?? "(unknown)"}`;
    case "FUNC_PROTO":
      return lines(
        `${head} ret_type_id=${type.returnType} vlen=${type.parameters.length}`,
        type.parameters.map((parameter) => `${quote(parameter.name)} type_id=${parameter.type}`),
      );
    case "VAR":
      return `${head} type_id=${type.type}, linkage=${LINKAGES[type.linkage] ?? "(unknown)"}`;
    case "DATASEC":
      return lines(
        `${head} size=${type.size} vlen=${type.variables.length}`,
        type.variables.map(({ type: id, offset, size }) => {
          const variable = btf.type(id);
          return `type_id=${id} offset=${offset} size=${size} (${variable.kind} ${quote(variable.name)})`;
        }),
      );
    case "FLOAT":
      return `${head} size=${type.size}`;
    case "DECL_TAG":
      return `${head} type_id=${type.type} component_idx=${type.component}`;
  }
}

const INT_ENCODINGS: ReadonlyMap<number, string> = new Map([
  [0, "(none)"],
  ...Object.entries(INT_ENCODING).map(([name, number]): [number, string] => [number, name]),
]);

const LINKAGES = ["static", "global", "extern"];

function quote(name: string): string {
  return `'${name || "(anon)"}'`;
}

function lines(head: string, rest: string[]): string {
  return [head, ...rest].join("\n\t");
}
