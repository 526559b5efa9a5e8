/** The choices of domain.md part 1 that belong to a software number: value, Chinese label, colour, order. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';

/** TZ-1.1: exactly three; 自主开发 is an optional fourth that a unit may switch on. */
export const SOFTWARE_TYPES = {
  commercial: { label: '商业软件', tone: 'blue' },
  oem: { label: 'OEM软件', tone: 'grey' },
  free: { label: '免费软件', tone: 'green' },
  selfDeveloped: { label: '自主开发', tone: 'grey' },
} as const;
export const SoftwareType = z.enum(choiceValues(SOFTWARE_TYPES), { error: '请选择软件类型' });
export type SoftwareType = z.infer<typeof SoftwareType>;

/** 软件类别 is the catalogue's word; declared there once. */
export {
  SoftwareCategory,
  softwareCategories as SOFTWARE_CATEGORIES,
} from '../../recognition/shapes.ts';

export const ORIGINS = {
  domestic: { label: '国产' },
  foreign: { label: '非国产' },
} as const;
export const Origin = z.enum(choiceValues(ORIGINS), { error: '请选择产地：国产或非国产' });
export type Origin = z.infer<typeof Origin>;

/** 场地授权 comes first: PZ-1.3 prefers it. 随机授权 is evidence of OEM software and never a licence type here. */
export const LICENSE_TYPES = {
  site: { label: '场地授权' },
  device: { label: '单机许可' },
  concurrent: { label: '网络许可' },
  namedUser: { label: '用户许可' },
  subscription: { label: '订阅' },
  other: { label: '其他' },
} as const;
export const LicenseType = z.enum(choiceValues(LICENSE_TYPES), { error: '请选择许可类型' });
export type LicenseType = z.infer<typeof LicenseType>;

export const LICENSE_METRICS = {
  unlimited: { label: '不限' },
  perDevice: { label: '按设备' },
  perUser: { label: '按用户' },
  perConcurrent: { label: '按并发' },
  perServer: { label: '按服务器' },
  perCore: { label: '按核' },
} as const;
export const LicenseMetric = z.enum(choiceValues(LICENSE_METRICS), { error: '请选择许可计量' });
export type LicenseMetric = z.infer<typeof LicenseMetric>;

export const ACQUISITION_METHODS = {
  purchase: { label: '采购' },
  donation: { label: '受赠' },
  transfer: { label: '调剂' },
  allocatedByHigherAuthority: { label: '上级配发' },
  preinstalled: { label: '随机预装' },
  freeDownload: { label: '免费下载' },
  selfDeveloped: { label: '自主开发' },
} as const;
export const AcquisitionMethod = z.enum(choiceValues(ACQUISITION_METHODS), {
  error: '请选择获得方式',
});
export type AcquisitionMethod = z.infer<typeof AcquisitionMethod>;

export const SOFTWARE_STATUSES = {
  active: { label: '有效', tone: 'green' },
  disposed: { label: '已处置', tone: 'grey' },
} as const;
export const SoftwareStatus = z.enum(choiceValues(SOFTWARE_STATUSES), { error: '请选择状态' });
export type SoftwareStatus = z.infer<typeof SoftwareStatus>;
