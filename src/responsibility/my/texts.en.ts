/** English for every Chinese sentence of my. */
export const texts: Record<string, string> = {};
