/** What speaks against recorded rights, the first objection (PZ-1.3, PZ-2.5). */
import type { Software } from '../software/shapes.ts';
import type { LicenseRightInput } from './shapes.ts';

export type RightObjection = { sentence: string; path: string };

export function rightObjection(
  software: Pick<Software, 'softwareType' | 'licenseMetric'>,
  input: LicenseRightInput,
): RightObjection | undefined {
  if (software.softwareType !== 'commercial') {
    return { sentence: '只有商业软件有许可权利；OEM软件以随机凭据为准', path: 'body' };
  }
  const parts = input.parts.map(({ productId }) => productId);
  if (new Set(parts).size !== parts.length) {
    return { sentence: '套件组成中同一产品出现了两次', path: 'body.parts' };
  }
  if (parts.length === 1) {
    return { sentence: '套件至少由两个产品组成；不是套件的留空', path: 'body.parts' };
  }
  const beyond = input.secondUse || input.downgradeVersions.length > 0 || parts.length > 0;
  if (beyond && input.basis === '') {
    return { sentence: '请填写依据：合同或许可协议的条款', path: 'body.basis' };
  }
  if (input.secondUse && !['perDevice', null].includes(software.licenseMetric)) {
    return { sentence: '二次使用权只适用于按设备计量的许可', path: 'body.secondUse' };
  }
  if (input.minimumCores > 1 && software.licenseMetric !== 'perCore') {
    return { sentence: '最少核数只适用于按核计量的许可', path: 'body.minimumCores' };
  }
  return undefined;
}
