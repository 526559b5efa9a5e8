/** English of the sample unit's pages and refusals. */
export const texts: Record<string, string> = {
  没有加载示例单位: 'The sample unit is not loaded',
  '示例单位正在加载，请稍后再移除': 'The sample unit is being loaded; remove it in a moment',
};
