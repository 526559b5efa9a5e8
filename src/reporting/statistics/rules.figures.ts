/** Figures of 附件5 from the year's facts, each with its working and what it counts (D1–D3, D11–D14, D16). */
import { formatFen } from '../../base/money.ts';
import type { NumberFact, YearFacts } from './rules.facts.ts';
import {
  CATEGORIES,
  CATEGORY_WORDS,
  type Category,
  ITEM_ORIGINS,
  type ItemOrigin,
} from './rules.items.ts';
import type { StatisticsItem, StatisticsRow } from './shapes.ts';

export type Figure = Pick<StatisticsRow, 'value' | 'text' | 'working' | 'link' | 'items'>;

const figure = (
  value: Figure['value'],
  more: { shown?: string; working?: string; link?: string | null; items?: StatisticsItem[] } = {},
): Figure => ({
  value,
  text: more.shown ?? (value === null ? '' : String(value)),
  working: more.working ?? '',
  link: more.link ?? null,
  items: more.items ?? [],
});

/** What is listed behind a figure; the figure itself counts all. */
const MOST_ITEMS = 500;

export function figuresOf(facts: YearFacts): Map<string, Figure> {
  return new Map([
    ...basicFigures(facts),
    ...scaleFigures(facts),
    ...purchaseFigures(facts),
    ...ownedFigures(facts),
    ...usageFigures(facts),
    ...workFigures(facts),
  ]);
}

function basicFigures(facts: YearFacts): [string, Figure][] {
  const { committee, itDepartment } = facts;
  const responsible = committee?.responsible;
  const form1 = { link: '/committee', working: '附件1' };
  const source = responsible
    ? form1
    : { link: '/departments', working: itDepartment ? '附件1 未列信息化部门，取自部门职能' : '' };
  return [
    ['reportYear', figure(facts.year)],
    ['firstResponsible', figure(committee?.headName ?? null, form1)],
    ['firstResponsiblePosition', figure(committee?.headPosition ?? null, form1)],
    ['responsibleDept', figure(responsible?.departmentName ?? itDepartment?.name ?? null, source)],
    ['responsibleName', figure(responsible?.name ?? itDepartment?.headName ?? null, source)],
    ['responsiblePhone', figure(responsible?.phone ?? itDepartment?.phone ?? null, source)],
    ['responsibleFax', figure(responsible?.fax ?? null, source)],
    ['legalizationCompleted', completedFigure(facts)],
  ];
}

/** D14: all three on record and at 100 %, and nothing found that is not settled. */
export function completed(facts: Pick<YearFacts, 'rates' | 'openFindings'>): boolean {
  const proven = (rate: YearFacts['rates'][number]) =>
    rate.required === 0 || (rate.installed > 0 && rate.installed === rate.genuine);
  return facts.openFindings === 0 && facts.rates.every(proven);
}

export const flagText = (value: boolean): string => (value ? '是' : '否');

function completedFigure(facts: YearFacts): Figure {
  const value = completed(facts);
  const rates = facts.rates.map((rate) => `${CATEGORY_WORDS[rate.category]} ${rateText(rate)}`);
  const working = `正版率：${rates.join('、')}；未处理的问题 ${facts.openFindings} 个`;
  return figure(value, { shown: flagText(value), working, link: '/findings' });
}

function scaleFigures(facts: YearFacts): [string, Figure][] {
  const { devices, asOf, current } = facts;
  const register = `/registers/7?asOf=${asOf}`;
  const counted = (value: number, link: string, working: string): Figure =>
    figure(value, { link: current ? link : register, working: `${working}（截至 ${asOf}）` });
  const type = (key: keyof YearFacts['devices'], word: string): Figure =>
    counted(devices[key], `/devices?type=${key}`, `未报废、未调出的${word}`);
  const total = devices.server + devices.desktop + devices.laptop;
  return [
    ['bodyCount', figure(null)],
    ['totalStaff', counted(facts.staff, '/people?active=true', '在册人员')],
    ['establishedPosts', figure(null)],
    ['computerUsers', counted(facts.users, '/registers/8', '使用在用计算机的人员，一人多台计一次')],
    ['serverCount', type('server', '服务器')],
    ['desktopCount', type('desktop', '台式机')],
    ['laptopCount', type('laptop', '便携机')],
    [
      'computerTotal',
      counted(total, '/devices', `${devices.server}＋${devices.desktop}＋${devices.laptop}`),
    ],
  ];
}

