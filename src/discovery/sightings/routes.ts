/** Sightings over HTTP. */
import { refuse } from '../../base/refusal.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { sourceItem } from '../sources/store.ts';
import { softwareOfDevice, softwareOfSource } from './commands.read.ts';
import * as shapes from './shapes.ts';
import { listChanges, type NamedEntry, namesOf } from './store.ts';

export function register(app: App): void {
  route(app, shapes.sourceSightings, ({ cx, params, query }) =>
    softwareOfSource(cx.tx, cx.unitId, params.id, query),
  );
  route(app, shapes.deviceSightings, ({ cx, params, query }) =>
    softwareOfDevice(cx.tx, cx.unitId, params.id, query),
  );
  route(app, shapes.sourceChanges, async ({ cx, params, query }) => {
    if (!(await sourceItem(cx.tx, cx.unitId, params.id)))
      throw refuse('discovery.unknownSource', '没有这个上报来源', {}, { status: 404 });
    const { items, nextCursor } = await listChanges(cx.tx, cx.unitId, params.id, query);
    const names = await namesOf(
      cx.tx,
      cx.unitId,
      items.flatMap((change) => [...change.added, ...change.removed]),
    );
    return {
      items: items.map((change) => ({
        ...change,
        added: change.added.map((id) => named(names, id)),
        removed: change.removed.map((id) => named(names, id)),
      })),
      nextCursor,
    };
  });
}

function named(names: Map<number, NamedEntry>, entryId: number) {
  const { name, version } = names.get(entryId)!;
  return { entryId, name, version };
}
