/** English of the ledger's sentences (journal, registers, opening balance). */
const problems: Record<string, string> = {
  '日期 {{date}} 晚于今天，请改为实际发生的日期':
    'The date {{date}} lies in the future; give the day it really happened',
  '日期 {{date}} 早于 1990 年，请核对': 'The date {{date}} is before 1990; please check it',
  '没有这台计算机，请从计算机列表中选择': 'No such computer; choose one from the list of computers',
  '没有这个软件编号，请先登记软件': 'No such software number; register the software first',
  '计算机 {{no}} 已于 {{date}} 处置，不能再登记':
    'Computer {{no}} was disposed of on {{date}}; nothing can be recorded on it after that',
  '记录 {{no}} 已并入另一台计算机，请在那条记录上登记':
    'The record {{no}} was merged into another computer; record it there',
  '请填写 {{no}} 的安装版本': 'Give the installed version of {{no}}',
  '{{no}} 已于 {{date}} 处置，不能再安装':
    '{{no}} was disposed of on {{date}} and cannot be installed',
  '版本 {{version}} 不在 {{no}} 的可使用版本（{{usable}}）内，请核对版本或选用其他软件编号':
    'Version {{version}} is not among the usable versions of {{no}} ({{usable}}); check it or choose another number',
  '免费软件 {{no}} 不在可使用免费软件清单（附件6）内，请先列入清单':
    'Free software {{no}} is not on the list of usable free software (form 6); list it first',
  '免费软件 {{no}} 的版本 {{version}} 不在可使用免费软件清单（附件6）内，请先列入清单':
    'Version {{version}} of free software {{no}} is not on form 6; list it first',
  '{{no}} 的许可自 {{date}} 起，此前不能安装':
    'The licence {{no}} begins on {{date}}; it cannot be installed before',
  '{{no}} 的许可已于 {{date}} 到期，请先续期':
    'The licence {{no}} ended on {{date}}; renew it first',
  '与第 {{entryNo}} 号记录（{{date}}）冲突：计算机 {{computer}} 上 {{no}} 的安装与卸载必须先后相接，请先冲正该记录':
    'Conflicts with entry {{entryNo}} ({{date}}): installs and removals of {{no}} on computer {{computer}} must alternate; reverse that entry first',
  '计算机 {{computer}} 自 {{date}} 起已登记安装 {{no}}，不能重复登记':
    '{{no}} has been recorded on computer {{computer}} since {{date}} and cannot be recorded twice',
  '计算机 {{computer}} 在 {{date}} 没有登记安装 {{no}}，无从卸载':
    '{{no}} is not recorded on computer {{computer}} on {{date}}; there is nothing to remove',
  '计算机 {{computer}} 已处置，其上不能留有在册安装 {{no}}':
    'Computer {{computer}} is disposed of; {{no}} cannot remain installed on it',
};

/** With several lines in a request the sentence names the line. */
const ofLine = Object.fromEntries(
  Object.entries(problems).map(([chinese, english]) => [
    `第 {{line}} 行：${chinese}`,
    `Line {{line}}: ${english}`,
  ]),
);

