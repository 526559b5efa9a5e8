/** What people have done about the findings so far: a rule in force, one waiting, an acceptance, a removal ordered. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { applyRules, decideFindings, decideRule, proposeRule } from '../../reconciliation/index.ts';
import type { Clock, SampleParts } from './load.ts';

export async function settleSample(parts: SampleParts, clock: Clock): Promise<void> {
  const rule = await clock.at(16, (cx) =>
    proposeRule(cx, {
      name: '新购计算机预装系统自动登记',
      condition: {
        recordAs: 'oem',
        categories: ['operatingSystem'],
        productIds: [],
        deviceTypes: [],
        acquiredWithinDays: 60,
      },
      reason: '新购计算机均随机预装正版操作系统，有标签为凭',
    }),
  );
  await clock.at(15, (cx) =>
    decideRule(
      { ...cx, actor: { ...cx.actor, id: 'sample-head', name: '王伟（组长）' } },
      rule.id,
      {
        approve: true,
        opinion: '同意',
      },
    ),
  );
  await clock.at(3, (cx) =>
    proposeRule(cx, {
      name: '清单内免费软件自动登记',
      condition: {
        recordAs: 'free',
        categories: [],
        productIds: [],
        deviceTypes: [],
        acquiredWithinDays: null,
      },
      reason: '减少手工登记，清单由信息中心维护',
    }),
  );
  await clock.at(0, async (cx) => {
    await applyRules(cx);
    await decide(cx, 'risk', {
      action: 'orderRemoval',
      dueOn: clock.dayOf(-7),
      reason: '立即卸载激活工具并说明情况',
    });
    await decide(cx, 'freeNotListed', {
      action: 'accept',
      reason: '与外单位交换资料，已批准使用至本月底',
    });
  });
  await parts.drain();
}

/** The first finding of a kind. */
async function decide(
  cx: CommandContext,
  kind: string,
  decision: Parameters<typeof decideFindings>[2],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from reconciliation_finding
    where unit_id = ${cx.unitId} and kind = ${kind} and state = 'open' order by fingerprint limit 1
  `.execute(cx.tx);
  if (rows[0]) await decideFindings(cx, [rows[0].id], decision);
}
