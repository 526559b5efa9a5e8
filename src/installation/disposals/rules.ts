/** Whether the shortest life is reached and what that says of the reason given (PZ-2.7; 财行〔2013〕98号: five years). */
import { addMonths } from '../../base/dates.ts';
import type { DisposalReason, DisposalWarning, LifeFacts } from './shapes.ts';

export type NumberOfRequest = {
  softwareNo: string;
  purchaseDate: string | null;
  minLifeYears: number | null;
  termEnd: string | null;
};

/** Counted from the purchase; what was donated or transferred has no such day, and nobody guesses one. */
export function lifeOf(number: NumberOfRequest, today: string): LifeFacts {
  const { purchaseDate, minLifeYears, termEnd } = number;
  const known = purchaseDate !== null && minLifeYears !== null;
  const lifeReachedOn = known ? addMonths(purchaseDate, 12 * minLifeYears) : null;
  return {
    lifeFrom: purchaseDate,
    minLifeYears,
    lifeReachedOn,
    lifeReached: lifeReachedOn === null ? null : lifeReachedOn <= today,
    termEndedOn: termEnd !== null && termEnd < today ? termEnd : null,
  };
}

export type Complaint = {
  code: string;
  sentence: string;
  params: Record<string, string | number>;
  path: string;
};

/** The first number whose life says something else than the reason. A licence that is over has no life left to reach. */
export function lifeComplaint(
  reason: DisposalReason,
  numbers: readonly (LifeFacts & { softwareNo: string })[],
): Complaint | undefined {
  for (const one of numbers) {
    const params = {
      no: one.softwareNo,
      from: one.lifeFrom ?? '',
      years: one.minLifeYears ?? 0,
      on: one.lifeReachedOn ?? '',
    };
    const path = 'body.reason';
    if (reason === 'lifeReachedUnusable' && one.lifeReached === false && !one.termEndedOn) {
      const sentence =
        '{{no}} 于 {{from}} 购入，最低使用年限 {{years}} 年，到 {{on}} 才达到，与所选原因不符';
      return { code: 'installation.lifeNotReached', sentence, params, path };
    }
    if (reason !== 'lifeReachedUnusable' && one.lifeReached === true) {
      const sentence =
        '{{no}} 于 {{from}} 购入，最低使用年限 {{years}} 年，{{on}} 已达到，请选“已达到最低使用年限，且无法继续使用”';
      return { code: 'installation.lifeReached', sentence, params, path };
    }
  }
  return undefined;
}

export function warningsOf(
  numbers: readonly (LifeFacts & { softwareNo: string })[],
): DisposalWarning[] {
  return numbers.flatMap((one) => {
    const params = { no: one.softwareNo };
    if (one.lifeFrom === null) {
      const sentence = '{{no}} 没有采购时间（受赠、调剂等），无法核对使用年限，请在鉴定时核实';
      return [{ sentence, params }];
    }
    if (one.minLifeYears === null) {
      const sentence = '{{no}} 所属类别没有规定最低使用年限，请在鉴定时核实';
      return [{ sentence, params }];
    }
    if (one.termEndedOn && one.lifeReached === false) {
      const sentence = '{{no}} 未达到最低使用年限，许可已于 {{date}} 到期';
      return [{ sentence, params: { ...params, date: one.termEndedOn } }];
    }
    return [];
  });
}

export type DeviceOfRequest = { id: string; computerNo: string; status: string; carried: boolean };

/** Reason (3): the computers are scrapped, carried the software, and it is on no other that lives. */
export function hardwareComplaint(
  devices: readonly DeviceOfRequest[],
  asked: readonly string[],
  installed: readonly { softwareNo: string; openInstalls: number }[],
): Complaint | undefined {
  const path = 'body.deviceIds';
  if (asked.length === 0) {
    const sentence = '请选择因硬件报废而不能再用该软件的计算机';
    return { code: 'installation.noScrapped', sentence, params: {}, path };
  }
  if (devices.length < new Set(asked).size) {
    const sentence = '有的计算机不存在，请重新选择';
    return { code: 'installation.unknownDevice', sentence, params: {}, path };
  }
  const living = devices.find((device) => device.status !== 'scrapped');
  if (living) {
    const sentence = '计算机 {{no}} 没有报废，与所选原因不符';
    const params = { no: living.computerNo };
    return { code: 'installation.notScrapped', sentence, params, path };
  }
  const stranger = devices.find((device) => !device.carried);
  if (stranger) {
    const sentence = '计算机 {{no}} 没有登记安装过所选软件';
    const params = { no: stranger.computerNo };
    return { code: 'installation.neverCarried', sentence, params, path };
  }
  const open = installed.find((one) => one.openInstalls > 0);
  if (!open) return undefined;
  const sentence = '{{no}} 还装在 {{n}} 台没有报废的计算机上，与“硬件报废且无法迁移”不符';
  const params = { no: open.softwareNo, n: open.openInstalls };
  return { code: 'installation.stillInUse', sentence, params, path: 'body.reason' };
}
