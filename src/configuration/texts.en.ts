/** English for every Chinese string of the configuration slice. */
export const texts: Record<string, string> = {
  // documents
  '还没有资料。请上传采购合同、授权证书和发票，它们是正版的依据（《软件配置管理规定》二.5）。':
    'No documents yet. Upload the contract, licence certificate and invoice: they prove that the software is genuine (configuration rules 2.5).',
  采购合同: 'Purchase contract',
  授权证书: 'Licence certificate',
  发票: 'Invoice',
  授权函或降级函: 'Authorisation or downgrade letter',
  其他资料: 'Other document',
  验收单: 'Acceptance record',
  '请选择资料种类：采购合同、授权证书、发票、验收单、授权函或降级函、其他资料':
    'Choose the kind of document: contract, certificate, invoice, acceptance, letter or other',
  '资料名称不超过 200 个字': 'The document title has at most 200 characters',
  软件标识有误: 'The software id is not valid',
  资料标识有误: 'The document id is not valid',

  // free list
  '{{no}} {{name}} 不是在用的免费软件，不能列入免费软件清单；请选择免费软件编号或填写软件名称':
    '{{no}} {{name}} is not free software in use and cannot be listed; choose a free number or enter a name',
  '请填写软件名称，或选择已有的免费软件编号':
    'Enter the software name or choose an existing free number',
  '{{no}} {{name}} {{version}} 自 {{from}} 起已在清单中，无须再列；需要改动请修改该行':
    '{{no}} {{name}} {{version}} has been on the list since {{from}}; change that line instead',
  '清单中没有这一行，可能已被他人更改，请刷新':
    'The list has no such line; someone may have changed it, please refresh',
  '这一行已于 {{date}} 停用；如需恢复使用请重新列入':
    'This line was stopped on {{date}}; list the software again to use it',
  '停用日期 {{to}} 早于启用日期 {{from}}，请核对':
    'The stop date {{to}} is before the start date {{from}}; please check',
  软件编号: 'Software no.',
  软件版本: 'Version',
  状态: 'State',
  免费范围: 'Free for',
  启用日期: 'Usable from',
  停用日期: 'Stopped from',
  软件厂商: 'Publisher',
  厂商客服联系方式: 'Publisher contact',
  软件来源: 'Source',
  使用部门: 'Departments',
  全单位: 'Whole unit',
  许可依据: 'Licence basis',
  使用原因: 'Reason for use',
  停用: 'Stop',
  修改: 'Edit',
  '修改清单行 {{name}}': 'Edit list line {{name}}',
  保存修改: 'Save changes',
  '停用 {{name}} {{version}}': 'Stop {{name}} {{version}}',
  '自这一天起不再可用；已安装的将列为问题，请卸载或改用其他软件。':
    'Not usable from this day; existing installs become findings: uninstall them or use other software.',
  确认停用: 'Stop',
  查找: 'Search',
  '编号、名称、版本、厂商': 'Number, name, version, publisher',
  全部: 'All',
  列入清单: 'Add to list',
  可使用免费软件清单: 'Free software list',
  '导出 Excel': 'Export Excel',
  '只有列入本清单且状态为“可用”的免费软件可以安装；清单调整后，汇总表自动更新。':
    'Only free software on this list in state “usable” may be installed; the summary register follows the list.',
  '清单还是空的。请把单位允许使用的免费软件逐个列入。':
    'The list is empty. Add the free software your unit allows.',
  '官方下载网址等。': 'For example the official download address.',
  '“仅个人免费”的软件单位不能当作免费软件使用。':
    'Software free for persons only is not free for the unit.',
  '许可协议名称，或厂商同意单位使用的文件。':
    'Name of the licence, or the document by which the publisher allows use by the unit.',
  全单位可用: 'Usable in the whole unit',
  列入可使用免费软件清单: 'Add to the free software list',
  '名称相同的免费软件用同一个软件编号，不同版本分行列出（《软件台账管理规定》一.8）。':
    'Free software of one name has one number; its versions are separate lines (ledger rules 1.8).',
  软件名称: 'Software name',
  '例如 7.0、23–25、115及以上。': 'For example 7.0, 23–25, 115及以上.',
  软件类别: 'Category',
  '不填为今天。': 'Today when empty.',
  '试用软件必须填写。': 'Required for trial software.',
  清单中的版本: 'Listed versions',
  '没有列入《可使用免费软件清单》的版本，不能安装。':
    'No version is on the free software list, so it may not be installed.',
  序号: 'No.',
  '厂商客服\n联系方式': 'Publisher\ncontact',
  '看不懂软件版本“{{text}}”，请写成 7.0、23–25 或 115及以上 的样子':
    'Version “{{text}}” is not understood; write it like 7.0, 23–25 or 115及以上',
  '清单须明确软件名称和版本（《软件配置管理规定》二.2），请写出版本，例如 7.0 或 115及以上':
    'The list must state name and version (configuration rules 2.2); give a version such as 7.0 or 115及以上',
  '“仅个人免费”的软件单位不能当作免费软件使用（《软件配置管理规定》一.1）；如厂商书面同意单位使用，请填写许可依据，否则请改用其他软件或采购授权':
    'Software free for persons only is not free for the unit (configuration rules 1.1); give the licence basis if the publisher allowed it in writing, otherwise use other software or buy a licence',
  '试用软件须写明停用日期，到期后不再可用':
    'Trial software needs a stop date, after which it may no longer be used',
  '使用部门请选“全单位”，或者不选全单位而至少选一个部门':
    'Choose the whole unit, or at least one department without it',
  '停用日期 {{to}} 应晚于启用日期 {{from}}': 'The stop date {{to}} must be after {{from}}',
  对单位免费: 'Free for the unit',
  开源: 'Open source',
  仅个人免费: 'Free for persons only',
  试用: 'Trial',
  请选择免费范围: 'Choose for whom it is free',
  可用: 'Usable',
  待启用: 'Planned',
  请填写软件来源: 'Enter the source',
  '软件来源不超过 500 个字': 'The source has at most 500 characters',
  请填写软件厂商: 'Enter the publisher',
  '厂商客服联系方式不超过 50 个字': 'The publisher contact has at most 50 characters',
  请填写使用原因: 'Enter the reason for use',
  '使用原因不超过 500 个字': 'The reason has at most 500 characters',
  '许可依据不超过 500 个字': 'The licence basis has at most 500 characters',
  请填写软件版本: 'Enter the version',
  '使用部门不超过 500 个': 'At most 500 departments',
  '软件名称不超过 200 个字': 'The software name has at most 200 characters',
  清单行标识有误: 'The list line id is not valid',

  // numbering
  '{{type}}已发出 {{n}} 个编号，起始号不能再改，否则编号会重复或断开；可以改前缀或位数':
    '{{n}} numbers of {{type}} were issued, so the start can no longer change without gaps or repeats; prefix and digits can',
  '编号前缀“{{prefix}}”以数字结尾，会与流水号混淆，请在末尾加字母或连字符':
    'The prefix “{{prefix}}” ends in a digit and would run into the number; add a letter or hyphen',
  '编号前缀“{{prefix}}”已用于另一类软件，请为每类软件使用不同的前缀':
    'The prefix “{{prefix}}” is used by another software type; give each type its own',
  软件类型: 'Software type',
  编号前缀: 'Prefix',
  位数: 'Digits',
  起始号: 'Start',
  已发编号: 'Issued',
  下一个编号: 'Next number',
  '编号规则已保存，下一个编号按新规则编排。':
    'Numbering saved; the next number follows the new scheme.',
  '启用“自主开发”类型': 'Enable the type “developed in-house”',
  '《指南》只列商业、OEM、免费三类；单位自行开发的软件需要单独登记时启用。':
    'The guideline knows commercial, OEM and free software; enable this to record in-house software apart.',
  '已发出的编号不变，也不会重复使用；各类软件的前缀须互不相同。':
    'Issued numbers stay and are never reused; each type needs its own prefix.',
  保存编号规则: 'Save numbering',
  软件编号规则: 'Software numbering',
  '每类软件按“前缀 + 流水号”连续编号，不断号、不重号，处置后也不再使用。':
    'Each type is numbered by prefix and running number without gaps or repeats, also after disposal.',
  编号前缀必须填写: 'Enter the prefix',
  '编号前缀应为 1 至 12 个字母、数字或连字符': 'The prefix has 1 to 12 letters, digits or hyphens',
  位数应为整数: 'Digits must be a whole number',
  '位数应为 1 至 9': 'Digits must be 1 to 9',
  起始号应为整数: 'The start must be a whole number',
  '起始号应为 1 至 99999999': 'The start must be 1 to 99999999',

  // software
  软件与授权: 'Software and entitlements',
  登记软件: 'Register software',
  导入软件记录: 'Import software records',
  '软件编号 {{no}} 刚被他人修改，请刷新后在最新内容上再改':
    'Software number {{no}} was just changed by someone else; refresh and change the latest content',
  '软件编号 {{no}} 已于 {{date}} 处置，不能再改；如处置有误请先撤销处置':
    'Software number {{no}} was disposed of on {{date}} and cannot change; undo the disposal if it was a mistake',
  '软件编号 {{no}} 已有安装登记，修改决定编号的内容属于更正，请填写更正原因；若是另一笔采购，请另行登记新编号':
    'Software number {{no}} has recorded installs, so changing what decides the number is a correction: give the reason; register another purchase as a new number',
  '处置日期 {{date}} 应在登记日期 {{from}} 与今天之间，请核对':
    'The disposal date {{date}} must lie between the registration date {{from}} and today',
  '软件编号 {{no}} 还有 {{n}} 处在册安装，请先卸载并登记，再办理处置':
    'Software number {{no}} still has {{n}} recorded installs; uninstall and record that first',
  '软件编号 {{no}} 没有处置，无须撤销': 'Software number {{no}} is not disposed of',
  获得方式: 'Acquired by',
  采购时间: 'Purchase date',
  许可类型: 'Licence type',
  许可数量: 'Licences',
  可使用版本: 'Usable versions',
  许可期限: 'Licence term',
  序列号: 'Serial number',
  安装数量: 'Installed',
  产地: 'Origin',
  合同编号: 'Contract no.',
  供应商: 'Supplier',
  维护截止日期: 'Maintenance until',
  登记日期: 'Registered on',
  处置日期: 'Disposed on',
  原编号: 'Former no.',
  备注: 'Remark',
  不限: 'Unlimited',
  软件记录: 'software records',
  '“{{text}}”应为不小于 1 的整数，场地授权可写“不限”':
    '“{{text}}” must be a whole number of at least 1; a site licence may say 不限',
  采购金额: 'Amount',
  版别: 'Edition',
  '软件编号 {{no}}': 'Software number {{no}}',
  '已有软件编号 {{no}}': 'Already registered as {{no}}',
  '没有这个软件编号，可能链接有误；请回到列表重新选择':
    'There is no such software number; the link may be wrong, choose it from the list',
  '相同的软件已有编号 {{no}}，于 {{date}} 处置；编号不重复使用，如需继续使用请在该编号上撤销处置':
    'The same software has number {{no}}, disposed of on {{date}}; numbers are not reused, undo that disposal to go on using it',
  '与已登记的 {{no}} 完全相同：{{fields}}均一致（{{article}}），不能再建编号；若是同一笔采购请修改 {{no}} 的许可数量，若是另一笔请补充不同的序列号、采购时间或金额':
    'Equal to {{no}} in everything that decides a number ({{fields}}; {{article}}), so it gets no new one; if it is the same purchase change the licences of {{no}}, if another give its own serial numbers, date or amount',
  '采购金额（元）': 'Amount (yuan)',
  '{{n}} 个': '{{n}}',
  '查看 {{no}}': 'Show {{no}}',
  不能登记: 'Cannot be registered',
  '已有软件编号 {{no}}，不再新建': 'Number {{no}} exists already, no new one is made',
  '{{type}}的{{fields}}相同，使用相同的软件编号（{{article}}）。':
    '{{type}} with the same {{fields}} has the same number ({{article}}).',
  '将登记为新编号 {{no}}': 'Will be registered as new number {{no}}',
  '与同名的 {{no}} 相比，{{fields}}不同，因此使用不同的软件编号（{{article}}）。':
    'Compared with {{no}} of the same name, {{fields}} differ, so it gets another number ({{article}}).',
  '本单位还没有登记过同名的{{type}}。': 'The unit has no {{type}} of this name yet.',
  '已登记，软件编号 {{no}}': 'Registered as {{no}}',
  '登记后在汇总表（附件7）中增加一行，并建立该编号的安装维护情况明细表（附件9）。':
    'A line is added to the summary register (form 7) and a journal sheet (form 9) opened for the number.',
  上一步: 'Back',
  '打开 {{no}}': 'Open {{no}}',
  登记入库: 'Register',
  '商业软件：单位采购或受赠、调剂的；OEM软件：随计算机预装的；免费软件：须列入清单后使用。':
    'Commercial: bought, donated or transferred. OEM: came with the computer. Free: usable once it is on the list.',
  '受赠、调剂等方式获得的商业软件不填写采购时间和采购金额（《软件台账管理规定》一.4）。':
    'Donated or transferred software carries no purchase date and amount (ledger rules 1.4).',
  从软件产品目录选择: 'Choose from the catalogue',
  '选中后自动填写名称、厂商和类别；目录中没有的直接在下面填写。':
    'Fills name, publisher and category; enter below what the catalogue lacks.',
  '名称或版本不同的，使用不同的软件编号。': 'Another name or version is another number.',
  '例如 专业版、政府版；版本中已写明的不必再填。':
    'For example Professional, Government; not needed when the version says it.',
  '例如 v12、2021 专业版': 'For example v12, 2021 Professional',
  元: 'yuan',
  '不填为采购时间；没有采购时间的为今天。': 'The purchase date when empty, else today.',
  '优先采用场地授权（《软件配置管理规定》一.3）。':
    'Site licences are preferred (configuration rules 1.3).',
  '含升级、降级权利；安装的版本须在其中。多项用顿号分开。':
    'With upgrade and downgrade rights; installs must match. Separate several with a comma.',
  '加密保存，只显示末四位，查看全文记入审计日志。':
    'Kept encrypted; only the last four characters show, reading the rest is audited.',
  '升级和技术支持到哪一天。': 'Last day of upgrades and support.',
  '原台账中的编号，便于对照。': 'The number in the former ledger, for comparison.',
  查看完整序列号: 'Show serial numbers',
  更换序列号: 'Replace serial numbers',
  填写序列号: 'Enter serial numbers',
  '每次查看都记入审计日志。': 'Every look is kept in the audit log.',
  '没有登记序列号。': 'No serial numbers recorded.',
  '只列出前 {{n}} 个，共 {{total}} 个。': 'The first {{n}} of {{total}}.',
  '更换 {{no}} 的序列号': 'Replace the serial numbers of {{no}}',
  保存序列号: 'Save serial numbers',
  '将替换现有的全部序列号。序列号决定软件编号，已有安装登记时须写明原因。':
    'Replaces all present serial numbers. They decide the number, so give the reason once installs exist.',
  更正原因: 'Reason for correction',
  '这是哪一类软件，怎么得到的？': 'What kind of software is it, and how was it acquired?',
  软件: 'Software',
  '是什么软件，哪个版本？': 'Which software, which version?',
  采购: 'Purchase',
  '何时采购，花了多少钱？': 'Bought when, for how much?',
  许可: 'Licence',
  '可以怎么用，用多少，用多久？': 'How may it be used, how often, how long?',
  其他: 'Other',
  '还有什么要记下的？': 'Anything else to note?',
  确认: 'Confirm',
  核对后登记: 'Check and register',
  '已恢复 {{at}} 未提交的内容。': 'Restored what was typed at {{at}}.',
  '不要了，重填': 'Discard and start over',
  下一步: 'Next',
  许可计量: 'Metric',
  降级使用依据: 'Downgrade basis',
  '例如授权函名称；没有依据时，较低版本不视为可使用版本。':
    'For example the name of the letter; without it a lower version does not count as usable.',
  '已有安装登记时，改动名称、版本或采购许可内容须写明原因。':
    'Required when installs exist and name, version, purchase or licence data change.',
  '修改 {{no}}': 'Edit {{no}}',
  '软件编号不变。若是另一笔采购，请登记新的编号（{{article}}）。':
    'The number stays. Register another purchase as a new number ({{article}}).',
  '名称相同而采购时间、金额、许可等任一不同的，各得一个软件编号；内容完全相同的不会重复登记。':
    'Records of one name that differ in purchase or licence get a number each; equal ones are not registered twice.',
  '可直接使用现有的《软件使用情况汇总表》（附件7）。表中原有的软件编号保存为“原编号”，新编号按本单位的编号规则连续编排。':
    'An existing summary register (form 7) can be used as it is. Its numbers are kept as “former no.”; new ones follow the unit’s scheme.',
  资料: 'Documents',
  '{{n}} 份': '{{n}}',
  许可到期不晚于: 'Term ends by',
  '编号、名称、版本、厂商、合同、供应商': 'Number, name, version, publisher, contract, supplier',
  '从 Excel 导入': 'Import from Excel',
  标准格式: 'Standard formats',
  '还没有登记软件。可以逐项登记采购的软件，也可以导入现有的《软件使用情况汇总表》。':
    'No software yet. Register purchases one by one, or import an existing summary register.',
  登记: 'Registered',
  处置: 'Dispose',
  申请处置: 'Ask for disposal',
  查看审批: 'See the approval',
  撤销处置: 'Undo disposal',
  处置原因: 'Reason for disposal',
  '停用 {{no}}': 'Close {{no}}',
  停用原因: 'Reason',
  '商业软件 {{no}} 的处置须经鉴定和审批，请在“软件处置”中申请':
    'Commercial software {{no}} is disposed of after appraisal and approval; ask for it in “Software disposal”',
  '软件编号 {{no}} 经审批处置，如有误请在该项软件处置中撤销':
    'Software number {{no}} was disposed of with approval; undo it there if that was a mistake',
  '停用后该编号关闭，不再列入汇总表，也不会另作他用；须先卸载全部在册安装。':
    'The number is closed, leaves the summary register and is never reused; all installs must be gone first.',
  '撤销 {{no}} 的处置': 'Undo the disposal of {{no}}',
  撤销原因: 'Reason',
  更多: 'More',
  '有序列号同时登记在：': 'Serial numbers also recorded under: ',
  套: 'licences',
  有数量: 'Numbered',
  '例如 v11–v12、2019及以上、不限': 'For example v11–v12, 2019及以上, 不限',
  '看不懂“{{text}}”，请写成 v12、v11–v12、2019及以上 或 不限 的样子':
    '“{{text}}” is not understood; write it like v12, v11–v12, 2019及以上 or 不限',
  永久: 'Perpetual',
  起止日期: 'From – to',
  若干年: 'Years',
  起始日期: 'Start',
  截止日期: 'End',
  年数: 'Years',
  年: 'years',
  每行一个: 'One per line',
  '序列号是隐去后的样子（{{serial}}），请填写完整序列号，或把该列设为不导入':
    'The serial number is masked ({{serial}}); give it in full or leave the column out',
  内容有误: 'Not valid',
  '采购时间、采购金额均为空，按“调剂”登记；如为受赠或上级配发，请增加“获得方式”一列':
    'Purchase date and amount are empty, so it is registered as transferred; add a column 获得方式 if it was donated or allocated',
  '看不懂可使用版本“{{text}}”，请写成 v12、v11–v12、2019及以上 或 不限 的样子':
    'Usable versions “{{text}}” are not understood; write them like v12, v11–v12, 2019及以上 or 不限',
  '看不懂许可期限“{{text}}”，请写成 永久、3年 或 2024-01-01至2026-12-31 的样子':
    'Licence term “{{text}}” is not understood; write it like 永久, 3年 or 2024-01-01至2026-12-31',
  目录产品: 'Catalogue product',
  '《软件台账管理规定》一.2、一.3': 'ledger rules 1.2, 1.3',
  '《软件台账管理规定》一.4': 'ledger rules 1.4',
  '《软件台账管理规定》一.5': 'ledger rules 1.5',
  '《软件台账管理规定》一.6': 'ledger rules 1.6',
  '《软件台账管理规定》一.7、一.8': 'ledger rules 1.7, 1.8',
  '《软件台账管理规定》一.9': 'ledger rules 1.9',
  本单位规定: 'unit rule',
  '本单位未启用“自主开发”类型，请选择商业、OEM 或免费软件，或在编号规则中启用':
    'The unit has not enabled in-house software; choose commercial, OEM or free, or enable it in the numbering settings',
  '获得方式与软件类型不符：商业软件为采购、受赠、调剂或上级配发，OEM 软件为随机预装，免费软件为免费下载、随机预装或上级配发':
    'The way of acquisition does not fit the type: commercial is bought, donated, transferred or allocated; OEM comes preinstalled; free is downloaded, preinstalled or allocated',
  '非采购方式获得的商业软件不填写{{field}}（{{article}}），请留空':
    'Commercial software that was not bought carries no {{field}} ({{article}}); leave it empty',
  '{{type}}不填写{{field}}（{{article}}），请留空':
    '{{type}} carries no {{field}} ({{article}}); leave it empty',
  '{{type}}必须填写{{field}}，请补充': '{{type}} needs {{field}}; please add it',
  商业软件: 'Commercial',
  OEM软件: 'OEM',
  免费软件: 'Free',
  自主开发软件: 'In-house software',
  '许可数量“不限”只适用于场地授权，请填写数量或改选场地授权':
    'Unlimited licences exist only with a site licence; give a number or choose a site licence',
  '许可计量“不限”与许可数量“不限”须同时选用，请改为一致':
    'Metric and licences must be unlimited together; make them agree',
  '可使用版本“{{from}}–{{to}}”起止颠倒，请把较低的版本写在前面':
    'Usable versions “{{from}}–{{to}}” are reversed; put the lower one first',
  '采购时间 {{date}} 晚于今天，请核对后填写已发生的采购':
    'The purchase date {{date}} lies in the future; register purchases that have happened',
  '登记日期 {{date}} 晚于今天，请改为今天或更早':
    'The registration date {{date}} lies in the future; use today or earlier',
  '许可期限的截止日期 {{end}} 早于起始日期 {{start}}，请核对':
    'The licence term ends on {{end}}, before it starts on {{start}}; please check',
  '第 {{n}} 个序列号与前面的重复，请删去重复的一个':
    'Serial number {{n}} repeats an earlier one; remove it',
  请填写原因: 'Give the reason',
  '原因不超过 500 个字': 'The reason has at most 500 characters',
  自主开发: 'In-house',
  请选择软件类型: 'Choose the software type',
  国产: 'Domestic',
  非国产: 'Foreign',
  '请选择产地：国产或非国产': 'Choose the origin: domestic or foreign',
  场地授权: 'Site licence',
  单机许可: 'Per device',
  网络许可: 'Network (concurrent)',
  用户许可: 'Named user',
  订阅: 'Subscription',
  请选择许可类型: 'Choose the licence type',
  按设备: 'Per device',
  按用户: 'Per user',
  按并发: 'Concurrent',
  按服务器: 'Per server',
  按核: 'Per core',
  请选择许可计量: 'Choose the metric',
  受赠: 'Donated',
  调剂: 'Transferred',
  上级配发: 'Allocated by the superior',
  随机预装: 'Preinstalled',
  免费下载: 'Free download',
  请选择获得方式: 'Choose how it was acquired',
  有效: 'Valid',
  已处置: 'Disposed of',
  请选择状态: 'Choose the state',
  版本不能为空: 'The version must not be empty',
  '版本不超过 100 个字': 'The version has at most 100 characters',
  '年数应为 1 至 99': 'Years must be 1 to 99',
  '许可数量应为不小于 1 的整数': 'Licences must be a whole number of at least 1',
  许可数量过大: 'Too many licences',
  '许可数量应为不小于 1 的整数，场地授权可填“不限”':
    'Licences must be a whole number of at least 1, or unlimited for a site licence',
  '软件名称中没有文字或数字，请填写软件的名称':
    'The software name has no letter or digit; enter the name of the software',
  '一次最多导入 {{max}} 行软件记录，文件中有 {{n}} 行，请拆分后分别导入':
    'At most {{max}} software records at once, the file has {{n}}; split it',
  软件名称必须填写: 'Enter the software name',
  '软件版本不超过 100 个字': 'The version has at most 100 characters',
  '版别不超过 100 个字': 'The edition has at most 100 characters',
  '软件厂商不超过 200 个字': 'The publisher has at most 200 characters',
  产品标识过长: 'The product id is too long',
  采购金额应为数字: 'The amount must be a number',
  采购金额最多两位小数: 'The amount has at most two decimals',
  采购金额不能为负: 'The amount must not be negative',
  采购金额过大: 'The amount is too large',
  '可使用版本不超过 50 项': 'At most 50 usable versions',
  序列号不能为空: 'A serial number must not be empty',
  '序列号不超过 300 个字': 'A serial number has at most 300 characters',
  '序列号不超过 2000 个': 'At most 2000 serial numbers',
  '合同编号不超过 100 个字': 'The contract number has at most 100 characters',
  '供应商不超过 200 个字': 'The supplier has at most 200 characters',
  '降级使用依据不超过 500 个字': 'The downgrade basis has at most 500 characters',
  '原编号不超过 50 个字': 'The former number has at most 50 characters',
  '备注不超过 1000 个字': 'The remark has at most 1000 characters',
  '软件类型和软件编号不能修改；类型有误的，停用或处置后另行登记':
    'Software type and number cannot change; if the type is wrong close or dispose of it and register anew',
  请填写更正原因: 'Give the reason for the correction',
  导入免费软件清单: 'Import the free-software list',
  '名称相同的用同一软件编号，每个版本一行；没有编号的自动编号。':
    'Equal names share a software number, one row per version; names without a number get one.',
  清单行: 'list lines',
  '可直接使用现有的《可使用免费软件清单》（附件6）。须有软件名称、软件版本、软件来源、软件厂商、使用原因；可另加免费范围、许可依据、启用日期、停用日期。':
    'The existing form 6 can be used as it is. Needs software name, version, source, publisher and reason; scope of free use, basis, first and last day may be added.',
  '采购金额（单位：元）': 'Purchase amount (yuan)',
  '与第 {{row}} 行是同一软件的同一版本': 'The same version of the same software as row {{row}}',
  '{{no}} 已在清单中': '{{no}} is on the list',
  '软件记录（附件7）': 'Software records (form 7)',
  '可使用免费软件清单（附件6）': 'Free-software list (form 6)',
  '软件编号 {{no}} 在本单位是“{{name}}”，与表中的软件名称不符':
    'Software number {{no}} is "{{name}}" here, which differs from the name in the sheet',
  '没有部门“{{name}}”，请先导入部门，或写明路径，例如 办公厅/秘书处':
    'There is no department “{{name}}”; import departments first or write the path, for example 办公厅/秘书处',
};
