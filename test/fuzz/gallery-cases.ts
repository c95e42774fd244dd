/** The programs of `bpf-objects/buggy/`, and what is to be found in each. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Finding, Variable } from "../../vm/index.ts";

export interface GalleryCase {
  name: string;
  bug: string;
  program: string;
  vary: readonly Variable[];
  finds: Finding["kind"];
  /** The object's file. */
  file: URL;
  /** What `readInvariants` takes. */
  invariants: unknown;
}

/** `root` is the folder of the package. */
export function galleryCases(root: URL): GalleryCase[] {
  const folder = new URL("bpf-objects/buggy/", root);
  const text = (name: string) => readFileSync(new URL(name, folder), "utf8");
  const cases: Record<string, Omit<GalleryCase, "name" | "file" | "invariants">> = JSON.parse(
    text("gallery.json"),
  );
  return Object.entries(cases).map(([name, one]) => ({
    ...one,
    name,
    vary: one.vary ?? ["packet"],
    file: new URL(`${name}.o`, folder),
    invariants: parse(text(`${name}.yaml`)),
  }));
}
