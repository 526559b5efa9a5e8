/** The scan of a signed paper as a form's value: the form wants the file's id, the field shows that it has arrived. */
import { type ReactNode, useState } from 'react';
import type { SignatureInput } from '../signatures/shapes.ts';
import { SignatureField } from './SignatureField.tsx';

export function ScanField(props: { onChange?: (fileId: string | undefined) => void }): ReactNode {
  const [scan, setScan] = useState<SignatureInput>();
  return (
    <SignatureField
      kinds={['scan']}
      value={scan}
      onChange={(value) => {
        setScan(value);
        props.onChange?.(value?.kind === 'scan' ? value.fileId : undefined);
      }}
    />
  );
}
