/** English of the free-software list (form 6). */
export const texts: Record<string, string> = {
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
  厂商客服联系方式: 'Publisher contact',
  '修改清单行 {{name}}': 'Edit list line {{name}}',
  '停用 {{name}} {{version}}': 'Stop {{name}} {{version}}',
  '自这一天起不再可用；已安装的将列为问题，请卸载或改用其他软件。':
    'Not usable from this day; existing installs become findings: uninstall them or use other software.',
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
  '名称相同的免费软件用同一个软件编号，不同版本分行列出（《软件台账管理规定》一.8）。':
    'Free software of one name has one number; its versions are separate lines (ledger rules 1.8).',
  '例如 7.0、23–25、115及以上。': 'For example 7.0, 23–25, 115及以上.',
  '试用软件必须填写。': 'Required for trial software.',
  '没有列入《可使用免费软件清单》的版本，不能安装。':
    'No version is on the free software list, so it may not be installed.',
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
  待启用: 'Planned',
  '软件来源不超过 500 个字': 'The source has at most 500 characters',
  请填写软件厂商: 'Enter the publisher',
  '厂商客服联系方式不超过 50 个字': 'The publisher contact has at most 50 characters',
  '使用原因不超过 500 个字': 'The reason has at most 500 characters',
  '许可依据不超过 500 个字': 'The licence basis has at most 500 characters',
  请填写软件版本: 'Enter the version',
  '使用部门不超过 500 个': 'At most 500 departments',
  清单行标识有误: 'The list line id is not valid',
  '名称相同的用同一软件编号，每个版本一行；没有编号的自动编号。':
    'Equal names share a software number, one row per version; names without a number get one.',
  '可直接使用现有的《可使用免费软件清单》（附件6）。须有软件名称、软件版本、软件来源、软件厂商、使用原因；可另加免费范围、许可依据、启用日期、停用日期。':
    'The existing form 6 can be used as it is. Needs software name, version, source, publisher and reason; scope of free use, basis, first and last day may be added.',
  '与第 {{row}} 行是同一软件的同一版本': 'The same version of the same software as row {{row}}',
  '{{no}} 已在清单中': '{{no}} is on the list',
};
