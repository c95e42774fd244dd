/** How a command ends: done, with something found or stopped, wrongly called, or by a mistake of ours. */
export const EXIT = { DONE: 0, FOUND: 1, WRONG: 2, INTERNAL: 70 } as const;
