/** English for every Chinese sentence of applications. */
export const texts: Record<string, string> = {};
