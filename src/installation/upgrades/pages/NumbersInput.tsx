/** Computer numbers, one a line, as people paste them from a sheet. */
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';

export function NumbersInput(props: {
  id?: string;
  value?: string[];
  onChange?: (value: string[]) => void;
}): ReactNode {
  const [text, setText] = useState((props.value ?? []).join('\n'));
  return (
    <Input.TextArea
      {...(props.id ? { id: props.id } : {})}
      rows={3}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        props.onChange?.(event.target.value.split(/[\s,，;；、]+/).filter(Boolean));
      }}
    />
  );
}
