import { dirname, relative, resolve } from "node:path";
import { HOOKS, type Hook, programTag, readEnvironment } from "../../vm/index.ts";
import type { AddCommand } from "../command-line.ts";
import { parseEnvironment } from "../environment-file.ts";
import { CliError } from "../errors.ts";
import { Inputs } from "../files.ts";
import { findProgram } from "../find-program.ts";
import { toJson } from "../json.ts";
import { loadObject } from "../object.ts";
import { setVariables } from "../variables.ts";

interface Attached {
  devname: string | null;
  ifindex: number;
  hook: Hook;
  name: string;
  tag: string;
  object: string;
}

export const addNetShow: AddCommand = (parent, io) => {
  parent
    .command("show")
    .description("List which programs an environment hangs at which interfaces, as bpftool net does.")
    .argument("[OBJ]", "BPF object of the programs for which the environment names none, or its URL")
    .requiredOption("--env <FILE>", "interfaces and what hangs there, in YAML or JSON; - is standard input")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  skbox net show --env node.yaml")
    .action(async (own: string | undefined, { env, json }: { env: string; json?: true }) => {
      const bytes = await new Inputs(io).read(env, "--env");
      const attached = await attachments(parseEnvironment(bytes, env), env, own);
      const [xdp, tc] = [attached.filter(isXdp), attached.filter((one) => !isXdp(one))];
      io.out(
        json
          ? toJson([{ xdp: xdp.map(document), tc: tc.map(document) }])
          : `xdp:\n${xdp.map(line).join("")}\ntc:\n${tc.map(line).join("")}`,
      );
    });
};

const isXdp = ({ hook }: Attached): boolean => hook === "xdp";

const line = ({ devname, ifindex, hook, name, tag, object }: Attached): string =>
  `${devname ?? ""}(${ifindex}) ${hook === "xdp" ? "" : `tcx/${hook} `}${name} tag ${tag} ${object}\n`;

function document({ hook, devname, ...rest }: Attached) {
  return { devname, ...(hook !== "xdp" && { kind: `tcx/${hook}` }), ...rest };
}

/** Files are seen from the environment's. Throws CliError NO_OBJECT, or what loading an object does. */
async function attachments(
  environment: unknown,
  environmentFile: string,
  own: string | undefined,
): Promise<Attached[]> {
  const attached: Attached[] = [];
  for (const { index, name: devname, attach } of readEnvironment(environment).interfaces) {
    for (const hook of HOOKS) {
      const place = attach?.[hook];
      if (!place) continue;
      const object = fileOf(place.object, environmentFile) ?? own;
      if (object === undefined)
        throw new CliError("NO_OBJECT", { name: place.program, file: environmentFile });
      const spec = await loadObject(object);
      // Configuration may be part of the instructions, and so of the tag.
      const values = Object.entries(attach?.set ?? {});
      setVariables(
        spec,
        object,
        values.map(([name, value]) => [name, String(value)]),
      );
      const program = findProgram(spec, object, place.program);
      const { name } = program;
      attached.push({ devname, ifindex: index, hook, name, tag: await programTag(spec, program), object });
    }
  }
  return attached;
}

function fileOf(object: string | undefined, environmentFile: string): string | null {
  if (object === undefined) return null;
  return object.includes("://") ? object : relative("", resolve(dirname(environmentFile), object));
}
