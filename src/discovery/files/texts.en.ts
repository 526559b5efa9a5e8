/** English of the file upload; the discovery slice's other sentences stand beside their features. */
export const fileTexts: Record<string, string> = {
  代理报告: 'Agent report',
  注册表导出: 'Registry export',
  软件清单: 'Software list',
  其他文件: 'Other file',
  已接收: 'Accepted',
  需要对应列: 'Columns needed',
  未接收: 'Refused',
  新来源: 'New source',
  有变化: 'Changed',
  早于已有数据: 'Older than what is known',
  '压缩包里的压缩包不再解开，请解压后直接上传里面的文件':
    'An archive inside an archive is not opened; unpack it and upload the files in it',
  '文件中没有已安装软件。请导出 HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall':
    'The file holds no installed software. Export HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
  '看不出是哪台计算机的。请填写计算机名称，或把文件名改为计算机名称':
    'It does not say which computer it is of. Give the computer name, or rename the file after the computer',
  '看不出是哪台计算机的。请填写计算机名称，或指定“计算机名称”列':
    'It does not say which computer it is of. Give the computer name, or choose its column',
  '没有找到“软件名称”列。请指定哪一列是软件名称':
    'No column of software names was found. Choose the column that holds them',
  '清单 {{fileName}} 中没有可用的软件行': 'The list {{fileName}} has no usable row',
  没有写明计算机名称: 'No computer name',
  '{{n}} 行未能读取，其余已接收': '{{n}} rows could not be read; the others were accepted',
};
