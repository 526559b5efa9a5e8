/** Drafting a scheme and deciding about it (W5; WH-2.3). How it is carried out: `commands.follow.ts`. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { softwareByIds } from '../../configuration/index.ts';
import { peopleByIds } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { notify, type Recipient } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { moved, takeStep } from '../../platform/workflow/steps.ts';
import { moveApplications } from '../applications/commands.follow.ts';
import { lockApplications } from '../applications/store.ts';
import { cancelCampaign as endCampaign } from '../campaigns/commands.end.ts';
import { createCampaign } from '../campaigns/commands.ts';
import { lockCampaign } from '../campaigns/store.ts';
import { assess, callerOf } from './commands.facts.ts';
import { release } from './commands.follow.ts';
import { UPGRADE_MACHINE } from './rules.machine.ts';
import { emptySections, mayDecide } from './rules.ts';
import { UPGRADE_SECTIONS, type UpgradeInput, type UpgradeSection } from './shapes.ts';
import * as store from './store.ts';

export async function lockOne(cx: CommandContext, id: string): Promise<store.UpgradeRow> {
  const row = await store.lockUpgrade(cx, id);
  if (row) return row;
  throw refuse('installation.noUpgrade', '没有这份升级方案，可能链接有误', {}, { status: 404 });
}

const subjectOf = (row: store.UpgradeRow) => ({
  id: row.id,
  title: row.schemeNo,
  state: row.state,
});

export async function createUpgrade(
  cx: CommandContext,
  input: UpgradeInput,
  key: string | undefined,
): Promise<string> {
  if (key) {
    await lockNamed(cx.tx, cx.unitId, `upgrade-key-${key}`);
    const known = await store.idByKey(cx, key);
    if (known) return known;
  }
  const content = await contentOf(cx, input);
  const id = newId();
  await requireFree(cx, input.applicationIds, null);
  const year = cx.today.slice(0, 4);
  const number = await nextNumber(cx.tx, cx.unitId, `upgrade-${year}`);
  const schemeNo = `SJ${year}-${String(number).padStart(4, '0')}`;
  await store.insertUpgrade(cx, {
    ...content,
    id,
    schemeNo,
    state: 'drafting',
    drafterIds: [cx.actor.id],
    drafterPersonIds: cx.actor.personId ? [cx.actor.personId] : [],
    draftedBy: cx.actor.name,
    campaignId: null,
    idempotencyKey: key ?? null,
    createdAt: cx.now.toISOString(),
    updatedAt: cx.now.toISOString(),
  });
  await store.saveRequests(cx, id, input.applicationIds);
  await takeStep(cx, UPGRADE_MACHINE, { id, title: schemeNo, state: null }, 'create');
  return id;
}

/** Before it is sent in, and after it came back. */
export async function updateUpgrade(
  cx: CommandContext,
  id: string,
  input: UpgradeInput,
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'drafting' && row.state !== 'returned') {
    throw await moved(cx, UPGRADE_MACHINE, subjectOf(row));
  }
  const content = await contentOf(cx, input);
  await requireFree(cx, input.applicationIds, id);
  await store.saveUpgrade(cx, id, { ...content, ...withDrafter(cx, row) });
  await store.saveRequests(cx, id, input.applicationIds);
  await audit(cx, {
    action: 'upgrade.update',
    objectType: 'upgrade',
    objectId: id,
    before: { title: row.title, scope: row.scope },
    after: { title: input.title, scope: input.scope, applications: input.applicationIds.length },
  });
}

/** Whoever wrote on it or sent it in does not approve it. */
function withDrafter(cx: CommandContext, row: store.UpgradeRow) {
  const { personId } = cx.actor;
  return {
    drafterIds: [...new Set([...row.drafterIds, cx.actor.id])],
    drafterPersonIds: [...new Set([...row.drafterPersonIds, ...(personId ? [personId] : [])])],
  };
}

