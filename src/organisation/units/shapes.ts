/** Units (单位): who owns a ledger. A tree by superior; type decides nothing but is printed and rolled up. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';

export const UNIT_TYPES = {
  government: { label: '机关' },
  institution: { label: '事业单位' },
  enterprise: { label: '企业' },
} as const;
export const UnitType = z.enum(choiceValues(UNIT_TYPES));
export type UnitType = z.infer<typeof UnitType>;

/** The code stands in addresses, so it takes no slash, blank or Chinese. */
export const unitCode = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/, {
    error: '单位编码为 1–40 位字母、数字、点、下划线或短横，以字母或数字开头',
  });

export const unitName = z
  .string()
  .trim()
  .min(1, { error: '请填写单位名称' })
  .max(200, { error: '单位名称不超过 200 字' });

export const Unit = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    type: UnitType,
    superiorId: z.uuid().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'Unit' });
export type Unit = z.infer<typeof Unit>;

/** What set-up and the unit page give. */
export const NewUnit = z.object({ code: unitCode, name: unitName, type: UnitType });
export type NewUnit = z.output<typeof NewUnit>;

/** Own unit and every unit below, parents before children. */
export const listUnits = endpoint({
  method: 'GET',
  path: '/api/units/:unit/tree',
  summary: '本单位及下级单位',
  tag: '组织',
  permission: 'unit.view',
  output: z.object({ items: z.array(Unit.extend({ depth: z.number().int() })) }),
});

export const createSubordinate = endpoint({
  method: 'POST',
  path: '/api/units/:unit/tree',
  summary: '新增下级单位',
  tag: '组织',
  permission: 'unit.edit',
  body: NewUnit.extend({
    /** A unit of the own tree; the own unit unless given. */
    superiorCode: unitCode.optional(),
  }),
  output: Unit,
});

/** The code stays: addresses, tokens and exported files carry it. */
export const updateUnit = endpoint({
  method: 'PATCH',
  path: '/api/units/:unit/tree/:code',
  summary: '修改单位',
  tag: '组织',
  permission: 'unit.edit',
  params: z.object({ code: unitCode }),
  body: z.object({
    name: unitName.optional(),
    type: UnitType.optional(),
    superiorCode: unitCode.optional(),
  }),
  output: Unit,
});
