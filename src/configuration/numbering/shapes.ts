/** Settings of the 软件编号 scheme: one row per software type of a unit. */
import { z } from 'zod';
import { endpoint } from '../../platform/http/endpoint.ts';
import { SoftwareType } from '../software/shapes.choices.ts';

export const NumberingScheme = z
  .object({
    prefix: z
      .string({ error: '编号前缀必须填写' })
      .trim()
      .regex(/^[0-9A-Za-z-]{1,12}$/, '编号前缀应为 1 至 12 个字母、数字或连字符'),
    digits: z
      .number({ error: '位数应为整数' })
      .int('位数应为整数')
      .min(1, '位数应为 1 至 9')
      .max(9, '位数应为 1 至 9'),
    start: z
      .number({ error: '起始号应为整数' })
      .int('起始号应为整数')
      .min(1, '起始号应为 1 至 99999999')
      .max(99_999_999, '起始号应为 1 至 99999999'),
  })
  .meta({ id: 'NumberingScheme' });
export type NumberingScheme = z.infer<typeof NumberingScheme>;

/** domain 4.1 (d): S, O, F and four digits unless the unit sets its own. */
export const DEFAULT_SCHEMES: Record<SoftwareType, NumberingScheme> = {
  commercial: { prefix: 'S', digits: 4, start: 1 },
  oem: { prefix: 'O', digits: 4, start: 1 },
  free: { prefix: 'F', digits: 4, start: 1 },
  selfDeveloped: { prefix: 'Z', digits: 4, start: 1 },
};

export const NumberingState = z
  .object({
    softwareType: SoftwareType,
    scheme: NumberingScheme,
    /** How many numbers were given so far; from 1 on the start is fixed. */
    issued: z.number().int(),
    nextNumber: z.string(),
  })
  .meta({ id: 'NumberingState' });
export type NumberingState = z.infer<typeof NumberingState>;

export const ConfigurationSettings = z
  .object({ selfDevelopedEnabled: z.boolean(), numbering: z.array(NumberingState) })
  .meta({ id: 'ConfigurationSettings' });
export type ConfigurationSettings = z.infer<typeof ConfigurationSettings>;

export const ConfigurationSettingsInput = z
  .object({
    selfDevelopedEnabled: z.boolean().optional(),
    numbering: z.array(z.object({ softwareType: SoftwareType, scheme: NumberingScheme })).max(4),
  })
  .meta({ id: 'ConfigurationSettingsChange' });
export type ConfigurationSettingsInput = z.infer<typeof ConfigurationSettingsInput>;

const tag = '软件配置';

export const getSettings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/software-numbering',
  summary: '软件编号规则',
  tag,
  permission: 'unit.view',
  output: ConfigurationSettings,
});

export const putSettings = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/software-numbering',
  summary: '修改软件编号规则',
  tag,
  permission: 'setting.edit',
  body: ConfigurationSettingsInput,
  output: ConfigurationSettings,
});
