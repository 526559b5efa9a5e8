/** The calendar behind `DateInput`. */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import type { DateInputProps } from './DateInput.tsx';

export default function DatePicking(props: DateInputProps): ReactNode {
  const { value, onChange, latest, label, ...rest } = props;
  return (
    <DatePicker
      {...rest}
      aria-label={label}
      value={value ? dayjs(value) : null}
      {...(latest ? { maxDate: dayjs(latest) } : {})}
      onChange={(_, text) => onChange?.(typeof text === 'string' && text ? text : undefined)}
    />
  );
}
