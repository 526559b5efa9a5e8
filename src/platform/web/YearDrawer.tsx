/** Begins something there is one of a year: this year's, or that of one of the two years before. */
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { dateInChina } from '../../base/dates.ts';
import { useGo } from './address.tsx';
import { type EndpointFormProps, FormDrawer } from './form/EndpointForm.tsx';
import { useT } from './texts.ts';

const YEARS = 3;

export function YearDrawer<B extends z.ZodType, O extends z.ZodType<{ id: string }>>(
  props: Pick<EndpointFormProps<B, O>, 'endpoint' | 'before'> & {
    /** Title and button: what is begun. */
    title: string;
    /** Page of the records, e.g. `/summaries`; the new one is opened. */
    place: string;
    onClose: () => void;
  },
): ReactNode {
  const t = useT();
  const go = useGo();
  const now = Number(dateInChina(new Date()).slice(0, 4));
  return (
    <FormDrawer
      open
      title={props.title}
      endpoint={props.endpoint}
      initial={{ year: now }}
      before={props.before}
      fields={[
        {
          name: 'year',
          label: t('年度'),
          kind: 'options',
          required: true,
          options: Array.from({ length: YEARS }, (_, back) => ({
            value: (now - back) as never,
            label: String(now - back),
          })),
        },
      ]}
      submit={props.title}
      onClose={props.onClose}
      onDone={(made) => go(`${props.place}/${made.id}`)}
    />
  );
}
