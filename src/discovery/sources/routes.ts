/** Sources, decisions about them, coverage and block-lists over HTTP. */

import { refuse } from '../../base/refusal.ts';
import { devicesByIds } from '../../ledgers/devices/index.ts';
import { maskTail } from '../../ledgers/devices/rules.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { countWaiting } from '../intake/store.quarantine.ts';
import * as commands from './commands.ts';
import { junkKey, SHIPPED } from './rules.junk.ts';
import { type Coverage, coverageOf, groupSources, meaningful } from './rules.ts';
import * as shapes from './shapes.ts';
import * as junk from './store.junk.ts';
import * as store from './store.ts';

const SEEN_DAYS = 30;

export function register(app: App): void {
  route(app, shapes.listSources, async ({ cx, query }) => {
    const { items, nextCursor } = await store.listSources(cx.tx, cx.unitId, query);
    return { items: await shown(cx, items), nextCursor };
  });
  route(app, shapes.getSource, async ({ cx, params }) => {
    const item = await store.sourceItem(cx.tx, cx.unitId, params.id);
    if (!item) throw refuse('discovery.unknownSource', '没有这个上报来源', {}, { status: 404 });
    const [source] = await shown(cx, [item]);
    return { ...source!, ...(await store.sourceExtras(cx.tx, cx.unitId, params.id)) };
  });
  route(app, shapes.assignSources, ({ cx, body }) => commands.assignSources(cx, body));
  route(app, shapes.createDevicesFromSources, ({ cx, body }) =>
    commands.createDevicesFromSources(cx, body),
  );
  route(app, shapes.detachSource, ({ cx, params }) => commands.detachSource(cx, params.id));
  route(app, shapes.ignoreSources, ({ cx, body }) => commands.ignoreSources(cx, body.sourceIds));
  route(app, shapes.undoPlacement, ({ cx, params }) => commands.undoPlacement(cx, params.id));
  route(app, shapes.getCoverage, ({ cx }) => coverage(cx));
  registerJunk(app);
}

function registerJunk(app: App): void {
  route(app, shapes.listJunk, async ({ cx }) => ({
    own: await junk.listJunk(cx.tx, cx.unitId),
    shipped: [...SHIPPED],
  }));
  route(app, shapes.saveJunk, async ({ cx, body }) => {
    const value = junkKey(body.kind, body.value);
    if (!value) {
      throw refuse(
        'discovery.notAnIdentity',
        '“{{value}}”不是有效的{{kind}}',
        { value: body.value, kind: shapes.JUNK_KINDS[body.kind].label },
        { path: 'body.value' },
      );
    }
    const rule = { ...body, value, at: cx.now, by: cx.actor.name };
    await junk.saveJunk(cx.tx, cx.unitId, rule);
    await audit(cx, {
      action: 'discovery.saveJunk',
      objectType: 'identityRule',
      objectId: `${body.kind}/${value}`,
      after: { blocked: body.blocked, note: body.note },
    });
    await rematch(app, cx);
    return { kind: body.kind, value };
  });
  route(app, shapes.deleteJunk, async ({ cx, body }) => {
    const value = junkKey(body.kind, body.value);
    if (!(await junk.deleteJunk(cx.tx, cx.unitId, body.kind, value))) {
      throw refuse('discovery.unknownRule', '本单位没有这条规则', {}, { status: 404 });
    }
    await audit(cx, {
      action: 'discovery.deleteJunk',
      objectType: 'identityRule',
      objectId: `${body.kind}/${value}`,
    });
    await rematch(app, cx);
    return { kind: body.kind, value };
  });
}

/** Waiting sources are looked at again under the new rules. */
async function rematch(app: App, cx: CommandContext): Promise<void> {
  app.services.intake.forgetUnit(cx.unitId);
  await store.addTodo(cx.tx, cx.unitId, await store.waitingIds(cx.tx, cx.unitId), cx.now);
}

/** Adds what is worked out: coverage, likely devices, and which waiting sources are one machine. */
async function shown(cx: CommandContext, items: store.SourceItem[]) {
  const waiting = items.filter((item) => item.deviceId === null);
  const rules = await commands.unitJunk(cx.tx, cx.unitId);
  const identities = waiting.map((item) => meaningful(item, rules));
  const verdicts = await commands.verdictsFor(cx.tx, cx.unitId, identities, rules);
  const likely = new Map(
    waiting.map((item, index) => {
      const verdict = verdicts[index]!;
      return [item.id, verdict.kind === 'candidate' ? verdict.likely : []] as const;
    }),
  );
  const near = await store.waitingLike(cx.tx, cx.unitId, identities);
  const groups = groupSources(near.map((row) => ({ ...meaningful(row, rules), id: row.id })));
  const together = new Map(
    groups.flatMap((group) => group.map((one) => [one.id, group.map((other) => other.id)])),
  );
  const devices = await devicesByIds(
    cx.tx,
    cx.unitId,
    [...likely.values()].flat().map((one) => one.deviceId),
  );
  return items.map((item) => ({
    ...item,
    kind: item.kind as 'glpi',
    serialMasked: maskTail(item.serialNo),
    macs: [...item.macs],
    coverage: coverageOf(item),
    likely: (likely.get(item.id) ?? []).map((one) => ({
      ...one,
      computerNo: devices.get(one.deviceId)?.computerNo ?? '',
    })),
    together: (together.get(item.id) ?? []).filter((id) => id !== item.id),
  }));
}

async function coverage(cx: CommandContext) {
  const since = new Date(cx.now.getTime() - SEEN_DAYS * 86_400_000).toISOString();
  const { rows, totals } = await store.coverageCounts(cx.tx, cx.unitId, since);
  return {
    ...totals,
    sources: rows.reduce((sum, row) => sum + row.sources, 0),
    quarantined: await countWaiting(cx.tx, cx.unitId),
    byCoverage: rows.map((row) => ({ ...row, coverage: row.coverage as Coverage })),
  };
}
