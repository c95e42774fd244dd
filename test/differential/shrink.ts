/** Leaves out of a program whatever a difference does not need. */
import type { Piece, RandomProgram } from "./program.ts";

/**
 * The smallest program found for which `holds` still says yes. `holds` has to say no where the kernel refuses
 * a program; so all that is left out is left out whole.
 */
export function shrink<P extends RandomProgram>(program: P, holds: (program: P) => boolean): P {
  let best = program;
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (const candidates of [withoutRuns, unwrapped]) {
      // After a success the positions mean something else, so the walk starts again from where it was.
      for (let at = 0; ; ) {
        const candidate = nth(candidates(best.functions), at);
        if (candidate === null) break;
        const next = { ...best, functions: candidate };
        if (holds(next)) {
          best = next;
          smaller = true;
        } else at++;
      }
    }
  }
  return best;
}

type Functions = RandomProgram["functions"];

function nth<T>(values: Iterable<T>, index: number): T | null {
  let at = 0;
  for (const value of values) if (at++ === index) return value;
  return null;
}

/** Every way to leave out neighbouring pieces: long runs of them first. */
function* withoutRuns(functions: Functions): Generator<Functions> {
  const longest = Math.max(...functions.map(({ body }) => body.length));
  for (let count = longest; count > 0; count >>= 1) {
    for (const [i, { body }] of functions.entries()) {
      for (const changed of removals(body, count)) yield withBody(functions, i, changed);
    }
  }
}

function* removals(pieces: readonly Piece[], count: number): Generator<Piece[]> {
  for (let at = 0; at < pieces.length; at += count) yield pieces.toSpliced(at, count);
  for (const [i, piece] of pieces.entries()) {
    const children = piece.parts.filter((part) => typeof part !== "string");
    if (children.length === 0) continue;
    for (const left of removals(children, count)) yield pieces.with(i, keeping(piece, left));
  }
}

/** The piece with fewer pieces inside. */
function keeping({ parts }: Piece, children: readonly Piece[]): Piece {
  // A piece inside that was changed takes the place of the one it was.
  const before = parts.filter((part) => typeof part !== "string");
  if (before.length === children.length) {
    let at = 0;
    return { parts: parts.map((part) => (typeof part === "string" ? part : children[at++]!)) };
  }
  return { parts: parts.filter((part) => typeof part === "string" || children.includes(part)) };
}

/** Every way to have the pieces inside of a piece in its place. */
function* unwrapped(functions: Functions): Generator<Functions> {
  for (const [i, { body }] of functions.entries()) {
    for (const changed of openings(body)) yield withBody(functions, i, changed);
  }
}

function* openings(pieces: readonly Piece[]): Generator<Piece[]> {
  for (const [i, piece] of pieces.entries()) {
    const children = piece.parts.filter((part) => typeof part !== "string");
    if (children.length === 0) continue;
    yield pieces.toSpliced(i, 1, ...children);
    for (const [j, child] of piece.parts.entries()) {
      if (typeof child === "string") continue;
      for (const opened of openings([child])) {
        yield pieces.with(i, { parts: piece.parts.toSpliced(j, 1, ...opened) });
      }
    }
  }
}

const withBody = (functions: Functions, index: number, body: readonly Piece[]): Functions =>
  functions.with(index, { ...functions[index]!, body });
