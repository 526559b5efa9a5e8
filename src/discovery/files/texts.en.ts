/** English of the file upload and of connecting agents. */
export const fileTexts: Record<string, string> = {
  代理报告: 'Agent report',
  注册表导出: 'Registry export',
  软件清单: 'Software list',
  标准格式: 'Standard format',
  '文件中没有安装的软件：库、文件等组成部分不算安装的软件':
    'No installed software in the file: libraries, files and other parts do not count as installed',
  '{{n}} 项不是安装的软件（组成部分、安装介质或仅在册的记录），已略过':
    '{{n}} items are no installed software (parts, media, or records of the ledger) and were left out',
  '{{n}} 个标签都无法读取': 'None of the {{n}} tags could be read',
  '{{n}} 个标签无法读取': '{{n}} tags could not be read',
  '{{n}} 个标签没有写明计算机': '{{n}} tags do not say whose they are',
  '{{fileName}} 中的软件标签过多，请分台上传':
    'Too many software tags in {{fileName}}; upload them computer by computer',
  其他文件: 'Other file',
  已接收: 'Accepted',
  需要补充: 'Information missing',
  未接收: 'Refused',
  新来源: 'New source',
  有变化: 'Changed',
  早于已有数据: 'Older than what is known',
  '压缩包里的压缩包不再解开，请解压后直接上传里面的文件':
    'An archive inside an archive is not opened; unpack it and upload the files in it',
  '文件中没有已安装软件，也没有许可信息。请导出 HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall':
    'The file holds neither installed software nor licences. Export HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
  '看不出是哪台计算机的。请填写计算机名称，或把文件名改为计算机名称':
    'It does not say which computer it is of. Give the computer name, or rename the file after the computer',
  '看不出是哪台计算机的。请填写计算机名称，或指定“计算机名称”列':
    'It does not say which computer it is of. Give the computer name, or choose its column',
  '没有找到“软件名称”列。请指定哪一列是软件名称':
    'No column of software names was found. Choose the column that holds them',
  '清单 {{fileName}} 中没有可用的软件行': 'The list {{fileName}} has no usable row',
  没有写明计算机名称: 'No computer name',
  '{{n}} 行未能读取，其余已接收': '{{n}} rows could not be read; the others were accepted',
  计算机名称: 'Computer name',
  软件名称: 'Software name',
  软件版本: 'Version',
  发布者: 'Publisher',
  安装日期: 'Installed on',
  操作系统: 'Operating system',
  设备序列号: 'Machine serial number',
  MAC地址: 'MAC address',
  使用人: 'User',
  采集时间: 'Collected at',
  接入采集代理: 'Connect agents',
  上传清单文件: 'Upload inventories',
  已复制: 'Copied',
  复制: 'Copy',
  '浏览器不允许自动复制，请选中命令后按 Ctrl C':
    'The browser does not allow copying; select the command and press Ctrl C',
  '在用的令牌：': 'Tokens in use: ',
  新建令牌: 'New token',
  '用途，例如：机关大楼': 'What for, e.g. main building',
  生成: 'Generate',
  推荐: 'recommended',
  '一个地址接收所有代理的报告。先准备令牌，再到计算机上运行对应系统的命令。':
    'One address takes the reports of all agents. Get a token first, then run the lines for the system on each computer.',
  '一、地址与令牌': '1. Address and token',
  计算机访问本服务器的地址: 'Address of this server as the computers see it',
  '这个地址只有本机能访问。请改为服务器在单位网络中的地址，并确认服务器监听该地址（HOST）。':
    'Only this machine can reach this address. Give the address of the server in your network, and make sure it listens there (HOST).',
  令牌: 'Token',
  '令牌只在生成时显示一次；已有令牌请从当时的记录中粘贴。':
    'A token is shown once, when it is made; paste an existing one from your records.',
  '粘贴已有令牌，或在下面新建': 'Paste a token, or make one below',
  令牌已生成并填入下面的命令: 'The token was made and put into the lines below',
  '离开本页后不再显示，请现在保存。':
    'It is not shown again after you leave this page; save it now.',
  '新建令牌由信息化部门管理员或系统管理员办理。':
    'Tokens are made by the IT manager or the system administrator.',
  '二、在计算机上运行': '2. Run on the computers',
  '上报后几秒内出现在采集来源中。': 'Reports appear among the sources within seconds. ',
  '没有网络的计算机：': 'Computers without a network: ',
  '安装并指向本服务器（在安装包所在文件夹，以管理员身份运行；文件名换成实际版本）':
    'Install and point at this server (as administrator, in the folder of the installer; use the name of your version)',
  指向本服务器: 'Point at this server',
  立即上报一次: 'Report now',
  '同时采集各用户自己安装的软件（WPS、浏览器等常装在用户目录）':
    'Also look for software users installed for themselves (WPS, browsers)',
  安装: 'Install',
  '安装（下载的 .deb 所在文件夹）': 'Install (in the folder of the .deb)',
  '安装（下载的 .rpm 所在文件夹）': 'Install (in the folder of the .rpm)',
  '安装（下载的 .pkg 所在文件夹；文件名换成实际版本）':
    'Install (in the folder of the .pkg; use the name of your version)',
  '统信 UOS、深度、麒麟桌面版、Debian、Ubuntu': 'UOS, Deepin, Kylin desktop, Debian, Ubuntu',
  '麒麟服务器版、openEuler、龙蜥、CentOS、RHEL': 'Kylin server, openEuler, Anolis, CentOS, RHEL',
  'Windows：PowerShell 导出软件清单（文件名即计算机名）':
    'Windows: software list by PowerShell (the file is named after the computer)',
  'Windows：导出注册表（命令提示符；64 位与 32 位软件各一个文件）':
    'Windows: registry export (command prompt; one file each for 64-bit and 32-bit software)',
  'GLPI Agent 写到 U 盘': 'GLPI Agent onto a USB stick',
  'FusionInventory Agent 写到 U 盘': 'FusionInventory Agent onto a USB stick',
  'OCS Inventory Agent 写到 U 盘': 'OCS Inventory Agent onto a USB stick',
  在没有网络的计算机上怎样得到这些文件: 'How to get these files on a computer without a network',
  上传记录: 'Uploads so far',
  文件: 'File',
  类型: 'Kind',
  结论: 'Verdict',
  计算机: 'Computers',
  软件条目: 'Entries',
  清单时间: 'Speaks of',
  上传时间: 'Uploaded at',
  上传人: 'Uploaded by',
  文件名: 'File name',
  '还没有上传过清单文件。': 'No inventory file was uploaded yet.',
  '用于没有网络的计算机。同样的文件重复上传、先后颠倒，结果都一样；旧的不会覆盖新的。':
    'For computers without a network. The same files again or in another order give the same result; older never overwrites newer.',
  '把文件拖到这里，或点击选择（可以多选）': 'Drop files here, or click to choose (several at once)',
  '代理报告（.json、.xml、.ocs）、注册表导出（.reg）、软件清单（.csv、.xlsx、.xls）、标准格式（CycloneDX、SWID、CoSWID），或它们的 zip':
    'Agent reports (.json, .xml, .ocs), registry exports (.reg), software lists (.csv, .xlsx, .xls), standard formats (CycloneDX, SWID, CoSWID), or a zip of them',
  '有文件还缺少信息，请展开该行补充后重新读取':
    'Some files need more information: open the row, fill it in and read again',
  结果: 'Result',
  增加: 'Added',
  减少: 'Removed',
  '共 {{n}} 台，显示前 {{shown}} 台': '{{n}} computers, the first {{shown}} shown',
  '第 {{n}} 列': 'Column {{n}}',
  不取: 'leave out',
  工作表: 'Sheet',
  整个文件属于哪台计算机: 'Computer the whole file is of',
  重新读取: 'Read again',
  '列的对应关系会记住，下次同样的表不用再选。':
    'The columns are remembered for the next such list.',
  '第 {{n}} 行：{{message}}': 'Row {{n}}: {{message}}',
  说明: 'Note',
  内容与以前上传的文件相同: 'Same content as a file uploaded before',
};