/** The columns, after asking whether numbers and technician exist. */
async function contentOf(cx: CommandContext, input: UpgradeInput) {
  const { applicationIds: _, ...content } = input;
  const fromSoftwareIds = [...new Set(input.fromSoftwareIds)];
  const known = await softwareByIds(cx.tx, cx.unitId, [...fromSoftwareIds, input.toSoftwareId]);
  const missing = known.has(input.toSoftwareId)
    ? fromSoftwareIds.some((id) => !known.has(id)) && 'body.fromSoftwareIds'
    : 'body.toSoftwareId';
  if (missing) {
    const sentence = '没有这个软件编号，请重新选择';
    throw refuse('installation.noSoftware', sentence, {}, { path: missing });
  }
  const technician = input.technicianPersonId;
  if (technician) {
    const people = await peopleByIds(cx.tx, cx.unitId, [technician]);
    if (!people.get(technician)?.active) {
      const path = 'body.technicianPersonId';
      const sentence = '没有这位安装维护人，或已离职，请重新选择';
      throw refuse('installation.noTechnician', sentence, {}, { path });
    }
  }
  return {
    title: content.title,
    toSoftwareId: content.toSoftwareId,
    fromSoftwareIds,
    version: content.version,
    scope: content.scope,
    demand: content.demand,
    rangeNote: content.rangeNote,
    stepsNote: content.stepsNote,
    risks: content.risks,
    fallback: content.fallback,
    dueOn: content.dueOn,
    technicianPersonId: technician,
  };
}

/** Collected, and in no other scheme's hands; the rows stay locked, so that two drafts cannot take the same. */
async function requireFree(
  cx: CommandContext,
  ids: readonly string[],
  schemeId: string | null,
): Promise<void> {
  const path = 'body.applicationIds';
  const wanted = [...new Set(ids)];
  const rows = await lockApplications(cx, wanted);
  const wrong = rows.find((row) => row.state !== 'collected');
  if (wrong || rows.length < wanted.length) {
    const sentence = '申请 {{no}} 不是待汇总的升级申请，请刷新后重选';
    const no = wrong?.applicationNo ?? '';
    throw refuse('installation.notCollected', sentence, { no }, { path, status: 409 });
  }
  const [taken] = await store.takenElsewhere(cx.tx, cx.unitId, wanted, schemeId);
  if (!taken) return;
  const no = rows.find((row) => row.id === taken[0])?.applicationNo ?? '';
  const sentence = '申请 {{no}} 已列入升级方案 {{scheme}}';
  throw refuse(
    'installation.inOtherScheme',
    sentence,
    { no, scheme: taken[1] },
    { path, status: 409 },
  );
}

export async function submitUpgrade(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, UPGRADE_MACHINE, subjectOf(row), 'submit', { opinion });
  const [empty] = emptySections(row);
  if (empty) {
    const params = { section: UPGRADE_SECTIONS[empty].label };
    const sentence = '请先填写“{{section}}”';
    throw refuse('installation.sectionEmpty', sentence, params, { path: `body.${empty}` });
  }
  await requireSound(cx, row);
  await store.saveUpgrade(cx, id, { state, ...withDrafter(cx, row) });
  const heads: Recipient[] = [{ role: 'committeeHead' }, { role: 'committeeDeputy' }];
  await tell(cx, row, heads, '升级方案 {{no}}“{{title}}”待领导小组审批');
}

/** What would stop it later is said now. */
async function requireSound(cx: CommandContext, row: store.UpgradeRow): Promise<void> {
  const requests = await store.requestsOf(cx, row.id);
  const { checks } = await assess(
    cx,
    row,
    requests.map((one) => ({ ...one, collected: one.state === 'collected' })),
  );
  const block = checks.find((check) => check.level === 'block');
  if (block) {
    throw refuse('installation.schemeUnsound', block.sentence, block.params ?? {}, { status: 409 });
  }
}

