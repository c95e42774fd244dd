/** `docs/helpers.md`: the rows of `spec/helpers.ts` for people, and where each helper's vectors are. */
import { readdirSync, readFileSync } from "node:fs";
import { type Helper, helpers } from "../spec/helpers.ts";

const vectorFolder = "test/golden/helpers/";
/** What is tested elsewhere than by vectors from the kernel. */
const otherTests: Readonly<Record<string, string>> = {
  map_lookup_elem: "test/core/maps/",
  map_update_elem: "test/core/maps/",
  map_delete_elem: "test/core/maps/",
  map_lookup_percpu_elem: "test/unit-tests/objects/callbacks.c",
  for_each_map_elem: "test/unit-tests/objects/callbacks.c",
  loop: "test/unit-tests/objects/callbacks.c",
  tail_call: "test/golden/lxc.json",
  ktime_get_ns: "test/core/helpers/state.test.ts",
  jiffies64: "test/core/helpers/state.test.ts",
  get_prandom_u32: "test/core/helpers/state.test.ts",
  get_hash_recalc: "test/core/helpers/state.test.ts",
  set_hash_invalid: "test/core/helpers/state.test.ts",
  sk_assign: "test/core/helpers/state.test.ts",
  get_socket_cookie: "test/core/helpers/state.test.ts",
  get_netns_cookie: "test/unit-tests/objects/environment.c",
  sk_release: "test/unit-tests/objects/environment.c",
};

/** The files with vectors by helper, and how many calls each has. */
function vectors(root: URL): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const folder = new URL(vectorFolder, root);
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    const calls = new Map<string, number>();
    for (const [, name = ""] of readFileSync(new URL(file, folder), "utf8").matchAll(/"helper": ?"(\w+)"/g)) {
      calls.set(name, (calls.get(name) ?? 0) + 1);
    }
    for (const [name, count] of calls) found.set(name, [...(found.get(name) ?? []), `${file} (${count})`]);
  }
  return found;
}

function cells(row: Helper, files: Map<string, string[]>): string[] {
  const where = [...(files.get(row.name) ?? []), ...(otherTests[row.name] ? [otherTests[row.name]!] : [])];
  return [
    `${row.id}`,
    `\`bpf_${row.name}\``,
    row.programTypes?.join(", ") ?? "all",
    row.models,
    row.omits ?? "",
    where.join(", "),
  ];
}

export function generateHelperDocs(root: URL): string {
  const files = vectors(root);
  const rows = helpers.map((row) => `| ${cells(row, files).join(" | ")} |`);
  return `# Helpers

${helpers.length} helpers are there. A program that calls another one loads, and is stopped where it makes the call (\`HELPER_MISSING\`).

Vectors are files in \`${vectorFolder}\`, with the number of calls in each: what Linux answered to a program that makes these calls, and what memory, packet and context were like afterwards. Other places are named in full; the expectations in \`test/unit-tests/objects/callbacks.c\` are checked on Linux by the tests themselves where it can be had.

| id | name | program types | modelled | not modelled | vectors |
| -: | ---- | ------------- | -------- | ------------ | ------- |
${rows.join("\n")}
`;
}
