/** What activation data means for the verdict of one program: flags by strength, and whether it came with the machine. */
import type { SoftwareCategory } from '../../recognition/shapes.ts';
import type { ActivationSource } from '../verdicts/commands.ts';
import { activationOf } from './commands.ts';
import type { ActivationFact, Family } from './shapes.ts';

const MICROSOFT_OFFICE = /microsoft.*office|^office/;
const WINDOWS = /^(?:microsoft-)?windows/;

/** Licences agents report are Microsoft's: other makers' programs of the same category are not judged by them. */
function familyOf(program: { productKey: string; category: SoftwareCategory }): Family | undefined {
  if (program.category === 'operatingSystem' && WINDOWS.test(program.productKey)) return 'windows';
  if (program.category === 'office' && MICROSOFT_OFFICE.test(program.productKey)) return 'office';
  return undefined;
}

export const activationForVerdicts: ActivationSource = async (cx, deviceIds) => {
  const facts = await activationOf(cx.tx, cx.unitId, [...deviceIds]);
  return (deviceId, program) => {
    const family = familyOf(program);
    const own: ActivationFact[] =
      family === undefined
        ? []
        : (facts.get(deviceId) ?? []).filter((fact) => fact.family === family);
    return {
      flags: own.flatMap((fact) => fact.flags.map(({ strength }) => strength)),
      oemChannel: own.some(
        ({ channel, basis }) =>
          channel === 'oem' && (basis === 'reported' || basis === 'productId'),
      ),
    };
  };
};
