/** English for every Chinese sentence of cases. */
export const texts: Record<string, string> = {};
