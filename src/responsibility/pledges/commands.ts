/** Signing the pledge, on screen or on paper, and what it is signed to (ZR-3). */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { peopleByIds, personById } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed, type Tx } from '../../platform/db/database.ts';
import { saveSetting, settingOf } from '../../platform/db/settings.ts';
import {
  type PreparedSignature,
  saveSignatures,
  signaturesOf,
} from '../../platform/signatures/signatures.ts';
import { closeWhenComplete } from './commands.campaigns.ts';
import { PLEDGE_ROLE, type Pledge, type PledgeStatus, type PledgeText } from './shapes.ts';
import * as store from './store.ts';

export async function currentText(tx: Tx, unitId: string): Promise<PledgeText> {
  return (await store.textsOf(tx, unitId))[0]!;
}

/** Status of people for other features: my page, cases, the check of form 10. */
export async function pledgeStatusOf(
  tx: Tx,
  unitId: string,
  personIds: readonly string[],
): Promise<Map<string, PledgeStatus>> {
  const { version } = await currentText(tx, unitId);
  return store.statusOf(tx, unitId, version, personIds);
}

export function requirePerson(cx: CommandContext): string {
  if (cx.actor.personId) return cx.actor.personId;
  throw refuse(
    'responsibility.noPerson',
    '您的账号没有对应的人员，不能签署；请系统管理员把账号与人员对应起来',
  );
}

/** Pressed twice, it is signed once: the second press answers with the first. */
export async function signPledge(
  cx: CommandContext,
  textVersion: number,
  prepared: PreparedSignature,
): Promise<string> {
  const personId = requirePerson(cx);
  await lockNamed(cx.tx, cx.unitId, `pledge-${personId}`);
  const text = await currentText(cx.tx, cx.unitId);
  if (text.version !== textVersion) {
    throw refuse(
      'responsibility.textChanged',
      '承诺书文本已更新，请重新阅读后签署',
      {},
      { path: 'body.textVersion', status: 409 },
    );
  }
  const signed = (await store.pledgesOf(cx.tx, cx.unitId, { personId })).find(
    (one) => one.textVersion === text.version,
  );
  if (signed) return signed.id;
  const person = await personById(cx.tx, cx.unitId, personId);
  if (!person?.active) throw refuse('responsibility.personLeft', '您已离职，无须签署');
  const [id] = await write(cx, text, prepared, [{ id: personId, name: person.name }], cx.today);
  return id!;
}

async function write(
  cx: CommandContext,
  text: PledgeText,
  prepared: PreparedSignature,
  people: readonly { id: string; name: string }[],
  signedOn: string,
): Promise<string[]> {
  const ids = people.map(() => newId());
  const signatures = await saveSignatures(
    cx,
    prepared,
    people.map((person, at) => ({
      objectType: 'pledge',
      objectId: ids[at]!,
      role: PLEDGE_ROLE,
      personId: person.id,
      personName: person.name,
      statement: text.text,
      signedOn,
    })),
  );
  await store.insertPledges(
    cx,
    text.version,
    people.map((person, at) => ({
      id: ids[at]!,
      personId: person.id,
      signatureId: signatures[at]!,
      signedOn,
    })),
  );
  await audit(cx, {
    action: prepared.kind === 'scan' ? 'pledge.recordPaper' : 'pledge.sign',
    objectType: 'pledge',
    objectId: ids.length === 1 ? ids[0]! : `${ids.length}`,
    after: { people: people.map((person) => person.name).slice(0, 200), version: text.version },
  });
  await closeWhenComplete(cx, text.version);
  return ids;
}

/** Paper pledges of several people on one scan; who has signed already is left as he is. */
export async function recordPaper(
  cx: CommandContext,
  input: { personIds: readonly string[]; signedOn: string; fileId: string },
): Promise<{ recorded: number; already: number }> {
  if (input.signedOn > cx.today) {
    const path = 'body.signedOn';
    throw refuse('responsibility.futureDay', '签署日期不能晚于今天', {}, { path });
  }
  const wanted = [...new Set(input.personIds)];
  await lockNamed(cx.tx, cx.unitId, 'pledge-paper');
  const text = await currentText(cx.tx, cx.unitId);
  const people = await peopleByIds(cx.tx, cx.unitId, wanted);
  if (people.size < wanted.length) {
    const path = 'body.personIds';
    throw refuse('responsibility.unknownPerson', '有的人员不存在，请重新选择', {}, { path });
  }
  const status = await store.statusOf(cx.tx, cx.unitId, text.version, wanted);
  const open = wanted.filter((id) => ['pending', 'superseded'].includes(status.get(id)!));
  if (open.length > 0) {
    const prepared = { kind: 'scan', fileId: input.fileId } as const;
    await write(
      cx,
      text,
      prepared,
      open.map((id) => people.get(id)!),
      input.signedOn,
    );
  }
  return { recorded: open.length, already: wanted.length - open.length };
}

/** A new text is signed by everybody anew, also in campaigns under way; the old ones are kept. */
export async function issueText(
  cx: CommandContext,
  input: { text: string; reason: string },
): Promise<PledgeText> {
  await lockNamed(cx.tx, cx.unitId, 'pledge-text');
  const current = await currentText(cx.tx, cx.unitId);
  if (current.text === input.text) {
    const path = 'body.text';
    throw refuse('responsibility.sameText', '文本与现行文本相同', {}, { path });
  }
  const version = current.version + 1;
  await store.insertText(cx, { version, ...input });
  const campaigns = await store.moveOpenCampaigns(cx, version);
  await audit(cx, {
    action: 'pledge.issueText',
    objectType: 'pledgeText',
    objectId: String(version),
    before: { version: current.version },
    after: { version, reason: input.reason, campaigns },
  });
  return currentText(cx.tx, cx.unitId);
}

/** With its text and signature, as form 2 prints it. */
export async function pledgeOf(
  cx: CommandContext,
  row: store.PledgeRow | undefined,
): Promise<Pledge | null> {
  if (!row) return null;
  const texts = await store.textsOf(cx.tx, cx.unitId);
  const signatures = await signaturesOf(cx.tx, cx.unitId, 'pledge', [row.id]);
  const { textVersion, signatureId, ...facts } = row;
  return {
    ...facts,
    text: texts.find((text) => text.version === textVersion)!,
    signature: signatures.find((one) => one.id === signatureId) ?? null,
  };
}

const SETTING = 'pledge.blocksApplications';

export async function blocksApplications(cx: CommandContext): Promise<boolean> {
  return (await settingOf(cx.tx, cx.unitId, SETTING)) === true;
}

export async function saveBlocks(cx: CommandContext, blocks: boolean): Promise<void> {
  const before = await blocksApplications(cx);
  await saveSetting(cx.tx, cx.unitId, SETTING, blocks);
  await audit(cx, {
    action: 'pledge.saveSettings',
    objectType: 'pledgeSettings',
    objectId: 'blocksApplications',
    before: { blocksApplications: before },
    after: { blocksApplications: blocks },
  });
}
