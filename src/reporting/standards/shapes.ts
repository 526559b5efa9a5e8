/** Standards out: what a computer has as CycloneDX, SWID and CoSWID; what the unit may use as entitlements. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint } from '../../platform/http/endpoint.ts';

export const DEVICE_FORMATS = {
  cyclonedx: { label: 'CycloneDX 1.6（JSON）' },
  swid: { label: 'SWID 标签（zip）' },
  coswid: { label: 'CoSWID 标签（zip）' },
} as const satisfies ChoiceSet;
export type DeviceFormat = keyof typeof DEVICE_FORMATS;

export const ENTITLEMENT_FORMATS = {
  xml: { label: 'XML' },
  json: { label: 'JSON' },
} as const satisfies ChoiceSet;

const tag = '标准格式';

export const exportDevice = endpoint({
  method: 'GET',
  path: '/api/units/:unit/standards/devices/:device',
  summary: '一台计算机的软件：CycloneDX 1.6、SWID 或 CoSWID',
  tag,
  permission: 'discovery.view',
  params: z.object({ device: z.uuid() }),
  query: z.object({ format: z.enum(choiceValues(DEVICE_FORMATS)) }),
  raw: 'application/octet-stream',
  output: z.void(),
});

export const exportEntitlements = endpoint({
  method: 'GET',
  path: '/api/units/:unit/standards/entitlements',
  summary: '本单位的授权，参照 ISO/IEC 19770-3 的概念（XML、JSON）',
  tag,
  permission: 'software.view',
  query: z.object({
    format: z.enum(choiceValues(ENTITLEMENT_FORMATS)).default('xml'),
    asOf: dateText.optional(),
  }),
  raw: 'application/octet-stream',
  output: z.void(),
});