export const texts: Record<string, string> = {
  ...problems,
  ...ofLine,
  // journal
  '没有第 {{no}} 号记录': 'There is no entry {{no}}',
  '冲正记录不能再冲正，请重新登记': 'A reversing entry cannot be reversed; record it anew',
  '第 {{no}} 号记录已由第 {{by}} 号记录冲正': 'Entry {{no}} was already reversed by entry {{by}}',
  '幂等键 {{key}} 已用于另一内容的记录，请换一个键':
    'The idempotency key {{key}} was used for a different entry; use another key',
  安装: 'Install',
  卸载: 'Uninstall',
  升级: 'Upgrade',
  建账: 'Opening balance',
  手工登记: 'Recorded by hand',
  安装维护确认单: 'Confirmation (form 11)',
  统一部署: 'Unit-wide deployment',
  自动登记规则: 'Posting rule',
  冲正: 'Reversal',
  计算机处置: 'Computer disposed of',
  计算机合并: 'Computers merged',
  实际日期: 'Real date',
  建账日期: 'Loading date',
  '版本不超过 100 个字': 'At most 100 characters for a version',
  请填写原因: 'Give a reason',
  '原因不超过 500 个字': 'At most 500 characters for a reason',
  '幂等键至少 8 个字符': 'At least 8 characters for an idempotency key',
  '幂等键不超过 200 个字符': 'At most 200 characters for an idempotency key',
  请至少登记一行: 'Record at least one line',
  // registers
  '时间应为 ISO 格式，例如 2026-06-30T18:00:00Z':
    'The time must be in ISO format, e.g. 2026-06-30T18:00:00Z',
  '日期 {{date}} 晚于今天，台账还没有那一天':
    'The date {{date}} lies in the future; the ledger has no such day yet',
  商业软件: 'Commercial',
  OEM软件: 'OEM',
  免费软件: 'Free',
  自主开发: 'Self-developed',
  // opening balance
  类型待确认: 'Type to be confirmed',
  采集: 'Inventory',
  导入清单: 'Imported list',
  请先选择要勾选的行: 'Choose the lines first',
  请先选择要入账的软件: 'Choose the software to post first',
  '请先确认软件类型，或为它选择软件编号': 'Confirm its type or choose a software number for it',
  '商业软件须先登记采购（许可），再为它选择软件编号':
    'Commercial software needs a registered purchase first; then choose its number',
  'OEM软件的编号须有版本，请为它选择软件编号':
    'An OEM number needs a version; choose a software number for it',
  计算机编号: 'Computer no.',
  软件编号: 'Software no.',
  软件名称: 'Software',
  软件版本: 'Version',
  安装日期: 'Installed on',
  '同一计算机的同一软件在表中出现多次，只取第一行':
    'The same software on the same computer occurs several times; only the first line is taken',
  已入账: 'Already posted',
  '已在册，无需建账': 'Already recorded; nothing to post',
  '没有编号为 {{no}} 的计算机，请先登记或导入计算机':
    'There is no computer {{no}}; register or import it first',
  '计算机 {{no}} 已处置，不能建账': 'Computer {{no}} is disposed of and has no opening balance',
  这台计算机没有登记软件: 'No software is listed for this computer',
  '安装日期 {{date}} 晚于今天': 'The installation date {{date}} lies in the future',
  '没有编号为 {{no}} 的软件，请填写软件名称':
    'There is no software numbered {{no}}; give the software name',
  '未找到软件编号，请在建账页面选择编号':
    'No software number was found; choose one on the opening page',
  '没有安装日期，以建账日期代替': 'No installation date; the day of loading is used',
  '没有待审的建账行。可以从采集结果提出，也可以导入原有的明细表。':
    'Nothing waits to be reviewed. Propose from sightings, or import the detail register you keep.',
  从采集结果提出: 'Propose from sightings',
  '正在从采集结果提出建账行，进度见“后台任务”，完成后刷新本页':
    'Proposing from sightings; see “Jobs” for progress and refresh this page afterwards',
  导入安装维护情况明细表: 'Import installation records (form 9)',
  '原样上传现有的软件安装维护情况明细表（附件9），一个软件编号一张工作表或合成一张清单都可以。导入的行直接成为台账记录，只能冲正；已在台账中的不会重复登记。':
    'Upload the existing form 9 as it is, one sheet per software number or one list. Imported rows become entries of the journal at once and can only be reversed; what the journal has is not entered again.',
  '安装、卸载记录': 'installs and uninstalls',
  '软件编号和计算机须先登记；每行在“安装”“卸载”中勾选一项，并有日期。':
    'Software numbers and computers must be registered first; each row ticks one of 安装 and 卸载 and has a date.',
  返回台账流水: 'Back to the journal',
  '请在“安装”“卸载”中恰好勾选一项': 'Tick exactly one of 安装 and 卸载',
  '没有软件编号，请填写软件编号': 'There is no software number; give it',
  '没有编号为 {{no}} 的软件，请先登记或导入软件记录（附件7）':
    'There is no software {{no}}; register or import software records (form 7) first',
  '已在台账中（第 {{no}} 号记录）': 'In the journal already (entry {{no}})',
  已在待审的建账行中: 'Among the opening lines already',
  '已入账（第 {{no}} 号记录），请先在台账流水中冲正':
    'Posted (entry {{no}}); reverse it in the journal first',
  '软件使用情况明细表（附件8）': 'Software in use (form 8)',
  '软件安装维护情况明细表（附件9）': 'Installs and uninstalls (form 9)',
  打开建账核对: 'Open the comparison',
  '已核对差异清单，仍照登记表入账（记入审计日志）':
    'I have looked at the differences; post as the register says (written into the audit log)',
  建账核对: 'Compare before posting',
};
