/** English of inspection packs; what is in them is Chinese only. */
export const texts: Record<string, string> = {
  迎检资料包: 'Inspection packs',
  软件正版化迎检资料: 'Inspection papers',
  生成迎检资料包: 'Make an inspection pack',
  迎检资料包生成完成: 'Inspection pack finished',
  下载迎检资料包: 'Inspection pack downloaded',
  正在写入表单: 'Writing the forms',
  正在写入附件: 'Writing the attached files',
  没有这个资料包: 'There is no such pack',
  资料包还没有生成: 'The pack is not finished yet',
  '资料包中有您无权查看的内容，请由生成人提供':
    'The pack holds what you may not see; ask whoever made it',
  '资料超过 4 GB 或 65535 个文件，请缩短期间':
    'More than 4 GB or 65535 files: choose a shorter period',
  '文件“{{name}}”不在存储中，不能装入资料包': '“{{name}}” is not in the store',
  '文件“{{name}}”在存储中已损坏，不能装入资料包': '“{{name}}” is damaged in the store',
  生成资料包: 'Make a pack',
  '一个期间的制度、表单、合同证书、承诺书、培训和检查记录、结存，按指南五个部分打成一个压缩包，附目录和可离线打开的核对页。':
    'Rules, forms, contracts and certificates, pledges, training and inspection records and closings of a period in one zip by the five parts of the guideline, with an index and a page that checks it offline.',
  '还没有资料包。': 'No packs yet.',
  '{{from}} 至 {{to}}': '{{from}} to {{to}}',
  '{{n}} 个文件，{{size}} MB': '{{n}} files, {{size}} MB',
  总摘要: 'Digest',
  正在生成: 'Being made',
  正在读取: 'Reading',
  '缺 {{n}} 项': '{{n}} missing',
  '生成人无权查看全部，没有列入：{{what}}':
    'Left out, as its maker may not see all of it: {{what}}',
  '在后台生成，可以离开页面。只列入您有权查看全部的内容；序列号隐去。':
    'Made in the background, you may leave the page. Only what you may see all of; serial numbers are masked.',
  从: 'From',
  至: 'To',
  开始生成: 'Start',
  这一天还没有到: 'That day has not come yet',
};