export async function approveUpgrade(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<string> {
  const row = await lockOne(cx, id);
  requireDecider(cx, row);
  const state = await takeStep(cx, UPGRADE_MACHINE, subjectOf(row), 'approve', { opinion });
  await requireSound(cx, row);
  const requests = await store.requestsOf(cx, id);
  const ids = requests.map((request) => request.id);
  const included = await moveApplications(cx, ids, 'include', { scheme: row.schemeNo });
  if (included < ids.length) throw new Error(`${row.schemeNo}: requests moved under the lock`);
  const campaignId = await createCampaign(cx, {
    title: row.title,
    kind: 'upgrade',
    softwareId: row.toSoftwareId,
    fromSoftwareIds: row.fromSoftwareIds,
    version: row.version,
    reason: `升级方案 ${row.schemeNo}`,
    scope: row.scope,
    dueOn: row.dueOn,
    technicianPersonId: row.technicianPersonId,
    schemeId: id,
  });
  await store.saveUpgrade(cx, id, { state, campaignId });
  await tell(
    cx,
    row,
    [{ role: 'itManager' }],
    '升级方案 {{no}}“{{title}}”已批准，请通知部门后执行',
  );
  await notify(
    cx,
    requests.map((request) => ({
      to: [{ personId: request.applicantPersonId }],
      kind: 'application' as const,
      sentence: '您的升级申请 {{no}} 已列入升级方案 {{scheme}}，将统一升级',
      params: { no: request.applicationNo, scheme: row.schemeNo },
      link: `/applications/${request.id}`,
      objectType: 'application',
      objectId: request.id,
    })),
  );
  return campaignId;
}

export async function returnUpgrade(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  requireDecider(cx, row);
  const state = await takeStep(cx, UPGRADE_MACHINE, subjectOf(row), 'return', { opinion });
  await store.saveUpgrade(cx, id, { state });
  await tell(cx, row, [{ role: 'itManager' }], '升级方案 {{no}}“{{title}}”被退回：{{opinion}}', {
    opinion,
  });
}

function requireDecider(cx: CommandContext, row: store.UpgradeRow): void {
  if (mayDecide(row, callerOf(cx))) return;
  throw refuse(
    'installation.ownScheme',
    '升级方案 {{no}} 由您起草或送审，请另一位组长或副组长审批',
    { no: row.schemeNo },
    { status: 403 },
  );
}

/**
 * Locks as the campaign's own steps do: campaign, scheme, orders, and the requests last. Returns the campaign whose
 * orders are too many to be cancelled here: the caller starts the job.
 */
export async function cancelUpgrade(
  cx: CommandContext,
  id: string,
  reason: string,
): Promise<{ endingCampaignId: string | null }> {
  const seen = await store.upgradeOf(cx.tx, cx.unitId, id);
  if (seen?.campaignId) await lockCampaign(cx, seen.campaignId);
  const row = await lockOne(cx, id);
  if (row.campaignId !== (seen?.campaignId ?? null)) {
    throw await moved(cx, UPGRADE_MACHINE, subjectOf(row));
  }
  const state = await takeStep(cx, UPGRADE_MACHINE, subjectOf(row), 'cancel', { opinion: reason });
  await store.saveUpgrade(cx, id, { state });
  const waiting = row.campaignId && (await endCampaign(cx, row.campaignId, reason)).waiting;
  await release(cx, row);
  const heads: Recipient[] = [{ role: 'committeeHead' }, { role: 'committeeDeputy' }];
  if (row.state !== 'drafting' && row.state !== 'returned') {
    await tell(cx, row, heads, '升级方案 {{no}}“{{title}}”已取消：{{reason}}', { reason });
  }
  return { endingCampaignId: waiting ? row.campaignId : null };
}

type Correction = Partial<Record<UpgradeSection | 'title', string | undefined>>;

/** Words only, with a reason; numbers and scope of an approved scheme stay as approved. */
export async function correctUpgrade(
  cx: CommandContext,
  id: string,
  { reason, ...change }: Correction & { reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const keys = (Object.keys(change) as (keyof Correction)[]).filter(
    (key) => change[key] !== undefined && change[key] !== row[key],
  );
  const after = Object.fromEntries(keys.map((key) => [key, change[key]]));
  const before = Object.fromEntries(keys.map((key) => [key, row[key]]));
  await takeStep(cx, UPGRADE_MACHINE, subjectOf(row), 'correct', {
    opinion: reason,
    to: row.state as never,
    detail: { before, after },
  });
  if (keys.length === 0) {
    const sentence = '没有改动，请修改后再更正';
    throw refuse('installation.nothingChanged', sentence, {}, { path: 'body.title' });
  }
  await store.saveUpgrade(cx, id, after);
}

async function tell(
  cx: CommandContext,
  row: store.UpgradeRow,
  to: readonly Recipient[],
  sentence: string,
  params: Record<string, string> = {},
): Promise<void> {
  await notify(cx, [
    {
      to,
      kind: 'campaign',
      sentence,
      params: { no: row.schemeNo, title: row.title, ...params },
      link: `/upgrades/${row.id}`,
      objectType: 'upgrade',
      objectId: row.id,
    },
  ]);
}
