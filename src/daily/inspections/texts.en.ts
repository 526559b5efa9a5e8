/** English of inspections. */
export const texts: Record<string, string> = {};
