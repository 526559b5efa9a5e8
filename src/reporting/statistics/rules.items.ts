/** What 附件5 asks for, in its order (domain.md 附件5): keys stay, a unit may rename, hide and add rows. */
import type { GenuineRate } from '../../reconciliation/home/shapes.ts';
import type { StatisticsBlock } from './shapes.ts';

export type Category = GenuineRate['category'];
export const CATEGORIES: readonly Category[] = ['operatingSystem', 'office', 'antivirus'];
export const CATEGORY_WORDS: Record<Category, string> = {
  operatingSystem: '操作系统软件',
  office: '办公软件',
  antivirus: '杀毒软件',
};
export type ItemOrigin = 'domestic' | 'foreign';
export const ITEM_ORIGINS: readonly ItemOrigin[] = ['domestic', 'foreign'];
const ORIGIN_WORDS: Record<ItemOrigin, string> = { domestic: '国产', foreign: '非国产' };

/** How a row that people fill in is typed; without it the row is computed. */
export type Typed = 'flag' | 'integer';
export type Item = {
  key: string;
  block: StatisticsBlock;
  /** Chinese words of the form; two words are joined with a space. */
  words: readonly string[];
  typed?: Typed;
  /** Left out unless a unit shows it. */
  hidden?: boolean;
};

const item = (
  block: StatisticsBlock,
  key: string,
  words: string | readonly string[],
  more: Pick<Item, 'typed' | 'hidden'> = {},
): Item => ({ key, block, words: typeof words === 'string' ? [words] : words, ...more });

const byOrigin = (make: (category: Category, origin: ItemOrigin, words: string[]) => Item[]) =>
  CATEGORIES.flatMap((category) =>
    ITEM_ORIGINS.flatMap((origin) =>
      make(category, origin, [CATEGORY_WORDS[category], ORIGIN_WORDS[origin]]),
    ),
  );

export const ITEMS: readonly Item[] = [
  item('basic', 'reportYear', '统计年度'),
  item('basic', 'firstResponsible', '第一责任人（组长）姓名'),
  item('basic', 'firstResponsiblePosition', '第一责任人（组长）职务'),
  item('basic', 'responsibleDept', '工作负责部门'),
  item('basic', 'responsibleName', '部门负责人'),
  item('basic', 'responsiblePhone', '联系电话'),
  item('basic', 'responsibleFax', '传真'),
  item('basic', 'legalizationCompleted', '是否完成软件正版化', { typed: 'flag' }),
  item('scale', 'bodyCount', '所属单位个数', { typed: 'integer', hidden: true }),
  item('scale', 'totalStaff', '单位总人数'),
  item('scale', 'establishedPosts', '编制人数', { typed: 'integer' }),
  item('scale', 'computerUsers', '使用计算机人数'),
  item('scale', 'serverCount', '服务器（台）'),
  item('scale', 'desktopCount', '台式机（台）'),
  item('scale', 'laptopCount', '便携机（台）'),
  item('scale', 'computerTotal', '计算机总数（台）'),
  ...byOrigin((category, origin, words) => [
    item('purchased', `purchased.${category}.${origin}.quantity`, [...words, '许可数量']),
    item('purchased', `purchased.${category}.${origin}.amount`, [...words, '金额（元）']),
  ]),
  item('purchased', 'newPurchaseSpend', '新增软件采购投入（元）'),
  item('purchased', 'maintenanceSpend', '软件许可维护投入（元）'),
  ...byOrigin((category, origin, words) => [
    item('owned', `owned.${category}.${origin}`, [...words, '许可数量']),
  ]),
  ...CATEGORIES.flatMap((category) => [
    item('usage', `required.${category}`, [CATEGORY_WORDS[category], '应配数']),
    item('usage', `installed.${category}`, [CATEGORY_WORDS[category], '实际安装数']),
    item('usage', `genuine.${category}`, [CATEGORY_WORDS[category], '正版安装数']),
    item('usage', `genuineRate.${category}`, [CATEGORY_WORDS[category], '正版率']),
  ]),
  item('policies', 'policies', '软件正版化工作制度'),
  item('inspections', 'inspections', '检查次数'),
  item('inspections', 'inspectedComputers', '检查计算机数（台）'),
  item('inspections', 'inspectionProblems', '发现问题数'),
  item('inspections', 'inspectionRectified', '已整改数'),
  item('trainings', 'trainings', '培训次数'),
  item('trainings', 'trainingAttendees', '培训人次'),
  item('trainings', 'trainingDates', '培训时间'),
  item('trainings', 'externalTrainings', '参加主管部门培训（人次）'),
  item('publicity', 'publicity', '宣传活动次数'),
  item('publicity', 'publicityKinds', '宣传形式'),
  item('pledges', 'pledgesDue', '应签承诺书人数'),
  item('pledges', 'pledgesSigned', '已签承诺书人数'),
  item('assessment', 'assessmentResult', '考核评议结果'),
];

export const itemOf = (key: string): Item | undefined => ITEMS.find((one) => one.key === key);
export const labelOf = (words: readonly string[]): string => words.join(' ');
