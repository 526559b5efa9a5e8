/** What belongs to the caller, put together from the ledgers and the organisation. */
import { softwareByIds } from '../../configuration/index.ts';
import { termSpan } from '../../configuration/software/rules.terms.ts';
import { stateOn } from '../../organisation/delegations/rules.ts';
import {
  departmentTree,
  openDelegationsOf,
  personById,
  standingOf,
} from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { todosFor } from '../../platform/notices/todos.ts';
import type { Say } from '../../platform/sheets/index.ts';
import { expiryOf } from './rules.ts';
import type { MyDevice, MyPage } from './shapes.ts';
import * as store from './store.ts';

const NOTHING: Omit<MyPage, 'todos'> = {
  person: null,
  devices: [],
  heads: [],
  substitutes: [],
  standsInFor: [],
};

export async function myPage(cx: CommandContext, say: Say): Promise<MyPage> {
  return { ...(await myThings(cx)), todos: await myTodos(cx, say) };
}

async function myTodos(cx: CommandContext, say: Say): Promise<MyPage['todos']> {
  const lines = await todosFor(cx);
  return lines.map(({ key, sentence, params, count, link, dueOn = null }) => ({
    key,
    title: say(sentence, params),
    count,
    link,
    dueOn,
    overdue: dueOn !== null && dueOn < cx.today,
  }));
}

async function myThings(cx: CommandContext): Promise<Omit<MyPage, 'todos'>> {
  const { personId } = cx.actor;
  const person = personId ? await personById(cx.tx, cx.unitId, personId) : undefined;
  if (!person) return NOTHING;
  const tree = await departmentTree(cx.tx, cx.unitId);
  const open = await openDelegationsOf(cx.tx, cx.unitId, [person.id], cx.today);
  const { standsInFor } = await standingOf(cx.tx, cx.unitId, person.id, cx.today);
  return {
    person: {
      id: person.id,
      name: person.name,
      staffNo: person.staffNo,
      departmentName: tree.find((row) => row.id === person.departmentId)?.name ?? null,
    },
    devices: await myDevices(cx, person.id),
    heads: tree
      .filter((row) => row.active && row.headPersonId === person.id)
      .map((row) => row.name),
    substitutes: open
      .filter((one) => one.fromPersonId === person.id)
      .map((one) => ({
        id: one.id,
        name: one.toName,
        fromOn: one.fromOn,
        toOn: one.toOn,
        state: stateOn(one, cx.today),
      })),
    standsInFor: standsInFor.map(({ name, toOn }) => ({ name, toOn })),
  };
}

async function myDevices(cx: CommandContext, personId: string): Promise<MyDevice[]> {
  const devices = await store.devicesHeldBy(cx.tx, cx.unitId, personId);
  const ids = devices.map((device) => device.id);
  const installs = await store.installsOn(cx.tx, cx.unitId, ids);
  const softwareIds = [...new Set(installs.map((install) => install.softwareId))];
  const software = await softwareByIds(cx.tx, cx.unitId, softwareIds);
  const byDevice = Map.groupBy(installs, (install) => install.deviceId);
  return devices.map((device) => ({
    ...device,
    installs: (byDevice.get(device.id) ?? []).map(({ softwareId, version, installedOn }) => {
      const facts = software.get(softwareId)!;
      const validUntil = facts.licenseTerm ? termSpan(facts.licenseTerm).end : null;
      return {
        softwareId,
        softwareNo: facts.softwareNo,
        softwareName: facts.softwareName,
        version,
        softwareType: facts.softwareType,
        installedOn,
        licenseTerm: facts.licenseTermText,
        validUntil,
        expiry: expiryOf(validUntil, cx.today),
      };
    }),
  }));
}
