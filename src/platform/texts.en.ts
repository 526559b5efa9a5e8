/** English of the platform's sentences. */
export const texts: Record<string, string> = {
  '您的角色没有这项权限': 'Your role does not include this right',
};
