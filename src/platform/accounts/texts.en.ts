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
  下载初始密码名单: 'Fetch the list of initial passwords',
};
