/** Explains one install: which number covers it, and what every other number of its product says to it. */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { allocationFacts } from './commands.problem.ts';
import { answersFor } from './rules.explain.ts';
import { weightOf } from './rules.lots.ts';
import type { InstallExplanation } from './shapes.explain.ts';
import type { AllocationComponent } from './shapes.ts';
import { carrierNames, numberFigures } from './store.explain.ts';
import { listAllocated, listComponents } from './store.list.ts';

export async function explainInstall(cx: CommandContext, id: string): Promise<InstallExplanation> {
  const deviceId = id.split('|', 1)[0]!;
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(deviceId);
  const found = uuid
    ? (await listAllocated(cx.tx, cx.unitId, { device: deviceId, install: id, limit: 1 })).items[0]
    : undefined;
  if (!found) {
    throw refuse('reconciliation.noInstall', '没有这处安装，请刷新查看', {}, { status: 404 });
  }
  const { problem, state } = await allocationFacts(cx, [deviceId]);
  const install = problem.installs.find((one) => one.id === id);
  const device = problem.devices.find((one) => one.id === deviceId);
  const coveredBy = found.coveredBy?.softwareId ?? null;
  const answers =
    install && device ? answersFor(install, device, problem.lots, coveredBy, problem.day) : [];
  const figures = await numberFigures(
    cx.tx,
    cx.unitId,
    answers.map(({ softwareId }) => softwareId),
  );
  const carriers = found.carrierId?.split('+') ?? [];
  const names = await carrierNames(cx.tx, cx.unitId, [
    ...carriers,
    ...(device?.userId ? [device.userId] : []),
  ]);
  return {
    ...found,
    weight: weightOf(found.category, state.weights),
    userName: (device?.userId && names.get(device.userId)) || null,
    carrier: carriers.map((one) => names.get(one) ?? one).join(' + ') || null,
    numbers: answers.flatMap((answer) => {
      const number = figures.get(answer.softwareId);
      return number ? [{ ...answer, ...number }] : [];
    }),
  };
}

export async function componentOf(cx: CommandContext, id: string): Promise<AllocationComponent> {
  const { items } = await listComponents(cx.tx, cx.unitId, { id, limit: 1 });
  if (!items[0]) throw noComponent();
  return items[0];
}

export function noComponent() {
  const sentence = '没有这个部分：重新计算后它的构成已经变化';
  return refuse('reconciliation.noComponent', sentence, {}, { status: 404 });
}
