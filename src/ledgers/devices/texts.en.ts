/** English for every Chinese sentence of the computers. */
export const texts: Record<string, string> = {
  服务器: 'Server',
};
