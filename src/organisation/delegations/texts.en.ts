/** English for every Chinese sentence of delegations. */
export const texts: Record<string, string> = {};
