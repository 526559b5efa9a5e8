/** English for every Chinese sentence of pledges. */
export const texts: Record<string, string> = {};
