/** Goes through all computers in portions and proposes what is seen but not recorded. Harmless to run again. */
import { z } from 'zod';
import { presenceOfDevices } from '../../discovery/index.ts';
import { proposeOpening } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { defineJob } from '../../platform/jobs/jobs.ts';
import { recogniseNames } from '../../recognition/index.ts';
import { loadDevices } from '../findings/commands.ts';
import { unitFacts } from '../findings/rules.ts';
import { entitlementsOf, observedDevices } from '../findings/store.facts.ts';
import { type TieDraft, tieComputer, tieCount } from './rules.tie.ts';
import { openingProposals } from './rules.ts';
import { registerLines, registerNames, saveTieOut, statedCounts, tieComputers } from './store.ts';

const CHUNK = 200;

export const collectOpeningJob = defineJob({
  kind: 'reconciliation.collectOpening',
  title: '从采集结果提出建账建议',
  input: z.object({}),
  async run(job, _input, progress) {
    const ids = await job.read((cx) => observedDevices(cx.tx, cx.unitId));
    let proposed = 0;
    for (let start = 0; start < ids.length; start += CHUNK) {
      const chunk = ids.slice(start, start + CHUNK);
      proposed += await job.write(async (cx) => {
        const unit = unitFacts(await entitlementsOf(cx.tx, cx.unitId, cx.today), cx.today);
        const days = new Map<string, string>();
        for (const one of await presenceOfDevices(cx.tx, cx.unitId, chunk)) {
          if (one.installedOn) days.set(`${one.deviceId}/${one.entryId}`, one.installedOn);
        }
        const devices = await loadDevices(cx, chunk);
        return proposeOpening(
          cx,
          devices.flatMap((device) =>
            openingProposals(device, unit, {
              loadingOn: cx.today,
              dateOf: (product) =>
                earliest(
                  product.rawEntryIds.map((id) => days.get(`${device.deviceId}/${id}`)),
                  cx.today,
                ),
            }),
          ),
        );
      });
      await progress(Math.min(start + CHUNK, ids.length), ids.length);
    }
    return { devices: ids.length, proposed };
  },
});

/** A day an agent reports may be nonsense: one in the future or before software had dates is none. */
function earliest(days: (string | undefined)[], today: string): string | null {
  const real = days.filter((day) => day !== undefined && day >= '1990-01-01' && day <= today);
  return real.sort()[0] ?? null;
}

const nameOf = (name: string, version: string) => `${name}\0${version}`;

/** Products of the names as the register writes them: each spelling is recognised once. */
async function namedProducts(cx: CommandContext): Promise<Map<string, string | null>> {
  const names = await registerNames(cx.tx, cx.unitId);
  const products = await recogniseNames(cx.tx, cx.unitId, names);
  return new Map(names.map((one, at) => [nameOf(one.name, one.version), products[at]!]));
}

/**
 * Compares all computers with the imported lines, those that wait and those posted already; what was compared before is
 * replaced as a whole.
 */
export const tieOutJob = defineJob({
  kind: 'reconciliation.tieOut',
  title: '建账核对',
  input: z.object({}),
  async run(job, _input, progress) {
    // Whatever is imported or ticked from here on is not in the comparison.
    const begun = await job.write(async (cx) => ({
      at: cx.now,
      ids: await tieComputers(cx.tx, cx.unitId),
      named: await namedProducts(cx),
    }));
    const { ids, named } = begun;
    const drafts: TieDraft[] = [];
    let lines = 0;
    for (let start = 0; start < ids.length; start += CHUNK) {
      const chunk = ids.slice(start, start + CHUNK);
      await job.read(async (cx) => {
        const unit = unitFacts(await entitlementsOf(cx.tx, cx.unitId, cx.today), cx.today);
        const devices = new Map(
          (await loadDevices(cx, chunk)).map((device) => [device.deviceId, device]),
        );
        const rows = await registerLines(cx.tx, cx.unitId, chunk);
        const listed = rows.map((row) => {
          const namedProductId = named.get(nameOf(row.softwareName, row.version)) ?? null;
          return { ...row, namedProductId };
        });
        const byDevice = Map.groupBy(listed, (line) => line.deviceId);
        lines += listed.length;
        for (const id of chunk) {
          drafts.push(...tieComputer(devices.get(id), byDevice.get(id) ?? [], unit));
        }
      });
      await progress(Math.min(start + CHUNK, ids.length), ids.length);
    }
    const counts = await job.write(async (cx) => {
      for (const stated of await statedCounts(cx.tx, cx.unitId)) drafts.push(...tieCount(stated));
      return saveTieOut(cx, {
        madeAt: begun.at,
        computers: ids.length,
        registerLines: lines,
        drafts,
      });
    });
    return { computers: ids.length, counts };
  },
});
