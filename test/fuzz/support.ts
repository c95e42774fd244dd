/** Campaigns for tests: nothing but the packet varies, and everything follows from the seed. */
import { readFileSync } from "node:fs";
import { Campaign, type CampaignOptions } from "../../vm/fuzz/campaign.ts";
import { CollectionSpec } from "../../vm/index.ts";

export const bundled = (): CollectionSpec =>
  CollectionSpec.parse(new Uint8Array(readFileSync(new URL("../../bpf-objects/lxc.o", import.meta.url))));

export const campaign = (
  options: Pick<CampaignOptions, "spec" | "program"> & Partial<CampaignOptions>,
): Promise<Campaign> =>
  Campaign.create({
    prepare: () => {},
    ctx: {},
    receive: "test-run",
    budget: 100_000,
    environment: null,
    cpus: 1,
    hash: null,
    maxLength: 256,
    outputs: false,
    seed: 1,
    stream: 0,
    focus: "all",
    vary: ["packet"],
    invariants: [],
    feedback: true,
    ...options,
  });
