/** English for every Chinese sentence of campaigns. */
export const texts: Record<string, string> = {};
