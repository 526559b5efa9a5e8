/**
 * When do two purchases carry one 软件编号, and what may be written for which type: 《软件台账管理规定》一.2 to 一.9
 * (TZ-1.2–1.9) as data, judged by a few lines. Used by the form in the browser, the import and the commands.
 */
import type { RefusalParams } from '../../base/refusal.ts';
import { canonicalTerm, termSpan } from './rules.terms.ts';
import { canonicalVersions, compareVersions } from './rules.versions.ts';
import type { AcquisitionMethod } from './shapes.choices.ts';
import type { FactField, SoftwareFacts, SoftwareType } from './shapes.ts';

/** What an attribute is called on the paper. */
export const FIELD_TITLES: Record<FactField, string> = {
  softwareType: '软件类型',
  softwareName: '软件名称',
  softwareVersion: '软件版本',
  edition: '版别',
  publisher: '软件厂商',
  category: '软件类别',
  origin: '产地',
  productId: '目录产品',
  acquisitionMethod: '获得方式',
  purchaseDate: '采购时间',
  purchaseAmountFen: '采购金额',
  licenseType: '许可类型',
  licenseMetric: '许可计量',
  licenseQuantity: '许可数量',
  usableVersions: '可使用版本',
  licenseTerm: '许可期限',
  serialNumbers: '序列号',
  contractNo: '合同编号',
  supplier: '供应商',
  maintenanceEnd: '维护截止日期',
  downgradeEvidence: '降级使用依据',
  formerNo: '原编号',
  remark: '备注',
  registeredOn: '登记日期',
};

/** The seven purchase attributes of TZ-1.3. */
export const PURCHASE_ATTRIBUTES = [
  'purchaseDate',
  'purchaseAmountFen',
  'licenseType',
  'licenseQuantity',
  'usableVersions',
  'licenseTerm',
  'serialNumbers',
] as const satisfies readonly FactField[];

export type IdentityField =
  | 'softwareName'
  | 'softwareVersion'
  | (typeof PURCHASE_ATTRIBUTES)[number];

/** Same number if and only if all of these are equal (domain 4.1). */
export const IDENTITY: Record<SoftwareType, { fields: readonly IdentityField[]; article: string }> =
  {
    commercial: {
      fields: ['softwareName', 'softwareVersion', ...PURCHASE_ATTRIBUTES],
      article: '《软件台账管理规定》一.2、一.3',
    },
    oem: {
      fields: ['softwareName', 'softwareVersion'],
      article: '《软件台账管理规定》一.5',
    },
    free: { fields: ['softwareName'], article: '《软件台账管理规定》一.7、一.8' },
    selfDeveloped: {
      fields: ['softwareName', 'softwareVersion'],
      article: '本单位规定',
    },
  };

/** Whether a cell must be filled, may be filled or must stay empty; `purchase` = filled exactly when bought (TZ-1.4). */
export type Presence = 'required' | 'optional' | 'forbidden' | 'purchase';
type Row = Record<SoftwareType, Presence>;
const row = (
  commercial: Presence,
  oem: Presence,
  free: Presence,
  selfDeveloped: Presence,
): Row => ({
  commercial,
  oem,
  free,
  selfDeveloped,
});

/** The columns of 附件7 by type: TZ-1.4, 1.6, 1.9. */
export const PRESENCE: Partial<Record<FactField, Row>> = {
  softwareVersion: row('required', 'required', 'forbidden', 'required'),
  purchaseDate: row('purchase', 'forbidden', 'forbidden', 'forbidden'),
  purchaseAmountFen: row('purchase', 'forbidden', 'forbidden', 'forbidden'),
  licenseType: row('required', 'forbidden', 'forbidden', 'forbidden'),
  licenseMetric: row('optional', 'forbidden', 'forbidden', 'forbidden'),
  licenseQuantity: row('required', 'forbidden', 'forbidden', 'forbidden'),
  usableVersions: row('required', 'forbidden', 'forbidden', 'forbidden'),
  licenseTerm: row('required', 'forbidden', 'forbidden', 'forbidden'),
  serialNumbers: row('optional', 'forbidden', 'forbidden', 'forbidden'),
  downgradeEvidence: row('optional', 'forbidden', 'forbidden', 'forbidden'),
};

export const EMPTY_ARTICLE: Record<SoftwareType, string> = {
  commercial: '《软件台账管理规定》一.4',
  oem: '《软件台账管理规定》一.6',
  free: '《软件台账管理规定》一.9',
  selfDeveloped: '本单位规定',
};

