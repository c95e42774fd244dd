/** A program's tag: the short hash by which `bpftool prog show` and the kernel's logs name it. */
import type { CollectionSpec, ProgramSpec } from "../loader/index.ts";
import { INSN_SIZE } from "../spec/encoding.ts";
import { toHex } from "../spec/text.ts";

/** BPF_TAG_SIZE */
const TAG_SIZE = 8;

/** Linux hashes with SHA-256 since 6.18, with SHA-1 before. */
export type TagHash = "SHA-256" | "SHA-1";

/**
 * The tag that the kernel gives the program (kernel/bpf/core.c, bpf_prog_calc_tag): the first 8 bytes of a
 * hash over its instructions as they are loaded, as 16 hexadecimal digits. Maps do not count: what an `lddw`
 * holds of one is 0 there. Configuration that is part of the instructions does, with its present value.
 */
export async function programTag(
  { variables }: CollectionSpec,
  program: ProgramSpec,
  hash: TagHash = "SHA-256",
): Promise<string> {
  const bytes = program.instructions.slice();
  const view = new DataView(bytes.buffer);
  for (const reference of program.references) {
    const immediate = reference.insn * INSN_SIZE + 4;
    if (reference.kind === "function") {
      // As a call has it: the distance from the next instruction.
      view.setInt32(immediate, reference.target - reference.insn - 1, true);
    } else if (reference.kind === "variable") {
      const value = new Uint8Array(8);
      value.set(variables.get(reference.variable)!.bytes.slice(reference.offset, reference.offset + 8));
      bytes.set(value.subarray(0, 4), immediate);
      bytes.set(value.subarray(4), immediate + INSN_SIZE);
    }
  }
  const digest = new Uint8Array(await crypto.subtle.digest(hash, bytes));
  return toHex(digest.subarray(0, TAG_SIZE));
}
