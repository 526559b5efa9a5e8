/** The paper of one record on the desk, with its files: the same sheets the server writes. */
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import type { Endpoint } from '../../../platform/http/endpoint.ts';
import {
  addressOf,
  Loaded,
  useEndpoint,
  useResolve,
  useSession,
} from '../../../platform/web/index.ts';
import { type Draft, draftOf, PAPERS } from '../../papers/rules.kinds.ts';
import type { PaperKind } from '../../papers/shapes.ts';
import { PrintPage } from './PrintPage.tsx';

export function RecordPrint(props: {
  kind: PaperKind;
  id: string;
  query?: Record<string, string>;
  title: string;
  back: string;
  more?: ReactNode;
  note?: (record: never) => ReactNode;
  /** Shown when there is nothing to print yet. */
  empty?: ReactNode;
}): ReactNode {
  const { unit } = useSession();
  const resolve = useResolve();
  const asked = { id: props.id, query: props.query ?? {} };
  const { endpoint, ...place } = PAPERS[props.kind].source(asked);
  const answer = useEndpoint(endpoint as Endpoint, place as never);
  return (
    <Loaded query={answer}>
      {(record) => {
        const around = { unitName: unit?.name ?? '', today: dateInChina(new Date()), resolve };
        const draft = draftOf(props.kind, record, asked, around);
        if (!draft) return props.empty;
        return (
          <PrintPage
            title={props.title}
            note={props.note?.(record as never)}
            back={props.back}
            more={props.more}
            prints={[{ key: props.id, sheet: draft.sheet, pictures: addresses(draft) }]}
            files={{ kind: props.kind, ...asked }}
          />
        );
      }}
    </Loaded>
  );
}

function addresses(draft: Draft): Record<string, string> {
  return Object.fromEntries(
    Object.entries(draft.pictures ?? {}).map(([place, { endpoint, params = {} }]) => [
      place,
      addressOf(endpoint, { params }),
    ]),
  );
}
