/** English of sign-in, first use, accounts and keys. */
export const texts: Record<string, string> = {
  登录: 'Sign in',
  用户名或工号: 'User name or staff number',
  密码: 'Password',
  '忘记密码时，请系统管理员在“账号与角色”中重置。':
    'Forgotten it? Ask the system administrator to reset it under “Accounts and roles”.',
  现有密码: 'Present password',
  新密码: 'New password',
  '至少 8 个字符，含大写字母、小写字母、数字、其他符号中的三种，不含用户名。':
    'At least 8 characters with three of: capitals, small letters, digits, other signs; without the user name.',
  '密码已修改，其他设备上的登录已结束。':
    'The password has been changed; you are signed out on all other devices.',
  请先改成您自己的密码: 'First choose a password of your own',
  '现在的密码由管理员设定，只供第一次登录使用。':
    'The present one was set by the administrator and is for the first sign-in only.',
  开始使用正册: 'Start using Zhengce',
  '建立第一位管理员和您的单位，大约一分钟。':
    'Create the first administrator and your unit; it takes about a minute.',
  建立单位并登录: 'Create the unit and sign in',
  设置码: 'Set-up code',
  '服务器启动时显示在它的窗口里，证明您能接触到服务器。':
    'Shown in the server’s window when it starts; it proves that you have access to the server.',
  单位名称: 'Name of the unit',
  与公章一致的全称: 'Full name as on the official seal',
  单位编码: 'Code of the unit',
  '统一社会信用代码或内部编码，出现在网址里。':
    'Unified social credit code or an internal code; it appears in addresses.',
  单位性质: 'Kind of unit',
  党政机关: 'Government body',
  事业单位: 'Public institution',
  企业: 'Enterprise',
  管理员姓名: 'Name of the administrator',
  登录用户名: 'User name for sign-in',
  '也可以用工号。': 'A staff number will do.',
  信息化管理员: 'IT manager',
  '我同时是信息化部门管理员（登记设备、软件和台账）':
    'I am also the IT manager (record devices, software and ledgers)',
  账号与角色: 'Accounts and roles',
  'API 密钥': 'API keys',
  姓名: 'Name',
  用户名: 'User name',
  '姓名、用户名': 'Name, user name',
  工号: 'Staff number',
  '填写后也可用工号登录。': 'If given, it can be used to sign in, too.',
  登录名: 'Sign-in names',
  角色: 'Roles',
  状态: 'State',
  建立日期: 'Created on',
  操作: 'Action',
  可用: 'Active',
  已停用: 'Disabled',
  已锁定: 'Locked',
  新建账号: 'New account',
  '还没有账号。': 'There are no accounts yet.',
  设置角色: 'Set roles',
  保存角色: 'Save roles',
  在本单位的角色: 'Roles in this unit',
  '系统管理员管账号和参数，不参与业务审批。':
    'The system administrator looks after accounts and settings and takes no part in business approvals.',
  '{{name}}的角色': 'Roles of {{name}}',
  '{{name}}的角色已更改，下次操作起生效。':
    'The roles of {{name}} have been changed, with effect from the next action.',
  重置密码: 'Reset password',
  '重置{{name}}的密码': 'Reset the password of {{name}}',
  '密码已重置，{{name}}须用新密码登录并改成自己的密码。':
    'The password has been reset; {{name}} must sign in with it and choose a new one.',
  初始密码: 'Initial password',
  '当面或电话告知本人；首次登录时须改成自己的密码。':
    'Tell it in person or by telephone; it must be changed at the first sign-in.',
  '已为{{name}}建立账号。': 'The account of {{name}} has been created.',
  解除锁定: 'Unlock',
  启用: 'Enable',
  停用: 'Disable',
  '停用账号“{{name}}”？': 'Disable the account “{{name}}”?',
  '此人立即退出登录且不能再登录；记录保留，以后可以重新启用。':
    'The person is signed out at once and cannot sign in again; records remain, and the account can be enabled later.',
  用途: 'Purpose',
  密钥开头: 'Begins with',
  有效期至: 'Valid until',
  建立人: 'Created by',
  已撤销: 'Revoked',
  已过期: 'Expired',
  撤销: 'Revoke',
  '撤销密钥“{{name}}”？': 'Revoke the key “{{name}}”?',
  '使用它的程序会立即被拒绝，撤销后不能恢复。':
    'Programs using it are refused at once; this cannot be undone.',
  '密钥已撤销，使用它的程序立即失去访问。':
    'The key has been revoked; programs using it have lost access.',
  密钥已建立: 'The key has been created',
  我已存好: 'I have stored it',
  '只显示这一次。请现在复制到使用它的程序里；遗失后只能撤销并新建。':
    'It is shown this once. Copy it into the program now; a lost key can only be revoked and replaced.',
  '请求时放在头部：Authorization: Bearer <密钥>':
    'Send it in the header: Authorization: Bearer <key>',
  新建密钥: 'New key',
  '还没有密钥。要让本单位的其他程序读取台账或登记数据时，为每个程序新建一个。':
    'There are no keys yet. Create one for each program of the unit that is to read ledgers or record data.',
  '哪个程序用它。': 'Which program uses it.',
  '程序能做的与此角色的人相同。': 'The program may do what a person with this role may do.',
  示例单位: 'Sample unit',
  '同时加载示例单位（210 人、225 台计算机、两年记录），可随时移除':
    'Also load the sample unit (210 people, 225 computers, two years of records); it can be removed at any time',
};
