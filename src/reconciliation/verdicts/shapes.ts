/**
 * What a verdict says about one program on one computer: a colour, and the chain of evidence it rests on, link by link
 * (D13, D17). The sentences say what is on record and never more than that.
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';

/** Worst first; the position is what the table keeps as `rank`. */
export const COLOURS = {
  red: { label: '红·未见依据', tone: 'red' },
  yellow: { label: '黄·待完善', tone: 'amber' },
  green: { label: '绿·依据齐全', tone: 'green' },
} as const satisfies ChoiceSet;
export const Colour = z.enum(choiceValues(COLOURS));
export type Colour = z.infer<typeof Colour>;
export const COLOUR_ORDER = choiceValues(COLOURS);

export const LINKS = {
  contract: { label: '采购资料' },
  number: { label: '软件编号' },
  right: { label: '使用权' },
  allocation: { label: '许可分配' },
  register: { label: '台账登记' },
  observation: { label: '采集' },
  device: { label: '计算机' },
} as const satisfies ChoiceSet;
export const Link = z.enum(choiceValues(LINKS));
export type Link = z.infer<typeof Link>;
export const LINK_ORDER = choiceValues(LINKS);

export const LINK_STATES = {
  present: { label: '有', tone: 'green' },
  notNeeded: { label: '不需要', tone: 'grey' },
  missing: { label: '缺', tone: 'amber' },
  contradicted: { label: '不符', tone: 'red' },
} as const satisfies ChoiceSet;
export const LinkState = z.enum(choiceValues(LINK_STATES));
export type LinkState = z.infer<typeof LinkState>;

/** Why a colour is not green, beyond the links: what stands against a right of use, or what nobody has decided. */
export const REASONS = {
  risk: { label: '风险软件', tone: 'red' },
  activation: { label: '激活状态与许可不符', tone: 'red' },
  noLicence: { label: '没有登记在案的许可', tone: 'red' },
  expired: { label: '许可期限已过', tone: 'red' },
  versionNotCovered: { label: '版本不在任何许可的可使用版本内', tone: 'red' },
  notCovered: { label: '现有许可分配不到', tone: 'red' },
  personalOnly: { label: '仅个人免费，没有单位许可', tone: 'red' },
  undecided: { label: '尚未认定是什么软件', tone: 'amber' },
  activationDoubt: { label: '激活状态待核实', tone: 'amber' },
} as const satisfies ChoiceSet;
export const Reason = z.enum(choiceValues(REASONS));
export type Reason = z.infer<typeof Reason>;
export const RED_REASONS: readonly Reason[] = choiceValues(REASONS).slice(0, 7);

