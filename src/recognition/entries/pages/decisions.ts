/** Deciding about entries from the page: one call, a message that says what happened, and the way back. */
import { App, Button } from 'antd';
import { createElement, useCallback } from 'react';
import { type ApiError, useAction, useT } from '../../../platform/web/index.ts';
import { revokeRules } from '../../unitrules/shapes.ts';
import { type Decision, decideEntries } from '../shapes.ts';

const SHOWN_SECONDS = 10;

/** `run(ids, decision)`; `undo` stands in the message for ten seconds, and for ever on the page of rules. */
export function useDecide(): { run: (ids: number[], decision: Decision) => void; busy: boolean } {
  const t = useT();
  const { message } = App.useApp();
  const refused = (error: ApiError) => void message.error(error.message, 8);
  const revoke = useAction(revokeRules, {
    onDone: ({ revoked }) => void message.success(t('已撤销 {{n}} 条规则', { n: revoked })),
    onRefused: refused,
  });
  const decide = useAction(decideEntries, {
    onRefused: refused,
    onDone: ({ moved, rules, batchId }) => {
      const key = batchId;
      const undo = () => {
        message.destroy(key);
        revoke.mutate({ body: { batchId } });
      };
      void message.open({
        key,
        type: 'success',
        duration: SHOWN_SECONDS,
        content: createElement(
          'span',
          { className: 'zc-inline' },
          t('已认定 {{moved}} 个条目，存为 {{rules}} 条规则', { moved, rules }),
          createElement(Button, { type: 'link', size: 'small', onClick: undo }, t('撤销')),
        ),
      });
    },
  });
  const { mutate } = decide;
  const run = useCallback(
    (entryIds: number[], decision: Decision) =>
      mutate({ body: { entryIds, decision, reach: 'allVersions' } }),
    [mutate],
  );
  return { run, busy: decide.isPending };
}

export const quick = {
  commercial: { to: 'ownProducts', kind: 'commercial', category: 'other', freeScope: null },
  free: { to: 'ownProducts', kind: 'free', category: 'other', freeScope: 'any' },
  personal: { to: 'ownProducts', kind: 'free', category: 'other', freeScope: 'personal' },
  ignore: { to: 'ignore' },
} as const satisfies Record<string, Decision>;