/** How each type can come to the unit. */
export const METHODS: Record<SoftwareType, readonly AcquisitionMethod[]> = {
  commercial: ['purchase', 'donation', 'transfer', 'allocatedByHigherAuthority'],
  oem: ['preinstalled'],
  free: ['freeDownload', 'preinstalled', 'allocatedByHigherAuthority'],
  selfDeveloped: ['selfDeveloped'],
};

/** Blank text says nothing: it is kept as null, so that an empty cell is empty in one way only. */
export function blankToNull<F extends Partial<SoftwareFacts>>(facts: F): F {
  return Object.fromEntries(
    Object.entries(facts).map(([field, value]) => [field, value === '' ? null : value]),
  ) as F;
}

/** What a rule objects to: where, why and what to do; the command turns the first into a refusal. */
export type Objection = { path: FactField; code: string; sentence: string; params: RefusalParams };

export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || value === '';
}

/** Filled, optional or empty for this record; resolves 采购 against 受赠、调剂等. */
export function presenceOf(
  field: FactField,
  facts: Pick<SoftwareFacts, 'softwareType' | 'acquisitionMethod'>,
): 'required' | 'optional' | 'forbidden' {
  const cell = PRESENCE[field]?.[facts.softwareType] ?? 'optional';
  if (cell !== 'purchase') return cell;
  return facts.acquisitionMethod === 'purchase' ? 'required' : 'forbidden';
}

/** Everything that is wrong with a record, in the order of the form; empty = it may be saved. */
export function checkSoftware(
  facts: SoftwareFacts,
  context: { today: string; selfDevelopedEnabled: boolean },
): Objection[] {
  return [
    ...checkType(facts, context.selfDevelopedEnabled),
    ...checkPresence(facts),
    ...checkLicence(facts),
    ...checkDates(facts, context.today),
    ...checkSerials(facts),
  ];
}

function objection(
  path: FactField,
  code: string,
  sentence: string,
  params: RefusalParams = {},
): Objection {
  return { path, code: `configuration.${code}`, sentence, params };
}

function checkType(facts: SoftwareFacts, selfDevelopedEnabled: boolean): Objection[] {
  if (facts.softwareType === 'selfDeveloped' && !selfDevelopedEnabled) {
    return [
      objection(
        'softwareType',
        'selfDevelopedOff',
        '本单位未启用“自主开发”类型，请选择商业、OEM 或免费软件，或在编号规则中启用',
      ),
    ];
  }
  if (METHODS[facts.softwareType].includes(facts.acquisitionMethod)) return [];
  return [
    objection(
      'acquisitionMethod',
      'methodUnfit',
      '获得方式与软件类型不符：商业软件为采购、受赠、调剂或上级配发，OEM 软件为随机预装，免费软件为免费下载、随机预装或上级配发',
    ),
  ];
}

function checkPresence(facts: SoftwareFacts): Objection[] {
  const found: Objection[] = [];
  if (!/[\p{L}\p{N}]/u.test(facts.softwareName)) {
    found.push(
      objection('softwareName', 'nameUnreadable', '软件名称中没有文字或数字，请填写软件的名称'),
    );
  }
  for (const field of Object.keys(PRESENCE) as FactField[]) {
    const presence = presenceOf(field, facts);
    const empty = isEmpty(facts[field]);
    const params = {
      field: FIELD_TITLES[field],
      type: TYPE_WORDS[facts.softwareType],
      article: EMPTY_ARTICLE[facts.softwareType],
    };
    if (presence === 'forbidden' && !empty) {
      found.push(
        facts.softwareType === 'commercial'
          ? objection(
              field,
              'notForGift',
              '非采购方式获得的商业软件不填写{{field}}（{{article}}），请留空',
              params,
            )
          : objection(
              field,
              'mustBeEmpty',
              '{{type}}不填写{{field}}（{{article}}），请留空',
              params,
            ),
      );
    }
    if (presence === 'required' && empty) {
      found.push(objection(field, 'missing', '{{type}}必须填写{{field}}，请补充', params));
    }
  }
  return found;
}

const TYPE_WORDS: Record<SoftwareType, string> = {
  commercial: '商业软件',
  oem: 'OEM软件',
  free: '免费软件',
  selfDeveloped: '自主开发软件',
};

