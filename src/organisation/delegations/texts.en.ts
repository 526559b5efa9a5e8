/** English for every Chinese sentence of delegations. */
export const texts: Record<string, string> = {
  代理设置: 'Substitutes',
  设置代理人: 'Name a substitute',
  设置代理: 'Name the substitute',
  离岗负责人: 'Absent head',
  代理人: 'Substitute',
  代理期间: 'Period',
  负责部门: 'Departments',
  开始日期: 'From',
  结束日期: 'To',
  '含当天；最长 {{days}} 天。': 'Including that day; at most {{days}} days.',
  未开始: 'Not yet begun',
  代理中: 'In effect',
  已结束: 'Over',
  已撤销: 'Revoked',
  撤销代理: 'Revoke',
  '撤销{{substitute}}对{{head}}的代理': 'Revoke {{substitute}} as substitute of {{head}}',
  '撤销后立即生效：代理人不再能办理该部门的审核。':
    'Takes effect at once: the substitute can no longer review for the department.',
  原因: 'Reason',
  '出差、休假、学习等': 'Business trip, leave, training …',
  '部门负责人离岗期间，由代理人审核本部门的申请、签办本部门的事项；双方都会收到通知。代理人不能把职责再转给他人，也不能审核自己的申请。':
    'While a head is away the substitute reviews the department’s applications and signs for it; both are told. A substitute cannot pass the duty on, nor review an application of his own.',
  '没有代理设置。部门负责人出差、休假前，可以先设置代理人，本部门的申请就不会等人。':
    'No substitutes. Name one before a head is away, and the department’s applications need not wait.',
  已设置代理人: 'The substitute has been named',
  '已设置代理人，双方都会收到通知。': 'The substitute has been named; both will be told.',
  '代理已撤销，双方都会收到通知。': 'The substitute has been revoked; both will be told.',
  '{{by}} 撤销：{{reason}}': 'Revoked by {{by}}: {{reason}}',
  负责人或代理人姓名: 'Name of head or substitute',
  请选择代理人: 'Choose the substitute',
  请选择离岗的部门负责人: 'Choose the head who will be away',
  '不能由本人代理本人，请另选代理人': 'Nobody stands in for himself; choose somebody else',
  只有在任的部门负责人需要设置代理人: 'Only heads of departments in office have substitutes',
  '代理人须为本单位在职人员，请重新选择':
    'The substitute must be in service of this unit; choose again',
  结束日期早于开始日期: 'The end is before the beginning',
  开始日期不能早于今天: 'The first day cannot be before today',
  '代理期不能超过 {{days}} 天': 'At most {{days}} days',
  '{{fromOn}} 至 {{toOn}} 已由{{name}}代理，请先撤销或另选日期':
    '{{name}} already stands in from {{fromOn}} to {{toOn}}; revoke that first or choose other days',
  '{{name}}在 {{fromOn}} 至 {{toOn}} 也已委托他人代理，请另选代理人':
    '{{name}} is away from {{fromOn}} to {{toOn}} as well; choose somebody else',
  '{{fromOn}} 至 {{toOn}} 正在代理{{name}}的职责，代理不能再转给他人；请先为{{name}}另定代理人':
    'From {{fromOn}} to {{toOn}} this person stands in for {{name}} and cannot pass it on; first name another substitute for {{name}}',
  没有这项代理: 'There is no such substitution',
  '这项代理已由{{by}}撤销': '{{by}} has already revoked it',
  '这项代理已于 {{toOn}} 结束': 'It ended on {{toOn}}',
  '只能设置或撤销本人的代理；代别人设置请联系信息化部门':
    'You can name or revoke your own substitute only; for others ask the information department',
  '{{by}}已请{{substitute}}在 {{fromOn}} 至 {{toOn}} 代您履行部门负责人职责':
    '{{by}} has asked {{substitute}} to act as head in your place from {{fromOn}} to {{toOn}}',
  '{{fromOn}} 至 {{toOn}} 请您代{{head}}履行部门负责人职责':
    'Please act as head in the place of {{head}} from {{fromOn}} to {{toOn}}',
  '{{by}}已撤销{{substitute}}对您职责的代理':
    '{{by}} has revoked {{substitute}} as your substitute',
  '您对{{head}}职责的代理已由{{by}}撤销': '{{by}} has revoked your acting in the place of {{head}}',
};
