/** Offers written down, advice asked for, checked again and put into 附件4 (PZ-2.3, PZ-2.4). */

import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { type AdvisedLine, putAdvisedLines } from '../../configuration/index.ts';
import type { PurchasePlan } from '../../configuration/purchases/shapes.ts';
import type { LicenseType } from '../../configuration/software/shapes.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { productKey } from '../allocation/rules.picture.ts';
import { purchaseFacts } from './commands.facts.ts';
import { adviseJob, checkApart } from './jobs.ts';
import { planComplaintOf } from './rules.complaints.ts';
import { groupsOf } from './rules.facts.ts';
import type { OfferInput, PurchaseOffer } from './shapes.offers.ts';
import type { Advice, AdviceInput, AdviceLine, AdviceResult, WantedGroup } from './shapes.ts';
import * as store from './store.ts';

/** Complaints no single field can say. */
export function refuseOffer(input: OfferInput): void {
  const complain = (sentence: string, field: string) => {
    throw refuse('reconciliation.offer', sentence, {}, { path: `body.${field}` });
  };
  if (input.maxPacks !== null && input.maxPacks < input.minPacks) {
    complain('最多购买包数不能小于最少购买包数', 'maxPacks');
  }
  if (input.metric === 'site' && input.upgrades) {
    complain('场地授权不能登记为升级许可', 'upgrades');
  }
}

export const offerFacts = (input: OfferInput) => ({
  ...input,
  productId: productKey(input.productId, input.productName),
});

export async function createOffer(cx: CommandContext, input: OfferInput): Promise<PurchaseOffer> {
  refuseOffer(input);
  const id = newId();
  await store.saveOffers(cx, [{ ...offerFacts(input), id, withdrawn: false, revision: 1 }]);
  await audit(cx, {
    action: 'offer.create',
    objectType: 'purchaseOffer',
    objectId: id,
    after: brief(input),
  });
  return oneOffer(cx, id);
}

const brief = (one: OfferInput) => ({
  productName: one.productName,
  metric: one.metric,
  packSize: one.packSize,
  packPriceFen: one.packPriceFen,
  termYears: one.termYears,
  source: one.source,
});

async function oneOffer(cx: CommandContext, id: string): Promise<PurchaseOffer> {
  const found = await store.lockOffer(cx.tx, cx.unitId, id);
  if (found) return found;
  const sentence = '没有这种供货方式，可能链接有误';
  throw refuse('reconciliation.noOffer', sentence, {}, { status: 404 });
}

export async function updateOffer(
  cx: CommandContext,
  id: string,
  { revision, ...input }: OfferInput & { revision: number },
): Promise<PurchaseOffer> {
  const before = await oneOffer(cx, id);
  if (before.revision !== revision) {
    const sentence = '别人刚修改了这种供货方式，请看过后再改';
    throw refuse('reconciliation.offerChanged', sentence, {}, { status: 409 });
  }
  refuseOffer(input);
  const { withdrawn } = before;
  await store.saveOffers(cx, [{ ...offerFacts(input), id, withdrawn, revision: revision + 1 }]);
  await audit(cx, {
    action: 'offer.update',
    objectType: 'purchaseOffer',
    objectId: id,
    before: brief(before),
    after: brief(input),
  });
  return oneOffer(cx, id);
}

export async function withdrawOffer(
  cx: CommandContext,
  id: string,
  withdrawn: boolean,
): Promise<PurchaseOffer> {
  const { usableVersionsText: _, ...before } = await oneOffer(cx, id);
  await store.saveOffers(cx, [{ ...before, withdrawn, revision: before.revision + 1 }]);
  await audit(cx, {
    action: withdrawn ? 'offer.withdraw' : 'offer.restore',
    objectType: 'purchaseOffer',
    objectId: id,
  });
  return oneOffer(cx, id);
}

export async function wantedGroups(
  cx: CommandContext,
  year: number,
): Promise<{ items: WantedGroup[]; undecided: number }> {
  const facts = await purchaseFacts(cx, year);
  return { items: groupsOf(facts.wanted, facts.offers), undecided: facts.undecided };
}

export async function startAdvice(
  cx: CommandContext,
  jobs: Jobs,
  input: AdviceInput,
): Promise<Advice> {
  const twice = input.preferences.find(
    (one, at) => input.preferences.findIndex((other) => other.category === one.category) < at,
  );
  if (twice) {
    const path = `body.preferences.${input.preferences.indexOf(twice)}.category`;
    const sentence = '同一软件类别只能有一项国产软件要求';
    throw refuse('reconciliation.preferenceTwice', sentence, {}, { path });
  }
  if ((await store.offersInForce(cx.tx, cx.unitId, cx.today)).length === 0) {
    const sentence = '还没有有效的供货方式，请先登记或导入';
    throw refuse('reconciliation.noOffers', sentence, {}, { status: 409 });
  }
  const id = newId();
  await store.insertAdvice(cx, { id, input });
  await store.noteJob(cx, id, await jobs.start(cx, adviseJob, { adviceId: id }));
  const { excluded, ...asked } = input;
  await audit(cx, {
    action: 'purchaseAdvice.start',
    objectType: 'purchaseAdvice',
    objectId: id,
    after: { ...asked, excluded: excluded.length },
  });
  return theAdvice(cx, id);
}

