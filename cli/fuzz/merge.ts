/** `skbox fuzz merge`: corpora of one program, put together. */
import { readFile } from "node:fs/promises";
import { MachineError } from "../../vm/index.ts";
import { CliError } from "../errors.ts";
import { systemReason } from "../messages.ts";
import { CorpusFolder, type CorpusOrigin, corpusOrigin } from "./corpus-folder.ts";
import { openCampaign } from "./settings.ts";

/** What campaigns of one program have to agree in. */
const same = (a: CorpusOrigin, b: CorpusOrigin): boolean =>
  a.program === b.program && a.receive === b.receive && a.variables.join() === b.variables.join();

/** Throws CliError UNREADABLE, BAD_CORPUS or UNWRITABLE, and what loading the object throws. */
export async function mergeCorpora(
  folders: readonly string[],
  output: string,
): Promise<{ inputs: number; kept: number }> {
  const origins = await Promise.all(folders.map(corpusOrigin));
  const [origin] = origins as [CorpusOrigin, ...CorpusOrigin[]];
  for (const [i, other] of origins.entries()) {
    if (same(origin, other)) continue;
    throw new CliError("BAD_CORPUS", {
      file: folders[i]!,
      found: `it is not of ${origin.program} as ${folders[0]} is`,
    });
  }
  const inputs = (await Promise.all(folders.map((folder) => new CorpusFolder(folder).read()))).flat();
  const scene = origin.scene === null ? null : { file: origin.scene, bytes: await read(origin.scene) };
  using fuzz = await openCampaign(
    {
      file: origin.object,
      program: origin.program,
      variables: origin.variables,
      scene,
      receive: origin.receive,
      budget: 100_000,
      cpus: 1,
      hash: null,
      maxLength: Math.max(64, ...inputs.map(({ data }) => data.length)),
      seed: 1,
      focus: "all",
      vary: ["packet"],
      feedback: true,
      invariants: null,
    },
    0,
  ).catch((error: unknown) => {
    if (error instanceof MachineError)
      throw new CliError("BAD_CORPUS", { file: folders[0]!, found: error.message });
    throw error;
  });
  // The shortest come first, and each one stays that goes a way that none before went.
  for (const input of [...inputs].sort((a, b) => a.data.length - b.data.length)) await fuzz.add(input);
  const kept = fuzz.takeAdded();
  const folder = new CorpusFolder(output);
  await folder.open(origin);
  await folder.write(kept);
  return { inputs: inputs.length, kept: kept.length };
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError("UNREADABLE", { name: file, found: systemReason(error) }, { cause: error });
  }
}
