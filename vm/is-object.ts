/** Whether a value from outside is an object with members, as JSON has them: no list, and no bytes. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
