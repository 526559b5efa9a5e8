/** The drawing software the sample unit asked for, bought and installed last year. */
import type { PlannedDevice } from './plan.ts';

/** Last year's drawing software (month and day), and how many each of five departments asked for. */
export const DRAWING_DAY = '09-28';
export const DRAWN = { '01': 2, '02': 2, '03': 2, '05': 5, '06': 4 } as const;

/** Drawing software for five departments, bought last year and installed by a campaign. */
export function deployDrawing(devices: PlannedDevice[], drawn: number): void {
  for (const [department, count] of Object.entries(DRAWN)) {
    const fitting = devices.filter(
      (device) =>
        device.department === department &&
        device.type !== 'server' &&
        device.scrapped === undefined &&
        device.seen !== undefined,
    );
    for (const device of fitting.slice(0, Math.min(count, 3))) {
      device.installs.push({ program: 'edraw', from: drawn, byOrder: true });
    }
  }
}
