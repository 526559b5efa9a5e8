/** Says before posting what of an imported register is not as it is seen; posting past it is confirmed and written down. */
import type { Readable } from 'node:stream';
import { refuse } from '../../base/refusal.ts';
import type { OpeningGuard } from '../../ledgers/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Say, streamSheet } from '../../platform/sheets/index.ts';
import { TIE_KINDS, type TieKind, tieEffect } from './shapes.ts';
import { tiePage, tieSummary } from './store.ts';

/** Registered with the ledger: asked when lines of an imported list are posted. */
export const tieOutGuard: OpeningGuard = async (cx, { confirmed }) => {
  const summary = await tieSummary(cx.tx, cx.unitId);
  if (!summary || summary.stale) {
    throw refuse(
      'reconciliation.tieOutNeeded',
      '这些行来自导入的登记表。请先在“建账核对”中与采集结果比对，再入账',
      {},
      { status: 409 },
    );
  }
  const n = Object.values(summary.counts).reduce((sum, one) => sum + one, 0);
  if (n === 0) return;
  if (!confirmed) {
    throw refuse(
      'reconciliation.tieOutDifferences',
      '导入的登记表与采集结果还有 {{n}} 处差异。请核对“建账核对”清单，确认后再入账',
      { n },
      { status: 409 },
    );
  }
  await audit(cx, {
    action: 'ledger.confirmDifferences',
    objectType: 'openingProposal',
    objectId: cx.unitId,
    after: { differences: n, counts: summary.counts, comparedAt: summary.madeAt },
  });
};

const BATCH = 2000;

export function tieWorkbook(
  cx: CommandContext,
  query: { kind?: TieKind | undefined; q?: string | undefined },
  say: Say,
): Promise<Readable> {
  const rows = async function* () {
    let cursor: string | undefined;
    do {
      const found = await tiePage(cx.tx, cx.unitId, { ...query, cursor, limit: BATCH });
      for (const one of found.items) {
        yield [
          say(TIE_KINDS[one.kind].label),
          one.computerNo,
          one.softwareNo,
          one.softwareName,
          one.registerText,
          one.seenText,
          say(tieEffect(one)),
        ];
      }
      cursor = found.nextCursor;
    } while (cursor);
  };
  return streamSheet({
    sheetName: '建账核对差异',
    columns: [
      { title: '差异', width: 26 },
      { title: '计算机编号', width: 18 },
      { title: '软件编号', width: 14 },
      { title: '软件名称', width: 36 },
      { title: '登记表', width: 18 },
      { title: '采集结果', width: 18 },
      { title: '照此入账的结果', width: 60 },
    ],
    rows: rows(),
  });
}