const itemsOf = (numbers: readonly NumberFact[]): StatisticsItem[] =>
  numbers.slice(0, MOST_ITEMS).map((one) => ({
    label: `${one.softwareNo} ${one.softwareName} ${one.softwareVersion}`.trim(),
    detail: [
      `许可数量 ${one.quantity ?? '不限'}`,
      one.purchaseDate,
      one.amountFen === null ? null : `${formatFen(one.amountFen)} 元`,
    ]
      .filter(Boolean)
      .join('，'),
    link: `/software/${one.softwareId}`,
  }));

/** `20＋不限`: a site licence is a word, never a number in a sum (domain 8.4). */
export function quantityText(numbers: readonly Pick<NumberFact, 'quantity'>[]): string {
  const sum = numbers.reduce((total, one) => total + (one.quantity ?? 0), 0);
  const unlimited = numbers.some((one) => one.quantity === null);
  if (!unlimited) return String(sum);
  return sum === 0 ? '不限' : `${sum}＋不限`;
}

const amountOf = (numbers: readonly NumberFact[]): number =>
  numbers.reduce((total, one) => total + (one.amountFen ?? 0), 0);

/** `2 个软件编号：10＋5` */
function addition(numbers: readonly NumberFact[], part: (one: NumberFact) => string): string {
  if (numbers.length === 0) return '没有';
  const shown = numbers.slice(0, 8).map(part).join('＋');
  return `${numbers.length} 个软件编号：${shown}${numbers.length > 8 ? '＋…' : ''}`;
}

const quantityPart = (one: NumberFact): string => String(one.quantity ?? '不限');
const amountPart = (one: NumberFact): string =>
  one.amountFen === null ? '无金额' : formatFen(one.amountFen);

function pick(
  numbers: readonly NumberFact[],
  category: Category,
  origin: ItemOrigin,
): NumberFact[] {
  return numbers.filter((one) => one.category === category && one.origin === origin);
}

function quantityFigure(numbers: readonly NumberFact[]): Figure {
  const sum = numbers.reduce((total, one) => total + (one.quantity ?? 0), 0);
  return figure(sum, {
    shown: quantityText(numbers),
    working: addition(numbers, quantityPart),
    items: itemsOf(numbers),
  });
}

function amountFigure(numbers: readonly NumberFact[]): Figure {
  const sum = amountOf(numbers);
  return figure(sum, {
    shown: formatFen(sum),
    working: addition(numbers, amountPart),
    items: itemsOf(numbers),
  });
}

function purchaseFigures(facts: YearFacts): [string, Figure][] {
  const rows = CATEGORIES.flatMap((category) =>
    ITEM_ORIGINS.flatMap((origin): [string, Figure][] => {
      const own = pick(facts.purchases, category, origin);
      const key = `purchased.${category}.${origin}`;
      return [
        [`${key}.quantity`, quantityFigure(own)],
        [`${key}.amount`, amountFigure(own)],
      ];
    }),
  );
  const paid = facts.maintenance.reduce((total, line) => total + line.amountFen, 0);
  const all = amountFigure(facts.purchases);
  return [
    ...rows,
    [
      'newPurchaseSpend',
      { ...all, working: `采购时间在 ${facts.year} 年的全部商业软件，${all.working}` },
    ],
    [
      'maintenanceSpend',
      figure(paid, {
        shown: formatFen(paid),
        working: `${facts.year} 年签订的合同中的维护服务 ${facts.maintenance.length} 项`,
        link: '/contracts',
        items: facts.maintenance.slice(0, MOST_ITEMS).map((line) => ({
          label: `${line.contractNo} ${line.title}`,
          detail: `${formatFen(line.amountFen)} 元`,
          link: `/contracts/${line.contractId}`,
        })),
      }),
    ],
  ];
}

function ownedFigures(facts: YearFacts): [string, Figure][] {
  return CATEGORIES.flatMap((category) =>
    ITEM_ORIGINS.map((origin): [string, Figure] => [
      `owned.${category}.${origin}`,
      quantityFigure(pick(facts.owned, category, origin)),
    ]),
  );
}

export function rateText(rate: { installed: number; genuine: number }): string {
  if (rate.installed === 0) return '--';
  // 99.96 % is not 100 %.
  const share = Math.floor((rate.genuine / rate.installed) * 10_000) / 100;
  return `${share}%`;
}

