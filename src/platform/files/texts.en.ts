/** English of what the file store refuses. */
export const texts: Record<string, string> = {
  '文件“{{name}}”是程序或脚本，不能上传。请上传文档、图片或表格':
    'File “{{name}}” is a program or script and cannot be uploaded; upload a document, picture or sheet',
  '不接受文件“{{name}}”的类型。可以上传：{{accepted}}':
    'The type of file “{{name}}” is not accepted. Accepted: {{accepted}}',
  '文件“{{name}}”的内容与扩展名 .{{ending}} 不符，可能已损坏或改过名。请另存后重新上传':
    'The content of file “{{name}}” does not fit its ending .{{ending}}: it may be damaged or renamed. Save it again and retry',
  '文件“{{name}}”是空的，请重新选择': 'File “{{name}}” is empty; choose another one',
  '文件“{{name}}”超过 {{limit}} MB 的上限，请压缩或拆分后再上传':
    'File “{{name}}” exceeds the limit of {{limit}} MB; compress or split it',
  没有这个文件: 'There is no such file',
  '没有收到文件，请选择要上传的文件': 'No file was received; choose a file to upload',
  '已有 {{n}} 份资料，达到上限，请合并后再上传':
    'There are {{n}} papers, the most there can be; combine some first',
  '没有这份资料，可能已被移除，请刷新':
    'This document does not exist or was removed; please refresh',
};