function checkLicence(facts: SoftwareFacts): Objection[] {
  const found: Objection[] = [];
  if (facts.licenseQuantity === 'unlimited' && facts.licenseType !== 'site') {
    found.push(
      objection(
        'licenseQuantity',
        'unlimitedOnlySite',
        '许可数量“不限”只适用于场地授权，请填写数量或改选场地授权',
      ),
    );
  }
  if (
    facts.licenseMetric !== null &&
    (facts.licenseMetric === 'unlimited') !== (facts.licenseQuantity === 'unlimited')
  ) {
    found.push(
      objection(
        'licenseMetric',
        'metricUnfit',
        '许可计量“不限”与许可数量“不限”须同时选用，请改为一致',
      ),
    );
  }
  for (const item of facts.usableVersions) {
    if ('exact' in item || item.from === null || item.to === null) continue;
    if (compareVersions(item.from, item.to) > 0) {
      found.push(
        objection(
          'usableVersions',
          'rangeReversed',
          '可使用版本“{{from}}–{{to}}”起止颠倒，请把较低的版本写在前面',
          {
            from: item.from,
            to: item.to,
          },
        ),
      );
    }
  }
  return found;
}

function checkDates(facts: SoftwareFacts, today: string): Objection[] {
  const found: Objection[] = [];
  if (facts.purchaseDate !== null && facts.purchaseDate > today) {
    found.push(
      objection(
        'purchaseDate',
        'purchaseInFuture',
        '采购时间 {{date}} 晚于今天，请核对后填写已发生的采购',
        {
          date: facts.purchaseDate,
        },
      ),
    );
  }
  if (facts.registeredOn !== null && facts.registeredOn > today) {
    found.push(
      objection(
        'registeredOn',
        'registeredInFuture',
        '登记日期 {{date}} 晚于今天，请改为今天或更早',
        {
          date: facts.registeredOn,
        },
      ),
    );
  }
  if (facts.licenseTerm !== null) {
    const { start, end } = termSpan(facts.licenseTerm);
    if (start !== null && end !== null && end < start) {
      found.push(
        objection(
          'licenseTerm',
          'termReversed',
          '许可期限的截止日期 {{end}} 早于起始日期 {{start}}，请核对',
          {
            start,
            end,
          },
        ),
      );
    }
  }
  return found;
}

function checkSerials(facts: SoftwareFacts): Objection[] {
  const seen = new Set<string>();
  for (const [index, serial] of facts.serialNumbers.entries()) {
    const folded = foldSerial(serial);
    if (seen.has(folded)) {
      return [
        objection(
          'serialNumbers',
          'serialTwice',
          '第 {{n}} 个序列号与前面的重复，请删去重复的一个',
          {
            n: index + 1,
          },
        ),
      ];
    }
    seen.add(folded);
  }
  return [];
}

/** Hyphens, blanks, case and full width do not make another serial number. */
export function foldSerial(serial: string): string {
  const folded = serial
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-–—]+/g, '');
  return folded === '' ? serial : folded;
}

/** Case, width, blanks and signs nobody sees do not make another name or version. */
export function foldText(text: string | null): string | null {
  if (text === null) return null;
  const visible = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  return visible.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** What is compared of each deciding attribute. `serials` are folded serials in the browser, keyed fingerprints on the server. */
export type IdentityFacts = Pick<
  SoftwareFacts,
  'softwareType' | Exclude<IdentityField, 'serialNumbers'>
> & {
  serials: readonly string[];
};

function identityValue(facts: IdentityFacts, field: IdentityField): unknown {
  switch (field) {
    case 'softwareName':
      return foldText(facts.softwareName);
    case 'softwareVersion':
      return foldText(facts.softwareVersion)?.replace(/^v(?=\d)/, '') ?? null;
    case 'usableVersions':
      return canonicalVersions(facts.usableVersions);
    case 'licenseTerm':
      return facts.licenseTerm === null ? null : canonicalTerm(facts.licenseTerm);
    case 'serialNumbers':
      return [...new Set(facts.serials)].sort();
    default:
      return facts[field];
  }
}

/** One text per identity: two records have the same number if and only if these are equal. */
export function identityText(facts: IdentityFacts): string {
  const values = IDENTITY[facts.softwareType].fields.map((field) => identityValue(facts, field));
  return JSON.stringify([facts.softwareType, ...values]);
}

/** The deciding attributes in which two records of one type differ. */
export function differingFields(left: IdentityFacts, right: IdentityFacts): IdentityField[] {
  return IDENTITY[left.softwareType].fields.filter(
    (field) =>
      JSON.stringify(identityValue(left, field)) !== JSON.stringify(identityValue(right, field)),
  );
}

/** Whether a change of these attributes touches what decides the number. */
export function touchesIdentity(type: SoftwareType, changed: readonly FactField[]): boolean {
  const fields: readonly FactField[] = IDENTITY[type].fields;
  return changed.includes('softwareType') || changed.some((field) => fields.includes(field));
}
