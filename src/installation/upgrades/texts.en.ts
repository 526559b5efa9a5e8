/** English for every Chinese sentence of upgrade schemes. */
export const texts: Record<string, string> = {
  升级方案: 'Upgrade schemes',
  软件升级方案: 'Software upgrade scheme',
  起草中: 'Drafting',
  待审批: 'Awaiting approval',
  已退回: 'Returned',
  已批准: 'Approved',
  已升级: 'Upgraded',
  退回待汇总: 'Back to waiting',
  升级需求: 'Need',
  升级范围: 'Range',
  实施步骤与时间: 'Steps and time',
  兼容性与风险: 'Compatibility and risks',
  回退办法: 'Way back',
  起草: 'Draft',
  送审: 'Send in',
  批准: 'Approve',
  退回: 'Return',
  随统一部署: 'With its deployment',
  取消: 'Cancel',
  更正: 'Correct',
  修改升级方案: 'Change an upgrade scheme',
  '没有这份升级方案，可能链接有误': 'There is no such upgrade scheme; the link may be wrong',
  '没有这个软件编号，请重新选择': 'There is no such software number; please choose again',
  '没有这位安装维护人，或已离职，请重新选择':
    'There is no such technician, or they have left; please choose again',
  '申请 {{no}} 不是待汇总的升级申请，请刷新后重选':
    'Application {{no}} is not an upgrade request that waits; refresh and choose again',
  '申请 {{no}} 已列入升级方案 {{scheme}}': 'Application {{no}} is already in scheme {{scheme}}',
  '请先填写“{{section}}”': 'Please fill in “{{section}}” first',
  '升级方案 {{no}}“{{title}}”待领导小组审批':
    'Upgrade scheme {{no}} “{{title}}” waits for the leading group',
  '升级方案 {{no}}“{{title}}”已批准，请通知部门后执行':
    'Upgrade scheme {{no}} “{{title}}” is approved; tell the departments, then carry it out',
  '升级方案 {{no}}“{{title}}”被退回：{{opinion}}':
    'Upgrade scheme {{no}} “{{title}}” was returned: {{opinion}}',
  '升级方案 {{no}}“{{title}}”已取消：{{reason}}':
    'Upgrade scheme {{no}} “{{title}}” was cancelled: {{reason}}',
  '升级方案 {{no}} 由您起草或送审，请另一位组长或副组长审批':
    'You drafted scheme {{no}} or sent it in; another head or deputy has to approve it',
  '没有改动，请修改后再更正': 'Nothing was changed; change something first',
  '您的升级申请 {{no}} 已列入升级方案 {{scheme}}，将统一升级':
    'Your upgrade request {{no}} is in scheme {{scheme}} and will be carried out with it',
  '您的升级申请 {{no}} 未在升级方案 {{scheme}} 中办理，等待下一个方案':
    'Your upgrade request {{no}} was not carried out with scheme {{scheme}}; it waits for the next',
  等待升级方案的升级申请: 'Upgrade requests waiting for a scheme',
  被退回的升级方案: 'Upgrade schemes returned',
  '已批准、待通知部门的升级方案': 'Approved schemes whose departments wait to be told',
  待您审批的升级方案: 'Upgrade schemes for you to approve',
  范围内没有可以升级的计算机: 'No computer in the range can be upgraded',
  '范围内有 {{n}} 台计算机': '{{n}} computers in the range',
  '有 {{n}} 台计算机已登记安装 {{no}}，请先办理原软件卸载，或排除：{{list}}':
    '{{n}} computers have {{no}} recorded already; have the old software removed first, or exclude them: {{list}}',
  '{{no}} 已处置，不能再安装': '{{no}} is disposed of and cannot be installed',
  '{{no}} 不在可使用免费软件清单（附件6）内': '{{no}} is not on the list of free software (form 6)',
  请填写升级后的版本: 'Please fill in the new version',
  '版本 {{version}} 不在 {{no}} 的可使用版本内':
    'Version {{version}} is not among the usable versions of {{no}}',
  '{{no}} 的许可自 {{date}} 起才有效': 'The licence of {{no}} is valid from {{date}} only',
  '{{no}} 的许可已于 {{date}} 到期': 'The licence of {{no}} ended on {{date}}',
  '{{no}} 不限数量': '{{no}} is unlimited',
  '{{no}} 剩余许可 {{left}} 个，需要 {{needed}} 个':
    '{{no}} has {{left}} licences left, {{needed}} needed',
  '{{no}} 剩余许可 {{left}} 个，需要 {{needed}} 个，还缺 {{missing}} 个':
    '{{no}} has {{left}} licences left, {{needed}} needed, {{missing}} missing',
  '有 {{n}} 份申请已不在待汇总状态，请移出：{{list}}':
    '{{n}} applications do not wait any more; take them out: {{list}}',
  '有 {{n}} 份申请的计算机不在升级范围内，请扩大范围或移出：{{list}}':
    'The computers of {{n}} applications are out of the range; widen it or take them out: {{list}}',
  '有 {{n}} 份申请要求升级到别的软件编号：{{list}}':
    '{{n}} applications ask for another software number: {{list}}',
};
