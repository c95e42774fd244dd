/** How a row of spec/isa.ts is broken: it means what a neighbour of its form means. */
import type { Instruction } from "../../spec/isa.ts";

export interface BrokenRow {
  row: Instruction;
  how: string;
}

/** Null for a row that has no neighbour to take a meaning from. */
export function broken(rows: readonly Instruction[], index: number): BrokenRow | null {
  const row = rows[index]!;
  /** The next row of the same form for which this holds, in a circle. */
  const neighbour = <R extends Instruction>(of: R, alike: (other: R) => boolean): R | undefined => {
    for (let at = index + 1; at < index + rows.length; at++) {
      const other = rows[at % rows.length]!;
      if (other.form === of.form && alike(other as R)) return other as R;
    }
    return undefined;
  };
  switch (row.form) {
    case "alu": {
      const other = neighbour(
        row,
        (o) => o.width === row.width && o.source === row.source && o.symbol !== row.symbol,
      );
      // neg32 has no neighbour of its width and kind: that of 64 bits leaves the register as it is.
      const meaning = other?.meaning ?? ((_w, d) => d);
      return { row: { ...row, meaning }, how: `means ${other?.name ?? "nothing"}` };
    }
    case "jump": {
      const other = neighbour(row, (o) => o.width === row.width && o.source === row.source)!;
      return { row: { ...row, condition: other.condition }, how: `asks what ${other.name} asks` };
    }
    case "atomic": {
      const other = neighbour(row, (o) => o.size === row.size && o.symbol !== row.symbol)!;
      return { row: { ...row, meaning: other.meaning }, how: `means ${other.name}` };
    }
    case "load": {
      const other = neighbour(row, (o) => o.size !== row.size || o.signed !== row.signed)!;
      return { row: { ...row, size: other.size, signed: other.signed }, how: `loads as ${other.name}` };
    }
    case "store": {
      const other = neighbour(row, (o) => o.size !== row.size)!;
      return { row: { ...row, size: other.size }, how: `stores as ${other.name}` };
    }
    case "packet_load": {
      const other = neighbour(row, (o) => o.size !== row.size)!;
      return { row: { ...row, size: other.size }, how: `loads as ${other.name}` };
    }
    case "goto": {
      const other = neighbour(row, (o) => o.distance !== row.distance)!;
      return { row: { ...row, distance: other.distance }, how: `goes where ${other.name} says` };
    }
    case "call": {
      const other = neighbour(row, (o) => o.target !== row.target)!;
      return { row: { ...row, target: other.target }, how: `calls as ${other.name}` };
    }
    case "lddw": {
      // What it loads is the linker's business: the row only says which one it is.
      const other = neighbour(row, (o) => o.source !== row.source)!;
      return { row: { ...row, select: other.select }, how: `is found where ${other.name} is` };
    }
    case "exit":
      return null;
  }
}
