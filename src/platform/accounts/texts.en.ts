/** English for every Chinese sentence of the accounts of people. */
export const texts: Record<string, string> = {
  批量开通账号: 'Open accounts in bulk',
  '已开通 {{n}} 个账号': '{{n}} accounts opened',
  '前缀不超过 20 个字符': 'A prefix has at most 20 characters',
  '前缀只能用文字、数字、点、横线和下划线':
    'A prefix has letters, digits, dots, dashes and underscores only',
  '所选人员不在本单位或已离职，请重新选择':
    'The person is not in service of this unit; choose again',
  '{{name}}在本单位已有账号，一人只有一个账号':
    '{{name}} already has an account in this unit; everybody has one only',
  '账号还在开通中，完成后再下载名单':
    'The accounts are still being opened; fetch the list afterwards',
  '没有可下载的初始密码名单：名单只能由开通的人下载一次，24 小时后作废。需要时请逐个重置密码':
    'There is no list of initial passwords: it can be fetched once, by whoever opened the accounts, within 24 hours. Reset single passwords instead',
  '{{name}}的离职已撤销；如需登录，请在“账号与角色”中启用账号、重新授予角色':
    'The leaving of {{name}} was taken back; to let the person sign in, enable the account and grant roles anew under “Accounts and roles”',
  人员离任收回账号权限: 'Rights ended: the person left',
  开通账号: 'Open the accounts',
  '为没有账号的在职人员开通账号：角色为工作人员，部门负责人另有其角色；初始密码随机生成，首次登录必须修改。名单只能下载一次，24 小时内有效。':
    'Opens accounts for people in service who have none: everybody is staff, heads of departments have their role as well; initial passwords are random and must be changed at the first sign-in. The list can be fetched once, within 24 hours.',
  部门: 'Departments',
  '全部部门（{{n}} 人没有账号）': 'All departments ({{n}} people without an account)',
  '含下级部门；不选则为全部。': 'With the departments below; everybody when none is chosen.',
  '{{name}}（{{n}} 人）': '{{name}} ({{n}})',
  登录名前缀: 'Prefix of the login',
  '登录名为工号；几个单位的工号会重复时，在前面加上前缀，例如 bgt-。':
    'The login is the staff number; put a prefix in front where several units share numbers, for example bgt-.',
  工号不能作登录名: 'the number cannot be a login',
  登录名已被使用: 'the login is taken',
  '已开通 {{n}} 个账号。': '{{n}} accounts opened.',
  '{{n}} 人没有开通：{{names}}。请逐个新建账号。':
    '{{n}} people got none: {{names}}. Create their accounts one by one.',
  '正在开通账号，可以离开本页': 'Opening accounts; you may leave this page',
  '名单已下载，服务器上不再保存。请妥善发放。':
    'The list has been fetched and is no longer kept on the server. Hand it out with care.',
  '{{n}} 个账号的初始密码待下载': 'Initial passwords of {{n}} accounts wait to be fetched',
  '只能下载一次；到期未下载则作废，须逐个重置密码。':
    'Can be fetched once; afterwards or when it expires, passwords have to be reset one by one.',
  '只有开通账号的管理员可以下载。': 'Only the administrator who opened them can fetch the list.',
  有效至: 'Valid until',
  下载名单: 'Fetch the list',
  对应人员: 'Person',
  已离职人员: 'A person who left',
  '本单位在职人员；对应之后即为工作人员，可以申请、签字、看到本人的计算机。':
    'A person in service of this unit, who thereby is staff: may apply, sign, and see the own computers.',
  下载初始密码名单: 'Fetch the list of initial passwords',
};
