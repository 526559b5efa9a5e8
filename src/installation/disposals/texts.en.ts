/** English of software disposal. */
export const texts: Record<string, string> = {
  软件处置: 'Software disposal',
};
