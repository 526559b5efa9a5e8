/** English for every Chinese sentence of the organisation slice. */
export const texts: Record<string, string> = {
  机关: 'Government body',
};
