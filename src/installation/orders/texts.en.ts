/** English for every Chinese sentence of orders. */
export const texts: Record<string, string> = {};
