/** Bytes that are copied in a few accesses. */

export type Width = 1 | 2 | 4 | 8;

/** A run of bytes: known ones (little-endian), or a load at an offset of the frame. */
export type Piece =
  | { kind: "constant"; size: number; value: bigint }
  | { kind: "load"; offset: number; size: Width };

/** `size` bytes as a few accesses, the widest first. */
export function widths(size: number): Width[] {
  const all: Width[] = [];
  for (let rest = size; rest > 0; rest -= all.at(-1)!)
    all.push(rest >= 8 ? 8 : rest >= 4 ? 4 : rest >= 2 ? 2 : 1);
  return all;
}
