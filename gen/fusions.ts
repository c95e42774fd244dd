/** The fused operations as a tree of their parts, which the core's linker goes down. */
import { instructions } from "../spec/isa.ts";
import { fusedOperations, internalOperations, type Part } from "../spec/operations.ts";

/** What follows what in some fused operation, and the operation that ends there. */
interface Node {
  part: Part;
  number: number;
  next: Node[];
}

/** What a part says, as bits. */
const says = { DST: 1, SRC: 2, FRAME: 4 } as const;
/** Bytes of a node's record. */
const SIZE = 8;

const said = ({ dstAtHand, srcAtHand, inFrame }: Part): number =>
  (dstAtHand ? says.DST : 0) | (srcAtHand ? says.SRC : 0) | (inFrame ? says.FRAME : 0);

/** What begins an operation; nodes of one row are in a row, in the order of the operations. */
function tree(): Node[] {
  const roots: Node[] = [];
  for (const { number, parts } of fusedOperations) {
    let level = roots;
    for (const [i, part] of parts.entries()) {
      let node = level.find((one) => one.part.rowIndex === part.rowIndex && said(one.part) === said(part));
      if (!node) {
        node = { part, number: 0, next: [] };
        level.push(node);
      }
      if (i + 1 === parts.length) node.number = number;
      level = node.next;
    }
  }
  return roots;
}

const byRow = (nodes: readonly Node[]): Node[] =>
  [...nodes].sort((a, b) => a.part.rowIndex - b.part.rowIndex);

/** Records: those of one level one behind the other, and behind them an end, which is of no row. */
function records(): { roots: number[]; bytes: number[] } {
  const bytes: number[] = [];
  const NO_ROW = 0xff;
  const place = (level: readonly Node[]): number => {
    const sorted = byRow(level);
    const at = bytes.length;
    bytes.push(
      ...new Array<number>(SIZE * sorted.length).fill(0),
      NO_ROW,
      ...new Array<number>(SIZE - 1).fill(0),
    );
    for (const [i, { part, number, next }] of sorted.entries()) {
      const behind = next.length > 0 ? place(next) : 0;
      const record = [
        part.rowIndex,
        said(part),
        number & 0xff,
        number >> 8,
        behind & 0xff,
        behind >> 8,
        0,
        0,
      ];
      bytes.splice(at + SIZE * i, SIZE, ...record);
    }
    return at;
  };
  const roots = byRow(tree());
  place(roots);
  return {
    bytes,
    roots: Array.from({ length: instructions.length + internalOperations.length }, (_, row) => {
      const first = roots.findIndex(({ part }) => part.rowIndex === row);
      return first < 0 ? NO_ROW : first;
    }),
  };
}

export function generateFusions(): string {
  const { bytes, roots } = records();
  return [
    "// A node: a part of a fused operation. Those that may follow the same parts lie one behind the other, by their rows.",
    "export const NODE_ROW: usize = 0;",
    "export const NODE_SAYS: usize = 1;",
    "/** The operation that ends there, or 0. */",
    "export const NODE_OPERATION: usize = 2;",
    "/** Where what may follow begins, or 0. */",
    "export const NODE_NEXT: usize = 4;",
    `export const NODE_SIZE: usize = ${SIZE};`,
    ...Object.entries(says).map(([name, bit]) => `export const SAYS_${name}: u32 = ${bit};`),
    "",
    `export const NODES: usize = memory.data<u8>([${bytes.join(", ")}]);`,
    `const ROOTS: usize = memory.data<u8>([${roots.join(", ")}]);`,
    "",
    "/** The first of the nodes that begin with a row, or 0. */",
    "export function rootOf(row: u32): usize {",
    "  const root = <usize>load<u8>(ROOTS + row);",
    "  return root == 0xff ? 0 : NODES + root * NODE_SIZE;",
    "}",
    "",
  ].join("\n");
}
