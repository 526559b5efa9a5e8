/** English for every Chinese sentence of committee. */
export const texts: Record<string, string> = {};
