/** English of the audit log. */
export const texts: Record<string, string> = {
  审计日志: 'Audit log',
  操作记录: 'Action',
  '操作人、操作': 'Person, action',
  时间: 'Time',
  操作人: 'Who',
  来源地址: 'From address',
  对象: 'Object',
  对象类型: 'Kind of object',
  从日期: 'From',
  到日期: 'To',
  项目: 'Item',
  之前: 'Before',
  之后: 'After',
  内容: 'Content',
  '这次操作没有记录内容的变化。': 'This action recorded no change of content.',
  '还没有操作记录。': 'No action has been recorded yet.',
};
