/** A date as text `YYYY-MM-DD`. The calendar is a tenth of the first screen's weight and comes when it is shown. */
import { Input } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';

export type DateInputProps = {
  id?: string;
  value?: string | null | undefined;
  onChange?: (date: string | undefined) => void;
  label?: string;
  placeholder?: string;
  className?: string;
  disabled?: boolean | undefined;
  allowClear?: boolean;
  /** The last day that may be chosen. */
  latest?: string;
};

const Picking = lazy(() => import('./DatePicking.tsx'));

export function DateInput(props: DateInputProps): ReactNode {
  const waiting = <Input className={props.className} value={props.value ?? ''} disabled />;
  return (
    <Suspense fallback={waiting}>
      <Picking {...props} />
    </Suspense>
  );
}