function usageFigures(facts: YearFacts): [string, Figure][] {
  const { asOf, current } = facts;
  const register = `/registers/8?asOf=${asOf}`;
  return CATEGORIES.flatMap((category): [string, Figure][] => {
    const rate = facts.rates.find((one) => one.category === category) ?? {
      required: 0,
      installed: 0,
      genuine: 0,
    };
    const uncovered = facts.uncovered
      .filter((one) => one.category === category)
      .map((one) => ({
        label: one.computerNo,
        detail: `未计入正版　${one.departmentName}`,
        link: `/devices/${one.deviceId}`,
      }));
    const share = rate.installed === 0 ? null : rate.genuine / rate.installed;
    return [
      [
        `required.${category}`,
        figure(rate.required, {
          working: `在用计算机，一台一套（截至 ${asOf}）`,
          link: current ? '/devices?status=inUse' : register,
        }),
      ],
      [
        `installed.${category}`,
        figure(rate.installed, { working: '台账中装有这类软件的在用计算机', link: register }),
      ],
      [
        `genuine.${category}`,
        figure(rate.genuine, {
          working: '这类软件都在许可数量、期限、可使用版本之内或有随机凭据、列入清单的计算机',
          items: uncovered,
        }),
      ],
      [
        `genuineRate.${category}`,
        figure(share, {
          shown: rateText(rate),
          working: `${rate.genuine} ÷ ${rate.installed}`,
          items: uncovered,
        }),
      ],
    ];
  });
}

export function policyText(policies: YearFacts['policies']): string {
  return policies
    .map((one) => {
      const revised = one.revisedOn ? `，${one.revisedOn}修订` : '';
      return `《${one.name}》（${one.issuedOn}发布${revised}）`;
    })
    .join('；');
}

function workFigures(facts: YearFacts): [string, Figure][] {
  const { policies, inspections, trainings, pledges, assessment } = facts;
  const checked = { link: '/inspections', items: inspectionItems(facts) };
  const trained = { link: '/trainings', items: trainingItems(facts) };
  const pledged = { link: '/pledges', working: `截至 ${facts.asOf} 在册人员和当时的承诺书文本` };
  const dates = trainings.lines.map((line) => line.heldOn).join('、');
  return [
    [
      'policies',
      figure(policyText(policies) || null, {
        working: `截至 ${facts.asOf} 有效的制度 ${policies.length} 项`,
        link: '/policies',
      }),
    ],
    [
      'inspections',
      figure(inspections.inspections, {
        ...checked,
        working: `其中全面检查 ${inspections.full} 次`,
      }),
    ],
    ['inspectedComputers', figure(inspections.computersChecked, checked)],
    ['inspectionProblems', figure(inspections.problems, checked)],
    ['inspectionRectified', figure(inspections.rectified, checked)],
    ['trainings', figure(trainings.trainings, trained)],
    [
      'trainingAttendees',
      figure(trainings.attendees, {
        ...trained,
        working: `其中 ${trainings.persons} 人至少参加一次`,
      }),
    ],
    ['trainingDates', figure(dates || null, trained)],
    [
      'externalTrainings',
      figure(trainings.externalAttendees, {
        link: '/trainings',
        working: `${trainings.externalTrainings} 次`,
      }),
    ],
    ['publicity', figure(trainings.publicity.count, { link: '/trainings' })],
    [
      'publicityKinds',
      figure(trainings.publicity.kinds.join('、') || null, { link: '/trainings' }),
    ],
    ['pledgesDue', figure(pledges.due, pledged)],
    ['pledgesSigned', figure(pledges.signed, pledged)],
    [
      'assessmentResult',
      figure(
        assessment?.grades.map(({ label, count }) => `${label} ${count} 个部门`).join('、') ?? null,
        assessment
          ? { link: `/assessments/${assessment.id}`, working: `${assessment.approvedOn} 审定` }
          : { link: '/assessments' },
      ),
    ],
  ];
}

const inspectionItems = ({ inspections }: YearFacts): StatisticsItem[] =>
  inspections.lines.slice(0, MOST_ITEMS).map((line) => ({
    label: line.label,
    detail: line.detail,
    link: `/inspections/${line.id}`,
  }));

const trainingItems = ({ trainings }: YearFacts): StatisticsItem[] =>
  trainings.lines.slice(0, MOST_ITEMS).map((line) => ({
    label: `${line.heldOn} ${line.topic}`,
    detail: `${line.attendees} 人`,
    link: `/trainings/${line.id}`,
  }));
