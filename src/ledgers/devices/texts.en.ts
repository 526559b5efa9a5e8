/** English for every Chinese sentence of the computers. */
export const texts: Record<string, string> = {
  计算机: 'Computers',
  服务器: 'Server',
  台式机: 'Desktop',
  便携机: 'Laptop',
  在用: 'In use',
  闲置: 'Idle',
  维修: 'In repair',
  报废: 'Scrapped',
  调出: 'Handed out',
  '正版标签（COA）': 'Label (COA)',
  预装说明: 'Statement of preinstallation',
  主板内置许可: 'Licence in the firmware',
  购机发票或合同: 'Invoice or contract of the machine',
  其他证明: 'Other proof',
  有使用人: 'Has a holder',
  只有部门: 'Department only',
  无人保管: 'Held by nobody',
  使用人已离职: 'Holder has left',
  // Facts
  计算机编号: 'Computer number',
  设备类型: 'Type',
  资产编号: 'Asset number',
  计算机品牌: 'Brand and model',
  品牌: 'Brand',
  型号: 'Model',
  序列号: 'Serial number',
  'MAC 地址': 'MAC addresses',
  MAC地址: 'MAC addresses',
  计算机名: 'Host name',
  操作系统: 'Operating system',
  使用人: 'Holder',
  使用人工号: 'Staff number of the holder',
  使用部门: 'Department',
  存放地点: 'Location',
  购置日期: 'Acquired on',
  备注: 'Remark',
  状态: 'State',
  随机预装凭据: 'Proof of preinstallation',
  单位自己的叫法: 'What the unit calls it',
  '如：图形工作站': 'such as graphics workstation',
  '附件7 只分这三类：工作站、一体机计入台式机，平板计入便携机。':
    'Form 7 knows these three: workstations and all-in-ones count as desktops, tablets as laptops.',
  '从这一天起计入计算机数。': 'Counts as a computer of the unit from this day.',
  '不填则自动编号。': 'Numbered automatically when left empty.',
  '不填则不变（现为 {{serial}}）': 'unchanged when empty (now {{serial}})',
  '可填几个，用空格或逗号分开。': 'Several, separated by blanks or commas.',
  '服务器和公用机填责任人。': 'For servers and shared machines the person responsible.',
  '不填则取使用人的部门。': "The holder's department when left empty.",
  // List
  '编号、资产号、序列号末位、使用人、部门、品牌、计算机名':
    'Number, asset number, end of serial, holder, department, brand, host',
  '从 Excel 导入': 'Import from Excel',
  登记计算机: 'Register a computer',
  导入计算机: 'Import computers',
  '已登记计算机 {{computerNo}}。': 'Computer {{computerNo}} registered.',
  '还没有计算机。可以从 Excel 导入资产表，或接入采集代理后由采集结果建立。':
    'No computers yet. Import an asset list from Excel, or connect inventory agents and take what they report.',
  '需要“计算机编号”列，新登记的还需要“设备类型”；可有资产编号、品牌、型号、序列号、MAC 地址、计算机名、操作系统、使用人或使用人工号、使用部门、存放地点、状态、购置日期、备注。编号相同的更新，空格子不改动原有内容。':
    'Needs the column 计算机编号, for new ones also 设备类型; may have 资产编号, 品牌, 型号, 序列号, MAC 地址, 计算机名, 操作系统, 使用人 or 使用人工号, 使用部门, 存放地点, 状态, 购置日期, 备注. An equal number updates; an empty cell leaves what is known.',
  已离职: 'left',
  保管的计算机: 'Computers held',
  '现在没有保管计算机。': 'Holds no computer now.',
  // Record
  '已离职，请另定使用人': 'has left, find a new holder',
  显示: 'Show',
  读取会记入审计日志: 'Reading is written to the audit log',
  期间: 'Period',
  至今: 'now',
  原因: 'Reason',
  部门公用: 'Shared by the department',
  '还没有使用人。': 'No holder yet.',
  历任使用人: 'Holders',
  状态变更: 'States',
  更多操作: 'More',
  修改信息: 'Change facts',
  '修改{{name}}': 'Change {{name}}',
  保存: 'Save',
  变更使用人: 'Change the holder',
  '变更{{name}}的使用人': 'Change the holder of {{name}}',
  新使用人: 'New holder',
  从哪天起: 'From which day',
  交回: 'Handed back',
  '交回，暂时无人保管': 'Handed back, held by nobody for now',
  '公用机不选人，只选部门。': 'For a shared machine choose a department only.',
  '请选择新使用人；公用机选择使用部门，无人保管请勾选“交回”':
    'Choose the new holder; for a shared machine its department; tick “handed back” when nobody holds it',
  '不填为今天；补登以前的变更时填当时的日期。':
    'Empty means today; for a change of the past give its day.',
  '附件8 按新使用人列出；附件9 已有的记录不变。':
    'Form 8 lists the new holder; entries of form 9 stay as they are.',
  变更状态: 'Change the state',
  '变更{{name}}的状态': 'Change the state of {{name}}',
  新状态: 'New state',
  '不填为今天。': 'Empty means today.',
  报废或调出: 'Scrap or hand out',
  '{{name}}报废或调出': 'Scrap or hand out {{name}}',
  办理: 'Do it',
  处置: 'Disposal',
  日期: 'Date',
  '已登记在这台计算机上的软件随之卸载，空出的许可可再用；计算机数相应减少。':
    'Software on record on this computer is uninstalled with it, which frees its licences; the number of computers goes down.',
  凭据种类: 'Kind of proof',
  说明: 'Description',
  登记凭据: 'Record the proof',
  删除: 'Delete',
  '如：机箱标签 Windows 10 专业版': 'such as label on the case, Windows 10 Pro',
  '还没有凭据。随机预装的操作系统须有标签、预装说明或主板内置许可为证。':
    'No proof yet. A preinstalled system is proven by its label, a statement or the licence in the firmware.',
  // Merging
  合并: 'Merge',
  并入本机: 'Merge into this one',
  与另一条记录合并: 'Merge with another record',
  '把另一条记录并入{{name}}': 'Merge another record into {{name}}',
  其实是同一台的另一条记录: 'The other record of the same machine',
  '保留 {{name}}，缺少的信息从另一条记录补上；随时可以撤销。':
    '{{name}} is kept and learns what it lacks from the other record; this can be undone at any time.',
  '已合并。': 'Merged.',
  撤销合并: 'Undo the merge',
  '已撤销合并，两条记录各自恢复。': 'The merge is undone; both records are as before.',
  '这条记录已并入另一台计算机，只供查阅。':
    'This record was merged into another computer and is for reading only.',
  '序列号或 UUID 与这条记录相同，可能是同一台：':
    'Same serial number or UUID, perhaps the same machine: ',
  '{{who}} 于 {{date}} 并入了 ': '{{who}} on {{date}} merged in ',
  // Refusals
  请填写计算机编号: 'Enter the computer number',
  '计算机编号不超过 60 个字符': 'A computer number has at most 60 characters',
  '不超过 100 字': 'At most 100 characters',
  '序列号不超过 120 个字符': 'A serial number has at most 120 characters',
  'MAC 地址应为 12 位十六进制，例如 00:1a:2b:3c:4d:5e':
    'A MAC address has 12 hexadecimal digits, for example 00:1a:2b:3c:4d:5e',
  'MAC 地址不超过 64 个': 'At most 64 MAC addresses',
  '计算机编号“{{computerNo}}”已被使用，请换一个编号':
    'The computer number “{{computerNo}}” is taken; choose another one',
  '日期 {{date}} 晚于今天，请到当天再登记': '{{date}} is later than today; record it on that day',
  没有这台计算机: 'There is no such computer',
  '记录 {{computerNo}} 已并入另一台计算机，请在那条记录上办理，或先撤销合并':
    'The record {{computerNo}} was merged into another computer; act there, or undo the merge first',
  '购置日期 {{acquiredOn}} 晚于已登记的状态变更，请核对日期':
    'Acquired on {{acquiredOn}} is later than a change of state on record; check the date',
  '使用人不在本单位或在 {{fromOn}} 前已离职，请另选使用人':
    'The holder is not of this unit or had left by {{fromOn}}; choose another one',
  '所选部门不在本单位，请重新选择部门': 'The department is not of this unit; choose again',
  '计算机已是这一状态，无需变更': 'The computer is in this state already',
  恢复已报废或调出的计算机须写明原因:
    'Give the reason why a scrapped or handed-out computer comes back',
  '日期 {{fromOn}} 早于计算机的登记日期 {{beganOn}}，请先更正购置日期':
    '{{fromOn}} is before the computer was registered ({{beganOn}}); correct the day of acquisition first',
  '日期 {{fromOn}} 早于上次状态变更 {{last}}，状态须按时间先后登记':
    '{{fromOn}} is before the last change of state {{last}}; states are recorded in the order of time',
  没有这次合并: 'There is no such merge',
  这次合并已经撤销: 'This merge was undone already',
  '保留的记录 {{computerNo}} 后来又并入了另一台计算机，请先撤销那一次合并':
    'The kept record {{computerNo}} was itself merged since; undo that merge first',
  '不能与自己合并，请选择另一条记录': 'A record cannot be merged with itself; choose another one',
  '{{computerNo}} 已报废或调出，请在仍在使用的那条记录上合并':
    '{{computerNo}} is scrapped or handed out; merge on the record that is still in use',
  '记录 {{computerNo}} 已并入另一台计算机，请先撤销那一次合并':
    'The record {{computerNo}} was merged into another computer; undo that merge first',
  // Import
  '“{{text}}”不是计算机类型，应为：服务器、台式机、便携机（工作站、一体机、笔记本等也可）':
    '“{{text}}” is no type of computer; write 服务器, 台式机, 便携机 (工作站, 一体机, 笔记本 and the like are understood)',
  '“{{text}}”应为：在用、闲置、维修、报废、调出':
    '“{{text}}” should be one of 在用, 闲置, 维修, 报废, 调出',
  '“{{text}}”不是 MAC 地址': '“{{text}}” is no MAC address',
  '这条记录已并入另一台计算机，请先撤销合并或删去这一行':
    'This record was merged into another computer; undo the merge or leave the row out',
  '购置日期晚于今天，请核对日期': 'Acquired later than today; check the date',
  '状态变更请在计算机页面办理（报废、调出会同时注销已登记的软件）':
    'Change the state on the page of the computer (scrapping ends the software on record, too)',
  '新登记的计算机须填写设备类型：服务器、台式机或便携机':
    'A new computer needs its type: 服务器, 台式机 or 便携机',
  已报废或调出的计算机不必导入: 'Scrapped or handed-out computers need not be imported',
  '没有在职人员“{{name}}”，请先导入人员，或改填工号':
    'Nobody in service is called “{{name}}”; import people first or give the staff number',
  '有 {{count}} 人都叫“{{name}}”，请改填工号':
    '{{count}} people are called “{{name}}”; give the staff number instead',
};
