import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FILLED_FIELDS,
  type MergeFacts,
  mergePlan,
  mergeProblem,
  undoPlan,
} from './rules.merge.ts';
import {
  computerBrand,
  deviceStatusOf,
  deviceTypeOf,
  hostKey,
  isMasked,
  macKey,
  maskTail,
  serialKey,
  statusProblem,
  uuidKey,
  uuidSpellings,
} from './rules.ts';
import { DeviceStatus } from './shapes.ts';

describe('device type', () => {
  it.each([
    ['服务器', 'server', ''],
    ['机架式服务器', 'server', '机架式服务器'],
    ['台式机', 'desktop', ''],
    ['台式计算机', 'desktop', '台式计算机'],
    ['工作站', 'desktop', '工作站'],
    ['移动工作站', 'laptop', '移动工作站'],
    ['一体机', 'desktop', '一体机'],
    ['便携机', 'laptop', ''],
    ['笔记本电脑', 'laptop', '笔记本电脑'],
    ['便携式计算机', 'laptop', '便携式计算机'],
    ['平板', 'laptop', '平板'],
    ['瘦客户机', 'desktop', '瘦客户机'],
    ['Notebook', 'laptop', 'Notebook'],
    ['Mini Tower', 'desktop', 'Mini Tower'],
    ['Rack Mount Chassis', 'server', 'Rack Mount Chassis'],
    ['laptop', 'laptop', ''],
  ])('%s counts as %s', (word, deviceType, typeName) => {
    expect(deviceTypeOf(word)).toEqual({ deviceType, typeName });
  });

  it.each(['打印机', '网络交换机', '多功能一体打印机', '手机', '椅子', ''])(
    '%s is no computer',
    (word) => {
      expect(deviceTypeOf(word)).toBeUndefined();
    },
  );
});

describe('device state', () => {
  it.each([
    ['在用', 'inUse'],
    ['正常使用', 'inUse'],
    ['库存闲置', 'idle'],
    ['送修', 'inRepair'],
    ['已报废', 'scrapped'],
    ['调出', 'transferredOut'],
    ['停用', 'idle'],
    ['说不清', undefined],
  ])('%s is read as %s', (word, status) => {
    expect(deviceStatusOf(word)).toBe(status);
  });

  const now = { status: 'inUse', fromOn: '2026-03-01', beganOn: '2026-01-01' } as const;
  it.each([
    ['idle', '2026-03-02', '', undefined],
    ['idle', '2026-03-01', '', undefined],
    ['inUse', '2026-04-01', '', 'same'],
    ['idle', '2026-02-28', '', 'beforeLastChange'],
    ['idle', '2025-12-31', '', 'beforeBeginning'],
  ] as const)('from in use to %s on %s: %s %s', (status, fromOn, reason, problem) => {
    expect(statusProblem(now, { status, fromOn, reason })).toBe(problem);
  });

  it('comes back from scrap only with a reason', () => {
    const scrapped = { ...now, status: 'scrapped' } as const;
    const back = { status: 'inUse', fromOn: '2026-04-01' } as const;
    expect(statusProblem(scrapped, { ...back, reason: ' ' })).toBe('reasonNeeded');
    expect(statusProblem(scrapped, { ...back, reason: '误登记' })).toBeUndefined();
  });
});

