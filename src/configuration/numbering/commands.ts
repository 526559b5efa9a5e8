/** Reads and changes the numbering settings; a change never makes a number that exists or leaves a gap. */
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { lockNumbers } from '../software/commands.inuse.ts';
import { SOFTWARE_TYPES, type SoftwareType } from '../software/shapes.choices.ts';
import { formatNumber, schemeProblem } from './rules.ts';
import type { ConfigurationSettings, ConfigurationSettingsInput } from './shapes.ts';
import {
  issuedNumbers,
  prefixesInUse,
  type Schemes,
  saveScheme,
  saveSelfDeveloped,
  schemesOf,
  selfDevelopedEnabled,
} from './store.ts';

export async function readSettings(tx: Tx, unitId: string): Promise<ConfigurationSettings> {
  const schemes = await schemesOf(tx, unitId);
  const issued = await issuedNumbers(tx, unitId);
  const types = Object.keys(SOFTWARE_TYPES) as SoftwareType[];
  return {
    selfDevelopedEnabled: await selfDevelopedEnabled(tx, unitId),
    numbering: types.map((softwareType) => ({
      softwareType,
      scheme: schemes[softwareType],
      issued: issued[softwareType],
      nextNumber: formatNumber(schemes[softwareType], issued[softwareType] + 1),
    })),
  };
}

export async function changeSettings(
  cx: CommandContext,
  input: ConfigurationSettingsInput,
): Promise<ConfigurationSettings> {
  await lockNumbers(cx);
  const before = await readSettings(cx.tx, cx.unitId);
  const schemes = await schemesOf(cx.tx, cx.unitId);
  for (const { softwareType, scheme } of input.numbering) schemes[softwareType] = scheme;
  for (const [index, { softwareType, scheme }] of input.numbering.entries()) {
    const path = `body.numbering.${index}.scheme`;
    await requireFit(cx, softwareType, schemes, path);
    const state = before.numbering.find((one) => one.softwareType === softwareType)!;
    if (state.issued > 0 && state.scheme.start !== scheme.start) {
      throw refuse(
        'configuration.startFixed',
        '{{type}}已发出 {{n}} 个编号，起始号不能再改，否则编号会重复或断开；可以改前缀或位数',
        { type: SOFTWARE_TYPES[softwareType].label, n: state.issued },
        { path: `${path}.start`, status: 409 },
      );
    }
    await saveScheme(cx.tx, cx.unitId, softwareType, scheme);
  }
  if (input.selfDevelopedEnabled !== undefined) {
    await saveSelfDeveloped(cx.tx, cx.unitId, input.selfDevelopedEnabled);
  }
  const after = await readSettings(cx.tx, cx.unitId);
  await audit(cx, {
    action: 'configuration.changeNumbering',
    objectType: 'configurationSetting',
    objectId: cx.unitId,
    before,
    after,
  });
  return after;
}

async function requireFit(
  cx: CommandContext,
  type: SoftwareType,
  schemes: Schemes,
  path: string,
): Promise<void> {
  const others = (Object.keys(schemes) as SoftwareType[]).filter((other) => other !== type);
  const taken = [
    ...others.map((other) => schemes[other].prefix),
    ...(await prefixesInUse(cx.tx, cx.unitId, type)),
  ];
  const problem = schemeProblem(schemes[type], taken);
  const { prefix } = schemes[type];
  if (problem === 'prefixEndsInDigit') {
    throw refuse(
      'configuration.prefixEndsInDigit',
      '编号前缀“{{prefix}}”以数字结尾，会与流水号混淆，请在末尾加字母或连字符',
      { prefix },
      { path: `${path}.prefix` },
    );
  }
  if (problem === 'prefixTaken') {
    throw refuse(
      'configuration.prefixTaken',
      '编号前缀“{{prefix}}”已用于另一类软件，请为每类软件使用不同的前缀',
      { prefix },
      { path: `${path}.prefix`, status: 409 },
    );
  }
}
