/** English for every Chinese sentence of campaigns. */
export const texts: Record<string, string> = {
  已计划: 'Planned',
  已通知部门: 'Departments told',
  已结束: 'Closed',
  已登记安装: 'Recorded already',
  没有登记安装: 'Not recorded',
  已有未办结的工作单: 'Has an open order',
  '没有这个计算机编号，或已处置': 'No such computer, or it is gone',
  计划: 'Plan',
  通知部门: 'Tell the departments',
  开始执行: 'Carry out',
  结束: 'Close',
  请填写名称: 'Give it a name',
  '名称不超过 100 个字': 'A name has at most 100 characters',
  '请选择安装或卸载；升级请从升级方案发起':
    'Choose install or uninstall; an upgrade begins with a scheme',
  生成统一部署的工作单: 'Making the orders of a campaign',
  '已生成 {{n}} 张工作单': '{{n}} orders made',
  '没有这次统一部署，可能链接有误': 'There is no such campaign; the link may be wrong',
  '统一部署 {{no}} 已通知部门或来自升级方案，不能再修改范围':
    'Campaign {{no}} has been told to departments or comes from a scheme; its scope is fixed',
  '范围内没有要{{kind}}的计算机，请修改范围':
    'No computer in the scope to {{kind}}; change the scope',
  '统一部署“{{title}}”涉及贵部门 {{n}} 台计算机，请知悉并配合':
    'The campaign “{{title}}” concerns {{n}} computers of your department',
  '许可不足：需要 {{need}} 个，剩余 {{left}} 个，还缺 {{missing}} 个；请缩小范围或先采购':
    'Too few licences: {{need}} needed, {{left}} left, {{missing}} missing; narrow the scope or buy first',
  '统一部署 {{no}} 不在执行中，不能纳入新的计算机':
    'Campaign {{no}} is not being carried out; no computers can be added',
  '还有 {{n}} 张工作单没有办结；请先办结，或选择取消其余工作单':
    '{{n}} orders are open; finish them, or choose to cancel the rest',
  '统一部署“{{title}}”已取消': 'The campaign “{{title}}” was cancelled',
  '统一部署 {{no}} 不在执行中，无须催办':
    'Campaign {{no}} is not being carried out; nobody needs a reminder',
  '今天已经催办过，请明天再催': 'A reminder was sent today; try again tomorrow',
  '催办：统一部署“{{title}}”有 {{n}} 台计算机待您签字确认':
    'Reminder: {{n}} computers of “{{title}}” wait for your signature',
  '催办：统一部署“{{title}}”有 {{n}} 台计算机待您执行':
    'Reminder: {{n}} computers of “{{title}}” are yours to do',
  '催办：统一部署“{{title}}”贵部门还有 {{n}} 台计算机没有办结':
    'Reminder: {{n}} computers of your department in “{{title}}” are not finished',
  '统一部署 {{no}} 不涉及您负责的部门，或还没有通知':
    'Campaign {{no}} does not concern your departments, or is not told yet',
  待您知悉的统一部署: 'Campaigns to take note of',
  '已计划、待通知或待执行的统一部署': 'Campaigns planned, to be told or carried out',
  已过限期的统一部署: 'Campaigns past their day',
  修改统一部署: 'Change a campaign',
  纳入新增计算机: 'Take new computers in',
  催办: 'Remind',
  知悉统一部署: 'Take note of a campaign',
};
