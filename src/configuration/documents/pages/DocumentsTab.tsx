/** 采购合同、授权证书、发票 of a software number or of a contract (PZ-2.5). */
import type { ReactNode } from 'react';
import { Papers, type PapersProps, useSession, useT } from '../../../platform/web/index.ts';
import {
  DOCUMENT_KINDS,
  type DocumentKind,
  downloadDocument,
  listDocuments,
  removeDocument,
  uploadDocument,
} from '../shapes.ts';

export function Documents(
  props: Pick<PapersProps, 'endpoints' | 'params' | 'writes'> & {
    /** The kind that is offered first. */
    usual?: DocumentKind;
  },
): ReactNode {
  const t = useT();
  const { usual = 'contract', ...rest } = props;
  return (
    <Papers
      {...rest}
      kinds={{ [usual]: DOCUMENT_KINDS[usual], ...DOCUMENT_KINDS }}
      empty={t(
        '还没有资料。请上传采购合同、授权证书和发票，它们是正版的依据（《软件配置管理规定》二.5）。',
      )}
    />
  );
}

export function DocumentsTab(props: { softwareId: string; closed: boolean }): ReactNode {
  const { can } = useSession();
  return (
    <Documents
      endpoints={{
        list: listDocuments,
        upload: uploadDocument,
        download: downloadDocument,
        remove: removeDocument,
      }}
      params={{ id: props.softwareId }}
      writes={!props.closed && can('software.edit') !== undefined}
    />
  );
}
