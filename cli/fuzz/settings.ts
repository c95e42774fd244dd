/** What a fuzzing thread needs to know, plain enough to be sent to it. */
import {
  Campaign,
  type CampaignOptions,
  type Collection,
  type CollectionSpec,
  contextOf,
  type Machine,
  readInvariants,
} from "../../vm/index.ts";
import { CliError } from "../errors.ts";
import { loadObject, type TypeName } from "../object.ts";
import type { Assignment } from "../options.ts";
import { EMPTY_SCENE, isOfPacket, parseScene, type Scene, settingsOf } from "../scene.ts";
import { setVariables } from "../variables.ts";

export interface FuzzSettings
  extends Pick<
    CampaignOptions,
    "program" | "receive" | "budget" | "cpus" | "hash" | "maxLength" | "seed" | "focus" | "vary" | "feedback"
  > {
  file: string;
  type?: TypeName | undefined;
  variables: readonly Assignment[];
  /** The scene's file and what is in it, or null. */
  scene: { file: string; bytes: Uint8Array } | null;
  /** The document of invariants, or null. */
  invariants: unknown;
}

export const sceneOf = ({ scene }: Pick<FuzzSettings, "scene">): Scene =>
  scene === null ? EMPTY_SCENE : parseScene(scene.bytes, scene.file);

/** Its variables' values. Throws CliError NOT_ONE_VALUE for one that is what each packet says. */
export function variablesOf(settings: FuzzSettings): Assignment[] {
  const given = settingsOf(sceneOf(settings), settings.variables);
  const ofPacket = given.find(([, text]) => isOfPacket(text));
  if (ofPacket) throw new CliError("NOT_ONE_VALUE", { name: ofPacket[0], found: ofPacket[1] });
  return given;
}

/** The object, configured. */
export async function configured(settings: FuzzSettings): Promise<CollectionSpec> {
  const { file, type } = settings;
  const spec = await loadObject(file, type);
  setVariables(spec, file, variablesOf(settings));
  return spec;
}

/** Loads the object with its maps filled as the scene says; what has to be left out is `told`. */
export async function loaded(
  settings: FuzzSettings,
  machine: Machine,
  told: (text: string) => void = () => {},
): Promise<Collection> {
  const collection = machine.load(await configured(settings));
  sceneOf(settings).maps.load(machine, collection, { err: told });
  return collection;
}

export async function openCampaign(settings: FuzzSettings, stream: number): Promise<Campaign> {
  const spec = await configured(settings);
  const { program, invariants } = settings;
  const scene = sceneOf(settings);
  return Campaign.create({
    ...settings,
    spec,
    stream,
    prepare: (machine, collection) => scene.maps.load(machine, collection, { err: () => {} }),
    ctx: scene.ctx,
    environment: scene.environment,
    outputs: false,
    invariants: invariants === null ? [] : readInvariants(invariants, contextOf(spec.programs.get(program)!)),
  });
}