export async function theAdvice(cx: CommandContext, id: string) {
  const found = await store.adviceRecord(cx.tx, cx.unitId, id);
  if (found) return found;
  throw noAdvice();
}

const noAdvice = () =>
  refuse('reconciliation.noAdvice', '没有这次采购优化，可能链接有误', {}, { status: 404 });

/** What the checker makes of the stored facts, plan and certificate; nothing of the stored judgement is used. */
export async function checkAdvice(
  cx: CommandContext,
  id: string,
): Promise<Pick<AdviceResult, 'complaints' | 'parts'>> {
  const { result } = await theAdvice(cx, id);
  const stored = await store.certificateOf(cx.tx, cx.unitId, id);
  if (!stored || !result) throw notDone();
  const checked = await checkApart(stored);
  const names = new Map(result.parts.map((part) => [part.id, part.products]));
  return {
    complaints: checked.complaints.map(planComplaintOf),
    parts: checked.parts.map((part) => ({
      ...part,
      products: names.get(part.id) ?? [],
    })),
  };
}

const notDone = () =>
  refuse('reconciliation.adviceNotDone', '这次采购优化还没有结果', {}, { status: 409 });

const LICENSE_OF: Record<string, LicenseType> = {
  device: 'device',
  user: 'namedUser',
  core: 'other',
  concurrent: 'concurrent',
  site: 'site',
};

export async function writeAdvice(
  cx: CommandContext,
  id: string,
  input: { planId: string | null; kind: PurchasePlan['kind'] },
): Promise<string> {
  const advice = await store.lockAdvice(cx.tx, cx.unitId, id);
  if (!advice) throw noAdvice();
  if (!advice.result) throw notDone();
  if (advice.result.complaints.length > 0) {
    const sentence = '独立校验没有通过，不能写入采购计划；请重新计算';
    throw refuse('reconciliation.adviceFaulty', sentence, {}, { status: 409 });
  }
  if (advice.result.lines.length === 0) {
    const sentence = '这次采购优化没有需要采购的软件';
    throw refuse('reconciliation.nothingToBuy', sentence, {}, { status: 409 });
  }
  const ids = advice.result.lines.map((line) => line.offerId);
  const offers = new Map((await store.offersById(cx.tx, cx.unitId, ids)).map((o) => [o.id, o]));
  const lines = advice.result.lines.map((line) => advisedLine(line, offers.get(line.offerId)));
  const { planYear } = advice;
  const planId = await putAdvisedLines(cx, { ...input, planYear, lines });
  await store.notePlan(cx, id, planId);
  await audit(cx, {
    action: 'purchaseAdvice.write',
    objectType: 'purchaseAdvice',
    objectId: id,
    after: { planId, lines: lines.length },
  });
  return planId;
}

const yuan = (fen: number) => (fen / 100).toFixed(2);

function advisedLine(line: AdviceLine, offer: PurchaseOffer | undefined): AdvisedLine {
  const site = line.licences === null;
  const licenseType = site || line.termYears === null ? LICENSE_OF[line.metric]! : 'subscription';
  const exact = line.packPriceFen % line.packSize === 0;
  const remarks = [
    line.upgrade ? '升级许可' : '',
    site || line.packSize === 1
      ? ''
      : `${line.packs} 包，每包 ${line.packSize} 套 ${yuan(line.packPriceFen)} 元`,
    exact || site ? '' : '单价按包价折算，进位到分',
  ];
  return {
    softwareName: line.productName,
    softwareVersion: line.version,
    productId: offer && !offer.productId.startsWith('name:') ? offer.productId : null,
    category: line.category,
    origin: line.origin === 'domestic' ? 'domestic' : 'foreign',
    licenseType,
    plannedQuantity: line.licences,
    unitPriceFen: site ? line.packPriceFen : Math.ceil(line.packPriceFen / line.packSize),
    usageYears: line.termYears,
    justification: reasonWords(line).slice(0, 500),
    remark: remarks.filter(Boolean).join('；'),
  };
}

/** On paper the official language is Chinese. */
function reasonWords(line: AdviceLine): string {
  const words = [
    `采购优化：用于 ${line.places} 处${line.covers
      .slice(0, 3)
      .map((one) => `，${one.productName} ${one.version}：${one.places} 处`)
      .join('')}`,
  ];
  if (line.replaces.length > 0) {
    const list = line.replaces.map((one) => `${one.productName} ${one.places} 处`).join('、');
    words.push(`替换 ${list}`);
  }
  const { reason } = line;
  if (reason?.leftOut) words.push(`少买一包则 ${reason.leftOut} 处没有许可`);
  if (reason?.dearerFen && reason.exact) {
    words.push(`少买一包而满足同样需求的最省方案多花 ${yuan(reason.dearerFen)} 元`);
  }
  return words.join('；');
}