describe('identities in one spelling', () => {
  it('takes any writing of a MAC address and refuses what is none', () => {
    for (const text of ['00-1A-2B-3C-4D-5E', '001a2b3c4d5e', '00:1A:2B:3C:4D:5E']) {
      expect(macKey(text)).toBe('00:1a:2b:3c:4d:5e');
    }
    expect(macKey('00:1a:2b:3c:4d')).toBe('');
    expect(macKey('zz:1a:2b:3c:4d:5e')).toBe('');
  });

  it('knows both byte orders of a UUID', () => {
    const uuid = '564D9C11-2233-4455-8899-AABBCCDDEEFF';
    expect(uuidKey(uuid)).toBe('564d9c11-2233-4455-8899-aabbccddeeff');
    expect(uuidSpellings(uuid)).toContain('119c4d56-3322-5544-8899-aabbccddeeff');
    expect(uuidSpellings('no uuid')).toEqual([]);
    expect(uuidKey(`{${uuid}}`)).toBe(uuidKey(uuid));
  });

  it('gives the same two spellings from either of them', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const spellings = uuidSpellings(uuid);
        for (const spelling of spellings) {
          expect(new Set(uuidSpellings(spelling))).toEqual(new Set(spellings));
        }
      }),
    );
  });

  it('keeps letters of every script in a serial number', () => {
    expect(serialKey(' pf-0x 12ab ')).toBe('PF0X12AB');
    expect(serialKey('ＰＦ０Ｘ')).toBe('PF0X');
    expect(serialKey('甲-1')).toBe('甲1');
  });

  it('compares hosts without case and domain', () => {
    expect(hostKey('Office-PC01.example.gov.cn')).toBe('office-pc01');
    expect(hostKey('财务-01')).toBe('财务-01');
  });

  it('never shows more than four characters', () => {
    expect(maskTail('PF0X12AB')).toBe('****12AB');
    expect(maskTail('12AB')).toBe('****');
    expect(maskTail('')).toBe('');
    expect(isMasked(maskTail('PF0X12AB'))).toBe(true);
  });

  it('prints a brand once', () => {
    expect(computerBrand({ brand: '联想', model: '开天 M90z' })).toBe('联想 开天 M90z');
    expect(computerBrand({ brand: 'Dell', model: 'DELL OptiPlex' })).toBe('DELL OptiPlex');
    expect(computerBrand({ brand: '', model: '' })).toBe('');
  });
});

const device = (facts: Partial<MergeFacts>): MergeFacts => ({
  id: 'keep',
  status: 'inUse',
  mergedInto: null,
  assetNo: '',
  typeName: '',
  brand: '',
  model: '',
  serialNo: '',
  uuid: '',
  macs: [],
  hostName: '',
  osName: '',
  location: '',
  remark: '',
  acquiredOn: null,
  oemEvidence: [],
  hasHolders: false,
  ...facts,
});

describe('merging two records of one machine', () => {
  it('fills what is missing and never overwrites what is known', () => {
    const keep = device({ brand: '联想', macs: ['a', 'b'] });
    const drop = device({ id: 'drop', brand: 'LENOVO', serialNo: 'S1', macs: ['b', 'c'] });
    expect(mergePlan(keep, drop).filled).toEqual({
      serialNo: { before: '', after: 'S1' },
      macs: { before: ['a', 'b'], after: ['a', 'b', 'c'] },
    });
  });

  it('takes the holders only when the kept record has none', () => {
    const drop = device({ id: 'drop', hasHolders: true });
    expect(mergePlan(device({}), drop).takeHolders).toBe(true);
    expect(mergePlan(device({ hasHolders: true }), drop).takeHolders).toBe(false);
  });

  it.each([
    ['same', device({}), device({})],
    ['keepMerged', device({ mergedInto: 'x' }), device({ id: 'drop' })],
    ['dropMerged', device({}), device({ id: 'drop', mergedInto: 'x' })],
    ['keepRetired', device({ status: 'scrapped' }), device({ id: 'drop' })],
    [undefined, device({}), device({ id: 'drop', status: 'scrapped' })],
  ])('answers %s', (problem, keep, drop) => {
    expect(mergeProblem(keep, drop)).toBe(problem);
  });

  it('is taken back exactly, unless a field was edited since', () => {
    const text = fc.constantFrom('', 'a', 'b');
    const facts = fc.record({
      brand: text,
      serialNo: text,
      hostName: text,
      macs: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
      acquiredOn: fc.constantFrom(null, '2026-01-01'),
      status: fc.constantFrom(...DeviceStatus.options),
    });
    fc.assert(
      fc.property(facts, facts, text, (keepFacts, dropFacts, edited) => {
        const keep = device(keepFacts);
        const { filled } = mergePlan(keep, device({ id: 'drop', ...dropFacts }));
        const after: MergeFacts = { ...keep };
        for (const field of FILLED_FIELDS) {
          if (filled[field]) Object.assign(after, { [field]: filled[field].after });
        }
        expect({ ...after, ...undoPlan(after, filled) }).toEqual(keep);
        const changed = { ...after, brand: edited };
        const brand = { ...changed, ...undoPlan(changed, filled) }.brand;
        expect(brand).toBe(edited === after.brand ? keep.brand : edited);
      }),
    );
  });
});
