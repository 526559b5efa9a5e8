/** English for every Chinese sentence of the purchase optimiser. */
export const texts: Record<string, string> = {};
