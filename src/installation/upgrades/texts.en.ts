/** English for every Chinese sentence of upgrades. */
export const texts: Record<string, string> = {};
