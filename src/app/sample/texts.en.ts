/** English of the sample unit's pages and refusals. */
export const texts: Record<string, string> = {
  没有加载示例单位: 'The sample unit is not loaded',
  '示例单位正在加载，请稍后再移除': 'The sample unit is being loaded; remove it in a moment',
  示例单位: 'Sample unit',
  '云州市示例局：9 个部门、210 人、225 台计算机、两年记录，人名、编号、报告都是虚构的。':
    'An invented office: 9 departments, 210 people, 225 computers, two years of records; names, numbers and reports are fictitious.',
  '数据经过与真实数据相同的采集和登记过程；移除时连同日志一起清除，不影响其他单位。':
    'Its data went through the same intake and commands as real data; removing it clears its logs too and touches no other unit.',
  '移除示例单位及其全部数据？': 'Remove the sample unit with all its data?',
  移除: 'Remove',
  移除示例单位: 'Remove the sample unit',
  加载示例单位: 'Load the sample unit',
};