type NoteWords = { state: LinkState; label: string; todo?: string };
const PAPERS = '上传采购合同、授权证书或发票';
/** What is known about a link and what that makes of it; `todo` says what would mend it. */
export const NOTES = {
  contractLine: { state: 'present', label: '按采购合同到货登记' },
  certificate: { state: 'present', label: '授权证书在案' },
  contractPaper: { state: 'present', label: '采购合同原件在案' },
  invoice: { state: 'present', label: '发票在案' },
  grantPaper: { state: 'present', label: '受赠、调剂或配发的资料在案' },
  noPaperNeeded: { state: 'notNeeded', label: '这类软件不需要采购资料' },
  contractNoOnly: { state: 'missing', label: '只登记了合同编号，没有任何资料', todo: PAPERS },
  noPaper: { state: 'missing', label: '没有采购合同、授权证书或发票', todo: PAPERS },
  noGrantPaper: {
    state: 'missing',
    label: '没有受赠、调剂或配发的资料',
    todo: '上传受赠、调剂或配发的文件',
  },
  inForce: { state: 'present', label: '有效' },
  noNumber: {
    state: 'missing',
    label: '单位没有与它对应的软件编号',
    todo: '有授权的登记软件编号和资料；没有的采购、替换或卸载',
  },
  undecidedProduct: { state: 'missing', label: '尚未认定是什么软件', todo: '到待识别中认定' },
  termOver: { state: 'contradicted', label: '许可期限已过', todo: '续订，或者卸载' },
  termNotBegun: {
    state: 'contradicted',
    label: '许可期限还没有开始',
    todo: '期限开始前不使用，或核对期限',
  },
  versionUsable: { state: 'present', label: '版本在可使用版本内' },
  recordedVersion: { state: 'present', label: '采集不到版本，台账登记的版本在可使用版本内' },
  reportedVersion: { state: 'present', label: '名称中没有版本，采集到的版本号在可使用版本内' },
  downgradeLetter: { state: 'present', label: '低于授权版本，降级授权函在案' },
  oemEvidence: { state: 'present', label: '本机的随机凭据在案' },
  oemChannel: { state: 'present', label: '本机的激活渠道为OEM' },
  freeList: { state: 'present', label: '列入可使用免费软件清单，单位可以使用' },
  ownDevelopment: { state: 'present', label: '本单位自主开发' },
  noRight: { state: 'missing', label: '没有可以引用的授权', todo: '先登记软件编号' },
  versionUnknown: { state: 'missing', label: '版本不明，不能核对可使用版本', todo: '查明版本' },
  versionOutside: {
    state: 'missing',
    label: '版本不在可使用版本内',
    todo: '换成可使用的版本，或补充许可',
  },
  letterMissing: {
    state: 'missing',
    label: '登记了降级使用依据，但降级授权函不在案',
    todo: '上传授权函或降级函',
  },
  noOemEvidence: {
    state: 'missing',
    label: '没有本机的随机凭据',
    todo: '在计算机上登记随机凭据（COA标签、装箱单等）',
  },
  notListed: {
    state: 'missing',
    label: '没有列入可使用免费软件清单',
    todo: '列入免费软件清单，或者卸载',
  },
  notListedHere: {
    state: 'missing',
    label: '清单里没有这个版本，或不供这个部门使用',
    todo: '修改免费软件清单的版本或适用部门',
  },
  listedNotForUnits: {
    state: 'missing',
    label: '清单注明仅个人免费或试用',
    todo: '取得单位许可，或换用单位可以使用的软件',
  },
  seatProven: { state: 'present', label: '分到许可，分配已证明最优' },
  seatTree: { state: 'present', label: '分到许可，分配经分支证明最优' },
  seatGap: { state: 'present', label: '分到许可，分配与最优的差距已知' },
  seatHeuristic: { state: 'present', label: '分到许可，分配未证明最优' },
  nothingUsedUp: { state: 'notNeeded', label: '这个编号不占用许可数量' },
  notAllocated: { state: 'missing', label: '还没有做过授权分配', todo: '运行授权分配' },
  notCovered: {
    state: 'contradicted',
    label: '按现有许可分配不到',
    todo: '腾出或增购许可、换用别的软件，或者卸载',
  },
  recordedOpening: { state: 'present', label: '建账登记' },
  recordedManual: { state: 'present', label: '手工登记' },
  recordedWorkOrder: { state: 'present', label: '安装维护确认单' },
  recordedCampaign: { state: 'present', label: '统一部署的确认单' },
  recordedPostingRule: { state: 'present', label: '按自动登记规则登记' },
  recordedUpgrade: { state: 'present', label: '升级登记' },
  recordedMerged: { state: 'present', label: '两条计算机记录合并时转来' },
  recordedOtherNumber: { state: 'present', label: '登记在同一软件的另一个编号下，该编号也有许可' },
  notRecorded: { state: 'missing', label: '台账里没有登记', todo: '登记入台账' },
  otherNumberFull: {
    state: 'contradicted',
    label: '登记在另一个编号下，而那个编号的许可不足或不适用',
    todo: '卸载登记后改登记到分配的编号',
  },
  seenByAgent: { state: 'present', label: '采集代理看到' },
  seenInFile: { state: 'present', label: '导入的清单里有' },
  seenLongAgo: { state: 'missing', label: '已有180天没有新的采集', todo: '让这台计算机重新上报' },
  notShown: {
    state: 'contradicted',
    label: '完整的软件清单里没有它',
    todo: '确已卸载的登记卸载；仍在的核对清单',
  },
  neverReported: {
    state: 'missing',
    label: '没有完整的软件清单可以核对',
    todo: '安装采集代理或导入软件清单',
  },
  deviceInUse: { state: 'present', label: '在用' },
  deviceNotInUse: { state: 'present', label: '闲置或维修' },
  noHolder: { state: 'missing', label: '没有使用人或使用部门', todo: '登记使用人或使用部门' },
} as const satisfies Record<string, NoteWords>;
export type Note = keyof typeof NOTES;
export const Note = z.enum(Object.keys(NOTES) as [Note, ...Note[]]);
