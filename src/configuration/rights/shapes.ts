/**
 * 许可权利: what a licence allows beyond the columns of 附件7 — suite parts, departments, editions, downgrade with a
 * letter, second use, cores (PZ-1.3, PZ-2.5). Changing them never changes the number (TZ-1.3).
 */
import { z } from 'zod';
import { endpoint } from '../../platform/http/endpoint.ts';
import { UsableVersion } from '../software/shapes.ts';

export const RightPart = z.object({
  productId: z.string().trim().min(1).max(200),
  productName: z.string().trim().min(1).max(200),
});
export type RightPart = z.infer<typeof RightPart>;

export const LicenseRightInput = z
  .object({
    parts: z.array(RightPart).max(60, { error: '套件组成不超过 60 项' }).default([]),
    departmentIds: z
      .array(z.uuid())
      .max(500, { error: '部门不超过 500 个' })
      .nullable()
      .default(null),
    editions: z
      .array(z.string().trim().min(1, { error: '版别不能为空' }).max(100))
      .max(30, { error: '版别不超过 30 项' })
      .nullable()
      .default(null),
    downgradeVersions: z
      .array(UsableVersion)
      .max(50, { error: '可降级版本不超过 50 项' })
      .default([]),
    secondUse: z.boolean().default(false),
    minimumCores: z
      .number()
      .int()
      .min(1, { error: '最少核数为 1 至 10000' })
      .max(10_000, { error: '最少核数为 1 至 10000' })
      .default(1),
    basis: z.string().trim().max(500, { error: '依据不超过 500 个字' }).default(''),
  })
  .meta({ id: 'LicenseRightFacts' });
export type LicenseRightInput = z.output<typeof LicenseRightInput>;

export const LicenseRight = LicenseRightInput.extend({
  softwareId: z.string(),
  /** A letter of downgrade is on file: without it downgrade versions are not covered. */
  letterOnFile: z.boolean(),
  /** 0 = nothing recorded: the plain rights of the number. */
  revision: z.number().int(),
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
}).meta({ id: 'LicenseRight' });
export type LicenseRight = z.infer<typeof LicenseRight>;

const tag = '软件配置';
const path = '/api/units/:unit/software/:id/rights';
const params = z.object({ id: z.uuid({ error: '软件标识有误' }) });

export const getRights = endpoint({
  method: 'GET',
  path,
  summary: '一个软件编号的许可权利：套件组成、使用部门、版别、降级、二次使用、最少核数',
  tag,
  permission: 'software.view',
  params,
  output: LicenseRight,
});
export const saveRights = endpoint({
  method: 'PUT',
  path,
  summary: '登记许可权利；不改变软件编号',
  tag,
  permission: 'software.edit',
  params,
  body: LicenseRightInput.extend({ revision: z.number().int().min(0) }),
  output: LicenseRight,
});
