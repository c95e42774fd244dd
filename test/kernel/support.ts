import { Machine, MachineError, type MachineOptions } from "../../vm/index.ts";

/** Why there is no kernel engine here, or null. */
export const kernelMissing: string | null = await Machine.create({ engine: "kernel" }).then(
  (machine) => {
    machine.close();
    return null;
  },
  (error) => {
    if (error instanceof MachineError && error.code === "UNSUPPORTED") return error.message;
    throw error;
  },
);

/** A group's name with the reason for which it is skipped, if it is. */
export const titled = (name: string, missing: string | null): string =>
  missing === null ? name : `${name} (skipped: ${missing})`;

export const kernelMachine = (options: Omit<MachineOptions, "engine"> = {}): Promise<Machine> =>
  Machine.create({ ...options, engine: "kernel" });
