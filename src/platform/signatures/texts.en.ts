/** English for every Chinese sentence of workflow steps and signatures. */
export const texts: Record<string, string> = {
  手写签名: 'Drawn by hand',
  密码确认: 'Confirmed by password',
  纸质签字扫描件: 'Scan of the signed paper',
  '签名图片过大，请重新签名': 'The picture of the signature is too large; sign again',
  请在签名框内签名: 'Sign inside the box',
  请填写登录密码: 'Enter your password',
  请上传签字扫描件: 'Upload the scan of the signed paper',
  密码确认须由本人登录后办理: 'Only the person signed in can confirm by password',
  '没有收到签字扫描件，请重新上传': 'The scan did not arrive; upload it again',
  没有这个签名: 'There is no such signature',
  '密码不对，没有签字；连续 {{attempts}} 次不对将锁定 {{minutes}} 分钟':
    'Wrong password, nothing was signed; after {{attempts}} wrong tries the account is locked for {{minutes}} minutes',
  请填写意见: 'Write an opinion',
  '意见不超过 500 个字': 'An opinion has at most 500 characters',
  请填写原因: 'Give the reason',
  '原因不超过 500 个字': 'A reason has at most 500 characters',
  '“{{title}}”现为“{{state}}”，不能这样处理': '“{{title}}” is “{{state}}”; this cannot be done now',
  '“{{title}}”已由{{by}}于 {{at}} 办理“{{what}}”，现为“{{state}}”，请刷新查看':
    '“{{title}}”: {{by}} has done “{{what}}” at {{at}}; it is now “{{state}}”. Reload to see it',
};
