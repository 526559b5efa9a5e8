/** English for every Chinese sentence of the organisation slice. */
export const texts: Record<string, string> = {
  // Units
  单位: 'Units',
  机关: 'Government body',
  事业单位: 'Public institution',
  企业: 'Enterprise',
  单位名称: 'Unit name',
  单位编码: 'Unit code',
  单位类型: 'Type of unit',
  上级单位: 'Superior unit',
  建立日期: 'Created on',
  新增下级: 'Add below',
  新增下级单位: 'Add a subordinate unit',
  新增单位: 'Add the unit',
  请填写单位名称: 'Enter the name of the unit',
  '单位名称不超过 200 字': 'A unit name has at most 200 characters',
  '出现在网址中，建立后不再改变。': 'Stands in addresses and does not change afterwards.',
  '每个单位各有自己的部门、人员和台账；点单位名称切换过去。':
    'Each unit has departments, people and registers of its own; its name switches to it.',
  '单位编码为 1–40 位字母、数字、点、下划线或短横，以字母或数字开头':
    'A unit code has 1–40 letters, digits, dots, underscores or dashes and begins with a letter or digit',
  '单位编码“{{code}}”已被使用，请换一个编码':
    'The unit code “{{code}}” is taken; choose another one',
  '单位不能隶属于自己或自己的下级单位，请另选上级单位':
    'A unit cannot lie below itself; choose another superior unit',
  '单位层级过深，请选择更高一级的上级单位':
    'Too many levels of units; choose a superior unit further up',
  '本单位及其下级中没有单位“{{code}}”': 'There is no unit “{{code}}” in or below this unit',
  // Departments
  部门: 'Departments',
  部门名称: 'Department',
  部门编码: 'Department code',
  上级部门: 'Parent department',
  部门负责人: 'Head of department',
  部门职能: 'Functions',
  信息化: 'Informatization',
  办公: 'General office',
  人事: 'Personnel',
  财务: 'Finance',
  资产: 'Assets',
  排序: 'Order',
  新增部门: 'Add a department',
  新增下级部门: 'Add a department below',
  导入部门: 'Import departments',
  '（已停用）': ' (closed)',
  请填写部门名称: 'Enter the name of the department',
  '部门名称不超过 100 字': 'A department name has at most 100 characters',
  部门名称不能含斜杠: 'A department name cannot contain a slash',
  '不填则自动编号。': 'Numbered automatically when left empty.',
  '本部门使用正版软件的第一责任人。': 'First responsible for genuine software in the department.',
  '领导小组须有这五类职能部门的负责人；小单位一个部门可兼几类。':
    'The leading group needs the heads of these five functions; in a small unit one department may cover several.',
  '数字是在职人数（含下级部门）。拖动可以调整上下级和次序。':
    'The number counts people in service, departments below included. Drag to move a department.',
  '还没有部门。可以从 Excel 导入部门表，或先新增一个部门。':
    'No departments yet. Import a list from Excel or add one.',
  '需要“部门名称”列；可有部门编码、上级部门（编码、名称或路径）、部门职能、排序。编码相同的更新，不会重复建立。':
    'Needs the column 部门名称; may have 部门编码, 上级部门 (code, name or path), 部门职能, 排序. An equal code updates; nothing is made twice.',
  '部门编码为 1–40 位字母、数字、点、下划线或短横，以字母或数字开头':
    'A department code has 1–40 letters, digits, dots, underscores or dashes and begins with a letter or digit',
  '部门编码“{{code}}”已被使用，请换一个编码':
    'The department code “{{code}}” is taken; choose another one',
  '同一上级下已有部门“{{name}}”，请换一个名称或上级部门':
    'The parent already has a department “{{name}}”; choose another name or parent',
  '同一上级下已有部门“{{name}}”（编码 {{code}}）':
    'The parent already has a department “{{name}}” (code {{code}})',
  '部门不能放到自己或自己的下级部门之下，请另选上级部门':
    'A department cannot lie below itself; choose another parent',
  '部门不能放到自己或自己的下级部门之下，层级也不能过深':
    'A department cannot lie below itself nor too deep',
  '上级部门不存在或已停用，请另选上级部门':
    'The parent department does not exist or is closed; choose another one',
  '部门层级不能超过 {{limit}} 级': 'At most {{limit}} levels of departments',
  '部门负责人须为本单位在职人员，请重新选择':
    'The head must be a person in service of this unit; choose again',
  '部门“{{name}}”还有下级部门，请先移走或停用下级部门':
    'Department “{{name}}” has departments below; move or close those first',
  '部门“{{name}}”还有 {{count}} 名在职人员，请先调整他们的部门':
    'Department “{{name}}” still has {{count}} people; move them first',
  没有这个部门: 'There is no such department',
  '没有上级部门“{{parent}}”。请先在表中加入它，或填写已有部门的编码、名称或路径':
    'There is no parent department “{{parent}}”. Add it to the sheet or give code, name or path of an existing one',
  '“{{word}}”应为：信息化、办公、人事、财务、资产':
    '“{{word}}” should be one of 信息化, 办公, 人事, 财务, 资产',
  '部门表有 {{rows}} 行，最多 {{limit}} 行。请检查是否选错了工作表':
    'The list of departments has {{rows}} rows; at most {{limit}} are taken. Check that it is the right sheet',
  '表中要新增的{{what}}超过 {{limit}} 个。请检查“{{what}}”列是否选对，或先单独导入{{what}}':
    'More than {{limit}} new {{what}} in the sheet. Check the column “{{what}}”, or import {{what}} first',
  // Posts
  岗位: 'Posts',
  岗位名称: 'Post',
  岗位说明: 'Description',
  新增岗位: 'Add a post',
  请填写岗位名称: 'Enter the name of the post',
  '岗位名称不超过 100 字': 'A post name has at most 100 characters',
  '岗位说明不超过 500 字': 'A description has at most 500 characters',
  '还没有岗位。导入人员时，名册里的岗位会自动建立。':
    'No posts yet. Those named in an imported staff list are made by themselves.',
  '已有岗位“{{name}}”，请换一个名称': 'The post “{{name}}” exists; choose another name',
  没有这个岗位: 'There is no such post',
  // People
  人员: 'People',
  工号: 'Staff number',
  姓名: 'Name',
  电话: 'Telephone',
  电子邮箱: 'E-mail',
  入职日期: 'Joined on',
  离职日期: 'Left on',
  调动日期: 'Moved on',
  在职: 'In service',
  离职: 'Left',
  在职人员: 'People',
  全部: 'All',
  状态: 'State',
  可用: 'Open',
  已停用: 'Closed',
  停用: 'Close',
  启用: 'Open again',
  修改: 'Change',
  保存: 'Save',
  '修改{{name}}': 'Change {{name}}',
  '{{n}} 人': '{{n}} people',
  '{{date}} 离职': 'left {{date}}',
  '{{name}}离职': '{{name}} leaves',
  新增人员: 'Add a person',
  导入人员: 'Import people',
  登记离职: 'Record leaving',
  撤销离职: 'Take leaving back',
  '从 Excel 导入': 'Import from Excel',
  '已新增人员。': 'Person added.',
  '姓名、拼音首字母、工号、电话': 'Name, pinyin initials, staff number, telephone',
  请填写工号: 'Enter the staff number',
  请填写姓名: 'Enter the name',
  '工号不超过 40 个字符': 'A staff number has at most 40 characters',
  '姓名不超过 60 字': 'A name has at most 60 characters',
  '电话只能含数字、加号、括号、短横、空格，分机写“转”':
    'A telephone number has digits, plus, brackets, dashes and blanks; write 转 before an extension',
  '电子邮箱格式不对，例如 zhang@example.gov.cn':
    'Not an e-mail address; for example zhang@example.gov.cn',
  '从这一天起计入总人数；不填视为一直在职。':
    'Counts as staff from this day; empty means since ever.',
  '从这一天起不再计入总人数。': 'Counts as staff no longer from this day on.',
  '换了部门才用：从这一天起，此人保管的计算机随人转到新部门。不填为今天。':
    'Only with a new department: from this day the computers this person keeps belong there too. Empty means today.',
  '登记后请为此人保管的计算机另定使用人；所任部门负责人一并解除。':
    'Afterwards find new holders for the computers this person keeps; headships end with the leaving.',
  '还没有人员。从 Excel 导入人员名册，部门和岗位会一并建立。':
    'No people yet. Import a staff list from Excel; departments and posts are made along the way.',
  '需要“工号”和“姓名”列；可有部门（编码、名称或路径，如 办公厅/秘书处）、岗位、电话、电子邮箱、入职日期、离职日期、在职。缺少的部门和岗位会一并新增；空格子不改动原有内容。':
    'Needs the columns 工号 and 姓名; may have 部门 (code, name or path such as 办公厅/秘书处), 岗位, 电话, 电子邮箱, 入职日期, 离职日期, 在职. Missing departments and posts are made; an empty cell leaves what is known.',
  '所选部门不存在或已停用，请重新选择部门':
    'The department does not exist or is closed; choose again',
  '所选岗位不存在或已停用，请重新选择岗位': 'The post does not exist or is closed; choose again',
  '离职日期 {{leftOn}} 早于入职日期 {{joinedOn}}，请改正其中一个':
    'Left on {{leftOn}} is before joined on {{joinedOn}}; correct one of them',
  离职日期早于入职日期: 'The day of leaving is before the day of joining',
  '离职日期不能晚于今天，请到当天再登记':
    'The day of leaving cannot be later than today; record it on that day',
  '日期不能晚于今天，请到当天再登记': 'The day cannot be later than today; record it on that day',
  '工号“{{staffNo}}”已有人使用，请核对工号':
    'The staff number “{{staffNo}}” is taken; check the number',
  没有这名人员: 'There is no such person',
  内容有误: 'The content is wrong',
  '有几个部门都叫“{{name}}”，请写明路径，例如 办公厅/秘书处':
    'Several departments are called “{{name}}”; write the path, for example 办公厅/秘书处',
  '将新增部门“{{name}}”': 'The department “{{name}}” will be added',
  '将新增岗位“{{name}}”': 'The post “{{name}}” will be added',
  其下已有别的部门: 'Another department stands below it',
};
