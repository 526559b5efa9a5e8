/** English for every Chinese sentence of post standards. */
export const texts: Record<string, string> = {
  岗位软件配置标准: 'Software standards of posts',
  必须配置: 'Needed',
  可以配置: 'Allowed',
  '备注不超过 200 个字': 'A remark has at most 200 characters',
  '每个岗位不超过 200 项': 'At most 200 lines for a post',
  '没有这个岗位，可能已停用': 'There is no such post; it may have been closed',
  '“{{name}}”列了两次，或没有文字': '“{{name}}” is listed twice or has no letters',
  '按岗位规定必须配置和可以配置的软件。没有标准的岗位不作限制；申请标准之外的软件时提示审核人。':
    'What each post needs and may have. A post without a standard is not limited; reviewers are told of software outside it.',
  '还没有岗位。': 'No posts yet.',
  到岗位页新增岗位: 'Add posts on their page',
  '{{n}} 人': '{{n}} people',
  '没有标准，不作限制': 'no standard, not limited',
  '修改“{{name}}”的软件配置标准': 'Change the standard of “{{name}}”',
  '已保存“{{name}}”的软件配置标准。': 'Standard of “{{name}}” saved.',
  要求: 'Need',
  添加软件: 'Add software',
  移除: 'Remove',
  修改标准: 'Change',
  修改岗位软件配置标准: 'Change the software standard of a post',
  请填写软件名称: "Give the software's name",
};
